"""Answering the bot: choose, confirm, cancel; and what was left unanswered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.message import Button, Reply
from commands.reps.followup_view import shortened
from nlp.grammar import Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class Choose:
    """Picks an item of the list or question just shown."""

    index: Annotated[int, Slot("number", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirm:
    """Says yes to what the bot has just asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancel:
    """Drops what the bot has just asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListDrafts:
    """What was said but left unfiled."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A pressed option of a question; 0 says that none of them fits."""

    asked_at: datetime
    choice: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FileWords:
    """The button 记成跟进: words that were not understood become a follow-up, of the customer beside them."""

    words: str
    customer: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileDraft:
    """One of the drafts, to be finished now."""

    asked_at: datetime


def choose(command: Choose, context: Context) -> Reply:
    """Runs only where nothing was shown that has such a number."""
    del command
    raise Refused("refused.nothing_shown" if not context.state.shown else "refused.no_such_choice")


def confirm(command: Confirm, context: Context) -> Reply:
    """Runs only where nothing was asked."""
    del command, context
    raise Refused("refused.nothing_asked")


def answer(command: Answer, context: Context) -> Reply:
    """Runs only where the question is no longer open."""
    del command, context
    raise Refused("refused.question_over")


def file_words(command: FileWords, context: Context) -> Reply:
    """Is always turned into a follow-up, which asks for its customer where none is known."""
    del command, context
    raise Refused("refused.question_over")


def cancel(command: Cancel, context: Context) -> Reply:
    """Drops the open question; nothing was written, nothing will be."""
    del command
    if context.state.question is None:
        return reply(say("cancel.nothing"))
    context.state.question = None
    return reply(say("cancel.done"))


def drafts(command: ListDrafts, context: Context) -> Reply:
    """What was said but left unfiled; one tap takes it up again."""
    del command
    left = context.state.unfiled
    if not left:
        return reply(say("drafts.none"))
    lines = [say("drafts.head", total=len(left))]
    choices = []
    for i, question in enumerate(left[-8:], 1):
        day = context.local(question.asked_at).date()
        lines.append(say("drafts.line", index=i, day=day, words=shortened(question.words)))
        choices.append(Button(label=say("choice.draft", index=i), command=FileDraft(asked_at=question.asked_at)))
    return Reply(lines=tuple(lines), choices=tuple(choices))


def file_draft(command: FileDraft, context: Context) -> Reply:
    """Runs only where the draft is gone."""
    del command, context
    raise Refused("refused.question_over")


SUBJECT = Subject(
    name="answer",
    title=("回答", "Answers"),
    commands=(
        Command(
            name="choose",
            writes=False,
            type=Choose,
            handler=choose,
            title=("选择", "Choose"),
            slash=(),
            phrases=(Phrase("(选|我选|就选|选择)[第]{index}[个|家|号|条]", weight=3.2, where="whole"),),
            examples=("选第一个",),
        ),
        Command(
            name="confirm",
            writes=False,
            type=Confirm,
            handler=confirm,
            title=("确认", "Confirm"),
            slash=("确认", "yes"),
            phrases=(Phrase("(确认|确定|没错|对的|是的|同意|可以|好的确认)", weight=3.2, where="whole"),),
            examples=("确认",),
        ),
        Command(
            name="cancel",
            shows="anyone",
            writes=False,
            type=Cancel,
            handler=cancel,
            title=("不用了", "Never mind"),
            slash=("取消", "no"),
            phrases=(Phrase("(取消|算了|不用了|不记了|不要了|先不记|别记了|作罢|不了)", weight=3.2, where="whole"),),
            examples=("不用了",),
        ),
        Command(
            name="draft.list",
            shows="anyone",
            type=ListDrafts,
            handler=drafts,
            title=("草稿", "Drafts"),
            slash=("草稿", "drafts"),
            phrases=(Phrase("(草稿|草稿箱|我的草稿|有哪些草稿|看看草稿|没记完的)", weight=3.2, where="whole"),),
            examples=("草稿",),
            writes=False,
        ),
        Command(name="answer", type=Answer, handler=answer, title=("回答", "Answer"), writes=False, hidden=True),
        Command(
            name="draft.new",
            type=FileWords,
            handler=file_words,
            title=("记成跟进", "Log it"),
            writes=False,
            hidden=True,
        ),
        Command(
            name="draft.file", type=FileDraft, handler=file_draft, title=("接着记", "Go on"), writes=False, hidden=True
        ),
    ),
    sentences={
        "cancel.done": ("好，不记了", "OK, dropped"),
        "cancel.nothing": (
            "没有等着的问题。要撤回刚记的，发“撤销”",
            "Nothing is open. To take back what was filed, say “undo”",
        ),
        "drafts.none": ("没有草稿", "No drafts"),
        "drafts.head": ("还有{total}句没记上，点一句接着记", "{total} left unfiled; tap one to go on"),
        "drafts.line": ("{index} {day:bare} {words}", "{index} {day:bare} {words}"),
        "choice.draft": ("第{index}句", "No. {index}"),
        "refused.nothing_shown": (
            "现在没有可以选的。发“客户”看列表",
            "There is nothing to choose from. Say “customers” for a list",
        ),
        "refused.no_such_choice": ("没有这个编号，看看上面的列表", "There is no such number in the list above"),
        "refused.nothing_asked": ("现在没有要确认的", "There is nothing to confirm"),
        "refused.question_over": (
            "这个问题已经过去了，什么都没记。要记就再说一次",
            "That question is over; nothing was filed. Please say it again",
        ),
    },
)
