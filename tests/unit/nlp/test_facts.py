"""Facts of a record: what somebody has come to be, what a label is set to in whatever words, and what is no fact."""

import pytest

from nlp import FieldName
from tests.unit.nlp.talk import NAMES, named, read, short

pytestmark = pytest.mark.unit

FORM = NAMES.__class__(
    customers=NAMES.customers,
    contacts=NAMES.contacts,
    members=NAMES.members,
    tags=NAMES.tags,
    levels=NAMES.levels,
    fields=(
        FieldName(name="付款方式", type="choice", options=("预付", "月结", "季结")),
        FieldName(name="车辆台数", type="number"),
        FieldName(name="验收日期", type="date"),
        FieldName(name="在用软件", type="text"),
    ),
)


@pytest.mark.parametrize(
    ("said", "who", "title"),
    [
        ("刘敏做供应链经理了，职务给改下", "华兴 contact=刘敏", "供应链经理"),
        ("赵刚打下个月起是董事长，头衔换换", "远航 contact=赵刚", "董事长"),
        ("李梅被提拔成行政总监啦，改一下她的职位", "远航 contact=李梅", "行政总监"),
        ("周涛换title了，现在是Project Director，更新一下", "绿地建设 contact=周涛", "Project Director"),
        ("孙丽不当经理了，现任副总，资料同步一下", "绿地物业 contact=孙丽", "副总"),
        ("张国强当选会长，档案里职务请更新", "华星 contact=张国强", "会长"),
        ("刘敏升采购总监了 职务改改", "华兴 contact=刘敏", "采购总监"),
        ("赵刚转成顾问了，抬头写顾问", "远航 contact=赵刚", "顾问"),
    ],
)
def test_what_somebody_has_come_to_be_is_their_title(said: str, who: str, title: str) -> None:
    assert short(read(said, FORM)) == f"customer.update customer={who} title={title}"


@pytest.mark.parametrize("said", ["赵刚现在是想把价压下来", "刘敏当妈妈了，恭喜她", "李梅现在是关键人，要多跑"])
def test_what_is_no_title_changes_no_record(said: str) -> None:
    assert "customer.update" not in short(read(said, FORM))


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("远航付款改季结", "fields=付款方式:季结"),
        ("远航台数写四十二", "fields=车辆台数:42"),
        ("远航验收挪到明年3月5号", "fields=验收日期:2027-03-05"),
        ("远航以后都月结了，付款方式帮我改一下", "fields=付款方式:月结"),
        ("远航现在用的是金蝶，在用软件那栏填上", "fields=在用软件:金蝶"),
        ("远航付款方式搞错了，不是月结，应该是预付", "fields=付款方式:预付"),
        ("远航车辆台数加到60台", "fields=车辆台数:60"),
        ("远航来源这一栏换成车展，行业补为干线运输", "source=车展 industry=干线运输"),
        ("远航行业填错啦 冷链运输才对 不是快递", "industry=冷链运输"),
        ("远航：地区天津滨海，行业港口运输", "industry=港口运输 region=天津滨海"),
        ("改下来源，远航是四哥介绍的", "source=四哥介绍"),
    ],
)
def test_a_fact_is_set_in_whatever_words(said: str, meaning: str) -> None:
    assert short(read(said, FORM)) == f"customer.update customer=远航 {meaning}"


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("华星级别提一提，B改A", "A"),
        ("华星掉级，写C", "C"),
        ("华星从A挪到B", "B"),
        ("华星等级往下调一档到C", "C"),
        ("华星级别暂按B", "B"),
    ],
)
def test_a_level_is_moved(said: str, level: str) -> None:
    assert short(read(said)) == f"customer.update customer=华星 level={level}"


@pytest.mark.parametrize(
    "said",
    [
        "赵刚问付款能不能改季结",
        "赵刚说验收要改到12月3号",
        "华星张总：图纸B版改C版，孔距也动了",
        "今天跟赵刚聊了付款和台数的事",
    ],
)
def test_what_others_say_or_want_sets_nothing(said: str) -> None:
    assert "customer.update" not in short(read(said, FORM))


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("赵刚的手机存一下18931800000", "18931800000"),
        ("赵刚办公电话变更，新号022-69340000，请更新", "02269340000"),
        ("赵刚转咗电话，而家系 13800002222", "13800002222"),
        ("赵刚的名片抄给你：手机 13800002222，更新进去", "13800002222"),
        ("赵刚座机登一个 022-69340000", "02269340000"),
    ],
)
def test_a_number_is_given_in_whatever_words(said: str, number: str) -> None:
    assert short(read(said)) == f"customer.update customer=远航 contact=赵刚 phone={number}"


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("华星升A级吧，另外张国强今天说要再加两台", "customer.update customer=华星 level=A"),
        (
            "张国强换号了13900001234，他还说年底前要验收",
            "customer.update customer=华星 contact=张国强 phone=13900001234",
        ),
        ("张国强换手机了 13900001234 还说下月要扩产", "customer.update customer=华星 contact=张国强 phone=13900001234"),
    ],
)
def test_what_they_say_beside_their_record_is_told(said: str, first: str) -> None:
    _, told = read(said).drafts
    assert short(read(said)).startswith(first)
    assert (told.command, getattr(told.slots["contact"], "name", "")) == ("followup.log", "张国强")


def test_a_call_that_could_not_be_made_is_a_fact_of_the_record() -> None:
    assert "followup" not in short(read("华星多了个对接的，后勤小倪，没要着电话，先登联系人里", customer=named("远航")))
