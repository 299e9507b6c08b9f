"""Whether a database is whole: its schema is the newest, and every row has the rows that it refers to."""

from __future__ import annotations

import sqlalchemy as sa

from store.database import Tx
from store.migrations import HEAD
from store.tables import Base


def revision(tx: Tx) -> str | None:
    """The schema's revision; None where there is no schema."""
    if not sa.inspect(tx.connection).has_table("alembic_version"):
        return None
    found: str | None = tx.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def at_head(tx: Tx) -> bool:
    """Whether the schema is the newest."""
    return revision(tx) == HEAD


def orphans(tx: Tx) -> dict[str, int]:
    """How many rows lack a row that they refer to, by `table.column`; empty when all is well."""
    found = {}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            parent = key.referred_table.alias("parent")
            pairs = [(each.parent, parent.c[each.column.name]) for each in key.elements]
            missing = ~sa.exists().where(*(child == column for child, column in pairs)).correlate(table)
            count = tx.connection.execute(
                sa.select(sa.func.count())
                .select_from(table)
                .where(*(child.is_not(None) for child, _ in pairs), missing)
            ).scalar_one()
            if count:
                found[f"{table.name}.{key.column_keys[-1]}"] = count
    return found


def damage(tx: Tx) -> str | None:
    """What SQLite finds wrong with its file; None when nothing is, and on PostgreSQL."""
    if not tx.sqlite:
        return None
    said: str = tx.connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    return None if said == "ok" else said
