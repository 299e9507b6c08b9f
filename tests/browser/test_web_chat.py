"""The web chat in a real browser, on a desktop: talking, choosing, moving time, people and chats."""

import re

import pytest
from playwright.async_api import expect

from adapters.web.fake import GROUP, SUGGESTIONS, private
from adapters.web.fake_talk import CUSTOMER, REMINDER, Said
from tests.browser.conftest import Site, Visit, ready, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
GROUP_AS_LI = "?as=u-li&chat=g-east"
GROUP_AS_WANG = "?as=u-wang&chat=g-east"


async def test_a_newcomer_taps_a_sentence_and_sees_it_filed(visit: Visit, site: Site) -> None:
    page = await visit()
    await expect(page.locator(".hello h2")).to_have_text("你好，陈晓明")
    await expect(page.locator(".tries button")).to_have_text(list(SUGGESTIONS))
    await page.locator(".tries button").first.click()
    await expect(page.locator(".mine .bubble")).to_have_text(SUGGESTIONS[0])
    card = page.locator(".card")
    await expect(card.locator("p.first")).to_have_text("✅云图 · 拜访吴昊 · 今天")
    await expect(card.locator("p").nth(1)).to_contain_text("11月25日 周三 10:00 提醒你")
    await expect(card.locator(".buttons button")).to_have_text(["撤销", "改一下", "看客户"])
    await expect(page.locator(".chips button")).to_have_text(list(SUGGESTIONS[1:]))
    await expect(page.locator("[data-chat='p-u-chen'] .preview")).to_contain_text("云图 · 拜访吴昊")
    assert [message.text for message in site.inlet.heard] == [SUGGESTIONS[0]]


async def test_choices_are_settled_by_one_press(visit: Visit, site: Site) -> None:
    page = await visit()
    await ready(page)
    await say(page, "今天给宏远打了电话")
    choices = page.locator(".choices button")
    await expect(choices).to_have_text(["1宏远彩印 · 沧州 · 你的", "2宏远生物 · 济宁 · 刘德胜"])
    await expect(page.locator(".card p")).to_have_text(["“宏远”是哪家？还没记，话我先留着"])
    await choices.first.click()
    await expect(choices.first).to_have_class(re.compile("pressed"))
    for button in await page.locator(".card").first.locator("button").all():
        await expect(button).to_be_disabled()
    await expect(page.locator(".press")).to_have_text("我按了1 宏远彩印")
    await expect(page.locator(".card").nth(1)).to_contain_text("宏远彩印 · 电话 · 今天")
    await page.reload()
    await expect(choices.first).to_be_disabled()
    await choices.nth(1).click(force=True)
    await expect(page.locator(".card")).to_have_count(2)
    assert [message.kind for message in site.inlet.heard] == ["text", "action"]


async def test_a_button_can_be_pressed_again_once_it_is_answered(visit: Visit, site: Site) -> None:
    page = await visit()
    await ready(page)
    await say(page, "今天拜访了云图")
    look = page.locator(".card").first.get_by_role("button", name="看客户")
    await expect(look).to_be_enabled()
    site.inlet.gate.clear()
    await look.click()
    await expect(look).to_be_disabled()
    site.inlet.gate.set()
    await expect(page.locator(".card")).to_have_count(2)
    await expect(page.locator(".card").nth(1).locator("p")).to_have_text(list(CUSTOMER.lines))
    await expect(look).to_be_enabled()
    await expect(look).to_have_class(re.compile("pressed"))


async def test_time_moves_and_the_reminder_arrives(visit: Visit) -> None:
    page = await visit()
    await ready(page)
    await expect(page.locator("#now")).to_have_text("11月18日 周三 14:24")
    await page.locator("[data-jump=hour]").click()
    await expect(page.locator("#now")).to_have_text("11月18日 周三 15:24")
    await page.locator("[data-jump=morning]").click()
    await expect(page.locator("#now")).to_have_text("11月19日 周四 09:00")
    await page.locator("[data-jump=next]").click()
    await expect(page.locator("#toast")).to_have_text("现在没有等着的提醒")
    await say(page, "今天拜访了云图")
    await expect(page.locator("#next")).to_have_text("下一个提醒：11/25 周三 09:30")
    await page.locator("[data-jump=next]").click()
    await expect(page.locator(".card").nth(1)).to_contain_text("该跟云图吴昊了")
    await expect(page.locator("#now")).to_have_text("11月25日 周三 09:30")
    await expect(page.locator(".day")).to_have_text(["11月19日 周四", "今天"])
    await page.get_by_role("button", name="完成").click()
    await expect(page.locator(".card").nth(2)).to_contain_text("完成了")


