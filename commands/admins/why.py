"""Why a message was read as it was: the spans, the reading and the alternatives, for admins."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.accounts import account
from commands.catalogue import Command, Slot, Subject
from commands.codec import from_bytes
from commands.context import Context, say
from commands.errors import Refused
from commands.lookup import names_in
from commands.message import Message, Reply
from commands.reps.followup_view import shortened
from commands.sentences import in_language
from commands.vocabulary import vocabulary_of
from nlp.explaining import explain
from nlp.grammar import Phrase
from nlp.reading import Context as Before
from nlp.reading import Named
from store import inbox, journal


@dataclass(frozen=True, kw_only=True, slots=True)
class ExplainReading:
    """How a message is read: the one that is quoted (or answered by what is quoted), `text`, else the last one here."""

    text: Annotated[str | None, Slot("text")] = None
    message: UUID | None = None


LOOKED_THROUGH = 10
"""Messages back in which the speaker's last one is looked for."""
SHOWN = 24
"""Signs of the message that the answer repeats."""


def why(command: ExplainReading, context: Context) -> Reply:
    """Reads the message anew, by itself and with today's names, and says what it came to then."""
    did: tuple[str, ...] = ()
    text = (command.text or "").strip().strip('“”"「」')
    if not text:
        id, text = _message(command, context)
        rows = journal.of_inbox(context.tx, context.workspace, id)
        known = (context.catalogue.by_name.get(row.name) for row in rows if row.number is not None)
        did = tuple(in_language(each.title, context.speaker.language) for each in known if each is not None)
    words = vocabulary_of(context.tx, context.workspace)
    grammar = words.grammar(context.catalogue.spoken)
    names = names_in(context.tx, words, text, (), context.speaker).names
    speaker = Named(kind="member", id=context.speaker.id, name=context.speaker.name)
    explained = explain(text, grammar, names, context.local(context.now), Before(speaker=speaker))
    head = say("read.head", words=context.plain(shortened(text, SHOWN)))
    then = [say("read.then", did=did)] if did else []
    return Reply(lines=(head, *account(explained, context.catalogue, grammar), *then), private=True)


def _message(command: ExplainReading, context: Context) -> tuple[UUID, str]:
    """The message that is asked about."""
    if command.message is not None:
        ids = [command.message]
    else:
        ids = inbox.before(context.tx, context.inbox_id, LOOKED_THROUGH) if context.inbox_id is not None else []
    for id in ids:
        stored = inbox.load(context.tx, id)
        if stored is None or not stored.payload:
            continue
        message = from_bytes(Message, stored.payload)
        if message.kind == "text" and message.text.strip() and (command.message or message.sender.id == context.sender):
            return id, message.text
    raise Refused("refused.nothing_said")


SUBJECT = Subject(
    name="why",
    title=("为什么", "Why"),
    commands=(
        Command(
            name="reading.explain",
            type=ExplainReading,
            handler=why,
            title=("为什么这样记", "Why it was read so"),
            roles=("admin",),
            slash=("为什么", "why"),
            phrases=(
                Phrase("(为什么|为啥)[会](这样|这么)(记|读|理解|认|写)[的]", weight=4.0, where="whole"),
                Phrase("(为什么|为啥)", weight=4.0, where="whole"),
                Phrase("/(为什么|why){text}", weight=4.0, where="whole"),
                Phrase("/(为什么|why)", weight=4.0, where="whole"),
                Phrase("(解释一下|解释下)(这句|这条|上一句|上一条|刚才那句)", weight=4.0, where="whole"),
            ),
            examples=("为什么",),
            examples_en=("/why",),
            writes=False,
            whole=True,
        ),
    ),
    sentences={
        "read.head": ("“{words}”我是这样读的：", "How I read “{words}”:"),
        "read.recognised": ("认出：{seen}", "Seen: {seen}"),
        "read.seen": ("{kind} {words}[→{means}]", "{kind} {words}[→{means}]"),
        "read.command": ("→ {title}[：{slots}]", "→ {title}[: {slots}]"),
        "read.title": ("{zh}", "{zh}"),
        "read.doubt": ("  拿不准{slot}[：{candidates}]，所以会问", "  in doubt about {slot}[: {candidates}], so I ask"),
        "read.likeness": (
            "没有现成的说法对上，是照别人这么说时的意思读的",
            "No set phrase fits; it was read as other people mean such words",
        ),
        "read.others": ("也像：{others}", "It might have been: {others}"),
        "read.other": ("{title}（{words}）", "{title} ({words})"),
        "read.then": ("当时做了：{did}", "What it did then: {did}"),
        "read.talk": ("→ 是人之间在说话，不记", "→ talk between people, nothing to file"),
        "read.unknown": ("→ 没看懂，不记", "→ not understood, nothing to file"),
        "read.bare": ("→ 只说了客户，会问要不要记跟进", "→ only a customer, so I ask whether to log it"),
        "read.outside": ("→ 不归我管", "→ not my business"),
        "read.kind.customer": ("客户", "customer"),
        "read.kind.person": ("联系人", "person"),
        "read.kind.contact": ("联系人", "contact"),
        "read.kind.member": ("同事", "colleague"),
        "read.kind.tag": ("标签", "tag"),
        "read.kind.time": ("时间", "time"),
        "read.kind.at": ("时间", "time"),
        "read.kind.repeat": ("重复", "recurring"),
        "read.kind.phone": ("电话", "phone"),
        "read.kind.email": ("邮箱", "e-mail"),
        "read.kind.level": ("级别", "level"),
        "read.kind.stage": ("阶段", "stage"),
        "read.kind.field": ("字段", "field"),
        "read.kind.pronoun": ("指代", "pronoun"),
        "read.kind.confirm": ("要不要做", "whether to do it"),
        "refused.nothing_said": (
            "找不到要解释的那句话（只留7天）。引用我的回答再问，或者发：/为什么 今天拜访了云图",
            "I can't find that message (kept for 7 days). Quote my answer and ask, or say: /why and the words",
        ),
    },
)
