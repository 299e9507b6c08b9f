"""A message that brings files: which follow-up they belong to, and what is said about it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from commands.bursts import begin, going_on, held_back, reword
from commands.context import Context, say
from commands.dialogue import Burst, Question
from commands.execute import Origin
from commands.files import ALONE, FILES, FileRef, as_slot, counted, in_slots, kinds_of, refs_of
from commands.groups import Part, answered, asked_part
from commands.imports.arriving import brought, problem_of
from commands.message import Button, Reply
from commands.parties import customer_of, sees
from commands.people import Inbound
from commands.quotes import Quoted
from commands.reps.attachment import AddFiles, FileAlone, RehomeFiles, placed, where_to
from commands.reps.undo import Undo
from commands.turn import Turn
from nlp.reading import Draft, Named, Reading, Value
from store import attachments, followups, shelf
from store.followups import FollowUpRow

Read = Callable[[Turn, Reading], Reply]
RECENT = timedelta(minutes=10)
"""How long after a follow-up a file without words belongs to it."""
DAY = 24 * 3600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """A message's files, and what it said and quoted beside them."""

    refs: tuple[FileRef, ...]
    words: str = ""
    quoted: Quoted | None = None


def bring(turn: Turn, inbound: Inbound, reading: Reading | None, quoted: Quoted | None, read: Read) -> Reply:
    """The answer to a message with files; `read` answers the words that file them."""
    context = turn.context
    context.state.burst = going_on(context)
    refs = refs_of(inbound.files, words="", inbox=inbound.inbox_id)
    for each in inbound.files:
        if each.id is not None:
            attachments.await_naming(context.tx, each.id, each.key)
    _say_problems(turn, inbound)
    listed = brought(context, inbound, reading, refs)
    if listed is not None:
        turn.parts.append(Part(reply=listed, shows="asker"))
        return answered(turn.parts, None, context, turn.before, turn.ran)
    if (problem := problem_of(inbound)) is not None:
        turn.parts.append(Part(reply=problem, shows="asker"))
    filing = _filing(reading, refs, context) if reading is not None and refs else None
    if filing is not None:
        reply = _with_words(turn, filing, refs, read)
    elif reading is not None and (reading.kind == "commands" or not refs):
        if reading.kind != "commands":
            return read(turn, reading)
        turn.take(reading.drafts)
        if refs:
            _place(turn, Brought(refs=refs, quoted=quoted))
        reply = turn.answer()
    else:
        if refs:
            _place(turn, Brought(refs=refs, words=context.words, quoted=quoted))
        reply = answered(turn.parts, None, context, turn.before, turn.ran)
    return held_back(context, reply)


def _say_problems(turn: Turn, inbound: Inbound) -> None:
    """What could not be fetched, or was too large, is said."""
    lost = [each for each in inbound.files if each.problem]
    lines = [say("files.refused")] if any(each.problem == "refused" for each in lost) else []
    large = next((each for each in lost if each.problem == "large"), None)
    if large is not None:
        lines.append(say("files.large", megabytes=large.megabytes))
    if lines:
        turn.parts.append(Part(reply=Reply(lines=tuple(lines)), shows="anyone"))


def _filing(reading: Reading, refs: Sequence[FileRef], context: Context) -> Reading | None:
    """The reading with the files in the follow-up that it files; a customer's mere name files them, too."""
    if reading.kind == "bare" and isinstance(reading.subject, Named):
        slots: dict[str, Value] = {"customer": reading.subject, "note": context.words}
        reading = Reading(kind="commands", drafts=(Draft(command="followup.log", slots=slots),))
    place = next((i for i, draft in enumerate(reading.drafts) if draft.command == "followup.log"), None)
    if place is None:
        return None
    drafts = list(reading.drafts)
    drafts[place] = replace(drafts[place], slots={**drafts[place].slots, FILES: as_slot(refs)})
    return replace(reading, drafts=tuple(drafts))


def _with_words(turn: Turn, reading: Reading, refs: Sequence[FileRef], read: Read) -> Reply:
    """Words and files of one follow-up; more files that come at once join them."""
    context = turn.context
    context.state.burst = None
    reply = read(turn, reading)
    made = attachments.made_by(context.tx, context.workspace, turn.ran)
    line = next((line for part in turn.parts for line in part.reply.lines if line.key == "files.along"), None)
    if line is not None and made:
        burst = begin(context, turn.origin, turn.ordinal, kinds_of(refs), line, along=True)
        burst.follow_up = made[0]
    elif _waiting_words(context) is not None:
        begin(context, turn.origin, turn.ordinal, kinds_of(refs), None)
    return reply


def _place(turn: Turn, brought: Brought) -> None:
    """Files to which no follow-up was told: to the quoted one, to those before them, to the last one, or it asks."""
    context, refs = turn.context, brought.refs
    recordings = all(each.kind == "voice" for each in refs)
    burst = context.state.burst
    if burst is not None and brought.quoted is None and not recordings and _joined(turn, burst, refs):
        return
    context.state.burst = None
    row = _target(context, brought.quoted)
    if recordings and not brought.words:
        _record(turn, refs, row)
    elif row is not None:
        _put(turn, row, _named(refs, brought.words))
    elif brought.quoted is not None and brought.quoted.customer is not None:
        turn.run(FileAlone(files=refs, customer=brought.quoted.customer, note=brought.words))
    elif (question := _waiting_words(context)) is not None:
        _add_to(question, refs)
        line = say("files.kept", what=counted(kinds_of(in_slots(question.drafts[0].slots))))
        turn.parts.append(Part(reply=Reply(lines=(line,)), shows="anyone"))
        begin(context, turn.origin, turn.ordinal, kinds_of(refs), line)
    else:
        reply = where_to(context, refs, note=brought.words)
        assert context.state.question is not None
        turn.parts.append(asked_part(reply, context.state.question, context))
        begin(context, turn.origin, turn.ordinal, kinds_of(refs), reply.lines[0])


