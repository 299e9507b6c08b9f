"""Groups: nothing stored is shown there that not every member may see; walled teams do not exist for others."""

from uuid import UUID

import pytest
import sqlalchemy as sa

from commands.message import plain_text
from store import outbox, workspaces
from store.customers import Filters, Scope, find
from store.database import Tx
from store.tables import Chat, Customer, Identity, Outbox, Parked, Team, table
from store.unit import Unit
from store.workspaces import ChatRow
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP, THIRD
from tests.talk import Talk

pytestmark = pytest.mark.integration


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


NEW = "new-group"


def rows(talk: Talk) -> list[ChatRow]:
    return talk.database.read(lambda tx: workspaces.chats(tx, talk.workspace))


def group_row(talk: Talk, external: str = NEW) -> ChatRow:
    return next(row for row in rows(talk) if (row.platform, row.external) == (talk.platform, external))


def lose_private(talk: Talk, who: str) -> None:
    """As if the person had never opened a private chat."""

    def work(tx: Tx) -> None:
        identities = table(Identity)
        tx.connection.execute(sa.update(identities).where(identities.c.user_id == who).values(private_chat_id=None))
        for row in workspaces.chats(tx, talk.workspace):
            if row.external == f"private:{who}":
                tx.connection.execute(
                    sa.update(table(Chat)).where(table(Chat).c.id == row.id).values(external=f"gone:{row.id.hex}")
                )

    talk.database.write(work).result()


def test_the_first_words_in_a_new_group(talk: Talk) -> None:
    said = talk.event(ADMIN, "added", group=NEW)
    assert said.startswith("大家好，我是跟进。@我 说一句“今天拜访了云图吴总”就记好了；没@我的话我不记。")
    assert "@跟进 这个群是××组" in said
    assert talk.event(ADMIN, "added", group=NEW) == ""
    assert group_row(talk).team_id is None


def test_an_admin_binds_a_group_and_says_who_reads_along(talk: Talk) -> None:
    asked = talk.say(ADMIN, "这个群是华东一组", group=NEW)
    assert "这个群是华东一组的了" in asked
    assert "群里有客户或外人吗？" in asked
    assert not group_row(talk).open
    assert talk.say(OTHER, "看看云图", group=NEW) == "发你私聊了"
    assert "可以在群里说" in talk.press(ADMIN, "没有", group=NEW)
    assert "陈晓明的客户" in talk.say(OTHER, "看看云图", group=NEW)


def test_with_outsiders_a_bound_group_stays_closed(talk: Talk) -> None:
    talk.say(ADMIN, "这个群是华东一组", group=NEW)
    assert "只回你说的话" in talk.say(ADMIN, "有外人", group=NEW)
    assert talk.say(OTHER, "看看云图", group=NEW) == "发你私聊了"
    assert "可以在群里说" in talk.say(ADMIN, "群里没有外人", group=NEW)


def test_a_binding_is_undone_and_loosened(talk: Talk) -> None:
    talk.say(ADMIN, "这个群是华东一组", group=NEW)
    assert "已撤销：绑定群" in talk.say(ADMIN, "撤销", group=NEW)
    assert group_row(talk).team_id is None
    talk.say(ADMIN, "/bind-group 华东一组", group=NEW)
    assert "不绑了" in talk.say(ADMIN, "这个群不绑了", group=NEW)
    assert group_row(talk).team_id is None
    assert "还没绑定" in talk.say(ADMIN, "没有外人", group=NEW)


def test_a_team_that_is_not_there_is_offered_in_private_and_made_for_that_group(talk: Talk) -> None:
    assert talk.say(ADMIN, "这个群是华南组", group=NEW) == "发你私聊了"
    assert "没有“华南组”这个组" in talk.told(ADMIN)
    assert "这个群是华南组的了" in talk.press(ADMIN, "新建华南组")
    assert group_row(talk).team_id is not None
    assert talk.say(ADMIN, "绑群", group="third") == "发你私聊了"
    assert "[1 华东一组]" in talk.told(ADMIN)
    assert "请在那个群里" in talk.say(ADMIN, "绑群")


