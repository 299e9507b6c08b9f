"""A command of the workspace's own as it runs: each step an ordinary command of who runs it, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from commands.context import Context, say
from commands.dialogue import Done, State
from commands.errors import Refused
from commands.groups import Part, Showing, part_of
from commands.macros.definition import Step, from_plain
from commands.macros.forms import NUMBER
from commands.macros.given import given_of
from commands.macros.templates import Given, Unreadable, filled
from commands.message import Reply, Sentence
from commands.parties import short_of
from commands.reps.own import RunOwn, role_names
from commands.resolve import command_of, missing
from commands.sentences import Speech
from nlp.called import DRY
from nlp.reading import Draft, Named, New
from store import macros
from store.macros import MacroRow

if TYPE_CHECKING:
    from commands.turn import Turn

TOLD = 6
"""Lines of a trial that are told."""
_STRICT: tuple[Showing, ...] = ("anyone", "team", "asker")


class _Halt(Exception):
    """A step cannot be done: which, and what is said of it. Nothing of the whole stays."""

    def __init__(self, number: int, step: Step, lines: Sequence[Sentence]) -> None:
        super().__init__(number)
        self.number, self.step, self.lines = number, step, lines


class _Tried(Exception):
    """A trial has come to its end: nothing of it stays."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Before:
    """A turn as it was, to be put back where nothing of what came after shall stay."""

    ordinal: int
    outcomes: int
    done: int
    state: State


def run_own(turn: Turn, draft: Draft) -> None:
    """Runs a command of the workspace's own, or (dry) tells what it would do."""
    context = turn.context
    declared = context.catalogue.by_type[RunOwn]
    before = _Before(
        ordinal=turn.ordinal, outcomes=len(turn.outcomes), done=len(turn.done), state=replace(context.state)
    )
    origin, parts = turn.origin, list[Part]()
    try:
        row = _allowed(draft, context)
        turn.origin = replace(origin, group=row.id)
        with context.unit.trial():
            parts += _done(turn, row, draft)
            _stays(dry=bool(draft.slots.get(DRY)))
        turn.parts += parts
    except _Tried:
        _put_back(turn, before)
        turn.parts.append(Part(reply=_told(parts), shows=_strictest(parts)))
    except _Halt as halt:
        _put_back(turn, before)
        lines = (say("own.halted", number=halt.number, words=halt.step.words), *halt.lines)
        turn.parts.append(part_of(declared, Reply(lines=lines), wrote=False, refused=True))
    except Refused as refusal:
        _put_back(turn, before)
        lines = (say(refusal.code, **refusal.values),)
        turn.parts.append(part_of(declared, Reply(lines=lines), wrote=False, refused=True))
    finally:
        turn.origin = origin


def _stays(*, dry: bool) -> None:
    """Raises where what was done was only a trial."""
    if dry:
        raise _Tried


def _allowed(draft: Draft, context: Context) -> MacroRow:
    row = macros.by_number(context.tx, context.workspace, int(str(draft.slots[NUMBER])))
    if row is None or not row.active:
        raise Refused("refused.own_gone")
    if row.roles and context.speaker.role not in row.roles:
        raise Refused("refused.own_role", name=row.name, roles=role_names(row.roles))
    return row


def _done(turn: Turn, row: MacroRow, draft: Draft) -> list[Part]:
    """The parts of the answer, all steps done."""
    context = turn.context
    definition = from_plain(row.definition)
    given = given_of(definition, draft, context)
    parts = []
    for number, step in enumerate(definition.steps, 1):
        parts.append(_step(turn, number, step, given))
        given = _known_now(given, context)
    said = ""
    if definition.answer:
        from commands.macros.answers import rendered  # on demand: templates take long to load

        said = rendered(definition.answer, {**_values(context), **given.texts, "结果": _lines(parts, context)})
    outcome = turn.perform(RunOwn(macro=row.number, said=said))
    if not definition.answer:
        return parts
    wrote = any(part.wrote for part in parts)
    told = Part(reply=replace(outcome.reply, buttons=()), shows=_strictest(parts), wrote=wrote)
    return [told, *(part for part in parts if not part.wrote)]


def _step(turn: Turn, number: int, step: Step, given: Given) -> Part:
    context = turn.context
    declared = context.catalogue.by_name[step.command]
    try:
        slots = {name: filled(each, given, context.local(context.sent_at)) for name, each in step.slots.items()}
    except Unreadable as error:
        raise _Halt(number, step, (say("own.time", said=str(error)),)) from error
    draft = missing(Draft(command=step.command, slots={k: v for k, v in slots.items() if v is not None}), declared)
    if draft.doubts:
        raise _Halt(number, step, (say("own.lacks"),))
    open_ = context.state.question
    try:
        command = command_of(draft, declared)
    except Refused as refusal:
        raise _Halt(number, step, (say(refusal.code, **refusal.values),)) from refusal
    outcome = turn.perform(command)
    asks = context.state.question is not open_ or (declared.writes and not outcome.execution and outcome.reply.choices)
    if outcome.refused or asks:
        raise _Halt(number, step, outcome.reply.lines)
    if outcome.undoable and outcome.execution is not None:
        turn.done.append(Done(draft=draft, execution=outcome.execution))
    return part_of(declared, outcome.reply, wrote=outcome.execution is not None, refused=False)


def _known_now(given: Given, context: Context) -> Given:
    """A customer that a step has made is known to those after it."""
    new = [name for name, value in given.values.items() if isinstance(value, New)]
    if context.state.customer is None or len(new) != 1:
        return given
    said = given.values[new[0]].name
    made = Named(kind="customer", id=context.state.customer, name=said, said=said)
    return replace(given, values={**given.values, new[0]: replace(made, name=short_of(context, made))})


def _put_back(turn: Turn, before: _Before) -> None:
    context = turn.context
    turn.ordinal = before.ordinal
    del turn.outcomes[before.outcomes :]
    del turn.done[before.done :]
    for each in fields(State):
        setattr(context.state, each.name, getattr(before.state, each.name))
    context.seen.clear()


def _strictest(parts: Sequence[Part]) -> Showing:
    return max((part.shows for part in parts), key=_STRICT.index, default="team")


def _speech(context: Context) -> Speech:
    return Speech(context.catalogue.sentences, context.speaker.language, context.zone, context.today)


def _lines(parts: Sequence[Part], context: Context) -> list[str]:
    """What the steps say, as words."""
    speech = _speech(context)
    return [speech.say(line) for part in parts for line in part.reply.lines]


def _values(context: Context) -> dict[str, object]:
    """What an answer may name beside its parameters."""
    speech = _speech(context)
    now = context.local(context.now)
    return {"我": context.speaker.name, "今天": speech.show(now.date()), "现在": now.strftime("%H:%M")}


def _told(parts: Sequence[Part]) -> Reply:
    """What a trial came to; nothing of it was written."""
    lines = [line for part in parts for line in part.reply.lines]
    more = len(lines) - TOLD
    kept = lines if more <= 0 else [*lines[: TOLD - 1], say("own.more", total=more + 1)]
    return Reply(lines=(say("own.tried"), *kept))
