"""A manager has a colleague reminded of a customer, and asks why nobody has spoken with one."""

from collections.abc import Iterator
from datetime import date

import pytest

from commands.message import Outgoing
from store.secrets import Secrets
from store.tables import Customer, FollowUp, Leave, Member, Nudge, Team
from store.unit import Unit
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP, THIRD
from tests.integration.commands.test_nudges import at, member, morning, name_of, rows, talking, write
from tests.talk import Talk

pytestmark = pytest.mark.integration


@pytest.fixture
def talk(database_url: str, secrets: Secrets) -> Iterator[Talk]:
    """The demonstration's team on a Monday afternoon."""
    yield from talking(database_url, secrets, at(23, 14))


def to(talk: Talk, name: str) -> list[Outgoing]:
    """What reached somebody."""
    return [each for each in talk.said if name_of(each) == name]


def asked(talk: Talk) -> int:
    return sum(row[0] == "asked" for row in rows(talk, Nudge, "kind"))


def written(talk: Talk) -> int:
    return len(rows(talk, FollowUp, "id"))


def test_the_owner_is_told_in_private_with_the_reason_and_may_log_at_once(talk: Talk) -> None:
    said = talk.say(MANAGER, "催一下陈晓明跟进云图")
    assert said.startswith("✅ 已私聊请陈晓明跟一下 云图 A级：")
    assert "天没跟" in said
    assert "发出去了，撤不回" in said
    [letter] = to(talk, REP)
    assert letter.lines[0].startswith("👉 赵敏请你跟一下 云图 A级：")
    assert "天没跟，上次" in letter.lines[0]
    assert [press.label for press in letter.buttons] == ["记跟进", "看客户"]
    assert talk.press(REP, "记跟进") == "云图：聊了什么？直接说"
    assert talk.say(REP, "聊得不错，下周三上午十点再去").startswith("✅ 云图 · ")
    assert "今天跟过了" in talk.say(MANAGER, "催陈晓明跟云图")


def test_once_a_customer_and_day_whoever_asks(talk: Talk) -> None:
    talk.say(MANAGER, "催陈晓明跟云图")
    assert "今天已经催过了" in talk.say(MANAGER, "催陈晓明赶紧联系云图")
    assert "今天已经催过了" in talk.say(ADMIN, "催陈晓明跟云图")
    assert asked(talk) == 1
    talk.move_to(at(24, 14))
    assert talk.say(MANAGER, "云图催一下陈晓明跟进").startswith("✅ 已私聊请陈晓明")
    assert asked(talk) == 2


def test_in_a_group_nobody_else_hears_of_it(talk: Talk) -> None:
    said = talk.say(MANAGER, "催陈晓明跟云图", group=True)
    assert "云图" not in said
    assert any(line.startswith("👉 赵敏请你跟一下 云图") for each in to(talk, REP) for line in each.lines)
    assert talk.told(MANAGER).startswith("✅ 已私聊请陈晓明")


def test_anothers_customer_is_asked_of_its_owner(talk: Talk) -> None:
    assert talk.say(MANAGER, "催李娜跟云图").startswith("云图是陈晓明的，没催")
    assert not to(talk, OTHER)
    assert talk.press(MANAGER, "催陈晓明").startswith("✅ 已私聊请陈晓明")
    assert to(talk, REP)


def test_only_managers_and_admins_may_and_only_their_own_people(talk: Talk) -> None:
    assert "没有权限" in talk.say(REP, "催李娜跟云图")
    assert "自己的客户不用催" in talk.say(MANAGER, "催赵敏跟云图")
    write(talk, lambda unit: _into_another_team(unit, talk))
    assert "王强不在你的组里" in talk.say(MANAGER, "催王强跟云图")
    assert asked(talk) == 0


def _into_another_team(unit: Unit, talk: Talk) -> None:
    unit.edit(Member, member(talk, THIRD)).team_id = unit.add(Team, name="别组").id


