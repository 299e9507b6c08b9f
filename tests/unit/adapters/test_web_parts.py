"""The web door's small parts: where the clock's buttons lead, slow pages, words, and the files' own rules."""

import json
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import adapters.web
from adapters.web.clock import landing
from adapters.web.fake_talk import answer, pressed
from adapters.web.pages import BACKLOG, Page, Pages
from adapters.web.words import role_word, words

pytestmark = pytest.mark.unit
ZONE = ZoneInfo("Asia/Shanghai")
FOLDER = Path(adapters.web.__file__).parent


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("jump", "now", "due", "expected"),
    [
        ("hour", at(18, 23, 30), None, at(19, 0, 30)),
        ("morning", at(18, 8), None, at(19, 9)),
        ("morning", at(18, 14), None, at(19, 9)),
        ("morning", at(19, 2), None, at(19, 9)),
        ("morning", at(18, 14).astimezone(ZoneInfo("UTC")), None, at(19, 9)),
        ("next", at(18, 14), at(20, 10), at(20, 10)),
        ("next", at(18, 14), at(18, 13), at(18, 14)),
        ("next", at(18, 14), None, None),
    ],
)
def test_where_the_clock_goes(jump: str, now: datetime, due: datetime | None, expected: datetime | None) -> None:
    assert landing(jump, now, due, ZONE) == expected


async def test_a_page_too_slow_is_closed_and_the_rest_go_on() -> None:
    pages = Pages()
    slow, quick = Page("a", frozenset({"g"}), {}), Page("b", frozenset({"g"}), {})
    with pages.opened(slow), pages.opened(quick):
        stream = quick.events()
        for number in range(BACKLOG + 5):
            pages.push("g", {"type": "item", "number": number})
            assert (await anext(stream))["number"] == number
        assert len([event async for event in slow.events()]) == BACKLOG + 1
    assert not pages


async def test_what_is_held_back_comes_after() -> None:
    pages = Pages()
    with pages.opened(Page("a", frozenset({"g"}), {})) as page:
        with pages.holding("g"), pages.holding("g"):
            pages.push("g", {"type": "item", "said": "answer"})
            pages.first("g", {"type": "item", "said": "question"})
        page.close()
        assert [event["said"] async for event in page.events()] == ["question", "answer"]


def test_both_languages_have_all_words() -> None:
    assert words("zh").keys() == words("en").keys()
    assert role_word("rep", "zh") == "销售"
    assert role_word("大区总监", "en") == "大区总监"


def test_the_page_uses_words_that_exist() -> None:
    known = set(words("zh"))
    page = (FOLDER / "templates/chat.html").read_text("utf-8")
    scripts = "".join(path.read_text("utf-8") for path in (FOLDER / "static").glob("*.js"))
    used = set(re.findall(r"\bw\.(\w+)", page)) | set(re.findall(r"\bwords\.(\w+)", scripts))
    assert used <= known
    closed = set(re.findall(r"\bw\.(\w+)", (FOLDER / "templates/closed.html").read_text("utf-8")))
    assert known - used - closed <= {name for name in known if name.startswith("role_")}


def test_nothing_in_the_page_needs_what_the_policy_forbids() -> None:
    for path in (FOLDER / "static").glob("*.js"):
        source = path.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)
        assert "http://" not in source.replace('"http://www.w3.org/2000/svg"', "")
        assert len(source.splitlines()) <= 300
    for path in (FOLDER / "templates").glob("*.html"):
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"module\" src=)", path.read_text("utf-8"))


def test_the_fake_speaks_as_the_bot_does() -> None:
    now = at(18, 14)
    assert answer("谢谢", now) is None
    filed = answer("今天拜访了云图的吴总", now)
    assert filed is not None
    assert filed.lines == ("✅ 云图 · 拜访吴昊 · 今天", "⏰ 11月25日 周三 10:00 提醒你")
    for label in ("撤销", "完成", "宏远彩印", "没有的"):
        assert json.dumps(pressed(label).lines)
