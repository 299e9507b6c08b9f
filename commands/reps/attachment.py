"""Pictures, papers and recordings: put to follow-ups, and moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from commands import questions
from commands.catalogue import Command, Subject
from commands.context import Context, say
from commands.dialogue import Question
from commands.errors import Refused
from commands.files import ALONE, FILES, FileRef, as_slot, counted, kinds_of
from commands.message import Button, Reply, Sentence
from commands.parties import customer_of
from commands.reps.customer_view import ShowCustomer
from commands.values import CustomerRef
from nlp.reading import Doubt, Draft, Named
from store import attachments, followups, journal, names
from store.attachments import AttachmentRow
from store.followups import FollowUpRow
from store.tables import Attachment, FollowUp

OFFERED = 3
"""Customers offered for files that nobody said a word to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AddFiles:
    """Puts files to a follow-up, or keeps them without one. `along`: they came with the words that were filed."""

    files: tuple[FileRef, ...]
    follow_up: UUID | None = None
    along: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FileAlone:
    """Files for a customer: they go to the speaker's follow-up of today, or become one."""

    files: tuple[FileRef, ...]
    customer: CustomerRef
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DetachFiles:
    """Takes files off their follow-up while it is filed anew."""

    files: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RehomeFiles:
    """The button 换一家 under an answer about files; `number` is what 撤销 would take back."""

    number: int


def add(command: AddFiles, context: Context) -> Reply:
    """Names the files; their key is sealed anew for the customer whose they are now."""
    row = None
    if command.follow_up is not None:
        row = followups.get(context.tx, context.workspace, command.follow_up)
        if row is None or row.voided_at is not None:
            raise Refused("refused.row_gone")
    lost = _name(context, command.files, row.id if row else None, row.customer_id if row else None)
    if lost == len(command.files):
        raise Refused("refused.files_gone")
    if row is None:
        return Reply()
    if command.along:
        return Reply(lines=(say("files.along", what=counted(kinds_of(command.files))),))
    return Reply(lines=(placed(context, row, kinds_of(command.files)),))


def file_alone(command: FileAlone, context: Context) -> Reply:
    """Puts files to today's follow-up of a customer; where there is none, the files themselves are one."""
    customer = customer_of(context, command.customer)
    context.state.customer = customer.id
    midnight = datetime.combine(context.today, time(), context.zone)
    row = None
    if not customer.fresh and not command.note:
        row = followups.last_with(
            context.tx, context.workspace, author=context.speaker.id, customer=customer.id, since=midnight
        )
    lines = [say("customer.made", customer=customer.name)] if customer.fresh else []
    if row is not None:
        _name(context, command.files, row.id, customer.id)
        lines.append(placed(context, row, kinds_of(command.files)))
    else:
        record = context.unit.add(
            FollowUp,
            customer_id=customer.id,
            author_id=context.speaker.id,
            at=context.sent_at,
            note=command.note or _note(command.files, context),
            chat_id=context.place.id,
            inbox_id=context.inbox_id,
            created_at=context.now,
        )
        context.unit.flush()
        _name(context, command.files, record.id, customer.id)
        lines.append(say("files.filed", customer=customer.short, what=counted(kinds_of(command.files))))
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    return Reply(lines=tuple(lines), buttons=(show,))


def _name(context: Context, files: Sequence[FileRef], follow_up: UUID | None, customer: UUID | None) -> int:
    """Writes the rows of new files, moves those that have one; how many are no longer there."""
    lost = 0
    for each in files:
        row = attachments.get(context.tx, context.workspace, each.id)
        if row is not None:
            key = attachments.open_key(context.tx, context.workspace, each.id, row.sealed_key)
            record = context.unit.edit(Attachment, each.id)
            record.follow_up_id, record.customer_id = follow_up, customer
            record.sealed_key = attachments.seal_key(context.tx, context.workspace, each.id, key, customer)
            continue
        waiting = attachments.awaited(context.tx, each.id)
        if waiting is None:
            lost += 1
            continue
        context.unit.add(
            Attachment,
            id=each.id,
            follow_up_id=follow_up,
            customer_id=customer,
            kind=each.kind,
            name=each.name or None,
            ending=each.ending,
            size=each.size,
            digest=attachments.digest(context.tx, context.workspace, bytes.fromhex(each.sha256)),
            sealed_key=attachments.seal_key(context.tx, context.workspace, each.id, waiting, customer),
            author_id=context.speaker.id,
            inbox_id=each.inbox,
            created_at=context.now,
        )
        attachments.named(context.tx, each.id)
    return lost


def _note(files: Sequence[FileRef], context: Context) -> str:
    """The words of a follow-up that is nothing but files: their own names, else what they are."""
    said = [each.name for each in files if each.name]
    if said:
        return "、".join(dict.fromkeys(said))
    zh = {"image": "图片", "video": "视频", "voice": "语音", "file": "文件"}
    en = {"image": "pictures", "video": "video", "voice": "recording", "file": "files"}
    return (en if context.speaker.language == "en" else zh)[files[0].kind]


