"""Orders of every shape: with no time, which one is meant, who stands in, whom a number is of."""

import pytest

from nlp import Named
from nlp.reading import Moment
from tests.unit.nlp.talk import NOW, done, named, read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("said", ["叫我给远航发报价", "别忘了让我把合同寄出去", "等我吃完饭叫我一下打电话"])
def test_without_a_time_it_is_asked_for(said: str) -> None:
    (draft,) = read(said).drafts
    assert draft.command == "reminder.add"
    assert [doubt.slot for doubt in draft.doubts] == ["at"]


def test_weekdays_in_a_row_are_a_rule() -> None:
    (draft,) = read("周一到周五早上八点四十喊我打卡").drafts
    assert draft.slots["repeat"] == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=40"


@pytest.mark.parametrize("said", ["下午五点老板叫我开会", "明天他喊我过去看设备", "半夜十二点别叫我"])
def test_what_others_call_one_to_is_no_reminder(said: str) -> None:
    assert all(draft.command != "reminder.add" for draft in read(said).drafts)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("开会呢，一个小时以后再响", "reminder.snooze at=11-18T17:40"),
        ("一刻钟后再吱一声", "reminder.snooze at=11-18T16:55"),
        ("这条往后挪两个小时", "reminder.snooze at=11-18T18:40"),
        ("刚弹的那个我办妥了", "reminder.done"),
        ("刚才响的那条已经整利索了", "reminder.done"),
        ("远航那条待办我已经干完了，划了吧", "reminder.done customer=远航"),
        ("远航说要加货；绿地物业那个提醒取消", "followup.log customer=远航 | reminder.cancel customer=绿地物业"),
        (
            "赵刚约我周五上午带样机过去；给华星打VIP",
            "followup.log customer=远航 contact=赵刚 next_at=11-20T09:00 | tag.add customer=华星 tags=VIP",
        ),
        ("给远航标俩：重点客户，VIP", "tag.add customer=远航 tags=重点客户+VIP"),
        (
            "请将华星的“重点客户”标签调整为“VIP”",
            "tag.remove customer=华星 tags=重点客户 | tag.add customer=华星 tags=VIP",
        ),
        ("华星到底啥来头，给我说说", "customer.show customer=华星"),
        ("华星的报价单李娜来做，周五下午三点前发我", "task.assign to=李娜 customer=华星 due=11-20T15:00"),
        (
            "远航赵刚职务改成总监，新来个焊工巴特尔 13911112222 也加上",
            "customer.update customer=远航 contact=赵刚 title=总监 | "
            "contact.add customer=远航 contact=巴特尔 title=焊工 phone=13911112222",
        ),
        ("远航采购新增一位 何敏 h@m.cn", "contact.add customer=远航 contact=何敏 title=采购 email=h@m.cn"),
        (
            "华星多登记一个联系人，唐宁，博士生，13900004321",
            "contact.add customer=华星 contact=唐宁 title=博士生 phone=13900004321",
        ),
    ],
)
def test_orders(said: str, means: str) -> None:
    found = short(read(said))
    for part, wanted in zip(found.split(" | "), means.split(" | "), strict=True):
        assert set(wanted.split()) <= set(part.split()), found


def test_two_visits_without_stops_are_two() -> None:
    first, second = read("早上跑的远航 谈了价 傍晚又去华星送了样").drafts
    assert (first.slots["customer"], second.slots["customer"]) == (named("远航"), named("华星"))


@pytest.mark.parametrize("said", ["王强出差了，转给李娜吧", "别给王强了，他请假，让李娜顶上", "王强忙不过来，李娜接手"])
def test_another_stands_in(said: str) -> None:
    due = Moment(value=NOW, said="", clocked=True)
    before = Named(kind="member", id="王强", name="王强")
    (draft,) = read(said, done=done("task.assign", to=before, text="出方案", due=due)).drafts
    assert draft.replaces
    assert getattr(draft.slots["to"], "name", "") == "李娜"
    assert draft.slots["due"] == due


def test_a_clause_without_a_name_takes_back_what_the_one_before_named() -> None:
    both = (*done("followup.log", customer=named("远航"), note="说了"), *done("tag.add", customer=named("远航")))
    assert short(read("标签打冒失了 拿掉 记录留着", done=both)) == "undo of=tag.add"


@pytest.mark.parametrize(("said", "place"), [("整第二个", 2), ("来第一个", 1), ("拿第三个", 3)])
def test_a_pick_with_a_verb(said: str, place: int) -> None:
    shown = tuple(named(name) for name in ("华星", "远航", "绿地物业"))
    assert short(read(said, shown=shown)) == f"choose index={place}"
