"""What an admin shapes, and imports."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import partial, refer
from store.types import Id, Json, Sealed, UtcDateTime, Words

TABLES = (
    "setting",
    "macro",
    "phrase",
    "proposal",
    "miss",
    "config_version",
    "import_batch",
    "import_chunk",
    "import_key",
)


def create() -> None:
    """Create them."""
    _setting()
    _macro()
    _phrase()
    _proposal()
    _miss()
    _config_version()
    _import_batch()
    _import_chunk()
    _import_key()


def drop() -> None:
    """Drop them."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", Json(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_setting_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_setting")),
        sa.UniqueConstraint("workspace_id", "name", name="uq_setting_name"),
    )


def _macro() -> None:
    op.create_table(
        "macro",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("definition", Json(), nullable=False),
        sa.Column("roles", Json(), nullable=False),
        sa.Column("maker_id", Id()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        refer("macro", "maker_id", "member"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_macro_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_macro")),
        sa.UniqueConstraint("workspace_id", "name", name="uq_macro_name"),
        sa.UniqueConstraint("workspace_id", "number", name="uq_macro_number"),
    )
    op.create_index("ix_macro_maker", "macro", ["workspace_id", "maker_id"])


def _phrase() -> None:
    op.create_table(
        "phrase",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('synonym', 'phrase')", name=op.f("ck_phrase_kind")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_phrase_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_phrase")),
        sa.UniqueConstraint("workspace_id", "kind", "said", name="uq_phrase_said"),
        sa.UniqueConstraint("workspace_id", "number", name="uq_phrase_number"),
    )


def _proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("customer_id", Id()),
        sa.Column("member_id", Id()),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('alias', 'synonym', 'phrase')", name=op.f("ck_proposal_kind")),
        sa.CheckConstraint("state IN ('open', 'accepted', 'rejected', 'withdrawn')", name=op.f("ck_proposal_state")),
        refer("proposal", "customer_id", "customer"),
        refer("proposal", "member_id", "member"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_proposal_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("workspace_id", "kind", "said", "means", name="uq_proposal_said"),
        sa.UniqueConstraint("workspace_id", "number", name="uq_proposal_number"),
    )
    partial("ix_proposal_customer", "proposal", ["workspace_id", "customer_id"], "customer_id IS NOT NULL")
    partial("ix_proposal_member", "proposal", ["workspace_id", "member_id"], "member_id IS NOT NULL")


def _miss() -> None:
    op.create_table(
        "miss",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("command", sa.String()),
        sa.Column("member_id", Id()),
        sa.Column("said", Words()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('unknown', 'corrected', 'undone')", name=op.f("ck_miss_kind")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_miss_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_miss")),
    )
    op.create_index("ix_miss_at", "miss", ["workspace_id", "created_at"])


def _config_version() -> None:
    op.create_table(
        "config_version",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("execution_id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("actor_id", Id()),
        sa.Column("state", Json(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_config_version_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_config_version")),
        sa.UniqueConstraint("workspace_id", "execution_id", name="uq_config_version_execution"),
        sa.UniqueConstraint("workspace_id", "number", name="uq_config_version_number"),
    )


def _import_batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("name", Words()),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("mapping", Json(), nullable=False),
        sa.Column("counts", Json(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("handled", sa.Integer(), nullable=False),
        sa.Column("group_id", Id(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        sa.CheckConstraint(
            "state IN ('mapping', 'checking', 'checked', 'running', 'done', 'stopped', 'undoing', 'undone', 'dropped')",
            name=op.f("ck_import_batch_state"),
        ),
        refer("import_batch", "member_id", "member"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_import_batch_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("workspace_id", "number", name="uq_import_batch_number"),
    )
    op.create_index("ix_import_batch_member", "import_batch", ["workspace_id", "member_id", "number"])
    op.create_index("ix_import_batch_source", "import_batch", ["workspace_id", "source", "number"])


def _import_chunk() -> None:
    op.create_table(
        "import_chunk",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("batch_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", Sealed(), nullable=False),
        sa.CheckConstraint("kind IN ('head', 'rows', 'found')", name=op.f("ck_import_chunk_kind")),
        refer("import_chunk", "batch_id", "import_batch"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_import_chunk_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_import_chunk")),
        sa.UniqueConstraint("workspace_id", "batch_id", "kind", "sheet", "position", name="uq_import_chunk_place"),
    )


def _import_key() -> None:
    op.create_table(
        "import_key",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("batch_id", Id(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("customer_id", Id()),
        refer("import_key", "batch_id", "import_batch"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_import_key_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "batch_id", "digest", name=op.f("pk_import_key")),
    )
