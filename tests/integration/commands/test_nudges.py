"""The day by itself: mornings, nudges with their caps and ladder, the policies that admins set, regular visits."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from bot import demo
from commands.message import Outgoing
from commands.naming import naming, sealing
from store import nudges, policies
from store.database import Tx, open_database
from store.secrets import Secrets
from store.tables import Customer, Leave, Member, Nudge, Pause, Policy, Reminder, table
from store.unit import Unit
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP, THIRD
from tests.talk import SHANGHAI, Talk

pytestmark = pytest.mark.integration


@pytest.fixture
def talk(database_url: str, secrets: Secrets) -> Iterator[Talk]:
    """The demonstration's team on a Sunday evening, its week laid out; nudging has gone on for months."""
    yield from talking(database_url, secrets, at(22, 20))


def talking(database_url: str, secrets: Secrets, since: datetime) -> Iterator[Talk]:
    """The demonstration's team from a moment on; what came before it is told."""
    database = open_database(database_url, secrets, naming=naming, sealing=sealing)
    talk = Talk(database, platform="web")
    talk.move_to(since)
    talk.said.clear()
    yield talk
    database.close()


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def morning(talk: Talk, day: int, month: int = 11) -> dict[str, list[str]]:
    """What each member is told by nine of a day, line by line."""
    talk.said.clear()
    talk.move_to(at(day, 9, 0, month))
    return {name_of(each): list(each.lines) for each in talk.said if each.lines[0].startswith("早")}


def name_of(outgoing: Outgoing) -> str:
    return outgoing.chat.id.removeprefix("private:")


def write(talk: Talk, work: Any) -> Any:
    """Lets a test write rows."""

    def run(tx: Tx) -> Any:
        unit = Unit(tx, workspace=talk.workspace, now=talk.now)
        with unit.execution(name="t", origin="t", key=f"{talk.now}{work}", ordinal=0, actor=None, args={}):
            return work(unit)

    return talk.database.write(run).result()


def member(talk: Talk, name: str) -> UUID:
    statement = sa.select(table(Member).c.id).where(table(Member).c.name == name)
    found: UUID = talk.database.read(lambda tx: tx.connection.execute(statement).scalar_one())
    return found


def rows(talk: Talk, model: Any, *columns: str) -> list[Any]:
    statement = sa.select(*(table(model).c[name] for name in columns))
    return list(talk.database.read(lambda tx: tx.connection.execute(statement).all()))


def buttons(talk: Talk) -> list[str]:
    return [press.label for press in talk.said[-1].buttons]


def test_each_rep_gets_one_list_with_its_reasons(talk: Talk) -> None:
    told = morning(talk, 23)
    assert set(told) == {REP, OTHER, THIRD, MANAGER}
    lines = told[REP]
    assert lines[0] == "早！今天先跟这5家"
    assert [line[0] for line in lines[1:6]] == ["1", "2", "3", "4", "5"]
    assert any(re.search(r" [ABC]级 \d+天没跟，上次", line) for line in lines[1:6])
    assert lines[6].endswith("不急，明天再说。回“1 电话没人接”就记上")
    assert all(len(lines) <= 8 for lines in told.values())


def test_the_morning_comes_once_and_only_on_workdays(talk: Talk) -> None:
    assert REP in morning(talk, 23)
    talk.decide("morning", "10:00")
    talk.said.clear()
    talk.move_to(at(23, 18))
    assert not [each for each in talk.said if each.lines[0].startswith("早")]
    for day in (28, 29):
        assert not any("没跟" in line for lines in morning(talk, day).values() for line in lines)


def test_a_rest_day_tells_only_what_was_put_on_it(talk: Talk) -> None:
    talk.move_to(at(27, 15))
    talk.say(REP, "周六提醒我给绿源寄样品")
    told = morning(talk, 28)
    assert set(told) == {REP}
    assert told[REP][:2] == ["早！今天先跟这1家", "1 绿源 今天给绿源寄样品"]


