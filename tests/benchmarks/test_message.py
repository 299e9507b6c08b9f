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
    assert all(costs[name] > 0 for name in ("without_understanding", "bare", "understanding", "all_in_one_run"))
    assert told["ratio_to_bare"]["met"] == (told["ratio_to_bare"]["measured"] <= 8.0)
    assert set(told["with_1_ms_more_a_sync"]) == {"one_chat", "3_chats", "gain", "gain_with_understanding"}
    assert {"accept", "prepare", "carry_out", "outbox claim", "understand"} <= set(told["breakdown_microseconds"])


def test_a_lost_answer_is_no_result() -> None:
    with pytest.raises(WrongOutput):
        _check([], 1)
