"""Markdown that shows what was said, in parts that fit."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wecom.bot_text import clipped, escaped, parts, said, spoken
from adapters.wecom.fake_bot_frames import rendered
from commands.message import Chat, Outgoing, Press

pytestmark = pytest.mark.unit


def outgoing(*, private: bool = False, **more: Any) -> Outgoing:
    chat = Chat(platform="wecom", app="b", id="c", private=private)
    return Outgoing(id="o", chat=chat, lines=("✅ 云图", "⏰ 周三"), created_at=datetime.now(UTC), **more)


@pytest.mark.parametrize(
    "text",
    [
        "吴昊 138****1111 和 139****2222",
        "第一行 138****1111\n第二行 139****2222",
        "<b>&_*",
        "预算<50万，大概3~5天，最多5~8天",
        "<@all> 快看",
        "# 不是标题",
        "> 不是引用",
        "- 一\n- 二",
        "1. 一\n3. 三",
        "[点我](https://example.com)",
        "a`b`c",
        "路径 C:\\*x*",
        "_重点_ 和 wx_id_1",
    ],
)
def test_people_see_what_was_said(text: str) -> None:
    assert rendered(escaped(text)) == text


@pytest.mark.parametrize(
    "text", ["吴昊 138****1111", "预算<50万", "云图数据 · A级 · #重点客户", "wx_id_1", "1 宏远彩印"]
)
def test_what_marks_nothing_stays_bare(text: str) -> None:
    assert escaped(text) == text
    assert rendered(text) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40), max_size=20))
def test_parts_fit_and_lose_nothing(lines: list[str]) -> None:
    found = parts(lines, 64)
    assert all(len(part.encode()) <= 64 for part in found)
    assert "".join("".join(found).split()) == "".join(escaped("\n".join(lines)).split())


def test_parts_end_where_lines_end() -> None:
    assert parts(["一二三", "四五六", "七"], 20) == ["一二三\n四五六", "七"]


def test_a_long_line_is_cut_between_what_people_see_as_characters() -> None:
    family = "👨\u200d👩\u200d👧"
    assert parts([f"ab{family}c"], 19) == ["ab", f"{family}c"]
    assert parts(["客户" * 3], 8) == ["客户", "客户", "客户"]
    assert all(not part.endswith("\\") for part in parts(["*a*" * 9], 8))


def test_nothing_to_say_is_one_empty_part() -> None:
    assert parts([], 10) == [""]
    assert parts(["", "  "], 10) == [""]


def test_without_buttons_choices_are_numbered_and_taken_back_by_number() -> None:
    more: dict[str, Any] = {
        "choices": (Press(label="宏远彩印", action="a.0"),),
        "buttons": (Press(label="撤销", action="a.1"),),
    }
    assert spoken(outgoing(undo=38, **more), "跟进") == [
        "1 宏远彩印",
        "选哪个？回“@跟进 1”",
        "[撤销]",
        "不对？回“@跟进 撤销 38”",
    ]
    assert spoken(outgoing(undo=38, private=True), "跟进") == ["不对？回“撤销 38”"]
    assert spoken(outgoing(), "跟进") == []
    assert spoken(outgoing(undo=38, language="en", **more), "Genjin") == [
        "1 宏远彩印",
        "Which one? Reply “@Genjin 1”",
        "[撤销]",
        "Wrong? Reply “@Genjin /undo 38”",
    ]


def test_the_person_addressed_in_a_group_is_named() -> None:
    assert said(outgoing(mention="chen", mention_name="陈晓明"))[0] == "@陈晓明 ✅ 云图"
    assert said(outgoing(mention="chen", mention_name="陈晓明", private=True))[0] == "✅ 云图"


def test_clipping() -> None:
    assert clipped("一二三四", 3) == "一二…"
    assert clipped("一二三", 3) == "一二三"
