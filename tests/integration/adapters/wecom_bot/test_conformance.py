"""Both ways of the AI bot's door against the suite that every door passes."""

import pytest

from commands.message import DeliveryError
from tests.integration.adapters.conformance import Conformance, outgoing
from tests.integration.adapters.conformance import Rig as AnyRig
from tests.integration.adapters.wecom_bot.rigs import CallbackRig, SocketRig

pytestmark = pytest.mark.integration


class TestSocket(Conformance):
    """The long connection."""

    @pytest.fixture
    async def rig(self, socket: SocketRig) -> SocketRig:
        return socket


class TestCallback(Conformance):
    """Callbacks. They answer with two messages at most: what is longer is left to the self-built app, whole."""

    @pytest.fixture
    async def rig(self, callback: CallbackRig) -> CallbackRig:
        return callback

    async def test_a_long_digest_arrives_whole_split_on_line_ends(self, rig: AnyRig) -> None:
        await self._left_to_the_app(rig, *(f"{i:04d} 华星 A级，报价后没回音，今天该打个电话了" for i in range(800)))

    async def test_a_line_too_long_for_a_message_is_cut_between_characters(self, rig: AnyRig) -> None:
        await self._left_to_the_app(rig, "客户😀" * 3000)

    async def _left_to_the_app(self, rig: AnyRig, *lines: str) -> None:
        letter = await outgoing(rig, *lines)
        with pytest.raises(DeliveryError) as refused:
            await rig.send(letter)
        assert refused.value.final
        assert refused.value.unreachable
        assert rig.shown() == []
