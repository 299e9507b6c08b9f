"""What config.toml says of the self-built app and of group webhooks, with WeCom's limits as it documents them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

API_BASE = "https://qyapi.weixin.qq.com"
MEGABYTE = 1024 * 1024

Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0)]


def address(value: str) -> str:
    """An address without its last slash; ValueError where it is none."""
    if not value.startswith(("http://", "https://")):
        raise ValueError("网址要以 http:// 或 https:// 开头|must begin with http:// or https://")
    return value.rstrip("/")


class AppSettings(BaseModel):
    """`[wecom.app]`: a self-built app (自建应用). The keys are on its page and on 我的企业; the rest has defaults.

    `fresh_seconds` is how old a callback's timestamp may be: WeCom sends a callback three times within seconds.
    `card_title`, `card_text` and `card_label` are in Chinese characters, which count as two Latin ones;
    `app_per_day` is 200 times the corp's accounts and not kept where it is 0; `duplicate_seconds` asks WeCom to swallow
    equal messages, which would swallow a second reminder, too: 0 asks for nothing. What is pushed at full and half
    hours is spread over `uneven_seconds`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    corp_id: str = Field(min_length=1)
    agent_id: int = Field(ge=1)
    secret: SecretStr = Field(min_length=1)
    token: SecretStr = Field(min_length=1)
    aes_key: SecretStr = Field(min_length=43, max_length=43)
    api_base: str = API_BASE
    path: str = Field(default="/wecom/app", pattern=r"^/[\w/-]+$")
    fresh_seconds: Seconds = 300
    body_bytes: Count = MEGABYTE
    call_seconds: Seconds = 10
    person_per_minute: Count = 30
    person_per_hour: Count = 1000
    app_per_minute: Count = 10_000
    app_per_hour: Count = 150_000
    app_per_day: int = Field(default=0, ge=0)
    uneven_seconds: float = Field(default=20.0, ge=0)
    duplicate_seconds: int = Field(default=0, ge=0, le=14_400)
    text_bytes: int = Field(default=2048, ge=256)
    card_buttons: int = Field(default=6, ge=0, le=6)
    card_title: Count = 26
    card_text: Count = 160
    card_label: Count = 10
    code_seconds: Seconds = 72 * 3600
    image_bytes: Count = 10 * MEGABYTE
    voice_bytes: Count = 2 * MEGABYTE
    video_bytes: Count = 10 * MEGABYTE
    file_bytes: Count = 20 * MEGABYTE

    _api_base = field_validator("api_base")(address)

    @property
    def app(self) -> str:
        """The door's identity: “ww1234:1000002”."""
        return f"{self.corp_id}:{self.agent_id}"


class WebhookSettings(BaseModel):
    """`[wecom.webhook.NAME]`: a group's robot address, which whoever knows it can post to: a secret.

    `markdown` sends markdown messages, which hold more in one and are not shown in WeChat; else plain text.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    url: SecretStr
    markdown: bool = False
    per_minute: Count = 20
    call_seconds: Seconds = 10
    text_bytes: int = Field(default=2048, ge=256)
    markdown_bytes: int = Field(default=4096, ge=256)
    image_bytes: Count = 2 * MEGABYTE
    file_bytes: Count = 20 * MEGABYTE

    @field_validator("url")
    @classmethod
    def _is_address(cls, value: SecretStr) -> SecretStr:
        return SecretStr(address(value.get_secret_value()))
