"""What comes in by callbacks: the check of the address, who is trusted, presses and their answers."""

import json
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from adapters.feishu.fake_calls import GROUP, PRIVATE, Request
from bot.testing import until
from commands.message import Chat, File, Message, Outgoing, Press
from tests.integration.adapters.feishu.rig import FeishuRig

pytestmark = pytest.mark.integration
ACTION = "Ab3dEf6hIj9lMn2pQr5tUv.1"


async def body_of(rig: FeishuRig, envelope: Mapping[str, Any], path: str = "/feishu/cards") -> Any:
    """What a callback is answered with."""
    assert await rig.deliver(envelope, path) == 200
    return json.loads(rig.bodies[-1])


@pytest.mark.parametrize("path", ["/feishu/events", "/feishu/cards"])
@pytest.mark.parametrize("sealed", [True, False])
async def test_the_address_is_proved_with_the_token(rig: FeishuRig, path: str, sealed: bool) -> None:
    assert await rig.post(rig.fake.calls.challenge("ajls384", sealed=sealed), path) == 200
    assert json.loads(rig.bodies[-1]) == {"challenge": "ajls384"}
    assert await rig.post(rig.fake.calls.challenge("ajls384", sealed=sealed, token="other"), path) == 401
    assert await rig.post(rig.fake.calls.challenge("a" * 1001, sealed=sealed), path) == 400
    assert b"a" not in rig.bodies[-1].replace(b"refused", b"")


async def test_a_body_in_the_clear_counts_when_it_is_signed(rig: FeishuRig) -> None:
    raw = json.dumps(rig.text("今天见了吴总")).encode()
    assert await rig.post(Request(headers={}, body=raw)) == 401
    assert rig.heard == []
    assert await rig.post(rig.fake.calls.signed_raw(raw)) == 200
    assert len(rig.heard) == 1


async def test_a_body_that_is_spaced_otherwise_is_verified_byte_for_byte(rig: FeishuRig) -> None:
    compact = rig.fake.calls.signed(rig.text("今天见了吴总"))
    spaced = json.dumps(json.loads(compact.body), indent=3).encode()
    assert await rig.post(replace(compact, body=spaced)) == 401
    assert await rig.post(rig.fake.calls.signed_raw(spaced)) == 200


async def test_token_and_app_are_compared(rig: FeishuRig) -> None:
    for header in ({"token": "other"}, {"token": ""}, {"app_id": "cli_other"}):
        envelope = rig.text("今天见了吴总")
        envelope["header"] |= header
        assert await rig.deliver(envelope) == 401
    assert rig.heard == []


async def test_a_retry_hours_later_is_fresh_enough_and_the_future_is_not(rig: FeishuRig) -> None:
    calls, now = rig.fake.calls, time.time()
    assert await rig.post(calls.signed(rig.text("晚到的"), at=now - 7 * 3600 - 600)) == 200
    assert await rig.post(calls.signed(rig.text("将来的"), at=now + 9 * 3600)) == 401
    request = calls.signed(rig.text("没时间的"))
    assert await rig.post(replace(request, headers={**request.headers, "X-Lark-Request-Timestamp": ""})) == 401
    assert [each.text for each in rig.heard] == ["晚到的"]


async def test_the_same_message_under_two_event_ids_is_one(rig: FeishuRig) -> None:
    envelope = rig.text("今天见了吴总")
    await rig.deliver(envelope)
    envelope["header"]["event_id"] = "ev_other"
    assert await rig.deliver(envelope) == 200
    assert len(rig.heard) == 1


async def test_nothing_is_acknowledged_before_it_is_durable(rig: FeishuRig) -> None:
    rig.inlet.failing = ConnectionError("the database is away")
    assert await rig.say("今天见了吴总", key="k") == 500
    assert b"database" not in rig.bodies[-1]
    rig.inlet.failing = None
    assert await rig.say("今天见了吴总", key="k") == 200
    assert len(rig.heard) == 1


async def test_who_is_a_colleague_is_learned_from_the_first_colleague(rig: FeishuRig) -> None:
    guest = rig.fake.calls.message("text", {"text": "我是客人"}, tenant="tk_theirs", sender="ou_guest")
    await rig.deliver(guest)
    await rig.say("我是同事")
    await rig.deliver(rig.fake.calls.message("text", {"text": "还是客人"}, tenant="tk_theirs", sender="ou_guest"))
    assert [(each.text, each.sender.colleague) for each in rig.heard] == [
        ("我是客人", False),
        ("我是同事", True),
        ("还是客人", False),
    ]


async def test_while_nobody_knows_who_the_bot_is_a_mention_is_put_off() -> None:
    rig = FeishuRig()
    rig.fake.fail("500", "bot/v3/info", times=2)
    await rig.start()
    assert await rig.say("今天见了吴总", key="k", private=False, mention="first") == 503
    assert rig.heard == []
    assert await rig.say("今天见了吴总", key="k", private=False, mention="first") == 200
    assert rig.heard[0].addressed
    await rig.close()


async def test_who_the_bot_is_is_asked_once_for_all_processes(rig: FeishuRig) -> None:
    other = rig.another()
    await other.start()
    await rig.say("今天见了吴总", private=False, mention="first")
    await other.stop()
    assert [each for each in rig.fake.asked if "bot/v3" in each] == ["GET /open-apis/bot/v3/info"]


