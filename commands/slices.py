"""Work too big for one transaction: slice after slice as due rows, all under the group of the execution they began in.

Each slice lets the next one wait in the transaction in which it is done, so none is lost and none is done twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from commands.catalogue import Command, Handler, Wording
from commands.codec import from_plain, to_plain
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply
from commands.rights import SYSTEM
from store import due, journal

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class GoOn:
    """Work in slices goes on with the one that failed."""

    name: str
    args: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Executions that belong together; `left` are those in force, latest first."""

    id: UUID
    left: tuple[UUID, ...]

    def latest(self, executions: Sequence[UUID]) -> tuple[UUID, ...]:
        """The latest of the group beside those of `executions` that are not in it."""
        return (*(each for each in executions if each not in self.left), self.left[0])


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def begin(context: Context) -> UUID:
    """Makes the open execution the first of a group."""
    run = context.unit.run
    run.group_id = run.id
    return run.id


def follow(context: Context, group: UUID, number: int | str, command: Any) -> None:
    """Lets the slice of this number (of its own within the group) be done next, by the bot itself."""
    due.add(
        context.tx,
        context.workspace,
        schedule=uuid5(group, str(number)),
        fire_at=context.now,
        command=context.catalogue.by_type[type(command)].name,
        args=to_plain(command),
        maker=None,
    )


def waiting(context: Context, command: type[T]) -> list[T]:
    """The slices of this kind that are still to be done."""
    rows = due.waiting(context.tx, context.workspace, [context.catalogue.by_type[command].name], after=EPOCH)
    return [from_plain(command, row.args) for row in rows]


def failed(command: Any, context: Context) -> Reply:
    """A slice failed for good: what is done stays, and who began it can let it go on, or take it all back."""
    name = context.catalogue.by_type[type(command)].name
    on = Button(label=say("button.go_on"), command=GoOn(name=name, args=to_plain(command)), primary=True)
    what = say(f"what.{name}") if f"what.{name}" in context.catalogue.sentences else say("what.other")
    return Reply(lines=(say("slices.failed", what=what),), buttons=(on,), to=command.speaker)


def go_on(command: GoOn, context: Context) -> Reply:
    """Lets a slice that failed for good be tried once more; Refused where its work goes on already."""
    declared = context.catalogue.by_name[command.name]
    part: Any = from_plain(declared.type, command.args)
    if _under_way(context, part.group):
        raise Refused("refused.under_way")
    again = context.key or str(context.now)
    follow(context, part.group, f"{part.number}:{again}", part)
    return Reply(lines=(say("slices.again"),))


def group_of(context: Context, executions: Sequence[UUID]) -> Group | None:
    """What one of these began and went on in slices; Refused while it still goes on. None where it did not."""
    rows = (journal.get(context.tx, context.workspace, each) for each in executions)
    id = next((row.group_id for row in rows if row is not None and row.group_id == row.id), None)
    if id is None:
        return None
    if _under_way(context, id):
        raise Refused("refused.under_way")
    left = tuple(row.id for row in journal.of_group(context.tx, context.workspace, id))
    return Group(id=id, left=left) if len(left) > 1 else None


def _under_way(context: Context, group: UUID) -> bool:
    names = [name for name, each in context.catalogue.by_name.items() if each.sliced]
    waiting = due.waiting(context.tx, context.workspace, names, after=EPOCH)
    return any(str(group) in (row.args.get("group"), row.args.get("begun")) for row in waiting)


def declared(name: str, type: type[Any], handler: Handler, title: Wording) -> Command:
    """The command of a further slice: nobody says it, and undo takes the whole group."""
    return Command(
        name=name,
        type=type,
        handler=handler,
        title=title,
        roles=(SYSTEM,),
        undoable=False,
        hidden=True,
        sliced=True,
        stuck=failed,
    )
