"""A world with chats in a database of each kind, and processes of the program that work on it and may be killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.bench.real import NOW
from bot.bench.world import CUSTOMERS, PLATFORM, World, fill, message
from commands.codec import to_bytes
from commands.message import Message
from commands.naming import naming, sealing
from store.database import Database, open_database
from store.keyfile import KeyFile
from store.secrets import Secrets
from tests.faults import program
from tests.integration.store.world import rows
from tests.talk import Talk

CHATS = 4
LEASE = 1.0
PATIENCE = 60.0


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.faults.program", "tests.faults.warm"])


def state(process: int) -> str:
    """What a process is doing, in the system's one letter; Z once it has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


class Program:
    """One process of the program: fed with messages, listened to, killed."""

    def __init__(self, orders: dict[str, Any]) -> None:
        self._talk, theirs = _FORKS.Pipe()
        self._process = _FORKS.Process(target=program.run, args=(orders, theirs))
        self._process.start()
        theirs.close()
        self.acknowledged: set[str] = set()

    def wait_for(self, word: str) -> bool:
        """Listens until it says a line that begins with the word; False when the process ended before."""
        while True:
            try:
                if not self._talk.poll(PATIENCE):
                    raise TimeoutError(f"{word} was not said in {PATIENCE} seconds")
                line: str = self._talk.recv()
            except (EOFError, ConnectionResetError):
                return False
            assert not line.startswith("error"), line
            if line.startswith(("ack ", "known ")):
                self.acknowledged.add(line.partition(" ")[2])
            if line.startswith(word):
                return True

    def say(self, messages: Sequence[Message]) -> None:
        """Hands it messages, as far as it lives to take them."""
        with suppress(BrokenPipeError, ConnectionResetError):
            for each in messages:
                self._talk.send(to_bytes(each))

    def signal(self, number: signal.Signals) -> None:
        """Sends it a signal."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def stopped(self) -> bool:
        """Whether it has stopped itself."""
        assert self._process.pid is not None
        return state(self._process.pid) == "T"

    def children(self) -> list[int]:
        """The numbers of the processes that it has started."""
        main = self._process.pid
        return [int(each) for each in Path(f"/proc/{main}/task/{main}/children").read_text().split()]

    def finish(self) -> int:
        """Says nothing more and waits for its end; how it ended (-9: killed)."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self._talk.send(b"")
        self.wait_for("(the end)")
        self._process.join(PATIENCE)
        code = self._process.exitcode
        assert code in (0, -signal.SIGKILL), code
        self._talk.close()
        return code

    def end(self) -> None:
        """Whatever it does, it ends now."""
        if self._process.is_alive():
            self._process.kill()
            self._process.join(PATIENCE)


@dataclass
class Site:
    """A database with a world in it, the processes that work on it, and what their platform has been given."""

    url: str
    folder: Path
    database: Database
    world: World
    programs: list[Program] = field(default_factory=list)

    def start(self, *, die: str = "", stop: str = "", now: datetime = NOW, preparers: int = 0) -> Program:
        """A process that works here."""
        orders = {
            "url": self.url,
            "keys": str(self.folder / "genjin.key"),
            "workspace": self.world.workspace.hex,
            "platform": PLATFORM,
            "sent": str(self.sent_file),
            "lease": LEASE,
            "now": now.isoformat(),
            "die": die,
            "stop": stop,
            "preparers": preparers,
        }
        self.programs.append(Program(orders))
        return self.programs[-1]

    @property
    def sent_file(self) -> Path:
        """What the platform has been given."""
        return self.folder / "sent.jsonl"

    def messages(self, each: int, *, chats: int = CHATS) -> list[Message]:
        """So many messages of each chat, in turns."""
        return [message(self.world, chat, turn, NOW) for turn in range(each) for chat in range(chats)]

    def sent(self) -> list[dict[str, Any]]:
        """What the platform has been given, in order."""
        if not self.sent_file.exists():
            return []
        return [json.loads(line) for line in self.sent_file.read_text("utf-8").splitlines()]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        return rows(self.database, sql)

    def check(self, messages: Sequence[Message], *, deaths: int) -> None:
        """Nothing lost, nothing doubled, in order; repeats are marked, and at most one a chat and death."""
        [(stored, done)] = self.rows("SELECT count(*), count(CASE WHEN state = 'done' THEN 1 END) FROM inbox")
        assert (stored, done) == (len(messages), len(messages))
        assert {row[0] for row in self.rows("SELECT key FROM inbox")} == {each.key for each in messages}
        for effect in ("follow_up", "reminder", "due WHERE command = 'reminder.fire'"):
            assert self.rows(f"SELECT count(*) FROM {effect}") == [(len(messages),)], effect
        assert self.rows("SELECT count(*) FROM execution WHERE origin = 'message'") == [(2 * len(messages),)]
        per_message = self.rows("SELECT inbox_id, count(*) FROM follow_up GROUP BY inbox_id")
        assert {row[1] for row in per_message} == {1}
        self._check_answers(messages, deaths)

    def _check_answers(self, messages: Sequence[Message], deaths: int) -> None:
        first = self.first_letters(deaths=deaths)
        assert len(first) == len(messages)
        heard: dict[str, list[str]] = defaultdict(list)
        for letter in first:
            heard[letter["chat"]].append(letter["text"].removeprefix("（可能重复）").split(" · ")[0])
        stored = self.rows(
            "SELECT lane.chat, inbox.key FROM inbox JOIN lane ON lane.id = lane_id ORDER BY inbox.sequence"
        )
        said: dict[str, list[str]] = defaultdict(list)
        for chat, key in stored:
            index, turn = (int(part) for part in key.split("-"))
            said[chat].append(f"✅ {self.world.clients[index][turn % CUSTOMERS].name}")
        assert heard == said

    def first_letters(self, *, deaths: int) -> list[dict[str, Any]]:
        """Every letter once, in order; those that came again say so, at most one a chat and death."""
        first: dict[str, dict[str, Any]] = {}
        repeats: Counter[str] = Counter()
        for letter in self.sent():
            if letter["id"] in first:
                assert letter["repeat"], letter
                repeats[letter["chat"]] += 1
            first.setdefault(letter["id"], letter)
        assert all(count <= deaths for count in repeats.values()), repeats
        return list(first.values())


@pytest.fixture
def talk(database_url: str, secrets: Secrets) -> Iterator[Talk]:
    """The demonstration's team."""
    database = open_database(database_url, secrets, naming=naming, sealing=sealing)
    yield Talk(database)
    database.close()


def _site(url: str, folder: Path, chats: int) -> Iterator[Site]:
    secrets = Secrets(KeyFile.open(folder / "genjin.key"))
    database = open_database(url, secrets, naming=naming, sealing=sealing)
    site = Site(url, folder, database, database.write(lambda tx: fill(tx, NOW, chats=chats)).result())
    yield site
    for each in site.programs:
        each.end()
    database.close()


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Iterator[Site]:
    """A world of four chats; whatever process is left at the end is killed."""
    yield from _site(database_url, tmp_path, CHATS)


@pytest.fixture
def wide(database_url: str, tmp_path: Path) -> Iterator[Site]:
    """A world of fifty chats."""
    yield from _site(database_url, tmp_path, 50)
