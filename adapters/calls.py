"""Calls to a platform's API over aiohttp: one session, a time limit, and a clear line between refused and unknown."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from commands.message import DeliveryError

SECONDS = 10.0
MOST_BYTES = 120 * 1024 * 1024  # of one answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform answered: status, headers, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def plain(self) -> dict[str, Any]:
        """The body as a JSON object; ValueError where it is none (a proxy's page)."""
        value = json.loads(self.body)
        if not isinstance(value, dict):
            raise ValueError("the answer is no JSON object")  # noqa: TRY004 - the body is wrong, not a type of ours
        return value


class Calls:
    """A platform's API at one address. `open` before the first call, `close` at the end; both may be repeated."""

    def __init__(self, base: str, *, seconds: float = SECONDS) -> None:
        self._base = base.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=seconds)
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Opens the session."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, trust_env=True)

    async def close(self) -> None:
        """Closes it."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session, for sockets."""
        if self._session is None:
            raise RuntimeError("open it first")
        return self._session

    async def call(self, method: str, path: str, **how: Any) -> Answer:
        """One request; `path` after the base or a whole address, `how` as aiohttp takes it (params, json, data).

        DeliveryError when the request surely never left: no connection. A time-out or a connection that broke later
        raises what aiohttp raises: nobody knows what became of it.
        """
        at = path if path.startswith(("http://", "https://")) else f"{self._base}/{path.lstrip('/')}"
        try:
            async with self.session.request(method, at, **how) as answer:
                return Answer(answer.status, answer.headers, await _body(answer))
        except aiohttp.ClientConnectorError as error:
            raise DeliveryError(f"no connection: {type(error).__name__}") from None


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in answer.content.iter_any():
        body += piece
        if len(body) > MOST_BYTES:
            raise DeliveryError("an answer too large", final=True)
    return bytes(body)
