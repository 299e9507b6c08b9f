"""Hearing: stored before it is acknowledged, in order, by one process, whatever Telegram's side does."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import structlog
from aiohttp import ClientSession
from telegram import Update

from adapters.telegram.door import TelegramDoor
from adapters.telegram.fake import FakeTelegram
from adapters.telegram.fake_faults import Trouble
from adapters.telegram.fake_talk import CHEN, LINA
from adapters.telegram.updates import ALLOWED
from bot.testing import until
from commands.message import Message
from tests.integration.adapters.inlets import RecordedReceipt
from tests.integration.adapters.telegram.letters import letter, presses
from tests.integration.adapters.telegram.rig import AT, PUBLIC, SECRET, PollingRig, TelegramRig, settings

pytestmark = pytest.mark.integration


async def test_the_webhook_is_set_with_its_secret_and_kinds(rig: TelegramRig) -> None:
    hook = rig.fake.world.hook
    assert (hook.url, hook.secret, hook.allowed) == (f"{PUBLIC}/telegram", SECRET, ALLOWED)
    names = [each["command"] for each in rig.fake.world.commands[""]]
    assert names == ["log", "find", "remind", "todo", "undo", "help"]


async def test_the_link_for_invitations_is_on_the_shelf(rig: TelegramRig) -> None:
    await until(lambda: "link:telegram" in rig.shelf.names)
    assert await rig.shelf.get("link:telegram") == b"https://t.me/genjin_bot?start="


async def test_200_only_after_it_is_stored(rig: TelegramRig) -> None:
    rig.inlet.gate.clear()
    said = asyncio.create_task(rig.say("今天拜访了云图"))
    await until(lambda: "getMe" in rig.fake.calls)
    await rig.send(letter(rig.fake.talk.private(), "别的事照样做"))
    assert not said.done()
    rig.inlet.gate.set()
    assert await said == 200


async def test_what_cannot_be_stored_now_comes_again(rig: TelegramRig) -> None:
    rig.inlet.failing = RuntimeError("the database is away, 13800001111")
    assert await rig.say("今天拜访了云图", key="k") == 503
    assert rig.bodies[-1] == b"later"
    rig.inlet.failing = None
    assert await rig.say("今天拜访了云图", key="k") == 200
    assert [each.text for each in rig.heard] == ["今天拜访了云图"]


async def test_a_body_without_a_length_is_limited_too(rig: TelegramRig) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65536

    address = rig.fake.world.hook.url.replace(*rig.fake.poster.reroute)
    async with ClientSession() as session:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with session.post(address, data=pieces(), headers=headers) as answer:
            assert (answer.status, await answer.text()) == (413, "too large")
        async with session.get(address, headers=headers) as answer:
            assert answer.status == 405
    assert rig.heard == []


async def test_the_offset_moves_only_after_all_are_stored(polling: PollingRig) -> None:
    """A batch of ten, of which the sixth can't be stored at first."""
    polling.inlet.gate.clear()
    updates = [polling.fake.talk.say(f"第{i}句") for i in range(10)]
    for update in updates:
        polling.fake.queue.put(update)
    accept = polling.inlet.accept
    fails = 2

    async def unreliable(message: Message) -> RecordedReceipt:
        nonlocal fails
        if message.text == "第5句" and fails:
            fails -= 1
            raise RuntimeError("the database is away")
        return await accept(message)

    polling.inlet.accept = unreliable  # type: ignore[method-assign]
    asked = len(polling.fake.queue.offsets)
    assert all(polling.fake.queue.waits(update) for update in updates)
    polling.inlet.gate.set()
    await asyncio.gather(*map(polling.fake.queue.done, updates))
    assert [each.text for each in polling.heard] == [f"第{i}句" for i in range(10)]
    assert polling.inlet.accepted > 10
    offsets = [offset for offset in polling.fake.queue.offsets[asked:] if offset is not None]
    assert offsets[0] == updates[-1]["update_id"] + 1


