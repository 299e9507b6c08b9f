"""When the platform fails: what surely did not arrive, what nobody knows, and how often a token is asked for."""

import asyncio
from typing import Literal

import aiohttp
import pytest

from adapters.wecom.fake_state import Fault
from adapters.wecom.refusals import Unclear
from commands.message import DeliveryError, File, Sent
from tests.integration.adapters.wecom.app_world import world

pytestmark = pytest.mark.integration
UNKNOWN = (Unclear, TimeoutError, aiohttp.ClientError)
BAD = "nobody-gave-this-token"


@pytest.mark.parametrize(("fault", "arrived"), [("500", 0), ("page", 0), ("lost", 0), ("late", 1), ("torn", 1)])
@pytest.mark.parametrize("buttons", [(), ("撤销",)])
async def test_what_nobody_knows(fault: Fault, arrived: int, buttons: tuple[str, ...]) -> None:
    """No DeliveryError: it may have arrived, so the next try is marked, and a card's id is another."""
    async with world(call_seconds=1.0) as it:
        letter = it.letter("✅ 云图", buttons=buttons)
        it.fake.fail("message/send", fault)
        with pytest.raises(UNKNOWN):
            await it.door.send(letter)
        assert len(it.fake.messages) == arrived
        await it.door.send(it.letter("✅ 云图", buttons=buttons, id=letter.id, repeat=True))
        assert [each.text for each in it.fake.messages] == ["✅ 云图"] * arrived + ["（可能重复）✅ 云图"]
        assert all(bool(each.buttons) == bool(buttons) for each in it.fake.messages)


@pytest.mark.parametrize(("fault", "after", "held"), [("429", 7.0, True), ("busy", 2.0, False)])
async def test_what_surely_did_not_arrive(fault: Fault, after: float, held: bool) -> None:
    async with world() as it:
        it.fake.fail("message/send", fault)
        with pytest.raises(DeliveryError) as raised:
            await it.door.send(it.letter("✅ 云图", buttons=("撤销",)))
        assert (raised.value.after, raised.value.held, raised.value.final) == (after, held, False)
        assert it.fake.messages == []


@pytest.mark.parametrize("fault", ["500", "429", "busy", "page", "lost", "late", "torn"])
async def test_without_a_token_nothing_was_sent(fault: Fault) -> None:
    async with world(call_seconds=1.0) as it:
        it.fake.fail("gettoken", fault, 2 if fault == "lost" else 1)  # aiohttp repeats a GET that was lost
        with pytest.raises(DeliveryError) as raised:
            await it.door.send(it.letter("在吗"))
        assert not raised.value.final
        assert it.fake.count("message/send") == 0
        it.pass_time(6)
        await it.door.send(it.letter("在吗"))
        assert it.fake.texts == ["在吗"]


@pytest.mark.parametrize("fault", ["500", "page", "lost", "late", "torn"])
async def test_an_upload_reaches_nobody(fault: Fault) -> None:
    """So whatever becomes of it, the message behind it was not sent."""
    async with world(call_seconds=1.0) as it:
        it.fake.fail("media/upload", fault)
        letter = it.letter("本周", files=(File(id="picture", name="x.png", kind="image"),))
        with pytest.raises(DeliveryError):
            await it.door.send(letter)
        await it.door.send(letter)
        assert [each.kind for each in it.fake.messages] == ["text", "image"]


async def test_a_platform_that_is_not_there() -> None:
    async with world(api_base="http://127.0.0.1:9") as it:
        with pytest.raises(DeliveryError) as raised:
            await it.door.send(it.letter("在吗"))
        assert not raised.value.final


async def test_one_token_serves_all() -> None:
    async with world() as it:
        await asyncio.gather(*(it.door.send(it.letter(f"第{i}条")) for i in range(20)))
        assert len(it.fake.messages) == 20
        assert it.fake.count("gettoken") == 1


