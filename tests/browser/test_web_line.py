"""The web chat's line to the door: sending, thinking, losing the line, sending again, too much at once."""

import asyncio
import json

import pytest
from playwright.async_api import Route, expect

from adapters.web.fake import GROUP, private
from adapters.web.fake_talk import CUSTOMER, REMINDER
from tests.browser.conftest import Site, Visit, ready, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_sending_and_thinking_are_shown(visit: Visit, site: Site) -> None:
    page = await visit()
    await ready(page)
    site.inlet.gate.clear()
    await say(page, "云图怎么样了")
    await expect(page.locator(".dots")).to_be_visible()
    site.inlet.gate.set()
    await expect(page.locator(".card")).to_have_count(1)
    await expect(page.locator(".dots")).to_have_count(0)
    site.inlet.gate.clear()
    await say(page, "谢谢")
    await expect(page.locator(".dots")).to_be_visible()
    site.inlet.gate.set()
    await expect(page.locator(".dots")).to_have_count(0)
    await expect(page.locator(".card")).to_have_count(1)


async def test_after_a_lost_line_it_catches_up_and_sends_what_is_left_once(visit: Visit, site: Site) -> None:
    page = await visit()
    await ready(page)
    await site.down()
    await expect(page.locator("#offline")).to_be_visible()
    await say(page, "云图怎么样了")
    await expect(page.locator(".meta .bad")).to_have_text("没发出去")
    site.inlet.door = None
    await site.inlet.say(private("u-chen"), REMINDER)
    await site.restart()
    await expect(page.locator("#offline")).to_be_hidden(timeout=15_000)
    await expect(page.locator(".card")).to_have_count(2)
    await expect(page.locator(".card").first).to_contain_text("该跟云图吴昊了")
    await expect(page.locator(".meta .bad")).to_have_count(0)
    assert [message.text for message in site.inlet.heard] == ["云图怎么样了"]


async def test_a_resend_by_hand_keeps_its_key(visit: Visit, site: Site) -> None:
    page, keys = await visit(), []
    await ready(page)

    async def refuse_the_first(route: Route) -> None:
        keys.append(json.loads(route.request.post_data or "{}")["key"])
        await (route.abort("connectionrefused") if len(keys) == 1 else route.continue_())

    await page.route("**/web/message", refuse_the_first)
    await say(page, "谢谢")
    await page.get_by_role("button", name="重发").click()
    await expect(page.locator(".sending, .meta .bad")).to_have_count(0)
    await expect(page.locator(".bubble")).to_have_text("谢谢")
    assert keys == [site.inlet.heard[0].key] * 2


async def test_when_only_the_answer_is_lost_the_line_tells_that_it_arrived(visit: Visit, site: Site) -> None:
    page = await visit()
    await ready(page)

    async def lose_the_answer(route: Route) -> None:
        await route.fetch()
        await route.abort("connectionrefused")

    await page.route("**/web/message", lose_the_answer)
    await say(page, "谢谢")
    await expect(page.locator(".bubble")).to_have_text("谢谢")
    await expect(page.locator(".sending, .meta .bad")).to_have_count(0)
    assert len(site.inlet.heard) == 1


async def test_what_is_too_long_stays_in_the_box(visit: Visit, site: Site) -> None:
    page = await visit()
    await ready(page)
    long = "很" * 90_000
    await say(page, long)
    await expect(page.locator("#error")).to_contain_text("最多 256 KB")
    assert len(await page.locator("#box").input_value()) == 90_000
    await say(page, "谢" * 20_001)
    await expect(page.locator(".bubble.folded")).to_have_count(1)
    await page.get_by_role("button", name="展开全文").click()
    await expect(page.locator(".bubble.folded")).to_have_count(0)
    assert [len(message.text) for message in site.inlet.heard] == [20_001]


async def test_many_windows_stay_equal(visit: Visit) -> None:
    pages = [await visit("?as=u-li"), await visit("?as=u-li")]
    for page in pages:
        await ready(page)
    await asyncio.gather(*(say(page, "云图怎么样了") for page in pages))
    for page in pages:
        await expect(page.locator(".card")).to_have_count(2)
        await expect(page.locator(".bubble")).to_have_count(2)


async def test_what_arrives_while_the_history_is_read_is_unread(visit: Visit, site: Site) -> None:
    await site.inlet.say(GROUP, CUSTOMER)
    page, released = await visit(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        await released.wait()
        await route.fulfill(response=answer)

    await page.route("**/web/history?*g-east*", late)
    async with page.expect_request("**/web/history?*g-east*"):
        await page.goto(site.url + "?as=u-li")
    await site.inlet.say(GROUP, REMINDER)
    badge = page.locator("[data-chat='g-east'] .badge")
    await expect(badge).to_have_text("1")
    released.set()
    await expect(page.locator("[data-chat='g-east'] .preview")).to_contain_text("该跟云图吴昊了")
    await expect(badge).to_have_text("1")
