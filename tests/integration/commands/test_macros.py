"""Commands of the workspace's own: defined by a sentence, understood in the next message, all of it or nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from store import configuration, macros
from store.database import Tx
from store.tables import CustomerTag, FollowUp, Reminder, table
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration

STEPS = "{客户} {备注} = 跟进 {客户} 到店拜访 {备注}；打标签 {客户} 到店；提醒我 3天后 回访{客户}"
VISIT = f"定义命令 到店 {STEPS}"


def defined(talk: Talk, text: str = VISIT) -> str:
    """What the admin is told who makes the tag and then the command."""
    talk.say(ADMIN, "建标签 到店")
    return talk.say(ADMIN, text)


def notes(talk: Talk) -> list[str]:
    """The notes of all follow-ups in force, the latest first."""
    f = table(FollowUp).c

    def read(tx: Tx) -> list[str]:
        found = sa.select(f.note).where(f.voided_at.is_(None)).order_by(f.id.desc())
        return [tx.secrets.unseal_words(talk.workspace, row[0], mask=False) for row in tx.connection.execute(found)]

    return talk.database.read(read)


def counted(talk: Talk) -> tuple[int, int, int]:
    """How many follow-ups in force, tags on customers and open reminders there are."""
    f, t, r = table(FollowUp), table(CustomerTag), table(Reminder)
    queries = (
        sa.select(sa.func.count()).select_from(f).where(f.c.voided_at.is_(None)),
        sa.select(sa.func.count()).select_from(t),
        sa.select(sa.func.count()).select_from(r).where(r.c.state == "open"),
    )

    def read(tx: Tx) -> tuple[int, int, int]:
        a, b, c = (tx.connection.execute(query).scalar_one() for query in queries)
        return a, b, c

    return talk.database.read(read)


def test_one_sentence_makes_a_command_and_one_message_runs_all_its_steps(talk: Talk) -> None:
    assert "共3步" in defined(talk)
    before = counted(talk)
    told = talk.say(REP, "到店 云图 看了样机，聊了报价")
    assert "✅ 云图 · 拜访" in told
    assert "🏷 云图 #到店" in told
    assert "11月24日" in told
    assert counted(talk) == tuple(each + 1 for each in before)
    assert notes(talk)[0].endswith("看了样机，聊了报价")
    assert talk.say(REP, "撤销").startswith("↩️ 已撤销")
    assert counted(talk) == before


def test_a_relative_time_is_counted_from_the_day_of_use(talk: Talk) -> None:
    defined(talk)
    talk.pass_time(days=10)
    assert "12月4日" in talk.say(REP, "到店 云图 看了样机")


def test_nothing_that_is_said_for_a_parameter_is_read_as_an_order(talk: Talk) -> None:
    defined(talk)
    before = counted(talk)
    told = talk.say(REP, "到店 云图 ；删除客户 云图。提醒我明天下午3点给张总回电\n撤销")
    assert "删除" not in told
    assert counted(talk) == tuple(each + 1 for each in before)
    assert "删除客户 云图。提醒我明天下午3点给张总回电\n撤销" in notes(talk)[0]


def test_a_doubt_is_asked_once_and_shared_by_all_steps(talk: Talk) -> None:
    defined(talk)
    before = counted(talk)
    assert "“宏远”是哪家" in talk.say(REP, "到店 宏远 看了样机")
    assert counted(talk) == before
    told = talk.press(REP, "宏远彩印")
    assert "🏷 宏远彩印 #到店" in told
    assert counted(talk) == tuple(each + 1 for each in before)


def test_who_is_not_named_is_asked_for(talk: Talk) -> None:
    defined(talk)
    talk.say(REP, "云图什么情况")
    before = counted(talk)
    assert "哪家客户" in talk.say(REP, "到店 看了样机")
    assert counted(talk) == before
    assert "✅ 华星 · 拜访" in talk.say(REP, "华星")
    assert "看了样机" in notes(talk)[0]


def test_a_refused_step_refuses_the_whole(talk: Talk) -> None:
    """A step can do no more than who runs it: 李娜 may not put tags on 陈晓明's customer."""
    defined(talk)
    before = counted(talk)
    told = talk.say(OTHER, "到店 云图 看了样机")
    assert "没办成" in told
    assert "第2步" in told
    assert counted(talk) == before
    assert talk.say(OTHER, "撤销").startswith("没有可以撤销的")


