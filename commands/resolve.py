"""From drafts to commands: what the words carry becomes a typed command, or a question with choices."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints
from uuid import UUID

from commands.catalogue import Command, slots_of
from commands.errors import Refused
from commands.values import Unseen
from nlp.grammar import SlotForm
from nlp.reading import Doubt, Draft, Filters, Named, New, Period


@cache
def _slots(command_type: type) -> Mapping[str, SlotForm]:
    return {slot.name: slot for slot in slots_of(command_type)}


@cache
def _accepts(command_type: type, name: str) -> frozenset[type]:
    """The types that a field takes, None left out."""
    hint = get_type_hints(command_type)[name]
    return frozenset(kind for kind in (get_args(hint) or (hint,)) if kind is not NoneType)


@cache
def _required(command_type: type) -> tuple[str, ...]:
    return tuple(
        each.name for each in fields(command_type) if each.default is MISSING and each.default_factory is MISSING
    )


def missing(draft: Draft, declared: Command) -> Draft:
    """The draft with a doubt for each slot that the command cannot run without and that nobody said."""
    slots = _slots(declared.type)
    said = {name for name, value in draft.slots.items() if value not in (None, "", ())}
    doubted = {doubt.slot for doubt in draft.doubts}
    needed = [name for name in slots if (slots[name].ask or name in _required(declared.type))]
    lacking = [name for name in needed if name not in said | doubted and not _covered(name, said)]
    if not lacking:
        return draft
    return replace(draft, doubts=(*draft.doubts, *(Doubt(slot=name, reason="missing") for name in lacking)))


def _covered(name: str, said: set[str]) -> bool:
    """A reminder with a rule needs no time, tags for several customers need no single one."""
    return (name == "at" and "repeat" in said) or (name == "customer" and "customers" in said)


def command_of(draft: Draft, declared: Command) -> Any:
    """The typed command that a draft without doubts means. Refused when a name is not known and has to be."""
    slots = _slots(declared.type)
    values: dict[str, Any] = {}
    said = {each.name for each in fields(declared.type)}
    for name, value in draft.slots.items():
        if name in slots and value is not None:
            values[name] = _value(declared, name, slots[name].kind, value)
        elif name in said and value is not None:
            values[name] = value
    if draft.others and any(each.name == "others" for each in fields(declared.type)):
        values["others"] = tuple(other.id for other in draft.others)
    return declared.type(**values)


def _value(declared: Command, name: str, kind: str, value: Any) -> Any:
    takes = _accepts(declared.type, name)
    converters: dict[str, Callable[[Any], Any]] = {
        "customer": lambda v: _named(v, takes, name),
        "contact": lambda v: _named(v, takes, name),
        "member": lambda v: _named(v, takes, name),
        "customers": lambda v: tuple(_named(each, frozenset({UUID}), name) for each in v),
        "tags": lambda v: tuple(each.name if isinstance(each, Named | New) else str(each) for each in v),
        "filters": _filters,
        "number": int,
    }
    return converters[kind](value) if kind in converters else value


def _named(value: Any, takes: frozenset[type], slot: str) -> Any:
    name = value.name if isinstance(value, Named | New) else str(value)
    if isinstance(value, Named) and UUID in takes:
        return value.id
    if Unseen in takes:
        return Unseen(name=name)
    if str in takes or isinstance(value, Named):
        return name
    raise Refused(f"refused.unknown_{slot}", name=name)


def _filters(value: Any) -> dict[str, Any]:
    values = value.values if isinstance(value, Filters) else value
    return {
        name: item.id if isinstance(item, Named) and name == "owner" else _bare(item) for name, item in values.items()
    }


def _bare(item: Any) -> Any:
    if isinstance(item, list | tuple):
        return tuple(_bare(each) for each in item)
    if isinstance(item, Period):
        return (item.first.isoformat(), item.last.isoformat())
    return item.name if isinstance(item, Named | New) else item
