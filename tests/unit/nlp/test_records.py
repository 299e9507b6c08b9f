"""Records changed and people added, in the words of a form, within a tale, and several in one message."""

import pytest

from nlp import FieldName
from tests.unit.nlp.talk import NAMES, named, read, short

pytestmark = pytest.mark.unit

OWN = (
    FieldName(name="合作险种", type="choice", options=("补充医疗", "意外")),
    FieldName(name="年校准台数", type="number"),
)
FORM = NAMES.__class__(
    customers=NAMES.customers,
    contacts=NAMES.contacts,
    members=NAMES.members,
    tags=NAMES.tags,
    levels=NAMES.levels,
    fields=OWN,
)


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("险种那栏选意外，地区填崇州", "region=崇州 fields=合作险种:意外"),
        ("险种勾补充医疗", "fields=合作险种:补充医疗"),
        ("年校准台数从20改成35", "fields=年校准台数:35"),
        ("级别给他提到A 年校准台数填40", "level=A fields=年校准台数:40"),
    ],
)
def test_the_boxes_of_a_form_are_filled(said: str, meaning: str) -> None:
    assert short(read(said, FORM, customer=named("华星"))) == f"customer.update customer=华星 {meaning}"


def test_the_end_of_a_fields_name_is_a_word_elsewhere() -> None:
    assert "fields" not in short(read("今天去华星聊了险种怎么搭配", FORM))


@pytest.mark.parametrize(
    ("said", "who", "title"),
    [
        ("华星张国强刚打来的，说图纸下周才批。往后对接人再加一个调度秦海，186 3711 0904", "秦海", "调度"),
        ("华星张国强刚来电话，说图纸下周才批。联系人再添个出纳小温，18637110904", "小温", "出纳"),
        ("华星张国强来电说图纸下周才批。对接人新增一位PM丁一舟，18637110904", "丁一舟", "PM"),
    ],
)
def test_somebody_is_added_within_a_tale(said: str, who: str, title: str) -> None:
    told, added = read(said).drafts
    assert told.command == "followup.log"
    assert who not in str(told.slots["note"])
    assert f"{added.slots['contact']}".count(who) == 1
    assert (added.command, added.slots["title"], added.slots["phone"]) == ("contact.add", title, "18637110904")


def test_somebody_is_added_and_anothers_number_changed() -> None:
    said = "华星新来个仓库管理员申玉洁 13526617708 加进去 再把张国强电话改成 186 3712 0096"
    assert short(read(said)) == (
        "contact.add customer=华星 contact=申玉洁 title=仓库管理员 phone=13526617708 | "
        "customer.update customer=华星 contact=张国强 phone=18637120096"
    )


def test_a_number_is_of_whom_it_stands_beside() -> None:
    said = "华星那边换人了，现在对接的是研发助理小尤 17712340001，李工不管了"
    assert "contact=小尤" in short(read(said))


def test_a_trade_stands_before_its_word() -> None:
    said = "建个档：长兴蓄能电源 锂电池行业 B级 对接罗工 15067448213"
    assert "industry=锂电池" in short(read(said))
    assert "level=B" in short(read(said))


def test_that_a_title_be_changed_is_none() -> None:
    assert (
        short(read("张国强升副总裁了，资料里职务也改改")) == "customer.update customer=华星 contact=张国强 title=副总裁"
    )


def test_one_reminder_goes_and_another_is_moved() -> None:
    said = "取消华星那个提醒，远航的提醒改到周五下午三点"
    assert short(read(said)) == "reminder.cancel customer=华星 | reminder.snooze customer=远航 at=11-20T15:00"


def test_what_is_left_alone_is_not_meant() -> None:
    said = "远航的提醒挪到后天下午两点，华星那个不动"
    assert short(read(said)) == "reminder.snooze customer=远航 at=11-20T14:00"


def test_who_comes_in_anothers_place_is_added() -> None:
    said = "华星李工换成了邱工，电话13900001234"
    assert short(read(said)) == "contact.add customer=华星 contact=邱工 phone=13900001234"


def test_who_did_it_is_no_order() -> None:
    assert not read("谁把我的提醒删了").drafts
