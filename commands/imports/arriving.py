"""A table that arrives: pasted into a message or dropped as a file, told from words and papers of another kind."""

from collections.abc import Sequence
from uuid import UUID

from commands.context import Context
from commands.files import FileRef
from commands.imports import batches
from commands.imports.cards import card
from commands.imports.columns import Known, correction, layout
from commands.imports.reading import Book, pasted
from commands.imports.refusals import unreadable
from commands.message import Reply
from commands.people import Inbound
from nlp.reading import Draft, Reading
from store import imports, tags
from store.database import Tx

SHOW = "import.show"
_TELLING = frozenset({"name", "contact", "phone"})
_NOBODY = Known(settings={}, members=(), fields=())


def order_in(tx: Tx, workspace: UUID, text: str, importing: UUID | None) -> Reading | None:
    """Pasted rows, or a correction of a table that was just brought, as what they order."""
    if "\t" in text:
        book = pasted(text)
        return _reading("import.paste", {}) if book is not None and is_list(book) else None
    batch = imports.get(tx, workspace, importing) if importing is not None and len(text) <= 40 else None
    if batch is None or batch.state not in batches.OPEN or "columns" not in batch.mapping:
        return None
    own = [row.name for row in tags.fields(tx, workspace) if row.active]
    said = correction(text, batches.header_of(tx, workspace, batch), own)
    return None if said is None else _reading("import.column", {"place": said[0], "field": said[1]})


def _reading(command: str, slots: dict[str, object]) -> Reading:
    return Reading(kind="commands", drafts=(Draft(command=command, slots=slots),))  # type: ignore[arg-type]


def is_list(book: Book) -> bool:
    """Whether one of its sheets looks like a list of customers or people."""
    return any(_TELLING & set(layout(each.head, _NOBODY).columns.values()) for each in book.sheets)


def asks_for_it(reading: Reading | None) -> bool:
    """Whether the words beside a file ask for its rows to be brought: 导入客户."""
    return reading is not None and any(draft.command == SHOW for draft in reading.drafts)


def brought(context: Context, inbound: Inbound, reading: Reading | None, refs: Sequence[FileRef]) -> Reply | None:
    """The answer to a list among the files, where the words beside it ask for nothing else."""
    asked = asks_for_it(reading)
    if not inbound.message.chat.private or not (asked or reading is None):
        return None
    for each in inbound.files:
        if each.book is not None and each.book.sheets and (asked or is_list(each.book)):
            mine = [ref for ref in refs if ref.id == each.id]
            return card(context, batches.keep(context, each.book, each.attachment.name, mine))
    return None


def problem_of(inbound: Inbound) -> Reply | None:
    """Why a spreadsheet among the files gives no rows."""
    problems = [each.book.problem for each in inbound.files if each.book is not None and each.book.problem]
    return Reply(lines=(unreadable(problems[0]),)) if problems else None
