"""The guide's pictures: nudges and digests as a rep and a manager see them, on the page and on each platform.

GENJIN_WRITE_PICTURES=1 puts them into docs/guide/pictures; without it they are drawn and looked at all the same.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from tests.browser.conftest import PHONE
from tests.browser.lookalike import KINDS, Bubble, page, received
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.platforms import PLATFORMS, opened
from tests.scenarios.platforms.base import Running
from tests.scenarios.platforms.page import Web

pytestmark = pytest.mark.browser
with_browser = pytest.mark.asyncio(loop_scope="session")
PICTURES = Path(__file__).parents[2] / "docs/guide/pictures"
GUIDE = PICTURES.parent
MOST = 150_000  # bytes
TALL: ViewportSize = {"width": 1120, "height": 880}
REP, OTHER, BOSS = "陈晓明", "王强", "赵敏"
SAID = (
    (REP, "今天拜访了云图的吴总，聊了报价，下周三上午十点发三年期方案"),
    (REP, "华星今天电话催了报价，张总说周五前回话"),
    (REP, "新客户 宁波恒远达科技有限公司 刘工 13800009876"),
    (OTHER, "康泰今天开会谈了付款，同意分三期，下周二签合同"),
)


async def two_days(platform: Running) -> None:
    """From Wednesday afternoon to Friday evening: mornings, an escalation, digests of the day and of the week."""
    for who in (REP, OTHER, BOSS):
        await platform.say(who, "我是谁")
    await platform.move_to(WEDNESDAY.replace(day=19, hour=9, minute=0))
    for who, text in SAID:
        await platform.news(who)  # so that what comes next is the answer
        await platform.say(who, text)
    await platform.move_to(WEDNESDAY.replace(day=20, hour=18, minute=0))


def holding(bubbles: list[Bubble], *words: str) -> list[Bubble]:
    """The first message that holds the words; the buttons' card or the picture that follows it, too."""
    at = next(i for i, each in enumerate(bubbles) if all(word in each.title + each.text for word in words))
    with_it = [each for each in bubbles[at + 1 : at + 3] if each.picture or each.title == "点一下"]
    return [bubbles[at], *with_it]


def keep(name: str, data: bytes) -> None:
    assert len(data) < MOST, f"{name} has {len(data)} bytes"
    if os.environ.get("GENJIN_WRITE_PICTURES") == "1":
        (PICTURES / f"{name}.png").write_bytes(data)


@with_browser
@pytest.mark.parametrize("name", KINDS)
async def test_each_platform_shows_a_nudge_and_a_digest_whole(name: str, browser: Browser, tmp_path: Path) -> None:
    async with opened(KINDS[name], tmp_path, WEDNESDAY) as platform:
        assert isinstance(platform, Running)
        await two_days(platform)
        rep, boss = received(platform, REP), received(platform, BOSS)
    sheets = {
        f"nudge-{name}": [*holding(rep, "早！今天先跟"), *holding(boss, "早！", "⚠")],
        f"digest-{name}": [*holding(boss, "11月19日 周四"), *holding(boss, "11/16–11/20")],
    }
    sheet = await browser.new_page(viewport={"width": 400, "height": 400}, device_scale_factor=1.5)
    for called, bubbles in sheets.items():
        assert all(len((each.title + "\n" + each.text).strip().splitlines()) <= 8 for each in bubbles)
        await sheet.set_content(page(name, bubbles))
        await sheet.evaluate("document.fonts.ready")
        wide = (
            "[...document.querySelectorAll('section, .row span')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
        )
        assert await sheet.evaluate(wide) == 0, f"something is cut off on {called}"
        keep(called, await sheet.locator("body").screenshot())
    await sheet.close()


@with_browser
async def test_the_page_shows_nudges_and_digests_with_their_picture(browser: Browser, tmp_path: Path) -> None:
    async with opened(PLATFORMS["web"], tmp_path, WEDNESDAY) as platform:
        assert isinstance(platform, Web)
        await two_days(platform)
        for name, who, size in (
            ("nudge-web-phone", REP, PHONE),
            ("digest-web-phone", BOSS, PHONE),
            ("digest-web-desktop", BOSS, TALL),
        ):
            context = await browser.new_context(viewport=size, device_scale_factor=1.25 if size == PHONE else 1)
            shown = await context.new_page()
            await shown.goto(f"{platform.base}/?as={who}")
            await expect(shown.locator("#items > li")).not_to_have_count(0)
            if who == BOSS:
                picture = shown.locator(".picture img")
                await expect(picture).to_have_count(1)
                await expect(picture).to_have_js_property("complete", True)
                assert await picture.evaluate("e => e.naturalWidth") > 1000
                address = await picture.evaluate("e => e.src")
            assert await shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
            await shown.locator("#log").evaluate("log => log.scrollTo(0, log.scrollHeight)")
            keep(name, await shown.screenshot())
            await context.close()
        for hidden in (address.split("?")[0] + f"?as={REP}&chat=private:{REP}", f"{platform.base}/web/file/{'0' * 32}"):
            async with platform.http.get(hidden) as answer:
                assert answer.status == 404


def test_every_picture_is_small_and_shown_in_the_guide() -> None:
    words = "".join(each.read_text("utf-8") for each in GUIDE.glob("*.md"))
    for each in PICTURES.glob("*.png"):
        assert each.stat().st_size < MOST, each.name
        assert f"pictures/{each.name}" in words or each.name.startswith("chat-"), each.name
