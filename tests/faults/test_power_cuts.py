"""A power cut loses no acknowledged message: FULL keeps them all, and the same test sees NORMAL lose some."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

import pytest

from store import inbox, workspaces
from store.database import Tx, open_database
from store.keyfile import KeyFile
from store.secrets import Secrets
from tests.databases import fresh

pytestmark = pytest.mark.fault
ROOT = Path(__file__).parents[2]
CUTS = int(os.environ.get("GENJIN_CUTS", "60"))
FILES = ("genjin.db", "genjin.db-wal")


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disk that keeps only what was synced, compiled."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("the disk that forgets is written in C, for Linux: it needs a C compiler")
    library = tmp_path_factory.mktemp("shim") / "synced.so"
    source = Path(__file__).with_name("synced.c")
    options = ["-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl", "-lpthread"]
    subprocess.run([compiler, *options], check=True)
    return library


class Machine:
    """A database on a disk that forgets: `disk` is what its processes see, `shadow` what survives a cut."""

    def __init__(self, folder: Path) -> None:
        self.disk, self.shadow = folder / "disk", folder / "shadow"
        self.keys = folder / "genjin.key"
        for place in (self.disk, self.shadow):
            place.mkdir()
        with fresh("sqlite", folder) as url:
            with closing(open_database(url, Secrets(KeyFile.open(self.keys)))) as database:
                self.workspace = database.write(_workspace).result()
            shutil.copy(url.removeprefix("sqlite:///"), self.shadow / "genjin.db")

    @contextmanager
    def powered(self, shim: Path, synchronous: str) -> Iterator[subprocess.Popen[str]]:
        """The process that makes lives and ends them."""
        orders = {
            "url": f"sqlite:///{self.disk / 'genjin.db'}",
            "keys": str(self.keys),
            "workspace": self.workspace.hex,
            "synchronous": synchronous,
        }
        more = {"LD_PRELOAD": str(shim), "SHADOW": str(self.shadow), "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.cut", json.dumps(orders)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **more},
            text=True,
        ) as process:
            yield process
            assert process.stdin is not None
            process.stdin.close()

    def life(self, process: subprocess.Popen[str], number: int, acknowledgements: int) -> list[str]:
        """One life from power-on to the cut: what it acknowledged. Only what was synced is on the disk before it."""
        for name in (*FILES, "genjin.db-shm"):
            (self.disk / name).unlink(missing_ok=True)
        for name in FILES:
            if (self.shadow / name).exists():
                shutil.copy(self.shadow / name, self.disk / name)
        write, read = process.stdin, process.stdout
        assert write is not None
        assert read is not None
        _say(write, f"{number} {acknowledgements}")
        keys: list[str] = json.loads(read.readline())
        return keys

    def survivors(self, folder: Path) -> set[str]:
        """The keys of the messages that a look at the surviving files finds; they are whole and can be opened."""
        folder.mkdir()
        for name in FILES:
            if (self.shadow / name).exists():
                shutil.copy(self.shadow / name, folder / name)
        file = folder / "genjin.db"
        with closing(sqlite3.connect(file)) as plain:
            assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
            found = {row[0] for row in plain.execute("SELECT key FROM inbox")}
        shutil.rmtree(folder)
        return found

    def opens(self) -> None:
        """Our own store opens what survived, and the last messages' words are as they were."""
        url = f"sqlite:///{self.shadow / 'genjin.db'}"
        with closing(open_database(url, Secrets(KeyFile.open(self.keys)))) as database:
            for message in database.read(_all):
                assert message.payload == message.key.encode() * 1000


def _say(pipe: IO[str], line: str) -> None:
    pipe.write(line + "\n")
    pipe.flush()


def _workspace(tx: Tx) -> UUID:
    made = workspaces.create(tx, name="测试", now=datetime.now(UTC))
    tx.secrets.seal(made, "test", b"")  # the workspace's key is there before the first cut
    return made


def _all(tx: Tx) -> list[inbox.Message]:
    found = tx.connection.exec_driver_sql("SELECT id FROM inbox ORDER BY id DESC LIMIT 20").scalars().all()
    loaded = [inbox.load(tx, UUID(bytes=raw)) for raw in found]
    return [each for each in loaded if each is not None]


def cut_and_look(machine: Machine, shim: Path, synchronous: str, cuts: int, folder: Path) -> int:
    """So many power cuts, each at another moment; how many acknowledged messages were gone after one of them."""
    chance = random.Random(11)
    acknowledged: set[str] = set()
    lost = 0
    with machine.powered(shim, synchronous) as process:
        for number in range(cuts):
            acknowledged |= set(machine.life(process, number, chance.randint(1, 60)))
            survivors = machine.survivors(folder / f"look{number}")
            lost += len(acknowledged - survivors)
            acknowledged &= survivors
    assert acknowledged or synchronous == "NORMAL"
    return lost


def test_with_full_no_acknowledged_message_is_lost(shim: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    empty = (machine.shadow / "genjin.db").stat().st_size
    assert cut_and_look(machine, shim, "FULL", CUTS, tmp_path) == 0
    assert (machine.shadow / "genjin.db").stat().st_size > empty  # the log was folded in on the way, more than once
    machine.opens()


def test_the_same_test_sees_normal_lose_messages(shim: Path, tmp_path: Path) -> None:
    assert cut_and_look(Machine(tmp_path), shim, "NORMAL", 5, tmp_path) > 0
