"""Follow-ups: file what happened, and correct it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context
from commands.message import Reply
from commands.values import ContactRef, CustomerRef, Method, Moment, Period, Unseen
from nlp.grammar import Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class LogFollowUp:
    """What happened with a customer, in the speaker's own words, and what comes next."""

    customer: Annotated[CustomerRef, Slot("customer", ask=True)]
    note: Annotated[str, Slot("note", ask=True)]
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    method: Annotated[Method | None, Slot("method")] = None
    at: Annotated[Moment | None, Slot("time", prefer="past")] = None
    next_at: Annotated[Moment | None, Slot("time", prefer="future")] = None
    next_text: str | None = None
    others: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EditFollowUp:
    """Other words, contact, method, time or next step for a filed follow-up."""

    number: Annotated[int | None, Slot("number")] = None
    customer: Annotated[CustomerRef | None, Slot("customer")] = None
    note: Annotated[str | None, Slot("note")] = None
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    method: Annotated[Method | None, Slot("method")] = None
    at: Annotated[Moment | None, Slot("time", prefer="past")] = None
    next_at: Annotated[Moment | None, Slot("time", prefer="future")] = None


def log(command: LogFollowUp, context: Context) -> Reply:
    return Reply()


def edit(command: EditFollowUp, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="followup",
    title=('跟进', 'Follow-ups'),
    commands=(
        Command(
            name="followup.log",
            type=LogFollowUp,
            handler=log,
            title=("记跟进", "Log a follow-up"),
            slash=('跟进', '记', 'log'),
            phrases=(),
            examples=('今天拜访了云图的吴总，聊了报价',),
        ),
        Command(
            name="followup.edit",
            type=EditFollowUp,
            handler=edit,
            title=("改跟进", "Edit a follow-up"),
            slash=('改跟进', 'edit'),
            phrases=(),
            examples=('改跟进 12 报价改成20万了',),
        ),
    ),
    sentences={},
)
