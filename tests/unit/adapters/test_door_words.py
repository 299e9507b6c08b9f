"""What doors add in words of their own: all of it stands here, in Chinese and in English, and nothing besides."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import adapters
from commands.message import REPEATED, Chat, Outgoing, Press, in_words, numbered, unsaid
from tests.unit.adapters.test_terminal import NOON

pytestmark = pytest.mark.unit
FOLDER = Path(adapters.__file__).parent
CHINESE = re.compile(r"[\u3400-\u9fff]")
WORDS = {
    ("wecom.stream", "WAIT"): ("处理中…", "Working on it…"),
    ("wecom.stream", "LATER"): ("还在处理，结果另外发给你。", "Still working on it; the answer comes separately."),
    ("wecom.stream", "DONE"): ("好的。", "All right."),
    ("wecom.bot_callback", "TOO_LONG"): ("太长了，这里放不下。", "Too long for this place."),
    ("wecom.bot_replies", "CUT"): ("\n……后面的这里放不下了。", "\n… There is no room for the rest here."),
    ("wecom.bot_replies", "ALL_RIGHT"): ("好", "OK"),
    ("wecom.bot_cards", "PICK"): ("点一下", "Tap one"),
    ("wecom.bot_cards", "NO_FILE"): ("📎 {name}（这里发不出文件）", "📎 {name} (files cannot be sent here)"),
    ("wecom.bot_text", "ME"): ("我", "me"),
    ("feishu.cards", "DONE"): ("好了", "Done"),
    ("telegram.door", "MENU.log"): ("记跟进：/log 今天拜访了云图吴总", "Log a follow-up"),
    ("telegram.door", "MENU.find"): ("找客户：/find 云图", "Find a customer"),
    ("telegram.door", "MENU.remind"): ("设提醒：/remind 明天下午3点给张总回电", "Set a reminder"),
    ("telegram.door", "MENU.todo"): ("看待办", "What is to be done"),
    ("telegram.door", "MENU.undo"): ("撤销刚才的", "Take back what was just done"),
    ("telegram.door", "MENU.help"): ("帮助", "Help"),
    ("terminal.door", "PRIVATE_MARK"): ("（私聊）", "(private) "),
}
NAMES = {"跟进", "@所有人"}  # what is so called, whoever reads it
ADMINS = {"settings.py", "bot_settings.py", "doctor.py", "examine.py", "refusals.py"}  # who sets it up reads both
WEB = {"web"}  # the page's words stand in adapters/web/words.py, each in both


def sources() -> Iterator[Path]:
    for path in sorted(FOLDER.rglob("*.py")):
        aside = path.name.startswith("fake") or path.name in ADMINS or path.parent.name in WEB
        if not aside:
            yield path


def said_in(tree: ast.Module) -> Iterator[str]:
    """The literals of a module, less what describes it and what examines it, which has both languages by its type."""
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            left_out.add(id(node.value))
        if isinstance(node, ast.keyword) and node.arg in ("chinese", "english"):
            left_out |= {id(part) for part in ast.walk(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.value


def test_no_door_says_anything_that_does_not_stand_here() -> None:
    known = {chinese for chinese, _ in WORDS.values()} | NAMES
    found = {text for path in sources() for text in said_in(ast.parse(path.read_text("utf-8"))) if CHINESE.search(text)}
    assert found - {"一", "鿿"} == known  # less the ends of a range of signs


@pytest.mark.parametrize(("place", "name"), WORDS)
def test_each_stands_there_in_both_languages(place: str, name: str) -> None:
    attribute, _, entry = name.partition(".")
    words = getattr(importlib.import_module(f"adapters.{place}"), attribute)
    words = words[entry] if entry else words
    assert (words["zh"], words["en"]) == WORDS[place, name]
    assert not CHINESE.search(words["en"])


def test_the_mark_of_a_repeat_has_both() -> None:
    assert dict(REPEATED) == {"zh": "（可能重复）", "en": "(repeat?) "}


def asked(*lines: str, private: bool = True, language: str = "zh", **more: object) -> Outgoing:
    chat = Chat(platform="t", app="t", id="c", private=private)
    choices = tuple(Press(label=label, action="a") for label in ("宏远彩印", "2 宏远生物"))
    buttons = tuple(Press(label=label, action="b") for label in ("都不是", "", "不记了"))
    values: dict[str, object] = {"choices": choices, "buttons": buttons, "undo": 38, **more}
    return Outgoing(id="o", chat=chat, lines=lines, language=language, created_at=NOON, **values)  # type: ignore[arg-type]


def test_what_can_be_pressed_is_put_into_words_in_one_way() -> None:
    assert in_words(asked("哪家？"), at="@跟进 ") == [
        "1 宏远彩印",
        "2 宏远生物",
        "选哪个？回“@跟进 1”",
        "[都不是] [不记了]",
        "不对？回“@跟进 撤销 38”",
    ]
    assert in_words(asked("哪家？", language="en", buttons=()), at="@Genjin ")[2:] == [
        "Which one? Reply “@Genjin 1”",
        "Wrong? Reply “@Genjin /undo 38”",
    ]
    assert in_words(asked("好", choices=(), buttons=()), by_reply=True) == ["不对？回复这条消息：“撤销 38”"]
    assert in_words(asked("OK", choices=(), buttons=(), language="en"), by_reply=True) == [
        "Wrong? Reply to this message: “/undo 38”"
    ]
    assert in_words(asked("好", choices=(), buttons=(), undo=None)) == []


def test_a_choice_that_a_line_names_is_not_listed_again() -> None:
    listed = asked("哪家？", "1 宏远彩印 · 沧州 · 你的")
    assert unsaid(listed) == ["2 宏远生物"]
    assert numbered(listed.choices) == ["1 宏远彩印", "2 宏远生物"]
