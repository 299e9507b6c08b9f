"""Times in English words and in other languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from nlp.times import find_times

pytestmark = pytest.mark.unit

REF = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("remind me in three days", "2026-11-24T00:00"),
        ("we met two weeks ago", "2026-11-07T00:00"),
        ("rappelle-moi le 25 novembre 2026", "2026-11-25T00:00"),
        ("recuérdame el 25 de noviembre", "2026-11-25T00:00"),
        ("напомни 25 ноября", "2026-11-25T00:00"),
    ],
)
def test_what_our_grammar_does_not_know_is_read_by_the_library(text: str, start: str) -> None:
    [span] = find_times(text, REF, "future")
    assert span.start is not None
    assert span.start.strftime("%Y-%m-%dT%H:%M") == start
    assert text[span.start_offset : span.end_offset] == span.text


@pytest.mark.parametrize("text", ["mars bar", "the second option", "Juni Trading Ltd", "call Mai"])
def test_names_and_plain_words_are_no_times(text: str) -> None:
    assert find_times(text, REF, "future") == []
