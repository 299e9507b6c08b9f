"""What nobody meant to be filed is not filed: at the wrong customer, time or person, or under a name that is none."""

import pytest

from nlp import Named, New, Pending
from tests.unit.nlp.talk import NAMES, at, done, named, read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "said",
    [
        "赵刚好说话不",
        "刘敏回电话了没",
        "远航赵刚那边回复了吗",
        "远航的尾款结了没有啊 李四",
        "赵刚那份合同 名片丢了 谁有他电话",
        "问一下赵刚今年招几个人",
        "给赵刚说一声 样机到了",
        "改天我去趟远航看看",
        "华星跟华兴别搞混了，李工是华星的",
        "赵刚拖着不付款，别给他发货了，大家注意",
        "去远航的都慢点开，路上有冰",
        "李娜说别再给远航垫货了",
        "王强说远航欠的钱年前必须收回来",
        "张国强跟刘敏不是一个人",
        "远航的赵刚要是问价，就说涨了",
        "绿地物业和绿地建设别当成一家",
    ],
)
def test_what_is_asked_or_said_to_colleagues_is_not_filed(said: str) -> None:
    assert not read(said, group=True).drafts


def test_a_colleague_who_is_asked_something_gets_no_task() -> None:
    assert not read("王强你明天去不去苏州，帮我给赵刚带个样机", group=True).drafts
    assert [draft.command for draft in read("王强你明天去趟苏州，把样机带给赵刚", group=True).drafts] == ["task.assign"]


@pytest.mark.parametrize(
    "said",
    [
        "赵刚说下周三评审，不是这周三",
        "赵刚要两台，李梅要一台，都是周五要货",
        "赵刚 15日 22日 29日 都不在，白跑一趟",
        "赵刚问：你们年会是不是15号",
        "赵刚和李梅要一起来看样机，27号",
        "赵刚搬厂了 新地址人民路12号",
        "我跟赵刚聊到七点",
        "Jack Ma wants the sample by Friday",
        "赵刚说圣诞套餐12月24号前要货，25号就没用了",
        "赵刚改到周五下午，李梅还是周四上午",
        "赵刚问我们国庆放几天，我说正常上班",
        "远航赵刚下午六点电话会，我和小波参加",
    ],
)
def test_a_time_at_which_nothing_happened_is_none_of_the_tale(said: str) -> None:
    assert all("at" not in draft.slots for draft in read(said).drafts)


def test_a_date_that_comes_soon_was_not_a_year_ago() -> None:
    assert all("at" not in draft.slots for draft in read("远航赵刚 李梅 碰头会 11.20 14:00").drafts)


def test_who_is_denied_is_not_the_one() -> None:
    (draft,) = read("刘敏说不要了（华兴那个刘敏，不是赵刚）").drafts
    assert draft.slots["customer"] == named("华兴")
    (draft,) = read("孙丽来电话说电梯响，不是绿地建设的周涛").drafts
    assert draft.slots["customer"] == named("绿地物业")


def test_what_explains_who_is_meant_is_no_second_tale() -> None:
    (draft,) = read("绿地那边说周一过合同 是建设那个周涛").drafts
    assert draft.slots["customer"] == named("绿地建设")


def test_who_sends_the_speaker_to_another_is_the_one() -> None:
    (draft,) = read("赵刚托我捎句话给刘敏，说他那批料有货").drafts
    assert draft.slots["customer"] == named("远航")


def test_whoever_takes_over_is_of_the_house_that_was_told_of() -> None:
    drafts = read("刘敏说她调走了，接手的是新来的那个李工，电话13911112222").drafts
    assert {draft.slots.get("customer", named("华兴")) for draft in drafts} == {named("华兴")}


def test_names_alone_tell_nothing() -> None:
    (draft,) = read("给远航赵刚 华兴刘敏 都打个VIP").drafts
    assert draft.command == "tag.add"
    assert draft.slots["customers"] == (named("远航"), named("华兴"))


