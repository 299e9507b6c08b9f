"""Groups: nothing stored is shown there that not every member may see; walled teams do not exist for others."""

from uuid import UUID

from store.customers import Filters, Scope, find
from store.database import Tx
from store.tables import Customer, Team
from store.unit import Unit
from tests.integration.commands.conftest import MANAGER, OTHER, REP
from tests.talk import Talk


def wall_off(talk: Talk, customer: str) -> None:
    """Puts a customer into a team behind a wall."""

    def write(tx: Tx) -> None:
        unit = Unit(tx, workspace=talk.workspace, now=talk.now)
        everything = Scope(workspace=talk.workspace, member=None, all=True)
        [row] = find(tx, everything, Filters(text=customer)).rows
        with unit.execution(name="wall", origin="test", key="wall", ordinal=0, actor=None, args={}):
            team: UUID = unit.add(Team, name="隔壁组", walled=True).id
            record = unit.edit(Customer, row.id)
            record.team_id, record.owner_id = team, None

    talk.database.write(write).result()


def test_a_filing_is_echoed_in_the_group_and_details_go_to_the_asker(talk: Talk) -> None:
    assert talk.say(REP, "今天拜访了云图的吴总，聊了报价", group=True).startswith("✅ 云图 · 拜访吴昊")
    for question in ("看看云图", "/电话 云图", "/记录 云图", "待办", "/找客户"):
        assert talk.say(REP, question, group=True) == "发你私聊了"


def test_what_a_colleague_may_not_see_is_not_said_anywhere(talk: Talk) -> None:
    card = talk.say(OTHER, "看看云图", group=True)
    assert "陈晓明的客户" in card
    assert "聊了报价" not in card
    assert "138" not in card


def test_a_walled_teams_customers_do_not_exist_for_others(talk: Talk) -> None:
    wall_off(talk, "云图")
    assert "云图数据" not in talk.say(REP, "看看云图")
    assert "云图数据" not in talk.say(MANAGER, "/找客户 云图")
    answer = talk.say(REP, "/新客户 杭州云图数据有限公司")
    assert "已经有" not in answer


def test_a_group_answer_has_at_most_three_lines(talk: Talk) -> None:
    for text in ("今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进", "云图打标签 价格敏感", "撤销"):
        talk.say(REP, text, group=True)
        assert len(talk.said[-1].lines) <= 3
