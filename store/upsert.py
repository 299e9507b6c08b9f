"""INSERT … ON CONFLICT in the one form that SQLite and PostgreSQL share.

SQLAlchemy has one such Insert per dialect; both compilers take PostgreSQL's, so one statement serves both (a test
holds this).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert, insert


def ignoring(table: sa.Table, *columns: str) -> Insert:
    """An insert that writes nothing where a row with these columns is there; rowcount tells."""
    return insert(table).on_conflict_do_nothing(index_elements=list(columns)).inline()


def replacing(table: sa.Table, *columns: str, only: Any = None, **values: Any) -> Insert:
    """An insert that sets `values` where a row with these columns is there; a value may be made of `excluded(…)`."""
    return insert(table).on_conflict_do_update(index_elements=list(columns), set_=values, where=only).inline()


def excluded(table: sa.Table, column: str) -> sa.ColumnElement[Any]:
    """The value that the insert brought."""
    return sa.literal_column(f"excluded.{column}", table.c[column].type)
