"""Update → Message: what Telegram reports, as the bot hears it.

A message is named `<chat id>:<message id>` everywhere, for Telegram counts messages within a chat. The key of a
delivery is `<bot id>:<update id>`; of a group that became a supergroup, which two updates report, the two chat ids.
"""

from collections.abc import Mapping
from datetime import datetime

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, MaybeInaccessibleMessage, Update, User
from telegram import Chat as Room
from telegram import Message as Post

from adapters.telegram.api import Me
from adapters.telegram.attachments import attachments
from adapters.telegram.entities import Read, clean, name_of, people, read
from adapters.telegram.mending import NO_MESSAGE
from commands.message import Chat, Event, Message, Person

PLATFORM = "telegram"
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that the bot asks for."""
_PRESENT = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED)
_HIDDEN = Person(id="")


def message_of(update: Update, me: Me, known: Mapping[str, Person], now: datetime) -> Message | None:
    """The message that an update brings; None for what is no business of the bot's.

    `known` are people by their @name in small letters; Telegram names only some of the mentioned by id.
    """
    key = f"{me.app}:{update.update_id}"
    if update.callback_query is not None:
        return _press(update.callback_query, me, key, now)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, me, key, now)
    if update.edited_message is not None:
        return _edit(update.edited_message, me, known, key, now)
    if update.message is not None:
        return _moved(update.message, me, now) or _said(update.message, me, known, key, now)
    return None


def usernames_in(update: Update, me: Me) -> tuple[str, ...]:
    """The @names, in small letters, whose owners `message_of` wants to know."""
    post = update.message or update.edited_message
    return read(post, me).usernames if post is not None else ()


def lane_of(update: Update) -> int:
    """The chat whose order an update belongs to; 0 for those without."""
    return update.effective_chat.id if update.effective_chat is not None else 0


def person_of(user: User | None) -> Person:
    """A sender as Telegram names them; nobody of Telegram's is vouched for as a colleague."""
    if user is None:
        return _HIDDEN
    name = name_of(user.first_name, user.last_name)
    return Person(id=str(user.id), name=name, language=clean(user.language_code).lower())


def id_of(post: MaybeInaccessibleMessage) -> str:
    """How a message is named everywhere."""
    return f"{post.chat.id}:{post.message_id}"


def _chat(room: Room, me: Me, topic: int | None = None) -> Chat:
    return Chat(
        platform=PLATFORM,
        app=me.app,
        id=str(room.id),
        topic=str(topic) if topic else "",
        private=room.type == Room.PRIVATE,
    )


def _topic(post: MaybeInaccessibleMessage) -> int | None:
    """The topic's id; in a group without topics the same field counts answers, which are no lane of their own."""
    return post.message_thread_id if isinstance(post, Post) and post.is_topic_message else None


def _sender(post: Post) -> Person:
    """Who said it; an anonymous admin or a channel is nobody that could be known again."""
    return _HIDDEN if post.sender_chat is not None else person_of(post.from_user)


def _answered(post: Post) -> Post | None:
    """The message that is answered. In a topic every message seems to answer the one that opened it."""
    answered = post.reply_to_message
    if answered is None or answered.forum_topic_created is not None:
        return None
    return None if post.is_topic_message and answered.message_id == post.message_thread_id else answered


def _addressed(post: Post, words: Read, me: Me) -> bool:
    answered = _answered(post)
    replies = answered is not None and answered.from_user is not None and answered.from_user.id == me.id
    return post.chat.type == Room.PRIVATE or words.named or replies


def _quoted(post: Post) -> str:
    """The quoted words: those picked out, else all of the answered message."""
    answered = _answered(post)
    if post.quote is not None:
        return clean(post.quote.text)
    return clean(answered.text or answered.caption) if answered is not None else ""


def _ignored(post: Post) -> bool:
    """Other bots, and what a linked channel copies into the group: answering would go on for ever."""
    bot = post.from_user is not None and post.from_user.is_bot and post.sender_chat is None
    return bot or bool(post.is_automatic_forward) or post.chat.type == Room.CHANNEL


def _said(post: Post, me: Me, known: Mapping[str, Person], key: str, now: datetime) -> Message | None:
    words, brought = read(post, me), attachments(post)
    if _ignored(post) or not (words.text or words.named or brought):
        return None
    private = post.chat.type == Room.PRIVATE
    start, _, code = words.text.partition(" ")
    opened: Event | None = "opened" if private and start == "/start" else None
    if start == "/start" and not private:
        words, code = Read(text=start, named=words.named), ""
    answered = _answered(post)
    return Message(
        kind="event" if opened else "text",
        event=opened,
        key=key,
        id=id_of(post),
        chat=_chat(post.chat, me, _topic(post)),
        sender=_sender(post),
        text=code.strip() if opened else words.text,
        attachments=brought,
        addressed=_addressed(post, words, me),
        mentions=people(words, known),
        quote=id_of(answered) if answered is not None else None,
        quoted=_quoted(post),
        sent_at=post.date,
        received_at=now,
    )


def _edit(post: Post, me: Me, known: Mapping[str, Person], key: str, now: datetime) -> Message | None:
    words = read(post, me)
    if _ignored(post) or not words.text:
        return None
    return Message(
        kind="edit",
        key=key,
        id=id_of(post),
        chat=_chat(post.chat, me, _topic(post)),
        sender=_sender(post),
        text=words.text,
        addressed=_addressed(post, words, me),
        mentions=people(words, known),
        target=id_of(post),
        sent_at=post.edit_date or post.date,
        received_at=now,
    )


def _press(query: CallbackQuery, me: Me, key: str, now: datetime) -> Message | None:
    """A pressed button; Telegram doesn't say when it was pressed. An old message is named, but no longer shown."""
    if query.message is None or not query.data:
        return None
    return Message(
        kind="action",
        key=key,
        id=f"press:{query.id}",
        chat=_chat(query.message.chat, me, _topic(query.message)),
        sender=person_of(query.from_user),
        press=clean(query.data),
        target=id_of(query.message) if query.message.message_id != NO_MESSAGE else None,
        sent_at=now,
        received_at=now,
    )


def _membership(change: ChatMemberUpdated, me: Me, key: str, now: datetime) -> Message | None:
    """The bot was added, removed, blocked, or let in again."""
    was, here = _here(change.old_chat_member), _here(change.new_chat_member)
    if was == here or change.chat.type == Room.CHANNEL:
        return None
    private = change.chat.type == Room.PRIVATE
    return Message(
        kind="event",
        event=("opened" if private else "added") if here else "removed",
        key=key,
        chat=_chat(change.chat, me),
        sender=person_of(change.from_user),
        sent_at=change.date,
        received_at=now,
    )


def _here(member: ChatMember) -> bool:
    return member.status in _PRESENT and getattr(member, "is_member", True)


def _moved(post: Post, me: Me, now: datetime) -> Message | None:
    """A group became a supergroup: both chats report it, under one key, so that it is heard once."""
    if post.migrate_to_chat_id is not None:
        old, new = post.chat.id, post.migrate_to_chat_id
    elif post.migrate_from_chat_id is not None:
        old, new = post.migrate_from_chat_id, post.chat.id
    else:
        return None
    return Message(
        kind="event",
        event="moved",
        key=f"{me.app}:moved:{old}:{new}",
        chat=Chat(platform=PLATFORM, app=me.app, id=str(old), private=False),
        sender=_sender(post),
        target=str(new),
        sent_at=post.date,
        received_at=now,
    )
