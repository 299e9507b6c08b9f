"""What other Bot API servers write otherwise, and what is left as it is."""

from typing import Any

import pytest
from telegram import Update

from adapters.telegram.api import readable
from adapters.telegram.mending import mended, mended_answer

pytestmark = pytest.mark.unit
CHEN = {"id": 7001, "is_bot": False, "first_name": "晓明"}
PRIVATE = {"id": 7001, "type": "private"}
SAID: dict[str, Any] = {
    "update_id": 1,
    "message": {"message_id": 5, "date": 1763452800, "chat": PRIVATE, "from": CHEN, "text": "今天拜访了云图"},
}
PRESSED: dict[str, Any] = {"id": "42", "from": CHEN, "chat_instance": "9", "data": "Ab3dEf6hIj9lMn2pQr5tUv.0"}


def test_what_telegram_itself_sends_stays_as_it_is() -> None:
    assert mended(SAID) == SAID
    press = {"update_id": 2, "callback_query": {**PRESSED, "message": SAID["message"]}}
    assert mended(press) == press
    answer = {"ok": True, "result": {**SAID["message"], "edit_date": 1763452900}}
    assert mended_answer(answer) == answer


def test_a_text_is_never_taken_for_a_number() -> None:
    message = {**SAID["message"], "text": "13800001111", "caption": "7"}
    press = {**PRESSED, "message": message, "data": "7"}
    assert mended({"update_id": 3, "callback_query": press})["callback_query"] == press


@pytest.mark.parametrize(
    "change",
    [
        {"date": 1763452800123},
        {"date": "1763452800"},
        {"date": "1763452800123"},
        {"message_id": "5"},
        {"chat": {**PRIVATE, "id": "7001"}},
        {"from": {"id": "7001", "first_name": "晓明"}},
    ],
    ids=str,
)
def test_numbers_are_told_in_many_ways(change: dict[str, Any]) -> None:
    update = mended({"update_id": "1", "message": {**SAID["message"], **change}})
    assert readable(update)
    assert Update.de_json(update).to_dict() == Update.de_json(SAID).to_dict()


def test_a_group_of_negative_number_told_as_text() -> None:
    assert mended({"id": "-1001234567890", "type": "supergroup"}, "chat")["id"] == -1001234567890


def test_what_a_press_lacks() -> None:
    query = {"id": "1", "from": CHEN, "data": "x.0", "message": {"chat": PRIVATE}}
    update = {"update_id": 4, "callback_query": query}
    assert not readable(update)
    assert readable(mended(update))


def test_who_said_it_and_where_is_never_made_up() -> None:
    message = {name: value for name, value in SAID["message"].items() if name != "chat"}
    assert not readable(mended({"update_id": 5, "message": message}))
    assert "from" not in mended({"update_id": 5, "message": {"chat": PRIVATE, "text": "x"}})["message"]


def test_null_means_done_only_where_it_went_well() -> None:
    assert mended_answer({"ok": True, "result": None}) == {"ok": True, "result": True}
    assert mended_answer({"ok": False, "result": None, "error_code": 400})["result"] is None
    assert mended_answer({"ok": True, "result": []}) == {"ok": True, "result": []}
