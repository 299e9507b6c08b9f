"""`genjin setup` writes what it is told, tells what is wrong, and leaves the rest of the file alone."""

import stat
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import load
from bot.setup import PLATFORMS, set_up, write

pytestmark = pytest.mark.unit
BEFORE = """# 我的注释
[server]
port = 9000  # 端口

[telegram]
token = "1:旧的"
# 旧注释

[backup]
keep = 3
"""


def answers(path: Path, *said: str) -> list[str]:
    """What was told, when these answers are given one after the other."""
    told: list[str] = []
    left = iter(said)
    set_up(path, lambda *_: next(left), told.append)
    return told


def test_every_platform_can_be_set_up(tmp_path: Path) -> None:
    given = {
        "wecom.bot": ("B1", "s", "跟进"),
        "wecom.app": ("ww1", "1000002", "s", "t", "k" * 43),
        "feishu": ("cli_1", "s"),
        "telegram": ("123456789:" + "A" * 35,),
    }
    path = tmp_path / "config.toml"
    for number, platform in enumerate(PLATFORMS, 1):
        told = answers(path, str(number), *given[platform.section])
        assert f"[{platform.section}]" in told[-1]
    settings = load(path)
    assert settings.wecom.app is not None
    assert settings.wecom.app.agent_id == 1000002
    assert settings.wecom.bot is not None
    assert settings.feishu is not None
    assert settings.telegram is not None
    assert settings.telegram.mode == "polling"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_only_its_own_part_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(BEFORE, "utf-8")
    write(path, "telegram", {"token": 'x"\\\ny'})
    text = path.read_text("utf-8")
    assert text.startswith("# 我的注释\n[server]\nport = 9000  # 端口\n")
    assert text.endswith("[backup]\nkeep = 3\n")
    assert "旧" not in text
    write(path, "feishu", {"app_id": "cli_1"})
    assert path.read_text("utf-8") == text + '\n[feishu]\napp_id = "cli_1"\n'


def test_a_wrong_key_is_told_and_asked_for_again_but_not_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    told = answers(path, "9", "4", "不是token", "123456789:" + "A" * 35)
    assert any("telegram 的 token" in line for line in told)
    assert "不是token" not in "".join(told)
    with pytest.raises(SettingsError):
        answers(path, "4", "一", "二", "三")
    with pytest.raises(SettingsError):
        answers(path, "零", "", "五")
