"""Words after a number of the list just told, and what is no such thing."""

from dataclasses import replace

import pytest

from nlp.reading import Context, Line, Pending
from nlp.understanding import understand
from tests.unit.nlp.talk import NAMES, NOW, SPEAKER, grammar, named

pytestmark = pytest.mark.unit
LIST = (Line(customer=named("华星")), Line(customer=named("远航"), reminder=7), Line(reminder=12))
CONTEXT = Context(speaker=SPEAKER, listed=LIST, shown=(named("华星"), named("远航")))


def read(text: str, context: Context = CONTEXT) -> list[tuple[str, object, object]]:
    """Command, customer or number, and note of each draft."""
    drafts = understand(text, grammar(), NAMES.narrow(text, context), NOW, context).drafts
    return [
        (each.command, getattr(each.slots.get("customer"), "name", each.slots.get("number")), each.slots.get("note"))
        for each in drafts
    ]


@pytest.mark.parametrize(
    ("text", "customer", "note"),
    [
        ("1 电话没人接", "华星", "电话没人接"),
        ("1电话没人接", "华星", "电话没人接"),
        ("2、已发样品，周五再回访", "远航", "已发样品，周五再回访"),
        ("第2 老板出差了", "远航", "老板出差了"),
        ("１：他说再等等", "华星", "他说再等等"),
    ],
)
def test_they_are_a_follow_up_of_that_line(text: str, customer: str, note: str) -> None:
    assert read(text) == [("followup.log", named(customer).name, note)]


def test_a_dated_step_is_taken_along() -> None:
    (draft,) = understand("2 已发样品，周五去回访", grammar(), NAMES, NOW, CONTEXT).drafts
    assert "next_at" in draft.slots


def test_a_reminder_is_ticked_off_with_a_customer_or_without() -> None:
    assert read("2 办好了") == [("reminder.done", 7, None)]
    assert read("3 办好了") == [("reminder.done", 12, None)]
    assert read("3 老板出差了") == []


@pytest.mark.parametrize(
    "text",
    [
        "3 天后再说",
        "2000元的报价",
        "2个人一起去的",
        "1和2都没人接",
        "9 电话没人接",
        "1.5万报价",
        "12 电话没人接",
        "2号再去",
    ],
)
def test_counts_dates_and_numbers_of_no_line_are_none(text: str) -> None:
    assert not any(said == named("华星").name and note == text for _, said, note in read(text))
    assert not any(command == "followup.log" and note != text for command, _, note in read(text))


def test_an_order_stays_an_order() -> None:
    assert "followup.log" not in {command for command, _, _ in read("1 提醒我明天打电话")}


def test_another_customer_is_spoken_of_by_name() -> None:
    assert read("1 ABC电话没人接") == [("followup.log", named("ABC").name, "ABC电话没人接")]


def test_without_a_list_or_with_another_question_open_they_mean_nothing() -> None:
    assert read("1 电话没人接", replace(CONTEXT, listed=(), shown=())) != read("1 电话没人接")
    asked = replace(CONTEXT, pending=Pending(command="reminder.add", missing="at", slots={"text": "寄样品"}))
    assert read("1 电话没人接", asked) != read("1 电话没人接")
