"""The one place where a command takes effect: rights, handler, journal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from commands.announcing import announcements
from commands.codec import to_plain
from commands.context import Context
from commands.errors import Refused
from commands.message import Reply, Sentence
from commands.rights import check
from store.errors import Duplicate, Missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a command comes from. (workspace, kind, key, ordinal) is unique: the same one never takes effect twice.

    `group`: what it is done together with.
    """

    kind: str
    key: str
    group: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What one command came to. `number` is the short number that takes it back, where something was written."""

    reply: Reply
    execution: UUID | None = None
    number: int | None = None
    undoable: bool = False
    refused: bool = False


def execute(command: Any, context: Context, origin: Origin, ordinal: int) -> Outcome:
    """Runs one command in the message's transaction. A refusal writes nothing but the record of it."""
    declared = context.catalogue.by_type[type(command)]
    try:
        check(declared, context.speaker)
        if not declared.writes:
            return Outcome(reply=declared.handler(command, context))
        with _execution(command, context, origin, ordinal) as run:
            reply = declared.handler(command, context)
        if not declared.keeps_customers:
            context.seen.clear()
        if run.version is not None:
            context.__dict__.pop("settings", None)
            reply = replace(reply, also=(*reply.also, *announcements(context, run.version)))
    except Refused as refusal:
        return _refuse(command, context, origin, ordinal, refusal)
    except Missing:
        return _refuse(command, context, origin, ordinal, Refused("refused.row_gone"))
    except Duplicate:
        return _again(origin)
    return Outcome(
        reply=reply,
        execution=run.id if run.number else None,
        number=run.number,
        undoable=declared.undoable and run.number is not None,
    )


def _again(origin: Origin) -> Outcome:
    """The same press or due row once more: it has taken effect, and does not again."""
    line = (Sentence(key="stale.used"),) if origin.kind == "action" else ()
    return Outcome(reply=Reply(lines=line), refused=True)


def _execution(command: Any, context: Context, origin: Origin, ordinal: int) -> Any:
    declared = context.catalogue.by_type[type(command)]
    return context.unit.execution(
        name=declared.name,
        origin=origin.kind,
        key=origin.key,
        ordinal=ordinal,
        actor=context.speaker.id,
        args=to_plain(command),
        inbox_id=context.inbox_id,
        chat_id=context.place.id,
        group_id=origin.group,
    )


def _refuse(command: Any, context: Context, origin: Origin, ordinal: int, refusal: Refused) -> Outcome:
    """The clear sentence, and (for what would have written) the record that it was refused."""
    if context.catalogue.by_type[type(command)].writes and context.writer is not None:
        try:
            with _execution(command, context, origin, ordinal) as run:
                run.state = "refused"
                run.result = {"code": refusal.code}
        except Duplicate:
            return _again(origin)
    return Outcome(reply=refused(refusal), refused=True)


def refused(refusal: Refused) -> Reply:
    """A refusal as people see it."""
    return Reply(lines=(Sentence(key=refusal.code, values=refusal.values),), buttons=refusal.buttons)


def merged(replies: Sequence[Reply]) -> Reply:
    """Several commands' replies as one answer: all lines, each button once, four of them at most."""
    said = [reply for reply in replies if not reply.silent or reply.also]
    if len(said) == 1:
        return said[0]
    buttons = {button.label.key: button for reply in said for button in reply.buttons}
    return Reply(
        lines=tuple(line for reply in said for line in reply.lines),
        choices=tuple(choice for reply in said for choice in reply.choices),
        buttons=tuple(buttons.values())[:4],
        private=any(reply.private for reply in said),
        files=tuple(file for reply in said for file in reply.files),
        chart=next((reply.chart for reply in said if reply.chart is not None), None),
        also=tuple(other for reply in said for other in reply.also),
    )
