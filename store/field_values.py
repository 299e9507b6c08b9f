"""Conditions on fields of the workspace's own, whose values stand as JSON in `customer.fields`."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from store.tables import Customer, table

_C = table(Customer).c


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldIs:
    """A condition on a field of the workspace's own: the value under the key is one of the same type, and compares so.

    `earlier`: the same for a value that was written under another key, before the field's type changed.
    """

    key: str
    sign: Literal["=", ">", ">=", "<", "<="]
    value: str | float
    earlier: FieldIs | None = None


_COMPARED = {"=": operator.eq, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def field_is(wanted: FieldIs, *, sqlite: bool) -> Any:
    """The condition on a customer; a value of another type (from before the field's type changed) never fits."""
    fits = (_in_sqlite if sqlite else _in_postgresql)(wanted)
    if wanted.earlier is None:
        return fits
    return sa.or_(fits, sa.and_(_lacks(wanted.key, sqlite=sqlite), field_is(wanted.earlier, sqlite=sqlite)))


def _lacks(key: str, *, sqlite: bool) -> Any:
    return sa.func.json_type(_C.fields, f'$."{key}"').is_(None) if sqlite else ~sa.func.jsonb_exists(_C.fields, key)


def _in_sqlite(wanted: FieldIs) -> Any:
    """The JSON is parsed once a row: all numbers sort before all texts there, and those before a blob."""
    value = sa.func.json_extract(_C.fields, f'$."{wanted.key}"')
    number = not isinstance(wanted.value, str)
    given = sa.literal(wanted.value, sa.Float if number else sa.String)
    if wanted.sign == "=":
        return value == given
    lowest, highest = (-math.inf, math.inf) if number else ("", b"")
    if wanted.sign in (">", ">="):
        compared = value.between(given, sa.literal(highest, sa.Float if number else sa.LargeBinary))
    else:
        compared = value.between(sa.literal(lowest, sa.Float if number else sa.String), given)
    return compared if wanted.sign in (">=", "<=") else sa.and_(compared, value != given)


def _in_postgresql(wanted: FieldIs) -> Any:
    stored = sa.type_coerce(_C.fields, JSONB)
    number = not isinstance(wanted.value, str)
    typed = sa.func.jsonb_typeof(stored[wanted.key]) == ("number" if number else "string")
    text = stored[wanted.key].astext
    value = sa.case((typed, sa.cast(text, sa.Numeric))) if number else text.collate("C")
    given = sa.literal(wanted.value, sa.Float if number else sa.String)
    return sa.and_(typed, _COMPARED[wanted.sign](value, given))
