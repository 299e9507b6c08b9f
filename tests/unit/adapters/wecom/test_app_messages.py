"""Recorded callbacks: this payload gives that message."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from wechatpy.enterprise import parse_message

from adapters.wecom.messages import card_code, message_of
from adapters.wecom.xml import BadXml, fields
from commands.message import Attachment, Chat, Message, Person

pytestmark = pytest.mark.unit
FIXTURES = Path(__file__).parent / "fixtures"
APP = "ww1:1000002"
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def read(name: str) -> bytes:
    return (FIXTURES / f"app_{name}.xml").read_bytes()


def heard(name: str) -> Message:
    found = message_of(fields(read(name)), app=APP, received_at=NOW)
    assert found is not None
    return found


def expected(second: int, **more: Any) -> Message:
    return Message(
        chat=Chat(platform="wecom", app=APP, id="zhang", private=True),
        sender=Person(id="zhang", colleague=True),
        sent_at=datetime.fromtimestamp(1763700000 + second, UTC),
        received_at=NOW,
        **more,
    )


def numbered(number: int) -> dict[str, str]:
    return {"key": f"757349182736451000{number}", "id": f"757349182736451000{number}"}


def test_text() -> None:
    words = "今天拜访了云图的吴总，<b>报价</b> & <!DOCTYPE 不是声明>"
    assert heard("text") == expected(0, text=words, **numbered(1))


@pytest.mark.parametrize(
    ("second", "name", "attachment"),
    [
        (1, "image", Attachment(kind="image", handle="1pic_media")),
        (2, "voice", Attachment(kind="voice", handle="1voice_media", name="voice.amr")),
        (3, "video", Attachment(kind="video", handle="1video_media")),
    ],
)
def test_what_is_attached(second: int, name: str, attachment: Attachment) -> None:
    assert heard(name) == expected(second, attachments=(attachment,), **numbered(second + 1))


def test_a_place_and_a_link_are_text() -> None:
    assert heard("location") == expected(4, text="📍 上海市徐汇区漕河泾开发区", **numbered(5))
    link = "招标公告\n条码设备采购\nhttps://tender.example.com/7?a=1&b=2"
    assert heard("link") == expected(5, text=link, **numbered(6))


def test_a_place_without_a_name() -> None:
    found = {**fields(read("location")), "Label": ""}
    message = message_of(found, app=APP, received_at=NOW)
    assert message is not None
    assert message.text == "📍 31.169,121.399"


def test_a_press() -> None:
    pressed = heard("press")
    assert pressed == expected(6, kind="action", key=pressed.key, press="Ab3dEf6hIj9lMn2pQr5tUv.1", target="0193f1")
    assert card_code(fields(read("press"))) == ("0193f1", "RC1")


@pytest.mark.parametrize(
    ("name", "event"), [("subscribe", "opened"), ("enter_agent", "opened"), ("unsubscribe", "removed")]
)
def test_events(name: str, event: str) -> None:
    found = heard(name)
    assert found == expected(7, kind="event", event=event, key=found.key)


@pytest.mark.parametrize("name", ["reported_location", "contact_changed"])
def test_events_of_no_use(name: str) -> None:
    assert message_of(fields(read(name)), app=APP, received_at=NOW) is None


def test_a_kind_that_nobody_knows() -> None:
    found = {**fields(read("text")), "MsgType": "hologram"}
    assert message_of(found, app=APP, received_at=NOW) is None


@pytest.mark.parametrize("name", ["CreateTime", "FromUserName", "EventKey", "TaskId"])
def test_events_differ_in_each_part_of_their_key(name: str) -> None:
    one = fields(read("press"))
    keys = set()
    for each in (one, one, {**one, name: f"{one[name][:-1]}9"}, {**one, "ResponseCode": "RC2"}):
        message = message_of(each, app=APP, received_at=NOW)
        assert message is not None
        keys.add(message.key)
    assert len(keys) == 2


def test_a_member_of_a_linked_corp_is_no_colleague() -> None:
    message = message_of({**fields(read("text")), "FromUserName": "ww2/wang"}, app=APP, received_at=NOW)
    assert message is not None
    assert message.sender == Person(id="ww2/wang", colleague=False)


@pytest.mark.parametrize("name", ["FromUserName", "CreateTime", "MsgType", "MsgId"])
def test_what_must_be_there(name: str) -> None:
    for without in (None, ""):
        found = fields(read("text"))
        found.pop(name)
        if without is not None:
            found[name] = without
        with pytest.raises(BadXml):
            message_of(found, app=APP, received_at=NOW)


@pytest.mark.parametrize("time", ["-1", "x", "1.5", "9" * 12, "9" * 400, "²"])
def test_times_that_are_none(time: str) -> None:
    with pytest.raises(BadXml):
        message_of({**fields(read("text")), "CreateTime": time}, app=APP, received_at=NOW)


@pytest.mark.parametrize("name", ["text", "image", "voice", "video", "location", "link"])
def test_wechatpy_reads_the_same(name: str) -> None:
    """Someone else's reader of the same payloads agrees on who, when, what and which."""
    theirs, ours = parse_message(read(name)), heard(name)
    assert (theirs.source, str(theirs.id), theirs.time) == (ours.sender.id, ours.id, ours.sent_at.timestamp())
    if ours.attachments:
        assert theirs.media_id == ours.attachments[0].handle
    elif name == "text":
        assert theirs.content == ours.text
    elif name == "location":
        assert ours.text.endswith(theirs.label)
    else:
        assert ours.text.split("\n") == [theirs.title, theirs.description, theirs.url]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>'
FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><xml><Content>&f;</Content></xml>'


@pytest.mark.parametrize(
    "xml",
    [
        BOMB,
        FILE,
        b'<!DOCTYPE x SYSTEM "http://dtd.example.com/x.dtd"><xml/>',
        b"<!DOCTYPE x><xml/>",
        b"<xml><Content>&unknown;</Content></xml>",
        b"",
        b"not xml",
        b"<xml>",
        b"<xml/><xml/>",
        b"<xml><Content>\xff</Content></xml>",
        b"<xml><Content>\0</Content></xml>",
        b"<a>" * 9 + b"</a>" * 9,
        b"<a>" * 200_000,
    ],
)
def test_xml_that_is_refused(xml: bytes) -> None:
    with pytest.raises(BadXml):
        fields(xml)


def test_xml_that_is_odd_but_read() -> None:
    odd = b"<?xml version='1.0'?><xml a='1'><!-- x --><A b='2'> x<i>deep</i>y </A><A>again</A><B/></xml>"
    assert fields(odd) == {"A": "x", "B": ""}