def test_a_dry_run_shows_all_and_writes_nothing(talk: Talk) -> None:
    defined(talk)
    before = counted(talk)
    told = talk.say(REP, "试运行 到店 云图 看了样机")
    assert told.startswith("试运行，什么都没记")
    assert "🏷 云图 #到店" in told
    assert counted(talk) == before
    assert "✅ 云图 · 拜访" in talk.say(REP, "到店 云图 看了样机")
    assert "用过1次" in talk.say(REP, "命令列表")


def test_times_people_and_words_are_parameters_too(talk: Talk) -> None:
    steps = "提醒我 {时间} 带{产品}拜访{客户}；让{同事} {时间} 准备{产品}"
    assert "共2步" in talk.say(ADMIN, f"定义命令 约访 {{客户}} {{时间}} {{同事}} {{产品}} = {steps}")
    told = talk.say(REP, "约访 云图 下周三下午3点 李娜 叉车")
    assert "15:00 提醒你：带叉车拜访云图" in told
    assert "已派给李娜：准备叉车" in told


def test_two_times_are_told_apart(talk: Talk) -> None:
    steps = "提醒我 {送样} 给{客户}送样；提醒我 {回访} 回访{客户}"
    assert "共2步" in talk.say(ADMIN, f"定义命令 样品单 {{客户}} {{送样:时间}} {{回访:时间}} = {steps}")
    told = talk.say(REP, "样品单 云图 下周三下午3点 下周五上午10点")
    assert "11月25日 周三 15:00 提醒你：给云图送样" in told
    assert "11月27日 周五 10:00 提醒你" in told


def test_a_new_customer_of_the_first_step_is_known_to_the_next(talk: Talk) -> None:
    defined(talk)
    told = talk.say(REP, "到店 佛山博鑫五金有限公司 看了样机")
    assert "🆕" in told
    assert "#到店" in told


def test_it_is_said_in_free_words_like_its_examples(talk: Talk) -> None:
    told = defined(talk, f"{VISIT}；例：老客户{{客户}}来了，{{备注}}｜云图进店了，看了样机")
    assert "到店" in told
    assert "🏷 华星 #到店" in talk.say(REP, "老客户华星来了，要5台")
    assert notes(talk)[0].endswith("要5台")
    assert "🏷 绿源 #到店" in talk.say(REP, "绿源进店了，要6台")


def test_its_answer_is_a_template(talk: Talk) -> None:
    talk.say(ADMIN, "定义命令 来访单 {客户} {备注} = 跟进 {客户} {备注}；回复：{客户}：{{备注}}，{{我}} {{今天}}")
    told = talk.say(REP, "来访单 云图 看了样机")
    assert told.startswith("云图：看了样机，陈晓明 11月21日")
    assert "[撤销]" in told


def test_a_text_is_given_back_with_its_numbers(talk: Talk) -> None:
    """The company's own words: they are nobody's secret, and of no use without their numbers."""
    talk.say(ADMIN, "加个快捷命令：开票资料，回复内容填 鲁冀化工 税号91370102MA3CK7X21B 电话13800138000")
    assert talk.say(REP, "开票资料") == "鲁冀化工 税号91370102MA3CK7X21B 电话13800138000"
    assert talk.say(REP, "/开票资料", group=True) == "鲁冀化工 税号91370102MA3CK7X21B 电话13800138000"
    assert "13800138000" in talk.say(REP, "开票资料发我一下")


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("删除客户 {客户}", "不能放进命令里"),
        ("撤销", "不能放进命令里"),
        ("建标签 渠道", "不能放进命令里"),
        ("把李娜设为主管", "不能放进命令里"),
        ("到店 {客户} 来了", "没看懂"),
        ("天气不错", "没看懂"),
        ("提醒我 回访{客户}", "还缺东西"),
        ("拜访了宏远，聊了报价", "还缺东西"),
        ("打标签 {客户} 从没有过", "标签库里没有“从没有过”"),
        ("打标签 {客户} 到会", "标签库里没有“到会”"),
        ("提醒我 明天 回访{联系人}", "开头没有"),
        ("跟进 {客户} 聊了；" * 21, "步骤太多"),
        ("跟进 {客户} " + "聊" * 2000, "太长"),
    ],
)
def test_a_step_that_cannot_be_kept_is_refused_at_once(talk: Talk, step: str, why: str) -> None:
    defined(talk)
    assert why in talk.say(ADMIN, f"定义命令 甲乙 {{客户}} = {step}")
    assert [row.name for row in talk.database.read(lambda tx: macros.every(tx, talk.workspace))] == ["到店"]


@pytest.mark.parametrize("name", ["跟进", "拜访", "今天", "云图", "李娜", "撤销", "帮助"])
def test_a_name_that_means_something_is_refused_with_another(talk: Talk, name: str) -> None:
    assert "比如“" in talk.say(ADMIN, f"定义命令 {name} {{客户}} = 提醒我 明天 回访{{客户}}")


