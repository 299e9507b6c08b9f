"""What a handler gets beside its command: who speaks where and when, and the one transaction of the message."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.catalogue import Catalogue
from commands.dialogue import State
from commands.message import Reply, Sentence
from commands.rights import Speaker
from store import settings
from store.contacts import ContactRow
from store.customers import CustomerRow
from store.database import Tx
from store.unit import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The chat an answer goes to. `team_id` is what a group is bound to; `app` the door it is reached by.

    A group that is not `open` has outsiders in it, a `quiet` one asked for less, one that is `left` put the bot out.
    """

    id: UUID
    platform: str
    app: str
    external: str
    topic: str
    private: bool
    team_id: UUID | None = None
    open: bool = True
    quiet: bool = False
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class Context:
    """One message being handled (or one due row). `writer` is None where a pure question runs on a reader.

    `sender` is the speaker's user id on the platform, `words` what was said. `key` and `asked` are the message's key
    and its platform's id, `pressed` the id of the message whose button was pressed. `seen` are the customers and
    contacts that this message has read already: its commands mostly speak of the same one.
    """

    tx: Tx
    catalogue: Catalogue
    speaker: Speaker
    place: Place
    now: datetime
    zone: ZoneInfo
    sender: str = ""
    words: str = ""
    key: str = ""
    asked: str = ""
    pressed: str = ""
    sent_at: datetime
    edited_at: datetime | None = None
    inbox_id: UUID | None = None
    state: State = field(default_factory=State)
    seen: dict[UUID, CustomerRow | ContactRow] = field(default_factory=dict)
    writer: Unit | None = None

    @property
    def unit(self) -> Unit:
        """The unit of work; only commands declared with `writes` have one."""
        assert self.writer is not None, "a command that writes is declared with writes=True"
        return self.writer

    @property
    def workspace(self) -> UUID:
        return self.speaker.workspace

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What the workspace has decided for itself, by name."""
        return settings.every(self.tx, self.workspace)

    @property
    def acted_at(self) -> datetime:
        """When what is being handled was said, pressed, or (of an edit) changed."""
        return self.edited_at or self.sent_at

    @property
    def today(self) -> date:
        """The speaker's day."""
        return self.local(self.now).date()

    def local(self, at: datetime) -> datetime:
        """A moment on the speaker's wall clock."""
        return at.astimezone(self.zone)

    def plain(self, words: str | None) -> str:
        """Stored words for showing, numbers in them masked."""
        return self.tx.secrets.unseal_words(self.workspace, words, mask=True) if words else ""


def say(key: str, **values: object) -> Sentence:
    """A sentence by its key."""
    return Sentence(key=key, values=values)


def reply(*lines: Sentence, **more: object) -> Reply:
    """A reply of so many lines."""
    return Reply(lines=lines, **more)  # type: ignore[arg-type]
