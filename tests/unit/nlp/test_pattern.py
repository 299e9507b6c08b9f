"""Patterns that are compiled when first used."""

import re

import pytest

from nlp.pattern import Pattern

pytestmark = pytest.mark.unit


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    for method in ("match", "search", "fullmatch"):
        found = getattr(Pattern(r"(?P<n>[0-9]+)万"), method)("35万")
        assert found is not None
        assert found["n"] == "35"
    assert [each.group() for each in Pattern("[0-9]").finditer("1和2")] == ["1", "2"]
    assert Pattern("华").match("云华", 1) is not None


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    sources: list[str] = []
    compiled = re.compile

    def noted(source: str) -> re.Pattern[str]:
        sources.append(source)
        return compiled(source)

    monkeypatch.setattr(re, "compile", noted)
    pattern = Pattern("云图")
    assert sources == []
    assert pattern.search("去了云图")
    assert not pattern.fullmatch("去了云图")
    assert sources == ["云图"]


def test_it_has_no_other_method() -> None:
    with pytest.raises(AttributeError):
        getattr(Pattern("云图"), "split")  # noqa: B009 - a type checker knows that there is none
