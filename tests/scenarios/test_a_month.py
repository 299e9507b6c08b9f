"""A team of six, one month, through the web chat and through the terminal: both leave the same rows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from tests.scenarios.conftest import SHANGHAI, WEDNESDAY, holding
from tests.scenarios.offices import TEAM, Office, Page, Shell
from tests.scenarios.rows import DAILY, SUBJECTS, Row, left_in
from tests.scenarios.test_every_door import different

pytestmark = pytest.mark.scenario
CHEN, LI, WANG, BOSS, ADMIN = TEAM
SUN = "孙丽"  # the sixth
ROWS = (
    "客户名称\t联系人\t手机\t级别",
    "大江重工有限公司\t李江\t138 1234 5678\tA",
    "小河纺织厂\t王河\t13912345679\tb级",
    "没号码的厂\t赵一\t123\tA",
)
MORNING = "早！今天先跟这"
NOTHING = ("早", "⚠", "华东一组 ·")  # how what comes by itself begins


@dataclass
class Month:
    """It at one door. Every answer is checked for what it must say; `moments` are the times at which it is said."""

    at: Office
    moments: list[datetime] = field(default_factory=lambda: [WEDNESDAY])

    async def play(self) -> None:
        """All of it."""
        for who in TEAM:
            await self.say(who, "我是谁", f"你是{who}")
        await self._the_admin_shapes_it()
        await self._a_first_morning()
        await self._rows_are_pasted()
        await self._digests()
        await self._an_escalation_and_a_macro()
        await self._leave()
        await self._a_holiday()
        await self._taken_back()
        await self._somebody_leaves()
        await self._the_end_of_the_month()

    async def to(self, month: int, day: int, hour: int, minute: int = 0) -> None:
        """Moves the clock on."""
        when = datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)
        self.moments.append(when)
        await self.at.move_to(when)

    async def say(self, who: str, text: str, *words: str, group: bool = False) -> str:
        """Says it; the answer must hold the words."""
        return holding(await self.at.hear(who, text, group=group), words)

    async def press(self, who: str, label: str, *words: str) -> str:
        """Presses a button that was shown."""
        return holding(await self.at.touch(who, label), words)

    async def reads(self, who: str, *words: str, group: bool = False) -> str:
        """What the bot said by itself since the last look; it must hold the words."""
        return holding(await self.at.read(who, group=group), words)

    async def silent(self, *people: str) -> None:
        """Nothing came by itself."""
        for who in people:
            said = await self.at.read(who)
            assert not any(line.startswith(NOTHING) for line in said.splitlines()), f"{who}: {said}"

    async def _the_admin_shapes_it(self) -> None:
        await self.say(ADMIN, f"把{SUN}加进来", f"加了{SUN} · 华东一组")
        await self.at.arrive(SUN)
        await self.say(SUN, "我是谁", f"你是{SUN}（销售） · 华东一组")
        asked = "A级超过4天没跟就提醒负责人，8天提醒主管"
        await self.say(ADMIN, asked, "这样设可以吗？", "今天起提醒3人", "每人先发最急的10家")
        await self.press(ADMIN, "就这么设", "已设好。A级：4天没跟提醒负责人，8天提醒主管")
        await self.say(ADMIN, "@跟进 每天6点推日报到本群", "日报发给本群：工作日18:00，今天起", group=True)
        await self.say(ADMIN, "把“走访”当作拜访", "“走访”就当“拜访”")
        await self.say(ADMIN, "加字段 预算 金额", "客户多了“预算”（金额）")
        await self.say(ADMIN, "建标签 到店", "标签“到店”建好了")
        macro = "定义命令 到店 {客户} {备注} = 跟进 {客户} 到店拜访 {备注}；打标签 {客户} 到店；提醒我 3天后 回访{客户}"
        await self.say(ADMIN, macro, "共3步，一句话办完")
        await self.say(ADMIN, "11月27日公司放假", "11月27日 周五 休息")

    async def _a_first_morning(self) -> None:
        await self.to(11, 19, 9)
        await self.reads(CHEN, f"{MORNING}5家", "提醒逾期3天：回买断价", "没跟，上次")
        await self.say(CHEN, "1 电话没人接", "精锐 · 电话")
        await self.say(
            CHEN, "今天走访了华星的张总，聊了报价，下周二下午三点提醒我", "拜访张建平 · 今天", "11月24日 周二 15:00"
        )
        await self.say(CHEN, "云图的预算是50万", "云图：预算 50万")
        await self.reads(LI, f"{MORNING}5家", "没跟，上次")
        await self.press(LI, "先不催", "先不催，最早 11月23日 周一 再说")
        await self.reads(WANG, f"{MORNING}5家", "奇点汽配 今天补一份接口报价")
        await self.press(WANG, "都明天", "都挪到 11月20日 周五")
        await self.reads(BOSS, "早！", "⚠ ", "级 ", "天没跟（")
        await self.silent(SUN, ADMIN)

    async def _rows_are_pasted(self) -> None:
        await self.say(SUN, "\n".join(ROWS), "贴来的表 · 3行", "级别←级别")
        await self.press(SUN, "就这样", "试导1：新客户2、联系人2", "1行有错不导：第4行电话号码不对")
        said = await self.press(SUN, "开始导入", "开始导入1：3行")
        await self.to(11, 19, 9, 30)
        holding(said + await self.reads(SUN), ["导入1完成：新客户2、联系人2"])

    async def _digests(self) -> None:
        await self.to(11, 19, 18)
        await self.reads(BOSS, "华东一组 · 11月19日 周四", "跟进2 · 新客户2", "陈晓明2", "⚠ ", "停滞")
        said = await self.reads(BOSS, "跟进2 · 2家客户 · 新客户2", "小河纺织厂", group=True)
        assert not any(name in line for line in said.splitlines() for name in (CHEN, LI, WANG, SUN)), said

    async def _an_escalation_and_a_macro(self) -> None:
        await self.to(11, 20, 9)
        await self.reads(BOSS, "早！", "⚠ ", "天没跟（")
        await self.reads(WANG, "奇点汽配 今天补一份接口报价")
        await self.say(CHEN, "到店 云图 看了样机", "云图 · 拜访", "云图 #到店", "11月23日 周一")
        await self.say(LI, "仁和今天电话聊了，招标文件下周发", "仁和 · 电话 · 今天")
        await self.to(11, 20, 18)
        await self.reads(BOSS, "华东一组 · 11/16–11/20", "（上周22）", "华东一组 · 11月20日 周五")

    async def _leave(self) -> None:
        await self.to(11, 23, 9)
        await self.reads(SUN, "大江重工有限公司 A级 4天了，还没跟过")
        await self.press(SUN, "记跟进", "直接说")
        await self.say(SUN, "李江说下周看样机", "大江重工")
        await self.reads(LI)
        await self.say(LI, "我明天请假", "11月24日 周二请假")
        await self.to(11, 24, 9)
        said = await self.reads(LI)
        assert MORNING not in said, said
        await self.to(11, 24, 18)
        await self.reads(BOSS, "华东一组 · 11月24日 周二", "请假压下")
        await self.to(11, 25, 9)
        await self.reads(LI, "早，欢迎回来！")

    async def _a_holiday(self) -> None:
        await self.to(11, 26, 19)
        for who in (CHEN, LI, WANG, SUN, BOSS):
            await self.reads(who)
        await self.to(11, 27, 19)
        await self.silent(CHEN, LI, WANG, SUN, BOSS, ADMIN)

    async def _taken_back(self) -> None:
        await self.to(11, 30, 9)
        await self.say(ADMIN, "配置历史", "设休息日", "加同义词")
        await self.say(ADMIN, "对比 v2 v4", "天数 3→4、主管天数 7→8", "日报周报 1")
        await self.say(ADMIN, "回滚配置 v8", "日历 2026-11-27")
        await self.press(ADMIN, "退回去", "配置回到了 v8，客户和跟进没动")
        said = await self.say(SUN, "撤销导入 1", "正在撤销导入1")
        await self.to(11, 30, 9, 10)
        holding(said + await self.reads(SUN), ["导入1撤完了", "联系人"])

    async def _somebody_leaves(self) -> None:
        await self.to(12, 7, 10)
        await self.reads(LI)
        await self.say(ADMIN, f"{WANG}今天办离职，他名下客户全转给{LI}", "给王强办离职？", "客户19家")
        await self.say(ADMIN, "好", "王强已停用", f"→ {LI}")
        await self.to(12, 7, 10, 10)
        await self.reads(LI, "王强的客户19家")
        await self.to(12, 8, 9)
        assert "百惠" not in await self.reads(LI, "早")  # its days count from yesterday

    async def _the_end_of_the_month(self) -> None:
        await self.to(12, 18, 18)
        await self.reads(BOSS, "华东一组 · 12月18日 周五")
        await self.say(BOSS, "上周总结", "华东一组 · 12/07–12/13")
        await self.say(BOSS, "解释漏跟率", "漏跟率 = ")
        await self.say(BOSS, "停掉周报", "周报不再发给你")
        await self.say(ADMIN, "使用统计", "使用统计 11/19–12/18")


async def play(kind: type[Page | Shell], folder: Path) -> tuple[dict[str, list[Row]], list[Row]]:
    """The month at one door, and what it leaves."""
    await asyncio.to_thread(folder.mkdir)
    office = kind(folder, WEDNESDAY)
    try:
        month = Month(await office.open())
        await month.play()
    finally:
        await office.close()
    return left_in(folder, month.moments, (*SUBJECTS, *DAILY))


async def test_a_month_at_the_page_and_at_the_terminal_leaves_the_same_rows(tmp_path: Path) -> None:
    page, shell = await play(Page, tmp_path / "page"), await play(Shell, tmp_path / "shell")
    assert different(page[0], shell[0]) == {}
    assert page[1] == shell[1]
    done = {dict(row)["name"] for row in page[1]}
    assert done >= {
        "nudge.pause",
        "reminder.morning",
        "import.undo_step",
        "configuration.rollback",
        "admin.member.leave",
    }
    assert all(page[0][name] for name in ("policy", "pause", "leave", "digest", "macro", "phrase", "nudge", "edition"))
    assert page[0]["calendar_day"] == []  # the rollback took it


async def test_a_few_clicks_on_the_clock_bring_a_nudge_an_escalation_and_a_digest(tmp_path: Path) -> None:
    friday = datetime(2026, 11, 20, 19, tzinfo=SHANGHAI)
    page = await Page(tmp_path, friday).open()
    try:
        assert await page.click("next") == datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)  # nothing on the days of rest
        holding(await page.read(CHEN), [MORNING, "没跟，上次"])
        holding(await page.read(BOSS), ["早！", "⚠ ", "天没跟（"])
        said = ""
        for _ in range(4):
            await page.click("next")
            said += await page.read(BOSS)
        holding(said, ["华东一组 · 11月23日 周一", "停滞"])
        before = await page.click("hour")
        assert (await page.click("morning")).date() > before.date()
    finally:
        await page.close()
