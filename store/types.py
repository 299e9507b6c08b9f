"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, SafeUUID

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

type_processor = Callable[[Any], Any] | None


class SealedWords(str):
    """Text in its stored form: the sensitive numbers in it are sealed tokens (`Sealer.seal_words`)."""

    __slots__ = ()


def canonical(value: Any) -> bytes:
    """The one JSON form of a value, so that equal values have equal bytes: keys sorted, UTF-8, no spaces."""
    try:
        return orjson.dumps(value, default=plain, option=_FORM)
    except orjson.JSONEncodeError:  # whole numbers beyond 64 bits; what has no form fails here, too
        return _ANY_SIZE.encode(value).encode()


def plain(value: Any) -> Any:
    """JSON's form of what JSON has no form for: ids, times and bytes (base64) as text."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(plain(each) if isinstance(each, UUID) else each for each in value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


_FORM = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
_ANY_SIZE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)


@lru_cache(maxsize=1024)  # one moment stands in many columns of a message's rows
def utc_text(value: datetime) -> str:
    """2026-11-21T10:00:00.000000+00:00: sorts as the times do."""
    if value.tzinfo is None:
        raise ValueError("a naive datetime has no place in the database")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


class Id(TypeDecorator[UUID]):
    """A UUID: `uuid` on PostgreSQL, 16 bytes on SQLite."""

    impl = sa.Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.LargeBinary(16))
        return dialect.type_descriptor(postgresql.UUID(as_uuid=True))

    def bind_processor(self, dialect: Dialect) -> type_processor:
        if dialect.name == "sqlite":
            return _id_bytes
        return None

    def result_processor(self, dialect: Dialect, coltype: object) -> type_processor:  # noqa: ARG002
        if dialect.name == "sqlite":
            return _bytes_id
        return None

    def process_literal_param(self, value: UUID | None, dialect: Dialect) -> str:  # noqa: ARG002
        return "NULL" if value is None else f"'{value}'"


def _id_bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.int.to_bytes(16, "big")


_new, _slots, _UNKNOWN = object.__new__, vars(UUID), SafeUUID.unknown
_set_int, _set_is_safe = _slots["int"].__set__, _slots["is_safe"].__set__


def _bytes_id(value: bytes | None) -> UUID | None:
    if value is None:
        return None
    made = _new(UUID)  # its own constructor checks five ways of saying what it is, and takes four times as long
    _set_int(made, int.from_bytes(value, "big"))
    _set_is_safe(made, _UNKNOWN)
    return made


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; a naive one is refused."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String())
        return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))

    def bind_processor(self, dialect: Dialect) -> type_processor:
        return _time_text if dialect.name == "sqlite" else _time_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> type_processor:  # noqa: ARG002
        return _text_time if dialect.name == "sqlite" else _time_utc


def _time_text(value: datetime | None) -> str | None:
    return None if value is None else utc_text(value)


def _text_time(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _time_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a naive datetime has no place in the database")
    return value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON value: `jsonb` on PostgreSQL, canonical text on SQLite."""

    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.Text())
        return dialect.type_descriptor(postgresql.JSONB(none_as_null=True))

    def bind_processor(self, dialect: Dialect) -> type_processor:
        if dialect.name == "sqlite":
            return _json_text
        return super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> type_processor:
        if dialect.name == "sqlite":
            return _text_json
        return super().result_processor(dialect, coltype)


def _json_text(value: Any) -> str | None:
    return None if value is None else canonical(value).decode()


def _text_json(value: str | None) -> Any:
    return None if value is None else json.loads(value)


class Sealed(TypeDecorator[bytes]):
    """Authenticated ciphertext; only bytes get in, so no plain text does by mistake."""

    impl = sa.LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> type_processor:  # noqa: ARG002
        return _only_bytes

    def result_processor(self, dialect: Dialect, coltype: object) -> type_processor:  # noqa: ARG002
        return None


def _only_bytes(value: bytes | None) -> bytes | None:
    if value is not None and not isinstance(value, bytes):
        raise TypeError("a sealed column takes ciphertext, made by Sealer.seal")
    return value


class Words(TypeDecorator[SealedWords]):
    """What people typed, with its sensitive numbers sealed; unsealed text is refused."""

    impl = sa.Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> type_processor:  # noqa: ARG002
        return _only_sealed_words

    def result_processor(self, dialect: Dialect, coltype: object) -> type_processor:  # noqa: ARG002
        return _to_sealed_words


def _only_sealed_words(value: str | None) -> str | None:
    if value is not None and not isinstance(value, SealedWords):
        raise TypeError("a column of words takes SealedWords, made by Sealer.seal_words")
    return value


def _to_sealed_words(value: str | None) -> SealedWords | None:
    return None if value is None else SealedWords(value)
