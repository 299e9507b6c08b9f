"""What goes wrong with a long connection: closes, silence, displacement, wrong credentials, lost acknowledgements."""

import asyncio
from collections.abc import Callable

import pytest

from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.bot_socket import SocketWay
from adapters.wecom.fake_bot import BOT, SECRET
from adapters.wecom.socket import Broken
from bot.testing import until
from commands.message import DeliveryError
from tests.integration.adapters.wecom_bot.rigs import SocketRig, answer
from tests.integration.adapters.wecom_bot.test_socket import FILED, said

pytestmark = pytest.mark.integration


def connected(rig: SocketRig, times: int) -> Callable[[], bool]:
    """Whether so many connections were made, the last one subscribed."""
    return lambda: rig.platform.socket.connections >= times and rig.platform.socket.subscribed.is_set()


@pytest.mark.parametrize("code", [1000, 1001, 1011])
async def test_any_close_is_followed_by_a_new_connection(socket: SocketRig, code: int) -> None:
    await socket.platform.socket.close(code)
    await until(connected(socket, 2))
    await socket.send(answer(await said(socket), FILED))
    assert socket.shown() == [FILED]


async def test_each_wait_before_a_new_connection_is_longer() -> None:
    rig = await SocketRig(first_backoff=0.01, longest_backoff=0.16).open()
    rig.platform.faults.refuse["aibot_subscribe"] = [45009] * 5
    began = asyncio.get_running_loop().time()
    await rig.platform.socket.close()
    await until(connected(rig, 7))
    assert asyncio.get_running_loop().time() - began > 0.8 * (0.01 + 0.02 + 0.04 + 0.08 + 0.16)
    await rig.close()


async def test_a_connection_that_held_is_made_again_after_the_first_wait() -> None:
    """However long the waits before it were: the platform was away then, and is not now."""
    rig = await SocketRig(first_backoff=0.05, longest_backoff=30.0).open()
    rig.platform.faults.refuse["aibot_subscribe"] = [45009] * 3
    await rig.platform.socket.close()
    await until(connected(rig, 5))
    connection, now = rig.connection, asyncio.get_running_loop().time
    await until(lambda: now() - connection._since > 0.9)
    began = now()
    await rig.platform.socket.close()
    await until(connected(rig, 6))
    assert now() - began < 0.5
    await rig.close()


async def test_a_platform_that_was_away_is_found_again() -> None:
    rig = await SocketRig(connect_seconds=0.05).open()
    asked = await said(rig)
    port = int(rig.platform.base.rpartition(":")[2])
    await rig.platform.stop()
    with pytest.raises(DeliveryError) as held:
        await rig.send(answer(asked, FILED))
    assert held.value.held
    await rig.platform.start(port)
    await until(connected(rig, 2))
    await rig.send(answer(asked, FILED))
    assert rig.shown() == [FILED]
    await rig.close()


async def test_a_half_open_connection_is_given_up_after_two_pings() -> None:
    rig = await SocketRig(ping_seconds=0.05, ack_seconds=0.05).open()
    await until(lambda: rig.platform.socket.commands.count("ping") > 3)
    assert rig.platform.socket.connections == 1
    rig.platform.faults.half_open = True
    await until(lambda: rig.platform.socket.connections > 1)
    rig.platform.faults.half_open = False
    await until(connected(rig, 2))
    await rig.close()


async def test_what_was_on_its_way_when_we_closed_is_heard(socket: SocketRig) -> None:
    """The platform sends it once: it may lie unread when pings stay unanswered and the connection is given up."""
    for number in range(5):
        await socket.platform.say(f"给云图寄第{number}份样品")
    await socket.connection._close()
    await until(lambda: len(socket.heard) == 5)


async def test_who_is_displaced_steps_back_and_says_so() -> None:
    rig = await SocketRig(connect_seconds=0.05).open()
    connection = rig.connection
    asked = await said(rig)
    await rig.platform.socket.displace()
    await until(lambda: connection.state == "displaced")
    await until(connection._tasks[0].done)
    (finding,) = await rig.door.examine()
    assert not finding.well
    assert "让开" in finding.chinese
    with pytest.raises(DeliveryError) as held:
        await rig.send(answer(asked, FILED))
    assert held.value.held
    await rig.door.lead()
    assert rig.platform.socket.connections == 1
    await rig.close()


async def test_two_replicas_do_not_kick_each_other_forever(socket: SocketRig) -> None:
    other = socket.door_on(socket.settings)
    await other.start()
    await other.lead()
    await until(lambda: socket.connection.state == "displaced")
    await until(connected(socket, 2))
    await socket.door.follow()
    await socket.say("今天拜访了云图的吴总")
    await until(lambda: socket.heard)
    assert socket.platform.socket.connections == 2
    await other.stop()


