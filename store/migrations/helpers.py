"""Short forms for migrations. They are part of past migrations: add to them, but change none."""

import sqlalchemy as sa
from alembic import op


def refer(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """(workspace_id, column) refers to the row of `to` in the same workspace."""
    return sa.ForeignKeyConstraint(
        ["workspace_id", column], [f"{to}.workspace_id", f"{to}.id"], name=op.f(f"fk_{table}_workspace_id_{column}")
    )


def partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    """An index over the rows for which the condition holds."""
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
