"""Nothing that was said is lost in silence: what no command took is said, and filed with one press."""

import pytest
import sqlalchemy as sa

from store.tables import FollowUp, table
from tests.integration.commands.conftest import MANAGER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def notes(talk: Talk) -> list[str]:
    """All notes of follow-ups, the last made first."""
    query = sa.select(table(FollowUp).c.note).where(table(FollowUp).c.voided_at.is_(None))
    rows = talk.database.read(lambda tx: list(tx.connection.execute(query.order_by(table(FollowUp).c.number.desc()))))
    return [row[0] for row in rows]


def test_what_is_told_beside_a_rename_is_filed_in_the_same_message(talk: Talk) -> None:
    answer = talk.say(REP, "云图改名叫云图科技，报价也发了")
    assert "改名：云图科技" in answer
    assert "✅ 云图 · 跟进" in answer
    assert notes(talk)[0] == "报价也发了"
    talk.press(REP, "撤销")
    assert notes(talk)[0] != "报价也发了"
    assert "杭州云图数据" in talk.say(REP, "/客户 云图")


@pytest.mark.parametrize(
    "text",
    [
        "云图电话改成13900001111，样机下周能到货",
        "给云图打上意向强标签，样机下周能到货",
        "云图又叫小云，样机下周能到货",
        "新客户 海天味业，样机下周能到货",
    ],
)
def test_what_no_command_took_is_said_and_filed_with_one_press(talk: Talk, text: str) -> None:
    before = notes(talk)
    answer = talk.say(REP, text)
    assert "“样机下周能到货”还没记" in answer
    assert notes(talk) == before
    assert "✅" in talk.press(REP, "记成跟进")
    assert notes(talk)[0] == "样机下周能到货"


def test_in_a_group_it_takes_one_line_more(talk: Talk) -> None:
    answer = talk.say(REP, "云图改名叫云图科技，样机下周能到货", group=True)
    assert "“样机下周能到货”还没记" in answer
    assert len([line for line in answer.splitlines() if not line.startswith("[")]) <= 3


def test_what_stands_beside_a_question_is_said_too(talk: Talk) -> None:
    answer = talk.say(REP, "删除客户云图，他们公司注销了")
    assert "放进回收站？" in answer
    assert "“他们公司注销了”还没记" in answer


def test_of_whom_it_was_is_asked_where_several_are_named(talk: Talk) -> None:
    assert "还没记" in talk.say(MANAGER, "云图、恒力打上意向强标签，样机下周能到货")
    assert "哪" in talk.press(MANAGER, "记成跟进")


def test_a_known_customer_is_not_made_again_and_what_was_said_of_it_is_named(talk: Talk) -> None:
    talk.say(REP, "新客户 海天味业")
    answer = talk.say(REP, "新客户 海天味业 李工 13877776666 A级")
    assert answer.startswith("海天味业 已经有了，这些还没记：李工、138****6666、A")
    assert talk.press(REP, "加联系人").startswith("👤 海天味业 · 李工 138****6666")


def test_a_level_and_a_number_in_one_message_are_both_written(talk: Talk) -> None:
    answer = talk.say(REP, "云图吴总电话改成13900001111，级别改成B")
    assert "级别 A→B" in answer
    assert "139****1111" in answer


def test_a_number_right_after_a_visit_is_no_correction_of_it(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图吴总，聊了报价")
    kept = notes(talk)
    assert "139****1111" in talk.say(REP, "云图电话改成13900001111")
    assert "级别 A→B" in talk.say(REP, "云图的级别改成B，今天聊了合同")
    assert notes(talk)[1:] == kept


def test_its_button_stands_among_four_others(talk: Talk) -> None:
    answer = talk.say(REP, "今天拜访了云图吴总，聊了报价，商机金额改成25万，提醒我周五下午3点回访")
    assert "“商机金额改成25万”还没记" in answer
    labels = [button.label for button in talk.said[-1].buttons]
    assert (labels[0], labels[-1], len(labels)) == ("撤销", "记成跟进", 4)
