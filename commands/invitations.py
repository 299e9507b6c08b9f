"""Codes: invitations that give a role, and the form in which people type any code."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from uuid import UUID

from store import shelf
from store.database import Tx

_CODE = re.compile(r"(?<![A-Z0-9])[A-Z2-9]{4}-?[A-Z2-9]{4}(?![A-Z0-9])")
_ALONE = re.compile(r"(?=.*[A-Z])[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}")
_ANNOUNCED = re.compile(r"\W*(?:/?START|/?BIND|/?JOIN|绑定|绑定码|管理员码|邀请码|验证码|CODE)?\W*(?:是|:|:)?\W*")
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """What a code is good for: the role that it gives, and how often it can still be used."""

    role: str
    uses: int
    held: bytes


def new_code() -> str:
    """A code that people can type: ABCD-2345."""
    raw = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{raw[:4]}-{raw[4:]}"


def code_in(text: str) -> str | None:
    """The code in what a stranger says: 绑定 ABCD-2345."""
    found = _CODE.search(text.upper())
    return found.group() if found else None


def code_alone(text: str) -> str | None:
    """The code that is all that was said; nothing else looks like it."""
    said = text.strip().upper() if 9 <= len(text) <= 12 else ""
    return said if _ALONE.fullmatch(said) else None


def is_all(code: str, text: str) -> bool:
    """Whether a message says nothing but the code."""
    return _ANNOUNCED.fullmatch(text.upper().replace(code, "", 1)) is not None


def shelved(kind: str, workspace: UUID, code: str) -> str:
    """The name under which a code is kept: only its digest."""
    digest = hashlib.sha256(code.replace("-", "").upper().encode()).hexdigest()
    return f"{kind}:{workspace.hex}:{digest}"


def issue_invitation(tx: Tx, workspace: UUID, role: str, *, hours: float, uses: int) -> str:
    """A new code that gives whoever sends it in private this role, so many times and for so many hours."""
    code = new_code()
    value = json.dumps({"role": role, "uses": uses}).encode()
    shelf.put(tx, shelved("invite", workspace, code), value, seconds=hours * 3600)
    return code


def invitation(tx: Tx, workspace: UUID, code: str) -> Invitation | None:
    """What a code is good for; None where there is no such invitation any more."""
    held = shelf.get(tx, shelved("invite", workspace, code))
    return None if held is None else Invitation(**json.loads(held), held=held)


def spend(tx: Tx, workspace: UUID, code: str, known: Invitation) -> bool:
    """Takes one use off a code; False where somebody else was quicker."""
    name = shelved("invite", workspace, code)
    if known.uses <= 1:
        return shelf.compare_and_set(tx, name, known.held, None)
    left = json.dumps({"role": known.role, "uses": known.uses - 1}).encode()
    return shelf.compare_and_set(tx, name, known.held, left, seconds=shelf.seconds_left(tx, name))


def burn(tx: Tx, workspace: UUID, code: str) -> None:
    """Makes a code useless: others have read it."""
    shelf.delete(tx, shelved("invite", workspace, code))
