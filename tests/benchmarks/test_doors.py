"""The doors' benchmark measures what it says: a small run finds every message stored and tells its figures."""

import json

import pytest

from bot.bench.doors import BARE, report

pytestmark = pytest.mark.fault


def test_a_small_run_tells_each_doors_figures() -> None:
    told = json.loads(report(messages=10, rounds=1))
    assert set(told["doors"]) == {"wecom app", "wecom bot", "feishu", "telegram", BARE}
    assert told["messages"] == 10
    for figures in told["doors"].values():
        assert figures["messages_a_second"] > 0
        assert figures["milliseconds_median"] <= figures["milliseconds_p99"]
        assert figures["rate_to_bare"] > 0
