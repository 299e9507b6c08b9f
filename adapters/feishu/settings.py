"""What `[feishu]` in config.toml says, every limit of the platform among it with the documented value."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

MEGABYTE = 1024 * 1024


class FeishuSettings(BaseModel):
    """One self-built app (企业自建应用) of one tenant; seconds and bytes throughout."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    mode: Literal["callback", "socket"] = "socket"
    app_id: str = Field(min_length=1)
    app_secret: SecretStr = Field(min_length=1)
    encrypt_key: SecretStr = SecretStr("")
    verification_token: SecretStr = SecretStr("")
    api_base: str = Field(default="https://open.feishu.cn", pattern=r"^https?://\S+$")
    tenant_key: str = ""  # whose people are colleagues; empty: learned from the first event of one of them
    shared: bool = False  # 对外共享: people of other tenants may open a chat with the bot

    freshness_seconds: float = Field(default=8 * 3600, gt=0)  # the last retry comes some 7 hours after the first try
    body_bytes: int = Field(default=MEGABYTE, gt=0)
    answer_seconds: float = Field(default=2.5, gt=0)  # of the 3 that a pressed card waits
    call_seconds: float = Field(default=10.0, gt=0)

    text_bytes: int = Field(default=150 * 1024, ge=4096)
    card_bytes: int = Field(default=30 * 1024, ge=1024)
    image_bytes: int = Field(default=10 * MEGABYTE, gt=0)
    file_bytes: int = Field(default=30 * MEGABYTE, gt=0)
    resource_bytes: int = Field(default=100 * MEGABYTE, gt=0)
    calls_per_second: int = Field(default=50, gt=0)
    calls_per_minute: int = Field(default=1000, gt=0)
    chat_per_second: int = Field(default=5, gt=0)
    message_per_second: int = Field(default=5, gt=0)  # edits of one message
    uuid_seconds: float = Field(default=3600.0, gt=0)  # for so long a repeated uuid sends nothing twice
    name_seconds: float = Field(default=24 * 3600.0, gt=0)
    uneven_seconds: float = Field(default=20.0, ge=0)  # full and half hours are crowded: what is pushed then is spread
    reaction: str = Field(default="DONE", min_length=1)  # the emoji that says enough where few words are wanted

    socket_first_wait: float = Field(default=1.0, gt=0)
    socket_longest_wait: float = Field(default=120.0, gt=0)

    @model_validator(mode="after")
    def _callbacks_are_signed(self) -> Self:
        """Without an Encrypt Key a callback carries no signature, so anybody could send one."""
        if self.mode == "callback" and not (
            self.encrypt_key.get_secret_value() and self.verification_token.get_secret_value()
        ):
            raise ValueError(
                "mode 是 callback 时，encrypt_key 和 verification_token 都要填|"
                "mode callback needs both encrypt_key and verification_token"
            )
        return self
