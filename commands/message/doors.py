"""What doors and bot promise each other."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from commands.message.heard import Attachment, Message
from commands.message.said import Language, Outgoing


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What a platform said of a delivery: its message id, and handles for later updates in place."""

    message_id: str
    handles: Mapping[str, str] = field(default_factory=dict)


class DeliveryError(Exception):
    """The platform did not take the message, surely. Any other error of a door leaves open whether it arrived.

    `final`: repeating is no use. `after`: try again in so many seconds. `held`: it was not even tried (a limit of ours
    or theirs), which counts as no try. `unreachable`: the person has not opened the private chat, or has left or
    blocked the bot. `moved_to`: the chat goes on under this id.
    """

    def __init__(
        self,
        reason: str,
        *,
        final: bool = False,
        after: float | None = None,
        held: bool = False,
        unreachable: bool = False,
        moved_to: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
        self.after = after
        self.held = held
        self.unreachable = unreachable
        self.moved_to = moved_to


class Door(Protocol):
    """One way in and out. `send` raises DeliveryError when the platform refuses; any other error leaves it open."""

    platform: str
    app: str

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def send(self, outgoing: Outgoing) -> Sent: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a door found when it examined itself: whether it is well, and what to click where it is not."""

    well: bool
    chinese: str
    english: str


@runtime_checkable
class Fetching(Protocol):
    """A door whose messages bring attachments."""

    async def fetch(self, attachment: Attachment) -> bytes:
        """Its bytes; DeliveryError when the platform refuses them (final: for good)."""


@runtime_checkable
class Naming(Protocol):
    """A door that can ask its platform for names."""

    async def name_of(self, user_id: str) -> str:
        """The person's name; empty where the platform does not tell."""


@runtime_checkable
class Redelivering(Protocol):
    """A door whose platform brings later what it could not deliver while this program was away.

    `redelivers`: for how many seconds of absence nothing is lost; 0.0 where something may be.
    """

    @property
    def redelivers(self) -> float: ...


@runtime_checkable
class Uneven(Protocol):
    """A door whose platform is crowded at full and half hours.

    `uneven`: over how many seconds what comes by itself then is spread.
    """

    @property
    def uneven(self) -> float: ...


@runtime_checkable
class Leading(Protocol):
    """A door with something that only one process may do: a long connection, polling.

    `lead` is called when this process comes to own the app, `follow` when it no longer does; both return soon.
    """

    async def lead(self) -> None: ...
    async def follow(self) -> None: ...


@runtime_checkable
class Reaching(Protocol):
    """A door that shows only some chats at a time; letters for the others wait until it shows them.

    `reaches`: the ids of those chats.
    """

    @property
    def reaches(self) -> Collection[str]: ...


@runtime_checkable
class Examined(Protocol):
    """A door that can examine its credentials, rights and connection, for `genjin doctor`."""

    async def examine(self) -> Sequence[Finding]: ...


Fits = Callable[[Outgoing], bool]


def any_answer(_: Outgoing) -> bool:
    """Whatever it is."""
    return True


class Receipt(Protocol):
    """The promise for an accepted message: it is stored. `fresh` is False for a repeat, which wrote nothing."""

    fresh: bool

    async def settled(self) -> None:
        """Returns when the message is done and all that it caused in its own chats has been handed to its door."""

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:
        """The answer to the asker's own chat if it is there within so many seconds, for the caller to show, else None.

        Only one that `fits`, which is what the caller can show at once, is given; any other goes its usual way. Unless
        the caller says `shown` or `give_back` within seconds, it is sent as what may have arrived.
        """

    async def language(self) -> Language:
        """The speaker's, Chinese where it is not known: for what a door says on its own before there is an answer."""

    async def shown(self) -> None:
        """The answer has been written to the platform; a repeat's receipt may say so as well."""

    async def give_back(self) -> None:
        """The answer surely was not shown: it is sent."""


class Inlet(Protocol):
    """Where a door puts what it heard. Returns only after the message is durable."""

    async def accept(self, message: Message) -> Receipt: ...


class Shelf(Protocol):
    """Small shared values with expiry and compare-and-set: tokens, card codes, leases."""

    async def get(self, key: str) -> bytes | None: ...
    async def put(self, key: str, value: bytes, *, seconds: float) -> None: ...
    async def swap(self, key: str, expected: bytes | None, value: bytes, *, seconds: float) -> bool: ...


class Files(Protocol):
    """The stored files: pictures and papers that go out with an answer."""

    async def load(self, id: str) -> bytes:
        """The file's bytes; KeyError when there is none."""
