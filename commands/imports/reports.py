"""What the bot says of an import: after the dry run, at its end, and when it was taken back."""

from collections.abc import Sequence
from uuid import UUID

from commands.context import Context, say
from commands.imports.cards import asked
from commands.imports.labels import field_word
from commands.imports.orders import BinKept, Details, UndoImport
from commands.message import Button, Reply, Sentence
from store import names
from store.imports import BatchRow

NAMED = 5
"""Customers named of those that stayed."""


def checked(context: Context, batch: BatchRow) -> Reply:
    """What would come of it, what is wrong, and the first question."""
    counts = batch.counts
    lines = [
        say(
            "import.checked",
            number=batch.number,
            new=counts.get("new", 0),
            people=_any(counts.get("people")),
            told=_any(counts.get("told")),
        )
    ]
    if counts.get("same"):
        lines.append(say("import.joined", same=counts["same"]))
    doubles = _counted(batch, ("exact", "probable", "taken"))
    if doubles:
        lines.append(say("import.doubles", doubles=doubles))
    if counts.get("cleaned"):
        lines.append(say("import.cleaned", count=counts["cleaned"]))
    if counts.get("wrong"):
        lines.append(say("import.wrong", wrong=counts["wrong"], lines=_wrong(batch)))
    question = asked(batch)
    state = context.state
    state.importing = batch.id
    buttons = question.buttons
    if _details(batch) and len(buttons) < 4:
        buttons = (*buttons[:-1], _download(batch), buttons[-1])
    return Reply(lines=(*lines, *question.lines), buttons=buttons, private=True)


def _counted(batch: BatchRow, kinds: Sequence[str]) -> tuple[Sentence, ...]:
    return tuple(say(f"import.count_{kind}", count=batch.counts[kind]) for kind in kinds if batch.counts.get(kind))


def _any(count: int | None) -> int | None:
    return count or None


def _wrong(batch: BatchRow) -> tuple[Sentence, ...]:
    return tuple(
        say(
            "import.wrong_line",
            line=line,
            field=field_word(of) if code != "no_name" else None,
            fault=say(f"import.fault.{code}"),
        )
        for line, of, code in batch.counts.get("lines", ())
    )


def _details(batch: BatchRow) -> bool:
    return any(batch.counts.get(kind) for kind in ("wrong", "cleaned", "taken"))


def _download(batch: BatchRow) -> Button:
    wrong = batch.counts.get("wrong") or batch.counts.get("taken")
    label = say("button.import_details" if wrong else "button.import_cleaned")
    return Button(label=label, command=Details(batch=batch.id))


def done(batch: BatchRow) -> Reply:
    """The report."""
    counts = batch.counts
    made = {kind: _any(counts.get(kind)) for kind in ("people", "told", "reminders")}
    lines = [say("import.done", number=batch.number, new=counts.get("new", 0), **made)]
    rest = _counted(batch, ("filled", "skipped", "wrong"))
    if rest:
        lines.append(say("import.done_rest", rest=rest))
    if counts.get("new"):
        lines.append(say("import.counts_from"))
    undo = Button(label=say("button.import_undo"), command=UndoImport(number=batch.number))
    buttons = (_download(batch), undo) if counts.get("wrong") else (undo,)
    return Reply(lines=tuple(lines), buttons=buttons, private=True)


def owners_told(context: Context, batch: BatchRow) -> tuple[Reply, ...]:
    """What colleagues hear whose customers were in the list as well."""
    return tuple(
        Reply(lines=(say("import.owner_told", who=context.speaker.name, names=tuple(theirs)),), to=UUID(hex=owner))
        for owner, theirs in batch.counts.get("owners", {}).items()
        if UUID(hex=owner) != context.speaker.id
    )


def taken_back(context: Context, batch: BatchRow) -> Reply:
    """What went, and what stayed because somebody has worked on it."""
    counts = batch.counts
    gone = {
        "customers": _any(counts.get("delete_customer")),
        "people": _any(counts.get("delete_contact")),
        "told": _any(counts.get("delete_follow_up")),
        "restored": _any(counts.get("update_customer")),
    }
    lines = [say("import.undone", number=batch.number, **gone)]
    kept = [UUID(hex=each) for each in counts.get("kept", ())]
    if not kept:
        return Reply(lines=tuple(lines), private=True)
    rows = names.customers(context.tx, context.workspace, kept[:NAMED])
    more = say("import.more") if len(kept) > NAMED else None
    lines.append(say("import.kept", count=len(kept), names=tuple(row.short for row in rows), more=more))
    offered = (
        (Button(label=say("button.import_bin"), command=BinKept(batch=batch.id)),) if counts.get("kept_made") else ()
    )
    return Reply(lines=tuple(lines), buttons=offered, private=True)
