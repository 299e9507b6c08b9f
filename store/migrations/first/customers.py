"""Customers and what hangs on them."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import refer
from store.types import Id, Json, Sealed, UtcDateTime, Words


def customer() -> None:
    op.create_table(
        "customer",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("owner_id", Id()),
        sa.Column("team_id", Id()),
        sa.Column("level", sa.String()),
        sa.Column("stage", sa.String()),
        sa.Column("industry", sa.String()),
        sa.Column("region", sa.String()),
        sa.Column("source", sa.String()),
        sa.Column("size", sa.String()),
        sa.Column("title", sa.String()),
        sa.Column("address", Words()),
        sa.Column("website", sa.String()),
        sa.Column("note", Words()),
        sa.Column("fields", Json(), nullable=False),
        sa.Column("last_follow_up_at", UtcDateTime()),
        sa.Column("deleted_at", UtcDateTime()),
        sa.Column("deleted_by", Id()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_customer")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_customer_workspace_id")),
        refer("customer", "deleted_by", "member"),
        refer("customer", "owner_id", "member"),
        refer("customer", "team_id", "team"),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_customer_number")),
    )
    op.create_index("ix_customer_name", "customer", ["workspace_id", "name"])
    op.create_index("ix_customer_owner", "customer", ["workspace_id", "owner_id", "last_follow_up_at"])
    op.create_index("ix_customer_team", "customer", ["workspace_id", "team_id", "last_follow_up_at"])


def alias() -> None:
    op.create_table(
        "alias",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("customer_id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_alias")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_alias_workspace_id")),
        refer("alias", "customer_id", "customer"),
        sa.UniqueConstraint("workspace_id", "customer_id", "name", name=op.f("uq_alias_name")),
    )


def contact() -> None:
    op.create_table(
        "contact",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("customer_id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("note", Words()),
        sa.Column("deleted_at", UtcDateTime()),
        sa.Column("deleted_by", Id()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_contact")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_contact_workspace_id")),
        refer("contact", "customer_id", "customer"),
        refer("contact", "deleted_by", "member"),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_contact_number")),
    )
    op.create_index("ix_contact_customer", "contact", ["workspace_id", "customer_id"])


def contact_point() -> None:
    op.create_table(
        "contact_point",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("customer_id", Id()),
        sa.Column("contact_id", Id()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", Sealed(), nullable=False),
        sa.Column("blind_index", sa.LargeBinary()),
        sa.Column("label", sa.String()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_contact_point")),
        sa.CheckConstraint("customer_id IS NOT NULL OR contact_id IS NOT NULL", name=op.f("ck_contact_point_holder")),
        sa.CheckConstraint("kind IN ('phone', 'email', 'wechat', 'id')", name=op.f("ck_contact_point_kind")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_contact_point_workspace_id")),
        refer("contact_point", "contact_id", "contact"),
        refer("contact_point", "customer_id", "customer"),
    )
    op.create_index("ix_contact_point_blind", "contact_point", ["workspace_id", "kind", "blind_index"])
    op.create_index("ix_contact_point_contact", "contact_point", ["workspace_id", "contact_id"])
    op.create_index("ix_contact_point_customer", "contact_point", ["workspace_id", "customer_id"])


def tag() -> None:
    op.create_table(
        "tag",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("dimension", sa.String()),
        sa.Column("preset", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_tag")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_tag_workspace_id")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_tag_name")),
    )


def customer_tag() -> None:
    op.create_table(
        "customer_tag",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("customer_id", Id(), nullable=False),
        sa.Column("tag_id", Id(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_customer_tag")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_customer_tag_workspace_id")),
        refer("customer_tag", "customer_id", "customer"),
        refer("customer_tag", "tag_id", "tag"),
        sa.UniqueConstraint("workspace_id", "customer_id", "tag_id", name=op.f("uq_customer_tag_pair")),
    )
    op.create_index("ix_customer_tag_tag", "customer_tag", ["workspace_id", "tag_id"])


def field() -> None:
    op.create_table(
        "field",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("options", Json(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_field")),
        sa.CheckConstraint(
            "kind IN ('text', 'number', 'amount', 'date', 'choice', 'person')", name=op.f("ck_field_kind")
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_field_workspace_id")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_field_name")),
    )


def create() -> None:
    """All of these, in the order in which they refer to each other."""
    customer()
    alias()
    contact()
    contact_point()
    tag()
    customer_tag()
    field()


def drop() -> None:
    """Drop them, those that refer before those referred to."""
    for name in ("field", "customer_tag", "tag", "contact_point", "contact", "alias", "customer"):
        op.drop_table(name)
