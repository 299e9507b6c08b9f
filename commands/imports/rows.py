"""A line of a spreadsheet as facts of a customer: cleaned, or with what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from commands.business import level_of, mapped, words_of
from commands.context import Context
from commands.imports import cleaning
from commands.imports.cleaning import Wrong
from commands.imports.columns import OWN
from commands.naming import without_numbers
from commands.own import fields_of, fitted
from store import members, tags
from store.members import MemberRow
from store.tags import FieldRow, TagRow

METHODS = {"拜访": "visit", "上门": "visit", "电话": "call", "微信": "wechat", "邮件": "email", "会议": "meeting"}
"""Ways of following up by the words for them."""
TEXTS = ("address", "website", "size", "note")
"""Columns of a customer that take words as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A follow-up of a line."""

    note: str
    at: datetime
    day_only: bool
    author: UUID
    method: str | None


@dataclass(kw_only=True, slots=True)
class Row:
    """A line made ready. `faults`: (field, code), `cleaned`: (field, before, after); a line with faults is left out."""

    line: int
    name: str = ""
    short: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    contact: str = ""
    title: str = ""
    points: tuple[tuple[str, str], ...] = ()
    tags: tuple[UUID, ...] = ()
    owner: UUID | None = None
    team: UUID | None = None
    created: datetime | None = None
    told: Told | None = None
    next_at: tuple[datetime, bool] | None = None
    next_text: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)
    cleaned: list[tuple[str, str, str]] = field(default_factory=list)


class Reader:
    """Makes lines of an import ready, for the member who imports."""

    def __init__(self, context: Context, columns: Mapping[int, str]) -> None:
        self._context = context
        self._columns = columns

    @cached_property
    def _members(self) -> dict[str, MemberRow]:
        known = [row for row in members.every(self._context.tx, self._context.workspace) if row.active]
        by_alias = {alias.casefold(): row for row in known for alias in row.aliases}
        return {**by_alias, **{row.name.casefold(): row for row in known}}

    @cached_property
    def _tags(self) -> dict[str, TagRow]:
        rows = tags.library(self._context.tx, self._context.workspace)
        return {row.name.casefold(): row for row in rows if row.active}

    @cached_property
    def _own(self) -> dict[str, FieldRow]:
        return {row.name: row for row in fields_of(self._context)}

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """A line made ready."""
        row = Row(line=line, owner=self._context.speaker.id, team=self._context.speaker.team_id)
        said: dict[str, list[str]] = {}
        for place, of in self._columns.items():
            if place < len(cells) and cells[place]:
                said.setdefault(of, []).append(cells[place])
        self._names(row, said)
        self._numbers(row, said)
        self._classes(row, said)
        self._whose(row, said)
        self._times(row, said)
        self._fields(row, said)
        return row

    def _kept(self, row: Row, of: str, cell: str, make: Callable[[str], Any], none: Any = None) -> Any:
        """A cell made ready; what is wrong with it, or how it was changed, is written down."""
        try:
            value = make(cell)
        except Wrong as wrong:
            row.faults.append((of, wrong.code))
            return none
        after = value if isinstance(value, str) else None
        if after is not None and after != cell:
            row.cleaned.append((of, cell, after))
        return value

    def _names(self, row: Row, said: Mapping[str, list[str]]) -> None:
        for of in ("name", "short", "contact", "title"):
            if of in said:
                setattr(row, of, self._kept(row, of, said[of][0], cleaning.name, "") or "")
        if not row.name and not any(of == "name" for of, _ in row.faults):
            row.faults.append(("name", "no_name"))

    def _numbers(self, row: Row, said: Mapping[str, list[str]]) -> None:
        points: list[tuple[str, str]] = []
        for cell in said.get("phone", ()):
            found: tuple[str, ...] = self._kept(row, "phone", cell, cleaning.phones, ())
            points += [("phone", each) for each in found]
            if found and "、".join(found) != cell:
                row.cleaned.append(("phone", cell, "、".join(found)))
        for of, make in (("email", cleaning.email), ("id", cleaning.identity), ("wechat", str.strip)):
            if of in said and (value := self._kept(row, of, said[of][0], make)):
                points.append((of, value))
        row.points = tuple(dict.fromkeys(points))

    def _classes(self, row: Row, said: Mapping[str, list[str]]) -> None:
        decided = self._context.settings
        if "level" in said:
            row.facts["level"] = self._kept(
                row, "level", said["level"][0], lambda cell: _known(level_of(decided, cell), "level")
            )
        if "stage" in said:
            stages = words_of(decided, "stages")
            row.facts["stage"] = self._kept(
                row, "stage", said["stage"][0], lambda cell: _known(cell if cell in stages else None, "stage")
            )
        for of, kind in (("source", "sources"), ("industry", "industries")):
            if of in said:
                row.facts[of] = mapped(decided, kind, without_numbers(said[of][0]))
                if row.facts[of] != said[of][0]:
                    row.cleaned.append((of, said[of][0], row.facts[of]))
        if "region" in said:
            row.facts["region"] = self._kept(row, "region", said["region"][0], cleaning.name)
        for of in TEXTS:
            if of in said:
                row.facts[of] = "；".join(said[of]) if of in ("note", "address") else without_numbers(said[of][0])
        row.facts = {of: value for of, value in row.facts.items() if value}
        wanted = [each for cell in said.get("tags", ()) for each in cleaning.words(cell)]
        row.tags = tuple(
            dict.fromkeys(self._tags[each.casefold()].id for each in wanted if each.casefold() in self._tags)
        )
        row.cleaned += [("tags", each, "") for each in wanted if each.casefold() not in self._tags]

    def _whose(self, row: Row, said: Mapping[str, list[str]]) -> None:
        if "owner" not in said:
            return
        owner = self._members.get(said["owner"][0].lstrip("@").casefold())
        if owner is None:
            row.faults.append(("owner", "owner"))
        elif not self._may(owner):
            row.faults.append(("owner", "not_yours"))
        else:
            row.owner, row.team = owner.id, owner.team_id

    def _may(self, member: MemberRow) -> bool:
        """Whether the importer may put something in a member's name: its own, a manager its team's, an admin all."""
        speaker = self._context.speaker
        if member.id == speaker.id or speaker.role == "admin":
            return True
        return speaker.role == "manager" and (speaker.team_id is None or member.team_id == speaker.team_id)

    def _times(self, row: Row, said: Mapping[str, list[str]]) -> None:
        context = self._context
        made: dict[str, tuple[datetime, bool] | None] = {}
        for of in ("created", "said_at", "next_at"):
            if of in said:
                cell = said[of][0]
                found = self._kept(row, of, cell, lambda each: cleaning.moment(each, context.zone, context.today))
                made[of] = found
                shown = (found[0].date().isoformat() if found[1] else f"{found[0]:%Y-%m-%d %H:%M}") if found else cell
                if shown != cell:
                    row.cleaned.append((of, cell, shown))
                if found and of != "next_at" and found[0] > context.now:
                    row.faults.append((of, "future"))
        created = made.get("created")
        row.created = cleaning.utc(created[0]) if created else None
        row.next_at, row.next_text = made.get("next_at"), (said.get("next") or [""])[0]
        if "said" in said:
            at, day_only = made.get("said_at") or (row.created or context.now, bool(row.created))
            row.told = Told(
                note="；".join(said["said"]),
                at=cleaning.utc(at),
                day_only=day_only,
                author=self._author(row, said),
                method=METHODS.get((said.get("method") or [""])[0]),
            )

    def _author(self, row: Row, said: Mapping[str, list[str]]) -> UUID:
        """Who wrote a follow-up, by name where the importer may say so; else the importer, which is told."""
        name = (said.get("said_by") or [""])[0]
        author = self._members.get(name.lstrip("@").casefold())
        if author is not None and self._may(author):
            return author.id
        if name:
            row.cleaned.append(("said_by", name, self._context.speaker.name))
        return self._context.speaker.id

    def _fields(self, row: Row, said: Mapping[str, list[str]]) -> None:
        for of, cells in said.items():
            definition = self._own.get(of.removeprefix(OWN)) if of.startswith(OWN) else None
            if definition is None:
                continue
            value = fitted(self._context, definition, self._typed(row, of, definition, cells[0]))
            if value is None:
                row.faults.append((of, "field"))
            else:
                row.fields[definition.key] = value

    def _typed(self, row: Row, of: str, definition: FieldRow, cell: str) -> str:
        """A cell in the plain form of the field's type."""
        try:
            if definition.kind in ("number", "amount"):
                after = cleaning.number(cell, money=definition.kind == "amount")
            elif definition.kind == "date":
                after = cleaning.moment(cell, self._context.zone, self._context.today)[0].date().isoformat()
            else:
                return cell
        except Wrong:
            return ""
        if after != cell:
            row.cleaned.append((of, cell, after))
        return after


def _known(value: str | None, code: str) -> str:
    if value is None:
        raise Wrong(code)
    return value
