"""The AI bot's part of the configuration: how it is reached, its credentials, its name, and the platform's limits."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

NONE = SecretStr("")


class BotSettings(BaseModel):
    """`[wecom.bot]`. Seconds, bytes and counts are the platform's documented ones.

    `socket` is the long connection: no public address, and the bot can speak first. `callback` needs one, and cannot.
    `name` is the bot's name as it stands after the @; `colleagues` says whether all who write are the corp's own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    mode: Literal["callback", "socket"] = "socket"
    bot_id: str = Field(min_length=1)
    secret: SecretStr = NONE
    token: SecretStr = NONE
    aes_key: SecretStr = NONE
    name: str = "跟进"
    colleagues: bool = True
    group_cards: bool = True

    socket_url: str = "wss://openws.work.weixin.qq.com"
    api_base: str = "https://qyapi.weixin.qq.com"
    path: str = "/wecom/bot"

    fresh_seconds: float = 300.0
    body_bytes: int = 1024 * 1024
    answer_seconds: float = 4.0  # of the 5 that the platform waits
    press_seconds: float = 3.0  # the same for a pressed button, whose answer may need a call of its own
    stream_seconds: float = 330.0  # of the 6 minutes that a stream may stay open
    poll_seconds: float = 10.0  # how long a finished stream waits for the platform to fetch it
    response_url_seconds: float = 3600.0

    req_seconds: float = 86400.0
    direct_seconds: float = 5.0  # for a welcome, or the update of a pressed card
    ack_seconds: float = 5.0
    ping_seconds: float = 30.0
    missed_pings: int = 2
    first_backoff: float = 1.0
    longest_backoff: float = 30.0
    auth_tries: int = 5
    accept_tries: int = 8  # of a message that could not be stored: the platform does not repeat it
    connect_seconds: float = 3.0  # that a letter waits for a connection that is being made again

    per_minute: int = 30
    per_hour: int = 1000
    markdown_bytes: int = 20480
    buttons: int = 6
    title_chars: int = 26
    text_chars: int = 112
    label_chars: int = 10
    images: int = 10
    image_bytes: int = 2 * 1024 * 1024
    voice_bytes: int = 2 * 1024 * 1024
    video_bytes: int = 10 * 1024 * 1024
    file_bytes: int = 20 * 1024 * 1024
    chunk_bytes: int = 512 * 1024
    first_chunk: int = 0  # the platform's own clients count from 0, an example of its documents from 1
    media_seconds: float = 20.0

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.mode == "socket" and not self.secret.get_secret_value():
            raise ValueError("长连接要填 secret|the long connection needs secret")
        if self.mode == "callback" and not self.token.get_secret_value():
            raise ValueError("接收消息服务器方式要填 token|callback mode needs token")
        if self.mode == "callback" and len(self.aes_key.get_secret_value()) != 43:
            raise ValueError("aes_key 是 43 位的 EncodingAESKey|aes_key is the EncodingAESKey of 43 characters")
        return self