async def test_who_leads_again_connects_again(socket: SocketRig) -> None:
    await socket.platform.socket.displace()
    await until(lambda: socket.connection.state == "displaced")
    await socket.door.follow()
    await socket.door.lead()
    await until(connected(socket, 2))


async def test_wrong_credentials_are_tried_five_times() -> None:
    rig = SocketRig()
    await rig.platform.start()
    settings = BotSettings(
        bot_id=BOT,
        secret="wrong" + SECRET,  # type: ignore[arg-type]  # as from config.toml
        socket_url=rig.platform.socket_url,
        first_backoff=0.005,
        longest_backoff=0.01,
    )
    door = rig.door_on(settings)
    await door.start()
    await door.lead()
    assert isinstance(door._way, SocketWay)
    connection = door._way.connection
    await until(lambda: connection.state == "refused")
    await until(connection._tasks[0].done)
    assert rig.platform.socket.refused_subscriptions == 5
    assert "Secret 不对" in (await door.examine())[0].chinese
    await door.stop()
    await rig.platform.stop()


async def test_a_refused_subscription_that_is_no_wrong_secret_is_tried_on(socket: SocketRig) -> None:
    socket.platform.faults.refuse["aibot_subscribe"] = [45009] * 7
    await socket.platform.socket.close()
    await until(connected(socket, 9))


async def test_an_acknowledgement_that_stays_away_leaves_it_open(socket: SocketRig) -> None:
    """The effect was there: the next try is marked as a possible repeat."""
    asked = await said(socket)
    socket.platform.faults.silent = True
    letter = answer(asked, FILED)
    with pytest.raises(TimeoutError):
        await socket.send(letter)
    socket.platform.faults.silent = False
    await socket.send(answer(asked, FILED, id=letter.id, repeat=True))
    assert socket.shown() == [FILED, f"（可能重复）{FILED}"]


async def test_a_connection_that_breaks_under_a_letter_leaves_it_open(socket: SocketRig) -> None:
    asked = await said(socket)
    socket.platform.faults.silent = True
    sending = asyncio.create_task(socket.send(answer(asked, FILED)))
    await until(lambda: socket.shown() == [FILED])
    await socket.platform.socket.close()
    with pytest.raises(Broken):
        await sending


async def test_a_letter_waits_for_the_connection_that_is_being_made_again() -> None:
    rig = await SocketRig(first_backoff=0.2, longest_backoff=0.3).open()
    asked = await said(rig)
    await rig.platform.socket.close()
    await until(lambda: not rig.connection._open.is_set())
    await rig.send(answer(asked, FILED))
    assert rig.platform.socket.connections == 2
    assert rig.shown() == [FILED]
    await rig.close()


async def test_frames_under_one_req_id_go_one_after_the_other(socket: SocketRig) -> None:
    """Acknowledgements carry nothing but the req_id, so two in flight could not be told apart."""
    asked = await said(socket)
    await asyncio.gather(*(socket.send(answer(asked, f"第{i}句")) for i in range(10)))
    assert socket.shown() == [f"第{i}句" for i in range(10)]


async def test_what_could_not_be_stored_is_tried_again_in_order(socket: SocketRig) -> None:
    """The platform does not repeat what it sent over the connection."""
    socket.inlet.failing = RuntimeError("away")
    for words in ("第一句", "第二句"):
        await socket.say(words)
    await until(lambda: socket.platform.socket.connections == 1 and socket.heard == [])
    socket.inlet.failing = None
    await until(lambda: len(socket.heard) == 2)
    assert [message.text for message in socket.heard] == ["第一句", "第二句"]


async def test_what_was_read_is_stored_before_the_connection_ends(socket: SocketRig) -> None:
    socket.inlet.gate.clear()
    for i in range(5):
        await socket.say(f"第{i}句")
    connection = socket.connection
    await until(lambda: connection._frames.qsize() == 4)
    stopping = asyncio.create_task(socket.door.follow())
    socket.inlet.gate.set()
    await stopping
    assert [message.text for message in socket.heard] == [f"第{i}句" for i in range(5)]


async def test_a_shelf_that_is_away_does_not_end_the_connection(
    socket: SocketRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(socket.shelf, "put", away)
    await socket.platform.socket.close()
    await until(connected(socket, 2))
    monkeypatch.undo()
    await socket.send(answer(await said(socket), FILED))
    assert socket.shown() == [FILED]
