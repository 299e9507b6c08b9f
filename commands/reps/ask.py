"""The buttons 记跟进 and 设提醒 under a card: the customer is fixed, the words are asked for."""

from dataclasses import dataclass
from uuid import UUID

from commands.catalogue import Command, Subject
from commands.context import Context, reply, say
from commands.dialogue import Question
from commands.message import Reply
from commands.parties import Party, customer_of
from nlp.reading import Doubt, Draft, Named


@dataclass(frozen=True, kw_only=True, slots=True)
class AskNote:
    """The button 记跟进 of a card."""

    customer: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class AskTime:
    """The button 设提醒 of a card."""

    customer: UUID


def ask_note(command: AskNote, context: Context) -> Reply:
    """记跟进 under a card: fixes the customer and asks what was said."""
    customer = customer_of(context, command.customer)
    await_note(context, customer)
    return reply(say("ask.note", customer=customer.short))


def await_note(context: Context, customer: Party) -> None:
    """Lets the next words become a follow-up of this customer, unless they speak for themselves."""
    known = Named(kind="customer", id=customer.id, name=customer.name, said=customer.short, owner=customer.owner_id)
    doubt = Doubt(slot="note", reason="missing")
    draft = Draft(command="followup.log", slots={"customer": known}, doubts=(doubt,))
    context.state.customer = customer.id
    context.state.question = Question(slot="note", drafts=(draft,), asked_at=context.now, words="")


def ask_time(command: AskTime, context: Context) -> Reply:
    """设提醒 under a card: fixes the customer and asks when and what."""
    customer = customer_of(context, command.customer)
    context.state.customer = customer.id
    return reply(say("ask.reminder", customer=customer.short))


SUBJECT = Subject(
    name="ask",
    title=("接着说", "Going on from a card"),
    commands=(
        Command(
            name="followup.ask", type=AskNote, handler=ask_note, title=("记跟进", "Log"), writes=False, hidden=True
        ),
        Command(
            name="reminder.ask",
            shows="team",
            type=AskTime,
            handler=ask_time,
            title=("设提醒", "Remind me"),
            writes=False,
            hidden=True,
        ),
    ),
    sentences={
        "ask.note": ("{customer}：聊了什么？直接说", "{customer}: what happened? Just say it"),
        "ask.reminder": (
            "什么时候、提醒什么？比如：明天下午3点给{customer}回电",
            "When, and of what? E.g. tomorrow 3pm call {customer}",
        ),
    },
)
