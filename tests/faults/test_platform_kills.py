"""Kill −9 between Telegram's “sent” and our record of it: that one comes again, marked, and nothing is lost."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from adapters.telegram.fake import FakeTelegram
from adapters.telegram.fake_rooms import Human
from bot.testing import until
from tests.faults.test_platform_faults import NUMBER, firsts, repeated_rightly, text
from tests.scenarios.platforms.base import PEOPLE, PLENTY
from tests.scenarios.platforms.shell import ROOT
from tests.scenarios.platforms.telegram import IDS

pytestmark = pytest.mark.fault
MESSAGES, LIFE = 9, "from tests.faults.telegram_life import main; main()"


async def begun(telegram: FakeTelegram, folder: Path, die: str) -> Process:
    """A process of the program."""
    orders = json.dumps({"folder": str(folder), "base": telegram.base, "token": telegram.token, "die": die})
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(sys.executable, "-c", LIFE, orders, stdin=PIPE, stdout=PIPE, env=around)


def arrived(telegram: FakeTelegram, room: int) -> list[tuple[int, bool]]:
    """The answers in a chat, in order, and which are marked."""
    shown = [post.shown for post in telegram.world.rooms[room].posts.values() if post.by_bot]
    return [(int(NUMBER.findall(each)[0]), each.startswith("（可能重复）")) for each in shown if NUMBER.search(each)]


@pytest.mark.parametrize("point", ["sent:1", "sent:5"])
async def test_a_kill_between_sent_and_its_record_repeats_at_most_that_one(point: str, tmp_path: Path) -> None:
    telegram = FakeTelegram()
    for kind in ("app", "chat"):
        telegram.rates.most[kind] = (PLENTY, 1.0)
    await telegram.start()
    people = [Human(id=IDS[id], first_name=name) for name, id in PEOPLE.items()]
    rooms = [telegram.talk.private(human) for human in people]
    for number in range(MESSAGES):
        telegram.queue.put(telegram.talk.say(text(number), rooms[number % 3], people[number % 3]))
    first = await begun(telegram, tmp_path, point)
    assert await asyncio.wait_for(first.wait(), 60) == -signal.SIGKILL
    before = [len(arrived(telegram, room.id)) for room in rooms]
    assert 0 < sum(before) < MESSAGES
    again = await begun(telegram, tmp_path, "")

    def said() -> list[tuple[int, bool]]:
        return [each for room in rooms for each in arrived(telegram, room.id)]

    await until(lambda: len(firsts(said())) == MESSAGES, seconds=60)
    await asyncio.wait_for(again.communicate(b""), 60)
    assert again.returncode == 0
    for room in rooms:
        order = firsts(arrived(telegram, room.id))
        assert order == sorted(order)
    assert repeated_rightly(said(), dict.fromkeys(range(MESSAGES), 1)) == []
    assert 1 <= len(said()) - MESSAGES <= len(rooms)  # at most the one in flight in each chat
    await telegram.stop()
