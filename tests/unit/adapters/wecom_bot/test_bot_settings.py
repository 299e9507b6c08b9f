"""What `[wecom.bot]` must hold."""

from typing import Any

import pytest
from pydantic import ValidationError

from adapters.wecom.bot import WeComBot
from adapters.wecom.bot_settings import BotSettings
from commands.message import Door, Examined, Fetching, Leading
from tests.integration.adapters.inlets import MemoryFiles, MemoryShelf, RecordingInlet

pytestmark = pytest.mark.unit
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@pytest.mark.parametrize(
    "given",
    [
        {"bot_id": "b"},
        {"bot_id": "", "secret": "s"},
        {"bot_id": "b", "mode": "callback", "secret": "s"},
        {"bot_id": "b", "mode": "callback", "token": "t", "aes_key": "short"},
        {"bot_id": "b", "secret": "s", "secrets": "s"},
    ],
)
def test_what_is_missing_is_said_and_no_secret_shown(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as wrong:
        BotSettings(**given)
    assert "'s'" not in str(wrong.value)


def test_secrets_are_not_printed() -> None:
    assert "hidden-one" not in repr(BotSettings(bot_id="b", secret="hidden-one"))  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [{"secret": "s"}, {"mode": "callback", "token": "t", "aes_key": KEY}])
def test_the_door_keeps_the_promises_of_the_seam(given: dict[str, Any]) -> None:
    door: Door = WeComBot(
        BotSettings(bot_id="b", **given), inlet=RecordingInlet(), shelf=MemoryShelf(), files=MemoryFiles()
    )
    assert (door.platform, door.app) == ("wecom", "b")
    assert isinstance(door, Fetching)
    assert isinstance(door, Leading)
    assert isinstance(door, Examined)
