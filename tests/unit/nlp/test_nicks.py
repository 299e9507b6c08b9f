"""People called by a nick or a given name, whether their company is named or not; and who is nobody."""

import pytest

from nlp import Names, keys_in, keys_of
from nlp.nicks import given_in, nicks
from tests.unit.nlp.talk import NAMES, customer, person, read

pytestmark = pytest.mark.unit

FIRMS = Names(
    customers=(
        customer("大连渤海渔具有限公司", "渤海渔具", owner="张三"),
        customer("成都锦官印务有限公司", "锦官", owner="李四"),
        customer("佛山南海区胖胖熊童装店", "胖胖熊", owner="张三"),
        customer("杭州半山眼镜店", "半山", owner="张三"),
        customer("拉萨雪域藏药厂", "雪域", owner="张三"),
        customer("Greenfield Garden Supplies Ltd", "Greenfield", owner="张三"),
        customer("昆明翠湖花卉合作社", "翠湖", owner="张三"),
        customer("老杨头汽修铺", "老杨头", owner="张三"),
    ),
    contacts=(
        person("吕红梅", "大连渤海渔具有限公司", "采购"),
        person("万慧娟", "成都锦官印务有限公司", "总经理"),
        person("何玉莲", "佛山南海区胖胖熊童装店", "老板娘"),
        person("缪可欣", "杭州半山眼镜店", "店长"),
        person("扎西多吉", "拉萨雪域藏药厂", "生产厂长"),
        person("Peter Novak", "Greenfield Garden Supplies Ltd", "Buyer"),
        person("熊大力", "成都锦官印务有限公司", "老板"),
        person("卞老板", "老杨头汽修铺"),
    ),
    members=NAMES.members,
    tags=NAMES.tags,
)


def whom(text: str) -> list[tuple[str, str]]:
    """The customer and the person of each follow-up or order."""
    drafts = read(text, FIRMS).drafts
    return [tuple(getattr(each.slots.get(slot), "name", "") for slot in ("customer", "contact")) for each in drafts]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("红梅姐刚来电话说鱼竿要补二十箱", "吕红梅"),
        ("娟姐嫌咱们油墨味大，换环保的再谈", "万慧娟"),
        ("小莲说孩子衣服起球，要退三十件", "何玉莲"),
        ("可欣那边镜架到了，缺两副", "缪可欣"),
        ("上午约见了可欣，镜片的事她再问问", "缪可欣"),
        ("扎西厂长说藏红花到货了", "扎西多吉"),
        ("多吉微信讲虫草先不收了", "扎西多吉"),
        ("Novak昨天来电话说交期太长", "Peter Novak"),
        ("慧娟這回鬆口了，畫冊可以先印五百本", "万慧娟"),
        ("提醒我明天上午找红梅姐对账", "吕红梅"),
    ],
)
def test_who_is_called_by_a_nick_without_the_company(text: str, name: str) -> None:
    firm = next(each.customer for each in FIRMS.contacts if each.name == name)
    assert whom(text) == [(firm, name)]


@pytest.mark.parametrize(
    "text",
    [
        "刚刚打电话给渔具城的都没接",
        "今天可欣慰了，报表全做完了",
        "梅雨季节仓库要防潮",
        "他们店里有个管收货的，叫阿梅 13599990000，存下",
        "老板说五一前装修完",
        "小心开车，山上路滑",
    ],
)
def test_what_only_sounds_like_a_nick_is_nobody(text: str) -> None:
    people = {each.name for each in FIRMS.contacts}
    assert not [contact for _, contact in whom(text) if contact in people]


def test_who_has_a_title_for_a_name_is_called_nothing_else() -> None:
    assert nicks("卞老板") == ()
    assert {"小梅", "阿梅", "红梅"} <= {nick.text for nick in nicks("吕红梅")}


@pytest.mark.parametrize("text", ["红梅姐来电话", "跟可欣约了周五", "娟姐说好", "小梅要货", "把慧娟的电话给我"])
def test_a_message_asks_for_the_keys_of_who_is_called_so(text: str) -> None:
    keys = set(keys_in(text))
    assert [each.name for each in FIRMS.contacts if keys & set(keys_of("contact", each.name, {}))]
    assert given_in(text)


def test_a_customers_name_is_not_cut_by_a_surname() -> None:
    assert whom("胖胖熊老板娘说童鞋卖不动，先不进货了") == [("佛山南海区胖胖熊童装店", "何玉莲")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("缪店长约我在翠湖边上吃的饭，聊了聊镜架", [("杭州半山眼镜店", "缪可欣")]),
        ("我嗓子哑得跟老杨头一样", []),
        ("吕红梅说隔壁开了家新渔具店，抢她生意，让我们给点支持", [("大连渤海渔具有限公司", "吕红梅")]),
        ("缪店长要镜布一包，吕红梅要鱼线两箱", [("杭州半山眼镜店", "缪可欣"), ("大连渤海渔具有限公司", "吕红梅")]),
    ],
)
def test_who_is_only_named_beside_somebody_is_not_who_it_is_about(text: str, said: list[tuple[str, str]]) -> None:
    assert whom(text) == said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("半山缪可欣忙得顾不上我，就撂下一句年后再说", "缪可欣"),
        ("渤海渔具吕红梅出差没聊上", "吕红梅"),
        ("渤海渔具吕红梅出差了，样品留前台", ""),
    ],
)
def test_who_is_busy_or_waited_for_is_whom_it_is_about_but_not_who_was_away(text: str, name: str) -> None:
    assert [contact for _, contact in whom(text)] == [name]
