"""Chats: where people are reached, chats that were left, groups that move."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from store import chats, inbox, outbox, workspaces
from store.database import Database, Tx
from store.tables import Chat, Identity, Lane, Member, Outbox, Team, table
from store.unit import Unit
from store.workspaces import ChatRow

pytestmark = pytest.mark.integration
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
AT = {"platform": "p", "app": "a"}


def written(database: Database, workspace: UUID, external: str, *, topic: str = "", team: bool = False) -> UUID:
    """A group."""

    def work(tx: Tx) -> UUID:
        unit = Unit(tx, workspace=workspace, now=NOW)
        with unit.execution(name="t", origin="t", key=external + topic, ordinal=0, actor=None, args={}):
            team_id = unit.add(Team, name="华东").id if team else None
            id: UUID = unit.add(Chat, **AT, external=external, topic=topic, kind="group", team_id=team_id).id
        return id

    return database.write(work).result()


def found(database: Database, workspace: UUID, external: str, topic: str = "") -> ChatRow | None:
    return database.read(lambda tx: workspaces.chat_by_external(tx, workspace, **AT, external=external, topic=topic))


def move(database: Database, workspace: UUID, old: str, new: str) -> None:
    database.write(lambda tx: chats.move(tx, workspace, **AT, old=old, new=new)).result()


def test_a_moved_chat_keeps_its_row_in_every_topic(database: Database, workspace: UUID) -> None:
    first, second = written(database, workspace, "old", team=True), written(database, workspace, "old", topic="7")
    move(database, workspace, "old", "new")
    moved, topic = found(database, workspace, "new"), found(database, workspace, "new", "7")
    assert moved is not None
    assert moved.id == first
    assert moved.team_id is not None
    assert topic is not None
    assert topic.id == second
    assert found(database, workspace, "old") is None


def test_a_chat_that_was_heard_under_the_new_id_before_steps_aside(database: Database, workspace: UUID) -> None:
    first, early = written(database, workspace, "old", team=True), written(database, workspace, "new")
    move(database, workspace, "old", "new")
    moved = found(database, workspace, "new")
    assert moved is not None
    assert moved.id == first
    aside = database.read(lambda tx: workspaces.chat(tx, workspace, early))
    assert aside is not None
    assert aside.left_at is not None
    move(database, workspace, "old", "new")
    assert found(database, workspace, "new") == moved


def test_what_waits_for_the_old_id_goes_to_the_new_one(database: Database, workspace: UUID) -> None:
    written(database, workspace, "old")

    def wait(tx: Tx) -> None:
        about: dict[str, Any] = {**AT, "workspace": workspace, "topic": "", "payload": b"{}"}
        inbox.accept(tx, **about, chat="old", key="k1", received_at=NOW)
        outbox.add(tx, **about, chat="old", inbox_id=None, created_at=NOW)

    database.write(wait).result()
    move(database, workspace, "old", "new")
    for model in (Lane, Outbox):
        names = database.read(lambda tx, model=model: tx.connection.execute(sa.select(table(model).c.chat)).all())  # type: ignore[misc]
        assert [name[0] for name in names] == ["new"]


def test_a_message_under_the_old_id_finds_the_moved_chat(database: Database, workspace: UUID) -> None:
    first = written(database, workspace, "old")
    move(database, workspace, "old", "new")

    def heard(tx: Tx) -> UUID:
        unit = Unit(tx, workspace=workspace, now=NOW)
        with unit.execution(name="t", origin="t", key="late", ordinal=0, actor=None, args={}):
            return chats.open_chat(unit, **AT, external="old", topic="", private=False, user_id="u").id

    assert database.write(heard).result() == first


def test_a_chat_that_was_left_is_not_pushed_into_until_somebody_speaks_there(
    database: Database, workspace: UUID
) -> None:
    def begin(tx: Tx) -> tuple[UUID, UUID]:
        unit = Unit(tx, workspace=workspace, now=NOW)
        with unit.execution(name="t", origin="t", key="begin", ordinal=0, actor=None, args={}):
            member: UUID = unit.add(Member, name="王芳").id
            unit.flush()
            unit.add(Identity, **AT, user_id="u", member_id=member)
            unit.flush()
            chat = chats.open_chat(unit, **AT, external="c", topic="", private=True, user_id="u").id
        return member, chat

    member, chat = database.write(begin).result()
    assert database.read(lambda tx: chats.reader(tx, workspace, chat)) == member
    database.write(lambda tx: chats.lose(tx, workspace, chat, NOW)).result()
    assert database.read(lambda tx: chats.private_chat(tx, workspace, member, "p")) is None

    def speak(tx: Tx) -> None:
        unit = Unit(tx, workspace=workspace, now=NOW)
        with unit.execution(name="t", origin="t", key="speak", ordinal=0, actor=None, args={}):
            chats.open_chat(unit, **AT, external="c", topic="", private=True, user_id="u")

    database.write(speak).result()
    assert database.read(lambda tx: chats.private_chat(tx, workspace, member, "p")) is not None


def test_groups_with_outsiders_and_groups_that_were_left_are_no_homes(database: Database, workspace: UUID) -> None:
    group = written(database, workspace, "g", team=True)
    row = found(database, workspace, "g")
    assert row is not None
    assert row.team_id is not None
    team = row.team_id
    assert [each.id for each in database.read(lambda tx: chats.groups(tx, workspace, (team,)))] == [group]

    def close(tx: Tx) -> None:
        unit = Unit(tx, workspace=workspace, now=NOW)
        with unit.execution(name="t", origin="t", key="close", ordinal=0, actor=None, args={}):
            unit.edit(Chat, group).open = False

    database.write(close).result()
    assert database.read(lambda tx: chats.groups(tx, workspace, (team,))) == []
