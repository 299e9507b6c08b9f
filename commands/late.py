"""What comes late is filed by its sending time; what time has overtaken is asked about.

A reminder that has passed is not set, 撤销 and a choice, said or pressed, are not carried out, before the speaker says
so once more.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from commands.context import Context, say
from commands.dialogue import Question
from commands.errors import Refused
from commands.groups import Part, asked_part
from commands.message import Button, Reply, Sentence
from commands.parties import short_of
from commands.questions import CONFIRM, ask, question_of
from commands.reps.answer import Answer, Cancel, Choose, Confirm
from commands.reps.undo import Undo, meant
from commands.resolve import command_of
from commands.summary import when
from commands.turn import Turn
from nlp.reading import Doubt, Draft, Moment, Named, New, Reading
from store import journal

LATE = timedelta(minutes=2)
"""A message older than this came late."""
_AHEAD: Mapping[str, str] = {"reminder.add": "at", "reminder.snooze": "at", "task.assign": "due"}
"""Commands that are nothing without their time."""


def is_late(context: Context) -> bool:
    """Whether what is being handled was said, changed or pressed a good while ago."""
    return context.now - context.acted_at > LATE


def heard(turn: Turn, reading: Reading) -> Reply:
    """The answer to a late message."""
    if reading.kind != "commands":
        return turn.read(reading)
    context = turn.context
    ready: list[Draft] = []
    passed: list[tuple[Draft, Moment]] = []
    for draft in reading.drafts:
        if not _asked_again(turn, draft):
            now, gone = _parted(draft, context)
            ready += [now] if now is not None else []
            passed += gone
    turn.take(ready)
    for draft, at in passed:
        _ask_when(turn, draft, at)
    return turn.answer()


def pressed(turn: Turn, command: Any) -> Reply | None:
    """The question whether a late press is still wanted; None for one that does no harm."""
    context = turn.context
    question = context.state.question
    if isinstance(command, Undo):
        return turn.answer() if _undo_again(turn, command, say("late.press_undo", at=when(context))) else None
    if isinstance(command, Answer):
        choice = command.choice if question is not None and command.asked_at == question.asked_at else 0
    elif isinstance(command, Choose | Confirm):
        choice = command.index if isinstance(command, Choose) else 1
    else:
        return None
    if question is None or not 0 < choice <= len(question.options):
        return None
    _offer(turn, say("late.press_choice", at=when(context)), choice)
    return turn.answer()


def _asked_again(turn: Turn, draft: Draft) -> bool:
    """Whether a draft takes back or answers something, so that it is asked about instead of done."""
    context = turn.context
    question = context.state.question
    if draft.command == "undo":
        return "executions" not in draft.slots and _undo_again(
            turn, _undo_of(draft, context), say("late.undo", at=when(context))
        )
    choice = _choice(draft, question) if question is not None else None
    if choice is None:
        return False
    _offer(turn, say("late.choice", at=when(context), said=context.words), choice)
    return True


def _undo_again(turn: Turn, command: Undo, line: Sentence) -> bool:
    """Asks about an undo, of exactly what it meant; False where there is nothing to take back."""
    context = turn.context
    try:
        wanted = command.executions or meant(command, context)
    except Refused:  # which it says itself, when it is carried out
        return False
    known = [journal.get(context.tx, context.workspace, id) for id in wanted]
    executions = tuple(row.id for row in known if row is not None and row.state == "done")
    if not executions:
        return False
    slots: dict[str, Any] = {"executions": executions, "exactly": True}
    draft = Draft(command="undo", slots=slots, doubts=(Doubt(slot=CONFIRM, reason="missing"),))
    context.state.leave()
    context.state.question = Question(slot=CONFIRM, drafts=(draft,), asked_at=context.now, words="", options=(True,))
    _offer(turn, line, 1)
    return True


def _undo_of(draft: Draft, context: Context) -> Undo:
    command = command_of(draft, context.catalogue.by_name["undo"])
    assert isinstance(command, Undo)
    return command


def _choice(draft: Draft, question: Question) -> int | None:
    """Which option of the open question a draft takes; None where it is none of them."""
    if draft.command == "confirm":
        return 1 if question.options and not isinstance(question.options[0], New) else None
    if draft.command == "choose":
        index = int(str(draft.slots.get("index") or 0))
        return index if 0 < index <= len(question.options) else None
    value = draft.slots.get(question.slot) if draft.answers else None
    return question.options.index(value) + 1 if value in question.options else None


def _offer(turn: Turn, line: Sentence, choice: int) -> None:
    """Asks whether it is still wanted: [要] [不用]."""
    question = turn.context.state.question
    assert question is not None
    yes = Button(label=say("button.late_yes"), command=Answer(asked_at=question.asked_at, choice=choice), primary=True)
    no = Button(label=say("button.late_no"), command=Cancel())
    turn.parts.append(Part(reply=Reply(lines=(line,), buttons=(yes, no)), shows="anyone"))


def _parted(draft: Draft, context: Context) -> tuple[Draft | None, list[tuple[Draft, Moment]]]:
    """What of a draft can be done still, and the reminders in it whose time has passed."""
    slot = _AHEAD.get(draft.command)
    at = draft.slots.get(slot) if slot is not None else draft.slots.get("next_at")
    if not isinstance(at, Moment) or not _passed(at, context) or draft.replaces:
        return draft, []
    if slot is not None:
        return None, [(_open(draft, slot), at)]
    if draft.command != "followup.log" or draft.doubts:
        return draft, []
    slots: dict[str, Any] = {name: draft.slots.get(name) for name in ("customer", "contact")}
    slots["text"] = draft.slots.get("next_text") or ""
    given = {name: value for name, value in slots.items() if value is not None}
    reminder = Draft(command="reminder.add", slots=given)
    kept = {name: value for name, value in draft.slots.items() if name != "next_at"}
    return replace(draft, slots=kept), [(_open(reminder, "at"), at)]


def _passed(at: Moment, context: Context) -> bool:
    if at.day_only:
        return context.local(at.value).date() < context.today
    return at.value <= context.now


def _open(draft: Draft, slot: str) -> Draft:
    """The draft without its time, which is asked for."""
    slots = {name: value for name, value in draft.slots.items() if name != slot}
    return replace(draft, slots=slots, doubts=(*draft.doubts, Doubt(slot=slot, reason="missing")))


def _ask_when(turn: Turn, draft: Draft, at: Moment) -> None:
    """那个提醒已经过了：…，要改到什么时候？ Where something else is asked already, it is only said."""
    context = turn.context
    state = context.state
    customer = draft.slots.get("customer")
    if isinstance(customer, New) and state.customer is not None:
        customer = Named(kind="customer", id=state.customer, name=customer.name)
        slots: dict[str, Any] = {**draft.slots, "customer": customer, "contact": None}
        draft = replace(draft, slots=slots)
    named = short_of(context, customer) if isinstance(customer, Named | New) else None
    what = {"text": str(draft.slots.get("text") or "") or None, "customer": named, "at": at.value}
    if state.question is not turn.before and state.question is not None:
        turn.parts.append(Part(reply=Reply(lines=(say("late.passed_told", **what),)), shows="asker"))
        return
    state.leave()
    first = replace(draft, doubts=tuple(sorted(draft.doubts, key=lambda each: each.slot not in ("at", "due"))))
    state.question = question_of((first,), context)
    asked = ask(state.question, context)
    line = say("late.passed", **what)
    turn.parts.append(asked_part(replace(asked, lines=(line, *asked.lines[1:])), state.question, context))
