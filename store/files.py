"""The folder of stored files: each is ciphertext under a key of its own, which lies, sealed, in the row that names it.

A file is written and synced before the transaction that names it commits, so a row never lacks its file; a file that no
row came to name is swept later. Its name is its id and tells nothing. Large files go in chunks: chunk i of a file is
AES-256-GCM under the nonce (i, last?), so that none can be cut off, swapped or moved to another file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from store.errors import Sealed
from store.ids import uuid7

LIMIT = 20 * 2**20
"""Bytes that a file may have."""
_FORM = b"GJF1"
_CHUNK = 2**20
_TAG = 16


class TooLarge(Exception):
    """The file is larger than this deployment takes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A file that was written: its id, the key that opens it, its size, and the SHA-256 of what is in it."""

    id: UUID
    key: bytes
    size: int
    sha256: bytes


class FileStore:
    """The files of one deployment, in one folder; any thread may use it. It blocks."""

    def __init__(self, folder: str | Path, *, limit: int = LIMIT) -> None:
        self.folder = Path(folder)
        self.limit = limit

    def put(self, data: bytes) -> Kept:
        """Write a file, durably; nothing names it yet. Raises TooLarge."""
        if len(data) > self.limit:
            raise TooLarge(f"{len(data)} bytes, at most {self.limit} are taken")
        id, key = uuid7(), AESGCM.generate_key(256)
        path = self._path(id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.part")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(_sealed(id, key, data))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        for folder in (path.parent, self.folder):
            _sync(folder)
        return Kept(id=id, key=key, size=len(data), sha256=hashlib.sha256(data).digest())

    def load(self, id: UUID, key: bytes) -> bytes:
        """What is in a file; KeyError if it is not there, Sealed if it was changed or the key is another's."""
        try:
            stored = self._path(id).read_bytes()
        except FileNotFoundError:
            raise KeyError(id) from None
        return b"".join(_opened(id, key, stored))

    def has(self, id: UUID) -> bool:
        """Whether there is such a file."""
        return self._path(id).exists()

    def drop(self, id: UUID) -> None:
        """Delete a file, if it is there."""
        self._path(id).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[UUID]:
        """Files that were written before this (seconds since 1970); what a crash left half written is deleted."""
        for path in self._all():
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime >= moment:
                    continue
                if path.suffix:
                    path.unlink()
                else:
                    yield UUID(hex=path.name)

    def copy_to(self, folder: str | Path) -> int:
        """Copy the files that the other folder lacks, each whole and synced; how many."""
        count = 0
        for path in self._all():
            to = Path(folder) / path.parent.name / path.name
            if path.suffix or to.exists():
                continue
            to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = to.with_name(f".{to.name}.part")
            try:
                shutil.copyfile(path, draft)
            except FileNotFoundError:  # swept meanwhile
                continue
            draft.chmod(0o600)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            draft.replace(to)
            _sync(to.parent)
            count += 1
        return count

    def keep_with(self, original: FileStore, *, gone_since: float) -> None:
        """In a copy: marks what the original still has, deletes what it has lacked since before that moment."""
        for path in self._all():
            with contextlib.suppress(FileNotFoundError):
                if not path.suffix and original.has(UUID(hex=path.name)):
                    os.utime(path)
                elif path.stat().st_mtime < gone_since:
                    path.unlink()

    def _path(self, id: UUID) -> Path:
        return self.folder / id.hex[-2:] / id.hex

    def _all(self) -> Iterator[Path]:
        yield from (path for path in self.folder.glob("??/*") if path.is_file())
        yield from (path for path in self.folder.glob("??/.*.part") if path.is_file())


def _sealed(id: UUID, key: bytes, data: bytes) -> Iterator[bytes]:
    cipher = AESGCM(key)
    yield _FORM
    parts = max(1, -(-len(data) // _CHUNK))
    for i in range(parts):
        yield cipher.encrypt(_nonce(i, last=i == parts - 1), data[i * _CHUNK : (i + 1) * _CHUNK], id.bytes)


def _opened(id: UUID, key: bytes, stored: bytes) -> Iterator[bytes]:
    cipher = AESGCM(key)
    size = _CHUNK + _TAG
    body = memoryview(stored)[len(_FORM) :]
    parts = max(1, -(-len(body) // size))
    if stored[: len(_FORM)] != _FORM:
        raise Sealed("this is not a stored file of ours")
    try:
        for i in range(parts):
            yield cipher.decrypt(_nonce(i, last=i == parts - 1), bytes(body[i * size : (i + 1) * size]), id.bytes)
    except InvalidTag:
        raise Sealed("a stored file was changed, or does not belong here") from None


def _nonce(part: int, *, last: bool) -> bytes:
    """Unique under the file's own key."""
    return part.to_bytes(11, "big") + bytes([last])


def _sync(folder: Path) -> None:
    if os.name == "nt":  # Windows has no folder to sync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
