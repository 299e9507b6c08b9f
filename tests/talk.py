"""Talking to the commands without doors or loops: a message in, the answers out, in one thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot import demo
from bot.fetching import Fetcher
from bot.inlet import known_by
from commands.codec import from_bytes, to_bytes
from commands.conversation import Conversation
from commands.message import Attachment, Chat, DeliveryError, Event, Media, Message, Outgoing, Person, plain_text
from commands.people import Inbound
from commands.subjects import catalogue
from store import due, inbox, lanes, outbox, settings, workspaces
from store.database import Database, Tx
from store.files import FileStore
from store.lanes import Claim
from store.tables import Outbox, table
from store.unit import Unit
from tests.folders import scratch

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
        self.app = self.platform
        self.apps = (self.platform, f"{self.platform}-2")
        self.platform_files: dict[str, bytes] = {}
        self.files = FileStore(scratch() / uuid4().hex, limit=2**20)
        self._fetcher = Fetcher(self.files)
        self._fetcher.add(self)  # type: ignore[arg-type]  # its `fetch` is all that is needed of a door

    def _fill(self, tx: Tx) -> UUID:
        known = workspaces.every(tx)
        if known:
            return known[0].id
        workspace = workspaces.create(tx, name="演示", now=self.now)
        demo.fill(tx, workspace, self.now, SHANGHAI)
        return workspace

    def decide(self, name: str, value: Any) -> None:
        """Sets one of the workspace's settings."""

        def put(tx: Tx) -> None:
            unit = Unit(tx, workspace=self.workspace, now=self.now)
            with unit.execution(name="test", origin="test", key=uuid4().hex, ordinal=0, actor=None, args={}):
                settings.put(unit, name, value)

        self.database.write(put).result()

    def say(self, who: str, text: str, *, group: bool | str = False, key: str | None = None, **more: Any) -> str:
        """What the bot answers in the speaker's own chat; all it sends is in `said`."""
        return self._hear(who, key=key, group=group, text=text, **more)

    def press(self, who: str, label: str, *, group: bool | str = False, **more: Any) -> str:
        """The answer to a press of the last shown button that bears this label."""
        shown = [press for outgoing in reversed(self.said) for press in (*outgoing.choices, *outgoing.buttons)]
        action = next(press.action for press in shown if press.label == label)
        return self._hear(who, key=None, group=group, kind="action", press=action, **more)

    def event(self, who: str, event: Event, *, group: bool | str = False, **more: Any) -> str:
        """What the bot says in a chat to which something happened; `text` is the code of a link, `target` a new id."""
        return self._hear(who, key=None, group=group, kind="event", event=event, **more)

    def told(self, who: str) -> str:
        """The last that reached somebody's private chat."""
        here = [each for each in self.said if each.chat.id == f"private:{who}"]
        return plain_text(here[-1]) if here else ""

    def attach(self, who: str, *files: Attachment | bytes, hold: bool = False, group: bool = False, **more: Any) -> str:
        """What the bot answers to files (bytes are pictures); with `hold` the answer still waits for more of them."""
        brought = tuple(each if isinstance(each, Attachment) else self.picture(each) for each in files)
        said = self._hear(who, key=None, group=group, attachments=brought, **more)
        return said if hold else said + self.wait(who, group=group)

    def picture(self, data: bytes, *, kind: Media = "image", name: str = "") -> Attachment:
        """Something that lies on the platform to be fetched."""
        handle = f"h{len(self.platform_files)}"
        self.platform_files[handle] = data
        return Attachment(kind=kind, handle=handle, name=name, size=len(data))

    def wait(self, who: str, *, group: bool = False) -> str:
        """What the bot says once it has waited for more files."""
        soon = sa.update(table(Outbox)).where(table(Outbox).c.state == "waiting").values(ready_at=START)
        self.database.write(lambda tx: tx.connection.execute(soon).rowcount).result()
        chat = self.chat(who, group=group)
        return "\n".join(plain_text(outgoing) for outgoing in self._sent() if outgoing.chat.id == chat.id)

    def edit(self, who: str, id: str, text: str, *, group: bool = False) -> str:
        """What the bot answers when somebody changes the words of a message."""
        return self._hear(who, key=None, group=group, kind="edit", target=id, id=id, text=text)

    def recall(self, who: str, id: str, *, group: bool = False, by: str | None = None) -> str:
        """What the bot answers when a message is taken back; an empty name is a platform that does not say by whom."""
        return self._hear(who, key=None, group=group, kind="recall", target=id, by=by)

    def pass_time(self, **length: float) -> str:
        """Moves the clock and fires what has come due."""
        return self.move_to(self.now + timedelta(**length))

    def move_to(self, when: datetime) -> str:
        """Sets the clock and fires what has come due."""
        self.now = when
        while self.fire():
            pass
        return "\n".join(plain_text(outgoing) for outgoing in self._sent())

    def fire(self) -> int:
        """Fires once what is due; how many that were."""

        def work(tx: Tx) -> int:
            rows = due.claim(tx, self.now, 100)
            for row in rows:
                self.conversation.fire(tx, row)
                due.done(tx, row)
            return len(rows)

        return self.database.write(work).result()

    def chat(self, who: str, *, group: bool | str, app: str | None = None) -> Chat:
        """The group (the team's, or another by its id), or somebody's private chat."""
        id = (group if isinstance(group, str) else demo.GROUP) if group else f"private:{who}"
        return Chat(platform=self.platform, app=app or self.platform, id=id, private=not group)

    def hear(
        self,
        who: str,
        *,
        key: str | None,
        group: bool | str,
        by: str | None = None,
        name: str | None = None,
        colleague: bool | None = False,
        app: str | None = None,
        **more: Any,
    ) -> Chat:
        """Stores a message, still unhandled; its chat."""
        self._count += 1
        chat = self.chat(who, group=group, app=app)
        message = Message(
            key=key or f"m{self._count}",
            chat=chat,
            sender=Person(id=who if by is None else by, name=who if name is None else name, colleague=colleague),
            sent_at=self.now,
            received_at=self.now,
            **more,
        )

        self.store(message)
        return chat

    def store(self, message: Message) -> None:
        """Stores a message as a door's inlet does."""
        chat = message.chat
        self.database.write(
            lambda tx: inbox.accept(
                tx,
                workspace=self.workspace,
                platform=chat.platform,
                app=chat.app,
                chat=chat.id,
                topic=chat.topic,
                key=message.key,
                payload=to_bytes(message),
                received_at=self.now,
                message_id=known_by(message),
            )
        ).result()

    def _hear(self, who: str, *, key: str | None, group: bool | str, **more: Any) -> str:
        chat = self.hear(who, key=key, group=group, **more)
        self.work()
        return "\n".join(plain_text(outgoing) for outgoing in self._sent() if outgoing.chat == chat)

    def work(self) -> None:
        """Handles all that was accepted, and what that put into the inbox itself."""
        while claims := self.database.write(lambda tx: lanes.claim(tx, owner="test", limit=10, lease=30)).result():
            for claim in claims:
                following: Claim | None = claim
                while following is not None:
                    following = self.begin(following)().result()

    def work_at_once(self) -> int:
        """Handles the first message of each conversation, all read before the first is carried out; how many."""
        claims = self.database.write(lambda tx: lanes.claim(tx, owner="test", limit=10, lease=30)).result()
        for done in [carry_out() for carry_out in [self.begin(claim) for claim in claims]]:
            done.result()
        return len(claims)

    def begin(self, claim: Claim) -> Callable[[], Future[Claim | None]]:
        """Reads a message; what is returned carries it out and gives the lane's next."""
        message = from_bytes(Message, claim.payload)
        inbound = Inbound(workspace=self.workspace, inbox_id=claim.inbox_id, message=message)
        prepared = self.database.read(lambda tx: self.conversation.prepare(tx, inbound))
        if prepared.wants:
            inbound = self.fetched(inbound, prepared.wants)
            prepared = self.database.read(lambda tx: self.conversation.prepare(tx, inbound))

        def carry_out(tx: Tx) -> Claim | None:
            self.conversation.carry_out(tx, prepared)
            return lanes.finish(tx, claim)

        return lambda: self.database.write(carry_out)

    def fetched(self, inbound: Inbound, wants: frozenset[str]) -> Inbound:
        """The message with what its platform was asked for."""
        return asyncio.run(self._fetcher.fetch(inbound, wants, lambda: True))

    async def fetch(self, attachment: Attachment) -> bytes:
        """The platform's side of that: what lies there, or a refusal."""
        if attachment.handle not in self.platform_files:
            raise DeliveryError("gone", final=True)
        return self.platform_files[attachment.handle]

    def _sent(self) -> list[Outgoing]:
        """What was written to the outbox since the last look, in order."""

        def take(tx: Tx) -> list[Outgoing]:
            letters = [
                letter
                for app in self.apps
                for letter in outbox.claim(tx, platform=self.platform, app=app, fence=1, limit=100)
            ]
            for letter in letters:
                outbox.sent(tx, [outbox.Sent(id=letter.id, message_id=letter.id.hex)], fence=1)
            return [from_bytes(Outgoing, letter.payload) for letter in letters]

        found: list[Outgoing] = []
        while letters := self.database.write(take).result():
            found += letters
        self.said += found
        return found
