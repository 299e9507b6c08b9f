"""Long lists of names are asked only for what may stand in a text, and answer in their own order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lexicon import Lexicon, lexicon
from nlp.reading import Named

pytestmark = pytest.mark.unit
ROWS = (
    Named(kind="member", id=1, name="王强", aliases=("阿强", "Tom")),
    Named(kind="member", id=2, name="欧阳静"),
    Named(kind="member", id=3, name="王丽", aliases=("强",)),
)


def test_names_stand_in_the_order_of_their_rows() -> None:
    assert [(name, row.id) for name, row in Lexicon(ROWS).standing("阿强和tom、王丽")] == [
        ("阿强", 1),
        ("tom", 1),
        ("王丽", 3),
        ("强", 3),
    ]


@given(st.text(alphabet="王强欧阳静丽阿tom ", max_size=12))
def test_what_stands_is_what_every_name_would_find(text: str) -> None:
    every = [name.lower() for row in ROWS for name in (row.name, *row.aliases) if name.lower() in text]
    assert [name for name, _ in Lexicon(ROWS).standing(text)] == every


def test_rows_that_bear_a_surname() -> None:
    assert [row.id for row in Lexicon(ROWS).bearing(frozenset({"王"}))] == [1, 3]
    assert [row.id for row in Lexicon(ROWS).bearing(frozenset({"欧阳", "李"}))] == [2]
    assert [row.id for row in Lexicon(ROWS).bearing(frozenset({""}))] == [1, 2, 3]


def test_a_tuple_that_comes_again_is_not_sorted_again() -> None:
    assert lexicon(ROWS) is lexicon(ROWS)
    assert lexicon((*ROWS,)) is not lexicon(ROWS)
