"""Workspaces and the people in them."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import refer
from store.types import Id, Json, UtcDateTime


def workspace() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
    )


def team() -> None:
    op.create_table(
        "team",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("walled", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_team")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_team_workspace_id")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_team_name")),
    )


def member() -> None:
    op.create_table(
        "member",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", Json(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team_id", Id()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("hours", Json()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_member")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_member_workspace_id")),
        refer("member", "team_id", "team"),
    )
    op.create_index("ix_member_team", "member", ["workspace_id", "team_id"])


def chat() -> None:
    op.create_table(
        "chat",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("team_id", Id()),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_chat")),
        sa.CheckConstraint("kind IN ('private', 'group')", name=op.f("ck_chat_kind")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_chat_workspace_id")),
        refer("chat", "team_id", "team"),
        sa.UniqueConstraint("workspace_id", "platform", "app", "external", "topic", name=op.f("uq_chat_external")),
    )
    op.create_index("ix_chat_team", "chat", ["workspace_id", "team_id"])


def identity() -> None:
    op.create_table(
        "identity",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("private_chat_id", Id()),
        sa.Column("bound_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_identity")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_identity_workspace_id")),
        refer("identity", "member_id", "member"),
        refer("identity", "private_chat_id", "chat"),
        sa.UniqueConstraint("workspace_id", "platform", "app", "user_id", name=op.f("uq_identity_user")),
    )
    op.create_index("ix_identity_member", "identity", ["workspace_id", "member_id"])
    op.create_index("ix_identity_private_chat", "identity", ["workspace_id", "private_chat_id"])


def create() -> None:
    """All of these, in the order in which they refer to each other."""
    workspace()
    team()
    member()
    chat()
    identity()


def drop() -> None:
    """Drop them, those that refer before those referred to."""
    for name in ("identity", "chat", "member", "team", "workspace"):
        op.drop_table(name)
