"""What config.toml says of Telegram, with every limit of the platform as it documents them."""

import re
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

MEGABYTE = 1024 * 1024
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,100}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class TelegramSettings(BaseModel):
    """`token` from @BotFather; `polling` needs no public address, `webhook` one with https and a `secret` of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    mode: Literal["webhook", "polling"] = "polling"
    token: SecretStr
    secret: SecretStr = SecretStr("")
    api_base: str = "https://api.telegram.org"
    path: str = Field(default="/telegram", pattern=r"^/[A-Za-z0-9_/-]*$")

    body_bytes: int = Field(default=MEGABYTE, ge=1024)
    """Of one webhook call."""
    max_connections: int = Field(default=40, ge=1, le=100)
    """Webhook calls that Telegram makes at once; those of one chat come one after the other."""
    request_seconds: float = Field(default=10.0, gt=0)
    media_seconds: float = Field(default=25.0, gt=0)
    """For sending or fetching a file."""
    poll_seconds: int = Field(default=25, ge=0, le=50)
    """How long Telegram holds a poll open when nothing is there."""
    retry_seconds: float = Field(default=1.0, gt=0)
    """The first wait after a failed poll; doubled each time, half a minute at most."""
    conflict_seconds: float = Field(default=60.0, gt=0)
    """The wait after another program was found polling with the same token."""

    app_per_second: int = Field(default=30, ge=1)
    chat_per_second: int = Field(default=1, ge=1)
    group_per_minute: int = Field(default=20, ge=1)
    text_units: int = Field(default=4096, ge=256, le=4096)
    """Of one message after its HTML was read, in UTF-16 units."""
    data_bytes: int = Field(default=64, ge=1, le=64)
    """Of what a button carries."""
    keyboard_buttons: int = Field(default=100, ge=1, le=100)
    photo_bytes: int = Field(default=10 * MEGABYTE, ge=1)
    upload_bytes: int = Field(default=50 * MEGABYTE, ge=1)
    download_bytes: int = Field(default=20 * MEGABYTE, ge=1)
    skew_seconds: float = Field(default=60.0, gt=0)
    """How far this machine's clock may be off before the doctor says so."""

    @field_validator("token")
    @classmethod
    def _is_token(cls, value: SecretStr) -> SecretStr:
        if not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError(
                "要 @BotFather 给的那一串，像 123456789:AA…|must be what @BotFather gave, like 123456789:AA…"
            )
        return value

    @field_validator("secret")
    @classmethod
    def _is_secret(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("只能有字母、数字、_ 和 -，最多256个|letters, digits, _ and - only, 256 at most")
        return value

    @field_validator("api_base")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("网址要以 http:// 或 https:// 开头|must begin with http:// or https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _webhooks_are_signed(self) -> Self:
        if self.mode == "webhook" and not self.secret.get_secret_value():
            raise ValueError("webhook 要有 secret，自己编一串就行|webhook mode needs a secret: make one up")
        return self

    @property
    def bot_id(self) -> str:
        """The bot's user id, which the token begins with: it tells this bot from every other."""
        return self.token.get_secret_value().split(":")[0]
