"""What could not be sent or handled: shown to admins in plain words, and tried again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.codec import from_bytes
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Chat, Message, Outgoing, Reply, Sentence
from commands.parties import name_of
from commands.reasons import NOBODY, why
from commands.reps.followup_view import shortened
from nlp.grammar import Phrase
from store import chats, dead, members, outbox, workspaces


@dataclass(frozen=True, kw_only=True, slots=True)
class ListDead:
    """What was given up, newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Resend:
    """Sends a letter after all, or handles a message once more: by its number in the list."""

    number: Annotated[int | None, Slot("number")] = None
    id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResendAll:
    """The same with all that was given up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A letter or a message that was given up, as it is shown."""

    id: UUID
    at: datetime
    line: Sentence
    letter: bool
    vain: bool = False


SHOWN = 6
"""What is shown at once."""
_ALL = re.compile(r"全|都|\ball\b", re.IGNORECASE)
MOST = 500
"""What is tried again at once."""
_NUMBERS = re.compile(r"(\d{3})[ -]?\d{2,4}[ -]?\d*(\d{2})(?!\d)")


def list_(command: ListDead, context: Context) -> Reply:
    """A line for each: when, to whom or from whom, the first words, the reason."""
    del command
    letters, messages = dead.count(context.tx, context.workspace)
    if not letters and not messages:
        return Reply(lines=(say("letters.none"),), private=True)
    found = _given(context, SHOWN)[:SHOWN]
    context.state.letters = tuple(each.id for each in found)
    lines = [say("letters.head", what=_counted("letters.unsent", letters, "letters.unhandled", messages))]
    for i, each in enumerate(found, 1):
        lines.append(say("letters.line", index=i, day=context.local(each.at).date(), at=each.at, what=each.line))
    if letters + messages == 1:
        key = "button.resend" if found[0].letter else "button.retry"
        return Reply(
            lines=tuple(lines), buttons=(Button(label=say(key), command=Resend(id=found[0].id)),), private=True
        )
    lines.append(say("letters.how"))
    return Reply(lines=tuple(lines), buttons=_buttons(found), private=True)


def _buttons(found: Sequence[Given]) -> tuple[Button, ...]:
    """One for each of the first three, and one for all."""
    buttons = [
        Button(label=say("button.resend_no" if each.letter else "button.retry_no", index=i), command=Resend(id=each.id))
        for i, each in enumerate(found[:3], 1)
    ]
    return (*buttons, Button(label=say("button.resend_all"), command=ResendAll()))


def _given(context: Context, limit: int) -> list[Given]:
    """The newest of both kinds, newest first."""
    tx, workspace = context.tx, context.workspace
    letters = [_letter(context, each) for each in dead.letters(tx, workspace, limit)]
    messages = [_message(context, each) for each in dead.messages(tx, workspace, limit)]
    return sorted((*letters, *messages), key=lambda each: each.at, reverse=True)


def _letter(context: Context, given: dead.Given) -> Given:
    outgoing = from_bytes(Outgoing, given.payload)
    reason = why(given.reason)
    line = say(
        "letters.letter",
        whom=_whose(context, outgoing.chat),
        words=_words(next((line for line in outgoing.lines if line.strip()), "")),
        why=reason,
    )
    vain = reason.key == NOBODY and outgoing.chat.private
    return Given(id=given.id, at=outgoing.created_at, line=line, letter=True, vain=vain)


def _message(context: Context, given: dead.Given) -> Given:
    message = from_bytes(Message, given.payload)
    known = members.who(
        context.tx,
        context.workspace,
        platform=message.chat.platform,
        app=message.chat.app,
        user_id=message.sender.id,
    )
    who = known[1].name if known is not None else message.sender.name or None
    words = _words(message.text) or say("letters.pressed" if message.kind == "action" else "letters.wordless")
    return Given(id=given.id, at=message.sent_at, line=say("letters.message", who=who, words=words), letter=False)


def _whose(context: Context, chat: Chat) -> Sentence | str:
    """Whom a letter is for, by name: the member of a private chat, else the group."""
    row = workspaces.chat_by_external(
        context.tx, context.workspace, platform=chat.platform, app=chat.app, external=chat.id, topic=chat.topic
    )
    if not chat.private:
        teams = {team.id: team.name for team in workspaces.teams(context.tx, context.workspace)}
        name = row and (row.title or (teams.get(row.team_id) if row.team_id else None))
        return say("letters.group", name=name)
    member = chats.reader(context.tx, context.workspace, row.id) if row is not None else None
    return (name_of(context, member) if member is not None else None) or say("letters.somebody")


def _words(text: str) -> str:
    """The first words, numbers masked: an admin need not read them here."""
    return shortened(_NUMBERS.sub(r"\1****\2", text), 20)


def resend(command: Resend, context: Context) -> Reply:
    """Puts it back into its queue."""
    if command.id is None and command.number is None and _ALL.search(context.words):
        return resend_all(ResendAll(), context)  # where a list was shown, 全部 is heard as all of that list
    return _again((command.id or _numbered(command.number, context),), context)


def resend_all(command: ResendAll, context: Context) -> Reply:
    """Puts all back, but for letters whose reader cannot be reached: those wait for them."""
    del command
    return _again([each.id for each in _given(context, MOST) if not each.vain], context)


