"""config.toml: what it may hold, and what is said when it holds something else."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from adapters.feishu.settings import FeishuSettings
from adapters.telegram.settings import TelegramSettings
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.settings import AppSettings, WebhookSettings
from bot.errors import SettingsError
from bot.settings import Settings, in_folder, load

pytestmark = pytest.mark.unit
EXAMPLE = Path(__file__).parents[3] / "config.example.toml"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("GENJIN_"):
            monkeypatch.delenv(name)


def wrong(tmp_path: Path, text: str) -> str:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    return str(caught.value)


def test_the_example_loads_and_shows_the_defaults(tmp_path: Path) -> None:
    copy = tmp_path / "config.toml"
    copy.write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    empty = tmp_path / "empty.toml"
    empty.write_text("", "utf-8")
    assert load(copy) == load(empty)


PARTS = ("server", "database", "workspace", "keys", "backup", "files", "access")
PLATFORMS: dict[str, type[BaseModel]] = {
    "wecom.app": AppSettings,
    "wecom.bot": BotSettings,
    "wecom.webhook.华东组": WebhookSettings,
    "feishu": FeishuSettings,
    "telegram": TelegramSettings,
}


def part(name: str) -> list[str]:
    """The example's lines under a header, those that are commented out uncommented."""
    lines = EXAMPLE.read_text("utf-8").splitlines()
    header = f"[{name}]" if name in PARTS else f"# [{name}]"
    first = lines.index(header) + 1
    after = next((i for i, line in enumerate(lines[first:], first) if re.match(r"(# )?\[", line)), len(lines))
    return [re.sub(r"^# (?=[a-z_]+ = )", "", line) for line in lines[first:after]]


@pytest.mark.parametrize(
    ("name", "model"),
    [*((name, Settings.model_fields[name].annotation) for name in PARTS), *PLATFORMS.items()],
    ids=[*PARTS, *PLATFORMS],
)
def test_the_example_explains_every_key(name: str, model: type[BaseModel]) -> None:
    assert set(Settings.model_fields) == {*PARTS, *(each.partition(".")[0] for each in PLATFORMS)}
    lines = part(name)
    assert set(tomllib.loads("\n".join(lines))) == set(model.model_fields)
    for key in model.model_fields:
        at = next(i for i, line in enumerate(lines) if line.startswith(f"{key} = "))
        assert lines[at - 1].startswith("# "), f"{name}.{key} has no word above it"


def test_what_the_example_says_of_limits_are_the_defaults() -> None:
    for name, model in PLATFORMS.items():
        told = tomllib.loads("\n".join(part(name)))
        for key, field in model.model_fields.items():
            if not field.is_required() and field.annotation in (int, float, bool):
                assert told[key] == field.default, f"{name}.{key}"


def test_relative_paths_lie_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[database]\nurl = "sqlite:///mine/a.db"\n[keys]\npath = "/etc/genjin.key"\n', "utf-8")
    settings = load(path)
    assert settings.database.file == tmp_path / "mine/a.db"
    assert settings.keys.path == Path("/etc/genjin.key")
    assert settings.backup.folder == tmp_path / "data/backup"


def test_the_environment_wins_over_the_file_and_secret_files_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[server]\nport = 1000\nhost = '0.0.0.0'\n", "utf-8")
    monkeypatch.setenv("GENJIN_SERVER__PORT", "2000")
    assert (load(path).server.port, load(path).server.host) == (2000, "0.0.0.0")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/database__url").write_text("postgresql://u:geheim@h/d\n", "utf-8")
    monkeypatch.setenv("GENJIN_SECRETS", str(tmp_path / "secrets"))
    assert load(path).database.url == "postgresql://u:geheim@h/d"
    assert "geheim" not in repr(load(path))


@pytest.mark.parametrize(
    ("text", "key", "chinese", "english"),
    [
        ("[server]\nport = 'abc'", "server.port", "应是整数", "whole number"),
        ("[server]\nport = 0", "server.port", "不能小于 1", "at least 1"),
        ("[server]\nprot = 1", "server.prot", "没有这个键", "no known key"),
        ("[sever]\nport = 1", "sever", "没有这个键", "no known key"),
        ("[workspace]\nlanguage = 'fr'", "workspace.language", "只能是 'zh' or 'en'", "one of"),
        ("[workspace]\nzone = 'Mars/Base'", "workspace.zone", "没有这个时区", "time zone"),
        ("[workspace]\nname = ''", "workspace.name", "不能空着", "not be empty"),
        ("[database]\nurl = 'mysql://x:geheim@y'", "database.url", "sqlite:///", "postgresql://"),
        ("[backup]\nhour = 24", "backup.hour", "不能大于 23", "at most 23"),
        ("backup = 3", "backup", "[backup]", "section"),
        ("[server]\npublic_url = 'crm.example.com'", "server.public_url", "https://", "https://"),
    ],
)
def test_a_wrong_key_is_named_in_both_languages(
    tmp_path: Path, text: str, key: str, chinese: str, english: str
) -> None:
    said = wrong(tmp_path, text)
    first, second = said.splitlines()
    assert key in first
    assert chinese in first
    assert key in second
    assert english in second
    assert "geheim" not in said


def test_a_broken_file_and_a_missing_one(tmp_path: Path) -> None:
    assert "line 1" in wrong(tmp_path, "[server\n")
    with pytest.raises(SettingsError, match=r"config\.example\.toml"):
        load(tmp_path / "nowhere.toml")


def test_a_missing_secrets_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENJIN_SECRETS", str(tmp_path / "none"))
    with pytest.raises(SettingsError, match="密钥文件"):
        load(None)


def test_a_data_folder_holds_everything(tmp_path: Path) -> None:
    settings = in_folder(tmp_path)
    assert settings.database.file == tmp_path / "genjin.db"
    assert {settings.keys.path.parent, settings.backup.folder.parent} == {tmp_path}
