"""What an admin shapes: settings, commands of the workspace's own, its words, all of it versioned; and imports."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from store.tables.base import (
    Base,
    a_time,
    an_id,
    index,
    must_id,
    must_time,
    numbered,
    of_workspace,
    one_of,
    primary_id,
    refer,
    sealed,
    short_number,
    some_json,
    words,
)
from store.types import Json, SealedWords


class Setting(Base, table=True):
    """One thing that the workspace decided for itself (levels, sources, quiet hours, caps), by its name."""

    __tablename__ = "setting"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "name", name="uq_setting_name"),)
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    name: str
    value: Any = Field(sa_type=Json, nullable=False)
    created_at: datetime = must_time()


class Macro(Base, table=True):
    """A command of the workspace's own: `definition` holds its parameters, steps and answer."""

    __tablename__ = "macro"
    __table_args__ = (
        refer("maker_id", "member"),
        numbered("macro"),
        sa.UniqueConstraint("workspace_id", "name", name="uq_macro_name"),
        index("ix_macro_maker", "workspace_id", "maker_id"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    name: str
    definition: dict[str, Any] = some_json()
    roles: list[str] = some_json(list)
    maker_id: UUID | None = an_id()
    active: bool = True
    created_at: datetime = must_time()


class LearnedPhrase(Base, table=True):
    """A word or a sentence of the team's own: a synonym (走访 → 拜访), or a phrase for a command (`means` its name)."""

    __tablename__ = "phrase"
    __table_args__ = (
        one_of("kind", ("synonym", "phrase")),
        numbered("phrase"),
        sa.UniqueConstraint("workspace_id", "kind", "said", name="uq_phrase_said"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    kind: str
    said: str
    means: str
    active: bool = True
    created_at: datetime = must_time()


class Proposal(Base, table=True):
    """What a correction taught, until an admin decides: an alias, a synonym or a phrase; `count` how often it came."""

    __tablename__ = "proposal"
    __table_args__ = (
        one_of("kind", ("alias", "synonym", "phrase")),
        one_of("state", ("open", "accepted", "rejected", "withdrawn")),
        refer("customer_id", "customer"),
        refer("member_id", "member"),
        numbered("proposal"),
        sa.UniqueConstraint("workspace_id", "kind", "said", "means", name="uq_proposal_said"),
        index("ix_proposal_customer", "workspace_id", "customer_id", where="customer_id IS NOT NULL"),
        index("ix_proposal_member", "workspace_id", "member_id", where="member_id IS NOT NULL"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    kind: str
    said: str
    means: str
    customer_id: UUID | None = an_id()
    member_id: UUID | None = an_id()
    count: int = 1
    state: str = "open"
    decided_at: datetime | None = a_time()
    created_at: datetime = must_time()


class Miss(Base, table=True):
    """A message that was not understood, or that was taken back or corrected; its words only where that is allowed."""

    __tablename__ = "miss"
    __table_args__ = (
        one_of("kind", ("unknown", "corrected", "undone")),
        index("ix_miss_at", "workspace_id", "created_at"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    kind: str
    command: str | None = None
    member_id: UUID | None = an_id()
    said: SealedWords | None = words()
    created_at: datetime = must_time()


class ConfigVersion(Base, table=True):
    """The whole configuration after a change of it: v11. Written with the execution that changed it, never again."""

    __tablename__ = "config_version"
    __table_args__ = (
        numbered("config_version"),
        sa.UniqueConstraint("workspace_id", "execution_id", name="uq_config_version_execution"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    execution_id: UUID = must_id()
    name: str
    actor_id: UUID | None = an_id()
    state: dict[str, Any] = some_json()
    created_at: datetime = must_time()


class ImportBatch(Base, table=True):
    """Rows that somebody brought: from which source, how its columns are read, and how far it has got.

    `source` knows files of the same header again; `group_id` is the group of the executions that wrote its rows.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        refer("member_id", "member"),
        one_of(
            "state", ("mapping", "checking", "checked", "running", "done", "stopped", "undoing", "undone", "dropped")
        ),
        numbered("import_batch"),
        index("ix_import_batch_member", "workspace_id", "member_id", "number"),
        index("ix_import_batch_source", "workspace_id", "source", "number"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    member_id: UUID = must_id()
    name: SealedWords | None = words()
    source: str = ""
    mapping: dict[str, Any] = some_json()
    counts: dict[str, Any] = some_json()
    state: str = "mapping"
    total: int = 0
    handled: int = 0
    group_id: UUID = must_id()
    created_at: datetime = must_time()
    ended_at: datetime | None = a_time()


class ImportChunk(Base, table=True):
    """Some of an import's rows as they were brought, or what was found wrong with them: ciphertext."""

    __tablename__ = "import_chunk"
    __table_args__ = (
        refer("batch_id", "import_batch"),
        one_of("kind", ("head", "rows", "found")),
        sa.UniqueConstraint("workspace_id", "batch_id", "kind", "sheet", "position", name="uq_import_chunk_place"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    batch_id: UUID = must_id()
    kind: str
    sheet: int = 0
    position: int = 0
    content: bytes = sealed()


class ImportKey(Base, table=True):
    """Whom an import has met under a name: keyed digests, and the customer once there is one."""

    __tablename__ = "import_key"
    __table_args__ = (refer("batch_id", "import_batch"),)
    workspace_id: UUID = of_workspace()
    batch_id: UUID = primary_id()
    digest: bytes = Field(sa_type=sa.LargeBinary, primary_key=True)
    customer_id: UUID | None = an_id()
