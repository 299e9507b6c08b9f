"""Digests: to each manager by themselves, once a day, with lists behind every number; groups hear totals only."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.demo import GROUP
from commands.digests import series_id
from commands.message import Outgoing
from store import customers, editions, members
from store.customers import Scope
from store.database import Tx
from store.members import MemberRow
from store.tables import Customer, Team
from store.unit import Unit
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP, THIRD, at
from tests.talk import Talk

pytestmark = pytest.mark.integration


@pytest.fixture
def talk(talk: Talk) -> Talk:
    """The team, the manager of which has spoken here: this is where what comes by itself goes."""
    talk.say(MANAGER, "我是谁")
    return talk


def came(talk: Talk, when: datetime, to: str = MANAGER) -> list[Outgoing]:
    """What reached somebody's private chat (or the group) by itself until then."""
    seen = len(talk.said)
    talk.move_to(when)
    chat = to if to == GROUP else f"private:{to}"
    return [each for each in talk.said[seen:] if each.chat.id == chat]


def digests(letters: list[Outgoing]) -> list[Outgoing]:
    """Those that tell of the team, a late one too."""
    return [each for each in letters if any(line.startswith("华东一组 · ") for line in each.lines[:2])]


def row_of(talk: Talk, name: str) -> MemberRow:
    rows = talk.database.read(lambda tx: members.every(tx, talk.workspace))
    return next(row for row in rows if row.name == name)


