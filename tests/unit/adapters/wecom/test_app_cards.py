"""How an answer looks: one card, texts before a card, or numbered text; and how texts are cut."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.splitting import split
from adapters.wecom.cards import Card, Paper, Text, parts, whole_card
from adapters.wecom.sending import recipient, task_id
from adapters.wecom.settings import AppSettings
from adapters.wecom.webhook import harmless
from adapters.wecom.words import shortened, width
from commands.message import REPEATED, Chat, DeliveryError, File, Outgoing, Press

pytestmark = pytest.mark.unit
SETTINGS = AppSettings.model_validate(
    {"corp_id": "ww1", "agent_id": 1000002, "secret": "s", "token": "t", "aes_key": "k" * 43}
)
PRIVATE = Chat(platform="wecom", app="ww1:1000002", id="zhang", private=True)


def press(*labels: str) -> tuple[Press, ...]:
    return tuple(
        Press(label=label, action=f"Ab3dEf6hIj9lMn2pQr5tUv.{i}", primary=not i) for i, label in enumerate(labels)
    )


def letter(*lines: str, **more: Any) -> Outgoing:
    return Outgoing(**{"id": "0193", "chat": PRIVATE, "lines": lines, "created_at": datetime.now(UTC), **more})


def only(outgoing: Outgoing) -> Text | Card:
    (part,) = parts(outgoing, SETTINGS)
    assert not isinstance(part, Paper)
    return part


def test_a_filed_follow_up_is_one_card() -> None:
    card = only(
        letter(
            "✅ 云图 · 拜访吴昊 · 今天",
            "⏰ 11月25日 周三 10:00 提醒你",
            buttons=press("撤销", "改一下", "看客户"),
            undo=38,
        )
    )
    assert isinstance(card, Card)
    assert card.body("0193") == {
        "card_type": "button_interaction",
        "task_id": "0193",
        "main_title": {"title": "✅ 云图 · 拜访吴昊 · 今天"},
        "sub_title_text": "⏰ 11月25日 周三 10:00 提醒你",
        "button_list": [
            {"text": "撤销", "style": 1, "key": "Ab3dEf6hIj9lMn2pQr5tUv.0"},
            {"text": "改一下", "style": 2, "key": "Ab3dEf6hIj9lMn2pQr5tUv.1"},
            {"text": "看客户", "style": 2, "key": "Ab3dEf6hIj9lMn2pQr5tUv.2"},
        ],
    }
    assert card.body("0193", mark=REPEATED["zh"])["main_title"] == {"title": "（可能重复）✅ 云图 · 拜访吴昊 · 今天"}


def test_choices_bear_their_numbers() -> None:
    card = only(
        letter("“宏远”是哪家？", "1 宏远彩印 · 沧州", choices=press("宏远彩印", "宏远生物"), buttons=press("都不是"))
    )
    assert isinstance(card, Card)
    assert [each["text"] for each in card.buttons] == ["1 宏远彩印", "2 宏远生物", "都不是"]
    assert card.text == "1 宏远彩印 · 沧州"


def test_a_choice_too_long_for_a_button_stands_in_full_above() -> None:
    card = only(letter("哪一个？", choices=press("云图 发三年期方案 · 11/25 周三 10:00", "远航 寄样品")))
    assert isinstance(card, Card)
    assert card.text == "1 云图 发三年期方案 · 11/25 周三 10:00"
    assert [each["text"] for each in card.buttons] == ["1 云图 发三年期方案…", "2 远航 寄样品"]
    assert all(width(each["text"]) <= 20 for each in card.buttons)


def test_what_a_line_numbers_is_not_said_twice() -> None:
    lines = ("哪一个？", "1 云图 发三年期方案 · 11/25 周三 10:00 · 你的")
    card = only(letter(*lines, choices=press("云图 发三年期方案 · 11/25 周三 10:00")))
    assert isinstance(card, Card)
    assert card.text == lines[1]


def test_a_first_line_too_long_for_the_title_goes_below() -> None:
    line = "一" * 30
    card = only(letter(line, "二", buttons=press("撤销")))
    assert isinstance(card, Card)
    assert card.body("x") == {
        "card_type": "button_interaction",
        "task_id": "x",
        "sub_title_text": f"{line}\n二",
        "button_list": list(card.buttons),
    }


def test_words_that_no_card_holds_go_before_it() -> None:
    lines = tuple(f"11/{i} 拜访 聊了报价，想要三年期，问能不能送一年维保" for i in range(10, 30))
    *texts, card = parts(letter("云图数据 · A级", *lines, buttons=press("记跟进")), SETTINGS)
    assert "\n".join(each.content for each in texts if isinstance(each, Text)) == "\n".join(("云图数据 · A级", *lines))
    assert card == Card("云图数据 · A级", "", card.buttons if isinstance(card, Card) else ())


def test_more_than_six_buttons_are_numbered_text() -> None:
    text = only(letter("哪家？", choices=press(*"甲乙丙丁戊"), buttons=press("都不是", "不记了"), undo=38))
    assert text == Text("哪家？\n1 甲\n2 乙\n3 丙\n4 丁\n5 戊\n选哪个？回“1”\n[都不是] [不记了]\n不对？回“撤销 38”")


def test_english_for_who_reads_english() -> None:
    text = only(letter("哪家？ Which one?", choices=press("A", "B", "C", "D", "E", "F", "G"), undo=3, language="en"))
    assert isinstance(text, Text)
    assert text.content.endswith("7 G\nWhich one? Reply “1”\nWrong? Reply “/undo 3”")


def test_undo_by_number_where_there_are_no_buttons() -> None:
    assert only(letter("✅ 云图", undo=38)) == Text("✅ 云图\n不对？回“撤销 38”")


def test_plain_words_are_text_and_files_come_after() -> None:
    paper = File(id="f1", name="图.png", kind="image")
    assert parts(letter("本周", files=(paper,)), SETTINGS) == [Text("本周"), Paper(paper)]
    assert parts(letter(files=(paper,)), SETTINGS) == [Paper(paper)]


def test_a_word_for_somebody_else_names_them() -> None:
    assert only(letter("请看", mention="li", mention_name="李娜")) == Text("@李娜 请看")
    assert only(letter("请看", mention="zhang", mention_name="张伟")) == Text("请看")


def test_only_buttons_make_a_card_that_takes_anothers_place() -> None:
    assert whole_card(letter("完成"), SETTINGS) is None
    assert whole_card(letter("字" * 400, buttons=press("撤销")), SETTINGS) is None
    assert whole_card(letter("完成", buttons=press("撤销")), SETTINGS) is not None


def test_task_ids() -> None:
    assert task_id(letter("x")) == "0193"
    assert task_id(letter("x", id="a:b/第" + "9" * 200)) == "a_b__" + "9" * 114
    again = {task_id(letter("x", repeat=True)) for _ in range(5)}
    assert len(again) == 5
    assert all(each.startswith("0193-") for each in again)


@pytest.mark.parametrize("id", ["", "zhang|li", "@all", "@ALL"])
def test_nobody_is_addressed_by_a_trick(id: str) -> None:
    with pytest.raises(DeliveryError) as refused:
        recipient(Chat(platform="wecom", app="a", id=id, private=True))
    assert refused.value.final


def test_no_groups() -> None:
    with pytest.raises(DeliveryError) as refused:
        recipient(Chat(platform="wecom", app="a", id="wr1", private=False))
    assert refused.value.final


@given(st.lists(st.text(alphabet="字a😀\u0301\u200d👩🏽é \n", max_size=90), max_size=12), st.integers(40, 90))
def test_texts_are_whole_and_small_enough(lines: list[str], most: int) -> None:
    texts = split("\n".join(lines), most)
    assert all(0 < len(text.encode()) <= most for text in texts)
    assert "".join("".join(texts).split()) == "".join("".join(lines).split())


def test_texts_are_cut_on_line_ends() -> None:
    assert split("一二三\n四五六\n七", 20) == ["一二三\n四五六", "七"]
    assert split("一二三\n四五六\n七", 18) == ["一二三", "四五六\n七"]
    assert split("\n", 40) == []


@pytest.mark.parametrize("whole", ["👩🏽", "👨‍👩‍👧", "e\u0301", "☎️"])
def test_nothing_is_cut_inside_a_character(whole: str) -> None:
    for before in range(60, 80):
        line = "a" * before + whole + "b" * 40
        assert any(whole in piece for piece in split(line, 80)), before


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("云图数据", 8, "云图数据"), ("云图数据", 7, "云图数…"), ("View customer", 10, "View cust…"), ("", 3, "")],
)
def test_shortened(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short
    assert width(short) <= most


def test_markdown_without_markup() -> None:
    assert harmless("138****1111 <font>[x](y) `z` #1") == "138＊＊＊＊1111 ＜font>［x](y) ˋzˋ #1"
    assert harmless("# 大") == "＃ 大"
    assert harmless("> 引") == "＞ 引"
