"""What the door asks Telegram for: files, names, and what the doctor wants to know."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from telegram.error import TelegramError

from commands.message import Attachment, DeliveryError, Examined, Fetching, Finding, Leading, Naming
from tests.integration.adapters.telegram.rig import PUBLIC, PollingRig, TelegramRig

pytestmark = pytest.mark.integration


def wrong(findings: Sequence[Finding]) -> list[str]:
    """What is not well."""
    return [each.chinese for each in findings if not each.well]


async def test_the_door_promises_what_it_can(rig: TelegramRig) -> None:
    for promise in (Fetching, Naming, Leading, Examined):
        assert isinstance(rig.door, promise)
    assert (rig.door.platform, rig.door.app) == ("telegram", "123456789")


async def test_a_pictures_bytes_are_fetched(rig: TelegramRig) -> None:
    data = bytes(range(256)) * 100
    await rig.fake.deliver(rig.fake.talk.picture(data))
    await rig.fake.deliver(rig.fake.talk.file(b"%PDF", "报价单.pdf", "application/pdf"))
    picture, paper = rig.heard
    assert await rig.door.fetch(picture.attachments[0]) == data
    assert await rig.door.fetch(paper.attachments[0]) == b"%PDF"


async def test_what_a_bot_may_not_fetch_is_refused_for_good(rig: TelegramRig) -> None:
    huge = rig.fake.world.keep(b"x" * (20 * 1024 * 1024 + 1))
    for attachment in (
        Attachment(kind="file", handle=huge, size=20 * 1024 * 1024 + 1),
        Attachment(kind="file", handle=huge),
        Attachment(kind="file", handle="unknown"),
    ):
        with pytest.raises(DeliveryError) as refused:
            await rig.door.fetch(attachment)
        assert refused.value.final


async def test_a_fetch_that_broke_may_be_tried_again(rig: TelegramRig) -> None:
    file = Attachment(kind="file", handle=rig.fake.world.keep(b"abc"))
    rig.fake.faults.add("page", method="getFile")
    with pytest.raises(TelegramError):
        await rig.door.fetch(file)
    assert await rig.door.fetch(file) == b"abc"


async def test_no_file_of_this_machine_is_read(rig: TelegramRig, tmp_path: Path) -> None:
    """A false server can't name a path here and have it read."""
    file = Attachment(kind="file", handle=rig.fake.world.keep(b"abc"))
    (tmp_path / file.handle).write_bytes(b"a key")
    rig.fake.world.folder = str(tmp_path)
    with pytest.raises(DeliveryError) as refused:
        await rig.door.fetch(file)
    assert refused.value.final


async def test_names_are_told_of_those_who_opened_the_chat(rig: TelegramRig) -> None:
    rig.fake.talk.private()
    assert await rig.door.name_of("7001") == "陈晓明"
    assert await rig.door.name_of("7999") == ""
    assert await rig.door.name_of("nobody") == ""


async def test_all_is_well(rig: TelegramRig, polling: PollingRig) -> None:
    for each in (rig, polling):
        findings = await each.door.examine()
        assert wrong(findings) == []
        assert any("@genjin_bot" in finding.chinese for finding in findings)
        assert all(finding.english for finding in findings)
        assert not any(each.fake.token in finding.chinese + finding.english for finding in findings)


async def test_a_door_that_does_not_run_can_be_examined(rig: TelegramRig) -> None:
    other = rig.make_door()
    for _ in range(2):
        assert wrong(await other.examine()) == []
    assert not other._client.opened
    assert rig.door._client.opened


async def test_privacy_mode_is_explained(rig: TelegramRig) -> None:
    (explained,) = [each for each in await rig.door.examine() if "隐私模式" in each.chinese]
    assert "/setprivacy" in explained.chinese
    assert "再拉进来" in explained.chinese
    rig.fake.world.reads_all = True
    (explained,) = [each for each in await rig.door.examine() if "隐私模式" in each.chinese]
    assert "/setprivacy" not in explained.chinese


async def test_what_is_wrong_is_said(rig: TelegramRig) -> None:
    rig.fake.world.joins_groups = False
    rig.fake.world.hook.last_error = "Wrong response from the webhook: 403 Forbidden"
    found = wrong(await rig.door.examine())
    assert any("/setjoingroups" in each for each in found)
    assert any("403 Forbidden" in each for each in found)
    rig.fake.world.hook.url = "https://elsewhere.example.com"
    assert any(PUBLIC in each for each in wrong(await rig.door.examine()))


async def test_a_wrong_clock_is_said(rig: TelegramRig) -> None:
    rig.skew = timedelta(minutes=5)
    (found,) = wrong(await rig.door.examine())
    assert "时钟" in found
    rig.skew = timedelta()
    rig.fake.skew = -3600
    (found,) = wrong(await rig.door.examine())
    assert "360" in found or "359" in found


async def test_a_webhook_beside_polling_is_said(polling: PollingRig) -> None:
    await polling.door.follow()
    polling.fake.world.hook.url = "https://old.example.com"
    (found,) = wrong(await polling.door.examine())
    assert "webhook" in found


async def test_a_wrong_token_and_no_network_are_said(rig: TelegramRig) -> None:
    rig.fake.token = "1:other"
    (found,) = wrong(await rig.door.examine())
    assert "@BotFather" in found
    await rig.fake.stop()
    (found,) = wrong(await rig.door.examine())
    assert "连不上" in found