def test_a_customer_is_not_nudged_twice_within_its_days_and_never_above_the_cap(talk: Talk) -> None:
    talk.decide("nudge_cap", 3)
    for day in (23, 24, 25, 26, 27, 30):
        morning(talk, day)
    sent = [
        row for row in rows(talk, Nudge, "member_id", "day", "subject_id", "kind", "held", "days") if row[3] == "stale"
    ]
    told = [row for row in sent if row[4] is None]
    assert told
    for one in {row[0] for row in told}:
        for day in {row[1] for row in told}:
            assert len([row for row in told if row[:2] == (one, day)]) <= 3
    levels = dict(rows(talk, Customer, "id", "level"))
    period = {"A": 3, "B": 7, "C": 15}
    for subject in {row[2] for row in told}:
        days = sorted(row[1] for row in told if row[2] == subject)
        least = timedelta(days=period.get(levels[subject] or "", 15))
        assert all(later - earlier >= least for earlier, later in pairwise(days))
    assert any(row[4] == "cap" for row in sent)


def test_what_is_held_back_is_counted_for_the_digest(talk: Talk) -> None:
    talk.decide("nudge_cap", 2)
    lines = morning(talk, 23)[REP]
    held = talk.database.read(lambda tx: nudges.held_today(tx, talk.workspace, date(2026, 11, 23), [member(talk, REP)]))
    assert len(held) == 1
    assert f"还有{held[0].cap}家不急，明天再说" in lines[-1]


def test_words_after_a_number_are_filed_for_that_line(talk: Talk) -> None:
    lines = morning(talk, 23)[REP]
    first, second = lines[1].split()[1], lines[2].split()[1]
    assert talk.say(REP, "1 电话没人接").startswith(f"✅ {first} · ")
    filed = talk.say(REP, "2 已发样品，周五回访")
    assert filed.startswith(f"✅ {second} · ")
    assert "11月27日 周五" in filed
    assert not talk.say(REP, "3 天后提醒我打电话").startswith("✅")
    assert "✅" not in talk.say(REP, "2000元的报价")


def test_the_numbers_speak_of_the_list_only_while_it_is_the_last(talk: Talk) -> None:
    lines = morning(talk, 23)[REP]
    first = lines[1].split()[1]
    talk.say(REP, "我的客户")
    shown = talk.said[-1].lines[1].split()[1]
    assert shown != first
    assert not talk.say(REP, "1 电话没人接").startswith(f"✅ {first} · ")
    talk.move_to(at(24, 4))
    morning(talk, 24)
    assert talk.now.hour == 9


def test_the_button_asks_which_and_then_for_the_words(talk: Talk) -> None:
    lines = morning(talk, 23)[REP]
    second = lines[2].split()[1]
    talk.said[:] = [each for each in talk.said if name_of(each) == REP]
    assert buttons(talk) == ["记跟进", "都明天", "先不催", "看全部"]
    assert talk.press(REP, "记跟进").startswith("记哪家？")
    assert talk.press(REP, second) == f"{second}：聊了什么？直接说"
    assert "待办" in talk.say(REP, "我有哪些提醒")
    assert talk.say(REP, "聊得不错，下周三上午十点再去").startswith(f"✅ {second} · ")


def test_not_now_doubles_each_time_and_a_follow_up_begins_anew(talk: Talk) -> None:
    talk.decide("nudge_cap", 50)
    morning(talk, 23)
    told = {subject for subject, who in rows(talk, Nudge, "subject_id", "member_id") if who == member(talk, REP)}
    told -= {row[0] for row in rows(talk, Reminder, "customer_id")}
    known = rows(talk, Customer, "id", "short", "level")
    customer, name = next((id, short) for id, short, level in known if level == "A" and id in told)

    def pressed() -> tuple[date, int, bool]:
        """Until when the pause lasts that the button makes now, the how manieth it is, and what is proposed."""
        talk.said[:] = [each for each in talk.said if name_of(each) == REP]
        answer = talk.press(REP, "先不催")
        found = {row[0]: row[1:] for row in rows(talk, Pause, "customer_id", "until", "times")}
        return (*found[customer], "要不要改级别" in answer)

    assert pressed() == (date(2026, 11, 26), 1, False)
    morning(talk, 27)
    assert pressed() == (date(2026, 12, 3), 2, False)
    morning(talk, 4, 12)
    assert pressed() == (date(2026, 12, 16), 3, True)
    talk.pass_time(hours=1)
    assert talk.say(REP, f"今天拜访了{name}，聊了报价").startswith("✅")
    morning(talk, 17, 12)
    assert pressed()[:2] == (date(2026, 12, 20), 1)