async def test_a_batch_keeps_the_order_of_each_chat(polling: PollingRig) -> None:
    talk = polling.fake.talk
    rooms = [talk.private(CHEN), talk.private(LINA)]
    updates = [talk.say(f"{i}", rooms[i % 2], (CHEN, LINA)[i % 2]) for i in range(20)]
    for update in updates:
        polling.fake.queue.put(update)
    await asyncio.gather(*map(polling.fake.queue.done, updates))
    for room, first in zip(rooms, (0, 1), strict=True):
        texts = [int(each.text) for each in polling.heard if each.chat.id == str(room.id)]
        assert texts == list(range(first, 20, 2))


async def test_it_polls_on_after_errors(polling: PollingRig) -> None:
    troubles: tuple[Trouble, ...] = ("error", "page", "cut", "slow down", "unknown token")
    for trouble in troubles:
        polling.fake.faults.add(trouble, method="getUpdates")
    with structlog.testing.capture_logs() as logs:
        assert await polling.say("今天拜访了云图") == 200
        await until(lambda: polling.fake.faults.over)
        assert await polling.say("又拜访了云图") == 200
    assert len(logs) == 4
    assert polling.fake.token not in json.dumps(logs, default=str)
    assert [each.text for each in polling.heard] == ["今天拜访了云图", "又拜访了云图"]


async def test_a_webhook_left_behind_is_taken_away(polling: PollingRig) -> None:
    polling.fake.world.hook.url = "https://old.example.com/telegram"
    await until(lambda: not polling.fake.world.hook.url)
    assert await polling.say("今天拜访了云图") == 200


async def test_two_pollers_step_back_and_come_again(polling: PollingRig) -> None:
    """Two processes that both believe they lead: each gets 409 at times, nothing is lost, nothing is heard twice."""
    other = polling.make_door(mode="polling")
    await other.start()
    await other.lead()
    with structlog.testing.capture_logs() as logs:
        for i in range(5):
            assert await polling.say(f"第{i}句") == 200
        await until(lambda: any("another program" in each["event"] for each in logs))
    assert [each.text for each in polling.heard] == [f"第{i}句" for i in range(5)]
    await other.stop()


async def test_who_follows_does_not_poll(polling: PollingRig) -> None:
    await polling.door.follow()
    update = polling.fake.talk.say("今天拜访了云图")
    polling.fake.queue.put(update)
    asked = len(polling.fake.queue.offsets)
    await polling.send(letter(polling.fake.talk.private(), "发还是能发"))
    assert len(polling.fake.queue.offsets) == asked
    assert polling.heard == []
    await polling.door.lead()
    await polling.door.lead()
    await polling.fake.queue.done(update)
    assert len(polling.heard) == 1


async def test_a_press_stops_spinning_once_it_is_stored(rig: TelegramRig) -> None:
    rig.inlet.failing = RuntimeError("away")
    assert await rig.press("Ab3dEf6hIj9lMn2pQr5tUv.1", key="k") == 503
    assert rig.fake.world.answered == []
    rig.inlet.failing = None
    assert await rig.press("Ab3dEf6hIj9lMn2pQr5tUv.1", key="k") == 200
    await until(lambda: rig.fake.world.answered)
    assert await rig.press("Ab3dEf6hIj9lMn2pQr5tUv.1", key="k") == 200
    await until(lambda: rig.fake.calls.count("answerCallbackQuery") == 2)
    assert len(rig.heard) == 1


async def test_a_shown_button_can_be_pressed(rig: TelegramRig) -> None:
    room = rig.fake.talk.private()
    sent = await rig.send(letter(room, "哪家？", choices=presses("甲", "乙")))
    post = room.posts[int(sent.message_id.rpartition(":")[2])]
    assert await rig.fake.deliver(rig.fake.talk.press(post.buttons[1][1], post, room)) == 200
    (pressed,) = rig.heard
    assert (pressed.press, pressed.target) == (presses("甲", "乙")[1].action, sent.message_id)


async def test_nine_pictures_of_an_album_are_nine_messages_for_the_bot(rig: TelegramRig) -> None:
    """In a group only the first carries the words and the mention, and yet all nine are meant."""
    talk, group = rig.fake.talk, rig.fake.talk.group()
    first = talk.picture(room=group, caption=f"{AT} 云图的机房", mark=(talk.mention(AT),), media_group_id="77")
    assert await rig.fake.deliver(first) == 200
    for _ in range(8):
        assert await rig.fake.deliver(talk.picture(room=group, media_group_id="77")) == 200
    assert await rig.fake.deliver(talk.picture(room=group, media_group_id="78")) == 200
    assert [each.addressed for each in rig.heard] == [True] * 9 + [False]
    assert all(len(each.attachments) == 1 for each in rig.heard)


