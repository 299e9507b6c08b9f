"""The conditions of a search as the store takes them, and as people read them."""

from collections.abc import Mapping
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
        created=_between(context, filters.get("created")),
        fields=_own(context, filters.get("fields")),
    )
    given: dict[str, Any] = {name: _word(context, name, str(value)) for name, value in plain.items() if value}
    return replace(found, **given)


def _between(context: Context, days: object) -> tuple[datetime, datetime] | None:
    """Two days, both included, as moments of the speaker's wall clock."""
    if not isinstance(days, list | tuple):
        return None
    first, last = (date.fromisoformat(str(day)) for day in days)
    since, until = (datetime.combine(day, time(), context.zone) for day in (first, last + timedelta(days=1)))
    return since, until


def conditions(context: Context, filters: Mapping[str, object]) -> tuple[Sentence, ...]:
    """What was looked for, in the order in which people say it: 陈晓明的、A级、#重点客户、30天没跟."""
    owner = filters.get("owner")
    told = [say("by.owner", owner=name_of(context, UUID(str(owner))))] if owner and not _is_own(context, owner) else []
    plain = {name: value for name, value in filters.items() if name in _PLAIN and value}
    told += [say(f"by.{name}", value=plain[name]) for name in _PLAIN if name in plain]
    names = filters.get("tags")
    told += [say("by.tag", value=name) for name in names] if isinstance(names, list | tuple) else []
    days = filters.get("created")
    if isinstance(days, list | tuple):
        first, last = (date.fromisoformat(str(day)) for day in days)
        told.append(say("by.created", first=first, last=last))
    own = filters.get("fields")
    for name, each in own.items() if isinstance(own, Mapping) else ():
        row = field_named(context, str(name))
        value = [(_SIGNS[sign], shown(context, row, fitted(context, row, str(words)))) for sign, words in each]
        told += [say(f"by.field{sign}", name=row.name, value=what) for sign, what in value]
    return tuple(told)


_PLAIN = ("level", "stage", "region", "industry", "source", "text", "idle_days")
_SIGNS = {"=": "", ">": ".more", ">=": ".least", "<": ".less", "<=": ".most"}


def _is_own(context: Context, owner: object) -> bool:
    return str(owner) == str(context.speaker.id)


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
