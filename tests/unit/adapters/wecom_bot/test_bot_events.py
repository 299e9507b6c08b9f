"""This payload gives that message."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.wecom.bot_events import BadEvent, cut_name, event_type, parsed, read
from adapters.wecom.bot_settings import BotSettings
from commands.message import Message

pytestmark = pytest.mark.unit
FIXTURES = Path(__file__).parent / "fixtures"
BOT = "aibTESTinvented0001"
NOW = datetime(2026, 11, 18, 8, 40, tzinfo=UTC)
SENT = datetime(2026, 11, 18, 8, 39, 59, tzinfo=UTC)
SETTINGS = BotSettings(bot_id=BOT, secret="s", name="CRM 助手")  # type: ignore[arg-type]  # as from config.toml


def heard(name: str) -> Message | None:
    body = parsed((FIXTURES / f"{name}.json").read_text("utf-8"))
    return read(body, SETTINGS, received_at=NOW, sent_at=SENT)


def message(name: str) -> Message:
    found = heard(name)
    assert found is not None
    return found


def test_a_groups_text_is_cut_of_the_mention_and_addressed() -> None:
    said = message("text_group")
    assert (said.kind, said.text, said.addressed, said.key, said.id) == (
        "text",
        "今天跟进了A公司",
        True,
        "MID1",
        "MID1",
    )
    assert (said.chat.platform, said.chat.app, said.chat.id, said.chat.private) == ("wecom", BOT, "wrGroup0001", False)
    assert (said.sender.id, said.sender.colleague) == ("zhangwei", True)
    assert (said.sent_at, said.received_at) == (SENT, NOW)


def test_a_private_chat_is_known_by_the_person() -> None:
    said = message("text_private")
    assert (said.chat.id, said.chat.private, said.text) == ("zhangwei", True, "今天跟进了A公司")


def test_a_setting_says_that_not_all_are_colleagues() -> None:
    strangers = SETTINGS.model_copy(update={"colleagues": False})
    body = parsed((FIXTURES / "text_private.json").read_text("utf-8"))
    said = read(body, strangers, received_at=NOW)
    assert said is not None
    assert not said.sender.colleague
    assert said.sent_at == NOW


@pytest.mark.parametrize(
    ("name", "text", "quoted"),
    [("text_quote", "改成周四", "昨天的报价"), ("text_quote_mixed", "记上", "报价单")],
)
def test_a_quote_brings_its_words(name: str, text: str, quoted: str) -> None:
    said = message(name)
    assert (said.text, said.quoted, said.quote, said.attachments) == (text, quoted, None, ())


def test_words_and_pictures_come_in_one_message() -> None:
    said = message("mixed")
    assert said.text == "名片"
    assert [each.kind for each in said.attachments] == ["image", "image"]
    assert json.loads(said.attachments[1].handle) == {"url": "https://x.example/2", "aeskey": "K2"}


@pytest.mark.parametrize("kind", ["image", "file", "video"])
def test_files_come_with_what_it_takes_to_fetch_them(kind: str) -> None:
    said = message(kind)
    (attachment,) = said.attachments
    assert (attachment.kind, said.text) == (kind, "")
    assert json.loads(attachment.handle)["url"].startswith("https://")
    assert attachment.name == ("报价.pdf" if kind == "file" else "")


def test_a_voice_message_is_its_words() -> None:
    said = message("voice")
    assert (said.text, said.heard, said.attachments) == ("今天拜访了云图", True, ())


def test_opening_the_private_chat_is_an_event() -> None:
    said = message("enter_chat")
    assert (said.kind, said.event, said.text) == ("event", "opened", "")
    assert said.key == "zhangwei:1763700000:enter_chat::"
    assert said.sent_at == datetime.fromtimestamp(1763700000, UTC)


@pytest.mark.parametrize(("name", "private"), [("card_nested", True), ("card_flat", False)])
def test_a_press_is_read_nested_and_flat(name: str, private: bool) -> None:
    said = message(name)
    assert (said.kind, said.press, said.target) == ("action", "Ab3dEf6hIj9lMn2pQr5tUv.1", "card-1")
    assert said.key == "zhangwei:1763700000:template_card_event:Ab3dEf6hIj9lMn2pQr5tUv.1:card-1"
    assert said.chat.private is private


@pytest.mark.parametrize("name", ["feedback", "disconnected", "unknown_event", "unknown_type"])
def test_what_asks_nothing_of_us_is_no_message(name: str) -> None:
    assert heard(name) is None


def test_events_are_told_by_their_type() -> None:
    assert event_type(parsed((FIXTURES / "disconnected.json").read_text("utf-8"))) == "disconnected_event"
    assert event_type({"msgtype": "text", "event": {"eventtype": "enter_chat"}}) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"msgid": ""},
        {"msgid": [7]},
        {"from": {}},
        {"from": None},
        {"chatid": None},
    ],
)
def test_what_lacks_what_every_message_has_is_refused(change: dict[str, Any]) -> None:
    body = parsed((FIXTURES / "text_group.json").read_text("utf-8"))
    with pytest.raises(BadEvent):
        read({**body, **change}, SETTINGS, received_at=NOW)


@pytest.mark.parametrize("part", [None, [], "x", {"content": 1}, {}])
def test_odd_parts_are_no_words(part: object) -> None:
    body = parsed((FIXTURES / "text_private.json").read_text("utf-8"))
    said = read({**body, "text": part, "quote": part}, SETTINGS, received_at=NOW)
    assert said is not None
    assert (said.text, said.quoted) == ("", "")


def test_mixed_in_mixed_ends_somewhere() -> None:
    item: dict[str, Any] = {"msgtype": "text", "text": {"content": "底"}}
    for _ in range(5):
        item = {"msgtype": "mixed", "mixed": {"msg_item": [item, 3, None]}}
    body = parsed((FIXTURES / "text_private.json").read_text("utf-8"))
    said = read({**body, **item}, SETTINGS, received_at=NOW)
    assert said is not None
    assert said.text == ""


@pytest.mark.parametrize("text", ["", "[]", "3", "{", "[" * 100_000, b"\xff"])
def test_what_is_no_json_object_is_refused(text: str | bytes) -> None:
    with pytest.raises(BadEvent):
        parsed(text)


def test_control_characters_and_half_surrogates_do_no_harm() -> None:
    body = parsed('{"msgid":"m","msgtype":"text","from":{"userid":"u"},"text":{"content":"A\t\x01\\ud83dB\\u0000"}}')
    said = read(body, SETTINGS, received_at=NOW)
    assert said is not None
    assert said.text.encode() == b"A\t\x01?B"


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("@跟进 今天见了吴总", "跟进", "今天见了吴总"),
        ("今天 @跟进 见了吴总", "跟进", "今天 见了吴总"),
        ("今天见了吴总@跟进", "跟进", "今天见了吴总"),
        ("@跟进\u2005今天见了吴总", "跟进", "今天见了吴总"),
        ("@crm 助手 今天见了吴总", "CRM 助手", "今天见了吴总"),
        ("@CRM  助手 今天见了吴总", "CRM 助手", "今天见了吴总"),
        ("@跟进今天见了吴总", "跟进", "今天见了吴总"),
        ("@跟进助手 @跟进 今天见了吴总", "跟进", "@跟进助手 今天见了吴总"),
        ("@跟进", "跟进", ""),
        ("邮箱 a@example.com", "跟进", "邮箱 a@example.com"),
        ("@小助手 今天见了吴总", "", "今天见了吴总"),
        ("今天见了吴总", "", "今天见了吴总"),
        ("@a.*b 好", "a.*b", "好"),
    ],
)
def test_the_name_is_cut_wherever_it_stands(text: str, name: str, left: str) -> None:
    assert cut_name(text, name) == left
