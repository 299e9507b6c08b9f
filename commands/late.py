"""Messages that come late: filed by their sending time with one summed answer; what time has overtaken is asked about.

A reminder that has passed is not set, 撤销 and a choice are not carried out, before the speaker says so once more.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from commands.codec import from_bytes, to_bytes
from commands.context import Context, say
from commands.dialogue import Late, Question
from commands.execute import Origin
from commands.groups import Part, asked_part
from commands.message import Button, Outgoing, Reply, Sentence
from commands.parties import short_of
from commands.questions import CONFIRM, ask, question_of
from commands.reps.answer import Answer, Cancel
from commands.reps.undo import Undo, meant
from commands.resolve import command_of
from commands.sentences import Speech
from commands.turn import Turn
from nlp.reading import Doubt, Draft, Moment, Named, New, Reading
from store import inbox, outbox
from store.ids import uuid7

LATE = timedelta(minutes=2)
"""A message older than this came late."""
HOLD, MORE = 2.0, 10.0
"""Seconds for which an answer to a late message waits for further ones, and where some wait already."""
TOGETHER = timedelta(minutes=1)
TOLD = 6
"""Late messages that one answer names."""
_AHEAD: Mapping[str, str] = {"reminder.add": "at", "reminder.snooze": "at", "task.assign": "due"}
"""Commands that are nothing without their time."""


def is_late(context: Context) -> bool:
    """Whether what is being handled was said a good while ago."""
    return context.now - context.sent_at > LATE


def wait_no_more(context: Context, *, joins: bool) -> None:
    """The summed answer of late messages goes out before all that cannot join it: what is said in time, presses."""
    known = context.state.late
    if known is None or (
        joins and is_late(context) and context.now - known.at <= TOGETHER and outbox.held(context.tx, known.letter)
    ):
        return
    outbox.release(context.tx, known.letter)
    context.state.late = None


def heard(turn: Turn, reading: Reading) -> Reply:
    """The answer to a late message; nothing where an earlier one's answer says it, too."""
    context = turn.context
    known = context.state.late
    if known is not None:
        turn.origin, turn.ordinal = Origin(kind=turn.origin.kind, key=known.key), known.ordinal
    if reading.kind != "commands":
        return _summed(turn, turn.read(reading))
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
    return _summed(turn, turn.answer())


def _asked_again(turn: Turn, draft: Draft) -> bool:
    """Whether a draft takes back or answers something, so that it is asked about instead of done."""
    context = turn.context
    question = context.state.question
    if draft.command == "undo":
        executions = tuple(meant(_undo_of(draft, context), context)) if "executions" not in draft.slots else ()
        if not executions:
            return False
        slots: dict[str, Any] = {"executions": executions, "exactly": True}
        doubts = (Doubt(slot=CONFIRM, reason="missing"),)
        draft = Draft(command="undo", slots=slots, doubts=doubts)
        context.state.leave()
        context.state.question = Question(
            slot=CONFIRM, drafts=(draft,), asked_at=context.now, words="", options=(True,)
        )
        _offer(turn, say("late.undo", at=_when(context)), 1)
        return True
    choice = _choice(draft, question) if question is not None else None
    if choice is None:
        return False
    _offer(turn, say("late.choice", at=_when(context), said=context.words), choice)
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


def _summed(turn: Turn, reply: Reply) -> Reply:
    """The answer, joined to that of the late messages just before, which waits for more of them."""
    context = turn.context
    state = context.state
    asks = state.question is not None and state.question is not turn.before
    plain = turn.wrote and turn.number is not None and not asks and reply.lines and not reply.choices
    if not plain or reply.private or reply.to is not None or reply.also:
        _let_go(context)
        return reply
    said = " ".join(_worded(context, line) for line in reply.lines).removeprefix("✅ ")
    if context.local(context.sent_at).date() != context.today:
        said = f"{_worded(context, say('late.day', at=context.sent_at))} {said}"
    known = state.late
    if known is not None:
        known.said, known.ordinal, known.at = (*known.said, said), turn.ordinal, context.now
        if _reworded(context, known):
            return Reply()
        state.late = None
        return reply
    state.late = Late(letter=uuid7(), key=turn.origin.key, ordinal=turn.ordinal, said=(said,), at=context.now)
    buttons = tuple(
        replace(each, command=Undo(number=turn.number)) if each.label.key == "button.undo" else each
        for each in reply.buttons
    )
    lines = (*reply.lines, say("late.filed", at=_when(context)))
    return replace(reply, lines=lines, buttons=buttons, letter=state.late.letter, hold=_hold(context))


def _let_go(context: Context) -> None:
    """Nothing more joins the answer that waits."""
    if context.state.late is not None:
        outbox.release(context.tx, context.state.late.letter)
        context.state.late = None


def _reworded(context: Context, known: Late) -> bool:
    """Puts all that was filed into the waiting answer; False if that is going out already."""
    letter = outbox.held(context.tx, known.letter)
    if letter is None:
        return False
    outgoing = from_bytes(Outgoing, letter.payload)
    undo = _worded(context, say("button.undo"))
    total, told = len(known.said), known.said[:TOLD]
    more = total - len(told) or None
    if context.place.private:
        head = (_worded(context, say("late.sum", total=total)), *told)
        lines = (*head, _worded(context, say("late.more", total=more))) if more else head
    else:
        lines = (
            _worded(
                context,
                say("late.sum_group", total=total, said=told[:3], more=say("late.and_more") if total > 3 else None),
            ),
        )
    presses = tuple(each for each in outgoing.buttons if each.label == undo)
    summed = replace(outgoing, lines=lines, buttons=presses)
    return outbox.reword(context.tx, letter, to_bytes(summed), hold=_hold(context))


def _when(context: Context) -> Sentence:
    """14:05; with the day where it was another one."""
    today = context.local(context.sent_at).date() == context.today
    return say("late.time" if today else "late.at", at=context.sent_at)


def _worded(context: Context, line: Sentence) -> str:
    return Speech(context.catalogue.sentences, context.speaker.language, context.zone, context.today).say(line)


def _hold(context: Context) -> float:
    waits = context.inbox_id is not None and inbox.followed(context.tx, context.inbox_id)
    return MORE if waits else HOLD
