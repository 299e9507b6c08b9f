"""The group webhook: what stands in the group, its limit, its faults."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from adapters.wecom.fake_state import Fault
from adapters.wecom.refusals import Unclear
from adapters.wecom.settings import WebhookSettings
from adapters.wecom.webhook import WeComWebhook
from commands.message import Chat, DeliveryError, File, Outgoing, Press
from tests.integration.adapters.wecom.app_world import PNG, World, world

pytestmark = pytest.mark.integration
GROUP = Chat(platform="wecom", app="webhook:华东组", id="华东组", private=False)


def digest(*lines: str, **more: Any) -> Outgoing:
    return Outgoing(**{"id": "d1", "chat": GROUP, "lines": lines, "created_at": datetime.now(UTC), **more})


def markdown(it: World) -> WeComWebhook:
    """The same group's door, sending markdown."""
    url = f"{it.settings.api_base}/cgi-bin/webhook/send?key={it.fake.webhook_key}"
    settings = WebhookSettings.model_validate({"url": url, "markdown": True})
    return WeComWebhook(settings, name="md", shelf=it.shelf, files=it.files)


async def test_a_digest() -> None:
    async with world() as it:
        assert (it.webhook.platform, it.webhook.app) == ("wecom", "webhook:华东组")
        await it.webhook.send(digest("华东一组 · 11月18日", "跟进14", buttons=(Press(label="本周", action="a.0"),)))
        assert [(each.kind, each.text) for each in it.fake.messages] == [("text", "华东一组 · 11月18日\n跟进14")]


async def test_a_member_is_called_and_a_repeat_marked() -> None:
    async with world() as it:
        await it.webhook.send(digest("该你了", mention="li", mention_name="李娜", repeat=True))
        assert it.fake.texts == ["@li （可能重复）该你了"]


async def test_markdown_shows_words_as_they_are() -> None:
    async with world() as it:
        door = markdown(it)
        await door.start()
        await door.send(digest("# 大 <b>138****1111", mention="li"))
        await door.stop()
        assert [(each.kind, each.text) for each in it.fake.messages] == [
            ("markdown", "<@li> ＃ 大 ＜b>138＊＊＊＊1111")
        ]


async def test_a_long_digest_arrives_whole_within_the_limit() -> None:
    async with world() as it:
        lines = tuple(f"{i:04d} 华星 A级 5天没跟，报价后没回音，今天该打个电话了" for i in range(800))
        await it.deliver(digest(*lines), it.webhook)
        assert "\n".join(it.fake.texts) == "\n".join(lines)
        assert len(it.fake.messages) > 20


async def test_over_the_limit_it_is_held() -> None:
    async with world() as it:
        for i in range(20):
            await it.webhook.send(digest(f"第{i}条", id=f"d{i}"))
        with pytest.raises(DeliveryError) as raised:
            await it.webhook.send(digest("第20条", id="d20"))
        assert raised.value.held


async def test_somebody_else_may_have_used_the_limit_up() -> None:
    async with world() as it:
        it.fake.webhook_per_minute = 0
        with pytest.raises(DeliveryError) as raised:
            await it.webhook.send(digest("在吗"))
        assert (raised.value.held, raised.value.after) == (True, 60.0)


async def test_pictures_and_papers() -> None:
    async with world() as it:
        it.files.files["picture"] = picture = PNG + b"x" * 1_900_000
        files = (File(id="picture", name="漏斗.png", kind="image"), File(id="paper", name="名单.xlsx"))
        await it.webhook.send(digest("本周", files=files))
        assert [each.kind for each in it.fake.messages] == ["text", "image", "file"]
        assert hashlib.sha256(it.fake.messages[1].data).digest() == hashlib.sha256(picture).digest()
        it.files.files["picture"] = PNG + b"x" * 2_100_000
        await it.webhook.send(digest(id="d2", files=files[:1]))
        assert it.fake.messages[-1].kind == "file"


async def test_a_removed_robot_is_final() -> None:
    async with world() as it:
        it.fake.webhook_key = "another"
        with pytest.raises(DeliveryError) as raised:
            await it.webhook.send(digest("在吗"))
        assert raised.value.final
        assert "webhook" in raised.value.reason


@pytest.mark.parametrize("fault", ["500", "page", "lost", "late", "torn"])
async def test_what_nobody_knows(fault: Fault) -> None:
    async with world(call_seconds=1.0) as it:
        it.fake.fail("webhook/send", fault)
        with pytest.raises((Unclear, TimeoutError, aiohttp.ClientError)):
            await it.webhook.send(digest("在吗"))


@pytest.mark.parametrize("fault", ["500", "page", "lost", "late", "torn", "busy", "429"])
async def test_an_upload_reaches_nobody(fault: Fault) -> None:
    async with world(call_seconds=1.0) as it:
        it.fake.fail("webhook/upload_media", fault)
        letter = digest("本周", files=(File(id="paper", name="名单.xlsx"),))
        with pytest.raises(DeliveryError):
            await it.webhook.send(letter)
        await it.webhook.send(letter)
        assert [each.kind for each in it.fake.messages] == ["text", "file"]


async def test_what_cannot_be_sent() -> None:
    async with world() as it:
        for letter in (digest(), digest("x", files=(File(id="gone", name="x.png"),))):
            with pytest.raises(DeliveryError) as raised:
                await it.webhook.send(letter)
            assert raised.value.final
