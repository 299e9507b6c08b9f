"""An answer as a card and as text."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.feishu.cards import card, pressed_answer, size
from adapters.feishu.fake_api import card_is_right
from adapters.feishu.fake_shown import shown_text
from adapters.feishu.texts import numbered, parts, weight
from commands.message import Chat, Outgoing, Press

pytestmark = pytest.mark.unit
PRIVATE = Chat(platform="feishu", app="cli_1", id="oc_private", private=True)
GROUP = Chat(platform="feishu", app="cli_1", id="oc_group", private=False)


def letter(*lines: str, chat: Chat = PRIVATE, **fields: Any) -> Outgoing:
    return Outgoing(id="o1", chat=chat, lines=lines, created_at=datetime(2026, 11, 18, tzinfo=UTC), **fields)


def presses(*labels: str) -> tuple[Press, ...]:
    return tuple(Press(label=label, action=f"Ab3dEf6hIj9lMn2pQr5tUv.{i}") for i, label in enumerate(labels))


FILED = letter(
    "✅ 云图 · 拜访吴昊 · 今天", "⏰ 11月25日 周三 10:00 提醒你", buttons=presses("撤销", "改一下", "看客户")
)
ASKED = letter(
    "“宏远”是哪家？还没记，话我先留着",
    choices=presses("宏远彩印", "宏远生物"),
    buttons=presses("都不是"),
    undo=38,
    chat=GROUP,
)


def test_a_card_has_a_title_lines_and_buttons() -> None:
    shown = card(FILED, repeat=False)
    assert shown == {
        "config": {"update_multi": True},
        "header": {"title": {"tag": "plain_text", "content": "✅ 云图 · 拜访吴昊 · 今天"}},
        "elements": [
            {"tag": "div", "text": {"tag": "plain_text", "content": "⏰ 11月25日 周三 10:00 提醒你"}},
            {
                "tag": "action",
                "layout": "flow",
                "actions": [
                    {
                        "tag": "button",
                        "text": {"tag": "plain_text", "content": label},
                        "type": "default",
                        "value": {"act": f"Ab3dEf6hIj9lMn2pQr5tUv.{i}"},
                    }
                    for i, label in enumerate(("撤销", "改一下", "看客户"))
                ],
            },
        ],
    }
    assert card_is_right(shown)


def test_choices_are_numbered_and_a_long_first_line_is_no_title() -> None:
    long = "长" * 41
    shown = card(replace(ASKED, lines=(long,)), repeat=True)
    assert "header" not in shown
    assert shown_text("interactive", shown).splitlines() == [
        f"（可能重复）{long}",
        "[1 宏远彩印] [2 宏远生物]",
        "[都不是]",
    ]


def test_rows_have_four_buttons_and_the_primary_one_stands_out() -> None:
    many = letter("选", buttons=(Press(label="记", action="a.0", primary=True), *presses(*"一二三四")))
    rows = [each["actions"] for each in card(many, repeat=False)["elements"]]
    assert [len(row) for row in rows] == [4, 1]
    assert [button["type"] for button in rows[0]] == ["primary", "default", "default", "default"]


def test_a_card_in_a_topic_says_so_in_its_buttons() -> None:
    topic = replace(FILED, chat=replace(GROUP, topic="omt_1"))
    assert card(topic, repeat=False)["elements"][1]["actions"][0]["value"]["topic"] == "omt_1"


def test_a_mention_stands_in_groups_only() -> None:
    named = replace(ASKED, mention="ou_li", mention_name="李<娜>")
    assert card(named, repeat=False)["elements"][0] == {
        "tag": "div",
        "text": {"tag": "lark_md", "content": "<at id=ou_li></at>"},
    }
    assert numbered(named, bot="跟进", repeat=False).startswith('<at user_id="ou_li">李娜</at> “宏远”')
    assert "<at" not in numbered(replace(named, chat=PRIVATE), bot="跟进", repeat=False)
    assert "<at" not in numbered(replace(named, mention='all"><b'), bot="跟进", repeat=False)


def test_text_says_what_to_type() -> None:
    assert numbered(ASKED, bot="小跟", repeat=True).splitlines() == [
        "（可能重复）“宏远”是哪家？还没记，话我先留着",
        "1 宏远彩印",
        "2 宏远生物",
        "选哪个？回“@小跟 1”",
        "[都不是]",
        "不对？回“@小跟 撤销 38”",
    ]


def test_who_reads_english_gets_the_doors_own_words_in_english() -> None:
    english = replace(ASKED, language="en")
    assert numbered(english, bot="Genjin", repeat=True).splitlines()[0].startswith("(repeat?) “宏远”")
    assert numbered(english, bot="Genjin", repeat=True).splitlines()[3:] == [
        "Which one? Reply “@Genjin 1”",
        "[都不是]",
        "Wrong? Reply “@Genjin /undo 38”",
    ]
    assert pressed_answer(letter(language="en"), None)["toast"]["content"] == "Done"


def test_in_private_nobody_has_to_mention_the_bot_and_nothing_is_listed_twice() -> None:
    listed = replace(ASKED, chat=PRIVATE, lines=("哪家？", "1 宏远彩印 · 沧州", "2 宏远生物 · 济宁"))
    assert numbered(listed, bot="跟进", repeat=False).splitlines()[1:] == [
        "1 宏远彩印 · 沧州",
        "2 宏远生物 · 济宁",
        "选哪个？回“1”",
        "[都不是]",
        "不对？回“撤销 38”",
    ]


def test_what_people_typed_sets_off_nothing() -> None:
    """In texts tags are undone; in cards only plain_text holds their words, which knows no tags."""
    typed = '<at user_id="all">所有人</at><b>x</b> 3<5'
    assert numbered(letter(typed), bot="跟进", repeat=False) == '＜at user_id="all">所有人＜/at>＜b>x＜/b> 3<5'
    shown = card(letter(typed, typed, buttons=presses(typed)), repeat=False)
    tags = [part["text"]["tag"] for part in shown["elements"] if "text" in part]
    assert set(tags) == {"plain_text"}


def test_long_text_is_cut_at_line_ends() -> None:
    text = "\n".join(f"{i:05d} 华星 A级 5天没跟😀" for i in range(500))
    cut = parts(text, 8 * 1024)
    assert len(cut) > 1
    assert all(weight(part) <= 7 * 1024 for part in cut)
    assert "\n".join(cut) == text


def test_a_line_that_is_too_long_is_cut_between_characters() -> None:
    line = '吴"😀\\' * 3000
    cut = parts(line, 8 * 1024)
    assert "".join(cut) == line
    assert max(map(weight, cut)) <= 7 * 1024


def test_blank_parts_are_not_sent() -> None:
    assert parts("\n\n ", 4096) == []


def test_a_card_is_measured_as_it_is_sent() -> None:
    shown = card(FILED, repeat=False)
    assert size(shown) == len(
        json.dumps(json.dumps(shown, ensure_ascii=False, separators=(",", ":")), ensure_ascii=False).encode()
    )


def test_a_press_is_answered_by_a_toast_and_the_card() -> None:
    shown = card(FILED, repeat=False)
    assert pressed_answer(FILED, shown) == {
        "toast": {"type": "info", "content": FILED.lines[0]},
        "card": {"type": "raw", "data": shown},
    }
    assert pressed_answer(letter(), None) == {"toast": {"type": "info", "content": "好了"}}