def test_a_closed_group_files_and_echoes_only_the_speakers_words(talk: Talk) -> None:
    said = talk.say(REP, "今天拜访了云图的吴总，聊了报价", group=NEW)
    assert said == "✅ 记好了：今天拜访了云图的吴总，聊了报价\n[撤销]"
    assert talk.told(REP).startswith("✅ 云图 · 拜访吴昊 · 今天")
    assert talk.say(REP, "撤销", group=NEW) == "↩️ 已撤销：跟进\n[恢复]"


CLOSED = (
    "看看云图",
    "/电话 云图",
    "/记录 云图",
    "待办",
    "/找客户",
    "我的客户",
    "有哪些标签",
    "草稿",
    "云图",
    "华兴什么情况",
    "今天见了宏远的人，样品不行",
    "删除客户 云图",
    "新客户 杭州云图数据有限公司",
    "云图打标签 重点客户",
    "云图改成B级",
    "新客户 测试公司 张总 13800001111",
    "成员",
    "我是谁",
    "撤销",
    "恢复",
    "1",
    "撤销 1",
)
STORED = ("云图数据", "吴昊", "陈晓明", "宏远", "138", "华星", "彩印", "重点客户、", "聊了报价", "方案报价")


def test_a_closed_group_shows_nothing_stored(talk: Talk) -> None:
    for text in CLOSED:
        for who in (THIRD, REP, ADMIN):
            said = talk.say(who, text, group=NEW)
            for word in STORED:
                assert word not in said.replace(text, ""), (who, text, said)


def test_a_question_in_a_closed_group_goes_on_in_private(talk: Talk) -> None:
    assert talk.say(THIRD, "今天见了宏远的人，样品不行", group=NEW) == "发你私聊了"
    assert "“宏远”是哪家" in talk.told(THIRD)
    assert talk.say(THIRD, "1").startswith("✅ 宏远")
    assert talk.say(THIRD, "/草稿") == "没有草稿"