def test_a_manager_gets_the_day_at_six_without_setting_anything(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，想要三年期的")
    talk.say(REP, "今天给华星打了电话，问了预算，下周给答复")
    talk.say(OTHER, "新客户 苍梧航道测绘")
    talk.move_to(at(23, 17, 59))
    [letter] = digests(came(talk, at(23, 18)))
    assert letter.lines[0] == "华东一组 · 11月23日 周一"
    assert letter.lines[1].startswith("跟进2 · 新客户1 · ")
    assert "陈晓明2" in letter.lines[1]
    assert any(line.startswith("⚠ ") for line in letter.lines)
    assert any(line.startswith("没动静：") and THIRD in line for line in letter.lines)
    assert len(letter.lines) <= 8
    assert len(letter.buttons) <= 4


def test_every_number_opens_its_list(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，想要三年期的")
    talk.say(OTHER, "新客户 苍梧航道测绘")
    came(talk, at(23, 18))
    said = talk.press(MANAGER, "更多")
    assert "[全部跟进]" in said
    assert "[新客户1]" in said
    listed = talk.press(MANAGER, "全部跟进")
    assert listed.startswith("跟进数 · 华东一组 · 11月23日 周一\n11/23 云图 拜访 ")
    assert "（陈晓明）" in listed
    assert "苍梧航道测绘" in talk.press(MANAGER, "新客户1")


def test_a_workday_without_entries_is_news_and_rest_days_are_silent(talk: Talk) -> None:
    came(talk, at(21, 12))
    assert not digests(came(talk, at(22, 23)))  # a weekend
    [monday] = digests(came(talk, at(23, 18)))
    assert monday.lines[1].startswith("今天还没人记跟进（0/3人）")


def test_a_digest_comes_once_a_day_and_says_when_it_is_late(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    [late] = digests(came(talk, at(23, 18, 40)))
    assert late.lines[0] == "迟了：机器人刚才不在线"
    assert "工作日18:45，明天起" in talk.say(MANAGER, "日报推送时间改成每天18:45")
    assert not digests(came(talk, at(23, 19)))
    [next_day] = digests(came(talk, at(24, 18, 45)))
    assert next_day.lines[0] == "华东一组 · 11月24日 周二"
    member = row_of(talk, MANAGER).id
    last = talk.database.read(lambda tx: editions.last_day(tx, talk.workspace, series_id("daily", member)))
    assert last == at(24, 0).date()


def test_of_missed_days_only_the_last_is_told(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    letters = digests(came(talk, at(26, 10)))
    assert [each.lines[1] for each in letters] == ["华东一组 · 11月25日 周三"]


def test_the_week_against_the_week_before_with_a_picture(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，想要三年期的")
    came(talk, at(27, 17, 29))
    [week] = digests(came(talk, at(27, 17, 30)))
    assert week.lines[0] == "华东一组 · 11/23–11/27"
    assert week.lines[1].startswith("跟进1（上周")
    assert week.chart is not None
    assert set(week.chart.labels) == {REP, OTHER, THIRD, MANAGER}
    this_week = next(each for each in week.chart.series if each.name == "这周")
    assert dict(zip(week.chart.labels, this_week.values, strict=True))[REP] == 1
    assert len(week.lines) <= 8


def test_a_group_hears_totals_and_new_customers_only(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    said = talk.say(ADMIN, "每天6点推日报到本群", group=True)
    assert said.startswith("✅ 日报发给本群：工作日18:00，今天起")
    talk.pass_time(minutes=1)
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，想要三年期的")
    talk.say(OTHER, "新客户 苍梧航道测绘")
    [letter] = came(talk, at(23, 18), GROUP)
    assert letter.lines == ("华东一组 · 11月23日 周一", "跟进1 · 1家客户 · 新客户1", "🆕 苍梧航道测绘")
    assert not any(name in line for line in letter.lines for name in (REP, OTHER, THIRD))
    assert not letter.buttons


def test_who_sets_it_sees_from_when(talk: Talk) -> None:
    talk.move_to(at(23, 19))
    assert "工作日18:30，明天起" in talk.say(MANAGER, "日报推送时间改成每天下午6点半")
    assert "每周五 17:00，11月27日 周五起" in talk.say(ADMIN, "周报每周五下午5点自动发群里", group=True)
    assert "免打扰" in talk.say(MANAGER, "日报改成晚上9点半")
    assert talk.say(MANAGER, "日报几点发").splitlines()[-1] == "周报 · 每周五 17:00 · 华东一组销售群"


def test_stopping_and_undoing(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    assert talk.say(MANAGER, "停掉周报").startswith("✅ 周报不再发给你")
    assert talk.say(MANAGER, "停掉周报").startswith("本来就没有推")
    talk.say(ADMIN, "日报推送时间改成每天下午6点半")
    talk.pass_time(minutes=1)
    assert not digests(came(talk, at(23, 18)))
    assert digests(came(talk, at(23, 18, 30)))
    assert not [each for each in digests(came(talk, at(27, 17, 45))) if "–" in each.lines[0]]
    talk.say(ADMIN, "撤销")
    talk.pass_time(minutes=1)
    assert digests(came(talk, at(30, 18)))


def test_reports_on_request_keep_to_what_the_asker_may_see(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，想要三年期的")
    assert talk.say(MANAGER, "今日日报").splitlines()[1].endswith("陈晓明1")
    assert talk.say(REP, "今日日报").splitlines()[0] == "陈晓明 · 11月23日 周一"
    assert talk.say(MANAGER, "上周总结").startswith("华东一组 · 11/16–11/22")
    assert talk.say(OTHER, "陈晓明今天的日报").startswith("同事跟了谁只有主管能看")
    in_group = talk.say(MANAGER, "今日日报", group=True)
    assert "陈晓明" not in in_group
    assert "陈晓明1" in talk.told(MANAGER)


def test_days_that_are_over_are_told_as_they_were_then(talk: Talk) -> None:
    talk.move_to(at(27, 9, 30))
    letter = digests(came(talk, at(27, 18)))[-1]
    stale = next(button.label for button in letter.buttons if button.label.startswith("停滞"))
    talk.move_to(at(30, 9, 30))
    for asked in ("上周总结", "2026年11月27日的日报"):
        told = talk.say(MANAGER, asked)
        assert "那时（11/27）" in told
        assert f"，{stale}家" in told
        assert "⚠" not in told
        assert "[停滞" not in told
        assert "[逾期" not in told
    assert "⚠" in talk.say(MANAGER, "本周总结")
    assert "那时" not in talk.say(ADMIN, "上周总结")  # no digest of everybody was ever written


def test_a_digest_of_the_morning_tells_how_things_stand_this_morning(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    talk.say(MANAGER, "日报推送时间改成每天上午8点半")
    talk.pass_time(minutes=1)
    [letter] = digests(came(talk, at(24, 8, 30)))[-1:]
    assert letter.lines[0] == "华东一组 · 11月23日 周一"
    assert any(line.startswith("⚠ ") for line in letter.lines)


def test_a_number_explains_itself(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    said = talk.say(MANAGER, "解释漏跟率").splitlines()
    assert said[0].startswith("漏跟率 = 到期后3天内没人跟进的 ÷ 到期的")
    said = talk.say(MANAGER, "解释跟进数 上周").splitlines()
    assert said[1].startswith("华东一组 11/16–11/22：")
    total = int(said[1].partition("：")[2].removesuffix("条"))
    assert sum(int(part.split()[1].removesuffix("条")) for part in said[2].split("  ")) == total
    assert talk.say(REP, "解释覆盖率").splitlines()[1].startswith("陈晓明 ")


def test_the_team_and_the_dashboard_tell_the_same_numbers(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，想要三年期的")
    team = talk.say(MANAGER, "团队").splitlines()
    assert team[0].startswith("华东一组 · 4人 · 客户")
    assert "本周跟进1" in next(line for line in team if line.startswith(REP))
    board = talk.say(MANAGER, "仪表盘")
    [letter] = [each for each in talk.said if each.chart is not None]
    assert letter.chart is not None
    assert letter.chart.series[0].values[-1] == 1
    owned = team[0].partition("客户")[2].removesuffix("家")
    assert f"现在：客户{owned}家" in board
    assert talk.say(REP, "团队").startswith("“团队”你没有权限")


def test_usage_counts_without_content(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，想要三年期的")
    talk.say(REP, "呱呱呱啦啦啦")
    said = talk.say(ADMIN, "使用统计")
    assert "没看懂1条（50%，共2条）" in said
    assert "跟进 1" in said
    assert "李娜" in said.splitlines()[-1]
    assert "呱呱" not in said
    assert talk.say(MANAGER, "使用统计").startswith("“使用统计”你没有权限")


def test_a_digest_names_no_customer_of_a_walled_team(talk: Talk) -> None:
    talk.move_to(at(23, 9, 30))
    talk.say(ADMIN, "每天6点推日报到本群", group=True)
    talk.say(OTHER, "新客户 苍梧航道测绘")
    urgent = next(line for line in talk.say(MANAGER, "今日日报").splitlines() if line.startswith("⚠ ")).split()[1]
    talk.database.write(lambda tx: _behind_a_wall(talk, tx, "苍梧航道测绘", urgent)).result()
    talk.pass_time(minutes=1)
    seen = len(talk.said)
    talk.move_to(at(23, 18))
    told = [line for each in talk.said[seen:] for line in each.lines]
    assert any("新客户1" in line for line in told)
    assert any(line.startswith("⚠ 别组的客户 ") for line in told)
    talk.press(MANAGER, "更多")
    talk.press(MANAGER, "新客户1")
    told += [line for each in talk.said[seen:] for line in each.lines]
    assert not any(name in line for line in told for name in ("苍梧航道测绘", urgent))


def _behind_a_wall(talk: Talk, tx: Tx, *called: str) -> None:
    """Some of the team's customers come to belong to another team, behind its wall."""
    unit = Unit(tx, workspace=talk.workspace, now=talk.now)
    scope = Scope(workspace=talk.workspace, member=None, all=True)
    with unit.execution(name="test", origin="test", key="wall", ordinal=0, actor=None, args={}):
        walled = unit.add(Team, name="大客户组", walled=True)
        for name in called:
            [row] = customers.find(tx, scope, customers.Filters(text=name)).rows
            unit.edit(Customer, row.id).team_id = walled.id
