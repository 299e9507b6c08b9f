"""Sealed tokens in text, masks, normal forms, ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.ids import uuid7
from store.words import masked, normalised, opened_text, plain_spans, sealed_text

pytestmark = pytest.mark.unit


@given(st.text("⟦⟧p:e1389 a@b.c-", max_size=40))
def test_any_text_comes_back(text: str) -> None:
    seen: list[str] = []

    def seal(value: str) -> str:
        seen.append(value)
        return f"T{len(seen) - 1}"

    stored = sealed_text(text, plain_spans(text), seal)
    assert opened_text(stored, lambda kind, body: seen[int(body[1:])]) == text  # noqa: ARG005


def test_spans_that_overlap_count_once() -> None:
    assert sealed_text("abcdef", [(1, 4, "phone"), (2, 5, "id")], str.upper) == "a⟦p:BCD⟧ef"


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("phone", "13800001111", "138****1111"),
        ("phone", "+86 138-0000-1111", "138****1111"),
        ("phone", "１３８０００01111", "１３８****1111"),
        ("phone", "8123456", "8****56"),
        ("email", "wuhao@yuntu.cn", "w***@yuntu.cn"),
        ("id", "11010519491231002X", "1****************X"),
        ("wechat", "wuhao88", "w***8"),
    ],
)
def test_masks(kind: str, value: str, shown: str) -> None:
    assert masked(kind, value) == shown


@pytest.mark.parametrize("value", ["13800001111", "+86 138 0000 1111", "138-0000-1111", "１３８００００１１１１"])
def test_equal_phones_have_one_form(value: str) -> None:
    assert normalised("phone", value) == "13800001111"
    assert normalised("email", " A@X.cn ") == "a@x.cn"


def test_ids_rise() -> None:
    ids = [uuid7() for _ in range(10_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {(each.version, each.variant) for each in ids[:10]} == {(7, "specified in RFC 4122")}
