"""What a Bot API server that is not Telegram's own leaves out or writes otherwise, put right where it misleads nobody.

A local server, a proxy or an emulator may tell dates in milliseconds or numbers as text, answer null for “done”, and
leave out what python-telegram-bot insists on. What was said, by whom and where is never guessed at.
"""

import re
import time
from collections.abc import Callable, Mapping
from typing import Any

MILLISECONDS = 10**11  # as seconds it would be the year 5138
DATES = frozenset({"date", "edit_date"})
NUMBERS = DATES | {"update_id", "message_id", "message_thread_id", "offset", "length"}
PEOPLE = frozenset({"from", "user", "chat", "sender_chat"})
NO_MESSAGE = 0  # Telegram's own number for a message that cannot be used
_WHOLE = re.compile(r"-?[0-9]{1,19}")
_PERSON: Mapping[str, Any] = {"is_bot": False, "first_name": ""}


def mended(raw: Any, name: str = "") -> Any:
    """The same JSON as Telegram writes it; `name` is the key under which it stands."""
    if isinstance(raw, list):
        return [mended(each, name) for each in raw]
    if not isinstance(raw, dict):
        return _number(raw, name) if name in NUMBERS else raw
    whole = {key: mended(value, key) for key, value in raw.items()}
    if name in PEOPLE and "id" in whole:
        whole["id"] = _number(whole["id"], "id")
    lacking = _LACKING.get(name)
    return whole if lacking is None else {**lacking(whole), **whole}


def mended_answer(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a call: done is true, not null."""
    whole: dict[str, Any] = mended(answer)
    return {**whole, "result": True} if whole.get("ok") is True and whole.get("result", "") is None else whole


def _number(value: Any, name: str) -> Any:
    """“7” as 7, and a date that is told in milliseconds in seconds."""
    number = int(value) if isinstance(value, str) and _WHOLE.fullmatch(value) else value
    milliseconds = name in DATES and isinstance(number, int) and number > MILLISECONDS
    return number // 1000 if milliseconds else number


def _bot(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """The bot itself, whom getMe tells of; other answers have no @name, or are chats, which have a type."""
    return {**_PERSON, "is_bot": True} if "username" in result and "type" not in result else {}


_LACKING: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "from": lambda _: _PERSON,
    "user": lambda _: _PERSON,
    "callback_query": lambda _: {"chat_instance": ""},
    "message": lambda _: {"date": int(time.time()), "message_id": NO_MESSAGE},
    "result": _bot,
}
