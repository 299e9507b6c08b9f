"""Canned answers in the bot's own manner, for working on the page without the bot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One canned answer, choices and buttons by their words; `private` goes to the asker alone."""

    lines: tuple[str, ...]
    choices: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    remind_at: datetime | None = None
    private: bool = False


WEEKDAYS = "一二三四五六日"

FILED = ("撤销", "改一下", "看客户")

CUSTOMER = Said(
    lines=(
        "云图数据 · A级 · 方案报价 · #重点客户",
        "负责人 陈晓明｜吴昊 CTO 138****1111",
        "下一步 11/25 周三 10:00 发方案",
        "11/18 拜访 聊了报价，想要三年期",
        "11/09 演示 觉得权限太弱",
        "10/30 电话 发了年度报价",
    ),
    buttons=("记跟进", "设提醒", "看电话", "全部记录"),
)

WHICH = Said(
    lines=("“宏远”是哪家？还没记，话我先留着", "1 宏远彩印 · 沧州 · 你的", "2 宏远生物 · 济宁 · 刘德胜"),
    choices=("宏远彩印", "宏远生物"),
    buttons=("都不是", "不记了"),
)

MORNING = Said(
    lines=(
        "早！今天先跟这3家",
        "1 华星 A级 5天没跟，报价后没回音",
        "2 远航 说好今天寄样品",
        "3 绿源 提醒逾期2天",
        "还有4家不急，明天再说。回“1 电话没人接”就记上",
    ),
    buttons=("记跟进", "都明天", "先不催", "看全部"),
)

REMINDER = Said(
    lines=("⏰ 该跟云图吴昊了（发方案）", "上次 11/18 拜访：聊了报价"),
    buttons=("完成", "1小时后", "明天"),
)

HELP = Said(
    lines=("我管客户、跟进、提醒。说一句就行：", "“今天拜访了云图吴总，聊了报价”", "“华星怎么样了”", "“今天该跟谁”"),
    buttons=("记跟进", "看客户", "设提醒"),
)

LOST = Said(lines=("没看懂，什么都没记。",), buttons=("记成跟进", "帮助"))
NEW = Said(lines=("🆕 新客户 无锡精锐自动化",), buttons=("撤销", "并到已有客户"))
PHONE = Said(lines=("云图数据 吴昊 138 0000 1111",), private=True)

PRESSED = {
    "撤销": Said(lines=("已撤销：云图的跟进和 11月25日 的提醒",), buttons=("恢复",)),
    "恢复": Said(lines=("✅ 已恢复：云图的跟进和提醒",), buttons=("撤销",)),
    "改一下": Said(lines=("改哪里？直接说，比如“周四”“是刘总”",), buttons=("不改了",)),
    "看客户": CUSTOMER,
    "看电话": PHONE,
    "完成": Said(lines=("✅ 完成了。聊得怎么样？直接回一句我就记上",)),
    "都不是": Said(lines=("那是新客户吗？说个全名，我先建上",)),
    "不记了": Said(lines=("好，没记。原话留在草稿里",)),
    "帮助": HELP,
}


def _day(when: datetime) -> str:
    return f"{when.month}月{when.day}日 周{WEEKDAYS[when.weekday()]}"


def _filed(now: datetime) -> Said:
    wednesday = (now + timedelta(days=(2 - now.weekday()) % 7 or 7)).replace(hour=10, minute=0, second=0, microsecond=0)
    return Said(
        lines=("✅ 云图 · 拜访吴昊 · 今天", f"⏰ {_day(wednesday)} 10:00 提醒你"),
        buttons=FILED,
        remind_at=wednesday - timedelta(minutes=30),
    )


def _chosen(label: str) -> Said:
    return Said(lines=(f"✅ {label} · 电话 · 今天",), buttons=FILED)


ANSWERS: tuple[tuple[tuple[str, ...], Callable[[datetime], Said | None]], ...] = (
    (("谢谢", "收到"), lambda _: None),
    (("宏远",), lambda _: WHICH),
    (("该跟谁", "早"), lambda _: MORNING),
    (("电话号码", "看电话"), lambda _: PHONE),
    (("拜访", "聊了"), _filed),
    (("怎么样", "云图"), lambda _: CUSTOMER),
    (("新客户",), lambda _: NEW),
    (("帮助", "你好"), lambda _: HELP),
)


def answer(text: str, now: datetime) -> Said | None:
    """What the fake says to a sentence; None for thanks, which get no answer."""
    for words, make in ANSWERS:
        if any(word in text for word in words):
            return make(now)
    return LOST


def pressed(label: str) -> Said:
    """What the fake says to the press of a button or choice, by its words."""
    return PRESSED.get(label) or (_chosen(label) if label in WHICH.choices else LOST)
