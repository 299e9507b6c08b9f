"""Look-up keys: a message asks for those under which the rows that it names are kept."""

import pytest

from nlp import Context, keys_in, keys_of
from nlp.keys import MOST_KEYS
from tests.unit.nlp.talk import NAMES, SPEAKER, named

pytestmark = pytest.mark.unit


def met(text: str, kind: str, name: str, **row: object) -> bool:
    """Whether the message's keys meet those of a row."""
    return bool(set(keys_in(text)) & set(keys_of(kind, name, row)))


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("今天去了恒力", "苏州恒力机械有限公司", ()),
        ("今天去橫力機械拜訪", "苏州恒力机械有限公司", ("恒力机械",)),
        ("德州中粮面业那边", "中粮面业(德州)有限公司", ()),
        ("跟Bright kids的Emma", "Bright Kids国际幼儿园", ()),
        ("ABC Tom在wechat上问", "ABC Logistics Ltd", ("ABC",)),
        ("二十一中来电话", "长沙市第二十一中学", ("二十一中",)),
        ("安康那边要退货", "泸州安康大药房连锁有限公司", ()),
        ("给巴山打个标签", "达州巴山制冷设备有限公司", ()),
    ],
)
def test_a_customer_is_met_by_name_alias_core_or_sound(text: str, name: str, aliases: tuple[str, ...]) -> None:
    assert met(text, "customer", name, aliases=aliases)


def test_a_person_is_met_by_whole_name_or_surname_with_title() -> None:
    assert met("张总来电话", "contact", "张国强")
    assert met("张国强来电话", "contact", "张国强")
    assert met("欧阳院长说", "contact", "欧阳慧")
    assert met("老谢说不急", "contact", "谢国强")
    assert met("Cathy emailed us", "contact", "Cathy Lau")
    assert not met("总部来电话", "contact", "张国强")


def test_words_of_every_day_are_heard_for_no_name() -> None:
    assert not met("今天上午拜访了客户", "customer", "金添")
    assert met("今天上午拜访了金添", "customer", "金添")
    assert met("今天去了明天科技", "customer", "明天科技")
    assert met("提醒我下周二去横力看样品", "customer", "恒力")
    assert met("把名天科技的报价发过去", "customer", "明天科技")


def test_a_latin_name_is_met_whole_only() -> None:
    assert not met("ABCD那边", "customer", "ABC Logistics Ltd", aliases=("ABC",))


def test_the_keys_of_a_long_text_are_bounded() -> None:
    assert len(keys_in("华为恒力仁和云图金辉" * 2000)) <= 3 * MOST_KEYS
    assert len(keys_in("今天下午拜访了华为的张总，聊了报价，他说下周三给答复")) < 700


def test_a_million_customers_are_not_needed() -> None:
    context = Context(speaker=SPEAKER)
    few = NAMES.narrow("给远航李梅打了电话", context)
    assert few.customers == (named("远航"),)
    assert {contact.customer for contact in few.contacts} == {named("远航").id}
    assert few.tags == NAMES.tags


def test_the_conversations_customers_are_kept() -> None:
    context = Context(speaker=SPEAKER, customer=named("ABC"), shown=(named("华星"),))
    assert set(NAMES.narrow("他们又来电话了", context).customers) == {named("ABC"), named("华星")}
