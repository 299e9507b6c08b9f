"""Where people can be written to: private chats known from identities, and chats heard for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from store import shelf
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, Shape, fixed, many
from store.tables import Chat, Identity, Inbox, Lane, Outbox, table
from store.unit import Unit
from store.workspaces import ChatRow, chat_by_external

_CHATS = Shape(ChatRow, Chat)
_I = table(Identity)
_INBOX, _LANE, _OUT = table(Inbox), table(Lane), table(Outbox)
_SAME = (("platform", "platform"), ("app", "app"), ("chat", "external"), ("topic", "topic"))
_PRIVATE = (
    _CHATS.select(_I.c.member_id == BIND("m"), _CHATS.c.left_at.is_(None))
    .join(_I, sa.and_(_I.c.workspace_id == _CHATS.c.workspace_id, _I.c.private_chat_id == _CHATS.c.id))
    .add_columns(_I.c.user_id)
    .order_by(
        sa.select(sa.func.max(_INBOX.c.received_at))
        .join(_LANE, _LANE.c.id == _INBOX.c.lane_id)
        .where(
            _LANE.c.workspace_id == _CHATS.c.workspace_id,
            *(_LANE.c[lane] == _CHATS.c[chat] for lane, chat in _SAME),
        )
        .scalar_subquery()
        .desc()
        .nulls_last(),
        _I.c.id,
    )
)
_USER = sa.select(_I.c.id, _I.c.private_chat_id).where(
    _I.c.workspace_id == BIND("w"),
    _I.c.platform == BIND("platform"),
    _I.c.app == BIND("app"),
    _I.c.user_id == BIND("user"),
)
_GROUPS = _CHATS.select(
    _CHATS.c.team_id.in_(many("teams")), _CHATS.c.kind == "group", _CHATS.c.open, _CHATS.c.left_at.is_(None)
).order_by(_CHATS.c.id)
_LOSE = (
    sa.update(table(Chat))
    .where(table(Chat).c.workspace_id == BIND("w"), table(Chat).c.id == BIND("c"))
    .values(left_at=BIND("now"))
)
_READER = sa.select(_I.c.member_id).where(_I.c.workspace_id == BIND("w"), _I.c.private_chat_id == BIND("c"))
_CHAT = table(Chat)
_NAMED = (
    _CHAT.c.workspace_id == BIND("w"),
    _CHAT.c.platform == BIND("of_platform"),
    _CHAT.c.app == BIND("of_app"),
)
_OTHERS = _CHAT.alias("others")
_TAKEN = (
    sa.update(_CHAT)
    .where(
        *_NAMED,
        _CHAT.c.external == BIND("new"),
        sa.exists().where(
            _OTHERS.c.workspace_id == _CHAT.c.workspace_id,
            _OTHERS.c.platform == _CHAT.c.platform,
            _OTHERS.c.app == _CHAT.c.app,
            _OTHERS.c.external == BIND("old"),
            _OTHERS.c.topic == _CHAT.c.topic,
        ),
    )
    .values(
        external=_CHAT.c.external + BIND("aside", type_=sa.String()), left_at=BIND("now", type_=_CHAT.c.left_at.type)
    )
)
_MOVE = sa.update(_CHAT).where(*_NAMED, _CHAT.c.external == BIND("old")).values(external=BIND("new"))
_LANES = _LANE.alias("lanes")
_MOVE_LANE = (
    sa.update(_LANE)
    .where(
        _LANE.c.workspace_id == BIND("w"),
        _LANE.c.platform == BIND("of_platform"),
        _LANE.c.app == BIND("of_app"),
        _LANE.c.chat == BIND("old"),
        ~sa.exists().where(
            _LANES.c.workspace_id == _LANE.c.workspace_id,
            _LANES.c.platform == _LANE.c.platform,
            _LANES.c.app == _LANE.c.app,
            _LANES.c.chat == BIND("new"),
            _LANES.c.topic == _LANE.c.topic,
        ),
    )
    .values(chat=BIND("new"))
)
_MOVE_LETTERS = (
    sa.update(_OUT)
    .where(
        _OUT.c.workspace_id == BIND("w"),
        _OUT.c.platform == BIND("of_platform"),
        _OUT.c.app == BIND("of_app"),
        _OUT.c.chat == BIND("old"),
        _OUT.c.state.in_((fixed("waiting"), fixed("sending"))),
    )
    .values(chat=BIND("new"))
)
MOVED = timedelta(days=7)
"""How long a chat is found under its old id, for what was accepted under that."""


def private_chats(tx: Tx, workspace: UUID, member: UUID) -> list[ChatRow]:
    """The chats in which a member can be reached alone; where they spoke last comes first."""
    rows = tx.rows(_PRIVATE, {"w": workspace, "m": member})
    return [_CHATS.make(values) for values in rows]


def private_chat(tx: Tx, workspace: UUID, member: UUID, platform: str) -> ChatRow | None:
    """The member's private chat, on this platform if there is one there."""
    known = private_chats(tx, workspace, member)
    here = [row for row in known if row.platform == platform]
    return next(iter(here or known), None)


