"""The conditions of a search as the store takes them, and as people read them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from commands.business import mapped
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Sentence
from commands.own import field_named, fitted, shown
from commands.parties import name_of
from store import customers, tags
from store.field_values import FieldIs
from store.tags import FieldRow

_PLAIN = ("level", "stage", "region", "industry", "source", "text")
_SIGNS = {"=": "", ">": ".more", ">=": ".least", "<": ".less", "<=": ".most"}


def wanted(context: Context, filters: Mapping[str, object]) -> customers.Filters:
    """Conditions as the store takes them: tags by id, days without follow-up as a moment, own fields by their id."""
    library = {tag.name: tag.id for tag in tags.library(context.tx, context.workspace)}
    names = _tags(filters)
    unknown = [name for name in names if name not in library]
    if unknown:
        raise Refused("refused.unknown_tag", tag=unknown[0])
    idle = filters.get("idle_days")
    owner = filters.get("owner")
    found = customers.Filters(
        tags=tuple(library[name] for name in names),
        owner=UUID(str(owner)) if owner else None,
        idle_since=context.now - timedelta(days=int(str(idle))) if idle else None,
        created=_between(context, _days(filters)),
        fields=_own(context, filters.get("fields")),
    )
    given: dict[str, Any] = {name: _word(context, name, str(filters[name])) for name in _PLAIN if filters.get(name)}
    return replace(found, **given)


def conditions(context: Context, filters: Mapping[str, object]) -> tuple[Sentence, ...]:
    """What was looked for, in the order in which people say it: 陈晓明的、A级、#重点客户、30天没跟."""
    told = []
    owner, idle, days = filters.get("owner"), filters.get("idle_days"), _days(filters)
    if owner and str(owner) != str(context.speaker.id):
        told.append(say("by.owner", owner=name_of(context, UUID(str(owner)))))
    told += [say(f"by.{name}", value=filters[name]) for name in _PLAIN if filters.get(name)]
    told += [say("by.tag", value=name) for name in _tags(filters)]
    if idle:
        told.append(say("by.idle_days", value=idle))
    if days is not None:
        first, last = days
        told.append(say("by.created", first=first, last=last if last != first else None))
    own = filters.get("fields")
    for name, each in own.items() if isinstance(own, Mapping) else ():
        row = field_named(context, str(name))
        value = [(_SIGNS[sign], shown(context, row, fitted(context, row, str(words)))) for sign, words in each]
        told += [say(f"by.field{sign}", name=row.name, value=what) for sign, what in value]
    return tuple(told)


def _tags(filters: Mapping[str, object]) -> Sequence[str]:
    names = filters.get("tags") or ()
    assert isinstance(names, list | tuple)
    return names


def _days(filters: Mapping[str, object]) -> tuple[date, date] | None:
    """The first and the last day in which they were filed."""
    days = filters.get("created")
    if not isinstance(days, list | tuple):
        return None
    first, last = (date.fromisoformat(str(day)) for day in days)
    return first, last


def _between(context: Context, days: tuple[date, date] | None) -> tuple[datetime, datetime] | None:
    """Two days, both included, as moments of the workspace's wall clock."""
    if days is None:
        return None
    since, until = (datetime.combine(day, time(), context.zone) for day in (days[0], days[1] + timedelta(days=1)))
    return since, until


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
