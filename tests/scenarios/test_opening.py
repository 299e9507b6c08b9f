"""A colleague opens the chat with the Feishu app before a word is said, and is no stranger there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from store import members
from store.database import Tx
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.platforms.feishu import Feishu

pytestmark = pytest.mark.scenario
REP = "陈晓明"


class Ours(Feishu):
    """The app of a tenant that the configuration names."""

    changes: Mapping[str, Any] = {"tenant_key": "tk_ours"}


class Shared(Ours):
    """The same, open to people of other tenants."""

    changes: Mapping[str, Any] = {"tenant_key": "tk_ours", "shared": True}


async def opened_by(feishu: Feishu, name: str, **tenant: str) -> str:
    """What somebody new finds in the chat that they have opened."""
    user, chat = f"ou_{name}", f"oc_{name}"
    feishu.fake.contacts[user] = name
    feishu.fake.chats[chat] = {user: name}
    assert await feishu.bring(feishu.fake.calls.entered(sender=user, chat=chat, **tenant)) == 200
    await feishu.settle()
    return "\n".join(str(each.content) for each in feishu.fake.messages if each.ours and each.chat == chat)


async def names(feishu: Feishu) -> list[str]:
    """The workspace's members."""

    def read(tx: Tx) -> list[Any]:
        return members.every(tx, feishu.app.workspace)

    return [each.name for each in await feishu.app.border.read(read)]


async def test_a_colleague_joins_by_opening_the_chat_and_an_outsider_does_not(tmp_path: Path) -> None:
    feishu = await Ours(tmp_path, WEDNESDAY).open()
    try:
        assert "你好，王芳！我是跟进" in await opened_by(feishu, "王芳")
        assert "还不认识" in await opened_by(feishu, "客人", tenant="tk_theirs")
        known = await names(feishu)
    finally:
        await feishu.close()
    assert "王芳" in known
    assert "客人" not in known


@pytest.mark.parametrize("kind", [Feishu, Shared])
async def test_who_may_be_a_colleague_is_greeted_once_and_joins_by_speaking(kind: type[Feishu], tmp_path: Path) -> None:
    """While the tenant is not known yet, and where others may open the chat as well."""
    feishu = await kind(tmp_path, WEDNESDAY).open()
    try:
        first = await opened_by(feishu, "王芳")
        assert "说一句话我就知道你是谁了" in first
        assert await opened_by(feishu, "王芳") == first
        assert "王芳" not in await names(feishu)
        said: dict[str, Any] = {"chat_id": "oc_王芳", "create_time": str(int(feishu.at() * 1000))}
        words = feishu.fake.calls.message("text", {"text": "今天拜访了云图的吴总"}, sender="ou_王芳", **said)
        assert await feishu.bring(words) == 200
        await feishu.settle()
        assert "王芳" in await names(feishu)
    finally:
        await feishu.close()
