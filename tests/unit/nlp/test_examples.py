"""A new command is understood from its declaration alone: its phrases, and what its examples have in common."""

from dataclasses import replace
from functools import lru_cache

import pytest

from nlp import Context, Form, Grammar, Named, Phrase, SlotForm, understand
from tests.unit.nlp.talk import NAMES, NOW, SPEAKER, grammar

pytestmark = pytest.mark.unit

REPAIR = Form(
    name="repair.call",
    slots=(
        SlotForm(name="customer", kind="customer", ask=True),
        SlotForm(name="what", kind="text"),
        SlotForm(name="at", kind="time", prefer="future"),
    ),
    phrases=(Phrase("(报修|报个修|登记维修)", weight=3.3),),
    examples=(
        "华星报修 打包机卡纸",
        "华星的空调坏了，要修一下",
        "远航那台打印机不转了，派人去看看",
        "ABC的设备出故障了，安排师傅上门",
    ),
)


@lru_cache(maxsize=1)
def widened() -> Grammar:
    """All commands, and one whose subject nobody has heard of."""
    return Grammar([*grammar().forms.values(), REPAIR])


def command(text: str) -> tuple[str, str] | None:
    """The first command that a text is read as, with its customer."""
    context = Context(speaker=SPEAKER)
    drafts = understand(text, widened(), NAMES.narrow(text, context), NOW, context).drafts
    customer = drafts[0].slots.get("customer") if drafts else None
    return (drafts[0].command, customer.name if isinstance(customer, Named) else "") if drafts else None


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        ("报修 华星 打包机卡纸", "上海华星科技有限公司"),
        ("给远航报个修", "远航物流有限公司"),
        ("华星的打印机坏了，要修一下", "上海华星科技有限公司"),
        ("远航的空调不转了", "远航物流有限公司"),
        ("绿地物业的设备出故障了", "绿地物业管理有限公司"),
        ("安排师傅去看看远航的空调", "远航物流有限公司"),
        ("ABC那台打印机出故障了，派人去修一下", "ABC Company"),
    ],
)
def test_near_an_example_is_the_command(text: str, customer: str) -> None:
    assert command(text) == ("repair.call", customer)


@pytest.mark.parametrize(
    "text",
    [
        "华星要修改合同",
        "打印机在哪",
        "远航的打印机坏了吗？",
        "空调太冷了",
        "周末去看看电影",
        "四哥，打印机坏了，要修一下，你看到没",
    ],
)
def test_less_near_is_not(text: str) -> None:
    assert command(text) is None or command(text) != ("repair.call", command(text)[1])  # type: ignore[index]


def test_an_example_that_a_phrase_explains_teaches_nothing_new() -> None:
    taught = replace(REPAIR, examples=("华星报修 打包机卡纸",))
    assert Grammar([taught]).examples.command("\ue000\ue000打包机卡纸了") is None
    assert Grammar([REPAIR]).examples.command("\ue000\ue000打印机坏了要修一下") == "repair.call"
