"""Copies of the database, made while it runs; the newest are kept.

A copy cannot be read without the key file, which is not in it: keep that elsewhere.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import NoBackup
from store.files import FileStore

if TYPE_CHECKING:
    from store.database import Database

PREFIX = "genjin-"


def copy(
    database: Database,
    folder: str | Path,
    *,
    keep: int = 14,
    now: datetime | None = None,
    files: FileStore | None = None,
) -> Path:
    """Copy the whole database into the folder, check the copy, keep the newest `keep`; its path. Raises NoBackup.

    Then the files that its folder `files` lacks: whatever a row of the copy names is there. Those that are gone for
    longer than the oldest copy kept go there, too.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    suffix = "db" if database.dialect == "sqlite" else "dump"
    path = folder / f"{PREFIX}{stamp}.{suffix}"
    draft = folder / f".{path.name}.part"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(descriptor)
    try:
        if database.dialect == "sqlite":
            _copy_sqlite(database, draft)
        else:
            _dump_postgresql(database, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    for old in copies(folder)[keep:]:
        old.unlink()
    if files is not None:
        _copy_files(files, folder)
    return path


def _copy_files(files: FileStore, folder: Path) -> None:
    there = FileStore(folder / "files")
    try:
        files.copy_to(there.folder)
        there.keep_with(files, gone_since=copies(folder)[-1].stat().st_mtime)
    except OSError as error:
        raise NoBackup(f"the files could not be copied: {error}") from error


def copies(folder: str | Path) -> list[Path]:
    """The copies in a folder, newest first."""
    return sorted((each for each in Path(folder).glob(f"{PREFIX}*") if each.is_file()), reverse=True)


def _copy_sqlite(database: Database, draft: Path) -> None:
    source = sqlite3.connect(f"file:{database.engine.url.database}?mode=ro", uri=True)
    target = sqlite3.connect(draft)
    try:
        source.backup(target, pages=2000)
        checked = target.execute("PRAGMA quick_check").fetchone()[0]
        target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise NoBackup(f"the copy failed: {error}") from error
    finally:
        target.close()
        source.close()
    if checked != "ok":
        raise NoBackup(f"the copy is damaged: {checked}")
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _dump_postgresql(database: Database, draft: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise NoBackup("pg_dump is not installed: install PostgreSQL's client programs, or back up the server itself")
    url = database.engine.url.set(drivername="postgresql")
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    at = url.set(password=None).render_as_string()
    done = subprocess.run(
        [program, "--format=custom", f"--file={draft}", f"--dbname={at}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NoBackup(f"pg_dump failed: {done.stderr.strip()}")
