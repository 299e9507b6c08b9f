"""Templates of answers: what they give, and that none of the known bombs gets anywhere."""

import gc
import time
from collections.abc import Iterator

import pytest

from commands.errors import Refused
from commands.macros.answers import OUTPUT, SECONDS, prepared, rendered

pytestmark = pytest.mark.unit

GIVEN = {"客户": "云图", "备注": "看了样机", "结果": ["一", "二"]}
WAY_OVER = SECONDS * 8
"""Processor time within which it is noticed that the time is over."""

BOMBS = {
    "nested loops": "{% for a in (1..1000) %}{% for b in (1..1000) %}{{ a }}{% endfor %}{% endfor %}",
    "huge range": "{% for a in (1..1000000000) %}x{% endfor %}",
    "range joined": "{{ (1..1000000000) | join }}",
    "range measured": "{{ (1..1000000000) | size }}",
    "repeated filters": "{{ 'aa'" + " | replace: 'a', 'aa'" * 90 + " }}",
    "replace by itself": "{% assign a = 'aaaaaaaaaa' %}" + "{% assign a = a | replace: 'a', a %}" * 40,
    "append by itself": "{% assign a = 'aaaaaaaaaa' %}" + "{% assign a = a | append: a %}" * 50,
    "capture doubling": "{% capture a %}xxxxxxxxxx{% endcapture %}" + "{% capture a %}{{a}}{{a}}{% endcapture %}" * 40,
    "squaring": "{% assign n = 9 %}" + "{% assign n = n | times: n %}" * 60,
    "a number of 1900 digits": "{{ " + "9" * 1900 + " | plus: 1 }}",
    "append in a loop": "{% for i in (1..200) %}{% assign a = a | append: a | append: 'xxxxxxxxxx' %}{% endfor %}",
    "many small outputs": "{% for a in (1..14) %}{% for b in (1..14) %}" + "{{1}}" * 380 + "{% endfor %}{% endfor %}",
    "many assignments": ("{% for a in (1..200) %}" + "{% assign b = a | plus: 1 %}" * 10 + "{% endfor %}") * 6,
    "include": "{% include 'x' %}",
    "render itself": "{% render 'x' %}",
    "table": "{% tablerow a in (1..9999999) %}{% endtablerow %}",
    "padded date": "{{ 'now' | date: '%1000000000s' }}",
    "deep blocks": "{% if a %}" * 60 + "{% endif %}" * 60,
    "deep path": "{{ a" + "[" * 600 + "1" + "]" * 600 + " }}",
}
IDLE = "{% for a in (1..200) %}" + ("{% if " + " and ".join(["1==1"] * 12) + " %}{% endif %}") * 15 + "{% endfor %}"


def answered(text: str) -> str:
    """What the template gives with sample values."""
    return rendered(prepared(text), GIVEN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{客户} 收到：{{备注}}", "云图 收到：看了样机"),
        ("{% if 客户 == '云图' %}熟客{% else %}新客{% endif %}", "熟客"),
        ("{% for 句 in 结果 %}{{ 句 }}；{% endfor %}", "一；二；"),
        ("{{ 结果 | join: '/' }} {{ 没有 | default: '-' }}", "一/二 -"),
        ("<b>{客户}</b> & co", "<b>云图</b> & co"),
        ("{{ 客户.__class__.__mro__ }}{{ 客户.__init__.__globals__ }}", ""),
    ],
)
def test_values_stand_in_their_places(text: str, said: str) -> None:
    assert answered(text) == said


@pytest.fixture(autouse=True)
def uncollected() -> Iterator[None]:
    """A whole collection in a process full of tests takes half a second, and is no cost of a template."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_gets_anywhere(name: str) -> None:
    started = time.thread_time()
    with pytest.raises(Refused):
        answered(BOMBS[name])
    assert time.thread_time() - started < WAY_OVER


def test_what_does_nothing_for_long_is_stopped_too() -> None:
    started = time.thread_time()
    with pytest.raises(Refused):
        answered(IDLE)
    assert time.thread_time() - started < WAY_OVER


def test_what_is_not_much_is_given_and_no_more_than_the_bound() -> None:
    assert len(answered("{% for a in (1..200) %}" + "x" * 90 + "{% endfor %}")) == 18_000
    with pytest.raises(Refused):
        answered("{% for a in (1..200) %}" + "x" * (OUTPUT // 200 + 1) + "{% endfor %}")
