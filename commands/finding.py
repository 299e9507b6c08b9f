"""The conditions of a search as the store takes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from commands.business import mapped
from commands.context import Context, say
from commands.errors import Refused
from commands.own import field_named, fitted
from store import customers, tags
from store.field_values import FieldIs
from store.tags import FieldRow


def wanted(context: Context, filters: Mapping[str, object]) -> customers.Filters:
    """Conditions as the store takes them: tags by id, days without follow-up as a moment, own fields by their id."""
    library = {tag.name: tag.id for tag in tags.library(context.tx, context.workspace)}
    names = filters.get("tags") or ()
    assert isinstance(names, list | tuple)
    unknown = [name for name in names if name not in library]
    if unknown:
        raise Refused("refused.unknown_tag", tag=unknown[0])
    idle = filters.get("idle_days")
    owner = filters.get("owner")
    plain = {name: filters.get(name) for name in ("text", "level", "stage", "industry", "region", "source")}
    found = customers.Filters(
        tags=tuple(library[name] for name in names),
        owner=UUID(str(owner)) if owner else None,
        idle_since=context.now - timedelta(days=int(str(idle))) if idle else None,
        fields=_own(context, filters.get("fields")),
    )
    given: dict[str, Any] = {name: _word(context, name, str(value)) for name, value in plain.items() if value}
    return replace(found, **given)


def _word(context: Context, name: str, said: str) -> str:
    kinds = {"source": "sources", "industry": "industries"}
    return mapped(context.settings, kinds[name], said) if name in kinds else said


def _own(context: Context, said: object) -> tuple[FieldIs, ...]:
    """Conditions on fields of the workspace's own: 预算超过50万, 付款方式是月结."""
    found = []
    for name, conditions in said.items() if isinstance(said, Mapping) else ():
        row = field_named(context, str(name))
        for sign, words in conditions:
            condition = _is(context, row, sign, str(words))
            if condition is None:
                raise Refused(
                    "refused.field_value", field=row.name, value=str(words), kind=say(f"field.kind.{row.kind}")
                )
            found.append(condition)
    return tuple(found)


def _is(context: Context, row: FieldRow, sign: Any, words: str) -> FieldIs | None:
    """The condition in the field's type, and in its earlier ones while values are still of those."""
    earlier: FieldIs | None = None
    for form in reversed(row.forms):
        value = fitted(context, form, words)
        if value is not None:
            earlier = FieldIs(key=form.key, sign=sign, value=value, earlier=earlier)
    return earlier if fitted(context, row, words) is not None else None
