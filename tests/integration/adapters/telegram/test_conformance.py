"""Telegram's door, held to what every door is held to, in both of its modes."""

import pytest

from tests.integration.adapters.conformance import Conformance
from tests.integration.adapters.telegram.rig import PollingRig

pytestmark = pytest.mark.integration


class TestTelegramWebhook(Conformance):
    """By webhook."""


class TestTelegramPolling(Conformance):
    """By polling."""

    @pytest.fixture
    def rig(self, polling: PollingRig) -> PollingRig:
        """A running door and fake."""
        return polling
