"""Against lark-oapi, Feishu's own SDK, which nobody here wrote: reader of what our fake sends, and long connection.

It is imported within a running loop, here and nowhere else: its import takes seconds, and makes a loop where none runs.
"""

import asyncio
import importlib
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from adapters.feishu.fake_calls import GROUP, THE_BOT, FakeCalls, Request
from adapters.feishu.fake_frames import DATA, Frame
from bot.testing import until
from commands.message import Message, Outgoing, Press
from tests.integration.adapters.conformance import Conformance, Rig, outgoing
from tests.integration.adapters.feishu.rig import SocketRig

pytestmark = pytest.mark.integration
CALLS = FakeCalls(app_id="cli_1", encrypt_key="test key", token="vt")
ROOT = Path(__file__).parents[4]
ACTION = "Ab3dEf6hIj9lMn2pQr5tUv.1"


@pytest.fixture
async def sdk() -> Any:
    """The package; not beside a door's thread, which imports it too."""
    return importlib.import_module("lark_oapi")


def told(sdk: Any, request: Request, *, key: str = "test key", token: str = "vt") -> tuple[int, bytes, list[Any]]:
    """What the SDK's dispatcher says to a callback of ours, and what it handed on."""
    heard: list[Any] = []

    def pressed(data: Any) -> Any:
        heard.append(data)
        model = importlib.import_module("lark_oapi.event.callback.model.p2_card_action_trigger")
        return model.P2CardActionTriggerResponse({"toast": {"type": "info", "content": "好"}})

    builder = sdk.EventDispatcherHandler.builder(key, token)
    builder.register_p2_im_message_receive_v1(heard.append).register_p2_im_message_recalled_v1(heard.append)
    raw = sdk.RawRequest()
    raw.uri, raw.headers, raw.body = "/", dict(request.headers), request.body
    answer = builder.register_p2_card_action_trigger(pressed).build().do(raw)
    return answer.status_code, answer.content, heard


async def test_the_sdk_opens_the_published_vector_and_our_seal(sdk: Any) -> None:
    cipher = importlib.import_module("lark_oapi.core.utils").AESCipher("test key")
    assert cipher.decrypt_str("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=") == "hello world"
    assert sdk.__name__ == "lark_oapi"


async def test_the_sdk_reads_a_message_of_our_fake(sdk: Any) -> None:
    event = CALLS.message("text", {"text": "@_user_1 见了吴总"}, private=False, mentions=(THE_BOT,), thread_id="omt_1")
    status, _, heard = told(sdk, CALLS.signed(event))
    message = heard[0].event.message
    assert status == 200
    assert (message.chat_id, message.chat_type, message.message_type) == (GROUP, "group", "text")
    assert (message.content, message.thread_id) == ('{"text": "@_user_1 见了吴总"}', "omt_1")
    assert [(each.key, each.id.open_id, each.name) for each in message.mentions] == [("@_user_1", "ou_bot", "跟进")]
    assert heard[0].event.sender.sender_id.open_id == "ou_chen"


async def test_the_sdk_reads_a_press_and_a_recall(sdk: Any) -> None:
    status, body, heard = told(sdk, CALLS.signed(CALLS.press({"act": ACTION}, of="om_1")))
    assert (status, heard[0].event.action.value, heard[0].event.context.open_message_id) == (
        200,
        {"act": ACTION},
        "om_1",
    )
    assert b"toast" in body
    status, _, heard = told(sdk, CALLS.signed(CALLS.recall("om_1")))
    assert (status, heard[0].event.message_id) == (200, "om_1")


async def test_the_sdk_answers_our_challenge(sdk: Any) -> None:
    for sealed in (True, False):
        assert told(sdk, CALLS.challenge("c1", sealed=sealed))[:2] == (200, b'{"challenge":"c1"}')


async def test_the_sdk_refuses_what_is_signed_or_sealed_otherwise(sdk: Any) -> None:
    """So our signatures are not right by chance."""
    right = CALLS.signed(CALLS.message("text", {"text": "一"}))
    other = CALLS.signed(CALLS.message("text", {"text": "一"}), key="another")
    for wrong in (other, replace(right, headers=other.headers), replace(right, body=other.body)):
        assert told(sdk, wrong)[0] == 500
    assert told(sdk, right, token="other")[0] == 500


async def test_the_sdk_reads_our_frames_and_we_read_its(sdk: Any) -> None:
    assert sdk.ws
    theirs = importlib.import_module("lark_oapi.ws.pb.pbbp2_pb2").Frame()
    ours = Frame(method=DATA, service=300, sequence=7, headers={"type": "event", "sum": "1"}, payload="吴总".encode())
    theirs.ParseFromString(ours.packed())
    assert (theirs.method, theirs.service, theirs.SeqID, theirs.payload) == (1, 300, 7, "吴总".encode())
    assert {each.key: each.value for each in theirs.headers} == ours.headers
    assert Frame.read(theirs.SerializeToString()) == replace(ours, sequence=0)


@pytest.fixture
async def rig(sdk: Any) -> AsyncIterator[SocketRig]:
    assert sdk
    rig = SocketRig()
    await rig.start()
    yield rig
    await rig.close()


