"""Migrations and models give the same schema, indexes, checks and references included."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from store.ids import uuid7
from store.migrations import FOLDER, HEAD, migrate
from store.tables import Base
from tests.databases import KINDS, fresh

pytestmark = pytest.mark.integration

CATALOGUE = """
SELECT 'column', table_name || '.' || column_name,
       concat_ws(' ', data_type, udt_name, is_nullable, column_default, is_identity)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


def described(url: str) -> set[Any]:
    """The schema as the database itself tells it, without Alembic's own table."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            found = {tuple(row) for row in connection.exec_driver_sql(CATALOGUE)}
        else:
            found = set()
            for name, sql in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
                lines = (re.sub(r"\s+", " ", line).strip() for line in re.split(r",(?![^()]*\))|\n", sql))
                found |= {(name, line) for line in lines}
    engine.dispose()
    return {each for each in found if "alembic" not in " ".join(each)}


@pytest.mark.parametrize("kind", KINDS)
def test_models_and_migrations_agree(kind: str, tmp_path: Path) -> None:
    with fresh(kind, tmp_path) as migrated, fresh(kind, tmp_path) as other:
        engine = sa.create_engine(other)
        with engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(sa.schema.DropTable(table))
            Base.metadata.create_all(connection)
        engine.dispose()
        ours, models = described(migrated), described(other)
        assert len(ours) > 300
        assert ours - models == set()
        assert models - ours == set()


def test_migrate_again_and_down_and_up(database_url: str) -> None:
    before = described(database_url)
    migrate(database_url)
    engine = sa.create_engine(database_url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    engine.dispose()
    assert described(database_url) == set()
    migrate(database_url)
    assert described(database_url) == before


def test_revision_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [HEAD]


def test_values_of_own_fields_move_from_names_to_ids_and_back(database_url: str) -> None:
    """What 0002 kept under a field's name stands under its id from 0003 on; a value of no field stays."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = sa.create_engine(database_url)
    workspace, customer, field = uuid7(), uuid7(), uuid7()
    now = datetime(2026, 11, 18, tzinfo=UTC)
    tables = Base.metadata.tables
    with engine.begin() as connection:
        connection.execute(
            sa.insert(tables["workspace"]).values(id=workspace, name="演示", zone="Asia/Shanghai", created_at=now)
        )
        at = {"workspace_id": workspace, "created_at": now}
        connection.execute(sa.insert(tables["field"]).values(id=field, name="付款方式", kind="text", **at))
        values = {field.hex: "月结", "别的": "甲"}
        connection.execute(
            sa.insert(tables["customer"]).values(id=customer, number=1, name="华星", short="华星", fields=values, **at)
        )

    def held() -> Any:
        with engine.connect() as connection:
            return connection.execute(sa.select(tables["customer"].c.fields)).scalar_one()

    for there, wanted in (("0002", {"付款方式": "月结", "别的": "甲"}), (HEAD, values)):
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            (command.downgrade if there != HEAD else command.upgrade)(config, there)
        assert held() == wanted
    engine.dispose()
