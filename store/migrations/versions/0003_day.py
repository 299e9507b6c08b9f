"""The team's day and what an admin shapes; the workspace's settings become rows of their own."""

import sqlalchemy as sa
from alembic import op

from store.ids import uuid7
from store.migrations.helpers import partial
from store.migrations.third import day, fields, shaping
from store.types import Id, Json, UtcDateTime

revision = "0003"
down_revision = "0002"

_WORKSPACE = sa.table(
    "workspace", sa.column("id", Id()), sa.column("settings", Json()), sa.column("created_at", UtcDateTime())
)
_SETTING = sa.table(
    "setting",
    sa.column("workspace_id", Id()),
    sa.column("id", Id()),
    sa.column("name", sa.String()),
    sa.column("value", Json()),
    sa.column("created_at", UtcDateTime()),
)


def upgrade() -> None:
    """Add what is new."""
    shaping.create()
    day.create()
    op.add_column("customer", sa.Column("counts_from", UtcDateTime()))
    op.add_column("customer", sa.Column("idle_since", UtcDateTime()))
    op.execute("UPDATE customer SET idle_since = coalesce(last_follow_up_at, created_at)")
    op.create_index("ix_customer_created", "customer", ["workspace_id", "created_at"])
    judged = ["level", "stage", "id", "deleted_at"]
    owners = ["workspace_id", "owner_id", "idle_since", *judged]
    teams = ["workspace_id", "team_id", "idle_since", "owner_id", *judged]
    partial("ix_customer_idle", "customer", owners, "deleted_at IS NULL")
    partial("ix_customer_team_idle", "customer", teams, "deleted_at IS NULL")
    op.add_column("alias", sa.Column("former", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("field", sa.Column("required", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("field", sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("field", sa.Column("place", sa.String()))
    op.add_column("field", sa.Column("earlier", Json(), server_default="[]", nullable=False))
    op.add_column("reminder", sa.Column("visit", sa.Boolean(), server_default=sa.false(), nullable=False))
    fields.by_id()
    _settings_to_rows()
    op.drop_column("workspace", "settings")


def downgrade() -> None:
    """Take it away."""
    op.add_column("workspace", sa.Column("settings", Json()))
    _rows_to_settings()
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("workspace", "settings", nullable=False)
    fields.by_name()
    op.drop_column("reminder", "visit")
    op.drop_column("field", "earlier")
    op.drop_column("field", "place")
    op.drop_column("field", "active")
    op.drop_column("field", "required")
    op.drop_column("alias", "former")
    op.drop_index("ix_customer_team_idle", table_name="customer")
    op.drop_index("ix_customer_idle", table_name="customer")
    op.drop_index("ix_customer_created", table_name="customer")
    op.drop_column("customer", "idle_since")
    op.drop_column("customer", "counts_from")
    day.drop()
    shaping.drop()


def _settings_to_rows() -> None:
    bind = op.get_bind()
    rows = [
        {"workspace_id": workspace, "id": uuid7(), "name": name, "value": value, "created_at": created}
        for workspace, settings, created in bind.execute(sa.select(*_WORKSPACE.c)).all()
        for name, value in settings.items()
    ]
    if rows:
        bind.execute(sa.insert(_SETTING), rows)


def _rows_to_settings() -> None:
    bind = op.get_bind()
    for (workspace,) in bind.execute(sa.select(_WORKSPACE.c.id)).all():
        found = bind.execute(
            sa.select(_SETTING.c.name, _SETTING.c.value).where(_SETTING.c.workspace_id == workspace)
        ).all()
        settings = dict(found)
        bind.execute(sa.update(_WORKSPACE).where(_WORKSPACE.c.id == workspace).values(settings=settings))
