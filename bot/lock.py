"""One process a data folder: SQLite has one writer, and it is ours."""

import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from bot.errors import FolderTaken

if os.name == "nt":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """A data folder held by this process until it ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] | None = None

    def take(self, owner: str = "") -> str | None:
        """Takes the folder, made if need be; who had it before and died with it. FolderTaken when another has it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (self._folder / "genjin.lock").open("a+", encoding="utf-8")
        try:
            _lock(file)
        except OSError:
            file.close()
            raise FolderTaken(self._folder) from None
        file.seek(0)
        before = file.read().strip()
        file.truncate(0)
        file.write(f"{owner}\n")
        file.flush()
        self._file = file
        return before or None

    def release(self) -> None:
        """Lets another process take the folder; nothing of ours is left in hand."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()
