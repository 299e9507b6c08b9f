"""Sensitive numbers lie sealed; the key file opens them, and only it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from store import contacts, inbox, outbox
from store.database import Database, Tx, open_database
from store.errors import Sealed
from store.keyfile import KeyFile
from store.secrets import Secrets, rewrap
from store.tables import ContactPoint, Customer, FollowUp
from store.types import SealedWords
from store.unit import Unit
from tests.integration.store.world import NOW, World, act, rows

pytestmark = pytest.mark.integration
PHONE, EMAIL, PERSON = "13812345678", "wuhao@yuntu.cn", "11010519491231002X"
TEXT = f"吴总 ⟦{PHONE}⟧ 邮箱{EMAIL}，身份证{PERSON}"


def everything(database: Database, folder: Path) -> bytes:
    """All bytes of the database: its files, or all rows of all tables."""
    if database.dialect == "sqlite":
        return b"".join(path.read_bytes() for path in folder.glob("test*.db*"))

    def dump(tx: Tx) -> bytes:
        names = sa.inspect(tx.connection).get_table_names()
        each = (tx.connection.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in names)
        return repr(
            [[[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in all] for all in each]
        ).encode()

    return database.read(dump)


def test_no_plain_number_lies_in_the_database(database: Database, world: World, tmp_path: Path) -> None:
    def write(unit: Unit) -> None:
        tx = unit.tx
        unit.add(FollowUp, customer_id=world.yuntu, at=NOW, note=TEXT, next_text=f"打{PHONE}")
        unit.add(ContactPoint, contact_id=world.wu, kind="phone", value=PHONE)
        unit.add(ContactPoint, customer_id=world.yuntu, kind="id", value=PERSON)
        unit.edit(Customer, world.yuntu).note = TEXT
        outbox.add(
            tx,
            workspace=world.id,
            platform="web",
            app="a",
            chat="c",
            topic="",
            payload=TEXT.encode(),
            inbox_id=None,
            created_at=NOW,
        )
        inbox.accept(
            tx,
            workspace=world.id,
            platform="web",
            app="a",
            chat="c",
            topic="",
            key="k",
            payload=TEXT.encode(),
            received_at=NOW,
        )

    run = act(database, world, write, args={"text": TEXT}, name="followup.log")
    stored = everything(database, tmp_path)
    assert "华星".encode() in stored
    for secret in (PHONE, EMAIL, PERSON):
        assert secret.encode() not in stored

    def reading(tx: Tx) -> tuple[str, str]:
        note = tx.connection.execute(sa.text("SELECT note FROM follow_up")).scalar_one()
        return (
            tx.secrets.unseal_words(world.id, note, mask=True),
            tx.secrets.unseal_words(world.id, note, mask=False),
        )

    masked, whole = database.read(reading)
    assert whole == TEXT
    assert masked == "吴总 ⟦138****5678⟧ 邮箱w***@yuntu.cn，身份证1****************X"
    assert run.number == 2


def test_words_are_sealed_once_and_copied_as_they_are(database: Database, world: World) -> None:
    def write(unit: Unit) -> None:
        first = unit.add(FollowUp, customer_id=world.yuntu, at=NOW, note=TEXT)
        copied = unit.add(FollowUp, customer_id=world.yuntu, at=NOW, note=first.note)
        assert isinstance(first.note, SealedWords)
        assert copied.note == first.note

    act(database, world, write)


def test_ciphertext_stays_where_it_belongs(database: Database, world: World) -> None:
    def seal(tx: Tx) -> bytes:
        return tx.secrets.seal(world.id, "here", b"x", subject=world.wu)

    sealed = database.write(seal).result()
    assert database.read(lambda tx: tx.secrets.unseal(world.id, "here", sealed)) == b"x"
    for workspace, place, value in (
        (world.id, "there", sealed),
        (world.id, "here", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (world.id, "here", b"nothing of ours"),
    ):
        with pytest.raises(Sealed):
            database.read(lambda tx, w=workspace, p=place, v=value: tx.secrets.unseal(w, p, v))  # type: ignore[misc]


def test_rotation_rewraps_and_other_keys_open_nothing(
    database: Database, database_url: str, world: World, secrets: Secrets, tmp_path: Path
) -> None:
    act(
        database,
        world,
        lambda unit: unit.add(ContactPoint, contact_id=world.wu, kind="phone", value=PHONE) and None,
    )
    old = secrets.keyfile.active
    assert secrets.keyfile.rotate() != old
    count = database.write(lambda tx: rewrap(tx, secrets)).result()
    assert count >= 2
    assert database.write(lambda tx: rewrap(tx, secrets)).result() == 0
    secrets.keyfile.drop_retired()
    again = open_database(database_url, Secrets(KeyFile.open(secrets.keyfile.path)))
    found = again.read(lambda tx: contacts.points(tx, world.id, contacts=[world.wu], mask=False))
    again.close()
    assert [each.value for each in found] == [PHONE]
    stranger = open_database(database_url, Secrets(KeyFile.open(tmp_path / "other.json")))
    with pytest.raises(Sealed):
        stranger.read(lambda tx: contacts.points(tx, world.id, contacts=[world.wu]))
    stranger.close()
    assert rows(database, "SELECT count(DISTINCT wrapped_by) FROM data_key") == [(1,)]


def test_a_key_that_was_rolled_back_is_not_used(database: Database, world: World) -> None:
    def fails(tx: Tx) -> None:
        tx.secrets.seal(world.id, "x", b"x", subject=world.wu)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        database.write(fails).result()
    sealed = database.write(lambda tx: tx.secrets.seal(world.id, "x", b"x", subject=world.wu)).result()
    database.secrets.forget()
    assert database.read(lambda tx: tx.secrets.unseal(world.id, "x", sealed)) == b"x"


def test_the_key_file_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "keys.json"
    first = KeyFile.open(path)
    assert (path.stat().st_mode & 0o777) == 0o600
    assert KeyFile.open(path).active == first.active
    first.rotate()
    assert (path.stat().st_mode & 0o777) == 0o600
    assert [key["state"] for key in json.loads(path.read_text())["keys"]] == ["retired", "active"]
    path.write_text("{}")
    with pytest.raises(Sealed):
        KeyFile.open(path)
