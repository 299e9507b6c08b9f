"""What the unit of work knows of each subject table: columns, statements, references, and the form of its images."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from store import tables
from store.rows import BIND, W, many
from store.tables import Base, table
from store.types import Id, Json, Sealed, SealedWords, UtcDateTime, Words

JOURNALLED: tuple[type[SQLModel], ...] = (
    tables.Team,
    tables.Member,
    tables.Chat,
    tables.Identity,
    tables.Customer,
    tables.Alias,
    tables.Contact,
    tables.ContactPoint,
    tables.Tag,
    tables.CustomerTag,
    tables.FieldDefinition,
    tables.FollowUp,
    tables.Attachment,
    tables.Task,
    tables.Reminder,
    tables.Setting,
    tables.CalendarDay,
    tables.Leave,
    tables.Policy,
    tables.Pause,
    tables.Digest,
    tables.Macro,
    tables.LearnedPhrase,
    tables.Proposal,
)
# whose data key seals a row's images: erasing a person destroys what the journal knows of them, too
SUBJECTS: dict[str, tuple[str, ...]] = {
    "customer": ("id",),
    "alias": ("customer_id",),
    "contact": ("id",),
    "contact_point": ("contact_id", "customer_id"),
    "attachment": ("customer_id",),
}


class Spec:
    """A subject table as the unit of work sees it."""

    def __init__(self, model: type[SQLModel]) -> None:
        self.model = model
        self.table = table(model)
        self.name = self.table.name
        columns = list(self.table.c)
        self.columns = tuple(each.name for each in columns)
        self.known = frozenset(self.columns)
        self.derived = frozenset(each.name for each in columns if each.info.get("derived"))
        self.kept = tuple(name for name in self.columns if name not in self.derived)
        self.words = frozenset(each.name for each in columns if each.info.get("words"))
        self.sealed = frozenset({"value"}) if self.name == "contact_point" else frozenset()
        self.numbered = "number" in self.columns
        self.subject = SUBJECTS.get(self.name, ())
        self.decoders = {each.name: _decoder(each.type) for each in columns}
        self.defaults = _defaults(model)
        at = (self.table.c.workspace_id == BIND("the_workspace"), self.table.c.id == BIND("the_id"))
        self.insert = sa.insert(self.table)
        self.delete = sa.delete(self.table).where(*at)
        whole = sa.select(*columns).where(self.table.c.workspace_id == W)
        self.load = whole.where(self.table.c.id == BIND("i")).with_for_update()
        self.load_many = whole.where(self.table.c.id.in_(many("ids"))).order_by(self.table.c.id).with_for_update()
        self._at = at
        self._updates: dict[tuple[str, ...], sa.Update] = {}
        self._updates_many: dict[tuple[str, ...], sa.Update] = {}
        self.parents: dict[str, str] = {}
        self.children: list[tuple[Spec, str]] = []
        self.rank = 0

    def update(self, columns: tuple[str, ...]) -> sa.Update:
        """The statement that sets these columns of one row; made once."""
        statement = self._updates.get(columns)
        if statement is None:
            values = {name: sa.bindparam(f"set_{name}", type_=self.table.c[name].type) for name in columns}
            statement = self._updates[columns] = sa.update(self.table).where(*self._at).values(values)
        return statement

    def update_many(self, columns: tuple[str, ...]) -> sa.Update:
        """The statement that sets these columns of several rows to the same values; made once."""
        statement = self._updates_many.get(columns)
        if statement is None:
            values = {name: sa.bindparam(f"set_{name}", type_=self.table.c[name].type) for name in columns}
            these = (self.table.c.workspace_id == BIND("the_workspace"), self.table.c.id.in_(many("ids")))
            statement = self._updates_many[columns] = sa.update(self.table).where(*these).values(values)
        return statement

    def initial(self) -> dict[str, Any]:
        """The values of a row of which nothing was said."""
        return {name: make() for name, make in self.defaults.items()}

    def subject_of(self, values: Mapping[str, Any]) -> UUID | None:
        """Whose data key seals this row's secrets."""
        for name in self.subject:
            if values[name] is not None:
                subject: UUID = values[name]
                return subject
        return None

    def decode(self, image: Mapping[str, Any]) -> dict[str, Any]:
        """Values from an image; columns that the schema no longer has are left out."""
        return {
            name: None if value is None else self.decoders[name](value)
            for name, value in image.items()
            if name in self.known
        }


def _decoder(type_: Any) -> Callable[[Any], Any]:
    if isinstance(type_, Id):
        return UUID
    if isinstance(type_, UtcDateTime):
        return dt.datetime.fromisoformat
    if isinstance(type_, sa.Date):
        return dt.date.fromisoformat
    if isinstance(type_, Words):
        return SealedWords
    if isinstance(type_, Json):
        return _same
    if isinstance(type_, (Sealed, sa.LargeBinary)):
        return base64.b64decode
    return _same


def _same(value: Any) -> Any:
    return value


def _defaults(model: type[SQLModel]) -> dict[str, Callable[[], Any]]:
    made: dict[str, Callable[[], Any]] = {}
    for name, info in model.model_fields.items():
        if info.default_factory is not None:
            made[name] = info.default_factory  # type: ignore[assignment]
        else:
            default = None if info.is_required() else info.default
            made[name] = lambda value=default: value  # type: ignore[misc]
    return made


def _specs() -> dict[str, Spec]:
    specs = {spec.name: spec for spec in map(Spec, JOURNALLED)}
    ranks = {each.name: rank for rank, each in enumerate(Base.metadata.sorted_tables)}
    for spec in specs.values():
        spec.rank = ranks[spec.name]
        for key in spec.table.foreign_key_constraints:
            parent = key.referred_table.name
            if parent in specs:
                column = key.column_keys[-1]
                spec.parents[column] = parent
                specs[parent].children.append((spec, column))
    return specs


SPECS = _specs()


def spec_of(model: type[SQLModel]) -> Spec:
    """The spec of a subject table; a table that is not journalled has none."""
    return SPECS[str(model.__tablename__)]
