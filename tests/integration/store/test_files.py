"""Stored files: nobody reads, changes or swaps them unseen; what no row needs is found, and only that."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from store import attachments, backup, followups, journal
from store.database import Database, Tx
from store.errors import Sealed
from store.files import FileStore, Kept, TooLarge
from store.tables import Attachment, FollowUp
from store.unit import Unit
from tests.integration.store.world import NOW, World, act, rows

pytestmark = pytest.mark.integration
MEGABYTE = 2**20


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    """An empty folder of files."""
    return FileStore(tmp_path / "files", limit=5 * MEGABYTE)


def path_of(files: FileStore, kept: Kept) -> Path:
    """Where a file lies."""
    return files.folder / kept.id.hex[-2:] / kept.id.hex


def attach(database: Database, world: World, kept: Kept, follow_up: object) -> None:
    """Writes the row of a file."""

    def do(unit: Unit) -> None:
        unit.add(
            Attachment,
            id=kept.id,
            follow_up_id=follow_up,
            customer_id=world.yuntu,
            kind="image",
            size=kept.size,
            digest=attachments.digest(unit.tx, world.id, kept.sha256),
            sealed_key=attachments.seal_key(unit.tx, world.id, kept.id, kept.key, world.yuntu),
        )

    act(database, world, do, name="attachment.add")


def log(database: Database, world: World) -> object:
    """A follow-up."""
    made = []
    act(database, world, lambda unit: made.append(unit.add(FollowUp, customer_id=world.yuntu, at=NOW, note="x").id))
    return made[0]


@pytest.mark.parametrize("size", [0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE])
def test_a_file_comes_back_as_it_was(files: FileStore, size: int) -> None:
    data = os.urandom(size)
    kept = files.put(data)
    assert (kept.size, files.load(kept.id, kept.key)) == (size, data)


def test_a_file_is_ciphertext_for_its_owner_alone(files: FileStore) -> None:
    kept = files.put("云图的合同".encode() * 100)
    path = path_of(files, kept)
    assert "云图".encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_was_changed_cut_or_swapped_is_refused(files: FileStore) -> None:
    one, other = files.put(os.urandom(2 * MEGABYTE + 5)), files.put(b"other")
    path, whole = path_of(files, one), path_of(files, one).read_bytes()
    chunk = MEGABYTE + 16
    for spoilt in (
        whole[:-1],
        whole[: 4 + chunk],
        whole[: 4 + 2 * chunk],
        whole[:4] + whole[4 + chunk : 4 + 2 * chunk] + whole[4 : 4 + chunk] + whole[4 + 2 * chunk :],
        whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        path_of(files, other).read_bytes(),
        b"",
    ):
        path.write_bytes(spoilt)
        with pytest.raises(Sealed):
            files.load(one.id, one.key)
    with pytest.raises(Sealed):
        files.load(other.id, one.key)
    files.drop(other.id)
    with pytest.raises(KeyError):
        files.load(other.id, other.key)


def test_what_is_too_large_is_not_written(files: FileStore) -> None:
    with pytest.raises(TooLarge):
        files.put(bytes(5 * MEGABYTE + 1))
    assert list(files.folder.glob("**/*")) == []


def test_a_follow_up_knows_how_many_files_it_has(database: Database, world: World, files: FileStore) -> None:
    follow_up = log(database, world)
    for data in (b"a", b"b"):
        attach(database, world, files.put(data), follow_up)

    def count(tx: Tx) -> int | None:
        return followups.of_customer(tx, world.id, world.yuntu)[0].files

    assert database.read(count) == 2
    last = rows(database, "SELECT max(number) FROM execution")[0][0]
    found = database.read(lambda tx: journal.by_number(tx, world.id, last))
    assert found is not None
    act(database, world, lambda unit: journal.undo(unit, [found.id]) and None)
    assert database.read(count) == 1


def test_a_row_opens_its_file(database: Database, world: World, files: FileStore) -> None:
    kept = files.put(b"picture")
    attach(database, world, kept, log(database, world))

    def key(tx: Tx) -> bytes:
        row = attachments.get(tx, world.id, kept.id)
        assert row is not None
        assert kept.key not in row.sealed_key
        return attachments.open_key(tx, world.id, kept.id, row.sealed_key)

    assert files.load(kept.id, database.read(key)) == b"picture"


def test_only_what_nothing_needs_is_swept(database: Database, world: World, files: FileStore) -> None:
    named, undone, waiting, nobodys = (files.put(data) for data in (b"named", b"undone", b"waiting", b"nobody's"))
    follow_up = log(database, world)
    for each in (named, undone):
        attach(database, world, each, follow_up)
    act(database, world, lambda unit: journal.undo(unit, attachments.put_by(unit.tx, world.id, [undone.id])) and None)
    database.write(lambda tx: attachments.await_naming(tx, waiting.id, waiting.key)).result()
    ids = [each.id for each in (named, undone, waiting, nobodys)]

    def unneeded(days: int) -> list[object]:
        now = NOW + timedelta(days=days)
        return list(database.read(lambda tx: attachments.unneeded(tx, [world.id], ids, now)))

    assert unneeded(1) == [nobodys.id]
    assert unneeded(100) == [undone.id, nobodys.id]
    assert list(files.older_than(time.time() - 60)) == []
    assert set(files.older_than(time.time() + 60)) == set(ids)


def test_half_written_files_are_swept_with_the_old_ones(files: FileStore) -> None:
    kept = files.put(b"whole")
    half = path_of(files, kept).with_name(".deadbeef.part")
    half.write_bytes(b"ha")
    assert list(files.older_than(time.time() + 60)) == [kept.id]
    assert not half.exists()


def test_a_copy_of_the_database_brings_the_files_along(
    database: Database, world: World, files: FileStore, tmp_path: Path
) -> None:
    if database.dialect == "postgresql":
        return  # pg_dump may be another version's; files follow it in the same way
    first, second = files.put(b"first"), files.put(b"second")
    attach(database, world, first, log(database, world))
    folder = tmp_path / "copies"
    backup.copy(database, folder, keep=2, files=files, now=NOW)
    copied = FileStore(folder / "files")
    assert copied.load(first.id, first.key) == b"first"
    files.drop(second.id)
    third = files.put(b"third")
    backup.copy(database, folder, keep=2, files=files, now=NOW + timedelta(days=1))
    assert copied.has(second.id)
    for copy in backup.copies(folder):
        os.utime(copy, (time.time() + 60, time.time() + 60))
    backup.copy(database, folder, keep=2, files=files, now=NOW + timedelta(days=2))
    assert (copied.has(first.id), copied.has(second.id), copied.has(third.id)) == (True, False, True)
