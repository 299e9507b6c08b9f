"""A member leaves: from then on nobody hears them, and what they had in hand goes to a colleague."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.admins.handover import handed, taker_of
from commands.admins.leaving_words import ENDS, SENTENCES, THEIRS, TO
from commands.admins.member import held
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.handing import counted, given_to
from commands.message import Reply, Sentence
from commands.parties import active_member
from commands.reps.reminder_list import reminder_line
from commands.sentences import in_language
from nlp.grammar import Phrase
from nlp.reading import Doubt, Named
from store import handover, members, reminders
from store.secrets import NIL


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """A member has left; `to` takes over what they had in hand (NIL: nobody, `rest` says the same in words)."""

    member: Annotated[UUID, Slot("member", ask=True)]
    to: Annotated[UUID | None, Slot("member")] = None
    rest: Annotated[str | None, Slot("name")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver:
    """All that a member has in hand goes to a colleague; both stay."""

    member: Annotated[UUID, Slot("member", ask=True)]
    to: Annotated[UUID, Slot("member", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowHoldings:
    """What a member would hand over."""

    member: Annotated[UUID, Slot("member", ask=True)]


SUGGESTED = 2
"""Colleagues offered to take over."""
PROMISES = 3
"""What was promised and is still to come, shown before a handover."""


def may_leave(command: Leave, context: Context) -> None:
    """Refuses for the last admin, for who is gone, and where nobody could take over as it was said."""
    row = active_member(context, command.member)
    others = [each for each in members.admins(context.tx, context.workspace) if each.id != row.id]
    if row.role == "admin" and not others:
        raise Refused("refused.last_admin", name=row.name)
    taker_of(command.to, command.member, context)


def may_hand_over(command: HandOver, context: Context) -> None:
    """Refuses where one of them is not here, or where there is nothing to hand over."""
    row = active_member(context, command.member)
    taker_of(command.to, command.member, context)
    if not handover.holdings(context.tx, context.workspace, row.id).rows:
        raise Refused("refused.empty_hands", name=row.name)


def to_whom(command: Leave, context: Context) -> Doubt | None:
    """Asks who takes over where something is in hand: the team's people are offered, and nobody."""
    had = handover.holdings(context.tx, context.workspace, command.member)
    if command.to is not None or command.rest is not None or not had.rows:
        return None
    leaver = active_member(context, command.member)
    people = [row for row in members.every(context.tx, context.workspace) if row.active and row.id != leaver.id]
    people.sort(key=lambda row: (row.team_id != leaver.team_id, row.role not in ("rep", "manager")))
    near = [Named(kind="member", id=row.id, name=row.name) for row in people[:SUGGESTED]]
    nobody = Named(kind="member", id=NIL, name=in_language(("先不交接", "Nobody yet"), context.speaker.language))
    return Doubt(slot="to", reason="missing", candidates=(*near, nobody))


def would_hand_over(command: Leave | HandOver, context: Context) -> list[Sentence]:
    """客户312家、提醒8个、任务3个 → 李娜, and what was promised and is still to come."""
    had = handover.holdings(context.tx, context.workspace, command.member)
    if not had.rows:
        return []
    to = given_to(taker_of(command.to, command.member, context))
    return [say("handover.would", what=counted(had), to=to), *_promises(context, command.member)]


def _promises(context: Context, member: UUID) -> list[Sentence]:
    soon = reminders.of_owner(context.tx, context.workspace, member, states=("open",), limit=PROMISES)
    return [reminder_line(context, row) for row in soon]


def show(command: ShowHoldings, context: Context) -> Reply:
    """The same before anything was decided; a button goes on."""
    row = active_member(context, command.member)
    had = handover.holdings(context.tx, context.workspace, row.id)
    if not had.rows:
        return Reply(lines=(say("handover.nothing", name=row.name),))
    lines = (say("handover.has", name=row.name, what=counted(had)), *_promises(context, row.id))
    return Reply(lines=(*lines, say("handover.how", name=row.name)))


