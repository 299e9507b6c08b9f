"""A thousand calls that the platform did not make, or not like this, at the real program: nothing comes of any."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
import structlog

from adapters.wecom.crypto import Crypto
from adapters.wecom.fake_bot import BOT
from adapters.wecom.fake_calls import Callbacks
from bot import logs
from tests.faults.test_platform_faults import count, running
from tests.scenarios.platforms.base import Running
from tests.scenarios.platforms.feishu import Feishu
from tests.scenarios.platforms.telegram import TelegramWebhook
from tests.scenarios.platforms.wecom import WeComAppChat, WeComBotCalls

pytestmark = pytest.mark.fault
WORDS = "今天拜访了绝密公司的贾先生13800001111"
SECRETS = ("绝密", "贾先生", "13800001111")
ALL, EACH, AT_ONCE = 1000, 20, 25  # calls in all, of these so many stale, too large and unreadable; side by side
HUGE = b'{"encrypt":"' + b"A" * 1_200_000 + b'"}'
DAY = 86_400.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Bad:
    """A POST that must be refused."""

    path: str
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def kinds(forged: Sequence[Bad], stale: Bad | None, malformed: Bad) -> list[Bad]:
    """A thousand calls: most are forged, some stale, some too large, some unreadable though validly signed."""
    huge = Bad(path=malformed.path, body=HUGE, query=malformed.query, headers=malformed.headers)
    few = [each for each in (stale, huge, malformed) if each is not None] * EACH
    return [*few, *(forged[number % len(forged)] for number in range(ALL - len(few)))]


def to_app(platform: WeComAppChat) -> list[Bad]:
    """Calls to the self-built app."""
    stranger = Callbacks(corp_id="ww1", agent_id=platform.fake.agent_id, token="guessed", aes_key="x" * 43)
    path, at = "/wecom/app", platform.at()
    made = [stranger.text(WORDS, by="wang", at=at), platform.calls.text(WORDS, by="wang", at=at - DAY)]
    made.append(platform.calls.sealed(f"<xml><MsgType>text</MsgType><Content>{WORDS}", at=at))
    right = platform.calls.text(WORDS, by="wang", at=at)
    changed = Bad(path=path, query={**right.query, "msg_signature": "0" * 40}, body=right.body)
    forged, stale, malformed = (Bad(path=path, query=each.query, body=each.body) for each in made)
    return kinds([forged, changed], stale, malformed)


def to_bot(platform: WeComBotCalls) -> list[Bad]:
    """Calls to the AI bot."""
    assert platform.fake.calls is not None
    about = {"msgid": "m1", "aibotid": BOT, "chattype": "single", "from": {"userid": "wang"}}
    said = json.dumps({**about, "msgtype": "text", "text": {"content": WORDS}}).encode()

    def made(crypto: Crypto, plain: bytes, at: float) -> Bad:
        encrypted, signature = crypto.encrypt(plain, str(int(at)), "nonce")
        query = {"msg_signature": signature, "timestamp": str(int(at)), "nonce": "nonce"}
        return Bad(path="/wecom/bot", query=query, body=json.dumps({"encrypt": encrypted}).encode())

    stranger, own = Crypto("guessed", "x" * 43, ""), platform.fake.calls.crypto
    at = platform.at()
    right = made(own, said, at)
    changed = Bad(path=right.path, query={**right.query, "msg_signature": "0" * 40}, body=right.body)
    return kinds([made(stranger, said, at), changed], made(own, said, at - DAY), made(own, WORDS.encode(), at))


def to_feishu(platform: Feishu) -> list[Bad]:
    """Calls to the Feishu app."""
    calls, at = platform.fake.calls, platform.at()
    said = calls.message("text", {"text": WORDS}, sender="ou_wang", chat_id="oc_wang")
    made = [calls.signed(said, at=at, key="guessed"), calls.signed(said, at=at - DAY)]
    made.append(calls.signed_raw(WORDS.encode(), at=at))
    forged, stale, malformed = (Bad(path="/feishu/events", headers=each.headers, body=each.body) for each in made)
    right = calls.signed(said, at=at)
    changed = Bad(path="/feishu/events", headers={**right.headers, "X-Lark-Signature": "0" * 64}, body=right.body)
    return kinds([forged, changed], stale, malformed)


def to_telegram(platform: TelegramWebhook) -> list[Bad]:
    """Calls to Telegram's webhook; they carry no time, so none is stale."""
    name = "X-Telegram-Bot-Api-Secret-Token"
    said = json.dumps(platform.written("王强", WORDS)).encode()
    forged = Bad(path="/telegram", body=said, headers={name: "guessed"})
    return kinds([forged], None, Bad(path="/telegram", body=WORDS.encode(), headers={name: "a-secret-of-ours"}))


STRANGERS: tuple[tuple[type[Running], Any], ...] = (
    (WeComAppChat, to_app),
    (WeComBotCalls, to_bot),
    (Feishu, to_feishu),
    (TelegramWebhook, to_telegram),
)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The program's log as it is written when it runs."""
    kept, root, level = structlog.get_config(), logging.getLogger().handlers[:], logging.getLogger().level
    written = StringIO()
    logs.configure(stream=written)
    yield written
    structlog.configure(**kept)
    logging.getLogger().handlers[:] = root
    logging.getLogger().setLevel(level)


@pytest.mark.parametrize(("kind", "made"), STRANGERS, ids=lambda each: each.__name__)
async def test_nothing_comes_of_a_thousand_bad_calls(kind: Any, made: Any, log: StringIO, tmp_path: Path) -> None:
    async with running(kind, tmp_path) as platform, aiohttp.ClientSession() as http:
        bad = made(platform)
        assert len(bad) == ALL
        answers: set[tuple[int, bytes]] = set()

        async def post(call: Bad) -> None:
            address = f"{platform.base}{call.path}?{urlencode(call.query)}"
            async with http.post(address, data=io.BytesIO(call.body), headers=call.headers) as answer:
                answers.add((answer.status, await answer.read()))

        for start in range(0, ALL, AT_ONCE):
            await asyncio.gather(*map(post, bad[start : start + AT_ONCE]))
        assert all(400 <= status < 500 and len(body) < 100 for status, body in answers), answers
        assert not any(secret.encode() in body for _, body in answers for secret in SECRETS)
        assert await count(platform, "inbox") == 0
        assert await count(platform, "outbox") == 0
        assert "星辰医疗" in await platform.say("王强", "看看星辰医疗")
    assert [secret for secret in SECRETS if secret in log.getvalue()] == []
    assert "Traceback" not in log.getvalue()
