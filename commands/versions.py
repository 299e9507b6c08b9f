"""Two states of the configuration side by side: what a change added, took away or altered, in words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from commands.context import say
from commands.message import Sentence

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""As store.configuration keeps it: table → row id → columns."""
NAMED = {"team": "name", "tag": "name", "field": "name", "macro": "name", "phrase": "said"}
"""Tables whose rows people know by a name, and the column that holds it."""
LONG = 60
"""Signs of a value that are shown."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UNTOLD = frozenset({"number", "position", "preset", "maker_id", "place", "earlier"})


def differences(old: State, new: State) -> list[Sentence]:
    """What makes the one state the other, a sentence for each row."""
    return [sentence for table in sorted(new.keys() | old.keys()) for sentence in _of_table(table, old, new)]


def _of_table(table: str, old: State, new: State) -> Iterator[Sentence]:
    before, after = old.get(table, {}), new.get(table, {})
    for id in sorted(before.keys() | after.keys()):
        was, is_ = before.get(id), after.get(id)
        if was is None and is_ is not None:
            yield say("config.added", what=named(table, is_), value=_value(table, is_))
        elif is_ is None and was is not None:
            yield say("config.removed", what=named(table, was))
        elif was is not None and is_ is not None and was != is_:
            yield from _altered(table, was, is_)


def _altered(table: str, was: Mapping[str, Any], is_: Mapping[str, Any]) -> Iterator[Sentence]:
    changed = [name for name in is_ if was.get(name) != is_[name] and name not in _UNTOLD]
    if changed == ["active"]:
        yield say("config.on" if is_["active"] else "config.off", what=named(table, is_))
    elif table == "setting":
        yield say("config.altered", what=named(table, is_), old=_shown(was["value"]), new=_shown(is_["value"]))
    elif changed == ["name"]:
        yield say("config.renamed", kind=say(f"config.{table}"), old=was["name"], new=is_["name"])
    elif changed:
        told = tuple(
            say("config.column", column=say(f"config.col.{name}"), old=_shown(was.get(name)), new=_shown(is_[name]))
            for name in changed
        )
        yield say("config.columns", what=named(table, is_), columns=told)


def named(table: str, row: Mapping[str, Any]) -> Sentence:
    """标签 渠道商, 催办规则 3, 早上清单的时间."""
    if table == "setting":
        return say(f"setting.{row['name']}")
    column = NAMED.get(table)
    name = row[column] if column else row.get("number") or row.get("day")
    return say("config.named", kind=say(f"config.{table}"), name=name)


def _value(table: str, row: Mapping[str, Any]) -> str | None:
    return _shown(row["value"]) if table == "setting" else None


def _shown(value: Any) -> str:
    if value is None or (isinstance(value, str) and _ID.fullmatch(value)):
        return "–" if value is None else "…"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, list):
        return "、".join(map(_shown, value)) or "–"
    if isinstance(value, dict):
        return "、".join(f"{name} {_shown(each)}" for name, each in value.items()) or "–"
    return str(value) if len(str(value)) <= LONG else f"{str(value)[:LONG]}…"