@pytest.mark.parametrize(
    ("said", "contact", "lacks"),
    [
        ("赵刚介绍了一家 禾旺农服 老板叫陈栓柱 电话15937300001", "陈栓柱", "customer"),
        ("刘敏介绍了她前同事 在一家叫半山的公司 叫周岭 手机13511112222", "周岭", "customer"),
        ("赵刚说他侄子以后管采购，电话13800001111", None, "contact"),
    ],
)
def test_a_number_is_of_who_is_named_last_before_it(said: str, contact: str | None, lacks: str) -> None:
    drafts = [draft for draft in read(said).drafts if "phone" in draft.slots]
    assert drafts
    for draft in drafts:
        assert getattr(draft.slots.get("contact"), "name", None) == contact
        assert lacks in [doubt.slot for doubt in draft.doubts]


def test_a_house_next_door_is_not_the_one_named() -> None:
    (draft,) = read("远航赵刚隔壁新开了家喵汪之家 我进去留了名片").drafts
    assert "customer" not in draft.slots
    assert [doubt.slot for doubt in draft.doubts] == ["customer"]


def test_a_journey_is_no_company() -> None:
    assert not [draft for draft in read("赵刚说要去三亚玩一周 回来再说").drafts if draft.new]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("加客户 锦州笔架山海鲜大排档想要冰柜", "锦州笔架山海鲜大排档"),
        ("新增客户 安庆迎江区启明教辅书店罗勇军老师要三百套", "安庆迎江区启明教辅书店"),
        ("新客户 宝鸡恒泰锻造李广田说想试用一下轴承", "宝鸡恒泰锻造"),
    ],
)
def test_a_new_name_ends_where_its_words_end(said: str, name: str) -> None:
    assert read(said).drafts[0].slots["customer"] == New(name=name)


def test_a_name_that_cannot_be_told_apart_is_asked_for() -> None:
    (draft,) = read("加客户 大连海味鲜渔家乐张姐家").drafts
    assert "customer" not in draft.slots
    assert [doubt.slot for doubt in draft.doubts] == ["customer"]


def test_a_person_is_taken_off_and_not_the_customer() -> None:
    assert all(draft.command != "customer.delete" for draft in read("把赵刚从远航删了 他离职了").drafts)
    assert [draft.command for draft in read("把远航删了").drafts] == ["customer.delete"]


@pytest.mark.parametrize("answer", ["13", "明天再说", "回头告诉你", "随便", "不晓得"])
def test_what_is_no_name_makes_no_customer(answer: str) -> None:
    pending = Pending(command="followup.log", missing="customer", slots={"note": "预算下来了"})
    assert all(not draft.new for draft in read(answer, pending=pending).drafts)


def test_whose_people_are_named_answers_for_the_customer() -> None:
    pending = Pending(command="followup.log", missing="customer", slots={"note": "预算下来了"})
    (draft,) = read("赵刚那个公司", pending=pending).drafts
    assert draft.slots["customer"] == named("远航")


def test_a_weekday_said_again_with_an_hour_is_of_the_time_that_had_it() -> None:
    told = done(
        "followup.log",
        customer=named("远航"),
        at=at("2026-11-17T10:00"),
        next_at=at("2026-11-26T09:00"),
        note="下周四看机器",
    )
    assert "next_at=11-26T15:00" in short(read("应该是周四下午", done=told))


def test_a_question_about_what_was_filed_corrects_nothing() -> None:
    person = next(each for each in NAMES.contacts if each.name == "赵刚")
    assert isinstance(person, Named)
    told = done("followup.log", customer=named("远航"), contact=person, note="下周四看机器")
    assert not read("那个赵刚是不是姓招", done=told).drafts


@pytest.mark.parametrize("said", ["赵刚走了，新老板姓谭，电话等下发", "李梅调走了，电话没变"])
def test_a_number_that_is_spoken_of_is_no_call(said: str) -> None:
    assert all(draft.slots.get("method") != "call" for draft in read(said).drafts)
