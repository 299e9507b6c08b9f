"""Words for a morning's list, typed when its buttons are out of sight."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.integration.commands.conftest import REP
from tests.talk import START, Talk

pytestmark = pytest.mark.integration
MONDAY = (START + timedelta(days=2)).replace(hour=9, minute=0)


@pytest.fixture
def morning(talk: Talk) -> Talk:
    """A rep who has the morning's list before them and has already said something else."""
    talk.say(REP, "你好")
    talk.move_to(START)
    talk.move_to(MONDAY)
    assert "记跟进" in talk.told(REP)
    talk.say(REP, "我是谁")
    return talk


def test_log_alone_asks_of_whom_and_files_nothing(morning: Talk) -> None:
    said = morning.say(REP, "记跟进")
    assert "记哪家？" in said
    assert "✅" not in said


def test_log_alone_speaks_of_the_last_customer_where_no_list_is(talk: Talk) -> None:
    assert "记哪家的？" in talk.say(REP, "记跟进")
    talk.say(REP, "星辰医疗什么情况")
    assert "星辰医疗：聊了什么？直接说" in talk.say(REP, "记一下")
    assert "✅ 星辰医疗" in talk.say(REP, "电话没人接")


def test_all_tomorrow_and_not_now_are_understood_later_too(morning: Talk) -> None:
    assert "先不催" in morning.say(REP, "先不催")
    assert "挪到" in morning.say(REP, "都明天")
    assert "只能挪到明天" in morning.say(REP, "都推到后天")


def test_without_a_list_nothing_is_moved(talk: Talk) -> None:
    assert "清单已经过去了" in talk.say(REP, "都明天")
    assert "清单已经过去了" in talk.say(REP, "先不催")
