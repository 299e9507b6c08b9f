"""What a conversation leaves, told without ids: every subject table, and the executions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from bot.app import opened
from bot.settings import in_folder
from store import contacts, workspaces
from store.database import Tx
from store.due import PLAN
from store.tables import (
    Alias,
    Attachment,
    CalendarDay,
    Chat,
    ConfigVersion,
    Contact,
    ContactPoint,
    Customer,
    CustomerTag,
    Digest,
    Due,
    Edition,
    Execution,
    FieldDefinition,
    FollowUp,
    Identity,
    ImportBatch,
    LearnedPhrase,
    Leave,
    Macro,
    Member,
    Nudge,
    Pause,
    Policy,
    Reminder,
    Setting,
    Tag,
    Task,
    Team,
    table,
)

SUBJECTS: Final = (
    *(Team, Member, Tag, FieldDefinition, Customer, Alias, Contact, ContactPoint, CustomerTag),
    *(FollowUp, Attachment, Task, Reminder, Due),
)
DAILY: Final = (
    *(CalendarDay, Leave, Policy, Pause, Nudge, Digest, Edition),
    *(Setting, Macro, LearnedPhrase, ConfigVersion, ImportBatch),
)
NAMED: Final = (Team, Member, Tag, Customer, Contact)  # told by their names, the rest by their numbers
ELSEWHERE: Final = {"workspace_id", "id", "inbox_id", "blind_index", "key", "args", "schedule", "retry_at", "ended_at"}
NOT_SAID: Final = ("test.", "chat.")  # executions that nobody asked for
SOON: Final = timedelta(minutes=10)
HALF: Final = timedelta(seconds=30)
_ID: Final = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
Row = tuple[tuple[str, object], ...]


class Teller:
    """Tells rows; a time from half a minute before a moment to ten after it is that moment, others are in minutes."""

    def __init__(self, tx: Tx, moments: Sequence[datetime]) -> None:
        self._tx = tx
        self._moments = moments
        self._workspace = workspaces.every(tx)[0].id
        self._known: dict[UUID, str] = {}
        for model in NAMED:
            self._learn(model, "name")
        for counted in (FollowUp, Reminder, Task):
            self._learn(counted, "number")
        self._learn_chats()

    def subjects(self, models: Sequence[type[Any]]) -> dict[str, list[Row]]:
        """All rows of these tables."""
        return {table(model).name: sorted(self._rows(model), key=repr) for model in models}

    def executions(self) -> list[Row]:
        """What was carried out, in order: command, state, who did it; not the set-up, nor what befell chats."""
        t = table(Execution)
        rows = self._tx.connection.execute(sa.select(t).where(t.c.number.is_not(None)).order_by(t.c.number)).mappings()
        kept = ("name", "state", "actor_id", "undoes", "ordinal")
        return [
            tuple((name, self.plain(row[name])) for name in kept)
            for row in rows
            if not row["name"].startswith(NOT_SAID)
        ]

    def plain(self, value: object) -> object:
        """A value without ids, sealed words and the seconds that a conversation takes."""
        if isinstance(value, str) and _ID.fullmatch(value):
            value = UUID(value)
        if isinstance(value, UUID):
            return self._known.get(value, "somebody or something")
        if isinstance(value, datetime):
            near = (moment for moment in self._moments if -HALF <= value - moment < SOON)
            return next(near, (value + HALF).replace(second=0, microsecond=0)).isoformat()
        if isinstance(value, str):
            return self._tx.secrets.unseal_words(self._workspace, value, mask=False)
        if isinstance(value, Mapping):
            return tuple(sorted(((self.plain(name), self.plain(each)) for name, each in value.items()), key=repr))
        return tuple(map(self.plain, value)) if isinstance(value, list) else value

    def _rows(self, model: type[Any]) -> Iterator[Row]:
        for row in self._tx.connection.execute(sa.select(table(model))).mappings():
            if model is Due and row["command"] == PLAN:  # how often it was laid out anew is nobody's matter
                continue
            told = {name: self.plain(value) for name, value in row.items() if name not in ELSEWHERE}
            if model is ContactPoint:
                opened = self._tx.secrets.unseal(self._workspace, contacts.POINT, row["value"])
                told["value"] = opened.decode()
            yield tuple(told.items())

    def _learn(self, model: type[Any], by: str) -> None:
        t = table(model)
        for id, what in self._tx.connection.execute(sa.select(t.c.id, t.c[by])):
            self._known[id] = f"{t.name} {what}"

    def _learn_chats(self) -> None:
        """A chat is told by its kind and whose it is, whatever door it is at."""
        chats, people = table(Chat), table(Identity)
        for id, kind in self._tx.connection.execute(sa.select(chats.c.id, chats.c.kind)):
            self._known[id] = kind
        for id, member in self._tx.connection.execute(sa.select(people.c.private_chat_id, people.c.member_id)):
            self._known[id] = f"private chat of {self._known[member]}"


def left_in(
    folder: Path, moments: Sequence[datetime], models: Sequence[type[Any]] = SUBJECTS
) -> tuple[dict[str, list[Row]], list[Row]]:
    """What a program that has ended left in its data folder: the tables, executions."""
    with closing(opened(in_folder(folder))) as database:

        def work(tx: Tx) -> tuple[dict[str, list[Row]], list[Row]]:
            teller = Teller(tx, moments)
            return teller.subjects(models), teller.executions()

        return database.read(work)
