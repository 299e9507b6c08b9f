"""Strangers: vouched for, by a code, by an invitation, accepted; in a group nothing of them is stored."""

import re
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from commands.invitations import issue_invitation
from commands.message import plain_text
from store import inbox, members, parked
from store.tables import (
    Attachment,
    Chat,
    Customer,
    Dialogue,
    Execution,
    FollowUp,
    Identity,
    Inbox,
    Member,
    Parked,
    table,
)
from tests.integration.commands.conftest import ADMIN, MANAGER, REP
from tests.talk import SHANGHAI, Talk

pytestmark = pytest.mark.integration

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


def count(talk: Talk, model: Any) -> int:
    """How many rows a table has."""
    number: int = talk.database.read(
        lambda tx: tx.connection.execute(sa.select(sa.func.count()).select_from(table(model))).scalar_one()
    )
    return number


def names(talk: Talk) -> list[str]:
    return [row.name for row in talk.database.read(lambda tx: members.every(tx, talk.workspace)) if row.active]


def role_of(talk: Talk, name: str) -> str:
    rows = talk.database.read(lambda tx: members.every(tx, talk.workspace))
    return next(row.role for row in rows if row.name == name)


def code(talk: Talk, role: str = "admin", *, hours: float = 24, uses: int = 1) -> str:
    """A code as the command line gives it."""
    return talk.database.write(lambda tx: issue_invitation(tx, talk.workspace, role, hours=hours, uses=uses)).result()


def test_a_colleague_joins_on_the_first_words_and_they_are_filed(talk: Talk) -> None:
    answer = talk.say("王芳", "今天拜访了云图的吴总，聊了报价", colleague=True)
    assert answer.startswith("✅ 云图 · 拜访吴昊")
    assert "王芳" in names(talk)
    assert talk.say("王芳", "我是谁").startswith("你是王芳（销售）")


def test_a_colleague_joins_in_a_group_when_addressed(talk: Talk) -> None:
    assert talk.say("王芳", "今天拜访了云图的吴总", colleague=True, group=True).startswith("✅ 云图")
    assert "王芳" in names(talk)


def test_a_colleague_who_only_greets_is_welcomed(talk: Talk) -> None:
    answer = talk.say("王芳", "你好", colleague=True)
    assert answer.startswith("你好，王芳！我是跟进")
    assert "[我的客户]" in answer
    assert len(answer.splitlines()) <= 8


def test_a_colleague_who_opens_the_chat_is_welcomed(talk: Talk) -> None:
    assert talk.event("王芳", "opened", colleague=True).startswith("你好，王芳！我是跟进")
    assert "王芳" in names(talk)


def test_who_opens_the_chat_and_may_be_ours_is_greeted_once_and_joins_by_speaking(talk: Talk) -> None:
    greeted = talk.event("王芳", "opened", colleague=None)
    assert greeted.startswith("你好，我是跟进。说一句话我就知道你是谁了")
    assert "不认识" not in greeted
    assert "王芳" not in names(talk)
    assert talk.event("王芳", "opened", colleague=None) == ""
    assert talk.say("王芳", "今天拜访了云图的吴总", colleague=True).startswith("✅ 云图")
    assert "王芳" in names(talk)


def test_the_same_user_under_another_app_is_the_same_member(talk: Talk) -> None:
    talk.say("王芳", "你好", colleague=True)
    before = len(names(talk))
    assert talk.say("王芳", "我是谁", colleague=True, app="terminal-2").startswith("你是王芳")
    assert len(names(talk)) == before


def test_a_user_of_that_id_whom_nobody_vouches_for_is_not(talk: Talk) -> None:
    talk.say("王芳", "你好", colleague=True)
    assert "已告诉管理员" in talk.say("王芳", "我是谁", app="terminal-2")


def test_who_has_no_name_is_asked_once_and_the_next_short_answer_is_it(talk: Talk) -> None:
    answer = talk.say("u1", "今天拜访了云图的吴总，聊了报价", colleague=True, name="")
    assert answer.startswith("✅ 云图")
    assert answer.endswith("怎么称呼你？")
    assert "新同事1" in names(talk)
    assert talk.say("u1", "王芳", name="") == "好的，王芳\n[撤销]"
    assert "王芳" in names(talk)
    assert "怎么称呼" not in talk.say("u1", "我有哪些提醒", name="")


