"""What goes out, and what becomes of it when something goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from adapters.feishu.api import Refusal, UnclearError
from adapters.feishu.fake_calls import ASKER, GROUP, PRIVATE, THE_BOT
from commands.message import Attachment, Chat, DeliveryError, File, Outgoing, Press
from tests.integration.adapters.feishu.rig import FeishuRig

pytestmark = pytest.mark.integration
BUTTONS = (Press(label="撤销", action="Ab3dEf6hIj9lMn2pQr5tUv.0"),)


@pytest.fixture
async def rig() -> AsyncIterator[FeishuRig]:
    rig = await FeishuRig().start(call_seconds=1.5)
    yield rig
    await rig.close()


def letter(
    rig: FeishuRig, *lines: str, id: str = "o1", chat: str = PRIVATE, topic: str = "", **fields: Any
) -> Outgoing:
    where = Chat(platform="feishu", app=rig.door.app, id=chat, topic=topic, private=chat != GROUP)
    return Outgoing(id=id, chat=where, lines=lines, **{"created_at": datetime.now(UTC)} | fields)


async def refusal(rig: FeishuRig, outgoing: Outgoing) -> DeliveryError:
    with pytest.raises(DeliveryError) as refused:
        await rig.send(outgoing)
    return refused.value


@pytest.mark.parametrize("fault", ["429", "500", "page", "hang", "drop", "500_after", "hang_after", "drop_after"])
async def test_after_any_fault_a_second_try_shows_it_once_and_unmarked(rig: FeishuRig, fault: str) -> None:
    """429 is a sure no, with the time of the next try; of all else nobody knows, and the uuid keeps it single."""
    rig.fake.fail(fault, "im/v1/messages", reset=7.5)
    expected = (DeliveryError,) if fault == "429" else (UnclearError, TimeoutError, aiohttp.ClientError)
    with pytest.raises(expected) as wrong:
        await rig.send(letter(rig, "✅ 云图"))
    if isinstance(wrong.value, DeliveryError):
        assert (wrong.value.after, wrong.value.held, wrong.value.final) == (7.5, True, False)
    assert rig.shown() == (["✅ 云图"] if fault.endswith("_after") else [])
    sent = await rig.send(letter(rig, "✅ 云图", repeat=fault != "429"))
    assert rig.shown() == ["✅ 云图"]
    assert sent.message_id == rig.fake.messages[0].id


async def test_no_connection_is_a_sure_no(rig: FeishuRig) -> None:
    await rig.send(letter(rig, "一"))
    await rig.fake.stop()
    assert not (await refusal(rig, letter(rig, "二", id="o2"))).final


async def test_a_spent_token_is_replaced_once(rig: FeishuRig) -> None:
    await rig.send(letter(rig, "一"))
    rig.fake.fail("token", "im/v1/messages")
    await rig.send(letter(rig, "二", id="o2"))
    assert rig.shown() == ["一", "二"]
    assert len([each for each in rig.fake.asked if "tenant_access_token" in each]) == 2
    rig.fake.fail("token", "im/v1/messages", times=2)
    refused = await refusal(rig, letter(rig, "三", id="o3"))
    assert not refused.final
    assert len([each for each in rig.fake.asked if "tenant_access_token" in each]) == 3


async def test_a_token_serves_every_process_until_shortly_before_its_end(rig: FeishuRig) -> None:
    other = rig.another()
    await other.start()
    await asyncio.gather(*(door.send(letter(rig, "一", id=f"o{i}")) for i, door in enumerate([rig.door, other] * 2)))
    assert len([each for each in rig.fake.asked if "tenant_access_token" in each]) == 1
    rig.ahead = rig.fake.ahead = 7200 - 200
    await rig.send(letter(rig, "二", id="o9"))
    await other.stop()
    assert len([each for each in rig.fake.asked if "tenant_access_token" in each]) == 2


async def test_without_a_token_nothing_was_sent_for_sure(rig: FeishuRig) -> None:
    rig.fake.tokens.clear()
    rig.ahead = 7200
    for fault in ("500", "hang", "drop"):
        rig.fake.fail(fault, "tenant_access_token")
        assert not (await refusal(rig, letter(rig, "一"))).final


async def test_a_wrong_secret_is_not_final_for_it_can_be_mended(rig: FeishuRig) -> None:
    door = rig.another(app_secret="wrong", app_id=rig.door.app)
    await rig.shelf.put(f"feishu.app.{door.app}.token", b'{"token":"x","until":0}', seconds=60)
    await door.start()
    with pytest.raises(Refusal) as refused:
        await door.send(letter(rig, "一"))
    await door.stop()
    assert (refused.value.code, refused.value.final) == (10014, False)


async def test_who_cannot_be_reached(rig: FeishuRig) -> None:
    for chat, code in (("oc_strange", 230002), ("ou_strange", 230013)):
        refused = await refusal(rig, letter(rig, "一", chat=chat))
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.final, refused.unreachable) == (code, True, True)


async def test_a_person_is_written_to_by_open_id(rig: FeishuRig) -> None:
    await rig.send(letter(rig, "早！", chat=ASKER))
    assert rig.fake.messages[0].chat == ASKER


async def test_an_answer_is_a_reply_and_stays_in_its_topic(rig: FeishuRig) -> None:
    rig.fake.hear("om_q", GROUP)
    await rig.send(letter(rig, "一", chat=GROUP, asked="om_q"))
    await rig.send(letter(rig, "二", id="o2", chat=GROUP, topic="omt_1", asked="om_q", buttons=BUTTONS))
    found = [(each.reply_to, each.in_thread) for each in rig.fake.messages if each.ours]
    assert found == [("om_q", False), ("om_q", True)]


async def test_in_a_topic_the_bot_can_speak_first_once_it_has_heard_it(rig: FeishuRig) -> None:
    envelope = rig.text("今天见了吴总", key="t", private=False, mention="first", thread_id="omt_1")
    await rig.deliver(envelope)
    await rig.send(letter(rig, "⏰ 该跟云图了", chat=GROUP, topic="omt_1"))
    await rig.send(letter(rig, "⏰ 该跟远航了", id="o2", chat=GROUP, topic="omt_unheard"))
    found = [(each.reply_to, each.in_thread) for each in rig.fake.messages if each.ours]
    assert found == [("om_t", True), ("", False)]


async def test_a_question_that_was_withdrawn_is_answered_all_the_same(rig: FeishuRig) -> None:
    await rig.send(letter(rig, "一", asked="om_gone"))
    assert rig.shown() == ["一"]


async def test_a_card_is_updated_in_place(rig: FeishuRig) -> None:
    sent = await rig.send(letter(rig, "“宏远”是哪家？", buttons=BUTTONS))
    again = await rig.send(letter(rig, "✅ 宏远彩印 · 电话", id="o2", replaces=sent.message_id))
    assert again.message_id == sent.message_id
    assert rig.shown() == ["✅ 宏远彩印 · 电话"]


async def test_what_is_no_card_of_ours_is_followed_by_a_new_message(rig: FeishuRig) -> None:
    text = await rig.send(letter(rig, "一"))
    await rig.send(letter(rig, "二", id="o2", replaces=text.message_id))
    rig.fake.hear("om_theirs", PRIVATE)
    await rig.send(letter(rig, "三", id="o3", replaces="om_theirs"))
    assert rig.shown() == ["一", "二", "三"]


async def test_a_card_that_is_too_large_or_of_two_weeks_ago_is_followed_by_a_new_message(rig: FeishuRig) -> None:
    card = await rig.send(letter(rig, "四", buttons=BUTTONS))
    await rig.send(letter(rig, "长" * 12_000, id="o5", replaces=card.message_id))
    rig.fake.ahead = rig.ahead = 15 * 86400
    await rig.send(letter(rig, "五", id="o6", replaces=card.message_id))
    assert [each[:2] for each in rig.shown()] == ["四\n", "长长", "五"]


async def test_a_limit_on_edits_is_waited_for_and_not_taken_for_a_no(rig: FeishuRig) -> None:
    card = await rig.send(letter(rig, "四", buttons=BUTTONS))
    rig.fake.fail("429", card.message_id)
    assert (await refusal(rig, letter(rig, "五", id="o2", replaces=card.message_id))).held
    assert rig.shown() == ["四\n[撤销]"]


async def test_a_card_that_is_refused_or_too_large_becomes_numbered_text(rig: FeishuRig) -> None:
    choices = (Press(label="宏远彩印", action="a.0"),)
    unlabelled = (Press(label="", action="a.1"),)
    await rig.send(letter(rig, "哪家？", choices=choices, buttons=unlabelled, undo=38, chat=GROUP))
    await rig.send(letter(rig, "长" * 12_000, id="o2", choices=choices))
    assert rig.shown()[0] == "哪家？\n1 宏远彩印\n选哪个？回“@跟进 1”\n不对？回“@跟进 撤销 38”"
    assert rig.shown()[1] == f"{'长' * 12_000}\n1 宏远彩印\n选哪个？回“1”"


async def test_a_text_over_the_limit_goes_in_parts_with_uuids_of_their_own(rig: FeishuRig) -> None:
    lines = tuple(f"{i:05d} 华星 A级 5天没跟，报价后没回音" for i in range(6000))
    await rig.send(letter(rig, *lines))
    await rig.send(letter(rig, *lines, repeat=True))
    assert len(rig.shown()) > 1
    assert "\n".join(rig.shown()) == "\n".join(lines)


async def test_where_few_words_are_wanted_a_reaction_says_enough(rig: FeishuRig) -> None:
    rig.fake.hear("om_q", GROUP)
    await rig.send(letter(rig, "✅ 记好了", chat=GROUP, asked="om_q", quiet=True))
    assert (rig.shown(), rig.fake.messages[0].reactions) == ([], ["DONE"])
    await rig.send(letter(rig, "✅ 记好了", id="o2", chat=GROUP, asked="om_gone", quiet=True))
    assert rig.shown() == ["✅ 记好了"]


async def test_pictures_and_papers_follow_the_words(rig: FeishuRig) -> None:
    rig.files.files |= {"p": b"png" * 700_000, "d": b"pdf", "huge": b"x" * (10 * 1024 * 1024 + 1)}
    files = (
        File(id="p", name="漏斗.png", kind="image"),
        File(id="d", name="名单.pdf"),
        File(id="huge", name="大图.png", kind="image"),
    )
    sent = await rig.send(letter(rig, "本周漏斗", files=files))
    assert rig.shown() == ["本周漏斗", "[图片]", "[文件]", "[文件]"]
    assert sent.message_id == rig.fake.messages[0].id
    assert sorted(map(len, rig.fake.uploads.values())) == [3, 2_100_000, 10 * 1024 * 1024 + 1]
    await rig.send(letter(rig, id="o2", files=files[:1]))
    assert rig.shown()[4:] == ["[图片]"]


async def test_files_that_cannot_go_are_refused_before_a_word_is_said(rig: FeishuRig) -> None:
    rig.files.files |= {"empty": b"", "huge": b"x" * (30 * 1024 * 1024 + 1)}
    for id in ("empty", "huge", "gone"):
        assert (await refusal(rig, letter(rig, "一", files=(File(id=id, name="a.bin"),)))).final
    assert rig.shown() == []


async def test_limits_are_kept_before_feishu_has_to(rig: FeishuRig) -> None:
    """Five a second to a chat: of ten at once some wait, none is refused by the fake, which counts too."""
    door = rig.another(chat_per_second=5, call_seconds=5.0)
    await door.start()
    await asyncio.gather(*(door.send(letter(rig, str(i), id=f"o{i}")) for i in range(10)))
    await door.stop()
    assert sorted(rig.shown()) == sorted(map(str, range(10)))


async def test_feishus_own_limit_is_a_sure_no_with_a_time(rig: FeishuRig) -> None:
    results = await asyncio.gather(
        *(rig.send(letter(rig, str(i), id=f"o{i}")) for i in range(7)), return_exceptions=True
    )
    refused = [each for each in results if isinstance(each, DeliveryError)]
    assert len(refused) == 2
    assert all(each.held and each.after == 1.0 for each in refused)


async def test_an_old_repeat_is_marked_even_on_a_card(rig: FeishuRig) -> None:
    old = datetime.now(UTC) - timedelta(hours=2)
    await rig.send(letter(rig, "✅ 云图", repeat=True, created_at=old, buttons=BUTTONS))
    assert rig.shown() == ["（可能重复）✅ 云图\n[撤销]"]


async def test_names(rig: FeishuRig) -> None:
    """From the contacts, else from the members of the chat where they were seen; remembered for a day."""
    rig.fake.chats[GROUP] = {f"ou_{i}": f"成员{i}" for i in range(5)}
    await rig.deliver(rig.text("你好", private=False, mention="first"))
    await rig.deliver(
        rig.fake.calls.message("text", {"text": "@_user_1 你好"}, private=False, sender="ou_4", mentions=(THE_BOT,))
    )
    assert await rig.door.name_of(ASKER) == "陈晓明"
    assert await rig.door.name_of("ou_4") == "成员4"
    assert await rig.door.name_of("ou_nobody") == ""
    before = len(rig.fake.asked)
    assert (await rig.door.name_of("ou_4"), await rig.door.name_of(ASKER)) == ("成员4", "陈晓明")
    assert len(rig.fake.asked) == before
    rig.fake.fail("500", "contact")
    assert await rig.door.name_of("ou_5") == ""


async def test_an_attachment_that_is_gone_is_refused_for_good(rig: FeishuRig) -> None:
    attachment = Attachment(kind="image", handle='{"message": "om_1", "key": "../x", "type": "image"}')
    with pytest.raises(DeliveryError) as refused:
        await rig.door.fetch(attachment)
    assert refused.value.final
    small = rig.another(resource_bytes=1)
    await small.start()
    rig.fake.resources["om_1", "../x"] = b"too large"
    with pytest.raises(DeliveryError) as refused:
        await small.fetch(attachment)
    await small.stop()
    assert refused.value.final
    assert await rig.door.fetch(attachment) == b"too large"


async def test_a_letter_with_nothing_in_it_sends_nothing(rig: FeishuRig) -> None:
    with pytest.raises(DeliveryError, match="nothing to say"):
        await rig.send(replace(letter(rig), lines=()))
    assert rig.shown() == []
