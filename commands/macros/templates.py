"""What goes into a step's slots: literal values, parameters, texts of both, times that are read again when it runs.

As it is kept: {"p": name} a parameter, {"t": [...]} a text, {"when": words} a time, {"l": […]} several, {"m": {…}} by
name, {"f": {…}} conditions, {"v": …} a value as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commands.dialogue import from_plain, to_plain
from commands.macros.later import moment_in, period_in
from commands.macros.sentinels import Sentinels
from nlp.reading import Filters, Moment, Named, New, Period


class Unreadable(Exception):
    """A value that cannot be kept for later; the words that stand for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What was said for the parameters: values, and how each reads in a text."""

    values: Mapping[str, Any]
    texts: Mapping[str, str]


def template_of(value: object, sentinels: Sentinels, now: datetime) -> Any:
    """The template of a value that was understood with sentinels in place. Raises Unreadable."""
    if isinstance(value, Moment):
        return _moment(value, sentinels, now)
    if isinstance(value, Period):
        if period_in(value.said, now) != (value.first, value.last):
            raise Unreadable(value.said)
        return {"period": value.said}
    if isinstance(value, Filters):
        return {"f": {name: template_of(each, sentinels, now) for name, each in value.values.items()}}
    if isinstance(value, Mapping):
        return {"m": {name: template_of(each, sentinels, now) for name, each in value.items()}}
    if isinstance(value, list | tuple):
        return {"l": [template_of(each, sentinels, now) for each in value]}
    if isinstance(value, Named | New):
        name = sentinels.behind(value if isinstance(value, Named) else value.name)
        return {"p": name} if name is not None else {"v": to_plain(value)}
    if isinstance(value, str):
        return _text(value, sentinels)
    if isinstance(value, int) and not isinstance(value, bool) and (name := sentinels.behind(value)) is not None:
        return {"p": name}
    return {"v": to_plain(value)}


def _moment(value: Moment, sentinels: Sentinels, now: datetime) -> dict[str, Any]:
    name = sentinels.at(value.value)
    if name is not None:
        return {"p": name}
    for ahead in (True, False):
        found = moment_in(value.said, now, ahead=ahead)
        if found is not None and found.value == value.value:
            return {"when": value.said, "ahead": ahead}
    raise Unreadable(value.said)


def _text(value: str, sentinels: Sentinels) -> dict[str, Any]:
    parts = sentinels.parts(value)
    if len(parts) == 1 and isinstance(parts[0], tuple):
        return {"p": parts[0][0]}
    return {"t": [{"p": part[0]} if isinstance(part, tuple) else part for part in parts]}


def parameters_in(template: Any) -> set[str]:
    """The parameters that a template uses."""
    if isinstance(template, list):
        return {name for each in template for name in parameters_in(each)}
    if not isinstance(template, Mapping):
        return set()
    if "p" in template:
        return {template["p"]}
    return {name for key, each in template.items() if key != "v" for name in parameters_in(each)}


def filled(template: Any, given: Given, now: datetime) -> Any:
    """The value that a template comes to; None where a parameter was left out. Raises Unreadable."""
    ((kind, inner),) = ((key, each) for key, each in template.items() if key != "ahead")
    if kind == "p":
        return given.values.get(inner)
    if kind == "t":
        return "".join(part if isinstance(part, str) else given.texts.get(part["p"], "") for part in inner).strip()
    if kind == "v":
        return from_plain(inner)
    if kind == "when":
        return _again(moment_in(inner, now, ahead=template["ahead"]), inner)
    if kind == "period":
        first, last = _again(period_in(inner, now), inner)
        return Period(first=first, last=last, said=inner)
    if kind == "l":
        return tuple(one for each in inner for one in _several(filled(each, given, now)))
    values = {name: filled(each, given, now) for name, each in inner.items()}
    return Filters(values=values) if kind == "f" else values


def _several(value: Any) -> tuple[Any, ...]:
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _again(value: Any, words: str) -> Any:
    if value is None:
        raise Unreadable(words)
    return value
