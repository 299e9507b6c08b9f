"""The long connection: answers under the asking frame, pushes, cards, pictures, and what the platform refuses."""

import json
from datetime import timedelta
from typing import Any

import pytest

from adapters.wecom.fake_bot import GROUP, NAME, PICTURE, USER
from bot.testing import until
from commands.message import Chat, DeliveryError, File, Message, Outgoing, Press
from tests.integration.adapters.wecom_bot.rigs import SocketRig, answer

pytestmark = pytest.mark.integration
UNDO = Press(label="撤销", action="Ab3dEf6hIj9lMn2pQr5tUv.0")
FILED = "✅ 云图 · 拜访吴昊 · 今天"


async def said(rig: SocketRig, text: str = "今天拜访了云图的吴总", **how: Any) -> Message:
    """A message, once it was heard."""
    count = len(rig.heard)
    await rig.say(text, **how)
    await until(lambda: len(rig.heard) > count)
    return rig.heard[-1]


def said_by_the_door(rig: SocketRig) -> list[str]:
    """The commands that it sent, subscription and pings apart."""
    return [cmd for cmd in rig.platform.socket.commands if cmd not in ("aibot_subscribe", "ping")]


async def test_an_answer_is_a_stream_finished_in_one_frame(socket: SocketRig) -> None:
    asked = await said(socket)
    sent = await socket.send(answer(asked, FILED, "⏰ 11月25日 周三 10:00 提醒你"))
    assert said_by_the_door(socket) == ["aibot_respond_msg"]
    assert socket.shown() == [f"{FILED}\n⏰ 11月25日 周三 10:00 提醒你"]
    assert sent.message_id


async def test_another_process_can_answer(socket: SocketRig) -> None:
    """The req_id stands on the shelf: a door that did not hear the question answers it after a change of leaders."""
    asked = await said(socket)
    await socket.door.follow()
    other = socket.door_on(socket.settings)
    await other.start()
    await other.lead()
    await other.send(answer(asked, FILED))
    await other.stop()
    assert said_by_the_door(socket) == ["aibot_respond_msg"]
    assert socket.shown() == [FILED]


async def test_what_is_no_answer_is_pushed_with_chat_and_type(socket: SocketRig) -> None:
    asked = await said(socket)
    await said(socket, private=False, mention="first")
    for chat in (asked.chat, socket.heard[-1].chat):
        await socket.send(Outgoing(id=f"r-{chat.id}", chat=chat, lines=("⏰ 该跟云图了",), created_at=asked.sent_at))
    assert said_by_the_door(socket) == ["aibot_send_msg"] * 2
    assert [chat for chat, _ in socket.platform.rooms.shown] == [(USER, True), (GROUP, False)]


async def test_who_never_wrote_cannot_be_reached(socket: SocketRig) -> None:
    chat = Chat(platform="wecom", app=socket.door.app, id="lina", private=True)
    with pytest.raises(DeliveryError) as refused:
        await socket.send(Outgoing(id="r1", chat=chat, lines=("⏰",), created_at=socket.door._clock()))
    assert refused.value.final
    assert refused.value.unreachable


async def test_buttons_come_on_a_card_and_their_press_names_it(socket: SocketRig) -> None:
    asked = await said(socket)
    sent = await socket.send(answer(asked, FILED, buttons=(UNDO,), undo=38))
    assert socket.shown() == [f"{FILED}\n[撤销]"]
    await socket.platform.press(UNDO.action, sent.message_id)
    await until(lambda: len(socket.heard) == 2)
    assert socket.heard[-1].target == sent.message_id
    await socket.platform.press(UNDO.action, sent.message_id, at=1_700_000_000, flat=True)
    await until(lambda: len(socket.heard) == 3)
    assert socket.heard[-1].press == UNDO.action


async def test_a_card_is_updated_in_place_within_seconds_else_pushed(socket: SocketRig) -> None:
    sent = await socket.send(answer(await said(socket), FILED, buttons=(UNDO,)))
    await socket.platform.press(UNDO.action, sent.message_id)
    await until(lambda: len(socket.heard) == 2)
    again = await socket.send(answer(socket.heard[-1], "已撤销", buttons=(UNDO,), replaces=sent.message_id))
    assert again.message_id == sent.message_id
    assert socket.shown() == ["已撤销\n[撤销]"]
    socket.door._way.tickets._clock = lambda: socket.heard[-1].received_at + timedelta(seconds=6)  # type: ignore[union-attr]
    await socket.send(answer(socket.heard[-1], "晚了", buttons=(UNDO,), replaces=sent.message_id))
    assert socket.shown() == ["已撤销\n[撤销]", "晚了\n[撤销]"]
    assert said_by_the_door(socket)[-1] == "aibot_send_msg"


async def test_a_card_refused_in_a_group_is_numbered_text(socket: SocketRig) -> None:
    asked = await said(socket, private=False, mention="first")
    socket.platform.faults.group_cards = False
    socket.platform.faults.refuse["aibot_respond_msg"] = [40008]
    choices = (Press(label="宏远彩印", action="a.0"), Press(label="宏远生物", action="a.1"))
    for number in range(2):
        await socket.send(answer(asked, "“宏远”是哪家？", choices=choices, buttons=(UNDO,), undo=38, id=f"o{number}"))
    text = f"“宏远”是哪家？\n1 宏远彩印\n2 宏远生物\n选哪个？回“@{NAME} 1”\n[撤销]\n不对？回“@{NAME} 撤销 38”"
    assert socket.shown() == [text, text]
    assert said_by_the_door(socket) == ["aibot_respond_msg", "aibot_send_msg", *["aibot_respond_msg"] * 2]


