"""Reading JSON that others wrote: what is missing or of another type reads as empty."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

SECONDS_END: Final = 100_000_000_000  # more than this is no count of seconds


def json_object(raw: bytes | str) -> Mapping[str, Any]:
    """A JSON object; ValueError for anything else, nesting beyond measure included."""
    try:
        value = json.loads(raw)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError("no object")  # noqa: TRY004 - the words are wrong, not a type of ours
    return value


def table(value: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    """The object at a path, or an empty one."""
    found: Any = value
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def word(value: Mapping[str, Any], *path: str) -> str:
    """The string at a path, a number as its digits, or the empty one; half a character becomes a question mark."""
    found = table(value, *path[:-1]).get(path[-1])
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return found.encode("utf-8", "replace").decode() if isinstance(found, str) else ""


def rows(value: Mapping[str, Any], *path: str) -> list[Any]:
    """The list at a path, or an empty one."""
    found = table(value, *path[:-1]).get(path[-1])
    return found if isinstance(found, list) else []


def moment(stamp: object, otherwise: datetime) -> datetime:
    """A time as Feishu writes it (“1763700000000”), aware: milliseconds mostly, here and there seconds or micro."""
    try:
        number = int(str(stamp))
        scale = 1 if number < SECONDS_END else 1_000 if number < SECONDS_END * 1_000 else 1_000_000
        return datetime.fromtimestamp(number / scale, UTC)
    except (ValueError, OverflowError, OSError):
        return otherwise