async def test_two_people_see_each_other_in_the_group(visit: Visit, site: Site) -> None:
    li, wang = await visit(GROUP_AS_LI), await visit(GROUP_AS_WANG)
    await ready(li)
    await ready(wang)
    await expect(li.locator("#box")).to_have_value("@跟进 ")
    await expect(li.locator("#hint")).to_contain_text("带上 @跟进 它才听得到")
    await li.locator("#box").press_sequentially("云图怎么样了")
    await li.locator("#box").press("Enter")
    await expect(li.locator("#box")).to_have_value("@跟进 ")
    for page, mine in ((li, True), (wang, False)):
        await expect(page.locator(".bubble")).to_have_text("@跟进 云图怎么样了")
        await expect(page.locator(".item.mine")).to_have_count(1 if mine else 0)
        await expect(page.locator(".card p.first")).to_have_text(f"@李娜 {CUSTOMER.lines[0]}")
    assert site.inlet.heard[0].chat == GROUP


async def test_what_has_no_mention_is_shown_and_not_heard(visit: Visit, site: Site) -> None:
    li, wang = await visit(GROUP_AS_LI), await visit(GROUP_AS_WANG)
    await ready(li)
    await ready(wang)
    await li.locator("#box").fill("下班去吃火锅吗")
    await expect(li.locator("#hint")).to_contain_text("没有 @跟进，它听不到")
    await li.locator("#box").press("Enter")
    for page in (li, wang):
        await expect(page.locator(".unheard .bubble")).to_have_text("下班去吃火锅吗")
        await expect(page.locator(".unheard .meta")).to_contain_text("它听不到，也不记")
    await expect(li.locator(".dots")).to_have_count(0)
    await li.locator("#box").fill("今天拜访了云图")
    await li.locator("#add-at").click()
    await expect(li.locator("#box")).to_have_value("@跟进 今天拜访了云图")
    assert site.inlet.heard == []


async def test_names_are_offered_after_an_at_sign(visit: Visit, site: Site) -> None:
    page = await visit(GROUP_AS_LI)
    await ready(page)
    await page.locator("#box").press_sequentially("提醒@")
    await expect(page.locator("#mentions li")).to_have_count(5)
    await page.locator("#box").press_sequentially("王")
    await expect(page.locator("#mentions li")).to_have_count(1)
    await page.locator("#box").press("Enter")
    await expect(page.locator("#box")).to_have_value("@跟进 提醒@王强 ")
    await page.locator("#box").press("Enter")
    await expect(page.locator(".card")).to_have_count(1)
    assert [person.name for person in site.inlet.heard[0].mentions] == ["王强"]


async def test_other_chats_show_what_is_unread(visit: Visit, site: Site) -> None:
    page = await visit("?as=u-li")
    await ready(page)
    badge = page.locator("[data-chat='g-east'] .badge")
    await expect(badge).to_be_hidden()
    await site.inlet.say(GROUP, CUSTOMER)
    await site.inlet.say(GROUP, REMINDER)
    await expect(badge).to_have_text("2")
    await expect(page).to_have_title("(2) 跟进 · 李娜")
    await site.inlet.say(private("u-wang"), REMINDER)
    await expect(page.locator("[data-person='u-wang'] .dot")).to_be_visible()
    await page.locator("[data-chat='g-east']").click()
    await expect(page.locator(".card")).to_have_count(2)
    await expect(badge).to_be_hidden()
    await expect(page).to_have_title("跟进 · 李娜")
    await page.go_back()
    await expect(page.locator("#title")).to_have_text("跟进")


async def test_unread_is_counted_over_a_reload(visit: Visit, site: Site) -> None:
    page = await visit(GROUP_AS_LI)
    await ready(page)
    await page.locator("[data-chat='p-u-li']").click()
    await expect(page.locator("#title")).to_have_text("跟进")
    await page.goto("about:blank")
    await site.inlet.say(GROUP, REMINDER)
    await page.goto(site.url + "?as=u-li")
    await expect(page.locator("[data-chat='g-east'] .badge")).to_have_text("1")


