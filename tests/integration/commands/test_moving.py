"""Moving somebody to another team: the customers go along or stay as it was said, walls hold, all can be undone."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from commands import handing
from store import walks, workspaces
from store.tables import Customer, table
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP, THIRD
from tests.integration.commands.test_leaving import everything, held, id_of
from tests.talk import Talk

pytestmark = pytest.mark.integration


@pytest.fixture
def south(talk: Talk) -> Talk:
    """With a second team."""
    talk.say(ADMIN, "新建小组 华南组")
    return talk


def stand_in(talk: Talk, name: str) -> dict[str | None, int]:
    """In which teams somebody's customers stand."""
    c = table(Customer).c
    wanted = sa.select(c.team_id, sa.func.count()).where(c.owner_id == id_of(talk, name)).group_by(c.team_id)

    def read(tx: Any) -> dict[str | None, int]:
        known = {row.id: row.name for row in workspaces.teams(tx, talk.workspace)}
        return {known.get(team): total for team, total in tx.connection.execute(wanted)}

    return talk.database.read(read)


def own(talk: Talk, name: str) -> str:
    c = table(Customer).c
    wanted = sa.select(c.short).where(c.owner_id == id_of(talk, name), c.deleted_at.is_(None)).order_by(c.number)
    short: str = talk.database.read(lambda tx: tx.connection.execute(wanted.limit(1)).scalar_one())
    return short


def test_it_asks_first_and_takes_the_customers_along(south: Talk) -> None:
    before, [(team, total)] = everything(south), stand_in(south, OTHER).items()
    asked = south.say(ADMIN, "把李娜调到华南组")
    assert asked.startswith(f"李娜有客户{total}家在{team}，一起过去吗？")
    assert everything(south) == before
    assert f"客户{total}家一起过去了" in south.press(ADMIN, "一起过去")
    assert stand_in(south, OTHER) == {"华南组": total}
    assert "已撤销：调组" in south.say(ADMIN, "撤销")
    assert everything(south) == before
    south.say(ADMIN, "恢复")
    assert stand_in(south, OTHER) == {"华南组": total}


def test_it_can_be_said_at_once(south: Talk) -> None:
    assert south.say(ADMIN, "把李娜调到华南组，客户一起过去").startswith("✅ 李娜调到华南组了")
    assert list(stand_in(south, OTHER)) == ["华南组"]
    assert south.say(ADMIN, "把王强调到华南组，客户留给陈晓明").startswith("✅ 王强调到华南组了")
    assert held(south, THIRD).customers == 0


def test_customers_that_stay_are_a_colleagues_with_what_is_about_them(south: Talk) -> None:
    name = own(south, THIRD)
    south.say(REP, "我是谁")
    south.say(THIRD, f"明天上午10点提醒我给{name}发方案")
    south.say(THIRD, "明天上午11点提醒我买票")
    giver, keeper, before = held(south, THIRD), held(south, REP), everything(south)
    south.say(ADMIN, "把王强调到华南组")
    assert f"客户{giver.customers}家 → 陈晓明" in south.press(ADMIN, "留给陈晓明")
    after = held(south, THIRD)
    assert (after.customers, after.reminders) == (0, 1)
    assert held(south, REP).customers == keeper.customers + giver.customers
    assert list(stand_in(south, REP)) == ["华东一组"]
    assert f"王强的客户{giver.customers}家" in south.told(REP)
    south.say(ADMIN, "撤销")
    assert everything(south) == before


def test_walls_hold_after_a_move(south: Talk) -> None:
    south.say(ADMIN, "华南组隔离")
    south.say(ADMIN, "华东一组隔离")
    moved, stays = "鼎力起重", own(south, REP)
    south.say(OTHER, f"新客户 {moved} 13700001111")
    south.say(ADMIN, "把李娜调到华南组，客户一起过去")
    assert f"没有“{moved}”这个客户" in south.say(REP, f"/客户 {moved}")
    assert f"没有“{moved}”这个客户" in south.say(MANAGER, f"/客户 {moved}")
    assert "没有" not in south.say(OTHER, f"/客户 {moved}").splitlines()[0]
    assert f"没有“{stays}”这个客户" in south.say(OTHER, f"/客户 {stays}")


def test_very_many_customers_follow_in_slices_and_back(south: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "PORTION", 3)
    monkeypatch.setattr(walks, "LOOKED_AT", 5)
    before, total = everything(south), sum(stand_in(south, OTHER).values())
    assert "正在一批批过去" in south.say(ADMIN, "把李娜调到华南组，客户一起过去")
    assert len(stand_in(south, OTHER)) == 2
    south.move_to(south.now)
    assert stand_in(south, OTHER) == {"华南组": total}
    assert f"李娜的客户{total}家都过去了" in south.told(ADMIN)
    south.say(ADMIN, "撤销")
    south.move_to(south.now)
    assert everything(south) == before


def test_who_has_no_customers_or_no_team_is_moved_at_once(south: Talk) -> None:
    assert south.say(ADMIN, "把赵敏调到华南组").splitlines()[0] == "✅ 赵敏调到华南组了"
    assert south.say(ADMIN, "把周建国调到华南组").startswith("✅ 周建国调到华南组了")


def test_only_admins_move_anybody(south: Talk) -> None:
    for who in (REP, MANAGER):
        assert "没有权限" in south.say(who, "把李娜调到华南组，客户一起过去")
    assert list(stand_in(south, OTHER)) == ["华东一组"]