def groups(tx: Tx, workspace: UUID, teams: Sequence[UUID]) -> list[ChatRow]:
    """The groups bound to these teams."""
    return _CHATS.all(tx, _GROUPS, {"w": workspace, "teams": list(teams)})


def open_chat(
    unit: Unit, *, platform: str, app: str, external: str, topic: str, private: bool, user_id: str
) -> ChatRow:
    """The row of a chat, made when it is heard for the first time; a private one is noted on the identity.

    A chat that was left is in use again.
    """
    external = now_called(unit.tx, unit.workspace, platform=platform, app=app, external=external)
    row = chat_by_external(unit.tx, unit.workspace, platform=platform, app=app, external=external, topic=topic)
    if row is None:
        unit.add(
            Chat, platform=platform, app=app, external=external, topic=topic, kind="private" if private else "group"
        )
        unit.flush()
    elif row.left_at is not None:
        unit.edit(Chat, row.id).left_at = None
        unit.flush()
    row = chat_by_external(unit.tx, unit.workspace, platform=platform, app=app, external=external, topic=topic)
    assert row is not None
    if private:
        note_private(unit, platform=platform, app=app, user_id=user_id, chat=row.id)
    return row


def note_private(unit: Unit, *, platform: str, app: str, user_id: str, chat: UUID) -> None:
    """Remembers that this user of the app can be written to alone in this chat."""
    at = {"w": unit.workspace, "platform": platform, "app": app, "user": user_id}
    found = unit.tx.first(_USER, at)
    if found is not None and found[1] != chat:
        unit.edit(Identity, found[0]).private_chat_id = chat
        unit.flush()


def leave(unit: Unit, id: UUID) -> None:
    """The bot is out of a chat, or blocked there: nothing is pushed into it, and a group is bound to nobody."""
    record = unit.edit(Chat, id)
    record.left_at, record.team_id = unit.now, None


def lose(tx: Tx, workspace: UUID, id: UUID, now: datetime) -> None:
    """Delivery has found that nobody is reached in a chat any more; whoever speaks there again is."""
    tx.run(_LOSE, {"w": workspace, "c": id, "now": now})


def reader(tx: Tx, workspace: UUID, chat: UUID) -> UUID | None:
    """The member whose private chat this is."""
    found: UUID | None = tx.scalar(_READER, {"w": workspace, "c": chat})
    return found


def move(tx: Tx, workspace: UUID, *, platform: str, app: str, old: str, new: str) -> None:
    """A chat goes on under another id, with its history, its binding, and the letters that wait for it."""
    if old == new:
        return
    at = {"w": workspace, "of_platform": platform, "of_app": app, "old": old, "new": new}
    tx.run(_TAKEN, {**at, "aside": f"#{uuid7().hex}", "now": tx.machine_now})
    tx.run(_MOVE, at)
    tx.run(_MOVE_LANE, at)
    tx.run(_MOVE_LETTERS, at)
    shelf.put(tx, _moved(workspace, platform, app, old), new.encode(), seconds=MOVED.total_seconds())


def now_called(tx: Tx, workspace: UUID, *, platform: str, app: str, external: str) -> str:
    """The id under which a chat goes on, where it has moved; else the same."""
    moved = shelf.get(tx, _moved(workspace, platform, app, external))
    return external if moved is None else moved.decode()


def _moved(workspace: UUID, platform: str, app: str, old: str) -> str:
    return f"moved:{workspace.hex}:{platform}:{app}:{old}"
