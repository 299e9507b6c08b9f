"""What was said for a command's parameters: values for its steps, words for its texts."""

from collections.abc import Mapping

from commands.context import Context
from commands.macros.definition import Definition
from commands.macros.templates import Given
from commands.parties import short_of
from nlp.reading import Draft, Moment, Named, New


def given_of(definition: Definition, draft: Draft, context: Context) -> Given:
    """The values of a draft by the names of the parameters, and how each reads."""
    values = {each.name: draft.slots.get(each.slot) for each in definition.parameters}
    numbers = {each.name for each in definition.parameters if each.kind == "number"}
    texts: Mapping[str, str] = {name: _words(value, context) for name, value in values.items()}
    return Given(values={name: _value(value, name in numbers) for name, value in values.items()}, texts=texts)


def _value(value: object, number: bool) -> object:
    return int(str(value)) if number and str(value).isdecimal() else value


def _words(value: object, context: Context) -> str:
    if isinstance(value, Named | New):
        return short_of(context, value) if getattr(value, "kind", "customer") == "customer" else value.name
    if isinstance(value, Moment):
        return value.said
    if isinstance(value, tuple):
        return "、".join(_words(each, context) for each in value)
    return "" if value is None else str(value)