def placed(context: Context, row: FollowUpRow, kinds: dict[str, int]) -> Sentence:
    """📎 9张已放进云图10:25的跟进."""
    [customer] = names.customers(context.tx, context.workspace, (row.customer_id,))
    at = context.local(row.created_at)
    when = say("files.time", at=at) if at.date() == context.today else say("files.day", at=at)
    return say("files.placed", what=counted(kinds), customer=customer.short, at=when)


def detach(command: DetachFiles, context: Context) -> Reply:
    """Leaves the files without a follow-up for a moment."""
    for record in context.unit.edit_many(Attachment, command.files).values():
        record.follow_up_id = None
    return Reply()


def rehome(command: RehomeFiles, context: Context) -> Reply:
    """Asks for the customer to whom files belong that were put elsewhere."""
    found = journal.by_number(context.tx, context.workspace, command.number)
    together = journal.together(context.tx, context.workspace, found) if found is not None else ()
    added = attachments.made_by(context.tx, context.workspace, [each.id for each in together], rows="attachment")
    rows = [row for id in added if (row := attachments.get(context.tx, context.workspace, id)) is not None]
    if not rows:
        raise Refused("refused.files_gone")
    return where_to(context, [ref_of(row) for row in rows])


def ref_of(row: AttachmentRow) -> FileRef:
    """A stored file as commands speak of it."""
    return FileRef(id=row.id, kind=row.kind, ending=row.ending, size=row.size, inbox=row.inbox_id)  # type: ignore[arg-type]


def where_to(context: Context, refs: Sequence[FileRef], *, note: str = "") -> Reply:
    """放到哪家？ with the last three customers; the files wait with the question."""
    state = context.state
    state.leave()
    met = followups.met_by(context.tx, context.workspace, context.speaker.id, OFFERED)
    rows = {row.id: row for row in names.customers(context.tx, context.workspace, met)}
    offered = tuple(
        Named(kind="customer", id=id, name=rows[id].name, owner=rows[id].owner_id)
        for id in met
        if id in rows and not rows[id].deleted
    )
    doubt = Doubt(slot="customer", reason="ambiguous" if offered else "missing", candidates=offered)
    draft = Draft(
        command="followup.log", slots={"note": note or "📎", ALONE: note or "-", FILES: as_slot(refs)}, doubts=(doubt,)
    )
    state.question = Question(
        slot="customer",
        drafts=(draft,),
        asked_at=context.now,
        words=f"📎{len(refs)} {note}".strip(),
        options=offered,
        messages=tuple(dict.fromkeys(each.inbox for each in refs if each.inbox is not None)),
    )
    return questions.ask(state.question, context)


SUBJECT = Subject(
    name="attachment",
    title=("图片和文件", "Pictures and files"),
    commands=(
        Command(
            name="attachment.add",
            type=AddFiles,
            handler=add,
            title=("放附件", "Add files"),
            hidden=True,
            keeps_customers=True,
        ),
        Command(name="attachment.file", type=FileAlone, handler=file_alone, title=("放附件", "File them"), hidden=True),
        Command(
            name="attachment.detach",
            type=DetachFiles,
            handler=detach,
            title=("移附件", "Move files"),
            hidden=True,
            keeps_customers=True,
        ),
        Command(
            name="attachment.rehome",
            type=RehomeFiles,
            handler=rehome,
            title=("换一家", "Other customer"),
            writes=False,
            hidden=True,
        ),
    ),
    sentences={
        "files.image": ("{count}张", "{count} picture(s)"),
        "files.video": ("{count}段视频", "{count} video(s)"),
        "files.voice": ("{count}段语音", "{count} recording(s)"),
        "files.file": ("{count}个文件", "{count} file(s)"),
        "files.along": ("📎 {what}", "📎 {what}"),
        "files.time": ("{at:time}", "{at:time}"),
        "files.day": ("{at:shortday}", "{at:shortday}"),
        "files.placed": ("📎 {what}已放进{customer}{at}的跟进", "📎 {what} put with {customer}'s follow-up of {at}"),
        "files.filed": (
            "✅ {customer} · 📎 {what}，记成一条新跟进",
            "✅ {customer} · 📎 {what}, filed as a new follow-up",
        ),
        "files.kept": ("📎 {what}先留着，等你说是哪家一起记", "📎 Keeping {what} until you say whose follow-up it is"),
        "files.double": ("📎 这{what}已经在了，没有重复放", "📎 {what} already there; nothing was added"),
        "files.refused": ("图片没取到，请再发一次", "I couldn't get the file; please send it again"),
        "files.large": (
            "文件太大，最多{megabytes}MB，没有存",
            "The file is too large, {megabytes} MB at most; it was not kept",
        ),
        "ask.files": (
            "📎 {what}放到哪家？直接说名字也行，我先留着",
            "📎 Whose {what}? A name will do; I'm keeping them",
        ),
        "voice.heard": ("🎙 听成：{words}", "🎙 I heard: {words}"),
        "voice.kept": (
            "🎙 语音存好了，我听不懂；请长按转文字再发",
            "🎙 I've kept the recording but can't understand it; please turn it into text and send that",
        ),
        "what.attachment": ("附件", "files"),
        "refused.files_gone": (
            "图片放太久，已经不在了，请再发一次",
            "The files waited too long and are gone; please send them again",
        ),
    },
)
