"""Which digests come by themselves, when, and to whom: declared from members, groups and what was set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, Final
from uuid import UUID, uuid5

from commands.series import Plan, Series
from store import editions, members, workspaces
from store.editions import DigestRow, Kind

KINDS: Final[tuple[Kind, ...]] = ("daily", "weekly")
EVENING: Final = "18:00"
FRIDAY: Final = 4
FRIDAY_AT: Final = "17:30"
_SERIES = UUID("5a1be1d4-0d0e-4ac8-9f1a-0e7c1d6b7a52")


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """When a digest comes; `active`: at all."""

    at: str
    weekday: int | None = None
    active: bool = True


def series_id(kind: str, reader: UUID) -> UUID:
    """The series of a member's or a group's digest: the same one for ever, whenever it comes."""
    return uuid5(_SERIES, f"{kind}:{reader.hex}")


def setting_of(kind: Kind) -> str:
    """The workspace's setting that holds for who set nothing for themselves."""
    return f"{kind}_digest"


def usual(settings: Mapping[str, Any], kind: Kind) -> Times:
    """When a manager gets a digest that nobody set: 18:00 on workdays, Fridays 17:30, or what an admin decided."""
    given = settings.get(setting_of(kind)) or {}
    at = given.get("at") or (EVENING if kind == "daily" else FRIDAY_AT)
    weekday = given.get("weekday", FRIDAY) if kind == "weekly" else None
    return Times(at=at, weekday=weekday, active=given.get("active", True))


def times_of(row: DigestRow) -> Times:
    """When one comes that was set."""
    return Times(at=row.at, weekday=row.weekday, active=row.active)


def made(kind: Kind, times: Times, *, member: UUID | None = None, chat: UUID | None = None) -> Series:
    """The series of a digest: a manager's runs as the manager, a group's as the bot itself."""
    reader = member or chat
    assert reader is not None
    return Series(
        schedule=series_id(kind, reader),
        command=f"digest.{kind}",
        args={"chat": str(chat)} if chat is not None else {},
        maker=member,
        at=time.fromisoformat(times.at),
        every="workday" if kind == "daily" else "week",
        weekday=times.weekday if times.weekday is not None else FRIDAY,
    )


def series(plan: Plan) -> Iterable[Series]:
    """Every manager's, and what was set for other members and for groups."""
    rows = editions.every(plan.tx, plan.workspace)
    own = {(row.kind, row.member_id): row for row in rows if row.member_id is not None}
    for member in members.every(plan.tx, plan.workspace):
        for kind in KINDS:
            row = own.get((kind, member.id))
            if not member.active or (row is None and member.role != "manager"):
                continue
            times = usual(plan.settings, kind) if row is None else times_of(row)
            if times.active:
                yield made(kind, times, member=member.id)
    told = [row for row in rows if row.chat_id is not None and row.active]
    open_chats = {
        each.id for each in workspaces.chats(plan.tx, plan.workspace) if each.left_at is None and each.team_id
    }
    for row in told:
        if row.chat_id in open_chats:
            yield made("daily" if row.kind == "daily" else "weekly", times_of(row), chat=row.chat_id)
