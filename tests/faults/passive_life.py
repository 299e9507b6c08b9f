"""A process of the real program behind a door that answers in the reply to a request, which kills itself on the way.

Its orders are one JSON argument: {"door": "wecom", "folder": …, "base": …, "die": "claimed"}. It says its address and
lives until its standard input ends. Its points: `claimed` (the answer is out of the outbox, nothing is written) and
`written` (the platform has the reply, nobody has written that down).
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from adapters.feishu.fake import FakeFeishu
from adapters.wecom.fake_bot import NAME
from bot.border import Bell
from bot.inlet import Promise
from commands.message import Fits, Outgoing
from store import outbox
from tests.faults.program import Fate
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.platforms.feishu import Feishu
from tests.scenarios.platforms.wecom import WeComBotCalls

HANDED_SECONDS = 1.0


class Elsewhere:
    """The program, its platform being elsewhere."""

    async def begin(self) -> None:
        """It runs already."""

    async def end(self) -> None:
        """It goes on."""

    async def ready(self) -> None:
        """Nobody waits here."""

    async def meanwhile(self) -> None:
        """Nothing is polled."""

    async def shown(self, who: str) -> list[str]:  # noqa: ARG002 - the driver's
        """That is seen elsewhere."""
        return []


class WeComLife(Elsewhere, WeComBotCalls):
    """Behind the AI bot's callbacks, with no other way to reach people."""

    def __init__(self, orders: dict[str, Any]) -> None:
        super().__init__(Path(orders["folder"]), WEDNESDAY)
        self.beside = []
        self.fake: Any = SimpleNamespace(base=orders["base"], socket_url="", name=NAME)


class FeishuLife(Elsewhere, Feishu):
    """Behind Feishu's callbacks."""

    def __init__(self, orders: dict[str, Any]) -> None:
        super().__init__(Path(orders["folder"]), WEDNESDAY)
        self.fake = FakeFeishu()
        self.fake.base = orders["base"]


def hang(fate: Fate) -> None:
    """Hangs the points onto the program's receipts."""
    handed, shown = Promise._handed, Promise.shown

    async def claimed(self: Promise, bell: Bell, until: float, fits: Fits) -> Outgoing | None:
        answer = await handed(self, bell, until, fits)
        if answer is not None:
            fate.at("claimed")
        return answer

    async def written(self: Promise) -> None:
        fate.at("written")
        await shown(self)

    Promise._handed = claimed  # type: ignore[method-assign]
    Promise.shown = written  # type: ignore[method-assign]


async def _live(orders: dict[str, Any]) -> None:
    hang(Fate(orders["die"], ""))
    outbox.HANDED_SECONDS = HANDED_SECONDS
    life = await {"wecom": WeComLife, "feishu": FeishuLife}[orders["door"]](orders).open()
    sys.stdout.write(f"{life.base}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await life.close()


def main() -> None:
    """Lives."""
    asyncio.run(_live(json.loads(sys.argv[1])))
