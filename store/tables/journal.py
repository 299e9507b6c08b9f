"""Who did what: executions, the changes they made, and the counters of people's numbers."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from store.tables.base import (
    Base,
    an_id,
    index,
    maybe_sealed,
    must_id,
    must_time,
    of_workspace,
    one_of,
    primary_id,
    sealed,
)


class Counter(Base, table=True):
    """The last number given, per workspace and kind."""

    __tablename__ = "counter"
    workspace_id: UUID = of_workspace()
    kind: str = Field(primary_key=True)
    value: int = 0


class Execution(Base, table=True):
    """One command that was carried out (or refused, or taken back). It has a number only if it wrote."""

    __tablename__ = "execution"
    __table_args__ = (
        one_of("state", ("done", "refused", "undone")),
        sa.UniqueConstraint("workspace_id", "origin", "key", "ordinal", name="uq_execution_key"),
        index("ix_execution_number", "workspace_id", "number", where="number IS NOT NULL", unique=True),
        index("ix_execution_actor", "workspace_id", "actor_id", "id"),
        index("ix_execution_inbox", "workspace_id", "inbox_id", where="inbox_id IS NOT NULL"),
        index("ix_execution_undone_by", "workspace_id", "undone_by", where="undone_by IS NOT NULL"),
        index("ix_execution_group", "workspace_id", "group_id", where="group_id IS NOT NULL"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int | None = None
    origin: str
    key: str
    ordinal: int = 0
    name: str
    actor_id: UUID | None = an_id()
    chat_id: UUID | None = an_id()
    inbox_id: UUID | None = an_id()
    group_id: UUID | None = an_id()
    at: datetime = must_time()
    state: str = "done"
    undoes: bool = False
    args: bytes = sealed()
    args_digest: bytes = Field(sa_type=sa.LargeBinary)
    result: bytes | None = maybe_sealed()
    undone_by: UUID | None = an_id()


class Change(Base, table=True):
    """One row that an execution wrote: its changed columns before and after, sealed."""

    __tablename__ = "change"
    __table_args__ = (
        one_of("op", ("insert", "update", "delete")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "execution_id"], ["execution.workspace_id", "execution.id"], name="fk_change_execution"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "execution_id", "position"),
        index("ix_change_row", "workspace_id", "row_id"),
    )
    workspace_id: UUID = must_id()
    execution_id: UUID = must_id()
    position: int
    table_name: str
    row_id: UUID = must_id()
    op: str
    images: bytes = sealed()
