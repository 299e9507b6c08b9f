"""Kill −9 anywhere: no message lost, no effect doubled, at most the answer in flight repeated, and marked so."""

from __future__ import annotations

import os
import random
import signal

import pytest

from bot.testing import until
from tests.faults.conftest import Site, state
from tests.faults.program import POINTS

pytestmark = [pytest.mark.fault, pytest.mark.timeout(300)]
TOGETHER = ("marking", "marked")  # points that several letters pass at once
CYCLES = int(os.environ.get("GENJIN_KILLS", "20"))


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_each_step_loses_nothing_and_doubles_nothing(site: Site, point: str) -> None:
    messages = site.messages(3)
    program = site.start(die=f"{point}:{2 if point in TOGETHER else 5}")
    assert program.wait_for("ready")
    program.say(messages)
    assert program.finish() == -signal.SIGKILL
    accepted = program.acknowledged
    stored = {row[0] for row in site.rows("SELECT key FROM inbox")}
    assert accepted <= stored
    again = site.start()
    assert again.wait_for("ready")
    again.say([each for each in messages if each.key not in accepted])
    assert again.finish() == 0
    site.check(messages, deaths=1)


async def test_what_a_preparer_made_out_is_neither_lost_nor_doubled(site: Site) -> None:
    """And the preparer of a process that was killed ends by itself."""
    messages = site.messages(3)
    program = site.start(die="handling:5", preparers=1)
    assert program.wait_for("ready")
    (beside,) = program.children()
    program.say(messages)
    assert program.finish() == -signal.SIGKILL
    await until(lambda: state(beside) == "Z")
    accepted = program.acknowledged
    again = site.start(preparers=1)
    assert again.wait_for("ready")
    again.say([each for each in messages if each.key not in accepted])
    assert again.finish() == 0
    site.check(messages, deaths=1)


def test_kills_at_random_moments_under_load(site: Site) -> None:
    """Each life gets new messages and all that was never acknowledged, and is killed at some moment."""
    chance = random.Random(7)
    turns = 2
    messages = site.messages(turns * (CYCLES + 1))
    waiting: list[str] = []
    size = turns * 4
    by_key = {each.key: each for each in messages}
    for life in range(CYCLES):
        fresh = messages[life * size : (life + 1) * size]
        waiting += [each.key for each in fresh]
        program = site.start(die=f"{chance.choice(POINTS)}:{chance.randint(1, size)}")
        program.wait_for("ready")
        program.say([by_key[key] for key in waiting])
        program.finish()
        waiting = [key for key in waiting if key not in program.acknowledged]
    last = site.start()
    last.wait_for("ready")
    last.say([by_key[key] for key in waiting] + messages[CYCLES * size :])
    assert last.finish() == 0
    site.check(messages, deaths=CYCLES)
