"""The platforms' doors that config.toml switches on. Each SDK is imported only where its door is used."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from aiohttp import web

from bot.clock import machine_now
from bot.platforms import WeCom
from bot.settings import Settings
from commands.message import Door, Files, Inlet, Shelf

Clock = Callable[[], datetime]


@runtime_checkable
class Attached(Protocol):
    """A door with addresses of its own."""

    def attach(self, app: web.Application) -> None:
        """Adds them to the web application."""


def doors_of(settings: Settings, *, inlet: Inlet, shelf: Shelf, files: Files, clock: Clock = machine_now) -> list[Door]:
    """The doors of all platforms that are configured, not yet open; `clock` is what signatures are held against."""
    means: dict[str, Any] = {"inlet": inlet, "shelf": shelf, "files": files, "clock": clock}
    return [*_wecom(settings.wecom, means), *_feishu(settings, means), *_telegram(settings, means)]


def _wecom(parts: WeCom, means: Mapping[str, Any]) -> Iterator[Door]:
    if parts.app is not None:
        from adapters.wecom.app import WeComApp

        yield WeComApp(parts.app, **means)
    if parts.bot is not None:
        from adapters.wecom.bot import WeComBot

        yield WeComBot(parts.bot, **means)
    for name, part in parts.webhook.items():
        from adapters.wecom.webhook import WeComWebhook

        yield WeComWebhook(part, name=name, shelf=means["shelf"], files=means["files"])


def _feishu(settings: Settings, means: Mapping[str, Any]) -> Iterator[Door]:
    if settings.feishu is not None:
        from adapters.feishu.door import FeishuDoor

        yield FeishuDoor(settings.feishu, **means)


def _telegram(settings: Settings, means: Mapping[str, Any]) -> Iterator[Door]:
    if settings.telegram is not None:
        from adapters.telegram.door import TelegramDoor

        yield TelegramDoor(settings.telegram, public_url=settings.server.public_url, **means)