def test_a_command_is_not_a_name_and_the_name_can_be_told_later(talk: Talk) -> None:
    talk.say("u1", "你好", colleague=True, name="")
    assert talk.say("u1", "今天电话拜访了云图吴总，他说再等等", name="").startswith("✅ 云图")
    assert "新同事1" in names(talk)
    assert talk.say("u1", "我的名字是王芳，华东的", name="").startswith("好的，王芳")
    assert "没听出名字" in talk.say("u1", "/我叫 13800001111", name="")


@pytest.mark.parametrize("said", ["我叫王芳", "叫我王芳就行", "王芳。", "我是王芳"])
def test_the_answer_may_be_a_sentence(talk: Talk, said: str) -> None:
    talk.say("u1", "今天拜访了云图的吴总，聊了报价", colleague=True, name="")
    assert talk.say("u1", said, name="").startswith("好的，王芳")


@pytest.mark.parametrize("said", ["你好", "好的", "在吗", "谢谢"])
def test_a_greeting_is_no_name(talk: Talk, said: str) -> None:
    talk.say("u1", "今天拜访了云图的吴总，聊了报价", colleague=True, name="")
    talk.say("u1", said, name="")
    assert "新同事1" in names(talk)


def test_two_nameless_people_get_two_names(talk: Talk) -> None:
    talk.say("u1", "你好", colleague=True, name="")
    talk.say("u2", "你好", colleague=True, name="")
    assert {"新同事1", "新同事2"} <= set(names(talk))


def test_admins_get_one_line_a_day(talk: Talk) -> None:
    talk.say(ADMIN, "我是谁")
    talk.pass_time(minutes=1)
    for who in ("王芳", "郑洁", "何平"):
        talk.say(who, "你好", colleague=True)
    said = len(talk.said)
    assert talk.move_to(datetime(2026, 11, 21, 17, 59, tzinfo=SHANGHAI)) == ""
    talk.move_to(datetime(2026, 11, 21, 18, 0, tzinfo=SHANGHAI))
    told = [plain_text(each) for each in talk.said[said:] if each.chat.id == f"private:{ADMIN}"]
    assert told == ["今天新加入3人\n[看名单]"]
    listed = talk.press(ADMIN, "看名单")
    assert listed.startswith("共3人")
    assert "何平 · 销售" in listed


def test_who_joins_late_is_told_of_the_next_morning(talk: Talk) -> None:
    talk.say(ADMIN, "我是谁")
    talk.now = datetime(2026, 11, 21, 19, 0, tzinfo=SHANGHAI)
    talk.say("王芳", "你好", colleague=True)
    talk.move_to(datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI))
    assert talk.told(ADMIN).startswith("昨天以来新加入1人")
    talk.say("郑洁", "你好", colleague=True)
    talk.move_to(datetime(2026, 11, 22, 18, 0, tzinfo=SHANGHAI))
    assert talk.told(ADMIN).startswith("昨天以来新加入1人")  # one line a day: the next comes in the morning
    talk.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI))
    told = [each for each in talk.said if "新加入" in plain_text(each)]
    assert len(told) == 2


def test_the_admins_code_makes_an_admin_once(talk: Talk) -> None:
    given = code(talk)
    assert "你现在是管理员了" in talk.say("王芳", given)
    assert role_of(talk, "王芳") == "admin"
    assert "不对" in talk.say("李四", given)
    assert "李四" not in names(talk)


def test_the_admins_code_raises_a_member(talk: Talk) -> None:
    assert "你现在是管理员了" in talk.say(REP, f"管理员码 {code(talk)}")
    assert role_of(talk, REP) == "admin"


def test_the_admins_code_is_void_once_it_was_in_a_group(talk: Talk) -> None:
    for who in (REP, "陌生人"):
        given = code(talk)
        assert "作废" in talk.say(who, given, group=True)
        assert "不对" in talk.say("王芳", given)
    assert "王芳" not in names(talk)


def test_a_code_that_is_over_gives_nothing(talk: Talk) -> None:
    assert "不对" in talk.say("王芳", code(talk, hours=0))
    assert "王芳" not in names(talk)


