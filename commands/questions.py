"""Questions: which slot is in doubt, what is offered for it, and how it is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from commands.context import Context, say
from commands.dialogue import Question
from commands.files import ALONE, counted, in_slots, kinds_of
from commands.message import Button, Reply, Sentence
from commands.parties import name_of, short_of
from commands.reps.answer import Answer, Cancel
from commands.resolve import command_of
from nlp.reading import Doubt, Draft, Moment, Named, New
from store import names
from store.macros import RUN

CONFIRM = "confirm"
"""The slot of a question that asks for a yes."""
OFFERED = 5
"""Choices shown at most."""


def question_of(drafts: Sequence[Draft], context: Context) -> Question:
    """The question that the first doubtful draft needs answered."""
    doubt = next(doubt for draft in drafts for doubt in draft.doubts)
    first = next(draft for draft in drafts if draft.doubts)
    waiting = (first, *(draft for draft in drafts if draft is not first))
    return Question(
        slot=doubt.slot,
        drafts=waiting,
        asked_at=context.now,
        words=_kept(first, context) if _writes(drafts, context) else "",
        options=_options(doubt, first, context),
        messages=(context.inbox_id,) if context.inbox_id is not None else (),
    )


def _writes(drafts: Sequence[Draft], context: Context) -> bool:
    """Whether something would be lost if nobody answers; a mere question may be forgotten."""
    return any(context.catalogue.by_name[draft.command].writes for draft in drafts)


def _kept(draft: Draft, context: Context) -> str:
    """What is lost if nobody answers: what was said; of words that are taken up again by a button, those."""
    return context.words or ("" if draft.replaces else str(draft.slots.get("note") or ""))


def _options(doubt: Doubt, draft: Draft, context: Context) -> tuple[Any, ...]:
    if doubt.slot == CONFIRM:
        return (True,)
    if doubt.reason == "near":
        said = draft.slots.get(doubt.slot)
        return (*doubt.candidates[:3], *((said,) if isinstance(said, New) else ()))
    if doubt.candidates:
        return doubt.candidates[:OFFERED]
    if doubt.slot in ("at", "due"):
        return _times(context)
    return ()


def _times(context: Context) -> tuple[Moment, ...]:
    """An hour on, tomorrow and next Monday at nine."""
    now = context.local(context.now)
    hour = (now + timedelta(hours=1)).replace(second=0, microsecond=0)
    monday = now.date() + timedelta(days=7 - now.weekday())
    days = (now.date() + timedelta(days=1), monday)
    nine = [datetime.combine(day, time(9), now.tzinfo) for day in dict.fromkeys(days)]
    return tuple(Moment(value=at, said="", clocked=True) for at in (hour, *nine))


def ask(question: Question, context: Context) -> Reply:
    """The question as people see it; its options can be tapped or answered by number."""
    doubt = next(doubt for doubt in question.drafts[0].doubts if doubt.slot == question.slot)
    said = _said(question.drafts[0], doubt)
    key = (
        f"ask.{question.slot}.{doubt.reason}" if doubt.slot != CONFIRM else f"ask.confirm.{question.drafts[0].command}"
    )
    if not question.words and f"{key}.asked" in context.catalogue.sentences:
        key = f"{key}.asked"
    if f"{key}.{question.drafts[0].command}" in context.catalogue.sentences:
        key = f"{key}.{question.drafts[0].command}"
    if ALONE in question.drafts[0].slots:
        key = "ask.files"
    if key not in context.catalogue.sentences:
        key = _unnamed(question)
    lines = [say(key, said=said, slot=question.slot, **_facts(question, context))]
    labels, details = _labels(question, context)
    lines += details
    if question.slot == CONFIRM:
        lines += _preview(question.drafts[0], context)
    choices = tuple(
        Button(label=label, command=Answer(asked_at=question.asked_at, choice=i), primary=i == 1)
        for i, label in enumerate(labels, 1)
    )
    buttons = [Button(label=say("button.drop" if question.words else "button.no"), command=Cancel())]
    if doubt.candidates and doubt.reason in ("ambiguous", "outside"):
        buttons.insert(0, Button(label=say("button.none"), command=Answer(asked_at=question.asked_at, choice=0)))
    if question.slot == CONFIRM or doubt.reason == "near":
        return Reply(lines=tuple(lines), buttons=(*choices, *buttons)[:4])
    return Reply(lines=tuple(lines), choices=choices, buttons=tuple(buttons))


def _unnamed(question: Question) -> str:
    """The sentence for a slot that has none of its own; a parameter of the workspace's own command is named."""
    if question.options:
        return "ask.other.ambiguous"
    return "ask.own.missing" if question.drafts[0].command == RUN else "ask.other.missing"


def _preview(draft: Draft, context: Context) -> list[Sentence]:
    """What a command would do that is asked about before it acts."""
    declared = context.catalogue.by_name[draft.command]
    if declared.preview is None:
        return []
    return list(declared.preview(command_of(replace(draft, doubts=()), declared), context))


def _said(draft: Draft, doubt: Doubt) -> str:
    value = draft.slots.get(doubt.slot)
    if isinstance(value, New):
        return value.name
    return doubt.candidates[0].said if doubt.candidates else ""


def _facts(question: Question, context: Context) -> dict[str, object]:
    """What a question may name: the customer that is known, the first offer."""
    slots = question.drafts[0].slots
    customer = slots.get("customer")
    known: object = short_of(context, customer) if isinstance(customer, Named | New) else slots.get("name")
    first = question.options[0] if question.options else None
    near = short_of(context, first) if isinstance(first, Named) else None
    member = slots.get("member")
    who = member.name if isinstance(member, Named) else None
    return {"customer": known, "near": near, "member": who, "what": counted(kinds_of(in_slots(slots))) or None}


def _labels(question: Question, context: Context) -> tuple[list[Sentence], list[Sentence]]:
    """The words on the choices, and the numbered lines that tell customers apart."""
    options = question.options
    if question.slot == CONFIRM:
        return [say(f"button.confirm.{question.drafts[0].command}")], []
    if options and all(isinstance(each, Moment) for each in options):
        return [say("choice.time", at=each.value) for each in options], []
    known = [each.id for each in options if isinstance(each, Named) and isinstance(each.id, UUID)]
    rows = {row.id: row for row in names.customers(context.tx, context.workspace, known)} if known else {}
    labels, details = [], []
    for i, each in enumerate(options, 1):
        if isinstance(each, New):
            labels.append(say("choice.new"))
        elif each.id in rows:
            row = rows[each.id]
            labels.append(say("choice.name", name=row.short))
            whose = say("whose.yours") if row.owner_id == context.speaker.id else name_of(context, row.owner_id)
            if len(options) > 1:
                details.append(say("choice.customer", index=i, name=row.short, region=row.region, whose=whose))
        else:
            labels.append(say("choice.name", name=each.name))
    if question.drafts[0].doubts[0].reason == "near":
        return [say("choice.yes"), *labels[1:]] if len(known) == 1 else labels, []
    return labels, details
