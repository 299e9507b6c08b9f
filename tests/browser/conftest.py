"""A real Chromium with Chinese glyphs, and the page on fakes for it to open."""

import importlib.util
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, ConsoleMessage, Page, ViewportSize, async_playwright, expect

from adapters.web.door import WebDoor
from adapters.web.fake import APP, SUGGESTIONS, FakeInlet, build

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def chromium() -> str | None:
    """The Chromium to test with: CHROMIUM, else Debian's, else one on the path."""
    named = os.environ.get("CHROMIUM")
    names = (named,) if named else ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """One Chromium for all tests; where there is none the tests are skipped, except in CI, where that is a failure."""
    path = chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: install Debian's chromium or name one in CHROMIUM")
        pytest.skip("no Chromium: install one or name it in CHROMIUM")
    folder = tmp_path_factory.mktemp("fonts")
    spec = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    assert spec is not None
    assert spec.origin is not None
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(fonts=Path(spec.origin).parent, cache=folder / "cache"), "utf-8")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=path, args=ARGS, env={**os.environ, "FONTCONFIG_FILE": str(config)}
        )
        yield launched
        await launched.close()


@dataclass
class Site:
    """The page on a free loopback port, with the fakes behind it; it can go down and come back on the same port."""

    door: WebDoor
    inlet: FakeInlet
    port: int = 0
    runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    async def up(self) -> None:
        app = web.Application()
        self.door.attach(app)
        self.runner = web.AppRunner(app, shutdown_timeout=1)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", self.port).start()
        self.port = self.runner.addresses[0][1]
        await self.door.start()

    async def down(self) -> None:
        if self.runner is not None:
            await self.door.stop()
            await self.runner.cleanup()
            self.runner = None

    async def restart(self) -> None:
        """As after a new start of the program: another door, which knows only the history."""
        await self.down()
        self.door = self.inlet.door = WebDoor(
            app=APP,
            inlet=self.inlet,
            directory=self.inlet.directory,
            clock=self.inlet.clock,
            suggestions=SUGGESTIONS,
            demo=True,
        )
        await self.up()


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    served = Site(*build())
    await served.up()
    yield served
    await served.down()


Visit = Callable[..., Awaitable[Page]]


async def ready(page: Page) -> None:
    """The line to the door is up and the history has been read."""
    await expect(page.locator("#now")).to_contain_text("11")
    await expect(page.locator("#items > li")).not_to_have_count(0)


async def say(page: Page, text: str) -> None:
    await page.locator("#box").fill(text)
    await page.locator("#box").press("Enter")


@dataclass
class Complaints:
    """What the browser's console held against the page: errors, and breaches of its policy."""

    said: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "ERR_CONNECTION" not in message.text:
            self.said.append(message.text)


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, site: Site) -> AsyncIterator[Visit]:
    """Opens the page in a window of its own: visit("?as=u-li", PHONE). Any complaint of the browser fails the test."""
    complaints, contexts = Complaints(), []

    async def visit(query: str = "", size: ViewportSize = DESKTOP, *, dark: bool = False) -> Page:
        phone = size["width"] < 500
        context = await browser.new_context(
            viewport=size,
            is_mobile=phone,
            has_touch=phone,
            device_scale_factor=2 if phone else 1,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", complaints.hear)
        page.on("pageerror", lambda error: complaints.said.append(str(error)))
        await page.goto(site.url + query)
        return page

    yield visit
    for context in contexts:
        await context.close()
    assert complaints.said == []
