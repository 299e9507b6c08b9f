"""Feishu's rig."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.adapters.feishu.rig import FeishuRig


@pytest.fixture
async def rig() -> AsyncIterator[FeishuRig]:
    """By callbacks."""
    rig = await FeishuRig().start()
    yield rig
    await rig.close()
