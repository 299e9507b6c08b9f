"""The web chat at phone width and in the dark: nothing is cut off, everything can be reached and read."""

import pytest
from playwright.async_api import expect

from adapters.web.fake import GROUP
from adapters.web.fake_talk import CUSTOMER, MORNING, REMINDER, WHICH, Said
from tests.browser.conftest import PHONE, Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LUMINANCE = """() => {
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (rgb) => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
  const rgba = (css) => (css.match(/[\\d.]+/g) ?? []).map(Number);
  const under = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const shown = (node) => node.checkVisibility() && !node.closest("[aria-disabled=true], .toast, .hide, .avatar");
  const leaf = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  return [...document.querySelectorAll("body *")].filter((node) => leaf(node) && shown(node)).map((node) => {
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(under(node))].sort((x, y) => y - x);
    return [node.textContent.trim().slice(0, 30), (a + 0.05) / (b + 0.05)];
  }).filter(([, ratio]) => ratio < 4.5);
}"""
OVERFLOW = """() => [...document.querySelectorAll("body *")]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest(".chips, .vh, .side"))
  .filter((node) => { const box = node.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; })
  .map((node) => node.className || node.tagName)"""


async def test_on_a_phone_the_lists_are_a_drawer(visit: Visit, site: Site) -> None:
    page = await visit("?as=u-li", PHONE)
    await expect(page.locator(".tries button")).to_have_count(3)
    await expect(page.locator("#side")).not_to_be_in_viewport()
    await expect(page.locator("#hint")).to_contain_text("不用登录，只在这台电脑上可用")
    await site.inlet.say(GROUP, REMINDER)
    await expect(page.locator("#menu-dot")).to_be_visible()
    await page.locator("#open-side").tap()
    await expect(page.locator("#side")).to_be_in_viewport()
    await expect(page.locator("#close-side")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#side")).not_to_be_in_viewport()
    await expect(page.locator("#open-side")).to_be_focused()
    await page.locator("#open-side").tap()
    await page.locator("[data-chat='g-east']").tap()
    await expect(page.locator("#side")).not_to_be_in_viewport()
    await expect(page.locator("#title")).to_have_text("华东一组")
    await expect(page.locator("#box")).to_have_value("@跟进 ")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [320, 390])
async def test_nothing_is_cut_off_on_a_phone(visit: Visit, site: Site, width: int, language: str) -> None:
    for said in (CUSTOMER, WHICH, MORNING, Said(lines=("https://example.cn/" + "很长" * 60 + "x" * 300,))):
        await site.inlet.say(GROUP, said)
    page = await visit(f"?as=u-li&chat=g-east&lang={language}", {"width": width, "height": 700})
    await expect(page.locator(".card")).to_have_count(4)
    await expect(page.locator("#now")).to_contain_text("14:24")
    assert await page.evaluate(OVERFLOW) == []
    for button in await page.locator(".card button, [data-jump], #send").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 32


@pytest.mark.parametrize("dark", [False, True])
async def test_words_stand_out_from_what_is_behind_them(visit: Visit, site: Site, dark: bool) -> None:
    for said in (CUSTOMER, WHICH, REMINDER):
        await site.inlet.say(GROUP, said)
    page = await visit("?as=u-li&chat=g-east", dark=dark)
    await expect(page.locator(".card")).to_have_count(3)
    await page.locator("#box").fill("没有提到它")
    await page.locator("#box").press("Enter")
    await expect(page.locator(".unheard .meta")).to_contain_text("也不记")
    assert await page.evaluate(LUMINANCE) == []


async def test_everything_has_a_name_for_those_who_listen(visit: Visit, site: Site) -> None:
    await site.inlet.say(GROUP, WHICH)
    page = await visit("?as=u-li&chat=g-east")
    await expect(page.locator(".card")).to_have_count(1)
    for button in await page.get_by_role("button").all():
        name = await button.evaluate("node => (node.ariaLabel || node.textContent).trim()")
        assert name
    await expect(page.get_by_label("消息", exact=True).and_(page.locator("textarea"))).to_have_count(1)
    await expect(page.get_by_role("log")).to_have_count(1)


async def test_the_keyboard_reaches_a_choice(visit: Visit, site: Site) -> None:
    await site.inlet.say(GROUP, WHICH)
    page = await visit("?as=u-li&chat=g-east")
    choice = page.locator(".choices button").first
    await page.locator("#log").focus()
    await page.keyboard.press("Tab")
    await expect(choice).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(choice).to_be_disabled()
    await expect(choice).to_be_focused()
