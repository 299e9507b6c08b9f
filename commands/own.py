"""Fields of the workspace's own: what was said becomes a typed value, and a value is shown.

A customer keeps its values under the field's key (its id, at first), so that another name moves nothing. A text is kept
as sealed words, a number as a number, an amount as minor units, a date as 2026-11-25, a choice as its option, a person
as the member's id.
A value that was written before the field's type changed stays as it is, and is shown as what it is.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from commands.context import Context, say
from commands.errors import Refused
from commands.likeness import likeness
from commands.message import Button, Sentence
from commands.parties import name_of
from nlp.amounts import find_amounts
from nlp.times import find_times
from store import members, tags
from store.tags import FieldRow, form_of

MINOR = 100
"""Minor units of one unit of the workspace's money."""
SAME = 90.0
"""From which likeness (of 100) a word is an option, misspelt: 月结 30 天 is 月结30天."""
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
Again = Callable[[Mapping[str, str]], Any]
"""The command once more, with other values of its fields."""


def fields_of(context: Context, *, active: bool = True) -> list[FieldRow]:
    """The workspace's own fields in their order; with `active` off, the switched off ones too."""
    return [row for row in tags.fields(context.tx, context.workspace) if row.active or not active]


def field_named(context: Context, name: str, *, active: bool = True) -> FieldRow:
    """The field of this name. Refused, with those that there are, where there is none."""
    known = fields_of(context, active=active)
    found = next((row for row in known if row.name.casefold() == name.strip().casefold()), None)
    if found is not None:
        return found
    if not known:
        raise Refused("refused.no_fields")
    near = sorted(known, key=lambda row: -likeness(name, row.name))[:6]
    raise Refused("refused.unknown_field", field=name, near=tuple(row.name for row in near))


def own_fields(context: Context, said: Mapping[str, str] | None, *, again: Again | None = None) -> dict[str, Any]:
    """What was said of a customer's own fields, by name, as it is stored, by the field's key.

    Refused for a field that is not there and for a value that does not fit; with `again` the options that it may be a
    slip for can be tapped.
    """
    if not said:
        return {}
    found: dict[str, Any] = {}
    for name, words in said.items():
        row = field_named(context, name)
        value = fitted(context, row, words)
        if value is None:
            raise _unfit(context, row, words, said, again)
        found[row.key] = value
    return found


def _unfit(context: Context, row: FieldRow, words: str, said: Mapping[str, str], again: Again | None) -> Refused:
    """A refusal that says what the field takes: of a choice the nearest options, to be tapped."""
    if row.kind not in ("choice", "person"):
        return Refused("refused.field_value", field=row.name, value=words, kind=say(f"field.kind.{row.kind}"))
    names = row.options
    if row.kind == "person":
        names = [each.name for each in members.every(context.tx, context.workspace) if each.active]
    near = sorted(names, key=lambda name: -likeness(words, name))[:4]
    taps: tuple[Button, ...] = ()
    if again is not None:
        taps = tuple(
            Button(label=say("choice.name", name=name), command=again({**said, row.name: name})) for name in near
        )
    return Refused("refused.option", field=row.name, value=words, options=tuple(near), buttons=taps)


def fitted(context: Context, row: FieldRow, words: str) -> Any:
    """The typed value of what was said; None where it does not fit the field."""
    words = words.strip()
    if row.kind == "text":
        return context.tx.secrets.seal_words(context.workspace, words) if words else None
    if row.kind == "choice":
        return _option(row.options, words)
    if row.kind == "person":
        return _person(context, words)
    if row.kind == "date":
        return _day(context, words)
    number = _number(words)
    if number is None:
        return None
    if row.kind == "amount":
        return int((number * MINOR).to_integral_value())
    return int(number) if number == number.to_integral_value() else float(number)


def _option(options: list[str], words: str) -> str | None:
    exact = next((option for option in options if option.casefold() == words.casefold()), None)
    if exact is not None:
        return exact
    alike = [option for option in options if likeness(words, option) >= SAME]
    return alike[0] if len(alike) == 1 else None


def _person(context: Context, words: str) -> str | None:
    bare = words.lstrip("@").casefold()
    fitting = [
        each
        for each in members.every(context.tx, context.workspace)
        if each.active and bare in (each.name.casefold(), *(alias.casefold() for alias in each.aliases))
    ]
    return str(fitting[0].id) if len(fitting) == 1 else None


def _day(context: Context, words: str) -> str | None:
    try:
        return date.fromisoformat(words[:10]).isoformat()
    except ValueError:
        found = find_times(words, context.local(context.now), "future")
        return next((time.start.date().isoformat() for time in found if time.start is not None), None)


def _number(words: str) -> Decimal | None:
    plain = words.replace(",", "").replace("，", "")
    if _NUMBER.fullmatch(plain):
        return Decimal(plain)
    found = find_amounts(words)
    if found:
        return found[0].value
    match = _NUMBER.search(plain)
    return Decimal(match.group()) if match else None


def converted(context: Context, row: FieldRow, value: Any, wanted: FieldRow) -> Any:
    """A stored value as the field would hold it with another type; None where it cannot, and stays as it was."""
    words = shown(context, row, value)
    return None if words is None else fitted(context, wanted, str(words))


def shown(context: Context, row: FieldRow, value: Any) -> object:
    """A stored value as people read it; one from before the field's type changed as what it is."""
    if value is None:
        return None
    if row.kind == "amount" and isinstance(value, int | float):
        return _money(value)
    if row.kind == "person" and isinstance(value, str):
        return _member_name(context, value)
    return context.plain(value) if isinstance(value, str) else str(value)


def _money(value: float) -> str:
    whole = Decimal(str(value)) / MINOR
    if whole >= 10_000 and whole % 100 == 0:
        return f"{(whole / 10_000).normalize():f}万"
    return f"{whole.normalize():f}"


def _member_name(context: Context, value: str) -> str:
    try:
        return name_of(context, UUID(value)) or "–"
    except ValueError:
        return context.plain(value)


def field_changes(context: Context, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Sentence]:
    """What the new values (by the field's key) make of the old ones, a sentence for each that differs."""
    known = {row.key: row for row in fields_of(context, active=False)}
    return [
        say("change", what=known[key].name, old=of_field(context, known[key], before), new=new)
        for key, value in after.items()
        if key in known and not _same(context, before.get(key), value)
        for new in (shown(context, known[key], value),)
    ]


def of_field(context: Context, row: FieldRow, values: Mapping[str, Any]) -> object:
    """A customer's value of a field as people read it, one that was not converted yet as what it is."""
    form = form_of(row, values)
    return None if form is None else shown(context, form, values[form.key])


def _same(context: Context, old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old == new or context.plain(old) == context.plain(new)
    return bool(old == new)


def own_facts(context: Context, values: Mapping[str, Any]) -> list[Sentence]:
    """A customer's own fields for its card, in their order: 付款方式 月结."""
    return [
        say("card.field", name=row.name, value=of_field(context, row, values))
        for row in fields_of(context)
        if form_of(row, values) is not None
    ]


def lacking(context: Context, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The required fields that a customer has no value of."""
    return tuple(row.name for row in fields_of(context) if row.required and form_of(row, values) is None)
