"""What the fake knows: people, rooms with their messages, files, the webhook."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Sort = Literal["private", "group", "supergroup"]
BOT = {"id": 123456789, "is_bot": True, "first_name": "跟进", "username": "genjin_bot"}


@dataclass(kw_only=True)
class Human:
    """A person with an account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """As a User of the Bot API."""
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": "zh"}
        user |= {"last_name": self.last_name} if self.last_name else {}
        return user | ({"username": self.username} if self.username else {})


@dataclass(kw_only=True)
class Posted:
    """A message in a room, as people see it: the text without its markup, the keyboard's words and data."""

    id: int
    by_bot: bool
    text: str = ""
    keyboard: list[list[tuple[str, str]]] = field(default_factory=list)
    reply_to: int | None = None
    topic: int | None = None
    mentioned: tuple[int, ...] = ()
    file: str = ""
    caption: str = ""
    photo: bool = False
    reactions: list[str] = field(default_factory=list)
    edits: int = 0

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Words and data of all buttons."""
        return [button for row in self.keyboard for button in row]

    @property
    def shown(self) -> str:
        """All that is to be read."""
        words = [f"[{label}]" for label, _ in self.buttons]
        return "\n".join(part for part in (self.text or self.caption, " ".join(words)) if part)


@dataclass(kw_only=True)
class Room:
    """A chat. A private one takes the bot's messages only once its person has `opened` it and not `blocked` the bot."""

    id: int
    sort: Sort
    title: str = ""
    human: Human | None = None
    opened: bool = True
    blocked: bool = False
    member: bool = True
    moved_to: int | None = None
    topics: set[int] = field(default_factory=set)
    reactions: bool = True
    posts: dict[int, Posted] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def plain(self) -> dict[str, Any]:
        """As a Chat of the Bot API."""
        if self.human is not None:
            person = {key: value for key, value in self.human.plain.items() if key.endswith("name")}
            return {"id": self.id, "type": "private", **person}
        forum = {"is_forum": True} if self.topics else {}
        return {"id": self.id, "type": self.sort, "title": self.title, **forum}


@dataclass(kw_only=True)
class Hook:
    """The webhook as it was set."""

    url: str = ""
    secret: str = ""
    allowed: tuple[str, ...] = ()
    last_error: str = ""


@dataclass(kw_only=True)
class World:
    """All that the fake holds."""

    rooms: dict[int, Room] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    hook: Hook = field(default_factory=Hook)
    commands: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    queries: set[str] = field(default_factory=set)
    order: list[tuple[int, int]] = field(default_factory=list)
    folder: str = "documents"
    reads_all: bool = False
    joins_groups: bool = True
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1000))

    def post(self, room: Room, **what: Any) -> Posted:
        """Puts a message into a room."""
        posted = Posted(id=next(room.numbers), **what)
        room.posts[posted.id] = posted
        self.order.append((room.id, posted.id))
        return posted

    def keep(self, data: bytes) -> str:
        """Keeps a file; its id."""
        id = f"BQACAgUAAxk{next(self.numbers)}"
        self.files[id] = data
        return id

    def shown(self) -> list[str]:
        """What the bot's messages say, in the order in which they were sent, all chats."""
        return [
            self.rooms[room].posts[number].shown for room, number in self.order if self.rooms[room].posts[number].by_bot
        ]
