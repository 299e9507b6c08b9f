"""A small client for WeCom's API: the token on the shelf, error codes as errors, a refused token renewed once."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from adapters.calls import Answer, Calls
from adapters.wecom.refusals import STALE_TOKEN, Unclear, refusal
from adapters.wecom.settings import AppSettings
from commands.message import DeliveryError, Shelf

PREFIX = "/cgi-bin"
MARGIN = 300  # seconds that a token is dropped before its end
REST = 5.0  # seconds without asking for a token after one was refused
LONGEST_REST = 3600.0


class Api:
    """The API as one app sees it."""

    def __init__(self, settings: AppSettings, shelf: Shelf, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._shelf = shelf
        self._monotonic = monotonic
        self._calls = Calls(settings.api_base, seconds=settings.call_seconds)
        self._fetching = asyncio.Lock()
        self._rest_until = float("-inf")

    async def open(self) -> None:
        """Opens the session; may be repeated."""
        await self._calls.open()

    async def close(self) -> None:
        """Closes it."""
        await self._calls.close()

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        form: Callable[[], aiohttp.FormData] | None = None,
    ) -> dict[str, Any]:
        """What a call such as “message/send” answers; `form` makes its multipart body, once a try.

        DeliveryError (Refused where there is an error code) says that it surely took no effect; Unclear, and what
        aiohttp raises for time-outs and broken connections, leave that open.
        """
        return plain(await self.answer(method, path, params=params, json=json, form=form))

    async def answer(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        form: Callable[[], aiohttp.FormData] | None = None,
    ) -> Answer:
        """The same as it came, for calls that answer bytes."""

        async def once(token: str) -> Answer:
            how: dict[str, Any] = {"data": form()} if form else {} if json is None else {"json": json}
            query = {"access_token": token, **(params or {})}
            return await self._calls.call(method, f"{PREFIX}/{path}", params=query, allow_redirects=False, **how)

        token = await self._token()
        answer = await once(token)
        if code_of(answer) in STALE_TOKEN:
            answer = await once(await self._token(instead_of=token))
        checked(answer)
        return answer

    async def examine(self) -> Answer:
        """A fresh answer to the request for a token, as it came: for its error code, and for the platform's clock."""
        return await self._request_token()

    async def _token(self, *, instead_of: str = "") -> str:
        """The shared token; a fresh one, fetched by one caller for all, where there is none but the refused."""
        kept = await self._shelf.get(self._name)
        if kept is not None and kept.decode() != instead_of:
            return kept.decode()
        async with self._fetching:
            kept = await self._shelf.get(self._name)
            if kept is not None and kept.decode() != instead_of:
                return kept.decode()
            token, seconds = await self._fetched()
            if await self._shelf.swap(self._name, kept, token.encode(), seconds=seconds):
                return token
            other = await self._shelf.get(self._name)
            return other.decode() if other else token

    async def _fetched(self) -> tuple[str, float]:
        """A token of the platform and how long to keep it. After a failure nobody asks again for some seconds."""
        rest = self._rest_until - self._monotonic()
        if rest > 0:
            raise DeliveryError("no token: refused a moment ago", after=rest)
        try:
            answer = plain(await self._request_token())
            token, lives = str(answer["access_token"]), float(answer["expires_in"])
        except (DeliveryError, Unclear, aiohttp.ClientError, TimeoutError, KeyError, ValueError, TypeError) as error:
            self._rest_until = self._monotonic() + REST
            if isinstance(error, DeliveryError):
                raise
            raise DeliveryError(f"no token: {type(error).__name__}", after=REST) from None
        return token, max(1.0, lives - min(MARGIN, lives / 10))

    async def _request_token(self) -> Answer:
        query = {"corpid": self._settings.corp_id, "corpsecret": self._settings.secret.get_secret_value()}
        return await self._calls.call("GET", f"{PREFIX}/gettoken", params=query, allow_redirects=False)

    @property
    def _name(self) -> str:
        return f"wecom.app.{self._settings.app}.token"


def plain(answer: Answer) -> dict[str, Any]:
    """An answer that must be a JSON object with an error code of 0; DeliveryError or Unclear where it is not."""
    checked(answer)
    if code_of(answer) != 0:
        raise Unclear(f"HTTP {answer.status} without an error code")
    return answer.plain


def checked(answer: Answer) -> None:
    """Raises what an answer's status and error code say; bytes with a status of 200 pass."""
    code = code_of(answer)
    if answer.status == 429:
        raise DeliveryError("HTTP 429", after=rest_of(answer), held=True)
    if code:
        raise refusal(code, str(answer.plain.get("errmsg", "")))
    if answer.status >= 500:
        raise Unclear(f"HTTP {answer.status}")
    if not 200 <= answer.status < 300:
        raise DeliveryError(f"HTTP {answer.status}")


def code_of(answer: Answer) -> int | None:
    """The error code in a JSON answer; None where there is none."""
    if answer.body.lstrip()[:1] != b"{":
        return None
    try:
        code = answer.plain.get("errcode")
    except (ValueError, RecursionError):
        return None
    return code if isinstance(code, int) else None


def rest_of(answer: Answer) -> float:
    """How many seconds a 429 asks for; a minute where it does not say."""
    said = answer.headers.get("Retry-After", "")
    return min(float(said), LONGEST_REST) if said.isascii() and said.isdigit() else 60.0
