"""What comes in: messages, normalised."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["text", "action", "edit", "recall", "event"]
Event = Literal["added", "removed", "opened", "moved"]
Media = Literal["image", "voice", "video", "file"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chat:
    """One conversation on a platform; `topic` splits a group's threads, each of which is a lane of its own."""

    platform: str
    app: str
    id: str
    topic: str = ""
    private: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A sender or a mentioned person, as the platform names them.

    `colleague`: the platform vouches that the person belongs to the corp or tenant that the door is configured for;
    None where it does not say it this time, and will with what they write. An empty `id` is somebody whom the platform
    hides (an anonymous admin, a channel). `language` is that of their client where the platform tells it (zh-hans, en).
    """

    id: str
    name: str = ""
    colleague: bool | None = False
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A picture, a file or a recording that came with a message; `handle` is what its own door needs to fetch it."""

    kind: Media
    handle: str
    name: str = ""
    size: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One thing that reached a door, verified and normalised.

    `key` identifies the delivery: equal keys of one app are one message. `text` has the mention of the bot cut out, and
    every NUL, which no database takes as text.
    `id` is the platform's id of the message itself, which later quotes, edits and recalls name. `press` is the action
    string of a pressed button. `quote` and `target` are platform message ids: what is quoted, and what an edit, a
    recall or a press speaks of; `quoted` the quoted words where the platform gives them. `event` is what happened in a
    message of that kind: the bot was `added` to a group or `removed` (or blocked), a person `opened` the private chat
    (`text`: the code of the link they came by), a group was `moved` to the chat id in `target`. `heard`: the words were
    spoken, and the platform wrote them down. `sent_at` is the sender's time, `received_at` ours; both aware.
    """

    kind: Kind = "text"
    key: str
    id: str = ""
    chat: Chat
    sender: Person
    text: str = ""
    heard: bool = False
    event: Event | None = None
    attachments: tuple[Attachment, ...] = ()
    addressed: bool = True
    mentions: tuple[Person, ...] = ()
    quote: str | None = None
    quoted: str = ""
    target: str | None = None
    press: str | None = None
    sent_at: datetime
    received_at: datetime

    def __post_init__(self) -> None:
        if "\0" in self.text:
            object.__setattr__(self, "text", self.text.replace("\0", ""))
