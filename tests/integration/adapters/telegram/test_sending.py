"""Sending: rendered at its best, eased where Telegram refuses, and honest about what arrived."""

import asyncio
import struct
import time
import zlib
from dataclasses import replace

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from adapters.telegram import render
from adapters.telegram.fake_faults import Trouble
from adapters.telegram.fake_rooms import Room
from adapters.telegram.fake_talk import CHEN
from bot.testing import until
from commands.message import DeliveryError, File, Outgoing
from tests.integration.adapters.telegram.letters import letter, presses
from tests.integration.adapters.telegram.rig import TelegramRig, settings

pytestmark = pytest.mark.integration


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


async def test_the_answer_hangs_on_the_question_in_its_topic(rig: TelegramRig) -> None:
    group = rig.fake.talk.group(topics=(9,))
    asked = rig.fake.world.post(group, by_bot=False, text="问")
    sent = await rig.send(
        letter(
            group,
            "✅ 云图 <b>",
            topic="9",
            asked=f"{group.id}:{asked.id}",
            mention=str(CHEN.id),
            mention_name="陈晓明",
            buttons=presses("撤销"),
        )
    )
    post = group.posts[int(sent.message_id.rpartition(":")[2])]
    assert (post.text, post.reply_to, post.topic, post.mentioned) == ("陈晓明 ✅ 云图 <b>", asked.id, 9, (CHEN.id,))
    assert post.buttons == [("撤销", presses("撤销")[0].action)]


async def test_a_deleted_question_or_topic_keeps_no_answer_back(rig: TelegramRig) -> None:
    group = rig.fake.talk.group()
    await rig.send(letter(group, "好", topic="9", asked=f"{group.id}:4711"))
    assert rig.shown() == ["好"]


async def test_an_earlier_message_is_replaced_in_place(rig: TelegramRig) -> None:
    room = rig.fake.talk.private()
    first = await rig.send(letter(room, "哪家？", choices=presses("甲", "乙")))
    second = await rig.send(letter(room, "✅ 甲", buttons=presses("撤销"), replaces=first.message_id))
    assert second.message_id == first.message_id
    assert rig.shown() == ["✅ 甲\n[撤销]"]
    again = await rig.send(letter(room, "✅ 甲", buttons=presses("撤销"), replaces=first.message_id, repeat=True))
    assert again.message_id == first.message_id
    assert rig.shown() == ["✅ 甲\n[撤销]"]


async def test_what_cannot_be_replaced_is_sent_anew(rig: TelegramRig) -> None:
    room, group = rig.fake.talk.private(), rig.fake.talk.group()
    theirs = rig.fake.world.post(room, by_bot=False, text="你好")
    gone, elsewhere = f"{room.id}:4711", f"{group.id}:{theirs.id}"
    for replaced in (f"{room.id}:{theirs.id}", gone, elsewhere, "nonsense"):
        await rig.send(letter(room, f"新 {replaced}", replaces=replaced))
    assert len(rig.shown()) == 4
    assert theirs.text == "你好"


async def test_a_quiet_answer_is_a_reaction_where_the_chat_allows_one(rig: TelegramRig) -> None:
    group = rig.fake.talk.group()
    asked = rig.fake.world.post(group, by_bot=False, text="今天拜访了云图")
    await rig.send(letter(group, "✅ 云图", asked=f"{group.id}:{asked.id}", quiet=True))
    assert asked.reactions == ["👌"]
    assert rig.shown() == []
    await rig.send(letter(group, "哪家？", asked=f"{group.id}:{asked.id}", quiet=True, choices=presses("甲")))
    assert rig.shown() == ["哪家？\n[1 甲]"]
    group.reactions = False
    await rig.send(letter(group, "✅ 云图", asked=f"{group.id}:{asked.id}", quiet=True))
    assert rig.shown()[1:] == ["✅ 云图"]


async def test_pictures_are_shown_and_papers_attached(rig: TelegramRig) -> None:
    room = rig.fake.talk.private()
    rig.files.files = {"chart": picture(), "list": b"a,b", "broken": b"no picture"}
    files = (
        File(id="chart", name="漏斗.png", kind="image"),
        File(id="list", name="名单.csv"),
        File(id="broken", name="坏.png", kind="image"),
    )
    sent = await rig.send(letter(room, "本周", files=files, buttons=presses("撤销")))
    posts = list(room.posts.values())
    assert [(post.text, post.photo, bool(post.file)) for post in posts] == [
        ("本周", False, False),
        ("", True, True),
        ("", False, True),
        ("", False, True),
    ]
    assert sent.message_id == f"{room.id}:{posts[0].id}"
    assert [rig.fake.world.files[post.file] for post in posts[1:]] == [picture(), b"a,b", b"no picture"]