@pytest.mark.parametrize("how", ["expired", "revoked", "strange"])
async def test_twenty_at_once_renew_a_token_once(how: Literal["expired", "revoked", "strange"]) -> None:
    async with world() as it:
        await it.door.send(it.letter("先说一句"))
        if how == "expired":
            it.fake.ahead += 7201
        elif how == "revoked":
            it.fake.revoke()
        else:
            await it.shelf.put(f"wecom.app.{it.door.app}.token", BAD.encode(), seconds=100)
        await asyncio.gather(*(it.door.send(it.letter(f"第{i}条")) for i in range(20)))
        assert len(it.fake.messages) == 21
        assert it.fake.dropped == []
        assert it.fake.count("gettoken") == 2


async def test_a_token_that_ends_in_the_middle_of_a_call() -> None:
    async with world() as it:
        it.fake.fail("message/send", "expired")
        await it.door.send(it.letter("在吗"))
        assert it.fake.texts == ["在吗"]
        assert (it.fake.count("gettoken"), it.fake.count("message/send")) == (2, 2)


async def test_a_token_refused_for_good_is_renewed_once_a_send(monkeypatch: pytest.MonkeyPatch) -> None:
    """wechatpy asks for hundreds of tokens here, and falls over."""
    async with world() as it:
        monkeypatch.setattr(it.fake, "token", lambda: (BAD, 7200))
        with pytest.raises(DeliveryError) as raised:
            await it.door.send(it.letter("在吗", buttons=("好",)))
        assert not raised.value.final
        assert (it.fake.count("gettoken"), it.fake.count("message/send")) == (2, 2)


async def test_wrong_credentials_are_not_asked_for_again_and_again() -> None:
    async with world(secret="wrong") as it:
        outcomes = await asyncio.gather(*(it.door.send(it.letter("在吗")) for _ in range(20)), return_exceptions=True)
        assert all(isinstance(each, DeliveryError) and not each.final for each in outcomes)
        assert it.fake.count("gettoken") == 1
        it.fake.secret = "wrong"
        it.pass_time(6)
        await it.door.send(it.letter("在吗"))
        assert it.fake.texts == ["在吗"]


async def test_another_process_may_renew_the_token_first() -> None:
    async with world() as one:
        await one.door.send(one.letter("在吗"))
        name = f"wecom.app.{one.door.app}.token"
        one.fake.revoke()
        fresh, _ = one.fake.token()
        swap = one.shelf.swap

        async def beaten(key: str, expected: bytes | None, value: bytes, *, seconds: float) -> bool:
            await one.shelf.put(name, fresh.encode(), seconds=seconds)
            return await swap(key, expected, value, seconds=seconds)

        one.shelf.swap = beaten  # type: ignore[method-assign]  # the other process comes between
        await one.door.send(one.letter("还在吗"))
        assert await one.shelf.get(name) == fresh.encode()
        assert one.fake.texts == ["在吗", "还在吗"]


@pytest.mark.parametrize("fault", ["500", "lost", "late", "torn"])
async def test_a_change_in_place_of_which_nobody_knows(fault: Fault) -> None:
    """Where it took effect its code is used up, so the next try comes as a new, marked message."""
    async with world(call_seconds=1.0) as it:
        sent = await it.door.send(it.letter("⏰ 该跟云图了", buttons=("完成",)))
        it.fake.fail("message/update_template_card", fault)
        letter = it.letter("✅ 完成", buttons=("撤销",), replaces=sent.message_id)
        with pytest.raises(UNKNOWN):
            await it.door.send(letter)
        again = it.letter("✅ 完成", buttons=("撤销",), replaces=sent.message_id, id=letter.id, repeat=True)
        await it.door.send(again)
        marked = [each.text for each in it.fake.messages if each.text.startswith("（可能重复）")]
        assert marked == ["（可能重复）✅ 完成"]


@pytest.mark.parametrize("fault", ["429", "busy"])
async def test_a_change_in_place_that_was_refused_keeps_its_code(fault: Fault) -> None:
    async with world() as it:
        sent = await it.door.send(it.letter("⏰ 该跟云图了", buttons=("完成",)))
        it.fake.fail("message/update_template_card", fault)
        letter = it.letter("✅ 完成", buttons=("撤销",), replaces=sent.message_id)
        with pytest.raises(DeliveryError):
            await it.door.send(letter)
        assert await it.door.send(letter) == Sent(message_id=sent.message_id)
        assert [each.text for each in it.fake.messages] == ["✅ 完成"]
