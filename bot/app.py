"""The composition root: the one place where the program's parts are wired."""

import asyncio
import os
import socket
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import OperationalError

from bot import demo
from bot.away import Presence
from bot.border import Belfry, Border
from bot.clock import BusinessClock, MovableClock, Ticker
from bot.delivery import Delivery
from bot.directory import DoorDirectory
from bot.drawing import Drawing
from bot.due import DueRunner
from bot.errors import DatabaseAway, NoKeys
from bot.fetching import Fetcher
from bot.files import StoredFiles
from bot.founding import found
from bot.inlet import DoorInlet
from bot.lock import FolderLock
from bot.passive import Askers
from bot.pictures import Pictures
from bot.pipeline import Pipeline
from bot.preparers import Preparers
from bot.settings import Settings
from bot.upkeep import Upkeep
from commands.conversation import Conversation
from commands.message import Door, Reaching
from commands.naming import naming, sealing
from commands.subjects import catalogue
from store import workspaces
from store.database import Database, Tx, open_database
from store.errors import Sealed
from store.files import FileStore
from store.keyfile import KeyFile
from store.migrations import migrate
from store.secrets import Secrets

log = structlog.get_logger(__name__)


class App:
    """The running program: accepts, understands, files, answers, reminds. Doors are opened on it one by one."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        workspace: UUID,
        *,
        start: datetime | None = None,
        owner: str | None = None,
        preparers: int = 0,
    ) -> None:
        self.settings = settings
        self.database = database
        self.workspace = workspace
        self.zone = ZoneInfo(settings.workspace.zone)
        self.owner = owner or new_owner()
        self.border = Border(database)
        self.heard = Belfry()
        self.said = Belfry()
        self.askers = Askers()
        self.business = BusinessClock(start)
        self.conversation = Conversation(catalogue(), clock=self.business.now)
        self.store = FileStore(settings.files.folder, limit=settings.files.megabytes * 2**20)
        self.files = StoredFiles(self.border, self.store, workspace=workspace)
        self.drawing = Drawing()
        self.pictures = Pictures(self.border, self.store, self.drawing)
        self.fetcher = Fetcher(self.store)
        self.preparers = Preparers(settings, self.business, count=preparers)
        self.pipeline = Pipeline(
            self.border,
            self.conversation,
            owner=self.owner,
            bell=self.heard.bell(),
            committed=self.committed,
            fetcher=self.fetcher,
            preparers=self.preparers,
        )
        self.due = DueRunner(self.border, self.conversation, now=self.business.now)
        self.ticker = Ticker(self.business, self.due, zone=settings.workspace.zone)
        self.clock = MovableClock(self.business, self.ticker, self.due)
        self.upkeep = Upkeep(self.border, settings.backup, owner=self.owner, store=self.store)
        self.presence = Presence(
            self.border, self.conversation, workspace=workspace, clock=self.business, zone=self.zone
        )
        self.end = asyncio.Event()
        self.failed: str | None = None
        self._deliveries: list[Delivery] = []
        self._doors: list[Door] = []

    def committed(self, message: UUID) -> None:
        """A message was handled: its answer is there, and due rows may wait."""
        self.said.ring(message)
        self.ticker.wake()

    def inlet(self, reaching: Reaching | None = None) -> DoorInlet:
        """Where a door of this workspace puts what it heard; `reaching` is the door if it shows only some chats."""
        return DoorInlet(
            self.border,
            heard=self.heard,
            said=self.said,
            askers=self.askers,
            workspace=self.workspace,
            access=self.settings.access,
            reaching=reaching,
        )

    def directory(self, platform: str, app: str) -> DoorDirectory:
        """The people and chats that a door may show."""
        return DoorDirectory(self.border, workspace=self.workspace, platform=platform, app=app)

    async def start(self) -> None:
        """Begins to work: first what was left when the program ended, then what comes."""
        self.upkeep.schedule(self.ticker)
        self.presence.schedule(self.ticker)
        await self.preparers.start()
        await self.pipeline.start()
        self._watch(self.pipeline.main)
        await self.ticker.start()

    async def open(self, door: Door) -> None:
        """Starts a door and the sending through it."""
        delivery = Delivery(
            self.border,
            door,
            owner=self.owner,
            said=self.said,
            askers=self.askers,
            illustrated=self.pictures.illustrated,
            unreachable=self.conversation.unreachable,
        )
        self._deliveries.append(delivery)
        self.presence.add(door)
        self._doors.append(door)
        self.fetcher.add(door)
        await door.start()
        await delivery.start()
        self._watch(delivery.main)

    def _watch(self, part: asyncio.Task[None] | None) -> None:
        """A part that ends by an error ends the program: it must not go on deaf or mute."""

        def ended(task: asyncio.Task[None]) -> None:
            if not task.cancelled() and task.exception() is not None:
                log.error("a part has failed", part=task.get_name(), exc_info=task.exception())
                self.failed = task.get_name()
                self.end.set()

        assert part is not None
        part.add_done_callback(ended)

    async def stop(self) -> None:
        """Finishes what is in hand, in order, and lets go of everything."""
        if self.ticker.running:
            await self.presence.beat()
        await self.ticker.stop()
        await self.pipeline.stop()
        for delivery in self._deliveries:
            await delivery.stop()
        self.drawing.close()
        for door in self._doors:
            await door.stop()
        await self.preparers.stop()
        self.border.close()
        await asyncio.to_thread(self.database.close)


def prepare(settings: Settings, *, with_demo: bool = False, start: datetime | None = None) -> tuple[Database, UUID]:
    """A migrated, open database with its workspace (and the demonstration in it, if it was empty); blocks."""
    try:
        migrate(settings.database.url)
    except OperationalError as error:
        raise DatabaseAway(str(error.orig)) from None
    database = opened(settings)
    now = BusinessClock(start).now()

    def work(tx: Tx) -> UUID:
        workspace = _workspace(tx, settings, now)
        tx.secrets.seal(workspace, "start", b"")  # opens the workspace's data key, or shows that these are other keys
        if with_demo and not demo.is_filled(tx, workspace):
            demo.fill(tx, workspace, now, ZoneInfo(settings.workspace.zone))
        return workspace

    try:
        return database, database.write(work).result()
    except Sealed as error:
        database.close()
        raise NoKeys(settings.keys.path, error) from None
    except BaseException:
        database.close()
        raise


def opened(settings: Settings) -> Database:
    """The database of these settings, as it is."""
    try:
        secrets = Secrets(KeyFile.open(settings.keys.path))
    except Sealed as error:
        raise NoKeys(settings.keys.path, error) from None
    return open_database(settings.database.url, secrets, naming=naming, sealing=sealing)


def _workspace(tx: Tx, settings: Settings, now: datetime) -> UUID:
    """The workspace that the settings name; made at the first start."""
    known = workspaces.every(tx)
    named = [row for row in known if row.name == settings.workspace.name]
    if named or len(known) == 1:
        return (named or known)[0].id
    return found(tx, settings.workspace, now)


def new_owner() -> str:
    """A name for this process that no other has or had."""
    return f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"


def folder_lock(settings: Settings) -> FolderLock | None:
    """The lock on the data folder of SQLite; PostgreSQL takes several processes."""
    return FolderLock(settings.database.file.parent) if settings.database.file else None