async def test_a_file_that_is_gone_or_too_large_is_a_dead_letter(rig: TelegramRig) -> None:
    room = rig.fake.talk.private()
    rig.files.files = {"huge": b"x" * (50 * 1024 * 1024 + 1), "empty": b""}
    for id in ("gone", "huge", "empty"):
        with pytest.raises(DeliveryError) as refused:
            await rig.send(letter(room, "看", files=(File(id=id, name="a.csv"),)))
        assert refused.value.final
    assert rig.shown() == []


async def test_an_empty_letter_is_a_dead_letter(rig: TelegramRig) -> None:
    with pytest.raises(DeliveryError, match="nothing"):
        await rig.send(letter(rig.fake.talk.private(), " "))


async def test_the_unreachable_are_told_apart(rig: TelegramRig) -> None:
    never = rig.fake.talk.private(opened=False)
    blocked = rig.fake.talk.group(-77)
    blocked.member = False
    missing = letter(never, "好")
    del rig.fake.world.rooms[never.id]
    letters = [missing, letter(blocked, "好")]
    rig.fake.world.rooms[7002] = never
    never.id = 7002
    letters.append(letter(never, "好"))
    for each in letters:
        with pytest.raises(DeliveryError) as refused:
            await rig.send(each)
        assert (refused.value.final, refused.value.unreachable) == (True, True)


async def test_a_group_that_moved_says_where_to(rig: TelegramRig) -> None:
    group = rig.fake.talk.group(-4001, sort="group")
    rig.fake.talk.move(group, -1009999)
    with pytest.raises(DeliveryError) as refused:
        await rig.send(letter(group, "好"))
    assert (refused.value.moved_to, refused.value.final) == ("-1009999", False)


async def test_slowing_down_counts_as_no_try(rig: TelegramRig) -> None:
    room = rig.fake.talk.private()
    rig.fake.faults.add("slow down", method="sendMessage", seconds=17)
    with pytest.raises(DeliveryError) as refused:
        await rig.send(letter(room, "好"))
    assert (refused.value.after, refused.value.held, refused.value.final) == (17.0, True, False)
    await rig.send(letter(room, "好"))
    assert rig.shown() == ["好"]


@pytest.mark.parametrize("trouble", ["error", "page", "cut"])
async def test_nobody_knows_after_a_broken_answer(rig: TelegramRig, trouble: Trouble) -> None:
    rig.fake.faults.add(trouble, method="sendMessage")
    with pytest.raises(NetworkError):
        await rig.send(letter(rig.fake.talk.private(), "好"))
    assert len(rig.shown()) == (1 if trouble == "cut" else 0)


@pytest.mark.parametrize(("trouble", "arrived"), [("lost before", 0), ("lost after", 1)])
async def test_nobody_knows_after_a_time_out(trouble: Trouble, arrived: int) -> None:
    rig = await TelegramRig().open(request_seconds=1.0)
    rig.fake.faults.add(trouble, method="sendMessage")
    with pytest.raises(TimedOut):
        await rig.send(letter(rig.fake.talk.private(), "好"))
    assert len(rig.shown()) == arrived
    await rig.close()


async def test_a_refused_connection_delivered_nothing(rig: TelegramRig) -> None:
    await rig.fake.stop()
    with pytest.raises(DeliveryError, match="no connection") as refused:
        await rig.send(letter(rig.fake.talk.private(), "好"))
    assert not refused.value.final


async def test_a_token_that_was_revoked_may_come_back(rig: TelegramRig) -> None:
    rig.fake.faults.add("unknown token", method="sendMessage")
    with pytest.raises(DeliveryError) as refused:
        await rig.send(letter(rig.fake.talk.private(), "好"))
    assert not refused.value.final
    assert rig.fake.token not in refused.value.reason


def digest(room: Room) -> Outgoing:
    """A letter of several messages."""
    return letter(
        room,
        *(f"{i:04d} 华星 A级 5天没跟，报价后没回音" for i in range(500)),
        buttons=presses("看全部"),
    )


async def test_the_buttons_stand_under_the_last_part(rig: TelegramRig) -> None:
    room = rig.fake.talk.private()
    sent = await rig.send(digest(room))
    posts = list(room.posts.values())
    assert len(posts) > 2
    assert [len(post.buttons) for post in posts] == [0] * (len(posts) - 1) + [1]
    assert sent.message_id == f"{room.id}:{posts[-1].id}"
    assert sent.handles["all"].split() == [f"{room.id}:{post.id}" for post in posts]


