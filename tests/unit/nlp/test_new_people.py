"""New people and new customers in whatever words: how they are called, what they do, whose they are to be."""

import pytest

from tests.unit.nlp.talk import read, short
from tests.unit.nlp.test_facts import FORM

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "who", "title"),
    [
        ("华星新请了个车间主任，姓康，康主任，13553620000，给我录上", "康主任", "车间主任"),
        ("华星新来的调度 姓谷的小伙 谷小军 13553620000", "谷小军", "调度"),
        ("华星又派来一个跟单小丁 丁慧敏 13553620000 加上", "丁慧敏", "跟单"),
        ("华星新到任生产副厂长，匡守义同志，135 5362 0000，请录入联系人", "匡守义", "生产副厂长"),
        ("华星IT换成邹工了 13553620000 加进联系人", "邹工", "IT"),
        ("华星前台换成万小红了 13553620000 加联系人", "万小红", "前台"),
        ("华星多了个对接人 葛小菲 管仓库的 13553620000", "葛小菲", "仓库"),
        ("华星又配了个跑腿的，叫闵小杰，干事，微信同手机13553620000", "闵小杰", "干事"),
        ("华星的仓储主任退了，改由夏明远接任，手机13553620000，请登记", "夏明远", None),
        ("华星 / 林小溪 / 采购主管 / 13553620000 存联系人", "林小溪", "采购主管"),
        ("华星换行政总厨了，新的叫蔡国平，13553620000，你存一下", "蔡国平", "行政总厨"),
        ("华星多个人：Derek，warehouse manager，13553620000", "Derek", "warehouse manager"),
        ("华星加个contact，QA经理 Jason Ma，13553620000", "Jason Ma", "QA经理"),
    ],
)
def test_somebody_new_and_what_they_do(said: str, who: str, title: str | None) -> None:
    (added,) = read(said).drafts
    assert (added.command, added.slots.get("title") if title else title) == ("contact.add", title)
    assert short(read(said)).startswith(f"contact.add customer=华星 contact={who} ")
    assert added.slots["phone"] == "13553620000"


@pytest.mark.parametrize(
    ("said", "who", "title"),
    [
        ("华星新请咗个文员叫Bonnie Sou，email: bonnie@hx.com", "Bonnie Sou", "文员"),
        ("华星又聘了位财务叫裘晓月，邮箱bonnie@hx.com", "裘晓月", "财务"),
    ],
)
def test_an_address_makes_a_new_person_too(said: str, who: str, title: str) -> None:
    expected = f"contact.add customer=华星 contact={who} title={title} email=bonnie@hx.com"
    assert short(read(said)) == expected


@pytest.mark.parametrize("said", ["华星新来位保育主任，人蛮好说话的", "华星新招了个产品经理，今天一起开了会"])
def test_who_is_only_told_of_is_not_added(said: str) -> None:
    assert "contact.add" not in short(read(said))


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (
            "录一家新的哈：眉山佳禾茶厂 厂长叫曹静 13880010000 级别先C",
            "眉山佳禾茶厂 contact=曹静 title=厂长 phone=13880010000 level=C",
        ),
        (
            "请建立客户档案：德阳广和铸造厂；联系人：宋立民，职务：安全科长；手机：13880010000；来源：老客户介绍。",
            "德阳广和铸造厂 contact=宋立民 title=安全科长 phone=13880010000 source=老客户介绍",
        ),
        ("帮忙登一家新的～石狮海风灯饰，窗口 蔡小姐，13880010000", "石狮海风灯饰 contact=蔡小姐 phone=13880010000"),
        (
            "开个新户：海城腾鳌冻品行，13880010000，老乡推荐，C级",
            "海城腾鳌冻品行 phone=13880010000 source=老乡推荐 level=C",
        ),
        ("把济宁泉丰粮油加到客户里，来源是官网", "济宁泉丰粮油 source=官网"),
        ("把洛阳牡丹宾馆建一下 地区洛阳", "洛阳牡丹宾馆 region=洛阳"),
        ("新客户 绍兴镜湖纺织，月结，车辆台数12", "绍兴镜湖纺织 fields=车辆台数:12,付款方式:月结"),
        (
            "add new customer: Bluewave Lighting Ltd, Germany, contact Anna, anna@bluewave.de",
            "Bluewave Lighting Ltd contact=Anna email=anna@bluewave.de region=Germany",
        ),
        ("镇上有家新店开张 阿彪渔具 13880010000 客户建一下", None),
        ("录一户 汉川马口肉联 罗老三 B级 地区孝感", "汉川马口肉联 contact=罗老三 level=B region=孝感"),
    ],
)
def test_a_new_customer_and_all_that_is_said_of_it(said: str, meaning: str | None) -> None:
    heard = short(read(said, FORM))
    if meaning is None:
        assert "新店" not in heard
    else:
        assert heard == f"customer.add new customer={meaning}"


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("建客户 杭州西子云仓，负责人挂李娜，B级", "李娜"),
        ("建客户 杭州西子云仓，归王五，B级", "王五"),
        ("建客户 杭州西子云仓，我来跟，B级", "张三"),
        ("建客户 杭州西子云仓，李四跟，B级", "李四"),
        ("建客户 杭州西子云仓，联系人四哥 13880010000", None),
        ("建客户 杭州西子云仓，明天九点提醒我上他那儿去", None),
    ],
)
def test_whose_a_new_customer_is_to_be(said: str, owner: str | None) -> None:
    (made, *_) = read(said).drafts
    assert made.command == "customer.add"
    assert getattr(made.slots.get("owner"), "name", None) == owner


def test_tags_said_after_a_tale_are_the_new_customers() -> None:
    made, told = read("新客：内江沱江蜜饯厂，联系人邱老板 13880010000，他今天打电话来问价，标个高意向").drafts
    assert (made.command, told.command) == ("customer.add", "followup.log")
    assert [getattr(tag, "name", tag) for tag in made.slots["tags"]] == ["高意向"]  # type: ignore[union-attr]