def test_two_people_send_the_admins_code_at_once(talk: Talk) -> None:
    given = code(talk)
    for who in ("王芳", "郑洁"):
        talk.hear(who, key=None, group=False, text=given)
    assert talk.work_at_once() == 2
    assert len({"王芳", "郑洁"} & set(names(talk))) == 1


def test_an_invitation_is_good_for_so_many(talk: Talk) -> None:
    issued = talk.say(ADMIN, "邀请2个人")
    found = CODE.search(issued)
    assert found is not None
    assert "2人、7天内有效" in issued
    assert "你已经加入了（销售）" in talk.say("王芳", found.group())
    assert "你已经在了" in talk.say("王芳", f"绑定 {found.group()}")
    assert "你已经加入了（销售）" in talk.event("郑洁", "opened", text=found.group())
    assert "不对" in talk.say("何平", found.group())
    assert "王芳" in names(talk)
    assert "何平" not in names(talk)


def test_an_invitation_shows_the_link_that_the_running_program_knows(talk: Talk) -> None:
    from store import shelf

    link = b"https://t.me/genjinbot?start="
    talk.database.write(lambda tx: shelf.put(tx, "link:terminal", link, seconds=None)).result()
    issued = talk.say(ADMIN, "/invite")
    found = CODE.search(issued)
    assert found is not None
    assert f"https://t.me/genjinbot?start={found.group()}" in issued


def test_only_admins_invite(talk: Talk) -> None:
    assert "权限" in talk.say(REP, "邀请")


def test_a_stranger_in_private_waits_and_is_filed_exactly_once(talk: Talk) -> None:
    before = {model: count(talk, model) for model in (Member, Identity, FollowUp, Chat, Execution)}
    assert talk.say("王芳", "今天拜访了云图的吴总，聊了报价").startswith("已告诉管理员")
    assert talk.say("王芳", "昨天电话拜访了华星，要样品") == ""
    assert {model: count(talk, model) for model in before} == before
    knocks = [plain_text(each) for each in talk.said if "想用我" in plain_text(each)]
    assert len(knocks) == 1
    assert talk.press(ADMIN, "接受").startswith("✅ 王芳加入了，他之前说的2句正在记")
    assert count(talk, FollowUp) == before[FollowUp] + 2
    assert "✅ 云图 · 拜访吴昊" in "\n".join(plain_text(each) for each in talk.said)
    assert count(talk, Parked) == 0
    assert "已经用过了" in talk.press(ADMIN, "接受")
    talk.work()
    assert count(talk, FollowUp) == before[FollowUp] + 2
    assert talk.say("王芳", "我是谁").startswith("你是王芳")


def test_kept_words_are_filed_by_their_sending_time(talk: Talk) -> None:
    talk.say("王芳", "今天拜访了云图的吴总，聊了报价")
    talk.now = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
    talk.press(ADMIN, "接受")
    assert "11/21" in talk.say(ADMIN, "/记录 云图")


def test_a_declined_stranger_leaves_nothing_and_does_not_knock_again(talk: Talk) -> None:
    talk.say("王芳", "今天拜访了云图的吴总")
    assert "没让王芳进来" in talk.press(ADMIN, "拒绝")
    assert count(talk, Parked) == 0
    said = len(talk.said)
    assert "没有通过" in talk.say("王芳", "让我进来")
    assert [each for each in talk.said[said:] if each.chat.id == f"private:{ADMIN}"] == []
    assert count(talk, Parked) == 0


def test_a_stranger_knocks_again_only_a_day_later(talk: Talk) -> None:
    talk.say("王芳", "你好")
    talk.say("王芳", "在吗")
    talk.pass_time(hours=25)
    talk.say("王芳", "还在吗")
    assert len([each for each in talk.said if "想用我" in plain_text(each)]) == 2


def test_kept_words_end_after_a_week(talk: Talk) -> None:
    talk.say("王芳", "今天拜访了云图的吴总")
    filed = count(talk, FollowUp)
    talk.now = datetime(2026, 11, 29, 9, 0, tzinfo=SHANGHAI)
    assert talk.press(ADMIN, "接受").startswith("✅ 王芳加入了")
    assert count(talk, FollowUp) == filed
    talk.say("郑洁", "你好")
    talk.now = datetime(2026, 12, 29, 9, 0, tzinfo=SHANGHAI)
    assert talk.database.write(lambda tx: parked.purge(tx, talk.now)).result() == 1


