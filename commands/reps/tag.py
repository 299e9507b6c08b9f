"""Tags: few, preset, and never misspelt."""

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
class AddTags:
    """Puts tags of the library on one or several customers."""

    customer: Annotated[UUID | None, Slot("customer")] = None
    customers: Annotated[tuple[UUID, ...], Slot("customers")] = ()
    tags: Annotated[tuple[str, ...], Slot("tags", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveTags:
    """Takes tags off one or several customers."""

    customer: Annotated[UUID | None, Slot("customer")] = None
    customers: Annotated[tuple[UUID, ...], Slot("customers")] = ()
    tags: Annotated[tuple[str, ...], Slot("tags", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListTags:
    """The tag library, with how often each is used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateTag:
    """A new tag in the library, within the library's cap."""

    name: Annotated[str, Slot("text", ask=True)]


def add(command: AddTags, context: Context) -> Reply:
    return Reply()


def remove(command: RemoveTags, context: Context) -> Reply:
    return Reply()


def library(command: ListTags, context: Context) -> Reply:
    return Reply()


def create(command: CreateTag, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="tag",
    title=('标签', 'Tags'),
    commands=(
        Command(
            name="tag.add",
            type=AddTags,
            handler=add,
            title=("打标签", "Add tags"),
            slash=('打标签', 'tag'),
            phrases=(),
            examples=('华星打标签 重点客户',),
        ),
        Command(
            name="tag.remove",
            type=RemoveTags,
            handler=remove,
            title=("去标签", "Remove tags"),
            slash=('去标签', 'untag'),
            phrases=(),
            examples=('华星去掉待跟进',),
        ),
        Command(
            name="tag.list",
            type=ListTags,
            handler=library,
            title=("标签库", "Tag library"),
            slash=('标签', 'tags'),
            phrases=(),
            examples=('有哪些标签',),
            writes=False,
        ),
        Command(
            name="tag.create",
            type=CreateTag,
            handler=create,
            title=("建标签", "Create tag"),
            slash=('建标签', 'newtag'),
            phrases=(),
            examples=('建标签 渠道商',),
            roles=('manager', 'admin'),
        ),
    ),
    sentences={},
)
