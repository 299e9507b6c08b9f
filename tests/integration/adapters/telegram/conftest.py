"""Telegram's rigs for tests of its own."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.adapters.telegram.rig import PollingRig, TelegramRig


@pytest.fixture
async def rig() -> AsyncIterator[TelegramRig]:
    """By webhook."""
    rig = await TelegramRig().open()
    yield rig
    await rig.close()


@pytest.fixture
async def polling() -> AsyncIterator[PollingRig]:
    """By polling."""
    rig = await PollingRig().open()
    yield rig
    await rig.close()
