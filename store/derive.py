"""What follows from changed rows, for plain writes and for undo alike: short names, name keys, blind indexes, last
follow-up times, counts of files, due rows, the workspace's stamp. None of it is journalled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from store import due, names, workspaces
from store.contacts import POINT
from store.rows import BIND, W, fixed, many
from store.runs import Written
from store.schema import Spec
from store.tables import Alias, Attachment, Customer, Due, FollowUp, Reminder, table

if TYPE_CHECKING:
    from store.unit import Unit

NAMED = {"customer", "contact", "member"}
OWN_WORDS = {"team", "member", "tag", "field", "setting", "macro", "phrase"}
PLANNED = {"setting", "member", "team", "chat", "digest", "calendar_day", "leave", "policy"}
_CUSTOMER, _FOLLOW_UP, _ALIAS, _FILE = table(Customer), table(FollowUp), table(Alias), table(Attachment)
_THIS = (_CUSTOMER.c.workspace_id == W, _CUSTOMER.c.id == BIND("c"))
_LOCK = sa.select(_CUSTOMER.c.id).where(_CUSTOMER.c.workspace_id == W, _CUSTOMER.c.id.in_(many("ids")))
_LOCK = _LOCK.order_by(_CUSTOMER.c.id).with_for_update(key_share=True)
_LAST = (
    sa.select(_FOLLOW_UP.c.at)  # not max(at): this stops at the first row of the index
    .where(_FOLLOW_UP.c.workspace_id == W, _FOLLOW_UP.c.customer_id == _CUSTOMER.c.id, _FOLLOW_UP.c.voided_at.is_(None))
    .order_by(_FOLLOW_UP.c.at.desc())
    .limit(1)
    .correlate(_CUSTOMER)
    .scalar_subquery()
)
_IDLE = sa.case(
    (_LAST.is_(None), sa.func.coalesce(_CUSTOMER.c.counts_from, _CUSTOMER.c.created_at)),
    (_CUSTOMER.c.counts_from > _LAST, _CUSTOMER.c.counts_from),
    else_=_LAST,
)
_LAST_OF: dict[str, Any] = {"last_follow_up_at": _LAST, "idle_since": _IDLE}
_SET_LAST = sa.update(_CUSTOMER).where(*_THIS).values(_LAST_OF)
_SET_LAST_MANY = (
    sa.update(_CUSTOMER).where(_CUSTOMER.c.workspace_id == W, _CUSTOMER.c.id.in_(many("ids"))).values(_LAST_OF)
)
_FILES = (
    sa.select(sa.func.nullif(sa.func.count(), 0))
    .where(_FILE.c.workspace_id == W, _FILE.c.follow_up_id == BIND("f"), _FILE.c.deleted_at.is_(None))
    .scalar_subquery()
)
_SET_FILES = (
    sa.update(_FOLLOW_UP).where(_FOLLOW_UP.c.workspace_id == W, _FOLLOW_UP.c.id == BIND("f")).values(files=_FILES)
)
_FIRST_ALIAS = (
    sa.select(_ALIAS.c.name)
    .where(_ALIAS.c.workspace_id == W, _ALIAS.c.customer_id == BIND("c"), _ALIAS.c.former.is_(sa.false()))
    .order_by(_ALIAS.c.id)
    .limit(1)
    .scalar_subquery()
)
_SET_SHORT = sa.update(_CUSTOMER).where(*_THIS).values(short=sa.func.coalesce(_FIRST_ALIAS, _CUSTOMER.c.name))
_ALIASES = sa.select(_ALIAS.c.customer_id, _ALIAS.c.name).where(
    _ALIAS.c.workspace_id == W, _ALIAS.c.customer_id.in_(many("ids"))
)
_DUE, _REMINDER = table(Due), table(Reminder)
_NEEDED = sa.exists().where(
    _REMINDER.c.workspace_id == W,
    _REMINDER.c.schedule == BIND("s"),
    _REMINDER.c.fire_at == BIND("at"),
    _REMINDER.c.state == "open",
)
_DROP_DUE = sa.delete(_DUE).where(
    _DUE.c.workspace_id == W,
    _DUE.c.schedule == BIND("s"),
    _DUE.c.fire_at == BIND("at"),
    _DUE.c.state == fixed("waiting"),
    ~_NEEDED,
)


def before(unit: Unit, spec: Spec, rows: Iterable[dict[str, Any]]) -> None:
    """Set the derived columns that can be known before the rows are written."""
    if spec.name == "customer":
        for row in rows:
            row["short"] = row["name"]
            row["idle_since"] = row["counts_from"] or row["created_at"]
    elif spec.name == "contact_point":
        for row in rows:
            value = unit.tx.secrets.unseal(unit.workspace, POINT, row["value"]).decode()
            row["blind_index"] = unit.tx.secrets.blind_index(unit.workspace, row["kind"], value)
    elif spec.name == "reminder":
        for row in rows:
            if row["fire_at"] is not None and row["schedule"] is None:
                row["schedule"] = row["id"]


def after(unit: Unit, written: Sequence[Written]) -> None:
    """Refresh what follows from these rows."""
    by_table: dict[str, list[Written]] = defaultdict(list)
    for each in written:
        by_table[each.spec.name].append(each)
    for name, rows in by_table.items():
        if name in NAMED:
            _name_keys(unit, name, rows)
    if by_table.keys() & OWN_WORDS:
        workspaces.touch(unit.tx, unit.workspace)
    if by_table.keys() & PLANNED:
        due.plan_anew(unit.tx, unit.workspace, unit.now)
    if "alias" in by_table:
        _alias_keys(unit, by_table["alias"])
    if "alias" in by_table or "customer" in by_table:
        _short_names(unit, by_table["alias"], by_table["customer"])
    if "follow_up" in by_table or "customer" in by_table:
        _last_follow_ups(unit, by_table["follow_up"], by_table["customer"])
    if "attachment" in by_table:
        _files(unit, by_table["attachment"])
    if "reminder" in by_table:
        _due_rows(unit, by_table["reminder"])


def _last_follow_ups(unit: Unit, rows: Sequence[Written], customers: Sequence[Written]) -> None:
    """When each customer was last followed up, and since when it is idle."""
    wanted = {each.after["id"] for each in customers if each.before and each.after and _counts_anew(each)}
    for each in rows:
        old, new = _parts(each, "customer_id", "at", "voided_at")
        if old != new:
            wanted.update(part[0] for part in (old, new) if part is not None)
    if not wanted:
        return
    ids = sorted(wanted)
    if not unit.tx.sqlite:
        # two writers for one customer: the second must not look before the first has committed
        unit.tx.run(_LOCK, {"w": unit.workspace, "ids": ids})
    if len(ids) == 1:
        unit.tx.run(_SET_LAST, {"w": unit.workspace, "c": ids[0]})
    else:
        unit.tx.run(_SET_LAST_MANY, {"w": unit.workspace, "ids": ids})


def _counts_anew(each: Written) -> bool:
    old, new = _parts(each, "counts_from", "created_at")
    return old != new


def _files(unit: Unit, rows: Sequence[Written]) -> None:
    """How many files hang on a follow-up."""
    wanted = {part[0] for each in rows for part in _parts(each, "follow_up_id") if part is not None}
    _each(unit, _SET_FILES, [{"w": unit.workspace, "f": id} for id in sorted(wanted - {None})])


def _short_names(unit: Unit, aliases: Sequence[Written], customers: Sequence[Written]) -> None:
    wanted: set[UUID] = set()
    for each in aliases:
        wanted.update(whole["customer_id"] for whole in (each.before, each.after) if whole is not None)
    for each in customers:
        if each.before is not None and each.after is not None and each.before["name"] != each.after["name"]:
            wanted.add(each.after["id"])
    wanted -= {each.before["id"] for each in customers if each.before is not None and each.after is None}
    _each(unit, _SET_SHORT, [{"w": unit.workspace, "c": id} for id in sorted(wanted)])


def _name_keys(unit: Unit, kind: str, rows: Sequence[Written]) -> None:
    add, drop = [], []
    for each in rows:
        old, new = _keys(unit, kind, each.before), _keys(unit, kind, each.after)
        id = (each.after or each.before or {})["id"]
        add += [(key, id) for key in sorted(new - old)]
        drop += [(key, id) for key in sorted(old - new)]
    names.drop_keys(unit.tx, unit.workspace, kind, drop)
    names.add_keys(unit.tx, unit.workspace, kind, add)


def _alias_keys(unit: Unit, rows: Sequence[Written]) -> None:
    """An alias names its customer; a key stays while another alias of the customer gives it."""
    old: dict[UUID, set[str]] = defaultdict(set)
    new: dict[UUID, set[str]] = defaultdict(set)
    for each in rows:
        for whole, keys in ((each.before, old), (each.after, new)):
            if whole is not None:
                keys[whole["customer_id"]] |= _keys(unit, "alias", whole)
    if old:
        left = unit.tx.rows(_ALIASES, {"w": unit.workspace, "ids": sorted(old)})
        for customer, name in left:
            new[customer] |= _keys(unit, "alias", {"name": name, "customer_id": customer})
    add = [(key, id) for id in sorted(new) for key in sorted(new[id] - old[id])]
    drop = [(key, id) for id in sorted(old) for key in sorted(old[id] - new[id])]
    names.drop_keys(unit.tx, unit.workspace, "alias", drop)
    names.add_keys(unit.tx, unit.workspace, "alias", add)


def _keys(unit: Unit, kind: str, row: Mapping[str, Any] | None) -> set[str]:
    if row is None:
        return set()
    naming = unit.tx.database.naming
    keys = set(naming(kind, row["name"], row))
    for alias in row.get("aliases") or ():
        keys.update(naming(kind, alias, row))
    return keys


def _due_rows(unit: Unit, rows: Sequence[Written]) -> None:
    """One waiting row per schedule and time that an open reminder needs; those that none needs are taken away."""
    gone: set[tuple[UUID, datetime]] = set()
    new: dict[tuple[UUID, datetime], Mapping[str, Any]] = {}
    for each in rows:
        old_at, new_at = _fires(each.before), _fires(each.after)
        fired = each.after is not None and each.after["state"] == "fired"  # its row stays, to be marked done
        if old_at is not None and old_at != new_at and not fired:
            gone.add(old_at)
        if new_at is not None and new_at != old_at and each.after is not None:
            new[new_at] = each.after
    _each(unit, _DROP_DUE, [{"w": unit.workspace, "s": schedule, "at": at} for schedule, at in sorted(gone)])
    due.insert(unit.tx, [_due(unit, schedule, at, row) for (schedule, at), row in new.items()])


def _due(unit: Unit, schedule: UUID, at: datetime, reminder: Mapping[str, Any]) -> dict[str, Any]:
    alone = schedule == reminder["id"]
    return due.row(
        unit.tx,
        unit.workspace,
        schedule=schedule,
        fire_at=at,
        command="reminder.fire" if alone else "reminder.morning",
        args={"reminder": reminder["id"]} if alone else {"member": reminder["owner_id"]},
        maker=reminder["maker_id"] or reminder["owner_id"],
    )


def _fires(row: Mapping[str, Any] | None) -> tuple[UUID, datetime] | None:
    if row is None or row["state"] != "open" or row["fire_at"] is None:
        return None
    return row["schedule"], row["fire_at"]


def _parts(each: Written, *names: str) -> tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]:
    old = None if each.before is None else tuple(each.before[name] for name in names)
    new = None if each.after is None else tuple(each.after[name] for name in names)
    return old, new


def _each(unit: Unit, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        unit.tx.run(statement, rows)