def _named(refs: Sequence[FileRef], words: str) -> tuple[FileRef, ...]:
    """What was said with files that go to an older follow-up is kept as their name."""
    return tuple(replace(each, name=each.name or words) for each in refs)


def _target(context: Context, quoted: Quoted | None) -> FollowUpRow | None:
    """The follow-up that is quoted, else the speaker's last one here within ten minutes."""
    if quoted is not None:
        rows = [followups.get(context.tx, context.workspace, id) for id in quoted.follow_ups]
        mine = [row for row in rows if row is not None and row.voided_at is None and _may_add(context, row)]
        if mine or quoted.customer is not None:
            return mine[-1] if mine else None
    since = context.now - RECENT
    return followups.last_in(
        context.tx, context.workspace, author=context.speaker.id, chat=context.place.id, since=since
    )


def _may_add(context: Context, row: FollowUpRow) -> bool:
    return row.author_id == context.speaker.id or sees(context, customer_of(context, row.customer_id))


def _joined(turn: Turn, burst: Burst, refs: Sequence[FileRef]) -> bool:
    """Puts files to those that came just before, and rewords the answer that has not gone out yet."""
    context = turn.context
    question = _waiting_words(context)
    if burst.follow_up is None:
        if question is None:
            return False
        _add_to(question, refs)
        what = counted(kinds_of(in_slots(question.drafts[0].slots)))
        return reword(
            context, burst, say("ask.files" if ALONE in question.drafts[0].slots else "files.kept", what=what)
        )
    row = followups.get(context.tx, context.workspace, burst.follow_up)
    if row is None or row.voided_at is not None:
        return False
    fresh = _fresh(context, row, refs)
    turn.origin, turn.ordinal = Origin(kind=turn.origin.kind, key=burst.key), burst.ordinal
    if fresh and turn.perform(AddFiles(files=fresh, follow_up=row.id)).refused:
        return False
    burst.ordinal = turn.ordinal
    burst.kinds = dict(Counter(burst.kinds) + Counter(kinds_of(fresh)))
    line = say("files.along", what=counted(burst.kinds)) if burst.along else placed(context, row, dict(burst.kinds))
    if not reword(context, burst, line):
        turn.parts.append(Part(reply=Reply(lines=(placed(context, row, kinds_of(fresh)),)), shows="team", wrote=True))
        context.state.burst = None
    return True


def _put(turn: Turn, row: FollowUpRow, refs: Sequence[FileRef]) -> None:
    """Puts files to a filed follow-up; the answer offers another customer and the way back."""
    context = turn.context
    fresh = _fresh(context, row, refs)
    if not fresh:
        line = say("files.double", what=counted(kinds_of(refs)))
        turn.parts.append(Part(reply=Reply(lines=(line,)), shows="anyone"))
        return
    outcome = turn.perform(AddFiles(files=fresh, follow_up=row.id))
    if outcome.refused or outcome.number is None:
        turn.parts.append(Part(reply=outcome.reply, shows="asker"))
        return
    buttons = (
        Button(label=say("button.rehome"), command=RehomeFiles(number=outcome.number)),
        Button(label=say("button.undo"), command=Undo(number=outcome.number)),
    )
    turn.parts.append(Part(reply=replace(outcome.reply, buttons=buttons), shows="team", wrote=True))
    burst = begin(context, turn.origin, turn.ordinal, kinds_of(fresh), outcome.reply.lines[0])
    burst.follow_up = row.id


def _record(turn: Turn, refs: Sequence[FileRef], row: FollowUpRow | None) -> None:
    """Keeps what was spoken; that nobody here understands it is said once a day."""
    context = turn.context
    turn.perform(AddFiles(files=tuple(refs), follow_up=row.id if row is not None else None))
    name = f"voice:{context.workspace}:{context.speaker.id}:{context.today.isoformat()}"
    if shelf.compare_and_set(context.tx, name, None, b"1", seconds=2 * DAY):
        turn.parts.append(Part(reply=Reply(lines=(say("voice.kept"),)), shows="anyone"))


def _fresh(context: Context, row: FollowUpRow, refs: Sequence[FileRef]) -> tuple[FileRef, ...]:
    """Those that the follow-up does not have yet."""
    there = {each.digest for each in attachments.of_follow_ups(context.tx, context.workspace, (row.id,))}
    digests = {each.id: attachments.digest(context.tx, context.workspace, bytes.fromhex(each.sha256)) for each in refs}
    return tuple(each for each in refs if digests[each.id] not in there)


def _waiting_words(context: Context) -> Question | None:
    """The open question that files just sent belong to: it waits to file a follow-up."""
    question = context.state.question
    if question is None or context.now - question.asked_at > RECENT:
        return None
    return question if question.drafts[0].command == "followup.log" and question.words else None


def _add_to(question: Question, refs: Sequence[FileRef]) -> None:
    first = question.drafts[0]
    files = (*in_slots(first.slots), *refs)
    question.drafts = (replace(first, slots={**first.slots, FILES: as_slot(files)}), *question.drafts[1:])
    question.messages = tuple(
        dict.fromkeys((*question.messages, *(each.inbox for each in refs if each.inbox is not None)))
    )
    question.words = question.words if not question.words.startswith("📎") else f"📎{len(files)}"
