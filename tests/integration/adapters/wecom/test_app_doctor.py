"""What the app's door finds when it examines itself."""

import time
from typing import Any

import pytest

from commands.message import Finding
from tests.integration.adapters.wecom.app_world import World, world

pytestmark = pytest.mark.integration


async def wrong(it: World) -> list[Finding]:
    return [each for each in await it.door.examine() if not each.well]


async def test_all_is_well() -> None:
    async with world() as it:
        await it.call(it.calls.check(at=time.time()), "GET")
        found = await it.door.examine()
        assert [each.well for each in found] == [True] * 4
        assert found[2].chinese == "应用“跟进”能用"
        assert all(each.english for each in found)


async def test_before_any_callback_it_says_what_to_click() -> None:
    async with world() as it:
        (finding,) = await wrong(it)
        assert "设置API接收" in finding.chinese
        assert "/wecom/app" in finding.chinese
        await it.call(it.calls.text("在吗", at=time.time()))
        assert await wrong(it) == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"corp_id": "ww9"}, "corp_id"),
        ({"secret": "wrong"}, "查看Secret"),
        ({"agent_id": 7}, "agent_id"),
        ({"api_base": "http://127.0.0.1:9"}, "连不上"),
    ],
)
async def test_wrong_credentials(settings: dict[str, Any], words: str) -> None:
    async with world(**settings) as it:
        assert words in (await wrong(it))[0].chinese


async def test_an_untrusted_address_is_named() -> None:
    async with world() as it:
        it.fake.trusted = False
        first = (await wrong(it))[0]
        assert "企业可信IP" in first.chinese
        assert "203.0.113.7" in first.chinese
        assert "203.0.113.7" in first.english


async def test_an_app_switched_off() -> None:
    async with world() as it:
        it.fake.closed = True
        assert "启用" in (await wrong(it))[0].chinese


@pytest.mark.parametrize("off", [-400.0, 400.0])
async def test_a_wrong_clock(off: float) -> None:
    async with world(clock_off=off) as it:
        assert "对时" in (await wrong(it))[0].chinese


async def test_no_secret_stands_in_a_finding() -> None:
    async with world(secret="hush-hush") as it:
        it.fake.fail("gettoken", "500")
        assert "hush" not in repr(await it.door.examine())


async def test_a_door_that_was_never_started_can_be_examined() -> None:
    async with world() as it:
        await it.door.stop()
        assert (await it.door.examine())[0].well
