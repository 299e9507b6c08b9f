"""A workspace, and the program's parts over the `database` of each kind."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from bot.border import Belfry, Border
from bot.delivery import Delivery
from bot.fetching import Fetcher
from bot.inlet import DoorInlet
from bot.passive import Askers
from bot.pipeline import Pipeline
from bot.sending import Unreachable
from bot.settings import Backup, Files, Keys, Settings
from bot.settings import Database as At
from bot.testing import Echo, RecordingDoor
from store import workspaces
from store.database import Database
from store.files import FileStore
from tests.integration.store.world import rows


@pytest.fixture
def workspace(database: Database) -> UUID:
    """An empty workspace."""
    return database.write(lambda tx: workspaces.create(tx, name="测试", now=datetime.now(UTC))).result()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """A deployment of this test's own."""
    return Settings(
        database=At(url=database_url),
        keys=Keys(path=tmp_path / "genjin.key"),
        backup=Backup(folder=tmp_path / "backup"),
        files=Files(folder=tmp_path / "files"),
    )


class House:
    """One process: its pipeline and delivery over the echo, started on demand and stopped at the end."""

    def __init__(self, database: Database, workspace: UUID, echo: Echo, door: RecordingDoor, folder: Path) -> None:
        self.database = database
        self.workspace = workspace
        self.echo = echo
        self.door = door
        self.owner = uuid4().hex
        self.border = Border(database)
        self.heard, self.said = Belfry(), Belfry()
        self.askers = Askers()
        self.inlet = DoorInlet(self.border, heard=self.heard, said=self.said, askers=self.askers, workspace=workspace)
        self.unreachable: Unreachable = lambda *_: False
        self.files = FileStore(folder, limit=2**20)
        self.fetcher = Fetcher(self.files, patience=2.0, first_wait=0.01)
        self.fetcher.add(door)
        self._running: list[Pipeline | Delivery] = []

    async def pipeline(self, *, lease: float = 30.0, width: int = 64) -> Pipeline:
        """Starts a pipeline."""
        pipeline = Pipeline(
            self.border,
            self.echo,
            owner=self.owner,
            bell=self.heard.bell(),
            committed=self.said.ring,
            fetcher=self.fetcher,
            lease=lease,
            width=width,
            poll=0.05,
        )
        await pipeline.start()
        self._running.append(pipeline)
        return pipeline

    async def delivery(self, *, lease: float = 30.0) -> Delivery:
        """Starts sending through the door, waiting a hundredth of the usual time after failures."""
        delivery = Delivery(
            self.border,
            self.door,
            owner=self.owner,
            said=self.said,
            askers=self.askers,
            unreachable=self.unreachable,
            lease=lease,
            poll=0.05,
            first_wait=0.01,
        )
        await delivery.start()
        self._running.append(delivery)
        return delivery

    async def stop(self) -> None:
        """Stops what runs."""
        for part in self._running:
            await part.stop()
        self.border.close()

    def count(self, sql: str) -> int:
        """A count by SQL."""
        [(found,)] = rows(self.database, sql)
        return int(found)


@pytest.fixture
async def build(database: Database, workspace: UUID, tmp_path: Path) -> AsyncIterator[Callable[..., House]]:
    """Makes processes, and stops them."""
    houses: list[House] = []

    def make(echo: Echo | None = None, door: RecordingDoor | None = None) -> House:
        houses.append(House(database, workspace, echo or Echo(), door or RecordingDoor(), tmp_path / "files"))
        return houses[-1]

    yield make
    for house in houses:
        await house.stop()


@pytest.fixture
def house(build: Callable[..., House]) -> House:
    """One process."""
    return build()
