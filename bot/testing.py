"""For tests and trials: a door that records what it is given to send, and a conversation that only echoes."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from commands.codec import to_bytes
from commands.errors import Transient
from commands.files import Fetched
from commands.message import Chat, Message, Outgoing, Person, Sent
from commands.people import Inbound
from store import outbox
from store.database import Tx
from store.due import DueRow

PLATFORM, APP = "test", "test"


async def until(holds: Callable[[], object], *, seconds: float = 10.0) -> None:
    """Waits until a condition holds; TimeoutError when it does not."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.005)


def chat(id: str = "c1", *, private: bool = True, platform: str = PLATFORM, app: str = APP) -> Chat:
    """A chat of the test platform."""
    return Chat(platform=platform, app=app, id=id, private=private)


def message(text: str, *, to: Chat | None = None, key: str = "", addressed: bool = True, kind: str = "text") -> Message:
    """A message as a door would hand it in, sent now."""
    now = datetime.now(UTC)
    return Message(
        kind=kind,  # type: ignore[arg-type]  # tests name it in plain words
        key=key or uuid4().hex,
        chat=to or chat(),
        sender=Person(id="u1", name="陈晓明"),
        text=text,
        addressed=addressed,
        sent_at=now,
        received_at=now,
    )


class RecordingDoor:
    """Takes everything, or raises what `failures` holds for it, one a try; `busy` counts what is in hand a chat."""

    def __init__(self, platform: str = PLATFORM, app: str = APP) -> None:
        self.platform = platform
        self.app = app
        self.sent: list[Outgoing] = []
        self.tried: list[Outgoing] = []
        self.failures: list[Exception] = []
        self.open = asyncio.Event()
        self.open.set()
        self.busy: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """Records a try, fails if told to, waits while the door is shut."""
        chat = outgoing.chat.id
        self.busy[chat] += 1
        self.most[chat] = max(self.most[chat], self.busy[chat])
        self.most["all"] = max(self.most["all"], sum(self.busy.values()))
        try:
            self.tried.append(outgoing)
            await self.open.wait()
            if self.failures:
                raise self.failures.pop(0)
            self.sent.append(outgoing)
        finally:
            self.busy[chat] -= 1
        return Sent(message_id=f"m{len(self.sent)}")

    def texts(self, chat: str | None = None) -> list[str]:
        """The first lines of what was sent, in order."""
        return [each.lines[0] for each in self.sent if chat in (None, each.chat.id)]


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as the echo has prepared it."""

    inbound: Inbound
    wants: frozenset[str]


class Echo:
    """Answers every message with its own words. “bug” never succeeds, “later” only at its third try."""

    def __init__(self) -> None:
        self.tries: Counter[str] = Counter()
        self.handled: dict[str, list[str]] = defaultdict(list)
        self.fired: list[DueRow] = []
        self.given_up: list[DueRow] = []
        self.files: list[Fetched] = []
        self.sorry_fails = False

    def prepare(self, tx: Tx, inbound: Inbound) -> Heard:  # noqa: ARG002 - the pipeline's protocol
        """Nothing to understand; attachments are wanted once."""
        wanted = frozenset({"files"}) if inbound.message.attachments else frozenset()
        return Heard(inbound, wanted - inbound.asked)

    def carry_out(self, tx: Tx, prepared: Heard) -> None:
        """Writes the echo, then fails if the words say so: nothing of it may stay."""
        inbound, message = prepared.inbound, prepared.inbound.message
        text = message.text
        self.tries[text] += 1
        self.files += inbound.files
        self._say(tx, inbound, text)
        if text.startswith("bug"):
            raise RuntimeError("客户的秘密")
        if text.startswith("later") and self.tries[text] < 3:
            raise Transient
        self.handled[message.chat.id].append(text)

    def apologise(self, tx: Tx, inbound: Inbound) -> None:
        """Says sorry, unless told to fail at that too."""
        if self.sorry_fails:
            raise RuntimeError("客户的秘密")
        self._say(tx, inbound, "sorry")

    def fire(self, tx: Tx, due: DueRow) -> None:  # noqa: ARG002 - the clock's protocol
        """Remembers the row; “bug” never succeeds."""
        self.tries[due.command] += 1
        if due.command.startswith("bug"):
            raise RuntimeError("客户的秘密")
        self.fired.append(due)

    def give_up(self, tx: Tx, due: DueRow) -> None:  # noqa: ARG002 - the clock's protocol
        """Remembers that the row failed for good."""
        self.given_up.append(due)

    def _say(self, tx: Tx, inbound: Inbound, line: str) -> None:
        post(tx, inbound, line)


def post(tx: Tx, inbound: Inbound, line: str) -> None:
    """Puts one line for the asker's chat into the outbox."""
    to = inbound.message.chat
    now = datetime.now(UTC)
    outgoing = Outgoing(id=uuid4().hex, chat=to, lines=(line,), created_at=now)
    outbox.add(
        tx,
        workspace=inbound.workspace,
        platform=to.platform,
        app=to.app,
        chat=to.id,
        topic=to.topic,
        payload=to_bytes(outgoing),
        inbox_id=inbound.inbox_id,
        created_at=now,
    )
