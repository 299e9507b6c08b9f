"""A process of the real program that a test may stop and kill: `run` is its whole life.

It gets messages through a connection and says `ready`, then `ack KEY` once a message is accepted (`known KEY` for a
repeat), and `done` when the input has ended and nothing is left to do. Its door writes each letter into a file, as a
platform would have it then. The order `die` names a point of the way and how often it is passed before the process
kills itself there (`sent:3`), `stop` one where it stops itself until somebody lets it go on.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import UUID

from bot.app import App
from bot.delivery import Delivery
from bot.due import DueRunner
from bot.inlet import DoorInlet
from bot.pipeline import Pipeline
from bot.settings import Database as At
from bot.settings import Files, Keys, Settings
from bot.testing import until
from commands.codec import from_bytes
from commands.conversation import Conversation
from commands.message import Attachment, Message, Outgoing, Receipt, Sent, plain_text
from commands.naming import naming, sealing
from store import due, inbox, lanes, outbox
from store.database import Tx, open_database
from store.files import FileStore
from store.keyfile import KeyFile
from store.secrets import Secrets

POINTS = (
    "accepting",  # the inbox row is written, not yet committed
    "accepted",  # committed, the door has not heard of it
    "handling",  # effects, answer and "done" are written, not yet committed
    "handled",  # committed
    "sending",  # before the door has the letter
    "sent",  # the platform has it, nobody has written that down
    "marking",  # written down, not yet committed
    "marked",  # committed
)


class Fate:
    """Signals the process itself when a wanted point has been passed often enough."""

    def __init__(self, die: str, stop: str) -> None:
        self._wanted: dict[str, tuple[int, signal.Signals]] = {}
        for wanted, end in ((die, signal.SIGKILL), (stop, signal.SIGSTOP)):
            point, _, times = wanted.partition(":")
            self._wanted[point] = (int(times or 1), end)
        self._passed: Counter[str] = Counter()

    def at(self, point: str) -> None:
        """This point is passed now."""
        self._passed[point] += 1
        times, end = self._wanted.get(point, (0, signal.SIGKILL))
        if self._passed[point] == times:
            os.kill(os.getpid(), end)

    def after(self, point: str, owner: Any, name: str, when: Callable[[Any], object] = bool) -> None:
        """The point is passed whenever this function of the program has returned something that counts."""
        call = getattr(owner, name)

        def wrapped(*args: Any, **more: Any) -> Any:
            result = call(*args, **more)
            if when(result):
                self.at(point)
            return result

        setattr(owner, name, wrapped)


class FileDoor:
    """Writes each letter as a line of a file."""

    def __init__(self, platform: str, file: Path, fate: Fate) -> None:
        self.platform = self.app = platform
        self._file = file
        self._fate = fate

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def fetch(self, attachment: Attachment) -> bytes:
        """A picture that tells which one it is."""
        return attachment.handle.encode()

    async def send(self, outgoing: Outgoing) -> Sent:
        """The platform has it once the line is in the file."""
        self._fate.at("sending")
        line = {
            "id": outgoing.id,
            "chat": outgoing.chat.id,
            "text": plain_text(outgoing),
            "repeat": outgoing.repeat,
        }
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, json.dumps(line, ensure_ascii=False).encode() + b"\n")
        os.close(handle)
        self._fate.at("sent")
        return Sent(message_id=outgoing.id)


def hang(fate: Fate) -> None:
    """Hangs the points of the way onto the program's functions."""

    def always(_: Any) -> bool:
        return True

    fate.after("accepting", inbox, "accept")
    fate.after("understood", Conversation, "prepare")
    fate.after("stored", FileStore, "put")
    fate.after("handling", lanes, "finish", always)
    fate.after("handled", App, "committed", always)
    fate.after("marking", outbox, "sent")
    fate.after("firing", due, "done", always)
    accept, exchange, fire = DoorInlet.accept, Delivery._exchange, DueRunner._round

    async def accepted(self: DoorInlet, message: Message) -> Receipt:
        receipt = await accept(self, message)
        fate.at("accepted")
        return receipt

    async def exchanged(self: Delivery, fence: int, room: int) -> Any:
        something = bool(self._sent)
        letters = await exchange(self, fence, room)
        if something:
            fate.at("marked")
        return letters

    async def fired(self: DueRunner) -> int:
        count = await fire(self)
        if count:
            fate.at("fired")
        return count

    DoorInlet.accept = accepted  # type: ignore[method-assign]
    Delivery._exchange = exchanged  # type: ignore[method-assign]
    DueRunner._round = fired  # type: ignore[method-assign]


def nothing_left(tx: Tx) -> bool:
    """Whether every message is handled and every letter sent."""
    left: int = tx.connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
        " + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending'))"
    ).scalar_one()
    return left == 0


def run(orders: dict[str, Any], talk: Connection) -> None:
    """The life of the process; Python keeps what its preparers compile, as on anybody's machine."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        asyncio.run(_main(orders, talk))
    except BaseException:
        talk.send(f"error {traceback.format_exc()}")
        raise


async def _main(orders: dict[str, Any], talk: Connection) -> None:
    """Works until the input ends and nothing is left to do."""
    fate = Fate(orders["die"], orders["stop"])
    hang(fate)
    for begin in (Pipeline.__init__, Delivery.__init__):
        (begin.__kwdefaults__ or {})["lease"] = orders["lease"]  # who is killed holds it so long
    keys = Path(orders["keys"])
    settings = Settings(database=At(url=orders["url"]), keys=Keys(path=keys), files=Files(folder=keys.parent / "files"))
    secrets = Secrets(KeyFile.open(settings.keys.path))
    database = open_database(settings.database.url, secrets, naming=naming, sealing=sealing)
    workspace, start = UUID(orders["workspace"]), datetime.fromisoformat(orders["now"])
    app = App(settings, database, workspace, start=start, preparers=orders["preparers"])
    inlet = app.inlet()
    await app.start()
    await app.open(FileDoor(orders["platform"], Path(orders["sent"]), fate))
    await app.preparers.ready()
    await asyncio.to_thread(talk.send, "ready")
    tasks = []
    while data := await asyncio.to_thread(talk.recv):
        tasks.append(asyncio.create_task(_accept(inlet, from_bytes(Message, data), talk)))
    await asyncio.gather(*tasks)
    await app.clock.fire()
    await until(lambda: database.read(nothing_left), seconds=60)
    await app.stop()
    talk.send("done")


async def _accept(inlet: DoorInlet, message: Message, talk: Connection) -> None:
    receipt = await inlet.accept(message)
    talk.send(f"{'ack' if receipt.fresh else 'known'} {message.key}")
