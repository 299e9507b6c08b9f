"""Feishu's API: one call at a time under the app's token, with a clear line between refused and unknown."""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import quote

import aiohttp

from adapters.calls import Answer, Calls
from adapters.feishu.settings import FeishuSettings
from adapters.limits import Limit, Limits
from commands.message import DeliveryError, Shelf

TOKEN_CODES: Final = {99991661, 99991663, 99991664, 99991668, 99991671, 99991677}
RATE_CODES: Final = {99991400}
LATER_CODES: Final = {11232, 230020, 230049}  # busy hours; a frequency limit, by the documents; still being sent
UNREACHABLE_CODES: Final = {230002, 230006, 230013}  # not in the chat; no bot; outside the app's availability
EARLY: Final = 300.0  # seconds before its end that a token counts as spent
LONGEST_RESET: Final = 600.0
SHORT: Final = 10_000  # bytes; no error of theirs is longer


class Refusal(DeliveryError):
    """Feishu's own no, with its business code."""

    def __init__(self, code: int, **how: Any) -> None:
        super().__init__(f"feishu {code}", **how)
        self.code = code


class UnclearError(Exception):
    """An answer that tells nothing of what became of the call: a server error, a page that is no JSON."""


UNSURE: Final = (UnclearError, aiohttp.ClientError, TimeoutError)


class Api:
    """Calls under one app's credentials; its token stands on the shelf for every process."""

    def __init__(self, settings: FeishuSettings, *, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self.calls = Calls(settings.api_base, seconds=settings.call_seconds)
        self.skew = 0.0
        self._settings = settings
        self._shelf = shelf
        self._clock = clock
        self._key = f"feishu.app.{settings.app_id}.token"
        self._fetching = asyncio.Lock()
        self._limits = Limits(
            Limit("api", settings.calls_per_second, 1.0),
            Limit("api", settings.calls_per_minute, 60.0),
            Limit("chat", settings.chat_per_second, 1.0),
            Limit("message", settings.message_per_second, 1.0),
        )

    async def do(
        self,
        method: str,
        path: str,
        *,
        of: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        form: Callable[[], aiohttp.FormData] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        """One call under /open-apis, within the limits `of` (api, chat, message); the answer's whole JSON.

        Raises Refusal where Feishu says no, UnclearError where it says nothing that can be read.
        """
        return judged(await self.ask(method, path, of=of, body=body, form=form, params=params))

    async def ask(
        self,
        method: str,
        path: str,
        *,
        of: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        form: Callable[[], aiohttp.FormData] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Answer:
        """The same, unjudged; a token that Feishu takes no more is replaced once."""
        how: dict[str, Any] = {"params": params} if params else {}
        headers = {"Content-Type": "application/json; charset=utf-8"} if body is not None else {}
        await self._limits.turn(**(of or {"api": path.split("/")[0]}))
        spent = ""
        while True:
            token = await self.token(spent=spent)
            headers["Authorization"] = f"Bearer {token}"
            data = form() if form else dumped(body) if body is not None else None
            answer = await self.calls.call(method, f"open-apis/{path}", headers=headers, data=data, **how)
            self._set_skew(answer)
            if spent or _code(answer) not in TOKEN_CODES:
                return answer
            spent = token

    async def token(self, *, spent: str = "") -> str:
        """A tenant access token that is good for minutes and is not the `spent` one."""
        async with self._fetching:
            stored = await self._shelf.get(self._key)
            if stored is not None and (found := self._good(stored)) and found != spent:
                return found
            fresh, seconds = await self.fetch_token()
            until = self._clock().timestamp() + seconds
            value = json.dumps({"token": fresh, "until": until}).encode()
            if await self._shelf.swap(self._key, stored, value, seconds=max(seconds, 1.0)):
                return fresh
            stored = await self._shelf.get(self._key)  # another process was faster, and its token is as good
            return (self._good(stored) if stored is not None else "") or fresh

    def _good(self, stored: bytes) -> str:
        value = json.loads(stored)
        return str(value["token"]) if value["until"] - EARLY > self._clock().timestamp() else ""

    async def fetch_token(self) -> tuple[str, float]:
        """A new token and its seconds; DeliveryError for whatever goes wrong, for then nothing was sent."""
        body = {
            "app_id": self._settings.app_id,
            "app_secret": self._settings.app_secret.get_secret_value(),
        }
        try:
            answer = await self.calls.call("POST", "open-apis/auth/v3/tenant_access_token/internal", json=body)
            self._set_skew(answer)
            got = judged(answer)
        except Refusal as refusal:
            raise Refusal(refusal.code, after=refusal.after, held=refusal.held) from None  # a secret can be mended
        except (aiohttp.ClientError, TimeoutError, UnclearError) as error:
            raise DeliveryError(f"no token: {type(error).__name__}") from None
        return str(got.get("tenant_access_token", "")), float(got.get("expire", 0))

    async def endpoint(self) -> Mapping[str, Any]:
        """Where the long connection goes: {URL, ClientConfig}."""
        body = {"AppID": self._settings.app_id, "AppSecret": self._settings.app_secret.get_secret_value()}
        answer = await self.calls.call("POST", "callback/ws/endpoint", json=body, headers={"locale": "zh"})
        data = judged(answer).get("data")
        return data if isinstance(data, dict) else {}

    def _set_skew(self, answer: Answer) -> None:
        """Notes by how many seconds our clock is ahead of Feishu's, by the Date header."""
        try:
            theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
        except ValueError:
            return
        self.skew = self._clock().timestamp() - theirs.timestamp()


def judged(answer: Answer) -> Mapping[str, Any]:
    """The answer's JSON where its code is 0, whatever its status; else Refusal or UnclearError."""
    try:
        body = answer.plain
    except ValueError:
        if answer.status == 429:
            raise _too_many(answer, 429) from None
        if 400 <= answer.status < 500:
            raise Refusal(answer.status) from None
        raise UnclearError(f"HTTP {answer.status}") from None
    code = body.get("code")
    if code == 0 and answer.status < 500:
        return body
    if code in RATE_CODES or answer.status == 429:
        raise _too_many(answer, code if isinstance(code, int) else 429)
    if answer.status >= 500 or not isinstance(code, int):
        raise UnclearError(f"HTTP {answer.status}, code {code if isinstance(code, int) else 'none'}")
    lasting = code not in TOKEN_CODES | LATER_CODES
    raise Refusal(code, final=lasting, unreachable=code in UNREACHABLE_CODES)


def _too_many(answer: Answer, code: int) -> Refusal:
    """A limit of theirs: again when it is reset."""
    said = answer.headers.get("x-ogw-ratelimit-reset") or answer.headers.get("Retry-After") or "1"
    try:
        after = min(max(float(said), 0.1), LONGEST_RESET)
    except ValueError:
        after = 1.0
    return Refusal(code, after=after, held=True)


def _code(answer: Answer) -> object:
    """The business code of a short JSON answer; None for anything else, such as a downloaded file."""
    if len(answer.body) > SHORT:
        return None
    try:
        return answer.plain.get("code")
    except ValueError:
        return None


def dumped(body: Any) -> bytes:
    """JSON as short as it gets: Chinese stays as it is, for the limits count bytes."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def segment(id: str) -> str:
    """An id as one segment of a path, whatever stands in it."""
    return quote(id, safe="")