def test_a_colleagues_follow_up_stops_the_ladder(talk: Talk) -> None:
    told = morning(talk, 23)
    warned = next(line for line in told[MANAGER] if line.startswith("⚠"))
    customer, owner = warned.split()[1], warned.split("（")[1].rstrip("）")
    assert owner in (REP, OTHER, THIRD)
    talk.say(MANAGER, f"今天拜访了{customer}，聊了续约")
    for day in (24, 25):
        told = morning(talk, day)
        assert not any(customer in line and "没跟" in line for lines in told.values() for line in lines)


def test_the_manager_hears_of_a_customer_once_in_its_days(talk: Talk) -> None:
    seen: list[str] = []
    for day in (23, 24, 25):
        seen += [
            line.split()[1] for line in morning(talk, day).get(MANAGER, []) if line.startswith("⚠ ") and "（" in line
        ]
    assert len(seen) == len(set(seen)) == 9


def test_who_is_on_leave_hears_nothing_and_is_welcomed_back(talk: Talk) -> None:
    talk.say(REP, "周二提醒我给绿源寄样品")
    rep = member(talk, REP)
    write(talk, lambda unit: unit.add(Leave, member_id=rep, first=date(2026, 11, 23), last=date(2026, 11, 25)))
    for day in (23, 24, 25):
        assert REP not in morning(talk, day)
    held = talk.database.read(lambda tx: nudges.held_today(tx, talk.workspace, date(2026, 11, 24), [rep]))
    assert held[0].leave > 0
    lines = morning(talk, 26)[REP]
    assert lines[0].startswith("早，欢迎回来！")
    assert any("绿源 提醒逾期2天" in line for line in lines)


def test_nothing_comes_in_quiet_hours(talk: Talk) -> None:
    talk.decide("quiet", ["21:00", "09:30"])
    assert morning(talk, 23) == {}
    talk.move_to(at(23, 9, 30))
    assert REP in {name_of(each) for each in talk.said if each.lines[0].startswith("早")}


def test_what_was_not_ticked_off_comes_again_until_somebody_acts(talk: Talk) -> None:
    talk.say(REP, "周一提醒我给绿源寄样品")
    morning(talk, 23)
    assert any("绿源 提醒逾期" in line for line in morning(talk, 24)[REP])
    talk.say(REP, "绿源样品寄出去了，电话里说收到告诉我")
    assert not any("绿源" in line and "逾期" in line for line in morning(talk, 25).get(REP, []))


def test_a_task_that_nobody_acknowledges_is_told_to_its_maker(talk: Talk) -> None:
    talk.move_to(at(23, 10))
    talk.say(MANAGER, "让李娜周五前给恒力寄样品")
    assert any("赵敏派的任务还没回“收到”" in line for line in morning(talk, 24)[OTHER])
    assert not any("李娜" in line and "收到" in line for line in morning(talk, 24).get(MANAGER, []))
    warned = [line for line in morning(talk, 25).get(MANAGER, []) if line.startswith("📌")]
    assert warned == ["📌 李娜2天没回“收到”：给恒力寄样品"]
    assert not any(line.startswith("📌") for line in morning(talk, 26).get(MANAGER, []))


def test_a_task_that_is_acknowledged_is_quiet(talk: Talk) -> None:
    talk.move_to(at(23, 10))
    talk.say(MANAGER, "让李娜周五前给恒力寄样品")
    talk.say(OTHER, "收到")
    assert not any("派的任务" in line for line in morning(talk, 24).get(OTHER, []))


