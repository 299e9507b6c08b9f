"""A kill while pictures are fetched, stored and filed: each is there once, and they still get one answer."""

import signal
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from bot.bench.real import NOW
from bot.bench.world import message
from bot.inlet import known_by
from commands.codec import to_bytes
from commands.message import Attachment, Message
from store import attachments, inbox
from store.database import Tx
from store.files import FileStore
from tests.faults.conftest import Site

pytestmark = [pytest.mark.fault, pytest.mark.timeout(300)]
PICTURES = 10


def sent_in(site: Site) -> list[Message]:
    """A follow-up and ten pictures, in one second."""
    first = message(site.world, 0, 0, NOW)
    pictures = [
        replace(first, key=f"p{i}", text="", attachments=(Attachment(kind="image", handle=f"picture {i}"),))
        for i in range(PICTURES)
    ]
    return [first, *pictures]


def accept(site: Site, messages: list[Message]) -> None:
    """Puts them into the inbox before any process is there."""

    def work(tx: Tx, each: Message) -> Any:
        chat = each.chat
        return inbox.accept(
            tx,
            workspace=site.world.workspace,
            platform=chat.platform,
            app=chat.app,
            chat=chat.id,
            topic=chat.topic,
            key=each.key,
            payload=to_bytes(each),
            received_at=each.received_at,
            message_id=known_by(each),
        )

    for each in messages:
        site.database.write(lambda tx, each=each: work(tx, each)).result()  # type: ignore[misc]


def stored(site: Site) -> list[bytes]:
    """What is in the files that rows name."""
    files = FileStore(site.folder / "files")

    def read(tx: Tx) -> list[tuple[UUID, bytes]]:
        ids = attachments.every(tx, UUID(int=0), 100)
        rows = [attachments.get(tx, site.world.workspace, id) for id in ids]
        keys = [attachments.open_key(tx, site.world.workspace, row.id, row.sealed_key) for row in rows if row]
        return list(zip(ids, keys, strict=True))

    return [files.load(id, key) for id, key in site.database.read(read)]


@pytest.mark.parametrize("point", ["", "stored:5", "understood:9", "handling:6", "handled:7"])
def test_ten_pictures_get_one_answer_whenever_the_process_dies(site: Site, point: str) -> None:
    messages = sent_in(site)
    accept(site, messages)
    program = site.start(die=point)
    assert program.wait_for("ready")
    assert program.finish() == (-signal.SIGKILL if point else 0)
    if point:
        again = site.start()
        assert again.wait_for("ready")
        assert again.finish() == 0
    assert sorted(stored(site)) == sorted(f"picture {i}".encode() for i in range(PICTURES))
    assert site.rows("SELECT count(*), count(DISTINCT follow_up_id) FROM attachment") == [(PICTURES, 1)]
    assert site.rows("SELECT files FROM follow_up WHERE files IS NOT NULL") == [(PICTURES,)]
    first, pictures = site.first_letters(deaths=1)
    assert first["text"].startswith("✅")
    assert pictures["text"].removeprefix("（可能重复）").startswith(f"📎 {PICTURES}张已放进")