async def test_enter_sends_but_not_while_composing(visit: Visit, site: Site) -> None:
    page = await visit()
    await ready(page)
    box = page.locator("#box")
    await box.fill("zhang zong")
    await box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True})
    await box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True, "cancelable": True})
    await expect(box).to_have_value("zhang zong")
    await box.fill("谢谢")
    await box.press("Shift+Enter")
    await box.press_sequentially("收到")
    await expect(box).to_have_value("谢谢\n收到")
    await box.press("Enter")
    await expect(page.locator(".bubble")).to_have_text("谢谢\n收到")
    await box.press("Enter")
    await expect(page.locator(".bubble")).to_have_count(1)
    assert [message.text for message in site.inlet.heard] == ["谢谢\n收到"]


async def test_html_is_text_everywhere(visit: Visit, site: Site) -> None:
    evil = "<img src=x onerror=alert(1)><b>粗</b>"
    page = await visit(GROUP_AS_LI)
    await ready(page)
    await site.inlet.say(GROUP, Said(lines=(evil, evil), choices=(evil,), buttons=(evil,)))
    await say(page, f"@跟进 谢谢 {evil}")
    await expect(page.locator(".card p.first")).to_have_text(evil)
    await expect(page.locator(".choices button")).to_have_text(f"1{evil}")
    await expect(page.locator(".bubble")).to_have_text(f"@跟进 谢谢 {evil}")
    await expect(page.locator(".card b, .bubble b, .card img[src=x], .bubble img")).to_have_count(0)


async def test_drafts_stay_with_their_chat(visit: Visit) -> None:
    page = await visit()
    await ready(page)
    await page.locator("#box").fill("写到一半")
    await page.locator("[data-chat='g-east']").click()
    await expect(page.locator("#box")).to_have_value("@跟进 ")
    await page.locator("[data-chat='p-u-chen']").click()
    await expect(page.locator("#box")).to_have_value("写到一半")
    await page.reload()
    await expect(page.locator("#box")).to_have_value("写到一半")


async def test_somebody_else_and_another_language(visit: Visit) -> None:
    page = await visit()
    await ready(page)
    await expect(page.locator(".note p")).to_contain_text("选人不用登录，只在这台电脑上可用")
    await page.locator("[data-person='u-zhao']").click()
    await expect(page.locator(".who")).to_contain_text("赵敏")
    await page.locator("#language").click()
    await expect(page.locator(".who")).to_contain_text("You are 赵敏")
    await page.locator("[data-person='u-li']").click()
    await expect(page.locator(".hello h2")).to_have_text("Hello, 李娜")
    await page.locator("[data-chat='g-east']").click()
    await expect(page.locator("#box")).to_have_value("@Genjin ")


async def test_while_reading_above_new_messages_do_not_pull_down(visit: Visit, site: Site) -> None:
    for _ in range(8):
        await site.inlet.say(private("u-chen"), CUSTOMER)
    page = await visit()
    await expect(page.locator(".card")).to_have_count(8)
    await page.locator("#log").hover()
    await page.mouse.wheel(0, -600)
    await expect(page.locator(".card").nth(7)).not_to_be_in_viewport()
    await site.inlet.say(private("u-chen"), REMINDER)
    await expect(page.locator("#newer")).to_be_visible()
    await page.locator("#newer").click()
    await expect(page.locator(".card").nth(8)).to_be_in_viewport()
    await expect(page.locator("#newer")).to_be_hidden()


async def test_choices_without_lines_of_their_own_show_their_words(visit: Visit, site: Site) -> None:
    await site.inlet.say(GROUP, Said(lines=("哪个标签？", "1 只有这一行"), choices=("重点客户", "老客户")))
    await site.inlet.say(GROUP, Said(lines=("2 条草稿", "1 今天拜访了", "2 明天寄样"), choices=("记第1条", "记第2条")))
    page = await visit(GROUP_AS_LI)
    first, second = page.locator(".card").nth(0), page.locator(".card").nth(1)
    await expect(first.locator("p")).to_have_text(["哪个标签？", "1 只有这一行"])
    await expect(first.locator(".choices button")).to_have_text(["1重点客户", "2老客户"])
    await expect(second.locator("p")).to_have_text(["2 条草稿"])
    await expect(second.locator(".choices button")).to_have_text(["1今天拜访了记第1条", "2明天寄样记第2条"])


async def test_suggestions_put_away_stay_away(visit: Visit) -> None:
    page = await visit()
    await ready(page)
    await say(page, "谢谢")
    await expect(page.locator(".chips button")).to_have_count(3)
    await page.get_by_role("button", name="收起").click()
    await expect(page.locator("#suggest")).to_be_hidden()
    await page.reload()
    await expect(page.locator(".bubble")).to_have_count(1)
    await expect(page.locator("#suggest")).to_be_hidden()
