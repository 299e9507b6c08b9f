"""`genjin check` says how much could not be sent or handled."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import prepare
from bot.care import check, given_up
from bot.settings import in_folder
from store import outbox

pytestmark = pytest.mark.integration


def test_the_check_mentions_what_was_given_up_and_is_content_all_the_same(tmp_path: Path) -> None:
    settings = in_folder(tmp_path)
    assert given_up(settings) is None
    database, workspace = prepare(settings)
    database.write(
        lambda tx: outbox.bury(
            tx,
            outbox.add(
                tx,
                workspace=workspace,
                platform="web",
                app="web",
                chat="c",
                topic="",
                payload=b"x",
                inbox_id=None,
                created_at=datetime.now(UTC),
            ),
            "HTTP 503",
        )
    ).result()
    database.close()
    assert check(settings) == []
    said = given_up(settings)
    assert said is not None
    assert said.startswith("没发出去1封，没处理成0条")
