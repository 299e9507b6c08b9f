"""Looking customers up: the one-screen card, and searches."""

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
class ShowCustomer:
    """The one-screen card of a customer."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class FindCustomers:
    """Customers that meet conditions; without any, the speaker's own."""

    filters: Annotated[Mapping[str, object], Slot("filters")]
    page: int = 1


def show(command: ShowCustomer, context: Context) -> Reply:
    return Reply()


def find(command: FindCustomers, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="customer_view",
    title=('查客户', 'Find customers'),
    commands=(
        Command(
            name="customer.show",
            type=ShowCustomer,
            handler=show,
            title=("看客户", "Show customer"),
            slash=('客户', '查', 'show'),
            phrases=(),
            examples=('华星什么情况',),
            writes=False,
        ),
        Command(
            name="customer.find",
            type=FindCustomers,
            handler=find,
            title=("找客户", "Find customers"),
            slash=('找客户', 'find'),
            phrases=(),
            examples=('我的A级客户有哪些',),
            writes=False,
        ),
    ),
    sentences={},
)
