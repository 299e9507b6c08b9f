"""What the door says when it examines itself."""

import re
from typing import Any

import pytest

from commands.message import Finding
from tests.integration.adapters.feishu.rig import FeishuRig

pytestmark = pytest.mark.integration


async def findings(rig: FeishuRig, **settings: Any) -> list[Finding]:
    door = rig.another(**settings)
    found = list(await door.examine())
    await door.stop()
    return found


async def ills(rig: FeishuRig, **settings: Any) -> list[str]:
    """The Chinese of what is not well."""
    return [each.chinese for each in await findings(rig, **settings) if not each.well]


async def test_hearing_every_word_of_a_group_is_too_much(rig: FeishuRig) -> None:
    rig.fake.granted |= {"im:message.group_msg"}
    assert ["im:message.group_msg" in each for each in await ills(rig)] == [True]


@pytest.mark.parametrize("mode", ["callback", "socket"])
async def test_all_is_well(rig: FeishuRig, mode: str) -> None:
    found = await findings(rig, mode=mode)
    assert len(found) >= 5
    assert all(each.well and each.chinese and each.english for each in found)


async def test_a_wrong_secret_is_said_first_and_alone(rig: FeishuRig) -> None:
    found = await findings(rig, app_secret="wrong")
    assert [(each.well, "App Secret" in each.chinese) for each in found] == [(False, True)]


async def test_what_to_click(rig: FeishuRig) -> None:
    rig.fake.bot_status = 3
    rig.fake.granted = {"im:message:send_as_bot", "im:message.p2p_msg:readonly"}
    rig.fake.socket.most = 0
    rig.ahead = 600
    bot, clock, scopes, line = await ills(rig, mode="socket")
    assert re.search(r"差了 (59|60)\d 秒", clock)
    assert "机器人" in bot
    missing = "group_at_msg:readonly、im:message.reactions:write_only、im:resource、contact:user.base:readonly"
    assert missing in scopes
    assert "使用长连接" in line


async def test_the_package_of_the_long_connection_may_be_missing(
    rig: FeishuRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.feishu.socket.PACKAGE", "no_such_package")
    assert ["feishu-socket" in each for each in await ills(rig, mode="socket")] == [True]
    door = rig.another(mode="socket")
    await door.lead()
    await door.stop()
    assert rig.fake.socket.opened == 0


async def test_no_connection_and_refusals_are_findings_too(rig: FeishuRig) -> None:
    rig.fake.fail("429", "bot/v3/info")
    assert ["99991400" in each for each in await ills(rig)] == [True]
    rig.fake.fail("500", "bot/v3/info")
    assert ["连不上" in each for each in await ills(rig)] == [True]
    await rig.fake.stop()
    assert ["连不上" in each for each in await ills(rig)] == [True]
