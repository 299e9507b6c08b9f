"""A chart that the web page has shown is there again when the program has been started anew."""

from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.platforms.page import Web

pytestmark = pytest.mark.scenario
MANAGER = "赵敏"


async def pictures(page: Web) -> list[dict[str, Any]]:
    """The pictures that stand in the manager's chat."""
    return [file for item in await page._items(MANAGER) for file in item["files"] if file["kind"] == "image"]


async def shown(page: Web, id: str) -> tuple[int, bytes]:
    """A picture as the page loads it."""
    query = {"as": MANAGER, "chat": page.people[MANAGER].chat}
    async with page.http.get(f"{page.base}/web/file/{id}", params=query) as answer:
        return answer.status, await answer.read()


async def test_a_chart_is_shown_again_after_a_restart(tmp_path: Path) -> None:
    page = await Web(tmp_path, WEDNESDAY).open()
    try:
        await page.say(MANAGER, "仪表盘")
        [picture] = await pictures(page)
        before = await shown(page, picture["id"])
    finally:
        await page.close()
    assert before[0] == 200
    assert before[1].startswith(b"\x89PNG")
    again = await Web(tmp_path, WEDNESDAY).open()
    try:
        assert await pictures(again) == [picture]
        assert await shown(again, picture["id"]) == before
        assert (await shown(again, "0" * 32))[0] == 404
    finally:
        await again.close()
