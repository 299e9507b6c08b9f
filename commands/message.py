"""The seam: all that doors and bot say to each other. A leaf: it imports nothing of ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

Kind = Literal["text", "action", "edit", "recall", "event"]


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
    """A sender or a mentioned person, as the platform names them."""

    id: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One thing that reached a door, verified and normalised.

    `key` identifies the delivery: equal keys of one app are one message. `text` has the mention of the bot cut out, and
    every NUL, which no database takes as text.
    `press` is the action string of a pressed button. `quote` and `target` are platform message ids: what is quoted,
    and what an edit or a recall speaks of. `sent_at` is the sender's time, `received_at` ours; both aware.
    """

    kind: Kind = "text"
    key: str
    chat: Chat
    sender: Person
    text: str = ""
    addressed: bool = True
    mentions: tuple[Person, ...] = ()
    quote: str | None = None
    target: str | None = None
    press: str | None = None
    sent_at: datetime
    received_at: datetime

    def __post_init__(self) -> None:
        if "\0" in self.text:
            object.__setattr__(self, "text", self.text.replace("\0", ""))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence by key; its wording stands beside the command that says it, its values stay typed until rendered."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A button before it is sealed: pressing it runs `command` (a typed command value) as whoever presses."""

    label: Sentence
    command: object
    primary: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What a handler answers: keys and values, no platform, no language.

    `choices` are numbered and can be answered by number. `private` sends it to the asker alone, wherever they asked.
    `to` is the member it is for, where that is not the asker (a task, a reminder); `chat` the chat it goes to, or with
    `to` the chat whose door is taken to reach them. `also` are further replies that the same command causes.
    """

    lines: tuple[Sentence, ...] = ()
    choices: tuple[Button, ...] = ()
    buttons: tuple[Button, ...] = ()
    private: bool = False
    to: object | None = None
    chat: object | None = None
    also: tuple["Reply", ...] = ()

    @property
    def silent(self) -> bool:
        return not (self.lines or self.choices or self.buttons)


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A rendered button or choice: the words on it, and the action string that a press sends back."""

    label: str
    action: str
    primary: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A Reply in the reader's language, addressed to one chat: what a door renders.

    `id` is stable over repeats and serves as the platform's idempotency key. `repeat` says that an earlier try may
    have arrived. `undo` is the short number that takes the write back where a chat has no buttons. `mention` is the
    platform user id of the person addressed in a group, with `mention_name` to show.
    """

    id: str
    chat: Chat
    lines: tuple[str, ...]
    choices: tuple[Press, ...] = ()
    buttons: tuple[Press, ...] = ()
    undo: int | None = None
    repeat: bool = False
    mention: str | None = None
    mention_name: str = ""
    created_at: datetime


def plain_text(outgoing: Outgoing, *, repeat_mark: str = "（可能重复）") -> str:
    """The text fallback: lines, then numbered choices, then the buttons' words in brackets."""
    head = f"@{outgoing.mention_name} " if outgoing.mention else ""
    lines = [*outgoing.lines]
    if lines:
        lines[0] = f"{repeat_mark if outgoing.repeat else ''}{head}{lines[0]}"
    if outgoing.choices:
        lines.append(" ".join(f"[{i} {press.label}]" for i, press in enumerate(outgoing.choices, 1)))
    if outgoing.buttons:
        lines.append(" ".join(f"[{press.label}]" for press in outgoing.buttons))
    return "\n".join(lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What a platform said of a delivery: its message id, and handles for later updates in place."""

    message_id: str
    handles: Mapping[str, str] = field(default_factory=dict)


class DeliveryError(Exception):
    """The platform did not take the message. `final`: repeating is no use; `after`: try again in so many seconds."""

    def __init__(self, reason: str, *, final: bool = False, after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
        self.after = after


class Door(Protocol):
    """One way in and out. `send` raises DeliveryError when the platform refuses; any other error leaves it open."""

    platform: str
    app: str

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def send(self, outgoing: Outgoing) -> Sent: ...


class Receipt(Protocol):
    """The promise for an accepted message: it is stored. `fresh` is False for a repeat, which wrote nothing."""

    fresh: bool

    async def settled(self) -> None:
        """Returns when the message is done and all that it caused in its own chats has been handed to its door."""

    async def answer(self, within: float) -> Outgoing | None:
        """The answer to the asker's own chat if it is there within so many seconds (claimed for you), else None."""


class Inlet(Protocol):
    """Where a door puts what it heard. Returns only after the message is durable."""

    async def accept(self, message: Message) -> Receipt: ...


class Shelf(Protocol):
    """Small shared values with expiry and compare-and-set: tokens, card codes, leases."""

    async def get(self, key: str) -> bytes | None: ...
    async def put(self, key: str, value: bytes, *, seconds: float) -> None: ...
    async def swap(self, key: str, expected: bytes | None, value: bytes, *, seconds: float) -> bool: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Resident:
    """A person that the web door may offer to be, in the demonstration only."""

    user_id: str
    name: str
    role: str
    team: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A chat that a resident may open: the private one, or a team's group."""

    chat: Chat
    title: str


class Directory(Protocol):
    """People and chats, for the web door."""

    async def residents(self) -> Sequence[Resident]: ...
    async def rooms(self, user_id: str) -> Sequence[Room]: ...
    async def history(self, chat: Chat, limit: int) -> Sequence[Outgoing | Message]: ...


class DemoClock(Protocol):
    """The demonstration's movable business time."""

    def now(self) -> datetime: ...
    async def move_to(self, when: datetime) -> None: ...
    async def next_due(self) -> datetime | None: ...
