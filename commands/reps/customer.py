"""Customers: add, update, delete to the recycle bin, restore."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context
from commands.message import Reply
from commands.values import ContactRef, Unseen
from nlp.grammar import Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class AddCustomer:
    """A new customer, with what was said about it."""

    customer: Annotated[Unseen, Slot("customer", ask=True)]
    contact: Annotated[str | None, Slot("contact")] = None
    title: Annotated[str | None, Slot("title")] = None
    phone: Annotated[str | None, Slot("phone")] = None
    email: Annotated[str | None, Slot("email")] = None
    wechat: Annotated[str | None, Slot("wechat")] = None
    tags: Annotated[tuple[str, ...], Slot("tags")] = ()
    source: Annotated[str | None, Slot("source")] = None
    industry: Annotated[str | None, Slot("industry")] = None
    level: Annotated[str | None, Slot("level")] = None
    region: Annotated[str | None, Slot("region")] = None
    owner: Annotated[UUID | None, Slot("member")] = None
    fields: Annotated[Mapping[str, str] | None, Slot("fields")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateCustomer:
    """New facts about a known customer, or (with `contact`) about one of its people."""

    customer: Annotated[UUID, Slot("customer", ask=True)]
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    name: str | None = None
    title: Annotated[str | None, Slot("title")] = None
    phone: Annotated[str | None, Slot("phone")] = None
    email: Annotated[str | None, Slot("email")] = None
    wechat: Annotated[str | None, Slot("wechat")] = None
    source: Annotated[str | None, Slot("source")] = None
    industry: Annotated[str | None, Slot("industry")] = None
    level: Annotated[str | None, Slot("level")] = None
    region: Annotated[str | None, Slot("region")] = None
    fields: Annotated[Mapping[str, str] | None, Slot("fields")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeleteCustomer:
    """Moves a customer to the recycle bin, after a confirmation."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RestoreCustomer:
    """Brings a customer back from the recycle bin."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


def add(command: AddCustomer, context: Context) -> Reply:
    return Reply()


def update(command: UpdateCustomer, context: Context) -> Reply:
    return Reply()


def delete(command: DeleteCustomer, context: Context) -> Reply:
    return Reply()


def restore(command: RestoreCustomer, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="customer",
    title=("客户", "Customers"),
    commands=(
        Command(
            name="customer.add",
            type=AddCustomer,
            handler=add,
            title=("新客户", "New customer"),
            slash=('新客户', '建客户', 'new'),
            phrases=(),
            examples=('新客户 华星科技 张总 13800001111',),
        ),
        Command(
            name="customer.update",
            type=UpdateCustomer,
            handler=update,
            title=("改客户", "Update customer"),
            slash=('改客户', 'update'),
            phrases=(),
            examples=('华星升A级，来源展会',),
        ),
        Command(
            name="customer.delete",
            type=DeleteCustomer,
            handler=delete,
            title=("删客户", "Delete customer"),
            slash=('删客户', 'delete'),
            phrases=(),
            examples=('把华星删掉',),
            confirm=True,
        ),
        Command(
            name="customer.restore",
            type=RestoreCustomer,
            handler=restore,
            title=("恢复客户", "Restore customer"),
            slash=('恢复客户', 'restore'),
            phrases=(),
            examples=('恢复客户 华星',),
            confirm=True,
        ),
    ),
    sentences={},
)
