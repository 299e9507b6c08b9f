"""What `genjin check`, `backup` and `rotate-keys` do to a database."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from bot.app import folder_lock, prepare
from bot.settings import Settings
from store import backup
from store.database import Database
from store.secrets import rewrap


@contextmanager
def _open(settings: Settings) -> Iterator[Database]:
    database, _ = prepare(settings)
    try:
        yield database
    finally:
        database.close()


def copy(settings: Settings) -> Path:
    """A copy of the database beside the nightly ones; safe while the program runs."""
    with _open(settings) as database:
        return backup.copy(database, settings.backup.folder, keep=settings.backup.keep)


def rotate(settings: Settings) -> int:
    """A new active key in the key file, all data keys wrapped by it; how many. The old key is forgotten then.

    The program must not run meanwhile: it would not know the new key.
    """
    with folder_lock(settings) or nullcontext(), _open(settings) as database:
        keyfile = database.secrets.keyfile
        keyfile.rotate()
        count = database.write(lambda tx: rewrap(tx, database.secrets)).result()
        keyfile.drop_retired()
        return count
