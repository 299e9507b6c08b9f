"""The cases that every door passes, by callbacks."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.adapters.conformance import Conformance, Rig, outgoing
from tests.integration.adapters.feishu.rig import FeishuRig


class TestFeishu(Conformance):
    """Feishu, by callbacks."""

    @pytest.fixture
    async def rig(self) -> AsyncIterator[FeishuRig]:
        rig = await FeishuRig().start()
        yield rig
        await rig.close()

    async def test_a_possible_repeat_says_so(self, rig: Rig) -> None:
        """Not within the hour, for then Feishu itself shows it once, by its uuid."""
        letter = await outgoing(rig, "✅ 云图 · 拜访吴昊", repeat=True)
        first, second = await rig.send(letter), await rig.send(letter)
        assert first.message_id == second.message_id
        assert rig.shown() == ["✅ 云图 · 拜访吴昊"]
        await rig.send(replace(letter, id="old", created_at=letter.created_at - timedelta(hours=1)))
        assert rig.shown()[1:] == ["（可能重复）✅ 云图 · 拜访吴昊"]
