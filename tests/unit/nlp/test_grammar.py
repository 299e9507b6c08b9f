"""The declared form: a new command is understood from its phrases, without touching nlp/."""

import pytest

from nlp import Context, Form, Grammar, Phrase, SlotForm, understand
from nlp.grammar import SlotKind
from nlp.phrases import CUSTOMER, TAG, TIME
from tests.unit.nlp.talk import NAMES, NOW, SPEAKER, grammar, named, short

pytestmark = pytest.mark.unit

# a command that the product does not have: a sample goes out to a customer
SAMPLE = Form(
    name="sample.send",
    slots=(
        SlotForm(name="customer", kind="customer", ask=True),
        SlotForm(name="due", kind="time", prefer="future"),
        SlotForm(name="size", kind="number"),
        SlotForm(name="text", kind="text"),
    ),
    phrases=(
        Phrase("(安排|登记)[一下]样品[给]{customer}", weight=3.4),
        Phrase("给{customer}(登记|安排){size}份样品", weight=3.4),
        Phrase("样品单 {customer}", sets={"text": "样品单"}, weight=3.5, where="start"),
    ),
    examples=("安排样品给华星",),
    slash=("样品", "sample"),
)
WIDER = Grammar([*grammar().forms.values(), SAMPLE])


def meaning(text: str) -> str:
    """What the wider grammar understands."""
    context = Context(speaker=SPEAKER)
    return short(understand(text, WIDER, NAMES.narrow(text, context), NOW, context))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("安排一下样品给华星，周五发", "sample.send customer=华星 due=11-20T09:00"),
        ("给远航登记3份样品", "sample.send customer=远航 size=3"),
        ("/样品 华星 下周一", "sample.send customer=华星 due=11-23T09:00"),
        ("样品单 ABC", "sample.send customer=ABC"),
        ("安排样品给绿地", "ask customer 绿地物业 绿地建设"),
        (
            "昨天拜访了华星张总。另外安排样品给远航",
            "followup.log customer=华星 contact=张国强 at=11-17 method=visit | sample.send customer=远航",
        ),
    ],
)
def test_a_new_command_is_understood_from_its_declaration(text: str, meant: str) -> None:
    assert meaning(text) == meant


@pytest.mark.parametrize(("kind", "sign"), [("time", TIME), ("customers", CUSTOMER), ("tags", TAG)])
def test_a_long_run_that_a_phrase_almost_fits_is_refused_at_once(kind: SlotKind, sign: str) -> None:
    """A run of equal signs is parted in one way only: each way more would double the time."""
    phrase = Phrase("{slot}再提醒")
    several = Grammar([Form(name="one", slots=(SlotForm(name="slot", kind=kind),), phrases=(phrase,))])
    (hit,) = several.hits(f"{sign * 400} {sign}再提醒")
    assert hit.placed == {"slot": (0, 402)}
    assert several.hits(f"{sign * 400} {sign * 400}之后再提醒") == []


def test_the_old_commands_stay_as_they_were() -> None:
    assert meaning("提醒我明天下午3点给张总回电") == "reminder.add customer=华星 at=11-19T15:00 contact=张国强"


def test_every_declared_example_is_understood_as_its_command() -> None:
    missed = []
    for form in grammar().forms.values():
        for example in form.examples:
            context = Context(speaker=SPEAKER, customer=named("华星"), shown=(named("华星"),))
            reading = understand(example, grammar(), NAMES.narrow(example, context), NOW, context)
            if form.name not in {draft.command for draft in reading.drafts}:
                missed.append((form.name, example, short(reading)))
    assert not missed


def test_a_pattern_may_only_place_slots_or_kinds_of_spans() -> None:
    with pytest.raises(ValueError, match="places nonsense"):
        Grammar([Form(name="x", phrases=(Phrase("{nonsense}"),))])
