"""Reminders over restarts and kills: none lost, none doubled; what was missed arrives with the late word."""

from __future__ import annotations

import signal
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.faults.conftest import Site

pytestmark = pytest.mark.fault
AFTERWARDS = datetime(2026, 11, 27, 15, 23, tzinfo=ZoneInfo("Asia/Shanghai"))  # every reminder's time has passed
LATE = "我不在线"


@pytest.mark.parametrize("point", ["firing:3", "fired:1", "sent:2"])
def test_missed_reminders_arrive_once_and_late_however_the_program_ends(site: Site, point: str) -> None:
    messages = site.messages(2)
    before = site.start()
    before.say(messages)
    assert before.finish() == 0
    killed = site.start(die=point, now=AFTERWARDS)
    assert killed.finish() == -signal.SIGKILL
    for _ in range(2):
        assert site.start(now=AFTERWARDS).finish() == 0
    fired = "SELECT state, count(*) FROM due WHERE command = 'reminder.fire' GROUP BY state"
    assert site.rows(fired) == [("done", len(messages))]
    assert site.rows("SELECT count(*) FROM execution WHERE name = 'reminder.fire'") == [(len(messages),)]
    reminders = [each for each in site.first_letters(deaths=1) if LATE in each["text"]]
    assert len(reminders) == len(messages)
    assert {each["chat"] for each in reminders} == {each.chat.id for each in messages}