async def test_only_the_rest_of_a_long_letter_is_sent_again(rig: TelegramRig) -> None:
    """The repeat mark stands on the part that may have arrived."""
    room, long = rig.fake.talk.private(), digest(rig.fake.talk.private())
    whole = render.texts(long, settings(rig.fake), keyboard=True)
    rig.fake.faults.add("cut", method="sendMessage", skip=2)
    with pytest.raises(NetworkError):
        await rig.send(long)
    assert len(rig.shown()) == 3
    await rig.send(replace(long, repeat=True))
    assert [post.text for post in room.posts.values()] == [*whole[:3], f"（可能重复）{whole[2]}", *whole[3:]]


async def test_html_that_telegram_cannot_read_is_sent_plain(rig: TelegramRig) -> None:
    words = "Bad Request: can't parse entities: Unsupported start tag"
    rig.fake.faults.add("refused", method="sendMessage", words=words)
    first = await rig.send(letter(rig.fake.talk.private(), "1 < 2 & 3", buttons=presses("撤销")))
    assert rig.shown() == ["1 < 2 & 3\n[撤销]"]
    rig.fake.faults.add("refused", method="editMessageText", words=words)
    await rig.send(letter(rig.fake.talk.private(), "2 > 1 & 0", replaces=first.message_id))
    assert rig.shown() == ["2 > 1 & 0"]


async def test_a_refused_keyboard_is_said_in_words(rig: TelegramRig) -> None:
    room = rig.fake.talk.private()
    rig.fake.faults.add("refused", method="sendMessage", words="Bad Request: BUTTON_DATA_INVALID")
    await rig.send(letter(room, "哪家？", choices=presses("甲", "乙"), undo=38))
    assert rig.shown() == ["哪家？\n1 甲\n2 乙\n选哪个？回“1”\n不对？回“撤销 38”"]


async def test_any_other_refusal_is_final(rig: TelegramRig) -> None:
    rig.fake.faults.add("refused", method="sendMessage", words="Bad Request: not enough rights to send text messages")
    with pytest.raises(DeliveryError, match="ot enough rights") as refused:
        await rig.send(letter(rig.fake.talk.group(), "好"))
    assert (refused.value.final, refused.value.unreachable) == (True, False)


async def test_a_hundred_and_one_choices_are_said_in_words(rig: TelegramRig) -> None:
    room = rig.fake.talk.private()
    await rig.send(letter(room, "哪家？", choices=presses(*(f"客户{i}" for i in range(101)))))
    (shown,) = rig.shown()
    assert "\n101 客户100\n" in shown


async def test_the_limits_of_telegram_are_kept_before_it_has_to() -> None:
    """Two a second to one chat, against a fake that refuses a third; another chat does not stand in its line."""
    rig = await TelegramRig().open(chat_per_second=2)
    rig.fake.rates.most["chat"] = (2, 1.0)
    room, other = rig.fake.talk.private(), rig.fake.talk.group()
    began = time.monotonic()

    async def fill() -> float:
        for i in range(5):
            await rig.send(letter(room, f"第{i}封"))
        return time.monotonic() - began

    filling = asyncio.create_task(fill())
    await until(lambda: len(rig.shown()) == 2)
    await rig.send(letter(other, "快"))
    assert await filling >= 1.9
    assert rig.fake.rates.refused == 0
    assert rig.shown() == ["第0封", "第1封", "快", "第2封", "第3封", "第4封"]
    await rig.close()


async def test_a_groups_minute_is_kept_and_the_letter_goes_back() -> None:
    rig = await TelegramRig().open(group_per_minute=3)
    group, room = rig.fake.talk.group(), rig.fake.talk.private()
    for i in range(3):
        await rig.send(letter(group, f"第{i}封"))
    with pytest.raises(DeliveryError) as refused:
        await rig.send(letter(group, "第3封"))
    assert refused.value.held
    assert refused.value.after is not None
    assert 50 < refused.value.after <= 60
    for i in range(4):
        await rig.send(letter(room, f"私聊{i}"))
    await rig.close()


async def test_the_fake_refuses_what_is_too_fast(rig: TelegramRig) -> None:
    rig.fake.rates.most["chat"] = (1, 1.0)
    room = rig.fake.talk.private()
    await rig.send(letter(room, "一"))
    with pytest.raises(DeliveryError) as refused:
        await rig.send(letter(room, "二"))
    assert refused.value.held
    assert rig.fake.rates.refused == 1


async def test_telegrams_own_errors_never_hold_the_token(rig: TelegramRig) -> None:
    troubles: tuple[Trouble, ...] = ("error", "page", "unknown token")
    for trouble in troubles:
        rig.fake.faults.add(trouble, method="getChat")
        with pytest.raises(TelegramError) as error:
            await rig.door._client.bot.get_chat(7001)
        assert rig.fake.token not in repr(error.value)
