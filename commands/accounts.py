"""How a message was read, in sentences: what was recognised, what it came to, and what it might have been."""

from collections.abc import Sequence

from commands.catalogue import Catalogue
from commands.context import say
from commands.message import Sentence
from nlp.explaining import Explained
from nlp.grammar import Grammar
from nlp.reading import Draft, Filters, Moment, Named, New, Period

TOLD = 8
"""Recognised stretches told at once."""
OTHERS = 3
"""Commands that lost, told at once."""


def account(explained: Explained, catalogue: Catalogue, grammar: Grammar) -> list[Sentence]:
    """The reading of a message as people can follow it."""
    lines = []
    seen = [
        say("read.seen", kind=say(f"read.kind.{each.kind}"), words=each.words, means=_unless(each.means, each.words))
        for each in explained.recognised
        if f"read.kind.{each.kind}" in catalogue.sentences
    ]
    if seen:
        lines.append(say("read.recognised", seen=tuple(seen[:TOLD])))
    reading = explained.reading
    if not reading.drafts:
        lines.append(say(f"read.{reading.kind}"))
    for draft in reading.drafts:
        lines.append(say("read.command", title=_title(draft.command, catalogue), slots=_slots(draft) or None))
        if explained.by_likeness(draft.command):
            lines.append(say("read.likeness"))
        for doubt in draft.doubts:
            names = tuple(each.name for each in doubt.candidates)
            lines.append(say("read.doubt", slot=_slot(doubt.slot, catalogue), candidates=names or None))
    others = tuple(
        say("read.other", title=_title(fit.command, catalogue), words=fit.words)
        for fit in explained.others
        if fit.command in grammar.forms
    )
    if others:
        lines.append(say("read.others", others=others[:OTHERS]))
    return lines


def _title(command: str, catalogue: Catalogue) -> Sentence | str:
    declared = catalogue.by_name.get(command)
    return say("read.title", zh=declared.title[0]) if declared is not None else command


def _unless(means: str, words: str) -> str | None:
    return means if means and means != words else None


def _slot(name: str, catalogue: Catalogue) -> Sentence | str:
    key = f"read.kind.{name}"
    return say(key) if key in catalogue.sentences else name


def _slots(draft: Draft) -> tuple[Sentence | str, ...]:
    """The values of a command's slots, notes left out: they are the message's own words."""
    return tuple(
        say(f"did.{value}") if name == "method" else shown
        for name, value in draft.slots.items()
        if name not in ("note", "text") and (shown := _shown(value))
    )


def _shown(value: object) -> str:
    if isinstance(value, Named | New):
        return value.name
    if isinstance(value, Moment):
        return value.value.strftime("%m/%d" if value.day_only else "%m/%d %H:%M")
    if isinstance(value, Period):
        return f"{value.first:%m/%d}–{value.last:%m/%d}"
    if isinstance(value, Filters):
        return "、".join(f"{name} {_shown(each)}" for name, each in value.values.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(map(_shown, value))
    return str(value)