def test_a_stranger_in_a_group_stores_nothing_and_the_admin_is_told(talk: Talk) -> None:
    kinds = (Member, Identity, FollowUp, Customer, Chat, Execution, Parked, Dialogue, Attachment)
    before = {model: count(talk, model) for model in kinds}
    answer = talk.say("外人甲", "今天拜访了秘密客户的钱总", group="some-group")
    assert answer.startswith("我还不认识你")
    assert {model: count(talk, model) for model in kinds} == before
    assert "外人甲" in talk.told(ADMIN)
    assert talk.say("外人甲", "钱总的电话是多少", group="some-group") == ""
    kept = talk.database.read(
        lambda tx: [
            inbox.load(tx, row[0])
            for row in tx.connection.execute(sa.select(table(Inbox).c.id).where(table(Inbox).c.platform == "terminal"))
        ]
    )
    assert len(kept) == 2
    for each in kept:
        assert each is not None
        assert "钱总" not in each.payload.decode()
        assert "外人甲" not in each.payload.decode()


def test_a_repeat_of_a_strangers_words_stays_known(talk: Talk) -> None:
    talk.say("外人甲", "今天拜访了秘密客户的钱总", group="some-group", key="k1")
    said = len(talk.said)
    talk.pass_time(days=2)
    assert talk.say("外人甲", "今天拜访了秘密客户的钱总", group="some-group", key="k1") == ""
    assert len(talk.said) == said


def test_an_anonymous_admin_is_refused_in_one_sentence(talk: Talk) -> None:
    assert "匿名管理员没法绑定" in talk.say("匿名", "这个群是华东组", group="some-group", by="")
    assert "匿名管理员没法绑定" in talk.say("匿名", code(talk), group="some-group", by="")


def test_words_that_look_like_a_code_are_words(talk: Talk) -> None:
    assert "已告诉管理员" in talk.say("王芳", "样品编号 ABCD2345 已寄给云图")
    assert count(talk, Parked) == 1


def test_somebody_who_left_does_not_come_back_by_speaking(talk: Talk) -> None:
    talk.say("王芳", "你好", colleague=True)
    talk.say(ADMIN, "王芳离职")
    assert talk.press(ADMIN, "办离职").startswith("✅ 王芳已停用，之后说的话我不再记")
    assert "账号已停用" in talk.say("王芳", "今天拜访了云图的吴总", colleague=True)
    assert "王芳" not in names(talk)
    assert "你已经加入了" in talk.say("王芳", code(talk, "rep"))
    assert "王芳" in names(talk)


@pytest.mark.parametrize("who", [REP, MANAGER])
def test_only_an_admin_accepts(talk: Talk, who: str) -> None:
    talk.say("王芳", "今天拜访了云图的吴总")
    assert talk.press(who, "接受") == "这个按钮是给别人的"
    assert "王芳" not in names(talk)


def test_a_first_message_with_a_picture_is_handled_whole(talk: Talk) -> None:
    talk.hear(
        "王芳",
        key=None,
        group=False,
        colleague=True,
        attachments=(talk.picture(b"\x89PNG\r\n"),),
        text="今天拜访了云图的吴总",
    )
    talk.work()
    assert "王芳" in names(talk)
    assert count(talk, Attachment) == 1


def test_edits_and_recalls_of_strangers_leave_nothing(talk: Talk) -> None:
    assert talk._hear("外人甲", key=None, group="some-group", kind="edit", target="m", id="m", text="钱总改了") == ""
    rows = talk.database.read(lambda tx: list(tx.connection.execute(sa.select(table(Inbox).c.id))))
    for row in rows:
        kept = talk.database.read(lambda tx, row=row: inbox.load(tx, row[0]))  # type: ignore[misc]
        assert kept is not None
        assert "钱总" not in kept.payload.decode()


def test_calling_somebody_along_is_no_name(talk: Talk) -> None:
    for text in ("我叫了张总一起去拜访云图，聊了报价", "我叫李娜明天给云图寄样品", "我叫车去了云图，见了吴总"):
        answer = talk.say(REP, text)
        assert "没听出名字" not in answer, text
        assert "好的，" not in answer, text
