"""Where an undo means a whole import: by one of its numbers, or because nothing was done after it."""

from collections.abc import Sequence
from uuid import UUID

from commands.context import Context, reply, say
from commands.errors import Refused
from commands.imports import jobs
from commands.imports.stopping import HALFWAY, go_on
from commands.message import Reply
from store import imports, journal
from store.imports import BatchRow
from store.journal import ExecutionRow

IN_FORCE = ("running", "done", "stopped")
"""States in which an import has written, or is at it."""


def withdrawn(context: Context, batch: BatchRow) -> Reply:
    """Begins to take an import back, chunk after chunk; the report comes by itself."""
    if batch.state not in IN_FORCE:
        raise Refused("refused.undone_already")
    if batch.mapping.get(HALFWAY):
        go_on(context, batch)
    else:
        imports.change(context.tx, context.workspace, batch.id, state="undoing", counts={})
        jobs.begin(context, batch, "undo")
    return reply(say("import.undoing", number=batch.number))


def numbered(context: Context, number: int) -> BatchRow | None:
    """The import of which an execution of this number is a part."""
    found = journal.by_number(context.tx, context.workspace, number)
    if found is None or found.group_id is None:
        return None
    batch = imports.of_group(context.tx, context.workspace, found.group_id)
    mine = batch is not None and (batch.member_id == context.speaker.id or context.speaker.role in ("manager", "admin"))
    return batch if mine else None


def of_import(context: Context, executions: Sequence[ExecutionRow]) -> bool:
    """Whether these are a part of an import, or of taking one back."""
    groups = {each.group_id for each in executions if each.group_id is not None}
    return any(imports.of_group(context.tx, context.workspace, each) is not None for each in groups)


def last_done(context: Context, executions: Sequence[UUID]) -> BatchRow | None:
    """The speaker's last import, if it is what 撤销 speaks of: it began after these executions."""
    if not context.place.private:
        return None
    batch = imports.latest(context.tx, context.workspace, context.speaker.id, IN_FORCE)
    if batch is None:
        return None
    first = imports.first_written(context.tx, context.workspace, batch.group_id)
    if first is None:
        return None
    rows = [journal.get(context.tx, context.workspace, each) for each in executions]
    return batch if all(row is None or row.id < first for row in rows) else None
