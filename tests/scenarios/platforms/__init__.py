"""The platforms as people use them: each driver runs the real program behind one door and talks to it as its users do.

async with opened(PLATFORMS["feishu"], folder, now) as feishu:
    assert "云图" in await feishu.say("王强", "今天拜访了云图的吴总")
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from tests.scenarios.platforms.base import NoButton, Platform
from tests.scenarios.platforms.feishu import Feishu, FeishuSocket
from tests.scenarios.platforms.page import Web
from tests.scenarios.platforms.shell import Terminal
from tests.scenarios.platforms.telegram import Telegram, TelegramWebhook
from tests.scenarios.platforms.wecom import WeComAppChat, WeComBotCalls, WeComBotSocket

PLATFORMS: Mapping[str, type[Platform]] = {
    "web": Web,
    "terminal": Terminal,
    "wecom-app": WeComAppChat,
    "wecom-bot-callback": WeComBotCalls,
    "wecom-bot-socket": WeComBotSocket,
    "feishu-callback": Feishu,
    "feishu-socket": FeishuSocket,
    "telegram-polling": Telegram,
    "telegram-webhook": TelegramWebhook,
}


@asynccontextmanager
async def opened(kind: type[Platform], folder: Path, now: datetime) -> AsyncIterator[Platform]:
    """A platform with the program running behind it, ended afterwards."""
    platform = kind(folder, now)
    try:
        yield await platform.open()
    finally:
        await platform.close()


__all__ = ["PLATFORMS", "NoButton", "Platform", "opened"]