def test_only_the_asker_presses_even_in_private_of_another(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行", group=NEW)
    first = talk.said[-1].choices[0].label
    assert talk.press(OTHER, first) == "这个按钮是给别人的"


def test_a_list_asked_for_in_a_group_is_picked_from_in_private(talk: Talk) -> None:
    assert talk.say(REP, "我的客户", group=True) == "发你私聊了"
    assert "负责人 陈晓明" in talk.say(REP, "1")


def test_a_correction_of_what_a_closed_group_filed_works_in_private(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进", group=NEW)
    talk.press(REP, "改一下")
    assert "已改" in talk.say(REP, "不是周三，是周四")


def test_candidates_of_another_team_go_to_the_asker(talk: Talk) -> None:
    assert "宏远彩印" in talk.say(THIRD, "今天见了宏远的人，样品不行", group=True)
    talk.say(THIRD, "不记了", group=True)

    def elsewhere(tx: Tx) -> None:
        unit = Unit(tx, workspace=talk.workspace, now=talk.now)
        everything = Scope(workspace=talk.workspace, member=None, all=True)
        [row] = find(tx, everything, Filters(text="宏远彩印")).rows
        with unit.execution(name="move", origin="test", key="move", ordinal=0, actor=None, args={}):
            unit.edit(Customer, row.id).team_id = unit.add(Team, name="华南组").id

    talk.database.write(elsewhere).result()
    assert talk.say(THIRD, "今天见了宏远的人，样品不行", group=True) == "发你私聊了"
    assert "宏远彩印" in talk.told(THIRD)


def test_who_cannot_be_written_to_hears_how_and_the_answer_follows(talk: Talk) -> None:
    lose_private(talk, REP)
    assert talk.say(REP, "看看云图", group=True) == "点我头像发句“你好”，我就发给你"
    assert count_parked(talk) == 1
    answer = talk.event(REP, "opened")
    assert answer.startswith("杭州云图数据有限公司 · A级")
    assert "我是跟进" not in answer
    assert count_parked(talk) == 0
    assert "云图数据" not in talk.event(REP, "opened")


def test_a_parked_answer_answers_the_message_that_lets_it_go(talk: Talk) -> None:
    lose_private(talk, REP)
    talk.say(REP, "看看云图", group=True)
    said = len(talk.said)
    talk.say(REP, "你好")
    letter = next(each for each in talk.said[said:] if "云图" in each.lines[0])
    assert letter.answers


def test_a_parked_question_is_open_where_it_is_read(talk: Talk) -> None:
    lose_private(talk, THIRD)
    assert talk.say(THIRD, "今天见了宏远的人，样品不行", group=NEW).startswith("点我头像")
    assert "“宏远”是哪家" in talk.say(THIRD, "你好")
    assert talk.say(THIRD, "1").startswith("✅ 宏远")


def test_a_parked_answer_ends_after_a_day(talk: Talk) -> None:
    lose_private(talk, REP)
    talk.say(REP, "看看云图", group=True)
    talk.pass_time(hours=25)
    assert "云图数据" not in talk.say(REP, "你好")
    assert count_parked(talk) == 0


def count_parked(talk: Talk) -> int:
    return talk.database.read(
        lambda tx: tx.connection.execute(sa.select(sa.func.count()).select_from(table(Parked))).scalar_one()
    )


def test_a_letter_that_nobody_takes_is_parked_and_said_once_where_it_was_asked(talk: Talk) -> None:
    assert talk.say(REP, "看看云图", group=True) == "发你私聊了"
    letter = next(each for each in reversed(talk.said) if each.chat.private)

    def undelivered(tx: Tx) -> None:
        row = tx.connection.execute(sa.select(table(Outbox).c.inbox_id).where(table(Outbox).c.id == UUID(letter.id)))
        inbox_id = row.scalar_one()
        talk.conversation.unreachable(tx, letter, inbox_id)
        talk.conversation.unreachable(tx, letter, inbox_id)

    before = [row for row in rows(talk) if row.external == f"private:{REP}" and row.platform == "web"]
    talk.database.write(
        lambda tx: tx.run(
            sa.update(table(Chat)).where(table(Chat).c.id == before[0].id).values(left_at=talk.now), {"x": 1}
        )
    ).result()
    talk.database.write(undelivered).result()
    talk.work()
    said = [plain_text(each) for each in talk._sent()]
    assert said == ["点我头像发句“你好”，我就发给你"]
    assert "云图数据" in talk.say(REP, "你好")


def test_another_private_chat_takes_what_one_does_not(talk: Talk) -> None:
    talk.say(REP, "看看云图", group=True)
    letter = next(each for each in reversed(talk.said) if each.chat.private)
    talk.database.write(lambda tx: talk.conversation.unreachable(tx, letter, None)).result()
    waiting = talk.database.write(lambda tx: outbox.claim(tx, platform="web", app="web", fence=1, limit=10)).result()
    assert len(waiting) == 1
    assert count_parked(talk) == 0


def test_nothing_is_pushed_into_a_group_that_put_the_bot_out(talk: Talk) -> None:
    talk.say(REP, "明天上午十点提醒大家开会", group=True)
    talk.event(ADMIN, "removed", group=True)
    assert group_row(talk, "group").left_at is not None
    said = len(talk.said)
    talk.pass_time(days=1)
    assert [each for each in talk.said[said:] if not each.chat.private] == []
    talk.event(ADMIN, "added", group=True)
    row = group_row(talk, "group")
    assert row.left_at is None
    assert row.team_id is None


def test_a_private_chat_that_blocked_the_bot_is_used_again_when_its_person_speaks(talk: Talk) -> None:
    talk.say(REP, "我是谁")
    talk.event(REP, "removed")
    assert group_row(talk, f"private:{REP}").left_at is not None
    assert talk.say(REP, "我是谁").startswith("你是陈晓明")
    assert group_row(talk, f"private:{REP}").left_at is None


def test_a_group_that_moves_keeps_what_it_is(talk: Talk) -> None:
    before = group_row(talk, "group").id
    talk.say(REP, "今天拜访了云图的吴总，聊了报价", group="supergroup")
    talk.event(ADMIN, "moved", group=True, target="supergroup")
    row = group_row(talk, "supergroup")
    assert row.id == before
    assert row.team_id is not None
    assert "陈晓明的客户" in talk.say(OTHER, "看看云图", group="supergroup")
    assert talk.say(OTHER, "看看云图", group=True) != "发你私聊了"


def test_a_quiet_group_gets_one_line_or_a_nod(talk: Talk) -> None:
    assert "权限" in talk.say(REP, "群里少说话", group=True)
    talk.say(MANAGER, "群里少说话", group=True)
    said = talk.say(REP, "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进", group=True)
    assert said == "✅ 云图 · 拜访吴昊 · 今天"
    assert talk.said[-1].quiet
    talk.say(REP, "看看云图", group=True)
    assert not any(each.quiet for each in talk.said[-2:])
    new = talk.say(REP, "今天拜访了全新客户火星科技，聊了合作", group=True)
    assert len(new.splitlines()) == 1
    assert not talk.said[-1].quiet
    talk.say(MANAGER, "群里恢复", group=True)
    assert "[撤销]" in talk.say(REP, "今天拜访了云图的吴总，聊了合同", group=True)


def test_an_answer_names_the_message_that_it_answers(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价", key="k7", id="p7")
    assert (talk.said[-1].answers, talk.said[-1].asked, talk.said[-1].replaces) == ("k7", "p7", "")
    talk.say(REP, "看看云图", group=True, key="k8", id="p8")
    by_chat = {each.chat.private: each for each in talk.said[-2:]}
    assert (by_chat[False].answers, by_chat[False].asked) == ("k8", "p8")
    assert (by_chat[True].answers, by_chat[True].asked) == ("", "")


def test_a_press_that_writes_takes_the_cards_place_and_one_that_opens_does_not(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    card = talk.said[-1]
    talk.press(REP, "看客户", target="card-1")
    assert talk.said[-1].replaces == ""
    talk.said.append(card)
    talk.press(REP, "撤销", target="card-1")
    assert talk.said[-1].replaces == "card-1"
    talk.said.append(card)
    talk.press(REP, "撤销", target="card-1")
    assert talk.said[-1].replaces == ""
    talk.say(THIRD, "今天见了宏远的人，样品不行")
    talk.press(THIRD, talk.said[-1].choices[0].label, target="card-2")
    assert talk.said[-1].replaces == "card-2"


def test_a_reminder_for_a_closed_group_says_only_what_was_said(talk: Talk) -> None:
    talk.say(REP, "明天上午十点提醒大家跟云图的吴总开会", group=NEW)
    said = len(talk.said)
    talk.pass_time(days=1)
    told = [plain_text(each) for each in talk.said[said:] if each.chat.id == NEW]
    assert len(told) == 1
    assert "吴昊" not in told[0]


def test_a_reminder_waits_for_who_cannot_be_written_to(talk: Talk) -> None:
    talk.say(REP, "明天上午十点提醒我给云图吴总回电", group=True)
    lose_private(talk, REP)

    def no_group(tx: Tx) -> None:
        tx.connection.execute(sa.update(table(Chat)).values(team_id=None))

    talk.database.write(no_group).result()
    said = len(talk.said)
    talk.pass_time(days=1)
    assert [plain_text(each) for each in talk.said[said:]] == []
    assert count_parked(talk) == 1
    assert "云图" in talk.say(REP, "你好")


def test_a_group_is_greeted_and_told_in_the_workspaces_language(talk: Talk) -> None:
    talk.decide("language", "en")
    assert talk.event("somebody", "added", group=NEW).startswith("Hello, I'm Genjin")
    assert "I don't know you yet" in talk.say("stranger", "hello there", group=NEW)
    assert "told the admin" in talk.say("stranger", "hello there")


def test_english_commands_for_groups(talk: Talk) -> None:
    talk.say(ADMIN, "/lang en")
    assert "is 华东一组's now" in talk.say(ADMIN, "/bind-group 华东一组", group=NEW)
    assert "may be said here" in talk.press(ADMIN, "No", group=NEW)
    assert "nod" in talk.say(ADMIN, "/quiet", group=NEW)
    assert "Unbound" in talk.say(ADMIN, "/unbind-group", group=NEW)


def test_drafts_of_a_group_are_listed_there_and_asked_about_in_private(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行", group=True)
    talk.pass_time(minutes=31)
    assert "样品不行" in talk.say(THIRD, "草稿", group=True)