async def test_an_album_is_known_to_other_processes(rig: TelegramRig) -> None:
    talk, group = rig.fake.talk, rig.fake.talk.group()
    words = talk.picture(room=group, caption=f"{AT} 云图", mark=(talk.mention(AT),), media_group_id="77")
    await rig.fake.deliver(words)
    other = rig.make_door()
    await other.start()
    assert await other._take([Update.de_json(talk.picture(room=group, media_group_id="77"))])
    assert rig.heard[-1].addressed
    await other.stop()


async def test_a_colleague_heard_before_is_known_by_their_name(rig: TelegramRig) -> None:
    talk, group = rig.fake.talk, rig.fake.talk.group()
    await rig.fake.deliver(talk.say("你好", talk.private(LINA), LINA))
    said = f"{AT} 派给 @lina_cn 给云图寄样品"
    await rig.fake.deliver(talk.say(said, group, mark=(talk.mention(AT), talk.mention("@lina_cn"))))
    assert [(each.id, each.name) for each in rig.heard[-1].mentions] == [("7002", "李娜")]
    assert rig.heard[-1].text == "派给 @lina_cn 给云图寄样品"


async def test_who_speaks_past_the_bot_is_not_remembered(rig: TelegramRig) -> None:
    assert await rig.fake.deliver(rig.fake.talk.say("中午吃什么", rig.fake.talk.group(), LINA)) == 200
    assert "telegram.123456789.name.lina" not in rig.shelf.names
    assert await rig.say("今天拜访了云图") == 200
    assert [name for name in rig.shelf.names if ".name." in name] == ["telegram.123456789.name.chenxm"]


async def test_who_the_bot_is_is_asked_once(rig: TelegramRig) -> None:
    talk = rig.fake.talk
    updates = [Update.de_json(talk.say("好", talk.group(-each), mark=())) for each in range(1, 50)]
    assert await rig.door._take(updates)
    assert rig.fake.calls.count("getMe") == 1


async def test_a_moved_group_is_heard_once_from_both_chats(rig: TelegramRig) -> None:
    left, right = rig.fake.talk.move(rig.fake.talk.group(-4001, sort="group"), -1009999)
    for update in (right, left):
        assert await rig.fake.deliver(update) == 200
    (moved,) = rig.heard
    assert (moved.event, moved.chat.id, moved.target) == ("moved", "-4001", "-1009999")


async def test_being_added_removed_and_blocked_is_heard(rig: TelegramRig) -> None:
    talk = rig.fake.talk
    group, room = talk.group(), talk.private()
    steps = (
        (group, "left", "member"),
        (group, "member", "left"),
        (room, "member", "kicked"),
        (room, "kicked", "member"),
    )
    for where, was, now in steps:
        assert await rig.fake.deliver(talk.membership(was, now, where)) == 200
    assert [each.event for each in rig.heard] == ["added", "removed", "removed", "opened"]


async def test_telegram_away_at_the_start_is_no_matter() -> None:
    """The door starts, and sets the webhook once Telegram is back."""
    rig = TelegramRig()
    rig.fake.faults.add("error", method="setWebhook", times=3)
    rig.fake.faults.add("page", method="getMe")
    await rig.open()
    assert rig.fake.calls.count("setWebhook") == 4
    await until(lambda: "link:telegram" in rig.shelf.names)
    rig.fake.faults.add("page", method="getMe", times=100)
    assert await rig.say("它的名字已经知道了") == 200
    await rig.close()


async def test_without_a_public_address_nothing_is_set(rig: TelegramRig) -> None:
    fake = FakeTelegram()
    await fake.start()
    door = TelegramDoor(settings(fake, mode="webhook"), inlet=rig.inlet, shelf=rig.shelf, files=rig.files)
    await door.start()
    await door.lead()
    await until(lambda: "en" in fake.world.commands)
    assert "setWebhook" not in fake.calls
    await door.stop()
    await fake.stop()
