"""One scenario, every door: three people's day, played through each platform, leaves the same rows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.scenarios.conftest import WEDNESDAY, holding
from tests.scenarios.platforms import PLATFORMS, NoButton, Platform, opened
from tests.scenarios.rows import Row, left_in

pytestmark = pytest.mark.scenario
REP, COLLEAGUE, MANAGER = "王强", "陈晓明", "赵敏"
FIVE = WEDNESDAY.replace(hour=17, minute=0)
FIRST = "web"
Left = tuple[dict[str, list[Row]], list[Row]]


@dataclass
class Day:
    """A day at one door. Every answer is checked for what it must say."""

    at: Platform
    worded: list[str] = field(default_factory=list)  # the buttons that were missing

    async def say(self, who: str, text: str, *words: str) -> str:
        """Says it; the answer must hold the words."""
        return holding(await self.at.say(who, text), words)

    async def press(self, who: str, label: str, *words: str, or_say: str = "") -> str:
        """Presses a button; where the chat has none, says so much instead."""
        try:
            said = await self.at.press(who, label)
        except NoButton:
            assert or_say, f"there is no {label}"
            self.worded.append(label)
            said = await self.at.say(who, or_say)
        return holding(said, words)

    async def play(self) -> None:
        """All of it."""
        await self._afternoon()
        await self._task()
        await self.at.move_to(FIVE)
        await self._evening()

    async def _afternoon(self) -> None:
        await self.say(REP, "新客户 宁波恒远达科技有限公司 刘工 13800009876", "宁波恒远达", "138****9876")
        await self.say(REP, "今天拜访了星辰医疗，聊了报价，下周三上午十点提醒我跟进", "星辰医疗", "11月25日 周三 10:00")
        await self.say(REP, "不是周三，是周四", "已改", "周三→", "周四")
        await self.press(REP, "撤销", "已撤销", or_say="撤销")
        await self.press(REP, "恢复", "已恢复", or_say="恢复")
        await self.say(REP, "给星辰医疗打上意向强标签", "星辰医疗", "#意向强")
        await self.say(REP, "今天给宏远打了电话，没人接", "宏远彩印", "宏远生物", "还没记")
        await self.press(REP, "宏远生物", "宏远生物", "电话", or_say="2")
        await self.say(REP, "提醒我今天下午5点给星辰医疗回电", "17:00")

    async def _task(self) -> None:
        await self.say(MANAGER, "让陈晓明明天下午3点给华星寄样品", "已派给陈晓明")
        assert "给华星寄样品" in await self.at.news(COLLEAGUE)
        await self.press(COLLEAGUE, "收到", "收到了")
        assert "陈晓明收到了" in await self.at.news(MANAGER)

    async def _evening(self) -> None:
        await self.at.news(REP)
        listed = await self.say(REP, "待办", "星辰医疗 给星辰医疗回电")
        number = re.search(r"(\d+) 星辰医疗 给星辰医疗回电", listed)
        assert number
        await self.press(REP, "完成", "完成", or_say=f"完成 {number[1]}")
        await self.say(REP, "删除客户宁波恒远达", "放进回收站？")
        await self.press(REP, "放进回收站", "已放进回收站", or_say="确认")


async def play(door: str, folder: Path) -> Left:
    """The scenario through one door, and what it leaves."""
    await asyncio.to_thread(folder.mkdir)
    async with opened(PLATFORMS[door], folder, WEDNESDAY) as platform:
        day = Day(platform)
        await day.play()
    assert day.worded == [], "these buttons were missing"
    return left_in(folder, (WEDNESDAY, FIVE))


@pytest.fixture(scope="module")
def kept() -> dict[str, Left]:
    """What the first door left, played once for all others."""
    return {}


@pytest.mark.parametrize("door", [name for name in PLATFORMS if name != FIRST])
async def test_the_same_day_leaves_the_same_rows(door: str, kept: dict[str, Left], tmp_path: Path) -> None:
    if FIRST not in kept:
        kept[FIRST] = await play(FIRST, tmp_path / "first")
    first, here = kept[FIRST], await play(door, tmp_path / "here")
    assert different(first[0], here[0]) == {}
    assert first[1] == here[1]
    names = [dict(row)["name"] for row in first[1]]
    assert {"customer.add", "followup.log", "task.assign", "task.acknowledge", "redo", "undo"} <= set(names), names
    assert len(first[0]["follow_up"]) > 100


def different(left: Mapping[str, list[Row]], right: Mapping[str, list[Row]]) -> dict[str, tuple[list[Row], list[Row]]]:
    """The rows that only one of the two has, by table."""
    found = {}
    for name in left.keys() | right.keys():
        mine, theirs = left.get(name, []), right.get(name, [])
        if mine != theirs:
            found[name] = ([row for row in mine if row not in theirs], [row for row in theirs if row not in mine])
    return found


def test_rows_that_differ_are_told_apart() -> None:
    assert different({"a": [(("n", 1),)]}, {"a": [(("n", 2),)]}) == {"a": ([(("n", 1),)], [(("n", 2),)])}
