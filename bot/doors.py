"""The platforms' doors that config.toml switches on. Each SDK is imported only where its door is used."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from aiohttp import web

from bot.platforms import WeCom
from bot.settings import Settings
from commands.message import Door, Files, Inlet, Shelf


@runtime_checkable
class Attached(Protocol):
    """A door with addresses of its own."""

    def attach(self, app: web.Application) -> None:
        """Adds them to the web application."""


def doors_of(settings: Settings, *, inlet: Inlet, shelf: Shelf, files: Files) -> list[Door]:
    """The doors of all platforms that are configured, not yet open."""
    return [
        *_wecom(settings.wecom, inlet, shelf, files),
        *_feishu(settings, inlet, shelf, files),
        *_telegram(settings, inlet, shelf, files),
    ]


def _wecom(parts: WeCom, inlet: Inlet, shelf: Shelf, files: Files) -> Iterator[Door]:
    if parts.app is not None:
        from adapters.wecom.app import WeComApp

        yield WeComApp(parts.app, inlet=inlet, shelf=shelf, files=files)
    if parts.bot is not None:
        from adapters.wecom.bot import WeComBot

        yield WeComBot(parts.bot, inlet=inlet, shelf=shelf, files=files)
    for name, part in parts.webhook.items():
        from adapters.wecom.webhook import WeComWebhook

        yield WeComWebhook(part, name=name, shelf=shelf, files=files)


def _feishu(settings: Settings, inlet: Inlet, shelf: Shelf, files: Files) -> Iterator[Door]:
    if settings.feishu is not None:
        from adapters.feishu.door import FeishuDoor

        yield FeishuDoor(settings.feishu, inlet=inlet, shelf=shelf, files=files)


def _telegram(settings: Settings, inlet: Inlet, shelf: Shelf, files: Files) -> Iterator[Door]:
    if settings.telegram is not None:
        from adapters.telegram.door import TelegramDoor

        url = settings.server.public_url
        yield TelegramDoor(settings.telegram, inlet=inlet, shelf=shelf, files=files, public_url=url)
