"""Files that go with a turn's drafts: put to what was filed, taken over to what is filed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from commands.files import ALONE, FILES, as_slot, in_slots
from commands.reps.attachment import AddFiles, DetachFiles, FileAlone, ref_of
from commands.reps.followup import LogFollowUp
from nlp.reading import Draft
from store import attachments

if TYPE_CHECKING:
    from commands.turn import Turn


def words_alone(draft: Draft) -> Draft:
    """The draft without its files: these are put where they belong."""
    return replace(draft, slots={name: value for name, value in draft.slots.items() if name not in (FILES, ALONE)})


def filed_alone(draft: Draft, command: Any) -> FileAlone | None:
    """The command for files to which nothing was said, or nothing that is filed by itself."""
    if ALONE not in draft.slots or not isinstance(command, LogFollowUp):
        return None
    note = str(draft.slots[ALONE])
    return FileAlone(files=in_slots(draft.slots), customer=command.customer, note="" if note == "-" else note)


def put_along(turn: Turn, draft: Draft, execution: UUID) -> None:
    """Puts a draft's files to the follow-up that it made."""
    files = in_slots(draft.slots)
    made = attachments.made_by(turn.context.tx, turn.context.workspace, [execution]) if files else []
    if made:
        turn.run(AddFiles(files=files, follow_up=made[0], along=True))


def held(turn: Turn, draft: Draft, executions: Sequence[UUID]) -> Draft:
    """The draft with the files in hand of the follow-up whose place it takes."""
    if draft.command != "followup.log":
        return draft
    rows = attachments.hanging_on(turn.context.tx, turn.context.workspace, executions)
    if not rows:
        return draft
    turn.perform(DetachFiles(files=tuple(row.id for row in rows)))
    return replace(draft, slots={**draft.slots, FILES: as_slot([ref_of(row) for row in rows])})
