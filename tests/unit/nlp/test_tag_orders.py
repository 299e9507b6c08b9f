"""Orders about tags: tags said by a part of their name, swapped, named for several, and the reason beside the order."""

from dataclasses import replace

import pytest

from nlp.reading import Named
from tests.unit.nlp.talk import NAMES, named, read, short

pytestmark = pytest.mark.unit

_MORE = ("账期长", "旺季断货", "样机试用", "对手在盯", "月结客户")
_NAMES = replace(NAMES, tags=(*NAMES.tags, *(Named(kind="tag", id=tag, name=tag) for tag in _MORE)))


def _said(text: str, **context: object) -> str:
    return short(read(text, _NAMES, **context))


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("断货的标给远航摘下来", "tag.remove customer=远航 tags=旺季断货"),
        ("把试用的标签从华星那儿抹了", "tag.remove customer=华星 tags=样机试用"),
        ("对手那个牌子华兴可以撤了", "tag.remove customer=华兴 tags=对手在盯"),
        ("华星 远航 统统标月结", "tag.add customers=华星+远航 tags=月结客户"),
        ("华兴 标签 样鸡试用", "tag.add customer=华兴 tags=样机试用"),
    ],
)
def test_a_tag_is_known_by_a_part_of_its_name_or_by_its_sound(said: str, meaning: str) -> None:
    assert _said(said) == meaning


@pytest.mark.parametrize(
    "said", ["华星投标了", "给远航打个样", "华星的标准提高了", "把华星的客户都加上", "远航加个客户"]
)
def test_other_words_are_no_part_of_a_tag(said: str) -> None:
    assert not [draft for draft in read(said, _NAMES).drafts if draft.command.startswith("tag.")]


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("华星解除账期长", "tag.remove customer=华星 tags=账期长"),
        ("远航免去VIP", "tag.remove customer=远航 tags=VIP"),
        ("华兴VIP一项予以注销", "tag.remove customer=华兴 tags=VIP"),
        ("远航高意向没谈成，标去了", "tag.remove customer=远航 tags=高意向"),
        ("华星不是VIP啊，谁给打的，拿下来", "tag.remove customer=华星 tags=VIP"),
        ("华兴的VIP标签是谁乱贴的，给我撤了", "tag.remove customer=华兴 tags=VIP"),
        ("把远航的VIP都撤了吧，用不上", "tag.remove customer=远航 tags=VIP"),
        ("赵刚那边VIP那个tag摘了他", "tag.remove customer=远航 tags=VIP"),
    ],
)
def test_they_come_off(said: str, meaning: str) -> None:
    assert _said(said) == meaning


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("远航升格为VIP", "tag.add customer=远航 tags=VIP"),
        ("华星 VIP+高意向 两个都要", "tag.add customer=华星 tags=VIP+高意向"),
        ("华兴✅VIP✅高意向", "tag.add customer=华兴 tags=VIP+高意向"),
        ("给华星打个“年底重点盯”的标", "tag.add customer=华星 tags=年底重点盯"),
        ("远航新开个标签叫 国企背景 打上", "tag.add customer=远航 tags=国企背景"),
        ("VIP给华星安排上", "tag.add customer=华星 tags=VIP"),
        ("华星、远航都是熟人牵线来的，VIP给他们俩打了", "tag.add customers=华星+远航 tags=VIP"),
    ],
)
def test_they_go_on(said: str, meaning: str) -> None:
    assert _said(said) == meaning


@pytest.mark.parametrize(
    "said", ["远航VIP换做高意向", "远航 VIP撤 高意向补", "远航VIP去掉换上高意向", "远航的VIP转为高意向"]
)
def test_one_is_swapped_for_another(said: str) -> None:
    assert _said(said) == "tag.remove customer=远航 tags=VIP | tag.add customer=远航 tags=高意向"


def test_of_a_shown_list_some_are_meant() -> None:
    shown = (named("华星"), named("远航"), named("华兴"))
    assert _said("一和三都挂VIP", shown=shown) == "tag.add customers=华星+华兴 tags=VIP"
    assert _said("头两个标VIP，第三个不用", shown=shown) == "tag.add customers=华星+远航 tags=VIP"


@pytest.mark.parametrize(
    "said",
    [
        "赵刚是说了算的人，远航标VIP",
        "赵刚是个老抠，远航打上VIP",
        "远航打上VIP，合作六年了",
        "远航一直回款利索，VIP标上",
    ],
)
def test_why_a_tag_goes_on_is_no_follow_up(said: str) -> None:
    assert _said(said) == "tag.add customer=远航 tags=VIP"


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("昨天赵刚订了五台叉车，VIP打上", "contact=赵刚 at=11-17"),
        ("赵刚把确认单签了，VIP打上", "contact=赵刚"),
    ],
)
def test_what_happened_is_told_beside_the_tag(said: str, meaning: str) -> None:
    assert _said(said) == f"followup.log customer=远航 {meaning} | tag.add customer=远航 tags=VIP"


def test_a_tag_named_after_a_tale_of_a_new_customer_is_the_new_customers() -> None:
    said = _said("新客户：启明灯具厂，联系人段老板13800000000，他今天打电话来问价格，标个VIP")
    assert said.startswith(
        "customer.add new customer=启明灯具厂 contact=段老板 phone=13800000000 tags=VIP | "
        "followup.log new customer=启明灯具厂"
    )


@pytest.mark.parametrize("said", ["这单是高意向，远航催得紧", "远航的VIP都跑了"])
def test_a_statement_orders_no_tag(said: str) -> None:
    assert not [draft for draft in read(said, _NAMES).drafts if draft.command.startswith("tag.")]


@pytest.mark.parametrize("said", ["华星试用的标底下来了", "远航那个试用的标我们没中", "华兴断货的标书撤回了"])
def test_a_tender_is_no_tag(said: str) -> None:
    assert not [draft for draft in read(said, _NAMES).drafts if draft.command.startswith("tag.")]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("把华星标成年底冲量", "tag.add customer=华星 tags=年底冲量"),
        ("华星和远航标为长期合作", "tag.add customers=华星+远航 tags=长期合作"),
        ("把华星标成A级", "customer.update customer=华星 level=A"),
        ("给华星打个低意向标签", "tag.add customer=华星 tags=低意向"),
    ],
)
def test_a_tag_that_the_library_lacks_is_kept_as_said(said: str, meant: str) -> None:
    assert short(read(said)) == meant