def leave(command: Leave, context: Context) -> Reply:
    """Nobody hears them any more and nothing reaches them; what they had is handed over at once."""
    may_leave(command, context)
    taker = taker_of(command.to, command.member, context)
    record = held(context, command.member)
    record.active = False
    handover.silence(context.tx, context.workspace, command.member)
    return handed(context, record.name, command.member, taker, say("leave.done", name=record.name))


def hand_over(command: HandOver, context: Context) -> Reply:
    """The same without anybody leaving."""
    may_hand_over(command, context)
    giver = active_member(context, command.member)
    taker = taker_of(command.to, command.member, context)
    return handed(context, giver.name, giver.id, taker, say("handover.done", name=giver.name))


SUBJECT = Subject(
    name="leaving",
    title=("离职交接", "Leaving"),
    commands=(
        Command(
            name="admin.member.leave",
            type=Leave,
            handler=leave,
            title=("成员离职", "A member leaves"),
            roles=("admin",),
            slash=("离职", "移除成员", "leave", "remove"),
            phrases=(
                Phrase("{member}[{time}]" + ENDS, weight=3.7, where="whole"),
                Phrase("[给|帮|替]{member}[{time}](办离职|办一下离职|办理离职|办离职手续)", weight=3.7, where="whole"),
                Phrase("(移除|停用|踢掉)[成员|同事|账号]{member}[的账号]", weight=3.7, where="whole"),
                Phrase(
                    f"{{member}}[{{time}}][就|已经|正式|要](办完离职|办离职|办好离职|办理离职|离职)…,…{THEIRS}…{TO}",
                    weight=4.3,
                    where="start",
                ),
                Phrase(
                    f"{{member}}…,…(按离职办|按离职处理|办一下离职|办离职|办理离职|离职手续)…,…{THEIRS}…{TO}",
                    weight=4.3,
                    where="start",
                ),
                Phrase(
                    f"{{member}}[{{time}}]{ENDS},…(不交接|先不交接|谁都不交|先不分|都不给|没人接)",
                    sets={"rest": "nobody"},
                    weight=4.3,
                    where="start",
                ),
                Phrase(
                    "{member} (has left|is leaving|left)[ the company],[ and]…(customers|accounts)… (to) {to}",
                    weight=4.3,
                    where="start",
                ),
            ),
            examples=("李娜离职，客户全转给王强",),
            examples_en=("/leave 李娜 王强",),
            confirm=True,
            guard=may_leave,
            wants=to_whom,
            preview=would_hand_over,
        ),
        Command(
            name="member.hand_over",
            type=HandOver,
            handler=hand_over,
            title=("全部交接", "Hand everything over"),
            roles=("admin",),
            slash=("交接", "handover"),
            phrases=(
                Phrase(
                    f"[把|将]{{member}}(的|名下|名下的|手上的|手里的)(客户|客户和提醒)(全|都|全部|全都|统统){TO}",
                    weight=4.2,
                    where="whole",
                ),
                Phrase("交接[ ]{member}[ ](→|->|给|到|转给|交给){to}", weight=4.2, where="whole"),
                Phrase("(hand over|transfer) (everything|all customers) (from|of) {member} to {to}", weight=4.2),
            ),
            examples=("把李娜名下的客户都转给王强",),
            examples_en=("/handover 李娜 王强",),
            confirm=True,
            guard=may_hand_over,
            preview=would_hand_over,
        ),
        Command(
            name="member.holdings",
            type=ShowHoldings,
            handler=show,
            title=("交接预览", "What would be handed over"),
            roles=("manager", "admin"),
            slash=("交接预览", "holdings"),
            phrases=(
                Phrase("(交接|离职)[ ]{member}[ ](预览|先看看|看看)", weight=4.4, where="whole"),
                Phrase(
                    "{member}(手上|手里|名下)[都](有什么|有多少|还有什么|还有多少)[要交接|没交接]",
                    weight=4.0,
                    where="whole",
                ),
            ),
            examples=("交接 李娜 预览",),
            examples_en=("/holdings 李娜",),
            writes=False,
        ),
    ),
    sentences=SENTENCES,
)
