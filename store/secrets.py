"""Sealing: data keys under the key file, ciphertext, blind indexes, and sealed tokens in text."""

from __future__ import annotations

import base64
import hmac
import os
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from store import upsert
from store.errors import Sealed
from store.ids import uuid7
from store.keyfile import KeyFile
from store.tables import DataKey, table
from store.types import SealedWords
from store.words import masked, normalised, opened_text, sealed_text

if TYPE_CHECKING:
    from store.database import Tx

NIL = UUID(int=0)
FEW = 8  # keys up to which one query each is as quick as one for all
_FORM = b"\x01"  # the form of ciphertext: 1, id of the data key, nonce, AES-256-GCM


class DataCipher:
    """An unwrapped data key, ready for use."""

    __slots__ = ("_cipher", "_head", "_key")

    def __init__(self, id: UUID, key: bytes) -> None:
        self._head = _FORM + id.bytes
        self._key = key
        self._cipher = AESGCM(key)

    def seal(self, plaintext: bytes, aad: bytes) -> bytes:
        """Ciphertext that says which key opens it; the nonce is random and used once."""
        nonce = os.urandom(12)
        return self._head + nonce + self._cipher.encrypt(nonce, plaintext, aad)

    def unseal(self, sealed: bytes, aad: bytes) -> bytes:
        """The plain bytes, or Sealed if anything was changed or belongs elsewhere."""
        try:
            return self._cipher.decrypt(sealed[17:29], sealed[29:], aad)
        except InvalidTag:
            raise Sealed("a ciphertext was changed, or does not belong here") from None

    def derived(self, purpose: str) -> bytes:
        """A key of its own for a purpose."""
        return hmac.digest(self._key, purpose.encode(), "sha256")


class Secrets:
    """The key file, and a bounded memory of the data keys that it opened. Shared by all threads of a process."""

    def __init__(self, keyfile: KeyFile, *, remember: int = 10_000) -> None:
        self.keyfile = keyfile
        self._remember = remember
        self._lock = threading.Lock()
        self._ciphers: OrderedDict[bytes, DataCipher] = OrderedDict()
        self._subjects: OrderedDict[tuple[UUID, UUID], bytes] = OrderedDict()
        self._digests: dict[tuple[UUID, str], bytes] = {}

    def known(self, id: bytes) -> DataCipher | None:
        """The cipher of a data key, if it is remembered."""
        return self._ciphers.get(id)

    def of_subject(self, workspace: UUID, subject: UUID) -> DataCipher | None:
        """The cipher for a subject's data, if it is remembered."""
        id = self._subjects.get((workspace, subject))
        return None if id is None else self._ciphers.get(id)

    def remember(self, workspace: UUID, subject: UUID, id: UUID, cipher: DataCipher) -> None:
        """Keep a key that is committed; the oldest makes room."""
        with self._lock:
            self._ciphers[id.bytes] = cipher
            self._subjects[workspace, subject] = id.bytes
            while len(self._ciphers) > self._remember:
                self._ciphers.popitem(last=False)
            while len(self._subjects) > self._remember:
                self._subjects.popitem(last=False)

    def forget(self) -> None:
        """Drop all that is remembered (after a key was destroyed)."""
        with self._lock:
            self._ciphers.clear()
            self._subjects.clear()
            self._digests.clear()

    def forget_digests(self, workspace: UUID) -> None:
        """Drop a workspace's index keys: the data key that they came from was rolled back."""
        with self._lock:
            self._digests = {at: key for at, key in self._digests.items() if at[0] != workspace}

    def digest_key(self, workspace: UUID, purpose: str, cipher: DataCipher) -> bytes:
        """The key of one kind of digest: its own per workspace and purpose."""
        key = self._digests.get((workspace, purpose))
        if key is None:
            key = self._digests[workspace, purpose] = cipher.derived(purpose)
        return key


