"""Talking to the commands without doors or loops: a message in, the answers out, in one thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from bot import demo
from commands.codec import from_bytes, to_bytes
from commands.conversation import Conversation
from commands.message import Chat, Message, Outgoing, Person, plain_text
from commands.people import Inbound
from commands.subjects import catalogue
from store import due, inbox, lanes, outbox, workspaces
from store.database import Database, Tx

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)


@dataclass
class Talk:
    """A team's conversation with the bot on the demonstration's data, at a time that the test sets."""

    database: Database
    now: datetime = START
    platform: str = "terminal"
    said: list[Outgoing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.conversation = Conversation(catalogue(), clock=lambda: self.now)
        self.workspace = self.database.write(self._fill).result()
        self._count = 0

    def _fill(self, tx: Tx) -> UUID:
        known = workspaces.every(tx)
        if known:
            return known[0].id
        workspace = workspaces.create(tx, name="演示", now=self.now)
        demo.fill(tx, workspace, self.now, SHANGHAI)
        return workspace

    def say(self, who: str, text: str, *, group: bool = False, key: str | None = None) -> str:
        """What the bot answers in the speaker's own chat; all it sends is in `said`."""
        return self._hear(who, key=key, group=group, text=text)

    def press(self, who: str, label: str, *, group: bool = False) -> str:
        """The answer to a press of the last shown button that bears this label."""
        shown = [press for outgoing in reversed(self.said) for press in (*outgoing.choices, *outgoing.buttons)]
        action = next(press.action for press in shown if press.label == label)
        return self._hear(who, key=None, group=group, kind="action", press=action)

    def pass_time(self, **length: float) -> str:
        """Moves the clock and fires what has come due."""
        return self.move_to(self.now + timedelta(**length))

    def move_to(self, when: datetime) -> str:
        """Sets the clock and fires what has come due."""
        self.now = when

        def fire(tx: Tx) -> int:
            rows = due.claim(tx, self.now, 100)
            for row in rows:
                self.conversation.fire(tx, row)
                due.done(tx, row)
            return len(rows)

        while self.database.write(fire).result():
            pass
        return "\n".join(plain_text(outgoing) for outgoing in self._sent())

    def chat(self, who: str, *, group: bool) -> Chat:
        """The group, or somebody's private chat."""
        id = demo.GROUP if group else f"private:{who}"
        return Chat(platform=self.platform, app=self.platform, id=id, private=not group)

    def _hear(self, who: str, *, key: str | None, group: bool, **more: str) -> str:
        self._count += 1
        chat = self.chat(who, group=group)
        message = Message(
            key=key or f"m{self._count}",
            chat=chat,
            sender=Person(id=who, name=who),
            sent_at=self.now,
            received_at=self.now,
            **more,  # type: ignore[arg-type]
        )

        def accept(tx: Tx) -> bool:
            return inbox.accept(
                tx,
                workspace=self.workspace,
                platform=chat.platform,
                app=chat.app,
                chat=chat.id,
                topic="",
                key=message.key,
                payload=to_bytes(message),
                received_at=self.now,
            ).fresh

        self.database.write(accept).result()
        self.work()
        return "\n".join(plain_text(outgoing) for outgoing in self._sent() if outgoing.chat.id == chat.id)

    def work(self) -> None:
        """Handles all that was accepted."""
        claims = self.database.write(lambda tx: lanes.claim(tx, owner="test", limit=10, lease=30)).result()
        for claim in claims:
            message = from_bytes(Message, claim.payload)
            inbound = Inbound(workspace=self.workspace, inbox_id=claim.inbox_id, message=message)
            prepared = self.database.read(lambda tx, inbound=inbound: self.conversation.prepare(tx, inbound))  # type: ignore[misc]

            def carry_out(tx: Tx, prepared=prepared, claim=claim) -> None:  # type: ignore[no-untyped-def]
                self.conversation.carry_out(tx, prepared)
                lanes.finish(tx, claim)

            self.database.write(carry_out).result()

    def _sent(self) -> list[Outgoing]:
        """What was written to the outbox since the last look, in order."""

        def take(tx: Tx) -> list[Outgoing]:
            letters = outbox.claim(tx, platform=self.platform, app=self.platform, fence=1, limit=100)
            for letter in letters:
                outbox.sent(tx, [outbox.Sent(id=letter.id, message_id=None)], fence=1)
            return [from_bytes(Outgoing, letter.payload) for letter in letters]

        found: list[Outgoing] = []
        while letters := self.database.write(take).result():
            found += letters
        self.said += found
        return found
