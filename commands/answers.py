"""What an answer stands for: the drafts behind a choice, a yes, or a pressed option of the open question."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from commands.dialogue import State, fill
from commands.reps.answer import Answer, Choose, Confirm, FileDraft, FileWords
from nlp.reading import Doubt, Draft, Named, New


def behind(command: Any, state: State) -> list[Draft] | None:
    """The drafts that a command answers to; None where it is a command of its own."""
    question = state.question
    if isinstance(command, Choose) and question is None and 0 < command.index <= len(state.shown):
        chosen = Named(kind="customer", id=state.shown[command.index - 1], name="")
        return [Draft(command="customer.show", slots={"customer": chosen})]
    if isinstance(command, FileWords):
        return [_unfiled(command)]
    if isinstance(command, FileDraft):
        return _taken_up(command, state)
    if question is None:
        return None
    if isinstance(command, Answer) and command.asked_at == question.asked_at:
        return _filled(command.choice, state) if command.choice else _reopened(state)
    if isinstance(command, Choose) and 0 <= command.index <= len(question.options):
        return _filled(command.index, state) if command.index else _reopened(state)
    if isinstance(command, Confirm) and question.options and not isinstance(question.options[0], New):
        return _filled(1, state)
    return None


def behind_words(draft: Draft, state: State) -> list[Draft] | None:
    """The same for a choice or a yes that was said: 1, 对."""
    if draft.command not in ("choose", "confirm"):
        return None
    index = draft.slots.get("index")
    return behind(Confirm() if draft.command == "confirm" else Choose(index=int(str(index or 0))), state)


def followers(answers: Sequence[Draft], state: State) -> list[Draft]:
    """The other drafts that waited for the same answer, with it in place."""
    question = state.question
    assert question is not None
    value = answers[0].slots.get(question.slot)
    return list(fill(question.drafts[1:], question.slot, value))


def _filled(choice: int, state: State) -> list[Draft]:
    question = state.question
    assert question is not None
    state.question = None
    return list(fill(question.drafts, question.slot, question.options[choice - 1]))


def _taken_up(command: FileDraft, state: State) -> list[Draft] | None:
    """A draft's words, to be asked about once more; None where it is gone."""
    found = next((each for each in state.unfiled if each.asked_at == command.asked_at), None)
    if found is None:
        return None
    if found is state.question:
        state.question = None
    state.left = tuple(each for each in state.left if each is not found)
    return list(found.drafts)


def _reopened(state: State) -> list[Draft]:
    """都不是: the same question, with nothing offered any more."""
    question = state.question
    assert question is not None
    state.question = None
    open_ = Doubt(slot=question.slot, reason="missing")
    return [
        replace(draft, doubts=tuple(open_ if doubt.slot == question.slot else doubt for doubt in draft.doubts))
        for draft in question.drafts
    ]


def _unfiled(command: FileWords) -> Draft:
    """Words that are to become a follow-up, of a customer yet to be named where none is given."""
    if command.customer is None:
        doubt = Doubt(slot="customer", reason="missing")
        return Draft(command="followup.log", slots={"note": command.words}, doubts=(doubt,))
    customer = Named(kind="customer", id=command.customer, name="")
    return Draft(command="followup.log", slots={"note": command.words, "customer": customer})
