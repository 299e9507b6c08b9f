"""How strangers become members: vouched for by their corp, by a code, or accepted by an admin."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from commands.codec import from_bytes, to_bytes
from commands.message import Message, Person
from commands.people import Inbound, name_of
from commands.sentences import spoken_by
from store import chats, due, inbox, members, parked, shelf, workspaces
from store.database import Tx
from store.members import MemberRow
from store.tables import Identity, Member
from store.unit import Unit

EVENING, MORNING = time(18), time(9)
"""When admins are told who joined."""
KEPT = timedelta(days=7)
"""How long the words of somebody who is not accepted yet are kept."""
KEPT_AT_MOST = 50
WORKING_NAME = "新同事"
_CODE = re.compile(r"(?<![A-Z0-9])[A-Z2-9]{4}-?[A-Z2-9]{4}(?![A-Z0-9])")
_ALONE = re.compile(r"(?=.*[A-Z])[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}")
_ANNOUNCED = re.compile(r"\W*(?:/?START|/?BIND|/?JOIN|绑定|绑定码|管理员码|邀请码|验证码|CODE)?\W*(?:是|:|:)?\W*")
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_JOINED = UUID("0b6d1f3e-6a55-4a0f-9d0c-3c1f0a7be8d4")


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """What a code is good for: the role that it gives, and how often it can still be used."""

    role: str
    uses: int
    held: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Applicant:
    """Somebody as a platform names them; `chat` is their private chat there, if they have opened one."""

    platform: str
    app: str
    user: str
    name: str = ""
    chat: str = ""
    topic: str = ""
    language: str = ""


def applicant(inbound: Inbound) -> Applicant:
    """Who sent the message."""
    message = inbound.message
    chat = message.chat
    return Applicant(
        platform=chat.platform,
        app=chat.app,
        user=message.sender.id,
        name=name_of(inbound),
        chat=chat.id if chat.private else "",
        topic=chat.topic if chat.private else "",
        language=message.sender.language,
    )


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


def once(tx: Tx, workspace: UUID, what: str, now: datetime, every: timedelta = timedelta(days=1)) -> bool:
    """Whether this may be said again: not where it was within `every` (business time). It counts as said then."""
    name = f"once:{workspace.hex}:{hashlib.sha256(what.encode()).hexdigest()}"
    last = shelf.get(tx, name)
    if last is not None and now - datetime.fromisoformat(last.decode()) < every:
        return False
    shelf.put(tx, name, now.isoformat().encode(), seconds=8 * every.total_seconds())
    return True


def joined(unit: Unit, inbound: Inbound, zone: ZoneInfo) -> bool:
    """Makes a member of somebody whom the platform vouches for, one person under all apps; whether they are now."""
    message = inbound.message
    if not message.sender.id or message.kind not in ("text", "action", "event"):
        return False
    workspaces.lock(unit.tx, unit.workspace)
    who = applicant(inbound)
    known = members.who(unit.tx, unit.workspace, platform=who.platform, app=who.app, user_id=who.user)
    if known is not None:
        return known[1].active
    if not message.sender.colleague:
        return False
    with unit.execution(
        name="member.join",
        origin="join",
        key=inbound.inbox_id.hex,
        ordinal=0,
        actor=None,
        args={},
        inbox_id=inbound.inbox_id,
    ):
        return _vouched(unit, who, zone)


def _vouched(unit: Unit, who: Applicant, zone: ZoneInfo) -> bool:
    same = members.same_user(unit.tx, unit.workspace, platform=who.platform, user_id=who.user)
    row = members.get(unit.tx, unit.workspace, same) if same is not None else None
    if row is not None and not row.active:
        return False
    if row is None:
        enrol(unit, who, role="rep", zone=zone)
    else:
        identify(unit, who, row.id)
    return True


def enrol(unit: Unit, who: Applicant, *, role: str, zone: ZoneInfo, tell: bool = True) -> UUID:
    """A new member, with this identity, of whom the admins will hear. `workspaces.lock` comes before."""
    teams = [team for team in workspaces.teams(unit.tx, unit.workspace) if not team.walled]
    record = unit.add(
        Member,
        name=who.name or working_name(unit.tx, unit.workspace),
        role=role,
        team_id=teams[0].id if len(teams) == 1 else None,
        language=spoken_by(who.language),
    )
    unit.flush()
    member: UUID = record.id
    identify(unit, who, member)
    if tell:
        _tell_admins(unit, member, zone)
    return member


def identify(unit: Unit, who: Applicant, member: UUID) -> None:
    """Binds a platform's user to a member, with the private chat if it is known."""
    known = members.who(unit.tx, unit.workspace, platform=who.platform, app=who.app, user_id=who.user)
    if known is None:
        unit.add(Identity, platform=who.platform, app=who.app, user_id=who.user, member_id=member, bound_at=unit.now)
    else:
        unit.edit(Identity, known[0].id).member_id = member
    unit.flush()
    if who.chat:
        chats.open_chat(
            unit,
            platform=who.platform,
            app=who.app,
            external=who.chat,
            topic=who.topic,
            private=True,
            user_id=who.user,
        )


