"""Telegram's door, held to what every door is held to, in both of its modes."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.adapters.conformance import Conformance
from tests.integration.adapters.telegram.rig import PollingRig, TelegramRig

pytestmark = pytest.mark.integration


class TestTelegramWebhook(Conformance):
    """By webhook."""

    @pytest.fixture
    async def rig(self) -> AsyncIterator[TelegramRig]:
        """A running door and fake."""
        rig = await TelegramRig().open()
        yield rig
        await rig.close()


class TestTelegramPolling(Conformance):
    """By polling."""

    @pytest.fixture
    async def rig(self) -> AsyncIterator[TelegramRig]:
        """A running door and fake."""
        rig = await PollingRig().open()
        yield rig
        await rig.close()
