"""Cards hold what fits; the rest is words."""

from datetime import UTC, datetime
from typing import Any, Literal

import pytest

from adapters.wecom.bot_cards import Card, Markdown, Paper, marked, pieces, reference, updated
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.fake_bot_frames import TASK_ID, card_text
from commands.message import Chat, File, Outgoing, Press

pytestmark = pytest.mark.unit
SETTINGS = BotSettings(bot_id="b", secret="s")  # type: ignore[arg-type]  # as from config.toml
UNDO = Press(label="撤销", action="a.0", primary=True)


def outgoing(*lines: str, **more: Any) -> Outgoing:
    chat = Chat(platform="wecom", app="b", id="c", private=True)
    return Outgoing(**{"id": "o", "chat": chat, "lines": lines, "created_at": datetime.now(UTC), **more})


def card(letter: Outgoing) -> dict[str, Any]:
    found = pieces(letter, SETTINGS, "t1")
    assert [type(piece) for piece in found] == [Card]
    assert isinstance(found[0], Card)
    card_text(found[0].card)
    return found[0].card


def test_no_buttons_no_card() -> None:
    assert pieces(outgoing("✅ 云图"), SETTINGS, "t1") == [Markdown(content="✅ 云图")]
    assert pieces(outgoing(), SETTINGS, "t1") == [Markdown(content="…")]


def test_a_short_answer_is_a_card() -> None:
    found = card(outgoing("✅ 云图", "⏰ 周三", buttons=(UNDO,), choices=(Press(label="宏远", action="a.1"),)))
    assert found["main_title"] == {"title": "✅ 云图"}
    assert found["sub_title_text"] == "⏰ 周三"
    assert found["button_list"] == [
        {"text": "1 宏远", "style": 2, "key": "a.1"},
        {"text": "撤销", "style": 1, "key": "a.0"},
    ]


def test_a_long_first_line_goes_below() -> None:
    found = card(outgoing("长" * 27, buttons=(UNDO,)))
    assert "main_title" not in found
    assert found["sub_title_text"] == "长" * 27


def test_words_too_long_for_a_card_stand_before_it() -> None:
    words, after = pieces(outgoing("长" * 200, buttons=(UNDO,)), SETTINGS, "t1")
    assert words == Markdown(content="长" * 200)
    assert isinstance(after, Card)
    assert card_text(after.card) == "点一下\n[撤销]"
    assert after.instead == "[撤销]"


def test_a_choice_too_long_for_a_button_is_spelt_out() -> None:
    choice = Press(label="无锡精锐自动化设备有限公司", action="a.0")
    words, after = pieces(outgoing("哪家？", choices=(choice,)), SETTINGS, "t1")
    assert words == Markdown(content="哪家？\n1 无锡精锐自动化设备有限公司")
    assert isinstance(after, Card)
    assert after.card["button_list"][0]["text"] == "1 无锡精锐自动化…"


def test_more_than_six_are_numbered_words() -> None:
    choices = tuple(Press(label=f"客户{i}", action=f"a.{i}") for i in range(7))
    (words,) = pieces(outgoing("哪家？", choices=choices), SETTINGS, "t1")
    assert isinstance(words, Markdown)
    assert "7 客户6" in words.content


@pytest.mark.parametrize("lines", [("✅",), ("长" * 27,), ("长" * 200,)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_possible_repeat_is_marked_first(lines: tuple[str, ...], language: Literal["zh", "en"]) -> None:
    letter = outgoing(*lines, buttons=(UNDO,), language=language)
    first = marked(pieces(letter, SETTINGS, "t1")[0], letter)
    shown = first.content if isinstance(first, Markdown) else card_text(first.card) if isinstance(first, Card) else ""
    assert shown.startswith({"zh": "（可能重复）", "en": "(repeat?) "}[language])
    paper = Paper(file=File(id="f", name="n"), instead="x")
    assert marked(paper, letter) is paper


def test_task_ids_are_what_the_platform_takes_and_never_used_twice() -> None:
    letter = outgoing("✅", id="纸 /" + "x" * 200)
    assert TASK_ID.fullmatch(reference(letter))
    assert reference(letter) == reference(letter)
    again = outgoing("✅", id=letter.id, repeat=True)
    assert TASK_ID.fullmatch(reference(again))
    assert reference(again) != reference(again)


def test_an_update_keeps_the_cards_task_id_and_must_fit() -> None:
    found = updated(outgoing("已改", buttons=(UNDO,), replaces="t0"), SETTINGS)
    assert found is not None
    assert found["task_id"] == "t0"
    assert updated(outgoing("长" * 200, buttons=(UNDO,), replaces="t0"), SETTINGS) is None
    assert updated(outgoing("已改", replaces="t0"), SETTINGS) is None
