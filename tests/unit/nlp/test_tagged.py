"""Tags: an order behind a sign of feeling, tags that nobody has yet, and orders that turn from one tag to another."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("华星高意向🤣标上", "customer=华星 tags=高意向"),
        ("远航待跟进!!! 打上", "customer=远航 tags=待跟进"),
        ("华兴VIP～记上这个标", "customer=华兴 tags=VIP"),
        ("ABC高意向🙃mark一下", "customer=ABC tags=高意向"),
        ("给华星贴个标签：有机认证", "customer=华星 tags=有机认证"),
        ("给远航打个标：淡季也要货", "customer=远航 tags=淡季也要货"),
        ("远航加个标签，叫“要开专票”", "customer=远航 tags=要开专票"),
        ("给华兴标一个：带货能人", "customer=华兴 tags=带货能人"),
        ("华星标签：账期短", "customer=华星 tags=账期短"),
        ("华星加俩标签：VIP，看重售后", "customer=华星 tags=VIP+看重售后"),
        ("远航打三个标签：VIP、要专票，高意向", "customer=远航 tags=VIP+要专票+高意向"),
        ("高意向这个标签 华星跟远航都没打 补上", "customers=华星+远航 tags=高意向"),
    ],
)
def test_they_are_put_on(said: str, meaning: str) -> None:
    assert short(read(said)) == f"tag.add {meaning}"


@pytest.mark.parametrize(
    ("said", "on", "off"),
    [
        ("远航打上高意向 待跟进那个去掉 用不着了", "高意向", "待跟进"),
        ("远航加个VIP，待跟进摘了", "VIP", "待跟进"),
        ("远航打上VIP，待跟进和高意向都摘了", "VIP", "待跟进+高意向"),
    ],
)
def test_one_goes_on_and_others_come_off(said: str, on: str, off: str) -> None:
    assert short(read(said)) == f"tag.add customer=远航 tags={on} | tag.remove customer=远航 tags={off}"


def test_of_several_that_come_off_none_goes_on() -> None:
    assert short(read("把远航的VIP和待跟进去掉")) == "tag.remove customer=远航 tags=VIP+待跟进"
    assert short(read("删掉远航的VIP标签")) == "tag.remove customer=远航 tags=VIP"


@pytest.mark.parametrize(
    "said",
    [
        "标签打得太乱了，回头理一理",
        "老客户都要维护好，别光打标签",
        "华星的人说他们已经打上VIP标签了",
        "赵刚讲那批货标上VIP才好卖",
    ],
)
def test_what_a_customer_says_puts_none_on(said: str) -> None:
    assert not [draft for draft in read(said).drafts if draft.command.startswith("tag.")]
