"""How strangers become members: vouched for by their corp, by a code, or accepted by an admin."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from commands.applicants import Applicant, applicant
from commands.language import language_of
from commands.people import Inbound
from store import chats, due, members, workspaces
from store.database import Tx
from store.members import MemberRow
from store.tables import Identity, Member
from store.unit import Unit

EVENING, MORNING = time(18), time(9)
"""When admins are told who joined."""
WORKING_NAME = "新同事"
_JOINED = UUID("0b6d1f3e-6a55-4a0f-9d0c-3c1f0a7be8d4")


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
        language=language_of(unit.tx, unit.workspace, who.language),
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