def test_it_is_changed_switched_off_limited_and_removed_by_sentences(talk: Talk) -> None:
    defined(talk)
    assert "改好了" in talk.say(ADMIN, "重新定义命令 到店 {客户} {备注} = 跟进 {客户} {备注}")
    assert "🏷" not in talk.say(REP, "到店 云图 看了样机")
    assert "主管" in talk.say(ADMIN, "到店只给主管用")
    assert "只给主管用" in talk.say(REP, "到店 云图 看了样机")
    assert "✅ 云图" in talk.say(MANAGER, "到店 云图 看了样机")
    assert "主管" in talk.say(REP, "谁能用到店")
    assert "所有人" in talk.say(ADMIN, "到店所有人都能用")
    assert "停用了" in talk.say(ADMIN, "停用到店")
    assert "已停用" in talk.say(ADMIN, "命令列表")
    assert "又能用了" in talk.say(ADMIN, "启用命令 到店")
    assert "删了" in talk.say(ADMIN, "删除命令 到店")
    assert talk.database.read(lambda tx: macros.every(tx, talk.workspace)) == []
    talk.say(ADMIN, "撤销")
    assert "1 跟进 {客户} {备注}" in talk.say(REP, "看命令 到店")


def test_each_change_is_a_version_that_can_be_gone_back_to(talk: Talk) -> None:
    defined(talk)
    number = talk.database.read(lambda tx: configuration.last_number(tx, talk.workspace))
    talk.say(ADMIN, "删除命令 到店")
    talk.say(ADMIN, f"回滚配置 v{number}")
    talk.say(ADMIN, "好")
    assert "🏷 云图 #到店" in talk.say(REP, "到店 云图 看了样机")


def test_what_an_admin_did_is_undone_exactly(talk: Talk) -> None:
    talk.say(ADMIN, "建标签 到店")
    before = talk.database.read(lambda tx: configuration.current(tx, talk.workspace))
    talk.say(ADMIN, VISIT)
    talk.say(ADMIN, "撤销")
    assert talk.database.read(lambda tx: configuration.current(tx, talk.workspace)) == before
    assert "#到店" not in talk.say(REP, "到店 云图 看了样机")


def test_a_slip_of_its_name_is_offered(talk: Talk) -> None:
    defined(talk)
    assert "/到店" in talk.say(REP, "/到点 云图 看了样机")


def test_only_admins_define(talk: Talk) -> None:
    assert "管理员" in talk.say(REP, VISIT)
    assert talk.database.read(lambda tx: macros.every(tx, talk.workspace)) == []


def test_another_process_knows_it_in_its_next_message(talk: Talk) -> None:
    other = Talk(talk.database)
    assert "到店" not in other.say(REP, "帮助", key="before")
    defined(talk)
    assert "自己的命令：到店" in other.say(REP, "帮助", key="after")
    assert "🏷 云图 #到店" in other.say(REP, "到店 云图 看了样机", key="used")


def test_it_runs_in_a_group_and_the_group_sees_what_was_filed(talk: Talk) -> None:
    defined(talk)
    told = talk.say(REP, "到店 云图 看了样机", group=True)
    assert "云图 · 拜访" in told


def test_a_message_that_comes_again_runs_nothing_twice(talk: Talk) -> None:
    defined(talk)
    talk.say(REP, "到店 云图 看了样机", key="same")
    before = counted(talk)
    talk.say(REP, "到店 云图 看了样机", key="same")
    assert counted(talk) == before


def test_an_answer_that_grows_too_big_takes_the_steps_with_it(talk: Talk) -> None:
    loop = "{% for a in (1..100000) %}x{% endfor %}"
    talk.say(ADMIN, f"定义命令 来访单 {{客户}} {{备注}} = 跟进 {{客户}} {{备注}}；回复：{loop}")
    before = counted(talk)
    assert "太大或太慢" in talk.say(REP, "来访单 云图 看了样机")
    assert counted(talk) == before


def test_no_command_has_more_than_twenty_steps(talk: Talk) -> None:
    step = "提醒我 3天后 回访{客户}"
    assert "步骤太多：21步，最多20步" in talk.say(ADMIN, f"定义命令 长跑 {{客户}} = {'；'.join([step] * 21)}")
    assert "长跑" not in talk.say(ADMIN, "命令列表")
    assert "共20步" in talk.say(ADMIN, f"定义命令 长跑 {{客户}} = {'；'.join([step] * 20)}")
