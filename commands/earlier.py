"""The message that another one speaks of: what it did that is still in force, and what it was about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from commands.catalogue import Catalogue, slots_of
from commands.codec import from_bytes, from_plain
from commands.dialogue import Done
from commands.lookup import contact_named, customer_named
from commands.message import Message
from commands.people import Inbound
from commands.values import Unseen
from nlp.reading import Draft, Named, New
from store import inbox, journal, members, names
from store.database import Tx
from store.journal import ExecutionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """A stored message with the edits of it. `executions` are in force, `corrections` what it took back itself."""

    inboxes: tuple[UUID, ...]
    message: Message
    executions: tuple[ExecutionRow, ...] = ()
    corrections: tuple[ExecutionRow, ...] = ()


def meant(tx: Tx, inbound: Inbound) -> tuple[Inbound, Earlier | None]:
    """The message that an edit or a recall speaks of, None where it is nobody's business here.

    An edit of what was never heard in a private chat is a message of its own. Where a platform does not say who took a
    message back, it was its author.
    """
    message = inbound.message
    earlier = of_message(tx, inbound, message.target or "")
    if earlier is None:
        alone = message.kind == "edit" and message.chat.private
        return (replace(inbound, message=replace(message, kind="text")) if alone else inbound), None
    author = earlier.message.sender
    if message.sender.id and message.sender.id != author.id:
        return inbound, None
    said_at = earlier.message.sent_at if message.kind == "edit" else message.sent_at
    edited_at = message.sent_at if message.kind == "edit" else None
    return replace(inbound, message=replace(message, sender=author, sent_at=said_at), edited_at=edited_at), earlier


def of_message(tx: Tx, inbound: Inbound, message_id: str) -> Earlier | None:
    """The stored message of a platform's id in the same chat."""
    chat = inbound.message.chat
    rows = inbox.of_message(tx, platform=chat.platform, app=chat.app, chat=chat.id, message_id=message_id)
    rows = [row for row in rows if row.id != inbound.inbox_id and row.workspace == inbound.workspace]
    if not message_id or not rows:
        return None
    inboxes = tuple(row.id for row in rows)
    own = [each for id in inboxes for each in journal.of_inbox(tx, inbound.workspace, id)]
    taken_by = {each.undone_by for each in own}
    return Earlier(
        inboxes=inboxes,
        message=from_bytes(Message, rows[0].payload),
        executions=in_force(tx, inbound.workspace, inboxes),
        corrections=tuple(each for each in own if each.undoes and each.state == "done" and each.id not in taken_by),
    )


def in_force(tx: Tx, workspace: UUID, inboxes: Iterable[UUID]) -> tuple[ExecutionRow, ...]:
    """What these messages wrote; where a correction took its place, what the correction wrote."""
    found: dict[UUID, ExecutionRow] = {}
    todo, seen = list(inboxes), set[UUID]()
    while todo:
        at = todo.pop(0)
        if at in seen:
            continue
        seen.add(at)
        for row in journal.of_inbox(tx, workspace, at):
            if row.number is None or row.undoes or row.origin not in ("message", "action"):
                continue
            if row.state == "done":
                found[row.id] = row
            elif row.undone_by is not None:
                by = journal.get(tx, workspace, row.undone_by)
                todo += [by.inbox_id] if by is not None and by.inbox_id is not None else []
    return tuple(found.values())


def customer_in(tx: Tx, workspace: UUID, executions: Collection[ExecutionRow]) -> UUID | None:
    """The customer whom these executions were about."""
    found: UUID | None = None
    for change in journal.changes(tx, workspace, [each.id for each in executions]) if executions else ():
        whole: dict[str, Any] = change.after or change.before or {}
        found = change.row_id if change.table == "customer" else whole.get("customer_id") or found
    return found


def dones(tx: Tx, catalogue: Catalogue, workspace: UUID, executions: Sequence[ExecutionRow]) -> tuple[Done, ...]:
    """Executions as a conversation remembers them: with the drafts that they were."""
    made = ((row, draft_of(tx, catalogue, workspace, row)) for row in executions)
    return tuple(Done(draft=draft, execution=row.id) for row, draft in made if draft is not None)


def draft_of(tx: Tx, catalogue: Catalogue, workspace: UUID, row: ExecutionRow) -> Draft | None:
    """The draft that an execution was; None for what nobody says in words."""
    declared = catalogue.by_name.get(row.name)
    if declared is None or declared.hidden:
        return None
    command: Any = from_plain(declared.type, journal.args(tx, workspace, row.id))
    kinds = {slot.name: slot.kind for slot in slots_of(declared.type)}
    slots: dict[str, Any] = {}
    for each in fields(declared.type):
        value = getattr(command, each.name)
        if value in (None, (), "") or each.name == "others":
            continue
        slots[each.name] = _named(tx, workspace, kinds.get(each.name, ""), value)
    return Draft(command=row.name, slots=slots)


def _named(tx: Tx, workspace: UUID, kind: str, value: Any) -> Any:
    """A command's value as understanding gave it."""
    if isinstance(value, Unseen):
        return New(name=value.name)
    if not isinstance(value, UUID):
        return value
    if kind == "customer" and (rows := names.customers(tx, workspace, (value,))):
        return customer_named(rows[0])
    if kind == "contact" and (people := names.contacts_by_id(tx, workspace, (value,))):
        return contact_named(people[0])
    if kind == "member":
        known = members.get(tx, workspace, value)
        return Named(kind="member", id=value, name=known.name if known is not None else "")
    return value
