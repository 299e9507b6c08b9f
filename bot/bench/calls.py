"""Signed calls as the platforms make them, each a message of its own, ready to be posted."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import time
from typing import Final
from urllib.parse import urlencode

from pydantic import SecretStr

from adapters.feishu.fake import FakeFeishu
from adapters.feishu.fake_calls import FakeCalls as FeishuCalls
from adapters.telegram.fake import FakeTelegram
from adapters.telegram.settings import TelegramSettings
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.crypto import Crypto
from adapters.wecom.fake_calls import Callbacks
from adapters.wecom.settings import AppSettings
from bot.platforms import WeCom
from bot.settings import Settings

TEXT: Final = "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进"
KEY: Final = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
SECRET: Final = SecretStr("secret")
TELEGRAM: Final = "X-Telegram-Bot-Api-Secret-Token"
JSON: Final = {"Content-Type": "application/json"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One POST: where to, with what."""

    path: str
    headers: dict[str, str]
    body: str


@asynccontextmanager
async def configured(settings: Settings) -> AsyncIterator[Settings]:
    """The same settings with every door that is called, over fake platforms that tell the bots who they are."""
    feishu, telegram = FakeFeishu(), FakeTelegram()
    await feishu.start()
    await telegram.start()
    try:
        yield settings.model_copy(
            update={
                "wecom": WeCom(
                    app=AppSettings(corp_id="ww1", agent_id=1, secret=SECRET, token=SECRET, aes_key=SecretStr(KEY)),
                    bot=BotSettings(mode="callback", bot_id="B1", token=SECRET, aes_key=SecretStr(KEY)),
                ),
                "feishu": feishu.settings(),
                "telegram": TelegramSettings(
                    mode="webhook", token=SecretStr(telegram.token), secret=SECRET, api_base=telegram.base
                ),
            }
        )
    finally:
        await telegram.stop()
        await feishu.stop()


def calls_for(settings: Settings) -> dict[str, Callable[[int], Call]]:
    """By door, what makes its n-th call."""
    app, bot, feishu = settings.wecom.app, settings.wecom.bot, settings.feishu
    assert app is not None
    assert bot is not None
    assert feishu is not None
    callbacks = Callbacks(corp_id=app.corp_id, agent_id=app.agent_id, token=SECRET.get_secret_value(), aes_key=KEY)
    crypto = Crypto(SECRET.get_secret_value(), KEY, "")
    lark = FeishuCalls(
        app_id=feishu.app_id,
        encrypt_key=feishu.encrypt_key.get_secret_value(),
        token=feishu.verification_token.get_secret_value(),
    )

    def wecom_app(n: int) -> Call:
        made = callbacks.text(TEXT, by=f"u{n % 50}", at=time())
        return Call(path=f"{app.path}?{urlencode(made.query)}", headers={}, body=made.body.decode())

    def wecom_bot(n: int) -> Call:
        said = {"msgid": f"m{n}", "aibotid": "B1", "chattype": "single", "from": {"userid": f"u{n % 50}"}}
        plain = json.dumps({**said, "msgtype": "text", "text": {"content": TEXT}}).encode()
        stamp, nonce = str(int(time())), f"n{n}"
        sealed, signature = crypto.encrypt(plain, stamp, nonce)
        query = urlencode({"msg_signature": signature, "timestamp": stamp, "nonce": nonce})
        return Call(path=f"{bot.path}?{query}", headers=JSON, body=json.dumps({"encrypt": sealed}))

    def feishu_event(n: int) -> Call:
        made = lark.signed(lark.message("text", {"text": TEXT}, id=f"om_{n}", sender=f"ou_{n % 50}"))
        return Call(path="/feishu/events", headers=dict(made.headers), body=made.body.decode())

    return {"wecom app": wecom_app, "wecom bot": wecom_bot, "feishu": feishu_event, "telegram": _telegram}


def _telegram(n: int) -> Call:
    person = {"id": 1000 + n % 50, "is_bot": False, "first_name": "测速员"}
    message = {
        "message_id": n,
        "date": int(time()),
        "chat": {"id": person["id"], "type": "private", "first_name": "测速员"},
        "from": person,
        "text": TEXT,
    }
    body = json.dumps({"update_id": n, "message": message})
    return Call(path="/telegram", headers={**JSON, TELEGRAM: SECRET.get_secret_value()}, body=body)
