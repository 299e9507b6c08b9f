"""Words for a morning's list where its buttons are out of sight: 记跟进, 都明天, 先不催."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.message import Reply
from commands.reps.ask import AskNote, ask_note
from commands.reps.pause import LogListed, PauseNudges, PutOff, log_listed, pause, put_off
from commands.values import Moment
from nlp.grammar import Phrase
from store import reminders


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginFollowUp:
    """记跟进, and nothing else: of whom and what is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PutListedOff:
    """都明天: all of the list that was told; another day is for one at a time."""

    at: Annotated[Moment | None, Slot("time", prefer="future")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseListed:
    """先不催: the customers of the list that was told."""


def begin(command: BeginFollowUp, context: Context) -> Reply:
    """Of the list that was told one is chosen, else the customer last spoken of is meant; nobody: it says how."""
    del command
    listed = context.state.listed
    if listed is not None and listed.customers:
        return log_listed(LogListed(customers=listed.customers), context)
    if context.state.customer is not None:
        return ask_note(AskNote(customer=context.state.customer), context)
    return reply(say("followup.how"))


def put_listed_off(command: PutListedOff, context: Context) -> Reply:
    """Moves the list to the next morning."""
    if command.at is not None and context.local(command.at.value).date() != context.today + timedelta(days=1):
        raise Refused("refused.only_tomorrow")
    customers, numbers = _listed(context)
    found = [reminders.by_number(context.tx, context.workspace, number) for number in numbers]
    days = tuple(row.id for row in found if row is not None and row.at is None)
    return put_off(PutOff(reminders=days, customers=customers), context)


def pause_listed(command: PauseListed, context: Context) -> Reply:
    """Lets the listed customers rest."""
    del command
    customers, _ = _listed(context)
    return pause(PauseNudges(customers=customers), context)


def _listed(context: Context) -> tuple[tuple[UUID, ...], tuple[int, ...]]:
    """The customers and the numbers of the reminders in the list that was told."""
    listed = context.state.listed
    if listed is None:
        raise Refused("refused.nothing_listed")
    return listed.customers, tuple(number for _, number in listed.lines if number is not None)


SUBJECT = Subject(
    name="listed",
    title=("回早上清单", "Answering the morning list"),
    commands=(
        Command(
            name="followup.begin",
            type=BeginFollowUp,
            handler=begin,
            title=("记跟进", "Log"),
            phrases=(
                Phrase(
                    "(记跟进|记个跟进|记条跟进|记一条跟进|记一下跟进|写跟进|写个跟进|记一下|记一条)",
                    weight=4.2,
                    where="whole",
                ),
            ),
            examples=("记跟进",),
            writes=False,
            shows="team",
        ),
        Command(
            name="morning.put_off",
            type=PutListedOff,
            handler=put_listed_off,
            title=("都明天", "All tomorrow"),
            slash=("都明天", "all-tomorrow"),
            phrases=(Phrase("(都|全|全部|全都)[推到|改到|挪到|放到|到]{at}[再说|吧]", weight=4.2, where="whole"),),
            examples=("都明天",),
            examples_en=("/all-tomorrow",),
        ),
        Command(
            name="morning.pause",
            type=PauseListed,
            handler=pause_listed,
            title=("先不催", "Not now"),
            slash=("先不催", "not-now"),
            phrases=(
                Phrase(
                    "[这几家|这些|都|他们](先不催|先别催|暂时不催|暂时别催|先不用催)[了|吧|这几家]",
                    weight=4.2,
                    where="whole",
                ),
            ),
            examples=("先不催",),
            examples_en=("/not-now",),
        ),
    ),
    sentences={
        "followup.how": (
            "记哪家的？直接说，比如：今天拜访了云图，聊了报价",
            "Of whom? Just say it, e.g. visited Huaxing today, talked about the price",
        ),
        "what.morning.put_off": ("都明天", "putting off"),
        "what.morning.pause": ("先不催", "the pause"),
        "refused.only_tomorrow": (
            "整张清单只能挪到明天。单独一件可以说：推迟 3 到周五",
            "The whole list can only go to tomorrow. One alone: /snooze 3 Friday",
        ),
        "refused.nothing_listed": (
            "早上的清单已经过去了。说“待办”看还有什么",
            "The morning's list is gone. Say /todo to see what is left",
        ),
    },
)
