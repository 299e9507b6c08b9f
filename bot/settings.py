"""The deployment's configuration: config.toml, then environment variables, then secret files, later ones winning.

A key `port` in `[server]` is also `GENJIN_SERVER__PORT` in the environment, or a file `server__port` in the folder
that `GENJIN_SECRETS` names.
"""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NestedSecretsSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings import SettingsError as SourceError

from adapters.feishu.settings import FeishuSettings
from adapters.telegram.settings import TelegramSettings
from bot.errors import SettingsError
from bot.platforms import Access, Part, WeCom

SECRETS_FOLDER = "GENJIN_SECRETS"


class Server(Part):
    """Where the program listens. `public_url` is the address under which others reach it, for links and webhooks.

    `preparers`: how many processes make out messages beside it; None decides by the machine.
    """

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: str = ""
    preparers: int | None = Field(default=None, ge=0, le=8)

    @field_validator("public_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("网址要以 http:// 或 https:// 开头|must begin with http:// or https://")
        return value.rstrip("/")


class Database(Part):
    """`sqlite:///folder/genjin.db` or `postgresql://user:password@host/name`; relative files lie beside config.toml."""

    url: str = Field(default="sqlite:///data/genjin.db", repr=False)

    @field_validator("url")
    @classmethod
    def _is_known(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError(
                "要以 sqlite:/// 或 postgresql:// 开头|must begin with sqlite:/// or postgresql://",
            )
        return value

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return Path(self.url.removeprefix("sqlite:///")) if self.url.startswith("sqlite") else None


class Workspace(Part):
    """The team that this deployment serves; `zone` and `language` are how people there see times and words."""

    name: str = Field(default="我的团队", min_length=1, max_length=100)
    zone: str = "Asia/Shanghai"
    language: Literal["zh", "en"] = "zh"

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("没有这个时区，例如 Asia/Shanghai|no such time zone, e.g. Asia/Shanghai") from None
        return value


class Keys(Part):
    """The file with the keys that seal phone numbers and messages; made at the first start, readable by you alone."""

    path: Path = Path("data/genjin.key")


class Backup(Part):
    """The copy made every night at `hour` o'clock, of which the last `keep` stay."""

    folder: Path = Path("data/backup")
    hour: int = Field(default=3, ge=0, le=23)
    keep: int = Field(default=14, ge=1, le=1000)


class Files(Part):
    """Where pictures and papers lie, encrypted, and how large one may be, in megabytes."""

    folder: Path = Path("data/files")
    megabytes: int = Field(default=20, ge=1, le=100)


class Settings(BaseSettings):
    """All of config.toml."""

    model_config = SettingsConfigDict(
        env_prefix="GENJIN_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    server: Server = Server()
    database: Database = Database()
    workspace: Workspace = Workspace()
    keys: Keys = Keys()
    backup: Backup = Backup()
    files: Files = Files()
    access: Access = Access()
    wecom: WeCom = WeCom()
    feishu: FeishuSettings | None = None
    telegram: TelegramSettings | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Secret files before the environment before the file, which arrives as the initial values."""
        del settings_cls, dotenv_settings
        sources = [env_settings, init_settings]
        if os.environ.get(SECRETS_FOLDER):
            sources.insert(0, _secrets(file_secret_settings))
        return tuple(sources)


def _secrets(source: PydanticBaseSettingsSource) -> PydanticBaseSettingsSource:
    return NestedSecretsSettingsSource(
        source,
        secrets_dir=os.environ[SECRETS_FOLDER],
        secrets_dir_missing="error",
        secrets_nested_delimiter="__",
        secrets_prefix="",
    )


def load(path: Path | None) -> Settings:
    """The settings of one file (None: defaults and environment), its relative paths made absolute; SettingsError."""
    where = path.name if path else "config.toml"
    try:
        settings = Settings(**_file(path))
    except ValidationError as error:
        raise SettingsError("\n".join(sentences(where, error))) from None
    except SourceError as error:
        raise SettingsError(
            f"环境变量或密钥文件读不了：{error}\nAn environment variable or secret file is unreadable: {error}"
        ) from None
    return _anchored(settings, (path.parent if path else Path()).resolve())


def _file(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsError(
            f"找不到配置文件 {path}。先复制一份：cp config.example.toml {path}\n"
            f"There is no {path}. Begin with a copy: cp config.example.toml {path}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} 不是正确的 TOML：{error}\n{path.name} is not proper TOML: {error}") from None


_WORDS: dict[str, tuple[str, str]] = {
    "extra_forbidden": ("没有这个键，多半是写错了", "is no known key, most likely a slip"),
    "int_parsing": ("应是整数", "must be a whole number"),
    "int_type": ("应是整数", "must be a whole number"),
    "int_from_float": ("应是整数", "must be a whole number"),
    "string_type": ("应是带引号的文字", "must be text in quotes"),
    "path_type": ("应是带引号的路径", "must be a path in quotes"),
    "string_too_short": ("不能空着", "must not be empty"),
    "string_too_long": ("最多 {max_length} 个字", "must have at most {max_length} characters"),
    "greater_than_equal": ("不能小于 {ge}", "must be at least {ge}"),
    "less_than_equal": ("不能大于 {le}", "must be at most {le}"),
    "literal_error": ("只能是 {expected}", "must be one of {expected}"),
    "model_type": ("应是一节，写成 [{key}]", "must be a section: [{key}]"),
    "model_attributes_type": ("应是一节，写成 [{key}]", "must be a section: [{key}]"),
}


def sentences(where: str, error: ValidationError) -> Iterator[str]:
    """One Chinese and one English sentence for each wrong key, never with its value: it may be a secret."""
    for each in error.errors(include_input=False, include_url=False):
        key = ".".join(str(part) for part in each["loc"])
        if each["type"] == "value_error":
            chinese, _, english = str(each["ctx"]["error"]).partition("|")
        else:
            chinese, english = _WORDS.get(each["type"], ("填得不对", "holds a wrong value"))
            values = {**each.get("ctx", {}), "key": key}
            chinese, english = chinese.format(**values), english.format(**values)
        yield f"{where} 的 {key}：{chinese}。"
        yield f"{where}: {key} {english}."


def _anchored(settings: Settings, folder: Path) -> Settings:
    """The same settings with relative paths reckoned from the folder of config.toml, wherever it is started."""
    file = settings.database.file
    url = f"sqlite:///{(folder / file).as_posix()}" if file else settings.database.url
    return settings.model_copy(
        update={
            "database": settings.database.model_copy(update={"url": url}),
            "keys": settings.keys.model_copy(update={"path": folder / settings.keys.path}),
            "backup": settings.backup.model_copy(update={"folder": folder / settings.backup.folder}),
            "files": settings.files.model_copy(update={"folder": folder / settings.files.folder}),
        }
    )


def in_folder(folder: Path) -> Settings:
    """The settings of a self-contained data folder: database, keys and copies all inside it."""
    folder = folder.resolve()
    return Settings.model_construct(
        server=Server(),
        workspace=Workspace(),
        database=Database(url=f"sqlite:///{(folder / 'genjin.db').as_posix()}"),
        keys=Keys(path=folder / "genjin.key"),
        backup=Backup(folder=folder / "backup"),
        files=Files(folder=folder / "files"),
        access=Access(),
        wecom=WeCom(),
        feishu=None,
        telegram=None,
    )
