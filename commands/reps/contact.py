"""The people at a customer."""

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
class AddContact:
    """A new person at a known customer."""

    customer: Annotated[UUID, Slot("customer", ask=True)]
    contact: Annotated[str, Slot("contact", ask=True)]
    title: Annotated[str | None, Slot("title")] = None
    phone: Annotated[str | None, Slot("phone")] = None
    email: Annotated[str | None, Slot("email")] = None
    wechat: Annotated[str | None, Slot("wechat")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowContact:
    """One person, or all people, at a customer; numbers whole in private by right."""

    customer: Annotated[UUID, Slot("customer", ask=True)]
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    reveal: bool = False


def add(command: AddContact, context: Context) -> Reply:
    return Reply()


def show(command: ShowContact, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="contact",
    title=('联系人', 'Contacts'),
    commands=(
        Command(
            name="contact.add",
            type=AddContact,
            handler=add,
            title=("加联系人", "Add contact"),
            slash=('联系人', 'contact'),
            phrases=(),
            examples=('华星加个联系人 李工 13900002222',),
        ),
        Command(
            name="contact.show",
            type=ShowContact,
            handler=show,
            title=("看联系人", "Show contact"),
            slash=('电话', 'phone'),
            phrases=(),
            examples=('张总电话多少',),
            writes=False,
        ),
    ),
    sentences={},
)
