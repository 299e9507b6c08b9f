"""Commands of the workspace's own as understanding sees them, and their drafts as the one command that runs them."""

from collections.abc import Iterable
from dataclasses import replace

from commands.macros.definition import Definition, from_plain
from nlp.grammar import Form, Phrase, SlotForm
from nlp.reading import Draft, Reading
from store.macros import RUN, MacroRow

NUMBER = "#macro"
"""The slot that says which of the workspace's own commands is meant."""
_PREFIX = "macro."
_ASKING = "(发我|发一下|发下|给我|查一下|查下|看一下|看下|来一份)"


def forms_of(rows: Iterable[MacroRow]) -> tuple[Form, ...]:
    """The forms of those that are in use."""
    return tuple(form_of(row.number, row.name, from_plain(row.definition)) for row in rows if row.active)


def form_of(number: int, name: str, definition: Definition) -> Form:
    """The form of one: it is called by its name, or said by one of its sentences."""
    slots = tuple(
        SlotForm(name=each.slot, kind=each.kind, ask=not each.optional, new=each.kind == "customer")  # type: ignore[arg-type]
        for each in definition.parameters
    )
    patterns = definition.phrases if slots else (*definition.phrases, f"{_ASKING}{name}")
    phrases = tuple(Phrase(pattern, weight=4.5, where="whole") for pattern in patterns)
    return Form(name=f"{_PREFIX}{number}", slots=slots, phrases=phrases, slash=(name,), whole=True, own=True)


def as_run(reading: Reading) -> Reading:
    """The reading with drafts of the workspace's own commands as drafts of the command that runs them."""
    return replace(reading, drafts=tuple(_run(each) for each in reading.drafts))


def _run(draft: Draft) -> Draft:
    number = draft.command.removeprefix(_PREFIX)
    if number == draft.command or not number.isdecimal():
        return draft
    return replace(draft, command=RUN, slots={**draft.slots, NUMBER: int(number)})


def as_said(draft: Draft) -> str:
    """The name under which understanding knows a draft's command."""
    return f"{_PREFIX}{draft.slots[NUMBER]}" if draft.command == RUN else draft.command
