"""This payload gives that message."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.feishu.contents import read_content, with_names
from adapters.feishu.events import Envelope, Known, read_event
from adapters.feishu.values import json_object, moment, word
from commands.message import Chat, Message, Person

pytestmark = pytest.mark.unit
FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2025, 11, 21, 4, 40, 30, tzinfo=UTC)
SENT = datetime(2025, 11, 21, 4, 40, tzinfo=UTC)
APP = "cli_a0123456789abcde"
GROUP = Chat(platform="feishu", app=APP, id="oc_group", private=False)
TOPIC = Chat(platform="feishu", app=APP, id="oc_group", topic="omt_1", private=False)
PRIVATE = Chat(platform="feishu", app=APP, id="oc_private", private=True)
CHEN = Person(id="ou_chen", colleague=True)
ZHOU = Person(id="ou_zhou", colleague=True)


def payload(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
    return loaded


def read(body: Mapping[str, Any], *, private: bool = False, bot: str = "ou_bot") -> Message | None:
    known = Known(app=APP, bot=bot, tenant="tk_ours", private=private, now=NOW)
    return read_event(Envelope.of(body), known)


def heard(name: str, *, private: bool = False) -> Message:
    message = read(payload(name), private=private)
    assert message is not None
    return message


def test_a_text_in_a_group() -> None:
    """The bot's mention goes, the others get their names, @_user_10 before @_user_1."""
    message = heard("text_group")
    assert message.text == "今天和 @李娜 见了 云图吴总，@客人 也在"
    assert message.mentions == (Person(id="ou_guest", name="客人"), Person(id="ou_li", name="李娜", colleague=True))
    assert (message.key, message.id, message.quote) == ("om_1", "om_1", "om_0")
    assert (message.chat, message.sender, message.addressed) == (TOPIC, CHEN, True)
    assert message.sent_at == SENT.replace(microsecond=123000)


def test_a_post_becomes_lines_links_and_pictures() -> None:
    message = heard("post_private")
    assert message.text == "拜访云图\n聊了报价，见 报价单 https://example.com/a\n@李娜 下周三回电"
    assert [(each.kind, json.loads(each.handle)) for each in message.attachments] == [
        ("image", {"message": "om_2", "key": "img_1", "type": "image"}),
        ("video", {"message": "om_2", "key": "file_9", "type": "file"}),
    ]
    assert (message.chat, message.addressed) == (PRIVATE, True)


def test_a_file_of_somebody_from_elsewhere() -> None:
    message = heard("file_private")
    assert [(each.kind, each.name) for each in message.attachments] == [("file", "报价单.pdf")]
    assert message.sender == Person(id="ou_chen")


def test_a_press() -> None:
    """Its key is the press and the action; the operator is who pressed; card headers count microseconds."""
    message = heard("card_press")
    assert (message.kind, message.press, message.target) == ("action", "Ab3dEf6hIj9lMn2pQr5tUv.1", "om_card")
    assert message.key == "c-xyz:Ab3dEf6hIj9lMn2pQr5tUv.1"
    assert (message.chat, message.sender, message.sent_at) == (TOPIC, CHEN, SENT)


def test_a_recall_in_a_chat_that_is_known_to_be_private() -> None:
    message = heard("recalled", private=True)
    assert (message.kind, message.target, message.key) == ("recall", "om_1", "ev_4")
    assert (message.chat, message.sender.id) == (PRIVATE, "")
    assert message.sent_at == datetime(2025, 11, 21, 4, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "event", "chat", "who"),
    [
        ("bot_added", "added", GROUP, ZHOU),
        ("bot_deleted", "removed", GROUP, ZHOU),
        ("disbanded", "removed", GROUP, ZHOU),
        ("entered", "opened", PRIVATE, CHEN),
    ],
)
def test_comings_and_goings(name: str, event: str, chat: Chat, who: Person) -> None:
    message = heard(name)
    assert (message.kind, message.event, message.chat, message.sender) == ("event", event, chat, who)
    assert message.key == payload(name)["header"]["event_id"]


@pytest.mark.parametrize(
    ("tenant", "known", "only_ours", "colleague"),
    [
        ("tk_ours", "tk_ours", True, True),
        ("tk_ours", "tk_ours", False, None),
        ("tk_ours", "", True, None),
        ("tk_theirs", "tk_ours", True, False),
    ],
)
def test_whose_somebody_is_who_opens_the_chat(tenant: str, known: str, only_ours: bool, colleague: bool | None) -> None:
    """The event has no tenant of its person: that of its header counts, unless others may open the chat too."""
    body = payload("entered")
    body["header"]["tenant_key"] = tenant
    door = Known(app=APP, bot="ou_bot", tenant=known, private=False, only_ours=only_ours, now=NOW)
    message = read_event(Envelope.of(body), door)
    assert message is not None
    assert message.sender == Person(id="ou_chen", colleague=colleague)


