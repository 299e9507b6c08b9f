"""Alembic's migrations; `migrate` brings a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from store.database import make_engine
from store.tables import REVISION

HEAD = REVISION
FOLDER = Path(__file__).parent


def migrate(url: str) -> None:
    """Create or update the schema; quick when there is nothing to do. SQLite's folder is made."""
    at = sa.make_url(url)
    if at.get_backend_name() == "sqlite" and at.database:
        Path(at.database).parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            if _revision(connection) == HEAD:
                return
        _upgrade(engine)
    finally:
        engine.dispose()


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _upgrade(engine: sa.Engine) -> None:
    from alembic import command  # slow to import and mostly not needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7300265)")  # two starting processes take turns
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")
        connection.commit()
