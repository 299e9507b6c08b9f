"""Numbers of a workspace's own fields, with the scale that they are said in."""

import pytest

from nlp.own_fields import number_in

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("words", "type", "number"),
    [
        ("120", "number", "120"),
        ("20吨", "number", "20"),
        ("1.2万吨", "number", "12000"),
        ("超过90万", "number", "900000"),
        ("3千箱", "number", "3000"),
        ("1,200吨", "number", "1200"),
        ("3万5", "number", "35000"),
        ("编号007", "number", "007"),
        ("2.50", "number", "2.50"),
        ("50万", "amount", "500000"),
        ("没有", "number", None),
    ],
)
def test_a_number_is_worth_what_it_is_said_as(words: str, type: str, number: str | None) -> None:
    assert number_in(words, type) == number
