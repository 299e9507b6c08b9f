"""Recorded updates: this payload gives that Message."""

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from adapters.telegram.api import Me, readable
from adapters.telegram.updates import lane_of, message_of, usernames_in
from commands.message import Message, Person

pytestmark = pytest.mark.unit
FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.json"))
ME = Me(id=123456789, app="123456789", username="genjin_bot")
KNOWN = {"lina_cn": Person(id="7002", name="李娜")}
NOW = datetime(2026, 11, 18, 16, 5, tzinfo=UTC)


def heard(raw: dict[str, Any]) -> Message | None:
    """The message of an update."""
    return message_of(Update.de_json(raw), ME, KNOWN, NOW)


def agrees(found: Any, wanted: Any) -> bool:
    """Whether a value has all that is wanted of it."""
    if isinstance(wanted, dict):
        return all(agrees(getattr(found, name), value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(agrees, found, wanted))
    return bool((found.isoformat() if isinstance(found, datetime) else found) == wanted)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_payload_gives_its_message(path: Path) -> None:
    recorded = json.loads(path.read_text("utf-8"))
    assert readable(recorded["update"])
    found = heard(recorded["update"])
    wanted = recorded["message"]
    if wanted is None:
        assert found is None
        return
    assert found is not None
    got = {name: getattr(found, name) for name in wanted}
    assert agrees(found, wanted), got
    assert found.chat.app == "123456789"
    assert found.key == wanted.get("key", f"123456789:{recorded['update']['update_id']}")
    assert found.received_at == NOW
    assert found.sent_at.utcoffset() is not None
    assert not found.sender.colleague
    assert found.sender.language in ("zh-hans", "")


def test_every_kind_of_event_is_recorded() -> None:
    recorded = [json.loads(path.read_text("utf-8"))["message"] or {} for path in FIXTURES]
    assert {each.get("event") for each in recorded} >= {"added", "removed", "opened", "moved"}
    assert {each.get("kind") for each in recorded} >= {"text", "edit", "action", "event"}


def test_an_unknown_kind_of_update_is_nothing() -> None:
    assert heard({"update_id": 7, "telepathy": {"thought": "…"}}) is None
    assert heard({"update_id": 7}) is None


def test_the_order_is_kept_within_a_chat() -> None:
    """A press belongs to the chat of its message, an update without a chat to none."""
    press = json.loads((FIXTURES[0].parent / "press.json").read_text("utf-8"))["update"]
    assert lane_of(Update.de_json(press)) == -1001234567890
    assert lane_of(Update.de_json({"update_id": 7})) == 0


def test_only_unknown_names_are_looked_up() -> None:
    update = json.loads((FIXTURES[0].parent / "group_other.json").read_text("utf-8"))["update"]
    assert usernames_in(Update.de_json(update), ME) == ("lina_cn",)
    assert usernames_in(Update.de_json({"update_id": 7}), ME) == ()
    found = message_of(Update.de_json(update), ME, {}, NOW)
    assert found is not None
    assert found.mentions == ()


def test_a_message_has_no_field_of_telegrams() -> None:
    """The message is ours alone: plain values that a database takes."""
    found = heard(json.loads((FIXTURES[0].parent / "group_photo.json").read_text("utf-8"))["update"])
    assert found is not None
    assert json.dumps(dataclasses.asdict(found), default=str)


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1, "message": {"message_id": "seven"}},
        {"update_id": 1, "message": "text"},
        {"update_id": 1, "message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}}},
        {"update_id": 1, "callback_query": []},
    ],
)
def test_what_cannot_be_read_is_known_beforehand(raw: dict[str, Any]) -> None:
    assert not readable(raw)


def test_the_clients_language_is_told() -> None:
    recorded = json.loads(next(path for path in FIXTURES if path.stem == "private_text").read_text("utf-8"))
    found = heard(recorded["update"])
    assert found is not None
    assert found.sender.language == "zh-hans"
