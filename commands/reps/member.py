"""Who am I, and one person on several platforms."""

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
class WhoAmI:
    """Who the bot takes the speaker for, and what they may do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueCode:
    """A one-time code that binds another platform's account to the speaker."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BindIdentity:
    """Binds the account that says the code to the member who asked for it; in private only."""

    code: Annotated[str, Slot("code", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class SetLanguage:
    """The language the bot answers the speaker in."""

    text: Annotated[str, Slot("text", ask=True)]


def who(command: WhoAmI, context: Context) -> Reply:
    return Reply()


def issue(command: IssueCode, context: Context) -> Reply:
    return Reply()


def bind(command: BindIdentity, context: Context) -> Reply:
    return Reply()


def language(command: SetLanguage, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="member",
    title=('我是谁', 'People'),
    commands=(
        Command(
            name="member.show",
            type=WhoAmI,
            handler=who,
            title=("我是谁", "Who am I"),
            slash=('我是谁', 'whoami'),
            phrases=(),
            examples=('我是谁',),
            writes=False,
        ),
        Command(
            name="identity.code",
            type=IssueCode,
            handler=issue,
            title=("生成绑定码", "Get a binding code"),
            slash=('绑定码', 'code'),
            phrases=(),
            examples=('生成绑定码',),
            undoable=False,
        ),
        Command(
            name="identity.bind",
            type=BindIdentity,
            handler=bind,
            title=("绑定", "Bind"),
            slash=('绑定', 'bind'),
            phrases=(),
            examples=('绑定 ABCD-2345',),
        ),
        Command(
            name="member.language",
            type=SetLanguage,
            handler=language,
            title=("语言", "Language"),
            slash=('语言', 'lang'),
            phrases=(),
            examples=('/lang en',),
        ),
    ),
    sentences={},
)