async def test_what_is_said_to_nobody_leaves_no_trace_on_the_shelf(rig: FeishuRig) -> None:
    before = rig.shelf.names
    await rig.say("闲聊", private=False)
    assert [name for name in rig.shelf.names if name not in before] == [f"feishu.app.{rig.door.app}.tenant"]


def answer(message: Message, *lines: str, **fields: Any) -> Outgoing:
    return Outgoing(id="o1", chat=message.chat, lines=lines, created_at=datetime.now(UTC), **fields)


BUTTONS = (Press(label="恢复", action=ACTION),)


async def test_a_press_is_answered_in_the_cards_place(rig: FeishuRig) -> None:
    rig.inlet.answering = lambda message: answer(message, "↩️ 已撤销：跟进", replaces="om_card", buttons=BUTTONS)
    said = await body_of(rig, rig.fake.calls.press({"act": ACTION}))
    assert said["toast"] == {"type": "info", "content": "↩️ 已撤销：跟进"}
    assert said["card"]["type"] == "raw"
    assert said["card"]["data"]["header"]["title"]["content"] == "↩️ 已撤销：跟进"
    assert rig.shown() == []


async def test_a_press_that_is_answered_later_gets_an_empty_object_at_once(rig: FeishuRig) -> None:
    assert await body_of(rig, rig.fake.calls.press({"act": ACTION})) == {}


async def test_one_line_is_a_toast(rig: FeishuRig) -> None:
    rig.inlet.answering = lambda message: answer(message, "这个按钮是给别人的")
    said = await body_of(rig, rig.fake.calls.press({"act": ACTION}))
    assert said == {"toast": {"type": "info", "content": "这个按钮是给别人的"}}
    assert rig.shown() == []
    await until(lambda: rig.inlet.ends == ["shown"])


async def test_a_repeat_of_what_may_have_been_a_toast_is_marked(rig: FeishuRig) -> None:
    """Within the hour the uuid keeps a second message from being shown; a toast had none."""
    private = Chat(platform="feishu", app=rig.door.app, id=PRIVATE, private=True)
    again = Outgoing(id="o1", chat=private, lines=("给别人的",), repeat=True, created_at=datetime.now(UTC))
    await rig.send(replace(again, answers=f"c-token:{ACTION}"))
    await rig.send(replace(again, id="o2", answers="om_1"))
    assert rig.shown() == ["（可能重复）给别人的", "给别人的"]


async def test_an_answer_that_is_a_message_of_its_own_goes_its_usual_way(rig: FeishuRig) -> None:
    """Nothing is claimed that cannot be shown at once: delivery sends it, with all its care."""
    rig.files.files["f"] = b"bytes"
    card = {"replaces": "om_card", "buttons": BUTTONS}
    others: tuple[dict[str, Any], ...] = (
        {"lines": ("云图数据 · A级", "负责人 陈晓明")},
        {**card, "lines": ("长" * 20_000,)},
        {**card, "files": (File(id="f", name="a.pdf"),)},
    )
    for more in others:
        rig.inlet.answering = lambda message, more=more: replace(answer(message, "一"), **more)  # type: ignore[misc]
        assert await body_of(rig, rig.fake.calls.press({"act": ACTION})) == {}
    assert rig.shown() == []


async def test_a_press_knows_its_chat_and_topic(rig: FeishuRig) -> None:
    await rig.say("你好")
    await rig.deliver(rig.fake.calls.press({"act": ACTION}, chat=PRIVATE))
    await rig.deliver(rig.fake.calls.press({"act": ACTION, "topic": "omt_1"}, chat=GROUP))
    await rig.deliver(rig.fake.calls.press({"act": ACTION}, chat="oc_forwarded"))
    found = [(each.chat.id, each.chat.topic, each.chat.private) for each in rig.heard[1:]]
    assert found == [(PRIVATE, "", True), (GROUP, "omt_1", False), ("oc_forwarded", "", False)]


async def test_a_card_sent_first_tells_that_its_chat_is_private(rig: FeishuRig) -> None:
    """A reminder may be the first thing in a chat that this process sees."""
    private = Chat(platform="feishu", app=rig.door.app, id=PRIVATE, private=True)
    await rig.send(Outgoing(id="r1", chat=private, lines=("⏰",), buttons=BUTTONS, created_at=datetime.now(UTC)))
    other = rig.another()
    await other.start()
    await rig.deliver(rig.fake.calls.press({"act": ACTION}))
    await other.stop()
    assert rig.heard[0].chat.private


async def test_attachments_are_fetched(rig: FeishuRig) -> None:
    await rig.attach()
    picture = rig.heard[0].attachments[0]
    assert await rig.door.fetch(picture) == b"a picture"
    rig.fake.fail("token", "resources")
    assert await rig.door.fetch(picture) == b"a picture"


async def test_a_json_file_is_not_mistaken_for_an_error(rig: FeishuRig) -> None:
    await rig.attach()
    picture = rig.heard[0].attachments[0]
    rig.fake.resources[rig.heard[0].id, "img_1"] = b'{"code": 1}'
    assert await rig.door.fetch(picture) == b'{"code": 1}'


async def test_a_server_that_reads_slowly_is_not_needed_for_a_long_body(rig: FeishuRig) -> None:
    """A body without a length is cut off where the limit is."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"a" * 65536

    try:
        async with rig.http.post(f"{rig.address}/feishu/events", data=endless()) as said:
            assert said.status == 413
    except aiohttp.ClientOSError:
        pass  # the door has hung up on us
    assert await rig.say("今天见了吴总") == 200
