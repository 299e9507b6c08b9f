"""Words of a text, and that cutting them leaves nothing behind."""

import tempfile
from pathlib import Path

import pytest

from nlp import segments

pytestmark = pytest.mark.unit


def test_words_of_two_signs_and_more_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    segments._tokenizer.cache_clear()
    assert segments.words_in("怎么把客户弄回来 VIP") == ("怎么", "客户", "回来", "VIP")
    assert list(tmp_path.iterdir()) == []