async def test_a_req_id_that_no_longer_holds_gives_way_to_a_push(socket: SocketRig) -> None:
    for code in (846605, 846608):
        asked = await said(socket)
        socket.platform.faults.refuse["aibot_respond_msg"] = [code]
        await socket.send(answer(asked, FILED))
    assert said_by_the_door(socket) == ["aibot_respond_msg", "aibot_send_msg"] * 2
    assert socket.shown() == [FILED, FILED]


async def test_a_lost_subscription_is_made_again(socket: SocketRig) -> None:
    asked = await said(socket)
    socket.platform.faults.refuse["aibot_respond_msg"] = [846609]
    with pytest.raises(DeliveryError) as refused:
        await socket.send(answer(asked, FILED))
    assert refused.value.held
    await until(lambda: socket.platform.socket.connections == 2 and socket.platform.socket.subscribed.is_set())
    await socket.send(answer(asked, FILED))
    assert socket.shown() == [FILED]


async def test_too_fast_is_put_off(socket: SocketRig) -> None:
    asked = await said(socket)
    socket.platform.faults.refuse["aibot_respond_msg"] = [45009]
    with pytest.raises(DeliveryError) as refused:
        await socket.send(answer(asked, FILED))
    assert not refused.value.final
    assert refused.value.after


async def test_the_platforms_rate_is_kept_by_us(socket: SocketRig) -> None:
    asked = await said(socket)
    for number in range(30):
        await socket.send(answer(asked, f"第{number}句"))
    with pytest.raises(DeliveryError) as held:
        await socket.send(answer(asked, "第30句"))
    assert held.value.held
    assert held.value.after is not None
    assert len(socket.shown()) == 30


async def test_a_digest_that_was_held_in_the_middle_goes_on_where_it_stopped(socket: SocketRig) -> None:
    asked = await said(socket)
    lines = [f"{i:04d} 华星 A级，报价后没回音，今天该打个电话了" for i in range(700)]
    letter = answer(asked, *lines)
    socket.platform.faults.refuse["aibot_respond_msg"] = [0, 45009]
    with pytest.raises(DeliveryError):
        await socket.send(letter)
    assert len(socket.shown()) == 1
    await socket.send(letter)
    assert "\n".join(socket.shown()).split("\n") == lines


async def test_a_welcome_is_text_within_seconds(socket: SocketRig) -> None:
    await socket.platform.event("enter_chat")
    await until(lambda: socket.heard)
    assert socket.heard[0].event == "opened"
    await socket.send(answer(socket.heard[0], "你好，我是跟进。"))
    assert said_by_the_door(socket) == ["aibot_respond_welcome_msg"]
    assert socket.platform.rooms.bodies == [{"msgtype": "text", "text": {"content": "你好，我是跟进。"}}]


async def test_a_picture_is_uploaded_in_chunks_and_shown(socket: SocketRig) -> None:
    picture = PICTURE + bytes(range(256)) * 4200
    socket.files.files = {"f1": picture, "f2": b"GIF89a.." * 10, "f3": b"x" * 6}
    files = (
        File(id="f1", name="漏斗.png", kind="image"),
        File(id="f2", name="动图.gif", kind="image"),
        File(id="gone", name="没了.pdf"),
    )
    await socket.send(answer(await said(socket), "本周漏斗", files=files))
    assert socket.shown() == ["本周漏斗", "[image]", "[file]", "📎 没了.pdf（这里发不出文件）"]
    assert next(iter(socket.platform.socket.media.values())) == picture
    assert said_by_the_door(socket).count("aibot_upload_media_chunk") == 4


async def test_a_received_picture_is_decrypted_with_its_own_key(socket: SocketRig) -> None:
    await socket.attach()
    await until(lambda: socket.heard)
    assert await socket.door.fetch(socket.heard[0].attachments[0]) == PICTURE


async def test_raw_control_characters_in_a_frame_are_read(socket: SocketRig) -> None:
    body = {
        "msgid": "m1",
        "chattype": "single",
        "from": {"userid": USER},
        "msgtype": "text",
        "text": {"content": "A#B"},
    }
    frame = json.dumps({"cmd": "aibot_msg_callback", "headers": {"req_id": "q1"}, "body": body})
    await socket.platform.socket.push("", {}, chat=(USER, True), raw=frame.replace("#", "\t\x01\n"))
    await until(lambda: socket.heard)
    assert socket.heard[0].text == "A\t\x01\nB"


async def test_the_doctor_does_not_displace_an_open_connection(socket: SocketRig) -> None:
    doctor = socket.door_on(socket.settings)
    await until(lambda: b"connected" in [value for value, _ in socket.shelf._values.values()])
    (finding,) = await doctor.examine()
    await doctor.stop()
    assert finding.well
    assert socket.platform.socket.connections == 1


async def test_the_doctor_tries_the_credentials_where_nobody_is_connected(socket: SocketRig) -> None:
    await socket.door.follow()
    wrong = socket.settings.model_copy(update={"secret": type(socket.settings.secret)("wrong"), "name": ""})
    for settings, well in ((socket.settings, [True]), (wrong, [False, False])):
        doctor = socket.door_on(settings)
        assert [finding.well for finding in await doctor.examine()] == well
        await doctor.stop()
    nowhere = socket.settings.model_copy(update={"socket_url": "ws://127.0.0.1:9/"})
    doctor = socket.door_on(nowhere)
    assert "连不上" in (await doctor.examine())[0].chinese
    await doctor.stop()
