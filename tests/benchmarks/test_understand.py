"""The benchmark of understanding: a small run finds its own messages understood and tells all its figures."""

import json
from pathlib import Path

import pytest

from bot.bench import many
from bot.bench.real import WrongOutput
from bot.bench.sayings import firm, sayings
from bot.bench.understand import report

pytestmark = pytest.mark.fault


def test_a_small_run_tells_its_figures(tmp_path: Path) -> None:
    told = json.loads(report(customers=60, big=200, messages=40, folder=tmp_path))
    assert told["set_up"] == {"customers": 60, "messages": 40, "median_signs": 20.0, "files": "a disk"}
    spent = told["milliseconds_of_processor_a_message"]
    assert 0 < spent["understanding"]["median"]["measured"] <= spent["understanding"]["p99"]["measured"]
    assert spent["understanding"]["median"]["bar"] == 1.0
    assert spent["understood_as_meant"] >= 0.98
    assert {"names_from_the_store", "both"} <= set(spent)
    assert told["names_among_many"]["customers"] == 200
    assert told["names_among_many"]["rows_found_a_message"] >= 1
    assert told["find_times"]["ours"]["median"] > 0
    assert told["import_of_nlp_seconds"]["measured"] > 0


def test_a_name_that_is_not_found_is_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "keys_of", lambda *_: ["another name"])
    with pytest.raises(WrongOutput):
        many.looked_up(tmp_path / "many", firms=50, messages=20)


def test_companies_are_called_differently_and_messages_are_repeatable() -> None:
    assert len({firm(index).called for index in range(5000)}) == 5000
    assert list(sayings(100, 40, seed=1)) == list(sayings(100, 40, seed=1)) != list(sayings(100, 40, seed=2))
