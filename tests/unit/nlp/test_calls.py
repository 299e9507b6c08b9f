"""Commands that take the whole message: by name, by a sentence of their own, and what only looks like them."""

import pytest

from nlp import Context, Form, Phrase, SlotForm, understand
from tests.unit.nlp.talk import NAMES, NOW, SPEAKER, grammar, short

pytestmark = pytest.mark.unit

VISIT = Form(
    name="own.1",
    slots=(
        SlotForm(name="customer", kind="customer", ask=True, new=True),
        SlotForm(name="备注", kind="text", ask=True),
    ),
    phrases=(Phrase("{customer}进店了[,| ]{备注}", where="whole"),),
    slash=("到店",),
    whole=True,
    own=True,
)
ADDRESS = Form(name="own.2", slash=("公司地址",), whole=True, own=True)
MEETING = Form(
    name="own.3",
    slots=(
        SlotForm(name="customer", kind="customer", ask=True, new=True),
        SlotForm(name="at", kind="time", ask=True),
        SlotForm(name="产品", kind="text", ask=True),
        SlotForm(name="数量", kind="number"),
        SlotForm(name="说明", kind="text"),
    ),
    slash=("约看",),
    whole=True,
    own=True,
)
OWN = grammar().extended((VISIT, ADDRESS, MEETING), {"扫街": "拜访", "跑了个单": "跟进"})


def meaning(text: str) -> str:
    """What the grammar with the workspace's own understands."""
    context = Context(speaker=SPEAKER)
    return short(understand(text, OWN, NAMES.narrow(text, context), NOW, context))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("到店 华星 看了样机，聊了报价", "own.1 customer=华星 备注=看了样机，聊了报价"),
        ("/到店 华星：看了样机", "own.1 customer=华星 备注=看了样机"),
        ("到店 今天和华星张总看了样机", "own.1 customer=华星 备注=今天和华星张总看了样机"),
        ("到店 华星 删除客户 华星。提醒我明天", "own.1 customer=华星 备注=删除客户 华星。提醒我明天"),
        ("华星进店了，看了样机", "own.1 customer=华星 备注=看了样机"),
        ("公司地址", "own.2"),
        ("公司地址是什么？", "own.2"),
        ("约看 华星 下周三下午3点 叉车 2 要现货", "own.3 customer=华星 at=11-25T15:00 数量=2 产品=叉车 说明=要现货"),
        ("到店 看了样机", "ask customer"),
    ],
)
def test_what_follows_the_name_fills_the_slots(text: str, meant: str) -> None:
    assert meaning(text) == meant


@pytest.mark.parametrize("text", ["今天拜访了华星张总，聊了报价", "华星到店了吗", "我的客户", "到店里聊了"])
def test_other_words_are_read_as_ever(text: str) -> None:
    context = Context(speaker=SPEAKER)
    plain = understand(text, grammar(), NAMES.narrow(text, context), NOW, context)
    assert understand(text, OWN, NAMES.narrow(text, context), NOW, context) == plain


def test_a_dry_run_is_marked() -> None:
    context = Context(speaker=SPEAKER)
    reading = understand("试运行 到店 华星 看了样机", OWN, NAMES.narrow("华星", context), NOW, context)
    assert reading.drafts[0].slots["dry"] == 1


def test_what_is_extended_is_shared() -> None:
    assert grammar().extended((), {}) is grammar()
    assert OWN._phrases is grammar()._phrases
    fresh = grammar().extended((VISIT,), {})
    assert all("_compiled" not in vars(saying) for saying in fresh.calls._own)


@pytest.mark.parametrize("said", ["今天扫街了华星张总，聊了报价", "今天给华星张总跑了个单，聊了报价"])
def test_a_word_of_the_teams_own_is_read_as_the_known_one_and_kept(said: str) -> None:
    context = Context(speaker=SPEAKER)
    draft = understand(said, OWN, NAMES.narrow(said, context), NOW, context).drafts[0]
    assert draft.command == "followup.log"
    assert draft.slots["note"] == said
    assert said[draft.start : draft.end] == said
