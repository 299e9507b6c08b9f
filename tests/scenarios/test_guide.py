"""The conversations that the guide shows are held with the bot, word for word.

A block reads

    ```chat 陈晓明 群里
    > what is said
    > [what is pressed]
    @ 2026-11-25 10:00
    what the bot answers
    ```

where `@` moves the clock, `<` waits for what somebody else caused, `> 📷×9 words` sends nine pictures with words at the
first, and `> 🎤` a recording; ⇥ and ⏎ stand for the tabs and the line ends of pasted rows. What is under way already
goes on with `@`, and is shown. Each page starts on the demonstration's data, on 18 November 2026 at 16:40.
To write new answers into the pages after a change of wording:

    GENJIN_WRITE_GUIDE=1 .venv/bin/python -m pytest tests/scenarios/test_guide.py
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from commands.message import Chat, Media, plain_text
from commands.naming import naming, sealing
from store import due
from store.database import Database, open_database
from store.migrations import migrate
from store.secrets import Secrets
from tests.talk import SHANGHAI, Talk

pytestmark = pytest.mark.scenario
ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs/guide").glob("*.md"))]
BLOCK = re.compile(r"^```chat ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
START = datetime(2026, 11, 18, 16, 40, tzinfo=SHANGHAI)
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture
def database(tmp_path: Path, secrets: Secrets) -> Iterator[Database]:
    """An empty database, wired as the running program wires it."""
    url = f"sqlite:///{(tmp_path / 'guide.db').as_posix()}"
    migrate(url)
    opened = open_database(url, secrets, naming=naming, sealing=sealing)
    yield opened
    opened.close()


class Page:
    """The conversations of one page, one after the other, each reader seeing the chat that they are in."""

    def __init__(self, database: Database) -> None:
        self.talk = Talk(database, now=START)
        self._seen: dict[Chat, int] = {}

    def held(self, head: str, block: str) -> str:
        """The block again, with what the bot answers now."""
        who, group = head.split()[0], head.endswith("群里")
        lines: list[str] = []
        for line in block.splitlines():
            if line.startswith("@ "):
                self._wait(datetime.fromisoformat(line[2:]).replace(tzinfo=SHANGHAI))
            elif line.startswith("> ["):
                self.talk.press(who, line[3:-1], group=group)
            elif line.startswith(("> 📷", "> 🎤")):
                self._bring(who, line[2:], group=group)
            elif line.startswith("> "):
                self.talk.say(who, line[2:].replace("⇥", "\t").replace("⏎", "\n"), group=group)
            elif line != "<":
                continue
            told = self._told(self.talk.chat(who, group=group))
            lines += [*([""] if lines else []), line, *told]
        return "\n".join(lines) + "\n"

    def _bring(self, who: str, line: str, *, group: bool) -> None:
        """📷×9 are nine pictures, sent one after the other, the words with the first; 🎤 is a recording."""
        what, _, words = line.partition(" ")
        kind: Media = "voice" if what.startswith("🎤") else "image"
        for i in range(int(what.partition("×")[2] or 1)):
            brought = self.talk.picture(f"{self.talk.now} {line} {i}".encode(), kind=kind)
            self.talk.attach(who, brought, hold=True, group=group, text="" if i else words)
        self.talk.wait(who, group=group)

    def _wait(self, until: datetime) -> None:
        """Lets everything that is due before fire at its own time, unshown."""
        while (following := self.talk.database.read(due.next_at)) and self.talk.now <= following < until:
            self.talk.move_to(max(following, self.talk.now))
            self._seen = dict.fromkeys((each.chat for each in self.talk.said), len(self.talk.said))
        self.talk.move_to(until)

    def _told(self, chat: Chat) -> list[str]:
        """What has reached a chat since the last look."""
        new = [each for each in self.talk.said[self._seen.get(chat, 0) :] if each.chat == chat]
        self._seen[chat] = len(self.talk.said)
        return [line for each in new for line in plain_text(each).splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_the_guide_shows_is_what_the_bot_says(page: Path, database: Database) -> None:
    text = page.read_text("utf-8")
    shown = Page(database)
    new = BLOCK.sub(lambda found: f"```chat {found[1]}\n{shown.held(found[1], found[2])}```", text)
    if os.environ.get("GENJIN_WRITE_GUIDE"):
        page.write_text(CODE.sub("K7QM-2RXT", new), "utf-8")
        return
    assert CODE.sub("…", new) == CODE.sub("…", text)
