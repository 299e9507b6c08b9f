"""Conditions on own fields: by type, by sign, in one pass with number, order and page."""

from __future__ import annotations

import operator
from typing import Any

import pytest

from store import customers
from store.customers import Filters, Scope
from store.database import Database
from store.field_values import FieldIs
from store.tables import Customer
from store.unit import Unit
from tests.integration.store.world import NOW, World, execute

pytestmark = pytest.mark.integration
KEY, BEFORE = "a" * 32, "b" * 32
VALUES: tuple[Any, ...] = (0, -5, 3, 3.5, 4, 10**12, "3", "甲", "乙", "", "2026-11-25", "2026-12-01", None)
SIGNS = {"=": operator.eq, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


@pytest.fixture
def valued(database: Database, world: World) -> dict[str, Any]:
    """Customers with one value each, by name; one has it under another key."""

    def write(tx: Any) -> None:
        unit = Unit(tx, workspace=world.id, now=NOW)
        with execute(unit):
            for place, value in enumerate(VALUES):
                unit.add(Customer, name=f"第{place}家", fields={} if value is None else {KEY: value})
            unit.add(Customer, name="以前", fields={BEFORE: 400})

    database.write(write).result()
    return {f"第{place}家": value for place, value in enumerate(VALUES)}


def found(database: Database, world: World, *conditions: FieldIs, **page: int) -> tuple[list[str], int]:
    scope = Scope(workspace=world.id, member=None, all=True)
    given = database.read(lambda tx: customers.find(tx, scope, Filters(fields=conditions), **{"limit": 100, **page}))
    return [row.name for row in given.rows], given.total


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("given", [3, 3.5, -5, "甲", "3", "", "2026-11-25"])
def test_values_of_the_same_type_compare_and_no_others_fit(
    database: Database, world: World, valued: dict[str, Any], sign: Any, given: Any
) -> None:
    text = isinstance(given, str)
    wanted = {
        name
        for name, value in valued.items()
        if value is not None and isinstance(value, str) == text and SIGNS[sign](value, given)
    }
    names, total = found(database, world, FieldIs(key=KEY, sign=sign, value=given))
    assert set(names) == wanted
    assert total == len(wanted)


def test_a_value_from_before_fits_by_its_own(database: Database, world: World, valued: dict[str, Any]) -> None:
    del valued
    earlier = FieldIs(key=BEFORE, sign=">", value=300)
    names, total = found(database, world, FieldIs(key=KEY, sign=">", value=3.7, earlier=earlier))
    assert set(names) == {"第4家", "第5家", "以前"}
    assert total == 3


def test_the_number_is_that_of_all_pages(database: Database, world: World, valued: dict[str, Any]) -> None:
    del valued
    above = FieldIs(key=KEY, sign=">", value=-10)
    whole, total = found(database, world, above)
    assert (len(whole), total) == (6, 6)
    assert found(database, world, above, limit=2, offset=2) == (whole[2:4], 6)
    assert found(database, world, above, limit=2, offset=6) == ([], 6)
    assert found(database, world, FieldIs(key=KEY, sign=">", value=10**13)) == ([], 0)
