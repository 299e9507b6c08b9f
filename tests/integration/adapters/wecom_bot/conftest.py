"""The rigs of both ways."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.adapters.wecom_bot.rigs import CallbackRig, SocketRig


@pytest.fixture
async def socket() -> AsyncIterator[SocketRig]:
    """A bot by long connection, connected."""
    rig = await SocketRig().open()
    yield rig
    await rig.close()


@pytest.fixture
async def callback() -> AsyncIterator[CallbackRig]:
    """A bot by callbacks."""
    rig = await CallbackRig().open()
    yield rig
    await rig.close()
