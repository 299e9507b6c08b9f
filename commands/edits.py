"""Edits and recalls: what a message did follows what its author made of the message."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from commands.carrying import held
from commands.codec import from_bytes, to_bytes
from commands.context import Context, say
from commands.dialogue import Done, Question, State
from commands.earlier import Earlier
from commands.files import FILES, as_slot, in_slots
from commands.groups import Part
from commands.message import Message, Reply
from commands.reps.followup_edit import EditFollowUp
from commands.reps.recall import Recall
from commands.reps.undo import changed
from commands.turn import Turn
from nlp.reading import Draft, Moment, Named, New, Reading
from store import attachments, followups, inbox
from store.journal import ExecutionRow

WORDS = ("note", "text")
"""Slots that hold the words themselves."""


def amend(turn: Turn, earlier: Earlier, old: tuple[Done, ...], reading: Reading) -> Reply:
    """The answer to an edit: what the message did becomes what it says now, in one act."""
    context = turn.context
    files = _forget(context.state, earlier.inboxes)
    if not earlier.executions:
        return turn.read(_carrying(reading, files))
    writes = context.catalogue.by_name
    new = [draft for draft in reading.drafts if writes[draft.command].writes and not draft.replaces]
    if reading.kind != "commands" or not new:
        return _reworded(turn, earlier, context.words)
    told = [done for done in old if done.draft.command != "attachment.add"]
    if _same(told, new):
        note = next((str(draft.slots["note"]) for draft in new if "note" in draft.slots), "")
        return _reworded(turn, earlier, note)
    return _replaced(turn, earlier, told, reading)


def recall(turn: Turn, earlier: Earlier) -> Reply:
    """The answer to a recall: what the message did is taken back, its words are no longer kept."""
    context = turn.context
    _forget(context.state, earlier.inboxes)
    gone = {each.id for each in earlier.executions}
    context.state.done = tuple(done for done in context.state.done if done.execution not in gone)
    for id in earlier.inboxes:
        row = inbox.load(context.tx, id)
        if row is not None:
            emptied = replace(from_bytes(Message, row.payload), text="", quoted="", attachments=())
            inbox.rewrite(context.tx, context.workspace, id, to_bytes(emptied))
    executions = tuple(each.id for each in (*earlier.executions, *earlier.corrections))
    if not earlier.executions:
        return Reply()
    turn.run(Recall(executions=executions))
    return turn.answer()


def _forget(state: State, inboxes: tuple[UUID, ...]) -> list[Any]:
    """Drops what waits of these messages: the open question, drafts; the files among it."""
    files: list[Any] = []
    for question in [*state.left, *([state.question] if state.question is not None else [])]:
        if not set(question.messages) & set(inboxes):
            continue
        waiting = in_slots(question.drafts[0].slots)
        files += [each for each in waiting if each.inbox in inboxes]
        others = [each for each in waiting if each.inbox not in inboxes]
        if others:
            first = replace(question.drafts[0], slots={**question.drafts[0].slots, FILES: as_slot(others)})
            question.drafts = (first, *question.drafts[1:])
            question.messages = tuple(id for id in question.messages if id not in inboxes)
        else:
            _drop(state, question)
    return files


def _drop(state: State, question: Question) -> None:
    state.left = tuple(each for each in state.left if each is not question)
    if state.question is question:
        state.question = None


def _carrying(reading: Reading, files: list[Any]) -> Reading:
    """The new words with the files that came with the old ones."""
    if not files or not reading.drafts or reading.drafts[0].command != "followup.log":
        return reading
    first = replace(reading.drafts[0], slots={**reading.drafts[0].slots, FILES: as_slot(files)})
    return replace(reading, drafts=(first, *reading.drafts[1:]))


def _reworded(turn: Turn, earlier: Earlier, note: str) -> Reply:
    """Other words that mean the same: only the note changes."""
    context = turn.context
    row = _follow_up(context, earlier.executions)
    if row is None:
        return Reply(lines=(say("edit.kept"),))
    outcome = turn.perform(EditFollowUp(number=row.number, note=note))
    reply = outcome.reply if outcome.refused else Reply(lines=(say("corrected.note"),))
    turn.parts.append(Part(reply=reply, shows="team", wrote=not outcome.refused))
    return turn.answer()


def _follow_up(context: Context, executions: tuple[ExecutionRow, ...]) -> followups.FollowUpRow | None:
    made = attachments.made_by(context.tx, context.workspace, [each.id for each in executions])
    return followups.get(context.tx, context.workspace, made[0]) if made else None


def _replaced(turn: Turn, earlier: Earlier, old: list[Done], reading: Reading) -> Reply:
    """The old is taken back and the new filed; files go over to the new follow-up."""
    files = [each for each in earlier.executions if each.name.startswith("attachment.")]
    drafts = list(reading.drafts)
    place = next((i for i, draft in enumerate(drafts) if draft.command == "followup.log"), None)
    if place is not None:
        drafts[place] = held(turn, drafts[place], [each.id for each in earlier.executions])
        files = []
    kept = {each.id for each in earlier.executions if each.name.startswith("attachment.")} if not files else set()
    taken = turn.taken_back(tuple(each.id for each in earlier.executions if each.id not in kept))
    if taken.refused:
        turn.parts.append(Part(reply=taken.reply, shows="asker"))
        return turn.answer()
    pairs = [(done.draft, draft) for done in old for draft in drafts if draft.command == done.draft.command]
    line = changed(*pairs[0], turn.context) if pairs else say("edit.replaced")
    turn.parts.append(Part(reply=Reply(lines=(line,)), shows="team", wrote=True))
    turn.take(drafts)
    return turn.answer()


def _same(old: list[Done], new: list[Draft]) -> bool:
    """Whether the new words do what the old ones did, but for the words themselves."""
    if [done.draft.command for done in old] != [draft.command for draft in new] or any(draft.doubts for draft in new):
        return False
    return all(
        _meaning(done.draft) == _meaning(draft) and "note" in draft.slots for done, draft in zip(old, new, strict=True)
    )


def _meaning(draft: Draft) -> dict[str, Any]:
    return {
        name: _plain(value)
        for name, value in draft.slots.items()
        if name not in (*WORDS, FILES, "next_text", "others") and value not in (None, (), "")
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Moment):
        return value.value
    if isinstance(value, Named):
        return value.id
    return value.name if isinstance(value, New) else value