def working_name(tx: Tx, workspace: UUID) -> str:
    """A neutral name for somebody whose own is not known: 新同事3."""
    taken = {row.name for row in members.every(tx, workspace)}
    numbers = range(1, len(taken) + 2)
    return next(f"{WORKING_NAME}{number}" for number in numbers if f"{WORKING_NAME}{number}" not in taken)


def is_working_name(name: str) -> bool:
    """Whether a member's own name is still to be asked for."""
    return name.removeprefix(WORKING_NAME).isdecimal() and name.startswith(WORKING_NAME)


def keep(tx: Tx, inbound: Inbound, now: datetime) -> bool:
    """Keeps what somebody wrote who is not accepted yet; False where there is too much of it."""
    who = applicant(inbound)
    at = {"platform": who.platform, "app": who.app, "user": who.user}
    if parked.words_kept(tx, inbound.workspace, **at) >= KEPT_AT_MOST:
        return False
    payload = to_bytes(inbound.message)
    parked.keep_words(tx, inbound.workspace, **at, payload=payload, now=now, until=now + KEPT)
    return True


def file_kept(unit: Unit, who: Applicant) -> int:
    """Puts what somebody wrote before they were accepted back into the inbox, in order; how many messages."""
    tx, workspace = unit.tx, unit.workspace
    at = {"platform": who.platform, "app": who.app, "user": who.user}
    kept = [from_bytes(Message, each) for each in parked.take_words(tx, workspace, **at, now=unit.now)]
    for message in kept:
        _accept(tx, workspace, replace(message, key=f"pending:{message.key}"))
    return len(kept)


def again(tx: Tx, inbound: Inbound) -> None:
    """Lets a message of somebody who has just joined be heard once more, with all that a member's may bring."""
    _accept(tx, inbound.workspace, replace(inbound.message, key=f"joined:{inbound.message.key}"))


def _accept(tx: Tx, workspace: UUID, message: Message) -> None:
    inbox.accept(
        tx,
        workspace=workspace,
        platform=message.chat.platform,
        app=message.chat.app,
        chat=message.chat.id,
        topic=message.chat.topic,
        key=message.key,
        payload=to_bytes(message),
        received_at=tx.machine_now,
    )


def forget_words(tx: Tx, inbound: Inbound) -> None:
    """Takes what a stranger said, and who it was, out of the inbox; a repeat of it stays known."""
    message = inbound.message
    bare = Message(
        kind=message.kind,
        key=message.key,
        chat=message.chat,
        sender=Person(id=""),
        sent_at=message.sent_at,
        received_at=message.received_at,
    )
    inbox.rewrite(tx, inbound.workspace, inbound.inbox_id, to_bytes(bare))


def active_admins(tx: Tx, workspace: UUID) -> list[MemberRow]:
    """The admins who can be written to."""
    return [row for row in members.admins(tx, workspace) if chats.private_chats(tx, workspace, row.id)]


def _tell_admins(unit: Unit, newcomer: UUID, zone: ZoneInfo) -> None:
    """Lets each admin be told once, at six of the same day or at nine of the next morning."""
    local = unit.now.astimezone(zone)
    for admin in members.admins(unit.tx, unit.workspace):
        if admin.id == newcomer:
            continue
        tell_later(unit.tx, unit.workspace, admin.id, at=next_telling(local), since=unit.now)


def tell_later(tx: Tx, workspace: UUID, admin: UUID, *, at: datetime, since: datetime) -> None:
    """Lets an admin be told at that time who has joined since."""
    due.add(
        tx,
        workspace,
        schedule=uuid5(_JOINED, admin.hex),
        fire_at=at,
        command="member.joined",
        args={"since": since.isoformat()},
        maker=admin,
    )


def next_telling(local: datetime) -> datetime:
    """When who joined at this moment is told of."""
    if local.time() < EVENING:
        return local.replace(hour=EVENING.hour, minute=0, second=0, microsecond=0)
    return (local + timedelta(days=1)).replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
