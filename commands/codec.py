"""Typed values to bytes and back: messages, outgoing answers, commands, conversation state."""

from dataclasses import is_dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """The type's adapter, made once: building it takes milliseconds."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_bytes(value: object) -> bytes:
    """The canonical JSON of a frozen value, in UTF-8."""
    assert is_dataclass(value)
    return _adapter(type(value)).dump_json(value)


def from_bytes(kind: type[T], data: bytes) -> T:
    """The value that `to_bytes` wrote; pydantic.ValidationError when it has another shape."""
    value: T = _adapter(kind).validate_json(data)
    return value


def to_plain(value: object) -> dict[str, Any]:
    """A frozen value as JSON-ready data."""
    plain: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json")
    return plain


def from_plain(kind: type[T], data: object) -> T:
    """The value that `to_plain` made."""
    value: T = _adapter(kind).validate_python(data)
    return value
