"""The benchmark measures what it says: a small run of it finds its own output right and tells all its figures."""

import json
from pathlib import Path

import pytest

from bot.bench.message import report
from bot.bench.real import WrongOutput, _check

pytestmark = pytest.mark.fault


def test_a_small_run_tells_its_figures(tmp_path: Path) -> None:
    told = json.loads(report(chats=3, each=2, rounds=1, folder=tmp_path))
    assert told["set_up"] | {"chats": 3, "messages": 6, "synchronous": "FULL"} == told["set_up"]
    assert "disk" in told["set_up"]["files"]
    costs = told["microseconds_of_processor_a_message"]
    assert costs["all"] == pytest.approx(costs["without_understanding"] + costs["understanding"], abs=2)
    assert costs["bare"] > 0
    assert costs["with_readings_ready"] > 0
    assert told["ratio_to_bare"]["met"] == (told["ratio_to_bare"]["measured"] <= 8.0)
    assert told["with_1_ms_more_a_sync"]["syncs_a_message"]["one_chat"] >= 2
    assert {"accept", "prepare", "carry_out", "outbox claim", "understand"} <= set(told["breakdown_microseconds"])


def test_a_lost_answer_is_no_result() -> None:
    with pytest.raises(WrongOutput):
        _check([], 1)
