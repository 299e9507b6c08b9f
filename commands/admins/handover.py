"""A handover between two members: the first portion at once, the others by themselves, and both sides hear of it."""

from dataclasses import dataclass, replace
from uuid import UUID

from commands import slices
from commands.announcing import heard
from commands.catalogue import Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.handing import counted, given_to, hand_on
from commands.message import Button, Reply, Sentence
from commands.parties import active_member
from commands.reps.customer_find import FindCustomers
from store import handover, members
from store.handover import Holdings
from store.members import MemberRow
from store.secrets import NIL


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOn:
    """The next slice of a large handover; `had` is what is told at its end."""

    group: UUID
    member: UUID
    to: UUID | None
    speaker: UUID
    had: Holdings
    number: int = 1
    of_customers: bool = False


def taker_of(to: UUID | None, giver: UUID, context: Context) -> MemberRow | None:
    """Who takes over; None where nobody does (NIL)."""
    if to is None or to == NIL:
        return None
    if to == giver:
        raise Refused("refused.same_member")
    return active_member(context, to)


def handed(
    context: Context, name: str, giver: UUID, taker: MemberRow | None, line: Sentence, *, of_customers: bool = False
) -> Reply:
    """The first portion; where that is not all, the others follow by themselves."""
    had = handover.holdings(context.tx, context.workspace, giver)
    if of_customers:
        had = Holdings(customers=had.customers, binned=had.binned)
    if not had.rows:
        return Reply(lines=(line,), also=heard(context, line))
    whole = hand_on(context, giver, taker, of_customers=of_customers)
    if not whole:
        part = HandOn(
            group=slices.begin(context),
            member=giver,
            to=taker.id if taker is not None else None,
            speaker=context.speaker.id,
            had=had,
            of_customers=of_customers,
        )
        slices.follow(context, part.group, part.number, part)
    told = (_told(name, had, taker),) if taker is not None and whole else ()
    what = say("handover.gone" if whole else "handover.going", what=counted(had), to=given_to(taker))
    return Reply(lines=(line, what), also=(*told, *heard(context, line, what)))


def _told(name: str, had: Holdings, taker: MemberRow) -> Reply:
    """What the new owner hears."""
    lines = (say("handover.yours", name=name, what=counted(had)), say("handover.since"))
    mine = Button(label=say("button.mine"), command=FindCustomers())
    return Reply(lines=lines, buttons=(mine,) if had.customers else (), to=taker.id)


def next_slice(command: HandOn, context: Context) -> Reply:
    """A further portion; at the end both sides hear of it."""
    taker = members.get(context.tx, context.workspace, command.to) if command.to is not None else None
    context.unit.run.group_id = command.group
    if not hand_on(context, command.member, taker, of_customers=command.of_customers):
        slices.follow(context, command.group, command.number + 1, replace(command, number=command.number + 1))
        return Reply()
    giver = members.get(context.tx, context.workspace, command.member)
    name = giver.name if giver is not None else ""
    line = say("handover.gone", what=counted(command.had), to=given_to(taker))
    told = (_told(name, command.had, taker),) if taker is not None else ()
    return Reply(lines=(line,), to=command.speaker, also=told)


SUBJECT = Subject(
    name="handover",
    title=("全部交接", "Handing everything over"),
    commands=(slices.declared("member.hand_on", HandOn, next_slice, ("全部交接", "Hand everything over")),),
    sentences={
        "handover.gone": ("{what} → {to}", "{what} → {to}"),
        "handover.going": ("正在一批批交接：{what} → {to}。好了告诉你", "Handing over: {what} → {to}. I'll tell you"),
        "handover.yours": ("🤝 {name}的{what}现在归你了", "🤝 From {name}, yours from now on: {what}"),
        "handover.since": (
            "以前的跟进都看得到，没跟的天数从今天算起",
            "You see all earlier follow-ups; days without one count from today",
        ),
        "what.member.hand_on": ("交接", "the handover"),
        "refused.same_member": ("不能交接给本人，换一位", "They can't take over from themselves"),
    },
)
