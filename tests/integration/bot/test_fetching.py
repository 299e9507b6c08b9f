"""What a message needs from its platform is fetched before it is handled: patiently, and never in vain for ever."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from bot.app import App, prepare
from bot.fetching import ending_of
from bot.files import StoredFiles
from bot.settings import Database as At
from bot.settings import Files, Keys, Settings, Workspace
from bot.testing import Echo, RecordingDoor, chat, message, until
from commands.message import Attachment, DeliveryError, Message
from store import attachments, inbox
from tests.integration.bot.conftest import House

pytestmark = pytest.mark.integration

PICTURE = Attachment(kind="image", handle="h1")


class Gallery(RecordingDoor):
    """A door whose platform has pictures; `refusals` come first, `slow` holds it up."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: list[Exception] = []
        self.asked: list[str] = []
        self.names: dict[str, str] = {}
        self.free = asyncio.Event()
        self.free.set()

    async def fetch(self, attachment: Attachment) -> bytes:
        """The handle itself, once the platform lets it go."""
        self.asked.append(attachment.handle)
        await self.free.wait()
        if self.refusals:
            raise self.refusals.pop(0)
        return attachment.handle.encode()

    async def name_of(self, user_id: str) -> str:
        """What it knows."""
        return self.names.get(user_id, "")


def picture(text: str = "图", *, attachment: Attachment = PICTURE) -> Message:
    """A message with a picture."""
    return replace(message(text), attachments=(attachment,))


@pytest.fixture
def gallery() -> Gallery:
    """A door with pictures."""
    return Gallery()


async def test_files_are_there_when_the_message_is_handled(build: Callable[..., House], gallery: Gallery) -> None:
    house = build(door=gallery)
    await house.pipeline()
    await house.inlet.accept(picture())
    await until(lambda: house.echo.files)
    [got] = house.echo.files
    assert got.id is not None
    assert (house.files.load(got.id, got.key), got.size) == (b"h1", 2)


async def test_a_platform_that_is_away_is_asked_again(build: Callable[..., House], gallery: Gallery) -> None:
    gallery.refusals = [TimeoutError(), ConnectionError("reset"), DeliveryError("busy"), RuntimeError("odd")]
    house = build(door=gallery)
    await house.pipeline()
    await house.inlet.accept(picture())
    await until(lambda: house.echo.files)
    assert (len(gallery.asked), house.echo.files[0].problem) == (5, "")


async def test_a_refusal_for_good_is_not_asked_again(build: Callable[..., House], gallery: Gallery) -> None:
    gallery.refusals = [DeliveryError("expired", final=True)]
    house = build(door=gallery)
    await house.pipeline()
    await house.inlet.accept(picture())
    await until(lambda: house.echo.files)
    assert (len(gallery.asked), house.echo.files[0].problem) == (1, "refused")


async def test_patience_ends(build: Callable[..., House], gallery: Gallery) -> None:
    gallery.refusals = [DeliveryError("busy") for _ in range(100)]
    house = build(door=gallery)
    house.fetcher._patience = 0.1
    await house.pipeline()
    await house.inlet.accept(picture())
    await until(lambda: house.echo.files)
    assert house.echo.files[0].problem == "refused"
    assert len(gallery.asked) < 10


async def test_what_is_too_large_is_not_even_asked_for(build: Callable[..., House], gallery: Gallery) -> None:
    house = build(door=gallery)
    await house.pipeline()
    await house.inlet.accept(picture(attachment=replace(PICTURE, size=2**20 + 1)))
    await until(lambda: house.echo.files)
    assert (gallery.asked, house.echo.files[0].problem, house.echo.files[0].megabytes) == ([], "large", 1)


async def test_a_door_that_cannot_fetch_leaves_the_words(build: Callable[..., House]) -> None:
    house = build()
    await house.pipeline()
    await house.inlet.accept(picture())
    await until(lambda: house.echo.files)
    assert house.echo.files[0].problem == "refused"