def test_all_tomorrow_moves_reminders_and_brings_the_silent_again(talk: Talk) -> None:
    talk.say(REP, "周一提醒我给绿源寄样品")
    told = morning(talk, 23)[REP]
    silent = {line.split()[1] for line in told[1:6] if "天没跟" in line}
    assert "都挪到 11月24日 周二 早上9点" in talk.say(REP, "都明天")
    again = morning(talk, 24)[REP]
    assert any("绿源" in line for line in again)
    assert silent & {line.split()[1] for line in again[1:6] if "天没跟" in line}


def test_an_admin_sets_a_policy_after_seeing_what_it_does(talk: Talk) -> None:
    asked = talk.say(ADMIN, "A级超过2天没跟就提醒负责人，9天提醒主管")
    assert asked.startswith("这样设可以吗？\nA级：2天没跟提醒负责人，9天提醒主管\n今天起提醒3人、")
    assert not [row for row in rows(talk, Policy, "days") if row[0] == 2]
    assert talk.press(ADMIN, "就这么设").startswith("✅ 已设好。A级：2天没跟提醒负责人，9天提醒主管")
    assert "1 A级：2天没跟提醒负责人，9天提醒主管" in talk.say(ADMIN, "催办规则")
    talk.say(ADMIN, "撤销")
    talk.press(ADMIN, "确认撤销") if "确认" in "".join(buttons(talk)) else None
    assert "1 A级：3天没跟提醒负责人，7天提醒主管" in talk.say(ADMIN, "催办规则")


def test_policies_by_tag_and_stage_stand_beside_the_others(talk: Talk) -> None:
    talk.say(ADMIN, "#重点客户 超过5天没跟就提醒负责人")
    talk.press(ADMIN, "就这么设")
    talk.say(ADMIN, "方案报价阶段超过4天没跟就催负责人")
    talk.press(ADMIN, "就这么设")
    told = talk.say(ADMIN, "催办规则")
    assert "5 #重点客户：5天没跟提醒负责人" in told
    assert "6 方案报价：4天没跟提醒负责人" in told
    talk.say(ADMIN, "停用催办 6")
    assert "6 方案报价：4天没跟提醒负责人（已停用）" in talk.say(ADMIN, "催办规则")
    talk.say(ADMIN, "启用催办6")
    talk.say(ADMIN, "删催办规则5")
    told = talk.say(ADMIN, "催办规则")
    assert "已停用" not in told
    assert "#重点客户" not in told


def test_only_admins_set_policies_and_days_must_make_sense(talk: Talk) -> None:
    for who in (REP, MANAGER):
        assert "就这么设" not in talk.say(who, "A级超过2天没跟就提醒负责人")
    before = rows(talk, Policy, "days")
    assert "主管要比负责人晚" in talk.say(ADMIN, "A级超过5天没跟就提醒负责人，3天提醒主管")
    assert "标签" in talk.say(ADMIN, "#没有这个 超过5天没跟就提醒负责人")
    assert rows(talk, Policy, "days") == before


def test_where_a_sale_is_over_nobody_is_nudged_unless_a_policy_is_about_that_stage(talk: Talk) -> None:
    talk.decide("nudge_cap", 50)
    won = {id for id, stage in rows(talk, Customer, "id", "stage") if stage in ("赢单", "输单")}
    assert won
    morning(talk, 23)
    assert not won & {row[0] for row in rows(talk, Nudge, "subject_id")}
    talk.say(ADMIN, "赢单阶段超过10天没跟就催负责人")
    talk.press(ADMIN, "就这么设")
    morning(talk, 24)
    assert won & {row[0] for row in rows(talk, Nudge, "subject_id")}


def test_without_a_policy_nobody_is_nudged(talk: Talk) -> None:
    assert "已停用" in talk.say(ADMIN, "停掉所有催办")
    told = morning(talk, 23)
    assert not any("没跟" in line for lines in told.values() for line in lines)


def test_a_new_workspace_begins_to_count_today(talk: Talk) -> None:
    talk.decide("nudges_from", "2026-11-22")
    assert not any("没跟" in line for lines in morning(talk, 23).values() for line in lines)
    assert not any("没跟" in line for lines in morning(talk, 24).values() for line in lines)
    told = morning(talk, 25)
    assert any("A级 3天没跟" in line for line in told[REP])
    assert not any(line.startswith("⚠") for line in told.get(MANAGER, []))


