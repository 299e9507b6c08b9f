"""A message that its author took back, or put differently: what it did goes with it."""

from dataclasses import dataclass
from uuid import UUID

from commands.catalogue import Command, Subject
from commands.context import Context, say
from commands.message import Button, Reply
from commands.reps.undo import Redo, withdraw
from store import journal, names


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall:
    """Takes back what a message did that its author has recalled."""

    executions: tuple[UUID, ...]


def recall(command: Recall, context: Context) -> Reply:
    """Takes back all that the recalled message did, and says so."""
    customer = _customer_of(context, command.executions)
    undone = withdraw(context, command.executions)
    context.state.done = ()
    line = say("recalled", what=undone, customer=customer)
    return Reply(lines=(line,), buttons=(Button(label=say("button.redo"), command=Redo()),))


def _customer_of(context: Context, executions: tuple[UUID, ...]) -> str | None:
    """The short name of the one customer that executions speak of."""
    changes = journal.changes(context.tx, context.workspace, executions)
    rows_of = (change for change in changes if change.table != "attachment")
    ids = {(change.after or change.before or {}).get("customer_id") for change in rows_of}
    known = [id for id in ids if id is not None]
    rows = names.customers(context.tx, context.workspace, known) if len(known) == 1 else []
    return rows[0].short if rows else None


SUBJECT = Subject(
    name="recall",
    title=("撤回消息", "Recalls and edits"),
    commands=(
        Command(
            name="message.recall",
            type=Recall,
            handler=recall,
            title=("撤回消息", "Recall a message"),
            undoable=False,
            hidden=True,
        ),
    ),
    sentences={
        "recalled": (
            "↩️ 你撤回了消息，[{customer}的]{what}也撤了",
            "↩️ You took your message back; [{customer}: ]{what} undone too",
        ),
        "edit.replaced": ("✏️ 按你改的话重新记了", "✏️ Filed anew by your new words"),
        "edit.kept": (
            "改后的话没看懂，原来记的没动。要撤就发“撤销”",
            "I don't understand the new words; what was filed stays. To take it back, say “undo”",
        ),
    },
)
