"""The team's days and hours: rest days and workdays of its own, quiet hours, the morning list, the zone, leave."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from commands.calendar import calendar_of
from commands.hours import hours_of
from store import calendar, settings, workspaces
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP
from tests.talk import SHANGHAI, Talk

pytestmark = pytest.mark.integration
MONDAY = date(2026, 11, 23)


def works(talk: Talk, day: date) -> bool:
    return talk.database.read(lambda tx: calendar_of(tx, talk.workspace)).is_workday(day)


def leaves(talk: Talk) -> list[tuple[date, date]]:
    rows = talk.database.read(lambda tx: calendar.leaves(tx, talk.workspace, date(2026, 1, 1)))
    return [(row.first, row.last) for row in rows]


def decided(talk: Talk, name: str) -> object:
    return talk.database.read(lambda tx: settings.one(tx, talk.workspace, name))


def test_a_day_off_of_ones_own_counts_at_once_and_is_taken_back(talk: Talk) -> None:
    assert "休息" in talk.say(ADMIN, "11月23日公司放假")
    assert not works(talk, MONDAY)
    assert "自己定的" in talk.say(REP, "日历")
    assert "本来就休息" in talk.say(ADMIN, "11月23日公司放假")
    talk.say(ADMIN, "11月24日公司放假")
    talk.say(ADMIN, "撤销")
    assert (works(talk, MONDAY), works(talk, date(2026, 11, 24))) == (False, True)
    assert "上班" in talk.say(ADMIN, "11月23日恢复国家安排")
    assert works(talk, MONDAY)


def test_no_list_comes_on_a_day_off_of_ones_own(talk: Talk) -> None:
    talk.say(REP, "日历")
    talk.say(ADMIN, "A级超过3天没跟就提醒负责人")
    talk.say(ADMIN, "好")
    talk.say(ADMIN, "11月23日公司放假")
    talk.pass_time(minutes=1)
    talk.move_to(datetime(2026, 11, 23, 9, 1, tzinfo=SHANGHAI))
    assert not any(line.startswith("早！") for each in talk.said for line in each.lines)
    talk.move_to(datetime(2026, 11, 24, 9, 1, tzinfo=SHANGHAI))
    assert any(line.startswith("早！") for each in talk.said for line in each.lines)


def test_a_weekend_day_is_worked(talk: Talk) -> None:
    talk.say(ADMIN, "2027年2月6日上班")
    assert works(talk, date(2027, 2, 6))
    talk.say(ADMIN, "把下周五设为休息日")
    assert not works(talk, date(2026, 11, 27))


def test_an_estimated_year_says_so(talk: Talk) -> None:
    assert "2027年的放假安排国务院还没公布，先按法定节假日估的" in talk.say(REP, "放假安排")


def test_past_days_and_whole_years_are_refused(talk: Talk) -> None:
    assert "最多改60天" in talk.say(ADMIN, "2026年12月1日到2027年6月1日公司放假")
    assert not talk.database.read(lambda tx: calendar.days(tx, talk.workspace))


@pytest.mark.parametrize(
    "told",
    [
        "云图下周放假，节后再约",
        "云图说他们11月23日公司放假，节后再去",
        "华星下周公司放假",
        "云图吴总下周请假，周四再约",
    ],
)
@pytest.mark.parametrize("who", [REP, ADMIN])
def test_a_customers_holiday_is_no_setting(talk: Talk, who: str, told: str) -> None:
    talk.say(who, told)
    assert not talk.database.read(lambda tx: calendar.days(tx, talk.workspace))
    assert leaves(talk) == []


def test_quiet_hours_and_the_mornings_hour(talk: Talk) -> None:
    assert "22:00到08:00" in talk.say(ADMIN, "免打扰改成晚上10点到早上8点")
    assert decided(talk, "quiet") == ["22:00", "08:00"]
    assert "08:30" in talk.say(ADMIN, "早上清单改到8点半")
    hours = hours_of({"morning": decided(talk, "morning"), "quiet": decided(talk, "quiet")})
    assert f"{hours.morning:%H:%M}" == "08:30"
    assert "在免打扰里" in talk.say(ADMIN, "早上清单改到7点")
    assert "07:00" in talk.say(REP, "时间设置")
    talk.say(ADMIN, "撤销")
    assert decided(talk, "morning") == "08:30"


def test_the_zone_holds_from_the_next_message_on(talk: Talk) -> None:
    assert "Asia/Tokyo" in talk.say(ADMIN, "时区改成东京")
    row = talk.database.read(lambda tx: workspaces.get(tx, talk.workspace))
    assert row is not None
    assert row.zone == "Asia/Tokyo"
    assert "Asia/Tokyo" in talk.say(REP, "时间设置")
    assert "没有“火星”" in talk.say(ADMIN, "时区改成火星")
    talk.say(ADMIN, "撤销")
    assert "Asia/Shanghai" in talk.say(REP, "时间设置")


def test_leave_is_taken_listed_and_cancelled(talk: Talk) -> None:
    assert "不催" in talk.say(REP, "我明天请假")
    assert "李娜" in talk.say(MANAGER, "李娜下周请假")
    said = talk.say(OTHER, "谁请假")
    assert REP in said
    assert "11月23日 周一到11月29日 周日" in said
    assert "取消" in talk.say(MANAGER, "取消李娜的请假")
    assert leaves(talk) == [(date(2026, 11, 22), date(2026, 11, 22))]
    talk.say(MANAGER, "撤销")
    assert len(leaves(talk)) == 2


def test_leave_that_touches_becomes_one(talk: Talk) -> None:
    talk.say(REP, "我11月23日请假")
    talk.say(REP, "我11月25日请假")
    talk.say(REP, "我11月24日到26日请假")
    assert leaves(talk) == [(date(2026, 11, 23), date(2026, 11, 26))]
    assert "本来就请了假" in talk.say(REP, "我11月24日请假")
    talk.say(REP, "撤销")
    assert len(leaves(talk)) == 2


def test_a_rep_speaks_for_itself_only(talk: Talk) -> None:
    assert "本人或主管" in talk.say(REP, "李娜下周请假")
    assert leaves(talk) == []