def test_a_workspace_from_before_begins_by_itself(talk: Talk) -> None:
    talk.decide("nudges_from", None)
    write(talk, lambda unit: [unit.remove(Policy, row.id) for row in policies.every(unit.tx, unit.workspace)])
    assert rows(talk, Policy, "days") == []
    morning(talk, 23)
    talk.move_to(at(24, 8))
    assert sorted(row[0] for row in rows(talk, Policy, "days")) == [3, 7, 15, 15]
    assert not any("没跟" in line for lines in morning(talk, 24).values() for line in lines)


def test_a_group_hears_names_only_where_an_admin_turned_it_on(talk: Talk) -> None:
    morning(talk, 23)
    assert not [each for each in talk.said if each.chat.id == demo.GROUP]
    assert "只说客户名" in talk.say(ADMIN, "催办1 超过10天就在本群说一声", group=True)
    talk.pass_time(minutes=1)
    morning(talk, 24)
    here = [each for each in talk.said if each.chat.id == demo.GROUP and each.lines[0].startswith("📣")]
    assert len(here) == 1
    words = "\n".join(here[0].lines)
    assert not any(name in words for name in (REP, OTHER, THIRD))
    assert "天没跟" not in words
    talk.say(ADMIN, "催办1不在本群说", group=True)
    talk.pass_time(minutes=1)
    morning(talk, 25)
    assert not [each for each in talk.said if each.chat.id == demo.GROUP and each.lines[0].startswith("📣")]


def test_a_manager_sees_the_teams_silent_customers_a_rep_its_own(talk: Talk) -> None:
    team = talk.say(MANAGER, "超过15天没跟进的客户有哪些")
    assert team.startswith("超过15天没跟的")
    assert "（王强）" in team
    own = talk.say(THIRD, "超过15天没跟进的客户有哪些")
    assert "（" not in own
    assert "不在你的组里" in talk.say(REP, "王强名下有哪些客户20天没跟了？拉个单子")
    assert talk.say(MANAGER, "王强名下有哪些客户20天没跟了？拉个单子").startswith("王强超过20天没跟的")
    assert "A级该3天内" in talk.say(MANAGER, "流失预警")
    assert talk.say(THIRD, "1 电话没人接").startswith("✅")


def test_a_regular_visit_stands_in_the_morning_and_goes_on(talk: Talk) -> None:
    talk.say(REP, "今天拜访了绿源，聊了报价")
    assert talk.say(REP, "每月回访绿源") == "🔁 绿源 每月回访一次，下次 12月22日 周二\n[撤销] [看客户]"
    assert "1 绿源 12/22 周二（每月）" in talk.say(REP, "要回访谁")
    lines = morning(talk, 22, 12)[REP]
    place = next(line[0] for line in lines if "绿源 该回访了" in line)
    assert any("绿源 回访逾期1天" in line for line in morning(talk, 23, 12)[REP])
    assert talk.say(REP, "绿源回访了，很满意").startswith("✅ 绿源")
    assert not any("绿源" in line for line in morning(talk, 24, 12).get(REP, []))
    assert "1 绿源 1/22 周五（每月）" in talk.say(REP, "要回访谁")
    assert "每3个月" in talk.say(REP, "绿源回访改成每季度")
    assert "不再定期回访" in talk.say(REP, "停掉绿源的回访")
    assert "没有要回访的" in talk.say(REP, "要回访谁")
    assert place.isdigit()


def test_the_morning_moves_with_its_hour(talk: Talk) -> None:
    talk.say(REP, "周二提醒我给绿源寄样品")
    talk.decide("morning", "08:30")
    talk.move_to(at(24, 8, 29))
    talk.said.clear()
    talk.move_to(at(24, 8, 30))
    assert any("绿源" in line for each in talk.said if name_of(each) == REP for line in each.lines)
    talk.said.clear()
    talk.move_to(at(24, 9, 5))
    assert not [each for each in talk.said if name_of(each) == REP]
    assert "早上8点半提醒你" in talk.say(REP, "周四提醒我给绿源回电")
