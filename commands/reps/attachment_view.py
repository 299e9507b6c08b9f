"""Files are sent back to who asks for them and may read what they hang on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import File, Reply, Sentence
from commands.parties import customer_of, sees
from commands.reps.followup_view import shortened
from nlp.grammar import Phrase
from store import attachments
from store.attachments import AttachmentRow

SENT = 9
"""Files sent back at once."""
LINES = 7
"""Lines that tell of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFiles:
    """A customer's files, sent back."""

    customer: Annotated[UUID | None, Slot("customer")] = None


def shown(command: ListFiles, context: Context) -> Reply:
    """A customer's latest files; only for those who may read its notes, and in private."""
    reference = command.customer or context.state.customer
    if reference is None:
        raise Refused("refused.whose_files")
    customer = customer_of(context, reference)
    context.state.customer = customer.id
    if not sees(context, customer):
        return Reply(lines=(say("card.owner", owner=customer.owner_name),))
    rows = attachments.of_customer(context.tx, context.workspace, customer.id, limit=SENT)
    if not rows:
        return Reply(lines=(say("files.none", customer=customer.short),), private=True)
    total = attachments.count(context.tx, context.workspace, customer.id)
    lines = [say("files.head", customer=customer.short, total=total, shown=SENT if total > SENT else None)]
    lines += _lines(context, rows)[:LINES]
    return Reply(lines=tuple(lines), files=tuple(_file(context, row) for row in rows), private=True)


def _lines(context: Context, rows: Sequence[AttachmentRow]) -> list[Sentence]:
    """A line for each file with a name, one for several of a day and kind that have none: 1–9 11/18 图片."""
    told = [
        (context.local(row.created_at).date(), say(f"files.kind.{row.kind}"), shortened(context.plain(row.name)))
        for row in rows
    ]
    lines, at = [], 0
    for (day, kind, name), run in groupby(told):
        size = len(list(run))
        for step in (1,) * size if name else (size,):
            last = at + step if step > 1 else None
            lines.append(say("files.line", index=at + 1, last=last, day=day, kind=kind, name=name or None))
            at += step
    return lines


def _file(context: Context, row: AttachmentRow) -> File:
    """A file as a door sends it: under its own name, with an ending."""
    name = context.plain(row.name) or str(row.number)
    ending = f".{row.ending}" if row.ending and not name.lower().endswith(f".{row.ending}") else ""
    return File(id=row.id.hex, name=f"{name[:60].replace('/', '／')}{ending}", kind=row.kind)  # type: ignore[arg-type]


SUBJECT = Subject(
    name="attachment_view",
    title=("看附件", "Files"),
    commands=(
        Command(
            name="attachment.list",
            type=ListFiles,
            handler=shown,
            title=("看附件", "Files"),
            slash=("附件", "files"),
            phrases=(
                Phrase(
                    "(看附件|看看附件|附件发我|发我附件|把附件发我|有哪些附件|有什么附件)", weight=3.4, where="whole"
                ),
                Phrase("(看|看看|看下|发我|把){customer}[的](附件|图片和文件)[发我|发给我]", weight=3.4, where="whole"),
                Phrase("{customer}[的](附件|附件发我|附件发给我|有哪些附件)", weight=3.4, where="whole"),
            ),
            examples=("看华星的附件",),
            writes=False,
        ),
    ),
    sentences={
        "files.kind.image": ("图片", "picture"),
        "files.kind.video": ("视频", "video"),
        "files.kind.voice": ("语音", "recording"),
        "files.kind.file": ("文件", "file"),
        "files.none": (
            "{customer}还没有附件。发张图，我就放进跟进里",
            "{customer} has no files yet. Send one to add it",
        ),
        "files.head": (
            "{customer}的附件 {total}个[，最近{shown}个]",
            "{customer}: {total} file(s)[, the latest {shown}]",
        ),
        "files.line": ("{index}[–{last}] {day:bare} {kind}[ {name}]", "{index}[–{last}] {day:bare} {kind}[ {name}]"),
        "refused.whose_files": ("看哪家的附件？比如：看云图的附件", "Whose files? E.g. /files Yuntu"),
    },
)