class TestLongConnection(Conformance):
    """The cases that every door passes, over the SDK's long connection."""

    async def test_a_possible_repeat_says_so(self, rig: Rig) -> None:
        """When it is old enough for Feishu's uuid to have been forgotten."""
        letter = await outgoing(rig, "✅ 云图", repeat=True)
        await rig.send(replace(letter, created_at=letter.created_at - timedelta(hours=1)))
        assert rig.shown() == ["（可能重复）✅ 云图"]


async def test_an_event_in_parts_arrives_whole(rig: SocketRig) -> None:
    text = "今天见了吴总" * 1000
    code, answer = await rig.fake.socket.push(rig.text(text), parts=5)
    assert (code, answer) == (200, None)
    assert rig.heard[0].text == text


async def test_a_press_is_answered_over_the_connection(rig: SocketRig) -> None:
    def answer(message: Message) -> Outgoing:
        return Outgoing(
            id="o1",
            chat=message.chat,
            lines=("↩️ 已撤销",),
            replaces="om_card",
            buttons=(Press(label="恢复", action=ACTION),),
            created_at=datetime.now(UTC),
        )

    rig.inlet.answering = answer
    code, said = await rig.fake.socket.push(rig.fake.calls.press({"act": ACTION}))
    assert code == 200
    assert said["toast"]["content"] == "↩️ 已撤销"
    assert said["card"]["data"]["elements"][0]["actions"][0]["value"] == {"act": ACTION}


async def test_a_press_that_waits_holds_up_nobody(rig: SocketRig) -> None:
    rig.inlet.gate.clear()
    waiting = asyncio.create_task(rig.fake.socket.push(rig.fake.calls.press({"act": ACTION})))
    other = asyncio.create_task(rig.fake.socket.push(rig.fake.calls.envelope("nobody.knows_v1", {})))
    assert (await other)[0] == 200
    assert not waiting.done()
    rig.inlet.gate.set()
    assert (await waiting)[0] == 200


async def test_what_could_not_be_stored_is_sent_again(rig: SocketRig) -> None:
    rig.inlet.failing = ConnectionError("the database is away")
    assert await rig.say("今天见了吴总", key="k") == 500
    rig.inlet.failing = None
    assert await rig.say("今天见了吴总", key="k") == 200
    assert len(rig.heard) == 1


def reopened(rig: SocketRig, count: int) -> bool:
    """Whether a connection is open, and it is the so many-th."""
    return rig.fake.socket.opened == count and rig.fake.socket.connections == 1


@pytest.mark.parametrize("how", ["close", "cut"])
async def test_it_connects_again_after_any_close(rig: SocketRig, how: str) -> None:
    for number in (2, 3):
        if how == "close":
            await rig.fake.socket.close(1000)
        else:
            rig.fake.socket.cut()
        await until(partial(reopened, rig, number))
        assert await rig.say(f"第{number}次") == 200
    assert [each.text for each in rig.heard] == ["第2次", "第3次"]


async def test_it_keeps_trying_while_it_is_not_let_in(rig: SocketRig) -> None:
    """Too many connections, an endpoint that fails or answers nonsense, a socket that refuses the handshake."""
    rig.fake.socket.most = 0
    rig.fake.fail("500", "/callback/ws/endpoint")
    rig.fake.fail("page", "/callback/ws/endpoint")
    rig.fake.fail("500", "/ws")
    before = len(rig.fake.asked)
    rig.fake.socket.cut()
    await until(lambda: len([each for each in rig.fake.asked[before:] if "endpoint" in each]) > 4)
    assert not rig.door.connected
    rig.fake.socket.most = 50
    await until(lambda: rig.fake.socket.connections)
    assert await rig.say("又通了") == 200


async def test_who_leads_no_more_lets_go_and_may_lead_again(rig: SocketRig) -> None:
    await rig.door.lead()
    assert rig.fake.socket.opened == 1
    await rig.door.follow()
    await rig.door.follow()
    await until(lambda: not rig.fake.socket.connections)
    assert not rig.door.connected
    await rig.door.lead()
    await until(lambda: rig.fake.socket.connections and rig.door.connected)


async def test_stopping_lets_an_event_in_hand_be_answered(rig: SocketRig) -> None:
    rig.inlet.gate.clear()
    waiting = asyncio.create_task(rig.say("最后一句"))
    await until(lambda: rig.fake.socket.sent)
    stopping = asyncio.create_task(rig.door.follow())
    rig.inlet.gate.set()
    assert await waiting == 200
    await stopping


async def test_it_pings(rig: SocketRig) -> None:
    await until(lambda: rig.fake.socket.pings)


SCRIPT = """
import asyncio
from tests.integration.adapters.feishu.rig import SocketRig

async def main():
    rig = SocketRig()
    await rig.start()
    assert await rig.say("今天见了吴总") == 200
    await rig.close()
    assert [each.text for each in rig.heard] == ["今天见了吴总"]

asyncio.run(main())
"""


def test_a_process_that_has_never_imported_the_sdk_connects_without_a_warning() -> None:
    """As the program does it: the door's own thread is the first to import it."""
    theirs = "ignore::DeprecationWarning:lark_oapi.ws.pb.google.protobuf.internal.well_known_types"
    command = [sys.executable, "-W", "error", "-W", theirs, "-c", SCRIPT]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
