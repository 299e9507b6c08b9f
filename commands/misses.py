"""What went wrong between a speaker and the bot, written down as a count: not understood, corrected, taken back.

The words themselves are kept only where the workspace has decided so (`keep_misses`).
"""

from commands.context import Context
from commands.message import Reply
from nlp.reading import Reading
from store import usage

KEEP = "keep_misses"


def note(context: Context, reading: Reading | None, reply: Reply) -> None:
    """Writes down what a message's reading and answer say of how well it was understood."""
    if reading is None:
        return
    if reading.kind == "unknown" and context.words.strip():
        _add(context, "unknown", None)
    for draft in reading.drafts:
        if draft.replaces:
            _add(context, "corrected", draft.command)
        elif draft.command == "undo" and reply.lines and reply.lines[0].key == "undone":
            _add(context, "undone", None)


def _add(context: Context, kind: str, command: str | None) -> None:
    keeps = bool(context.settings.get(KEEP))
    usage.add_miss(
        context.tx,
        context.workspace,
        kind=kind,
        command=command,
        member=context.speaker.id,
        said=context.tx.secrets.seal_words(context.workspace, context.words) if keeps else None,
        now=context.now,
    )
