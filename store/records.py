"""Records: rows in the hands of a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from store.schema import Spec
    from store.unit import Unit


class Record:
    """A row to be written: read its columns, set them; the unit writes what changed.

    A JSON column is replaced, not changed in place. Words come back in their stored form (SealedWords).
    """

    __slots__ = ("_before", "_spec", "_unit", "_values")

    _unit: Unit
    _spec: Spec
    _values: dict[str, Any]
    _before: dict[str, Any] | None

    def __init__(self, unit: Unit, spec: Spec, values: dict[str, Any], before: dict[str, Any] | None) -> None:
        put = object.__setattr__
        put(self, "_unit", unit)
        put(self, "_spec", spec)
        put(self, "_values", values)
        put(self, "_before", before)

    def __getattr__(self, name: str) -> Any:
        try:
            value = self._values[name]
        except KeyError:
            raise AttributeError(f"{self._spec.name} has no column {name}") from None
        if name == "number" and not value:
            self._unit.give_numbers()
            return self._values[name]
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        spec = self._spec
        if name not in spec.known or name in spec.derived or name in ("id", "workspace_id", "number"):
            raise AttributeError(f"{spec.name}.{name} is not to be set")
        self._values[name] = self._unit.stored(spec, name, value, self._values)
        self._unit.touched(self)

    def __repr__(self) -> str:
        return f"<{self._spec.name} {self._values['id']}>"

    @property
    def key(self) -> tuple[str, UUID]:
        """Table and id."""
        return self._spec.name, self._values["id"]
