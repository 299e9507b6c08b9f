"""How an Outgoing is shown: parts, marks, keyboards, and words where no keyboard can be."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram import render
from adapters.telegram.fake import TOKEN
from adapters.telegram.fake_html import parsed
from adapters.telegram.settings import TelegramSettings
from commands.message import Chat, Outgoing, Press
from tests.integration.adapters.telegram.letters import ACTION, presses

pytestmark = pytest.mark.unit
PRIVATE = Chat(platform="telegram", app="1", id="7001", private=True)
GROUP = Chat(platform="telegram", app="1", id="-100", private=False)
SETTINGS = TelegramSettings.model_validate({"token": TOKEN})


def letter(*lines: str, chat: Chat = PRIVATE, **more: Any) -> Outgoing:
    """A letter of lines."""
    return Outgoing(id="o1", chat=chat, lines=lines, created_at=datetime.now(UTC), **more)


def labels(outgoing: Outgoing) -> list[list[str]]:
    """The words of the keyboard, row by row."""
    markup = render.keyboard(outgoing)
    return [[button.text for button in row] for row in markup.inline_keyboard] if markup else []


def test_choices_are_numbered_short_ones_side_by_side_and_buttons_in_one_row() -> None:
    choices, buttons = (
        presses("宏远彩印", "宏远生物", "宏远", "宏远重工"),
        presses("撤销", "改一下", "看客户", "看待办"),
    )
    assert labels(letter("问", choices=choices, buttons=buttons)) == [
        ["1 宏远彩印", "2 宏远生物"],
        ["3 宏远", "4 宏远重工"],
        ["撤销", "改一下", "看客户", "看待办"],
    ]


def test_a_long_choice_has_a_row_of_its_own() -> None:
    assert labels(letter("问", choices=presses("无锡精锐自动化设备有限公司", "宏远"))) == [
        ["1 无锡精锐自动化设备有限公司"],
        ["2 宏远"],
    ]


def test_a_letter_without_presses_has_no_keyboard() -> None:
    assert render.keyboard(letter("好")) is None


def test_a_button_carries_its_action() -> None:
    markup = render.keyboard(letter("问", buttons=presses("撤销")))
    assert markup is not None
    assert markup.inline_keyboard[0][0].callback_data == f"{ACTION}.0"


@pytest.mark.parametrize(
    "press",
    [Press(label="撤销", action="汉" * 22), Press(label="撤销", action=""), Press(label=" ", action=ACTION)],
)
def test_what_telegram_would_refuse_is_not_tried(press: Press) -> None:
    assert not render.keyboard_fits(letter("问", buttons=(press,)), SETTINGS)
    assert render.keyboard_fits(letter("问", buttons=presses("撤销")), SETTINGS)
    assert not render.keyboard_fits(letter("问", choices=presses(*map(str, range(101)))), SETTINGS)


def test_without_a_keyboard_the_choices_and_the_undo_number_are_said() -> None:
    outgoing = letter("哪家？", choices=presses("宏远彩印", "宏远生物"), buttons=presses("撤销"), undo=38)
    assert render.texts(outgoing, SETTINGS, keyboard=True) == ["哪家？"]
    assert render.texts(outgoing, SETTINGS, keyboard=False) == [
        "哪家？\n1 宏远彩印\n2 宏远生物\n选哪个？回“1”\n[撤销]\n不对？回“撤销 38”"
    ]
    (group,) = render.texts(letter("好", chat=GROUP, undo=38), SETTINGS, keyboard=False)
    assert group == "好\n不对？回复这条消息：“撤销 38”"
    (english,) = render.texts(letter("Done", undo=38, language="en"), SETTINGS, keyboard=False)
    assert english == "Done\nWrong? Reply “/undo 38”"
    assert render.head(letter("Done", language="en", repeat=True), as_html=True) == "(repeat?) "


def test_buttons_alone_have_something_to_stand_under() -> None:
    assert render.texts(letter(buttons=presses("撤销")), SETTINGS, keyboard=True) == ["👇"]
    assert render.texts(letter(), SETTINGS, keyboard=True) == []


def test_a_repeat_is_marked_and_a_colleague_mentioned_in_groups_only() -> None:
    outgoing = letter("好", chat=GROUP, repeat=True, mention="7001", mention_name="陈<b>&")
    assert render.head(outgoing, as_html=True) == '（可能重复）<a href="tg://user?id=7001">陈&lt;b&gt;&amp;</a> '
    assert render.head(outgoing, as_html=False) == "（可能重复）@陈<b>& "
    assert render.head(letter("好", mention="7001", mention_name="陈"), as_html=True) == ""
    assert parsed(render.head(outgoing, as_html=True)).mentioned == (7001,)


@given(st.text())
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    assert parsed(render.escaped(text)).text == text


@given(st.lists(st.text(alphabet="客户😀a1 é", max_size=60), max_size=30), st.integers(16, 80))
def test_parts_are_short_and_hold_every_line(lines: list[str], limit: int) -> None:
    parts = render.parts("\n".join(lines), limit)
    assert all(0 < render.units(part) <= limit for part in parts)
    assert all(part.strip() for part in parts)
    shown = "\n".join(parts)
    for line in lines:
        if line.strip() and render.units(line) <= limit:
            assert line in shown
    assert [char for char in "".join(parts) if not char.isspace()] == [
        char for char in "".join(lines) if not char.isspace()
    ]


def test_lines_stay_whole_where_they_can() -> None:
    assert render.parts("一二三四\n五六七八\n九十", 10) == ["一二三四\n五六七八", "九十"]
    assert render.parts("一二三四五六", 4) == ["一二三四", "五六"]


@pytest.mark.parametrize(("drawn", "limit"), [("👨‍👩‍👧", 9), ("👍🏽", 5), ("e\u0301", 3), ("❤️", 3)])
def test_no_character_is_torn(drawn: str, limit: int) -> None:
    """A family is eight units of five code points, and stays together."""
    first, second = render.parts(f"客户{drawn}好好"[: 2 + len(drawn)] + drawn, limit)[:2]
    assert first == "客户"
    assert second.startswith(drawn)