_KEY = table(DataKey)
_BY_SUBJECT = sa.select(_KEY.c.id, _KEY.c.wrapped_by, _KEY.c.wrapped).where(
    _KEY.c.workspace_id == sa.bindparam("w"), _KEY.c.subject_id == sa.bindparam("s")
)
_BY_ID = sa.select(_KEY.c.subject_id, _KEY.c.wrapped_by, _KEY.c.wrapped).where(
    _KEY.c.workspace_id == sa.bindparam("w"), _KEY.c.id == sa.bindparam("i")
)
_MANY = sa.select(_KEY.c.subject_id, _KEY.c.id, _KEY.c.wrapped_by, _KEY.c.wrapped).where(
    _KEY.c.workspace_id == sa.bindparam("w"), _KEY.c.wrapped.is_not(None)
)
_BY_SUBJECTS, _BY_IDS = (
    _MANY.where(column.in_(sa.bindparam("ids", expanding=True))) for column in (_KEY.c.subject_id, _KEY.c.id)
)
_INSERT = upsert.ignoring(_KEY, "workspace_id", "subject_id")


class Sealer:
    """Seals and unseals within one transaction; keys made here are remembered only once they are committed."""

    def __init__(self, tx: Tx, secrets: Secrets) -> None:
        self._tx = tx
        self._secrets = secrets
        self._new: dict[tuple[UUID, UUID], tuple[UUID, DataCipher]] = {}

    def seal(self, workspace: UUID, aad: str, plaintext: bytes, *, subject: UUID | None = None) -> bytes:
        """Ciphertext under the subject's data key (a contact's, a customer's; else the workspace's)."""
        return self._cipher(workspace, subject or NIL).seal(plaintext, workspace.bytes + aad.encode())

    def unseal(self, workspace: UUID, aad: str, sealed: bytes) -> bytes:
        """The plain bytes; raises Sealed if the key is gone or the bytes do not belong here."""
        if sealed[:1] != _FORM or len(sealed) < 45:
            raise Sealed("this is not ciphertext of ours")
        return self._by_id(workspace, sealed[1:17]).unseal(sealed, workspace.bytes + aad.encode())

    def expect(self, workspace: UUID, subjects: Iterable[UUID | None]) -> None:
        """Opens the keys of these subjects, as far as there are any, in one query instead of one each."""
        unknown = {each for each in subjects if each and self._secrets.of_subject(workspace, each) is None}
        self._open_all(workspace, _BY_SUBJECTS, unknown)

    def expect_sealed(self, workspace: UUID, sealed: Iterable[bytes]) -> None:
        """Opens the keys of these ciphertexts in one query instead of one each."""
        ids = {bytes(each[1:17]) for each in sealed}
        self._open_all(workspace, _BY_IDS, {UUID(bytes=each) for each in ids if self._secrets.known(each) is None})

    def _open_all(self, workspace: UUID, statement: sa.Select[Any], ids: Collection[UUID]) -> None:
        rows = self._tx.rows(statement, {"w": workspace, "ids": sorted(ids)}) if len(ids) > FEW else ()
        for subject, id, by, wrapped in rows:
            self._open(workspace, subject, id, by, wrapped)

    def blind_index(self, workspace: UUID, kind: str, value: str) -> bytes:
        """16 bytes by which equal values of a kind are found; tells nothing without the key."""
        return self.digest(workspace, f"blind|{kind}", normalised(kind, value).encode())

    def digest(self, workspace: UUID, purpose: str, value: bytes) -> bytes:
        """16 bytes that are equal for equal values and tell nothing without the workspace's key."""
        key = self._secrets.digest_key(workspace, purpose, self._cipher(workspace, NIL))
        return hmac.digest(key, value, "sha256")[:16]

    def seal_words(self, workspace: UUID, text: str) -> SealedWords:
        """The text with every sensitive number in it as a sealed token; sealed text stays as it is."""
        if isinstance(text, SealedWords):
            return text
        spans = self._tx.database.sealing(text)

        def token(value: str) -> str:
            sealed = self.seal(workspace, "words", value.encode())
            return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()

        return SealedWords(sealed_text(text, spans, token))

    def unseal_words(self, workspace: UUID, text: str, *, mask: bool) -> str:
        """The text for people: its numbers masked (138****1111), or whole."""

        def value(kind: str, body: str) -> str:
            sealed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
            plain = self.unseal(workspace, "words", sealed).decode()
            return masked(kind, plain) if mask else plain

        return opened_text(text, value)

    def mark(self) -> int:
        """How many keys this transaction has made; for `back_to`."""
        return len(self._new)

    def back_to(self, mark: int) -> None:
        """Forget keys whose rows were rolled back to a savepoint: what they seal could never be opened."""
        for subject in list(self._new)[mark:]:
            del self._new[subject]
            self._secrets.forget_digests(subject[0])

    def committed(self) -> None:
        """Share the keys that this transaction made."""
        for (workspace, subject), (id, cipher) in self._new.items():
            self._secrets.remember(workspace, subject, id, cipher)

    def _cipher(self, workspace: UUID, subject: UUID) -> DataCipher:
        cipher = self._secrets.of_subject(workspace, subject)
        if cipher is not None:
            return cipher
        new = self._new.get((workspace, subject))
        return new[1] if new is not None else self._load_or_make(workspace, subject)

    def _load_or_make(self, workspace: UUID, subject: UUID) -> DataCipher:
        at = {"w": workspace, "s": subject}
        row = self._tx.first(_BY_SUBJECT, at)
        if row is None:
            id, key = uuid7(), AESGCM.generate_key(256)
            values: dict[str, Any] = {
                "id": id,
                "workspace_id": workspace,
                "subject_id": subject,
                "wrapped_by": self._secrets.keyfile.active,
                "wrapped": self._secrets.keyfile.wrap(key, workspace.bytes + id.bytes),
                "destroyed_at": None,
            }
            if self._tx.run(_INSERT, values) == 1:
                cipher = DataCipher(id, key)
                self._new[workspace, subject] = (id, cipher)
                return cipher
            row = self._tx.first(_BY_SUBJECT, at)  # another transaction made it meanwhile
        return self._open(workspace, subject, row[0], row[1], row[2])

    def _by_id(self, workspace: UUID, id: bytes) -> DataCipher:
        cipher = self._secrets.known(id)
        if cipher is not None:
            return cipher
        for made, new in self._new.values():
            if made.bytes == id:
                return new
        key_id = UUID(bytes=id)
        row = self._tx.first(_BY_ID, {"w": workspace, "i": key_id})
        if row is None:
            raise Sealed("the key of this ciphertext is not in this database")
        return self._open(workspace, row[0], key_id, row[1], row[2])

    def _open(self, workspace: UUID, subject: UUID, id: UUID, by: str, wrapped: bytes | None) -> DataCipher:
        if wrapped is None:
            raise Sealed("the key of this ciphertext was destroyed")
        cipher = DataCipher(id, self._secrets.keyfile.unwrap(by, wrapped, workspace.bytes + id.bytes))
        self._secrets.remember(workspace, subject, id, cipher)
        return cipher


_ALL = sa.select(_KEY.c.id, _KEY.c.workspace_id, _KEY.c.wrapped_by, _KEY.c.wrapped).where(
    _KEY.c.wrapped.is_not(None), _KEY.c.wrapped_by != sa.bindparam("active")
)
_NEW_WRAP: dict[str, Any] = {"wrapped_by": sa.bindparam("b"), "wrapped": sa.bindparam("k")}
_REWRAP = sa.update(_KEY).where(_KEY.c.id == sa.bindparam("i")).values(_NEW_WRAP)


def rewrap(tx: Tx, secrets: Secrets) -> int:
    """Wrap all data keys by the active key of the key file (after `KeyFile.rotate`); how many were not yet."""
    file = secrets.keyfile
    rows = tx.rows(_ALL, {"active": file.active})
    new = [
        {"i": id, "b": file.active, "k": file.wrap(file.unwrap(by, wrapped, w.bytes + id.bytes), w.bytes + id.bytes)}
        for id, w, by, wrapped in rows
    ]
    if new:
        tx.run(_REWRAP, new)
    return len(new)