def test_what_names_nobody_or_somebody_else_is_not_addressed() -> None:
    body = payload("text_group")
    others: list[Any] = body["event"]["message"]["mentions"][1:]
    for mentions in (others[:0], others):
        body["event"]["message"]["mentions"] = mentions
        message = read(body)
        assert message is not None
        assert not message.addressed


def test_without_an_id_of_the_bot_nobody_is_the_bot() -> None:
    body = payload("text_group")
    for mention in body["event"]["message"]["mentions"]:
        mention["id"]["open_id"] = ""
    message = read(body, bot="")
    assert message is not None
    assert not message.addressed


def _app(body: dict[str, Any]) -> None:
    body["event"]["sender"]["sender_type"] = "app"


def _sticker(body: dict[str, Any]) -> None:
    body["event"]["message"] |= {"message_type": "sticker", "content": '{"file_key":"x"}'}


def _empty(body: dict[str, Any]) -> None:
    body["event"]["message"] |= {"content": '{"text":" "}'}


def _odd(body: dict[str, Any]) -> None:
    body["event"]["message"] |= {"content": "{"}


def _nameless(body: dict[str, Any]) -> None:
    del body["event"]["message"]["message_id"]


def _homeless(body: dict[str, Any]) -> None:
    body["event"]["message"]["chat_id"] = None


def _flat(body: dict[str, Any]) -> None:
    body["event"] = "text"


@pytest.mark.parametrize("spoil", [_app, _sticker, _empty, _odd, _nameless, _homeless, _flat])
def test_what_means_nothing_is_dropped(spoil: Any) -> None:
    """Other bots, stickers, blanks, and events that lack what they must have."""
    body = payload("post_private")
    spoil(body)
    assert read(body) is None


def test_a_button_without_an_action_is_not_ours() -> None:
    body = payload("card_press")
    body["event"]["action"]["value"] = {"other": 1}
    assert read(body) is None
    body["event"]["action"]["value"] = "text"
    assert read(body) is None


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("image", {"image_key": "k"}, "image"),
        ("audio", {"file_key": "k", "duration": 2000}, "voice"),
        ("media", {"file_key": "k", "image_key": "i", "file_name": "a.mp4"}, "video"),
    ],
)
def test_pictures_recordings_and_films(kind: str, content: dict[str, Any], expected: str) -> None:
    found = read_content(kind, json.dumps(content), "om_1")
    assert found is not None
    assert [each.kind for each in found.attachments] == [expected]


def test_a_post_as_it_is_sent_has_a_language_around_it() -> None:
    raw = json.dumps({"zh_cn": {"title": "", "content": [[{"tag": "md", "text": "见了吴总"}, 7], "x"]}})
    found = read_content("post", raw, "om_1")
    assert found is not None
    assert found.text == "见了吴总"


@pytest.mark.parametrize(
    ("text", "expected", "addressed"),
    [
        ("@_user_1 今天见了吴总", "今天见了吴总", True),
        ("今天 @_user_1 见了吴总", "今天 见了吴总", True),
        ("今天见了吴总 @_user_1", "今天见了吴总", True),
        ("@_user_1", "", True),
        ("@_all 开会", "@所有人 开会", False),
        ("@_user_10元一个", "@_user_10元一个", False),
    ],
)
def test_the_bots_mention_is_cut_out(text: str, expected: str, addressed: bool) -> None:
    mentions: list[Any] = [{"key": "@_user_1", "id": {"open_id": "ou_bot"}, "name": "跟进"}] if addressed else []
    named = with_names(text, mentions, bot="ou_bot", tenant="tk_ours")
    assert (named.text, named.addressed) == (expected, addressed)


def test_times_come_in_three_sizes_and_may_be_rubbish() -> None:
    assert {moment(each, NOW) for each in ("1763700000", "1763700000000", 1763700000000000)} == {SENT}
    assert {moment(each, NOW) for each in ("", None, "x", "9" * 40)} == {NOW}


def test_half_a_character_becomes_a_question_mark() -> None:
    assert word({"a": "吴\ud800总"}, "a") == "吴?总"


@pytest.mark.parametrize("raw", [b"", b"[]", b"1", b"{", b"\xff", b'{"a":' * 100_000, b"null"])
def test_only_an_object_is_an_object(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        json_object(raw)
