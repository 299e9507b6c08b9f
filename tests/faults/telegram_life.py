"""A process of the real program behind Telegram's door, by polling, that kills itself where it is told to.

Its orders are one JSON argument: {"folder": …, "base": …, "token": …, "die": "sent:4"}. It lives until
its standard input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from adapters.telegram.door import TelegramDoor
from commands.message import Outgoing, Sent
from tests.faults.program import Fate
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.platforms.telegram import Telegram


class FatedDoor(TelegramDoor):
    """A door between whose calls and their record the process may end."""

    fate: Fate

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends, and passes the point `sent`."""
        sent = await super().send(outgoing)
        self.fate.at("sent")
        return sent


class Life(Telegram):
    """The program, its Telegram being elsewhere."""

    make = FatedDoor

    def __init__(self, orders: dict[str, Any]) -> None:
        super().__init__(Path(orders["folder"]), WEDNESDAY)
        self.fake: Any = SimpleNamespace(token=orders["token"], base=orders["base"])
        FatedDoor.fate = Fate(orders["die"], "")

    async def begin(self) -> None:
        """It runs already."""

    async def end(self) -> None:
        """It goes on."""

    async def ready(self) -> None:
        """Nobody waits here."""

    async def shown(self, who: str) -> list[str]:  # noqa: ARG002 - the driver's
        """That is seen elsewhere."""
        return []


async def _live(orders: dict[str, Any]) -> None:
    life = await Life(orders).open()
    await asyncio.to_thread(sys.stdin.read)
    await life.close()


def main() -> None:
    """Lives."""
    asyncio.run(_live(json.loads(sys.argv[1])))
