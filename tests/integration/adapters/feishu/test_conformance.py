"""The cases that every door passes, by callbacks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.adapters.conformance import Conformance, Rig, outgoing

pytestmark = pytest.mark.integration


class TestFeishu(Conformance):
    """Feishu, by callbacks."""

    async def test_a_possible_repeat_says_so(self, rig: Rig) -> None:
        """Not within the hour, for then Feishu itself shows it once, by its uuid."""
        letter = await outgoing(rig, "✅ 云图 · 拜访吴昊", repeat=True)
        first, second = await rig.send(letter), await rig.send(letter)
        assert first.message_id == second.message_id
        assert rig.shown() == ["✅ 云图 · 拜访吴昊"]
        await rig.send(replace(letter, id="old", created_at=letter.created_at - timedelta(hours=1)))
        assert rig.shown()[1:] == ["（可能重复）✅ 云图 · 拜访吴昊"]