def test_not_in_quiet_hours_nor_on_leave(talk: Talk) -> None:
    rep = member(talk, REP)
    write(talk, lambda unit: unit.add(Leave, member_id=rep, first=date(2026, 11, 23), last=date(2026, 11, 24)))
    assert "陈晓明请假到" in talk.say(MANAGER, "催陈晓明跟云图")
    talk.move_to(at(25, 22))
    assert "现在是免打扰时间，没催。08:00以后再说" in talk.say(MANAGER, "催陈晓明跟云图")
    assert asked(talk) == 0
    assert not [each for each in to(talk, REP) if "请你跟一下" in each.lines[0]]


@pytest.mark.parametrize(
    "said",
    ["云图催我们报价，说下周要定", "今天云图吴总又催了一遍合同", "云图那边催李娜给报价，我说明天给", "云图催李娜跟进"],
)
def test_what_a_customer_urges_stays_a_follow_up(talk: Talk, said: str) -> None:
    before = written(talk)
    assert talk.say(REP, said).startswith("✅ 云图")
    assert written(talk) == before + 1
    assert asked(talk) == 0


def test_why_nobody_has_spoken_with_a_customer(talk: Talk) -> None:
    talk.move_to(at(24, 8))
    told = morning(talk, 24)[REP]
    name = next(line.split()[1] for line in told[1:6] if "天没跟" in line)
    talk.move_to(at(24, 14))
    before = written(talk)
    lines = talk.say(MANAGER, f"为什么还没联系{name}").splitlines()
    assert lines[0].startswith(f"{name} ")
    assert lines[0].endswith("负责人陈晓明")
    assert "天没跟（" in lines[1]
    assert "，上次 1" in lines[1]
    assert any(line.startswith("催过") and "11/24 陈晓明" in line for line in lines)
    assert any(line.startswith(("下一步 ", "没有下一步")) for line in lines)
    assert lines[-1] == "[催陈晓明] [看客户]"
    assert len(lines) <= 9
    assert talk.press(MANAGER, "催陈晓明").startswith("✅ 已私聊请陈晓明")
    again = talk.say(MANAGER, f"{name}怎么还没人跟").splitlines()
    assert again[-1] == "[看客户]"
    assert written(talk) == before


def test_why_says_what_was_held_back_and_who_put_it_off(talk: Talk) -> None:
    talk.decide("nudge_cap", 2)
    told = morning(talk, 24)[REP]
    name = next(line.split()[1] for line in told[1:6] if "天没跟" in line)
    talk.said[:] = to(talk, REP)
    talk.press(REP, "先不催")
    assert "陈晓明点了先不催，到12月" in talk.say(MANAGER, f"为什么没人跟{name}")
    kept = [row[0] for row in rows(talk, Nudge, "subject_id", "held", "day") if row[1:] == ("cap", date(2026, 11, 24))]
    short = dict(rows(talk, Customer, "id", "short"))[kept[0]]
    assert "次，最近 11/24（每日上限）" in talk.say(ADMIN, f"为什么没人跟{short}")


def test_why_at_a_closed_stage_and_before_its_days(talk: Talk) -> None:
    won = next(short for short, stage in rows(talk, Customer, "short", "stage") if stage == "赢单")
    assert "停在赢单，不催" in talk.say(ADMIN, f"为什么没人跟{won}")
    talk.say(REP, "今天拜访了云图，聊了报价")
    said = talk.say(MANAGER, "为什么没人跟云图")
    assert "今天跟过：11/23 拜访" in said
    assert "还没到催的天数（3天）" in said


def test_why_is_told_in_private_to_who_may_read_it(talk: Talk) -> None:
    assert "陈晓明" not in talk.say(MANAGER, "为什么还没联系云图", group=True)
    assert "负责人陈晓明" in talk.told(MANAGER)
    refused = talk.say(OTHER, "为什么还没联系云图")
    assert "天没跟" not in refused
    assert "[设提醒]" in talk.say(REP, "为什么还没联系云图")
