"""Imports as a chain of due rows: each step is one short transaction that lets the next one wait."""

from datetime import timedelta
from typing import Literal
from uuid import uuid5

from commands.context import Context
from store import due
from store.imports import BatchRow

Phase = Literal["check", "run", "undo"]
COMMANDS = {"check": "import.step", "run": "import.step", "undo": "import.undo_step"}
EARLIER = timedelta(seconds=1)
"""The chain's times lie in the second before it began, a microsecond apart: all are due at once, in their order."""


def begin(context: Context, batch: BatchRow, phase: Phase, *, again: int = 0) -> None:
    """Lets the first step come at once. `again`: how often the chain was begun before."""
    due.add(
        context.tx,
        context.workspace,
        schedule=uuid5(batch.id, f"{phase}{again}"),
        fire_at=context.now - EARLIER,
        command=COMMANDS[phase],
        args={"batch": str(batch.id), "phase": phase, "again": again},
        maker=context.speaker.id,
    )


def go_on(context: Context, batch: BatchRow, phase: Phase, *, again: int) -> None:
    """Lets the step after this one come."""
    due.add(
        context.tx,
        context.workspace,
        schedule=uuid5(batch.id, f"{phase}{again}"),
        fire_at=context.sent_at + timedelta(microseconds=1),
        command=COMMANDS[phase],
        args={"batch": str(batch.id), "phase": phase, "again": again},
        maker=context.speaker.id,
    )
