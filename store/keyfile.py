"""The key file: the keys that wrap all data keys. Whoever has it and the database can read everything."""

from __future__ import annotations

import base64
import contextlib
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from store.errors import Sealed


class KeyFile:
    """Keys by id; exactly one is active and wraps, the retired ones still unwrap."""

    def __init__(self, path: Path, keys: list[dict[str, str]]) -> None:
        self.path = path
        self._keys = keys
        self._ciphers = {key["id"]: AESGCM(base64.b64decode(key["key"])) for key in keys}
        self.active = next(key["id"] for key in keys if key["state"] == "active")

    @classmethod
    def open(cls, path: str | Path) -> KeyFile:
        """Read the key file; make it on the first start, readable by its owner only."""
        path = Path(path)
        try:
            text = path.read_text()
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):  # another process was a moment faster
                _write_new(path, [_fresh_key()])
            text = path.read_text()
        try:
            return cls(path, json.loads(text)["keys"])
        except (ValueError, KeyError, StopIteration, TypeError) as error:
            raise Sealed(f"{path} is not a key file") from error

    def wrap(self, key: bytes, aad: bytes) -> bytes:
        """A data key as it may lie in the database, under the active key."""
        nonce = os.urandom(12)
        return nonce + self._ciphers[self.active].encrypt(nonce, key, aad)

    def unwrap(self, by: str, wrapped: bytes, aad: bytes) -> bytes:
        """The data key; raises Sealed if the key is not in this file or the bytes were changed."""
        cipher = self._ciphers.get(by)
        if cipher is None:
            raise Sealed(f"key {by} is not in {self.path}")
        try:
            return cipher.decrypt(wrapped[:12], wrapped[12:], aad)
        except InvalidTag:
            raise Sealed("a data key does not open with its key file") from None

    def rotate(self) -> str:
        """Add a new active key and retire the old one; on disk before it returns. Its id."""
        retired = [{**key, "state": "retired"} for key in self._keys]
        self._keep([*retired, _fresh_key()])
        return self.active

    def drop_retired(self) -> None:
        """Forget retired keys, once nothing is wrapped by them any more."""
        self._keep([key for key in self._keys if key["state"] == "active"])

    def _keep(self, keys: list[dict[str, str]]) -> None:
        beside = self.path.with_name(self.path.name + ".new")
        beside.unlink(missing_ok=True)
        _write_new(beside, keys)
        beside.replace(self.path)
        _sync_folder(self.path.parent)
        self.__init__(self.path, keys)  # type: ignore[misc]


def _fresh_key() -> dict[str, str]:
    return {
        "id": os.urandom(6).hex(),
        "key": base64.b64encode(AESGCM.generate_key(256)).decode(),
        "state": "active",
    }


def _write_new(path: Path, keys: list[dict[str, str]]) -> None:
    """Write beside and link into place, so that nobody ever reads half a file."""
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            json.dump({"keys": keys}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no folder to sync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