async def test_the_lane_is_held_while_it_takes_long(build: Callable[..., House], gallery: Gallery) -> None:
    gallery.free.clear()
    slow, quick = build(Echo(), gallery), build(Echo(), gallery)
    await slow.pipeline(lease=0.3)
    await slow.inlet.accept(picture())
    await until(lambda: gallery.asked)
    await quick.pipeline(lease=0.3)
    renewed: set[str] = set()

    def lease_renewed() -> bool:
        until_when = slow.database.read(
            lambda tx: tx.connection.exec_driver_sql("SELECT lease_until FROM lane").scalar_one()
        )
        renewed.add(str(until_when))
        return len(renewed) > 8

    await until(lease_renewed)
    gallery.free.set()
    await until(lambda: slow.echo.files)
    assert (len(gallery.asked), quick.echo.files) == (1, [])


async def test_a_stop_leaves_it_to_the_next(build: Callable[..., House], gallery: Gallery) -> None:
    gallery.refusals = [DeliveryError("busy") for _ in range(3)]
    first, second = build(Echo(), gallery), build(Echo(), gallery)
    first.fetcher._patience, first.fetcher._first_wait = 60.0, 0.2
    pipeline = await first.pipeline()
    await first.inlet.accept(picture())
    await until(lambda: gallery.asked)
    await pipeline.stop()
    assert first.echo.files == []
    gallery.refusals.clear()
    await second.pipeline()
    await until(lambda: second.echo.files)


async def test_stored_files_are_loaded_by_id(build: Callable[..., House], workspace: UUID) -> None:
    house = build()
    loader = StoredFiles(house.border, house.files, workspace=workspace)
    for wrong in (uuid4().hex, "no id"):
        with pytest.raises(KeyError):
            await loader.load(wrong)


async def test_a_message_is_known_by_its_platforms_id(house: House) -> None:
    await house.inlet.accept(replace(message("原话"), id="m1"))
    await house.inlet.accept(replace(message("改过", kind="edit"), id="m1", target="m1"))
    await house.inlet.accept(replace(message("别处", to=chat("c2")), id="m1"))
    await house.inlet.accept(message("没有号"))

    def found() -> list[int]:
        rows = house.database.read(
            lambda tx: inbox.of_message(tx, platform="test", app="test", chat="c1", message_id="m1")
        )
        return [row.sequence for row in rows]

    assert found() == [1, 2]
    assert house.count("SELECT count(*) FROM inbox WHERE message_id IS NULL") == 1


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [
        ("", b"\xff\xd8\xff\xe0", "jpg"),
        ("", b"RIFF0000WEBPVP8", "webp"),
        ("", b"0000ftypisom", "mp4"),
        ("报价单.PDF", b"%PDF-1.7", "pdf"),
        ("v1.2 说明", b"%PDF-1.7", "pdf"),
        ("", b"?", ""),
    ],
)
def test_endings(name: str, data: bytes, ending: str) -> None:
    assert ending_of(name, data) == ending


async def test_ten_pictures_in_a_second_get_one_answer(database_url: str, tmp_path: Path) -> None:
    settings = Settings(
        database=At(url=database_url),
        workspace=Workspace(name="演示"),
        keys=Keys(path=tmp_path / "genjin.key"),
        files=Files(folder=tmp_path / "files"),
    )
    opened, workspace = await asyncio.to_thread(prepare, settings, with_demo=True)
    app, door = App(settings, opened, workspace), Gallery()
    door.platform = door.app = "terminal"
    await app.start()
    await app.open(door)
    try:
        inlet, now = app.inlet(), datetime.now(UTC)
        first = replace(
            message("今天拜访了云图的吴总", to=chat("private:陈晓明", platform="terminal", app="terminal")),
            sender=replace(message("").sender, id="陈晓明"),
            sent_at=now,
        )
        await (await inlet.accept(first)).settled()
        pictures = [
            replace(first, key=f"p{i}", text="", attachments=(Attachment(kind="image", handle=f"h{i}"),))
            for i in range(10)
        ]
        for each in pictures:
            await inlet.accept(each)
        await until(lambda: len(door.sent) == 2, seconds=30)
        assert door.sent[1].lines[0].startswith("📎 10张已放进云图")
        ids = await app.border.read(lambda tx: attachments.every(tx, UUID(int=0), 100))
        assert sorted([await app.files.load(id.hex) for id in ids]) == [f"h{i}".encode() for i in range(10)]
    finally:
        await app.stop()