def _again(chosen: Sequence[UUID], context: Context) -> Reply:
    letters = [id for id in chosen if outbox.resend(context.tx, id)]
    rest = [id for id in reversed(chosen) if id not in letters]
    messages = [id for id in rest if dead.again(context.tx, context.workspace, id)]
    if not letters and not messages:
        raise Refused("refused.no_dead")
    context.state.letters = ()
    what = _counted("letters.resent", len(letters), "letters.retried", len(messages))
    return Reply(lines=(say("letters.again", what=what),))


def _counted(one: str, letters: int, other: str, messages: int) -> tuple[Sentence, ...]:
    """没发出去2封、没处理成1条: what there is none of is not named."""
    return tuple(say(key, total=total) for key, total in ((one, letters), (other, messages)) if total)


def _numbered(number: int | None, context: Context) -> UUID:
    """The one with this number in the list as it was shown."""
    shown = context.state.letters or tuple(each.id for each in _given(context, SHOWN)[:SHOWN])
    if number is None and len(shown) == 1:
        return shown[0]
    if number is None or not 0 < number <= len(shown):
        raise Refused("refused.which_dead")
    return shown[number - 1]


SUBJECT = Subject(
    name="letters",
    title=("发不出去的", "Not delivered"),
    commands=(
        Command(
            name="letters.list",
            type=ListDead,
            handler=list_,
            title=("发不出去的", "Not delivered"),
            roles=("admin",),
            slash=("死信", "letters"),
            phrases=(
                Phrase(
                    "[看|看看|查|有](发不出去的|没发出去的|发送失败的|死信|没处理成的|哪些没发出去|什么没发出去|"
                    "哪些消息没发出去|有没有没发出去的)[消息|有哪些]",
                    weight=3.6,
                    where="whole",
                ),
            ),
            examples=("发不出去的",),
            writes=False,
        ),
        Command(
            name="letters.resend",
            type=Resend,
            handler=resend,
            title=("重发", "Send again"),
            roles=("admin",),
            slash=("重发", "resend"),
            phrases=(
                Phrase("(重发|再试|重新发)[第]{number}[条|封|个]", weight=3.6, where="whole"),
                Phrase("(重发|重新发送)[一下|那条|那封]", weight=3.4, where="whole"),
            ),
            examples=("重发 3",),
            undoable=False,
        ),
        Command(
            name="letters.resend_all",
            type=ResendAll,
            handler=resend_all,
            title=("全部重发", "Send all again"),
            roles=("admin",),
            phrases=(
                Phrase("(全部重发|都重发|重发全部|全都重发|全部再试|都再试|resend all)", weight=3.7, where="whole"),
            ),
            examples=("都重发",),
            undoable=False,
        ),
    ),
    sentences={
        "letters.none": ("都发出去了，也都处理了，没有剩下的", "Everything was sent and handled; nothing is left over"),
        "letters.head": ("{what}", "{what}"),
        "letters.unsent": ("没发出去{total}封", "{total} not sent"),
        "letters.unhandled": ("没处理成{total}条", "{total} not handled"),
        "letters.resent": ("已重发{total}封", "{total} sent again"),
        "letters.retried": ("重新处理{total}条", "{total} handled again"),
        "letters.line": ("{index} {day:bare} {at:time} {what}", "{index} {day:bare} {at:time} {what}"),
        "letters.letter": ("给{whom}[：{words}] · {why}", "to {whom}[: {words}] · {why}"),
        "letters.message": ("[{who}]说的没办成：{words}", "[{who}: ]not handled: {words}"),
        "letters.pressed": ("按了一个按钮", "pressed a button"),
        "letters.wordless": ("没有文字", "no words"),
        "letters.group": ("[{name}]群", "[{name} ]group"),
        "letters.somebody": ("一位同事", "somebody"),
        "letters.how": (
            "回“重发 1”再来一次，“全部重发”一起来",
            "“/resend 1” tries one again, “resend all” all of them",
        ),
        "letters.again": ("✅ {what}", "✅ {what}"),
        "button.resend": ("重发", "Send again"),
        "button.retry": ("再试", "Try again"),
        "button.resend_no": ("重发{index}", "Resend {index}"),
        "button.retry_no": ("再试{index}", "Retry {index}"),
        "button.resend_all": ("全部重发", "All again"),
        "why.nobody": ("对方还没和我私聊，打开了就补发", "they have no open chat with me; it goes out when they do"),
        "why.mute": ("机器人不能先开口（回调方式）", "the bot cannot speak first (callback mode)"),
        "why.large": ("太长或太大，平台不收", "too long or too large"),
        "why.file": ("附件已经不在了", "the file is gone"),
        "why.robot": ("群机器人的地址失效了", "the group robot's address is no longer valid"),
        "why.ip": ("服务器的IP不在可信名单里", "this server's IP is not trusted there"),
        "why.group": ("机器人不在那个群里", "the bot is not in that group"),
        "why.keys": ("平台不认密钥，请运行 genjin doctor", "the credentials are refused; run genjin doctor"),
        "why.limit": ("发得太多，平台限了流", "the platform's limit was reached"),
        "why.silent": ("平台一直没回应", "the platform did not answer"),
        "why.other": ("平台不收[：{words}]", "the platform refused[: {words}]"),
        "refused.no_dead": ("没有要重发的，可能已经发过了", "There is nothing to send again; it may be done already"),
        "refused.which_dead": (
            "重发哪一条？比如：重发 1。先发“发不出去的”看列表",
            "Which one? /letters shows the list",
        ),
    },
)
