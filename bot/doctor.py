"""`genjin doctor`: each configured door examines itself and says in plain words what to click."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import aiohttp

from bot.doors import doors_of
from bot.settings import Settings
from commands.message import DeliveryError, Door, Examined, Finding, Message, Receipt

SECONDS: Final = 5.0  # that our own address may take to answer
TROUBLE: Final = (aiohttp.ClientError, TimeoutError, OSError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Examination:
    """What was found at one door; `place` is its part of config.toml."""

    place: str
    findings: tuple[Finding, ...]

    @property
    def well(self) -> bool:
        """Whether nothing is to be done."""
        return all(finding.well for finding in self.findings)


async def examine(settings: Settings) -> list[Examination]:
    """Examines all configured doors, one after the other; touches neither database nor anybody's messages."""
    examined = [await _door(door) for door in doors_of(settings, inlet=_Deaf(), shelf=_Memory(), files=_Empty())]
    if settings.server.public_url:
        address = await _address(settings.server.public_url)
        examined.append(Examination(place="server", findings=(address,)))
    return examined


def told(examined: Sequence[Examination]) -> list[str]:
    """The findings as lines for people."""
    if not examined:
        return ["config.toml 里还没有任何平台，先运行 genjin setup。No platform yet: run genjin setup first."]
    return [
        f"{'✅' if finding.well else '❌'} [{each.place}] {finding.chinese} {finding.english}"
        for each in examined
        for finding in each.findings
    ]


async def _door(door: Door) -> Examination:
    place = f"{door.platform} {door.app}"
    if not isinstance(door, Examined):
        nothing = Finding(well=True, chinese="只往外发，没什么可查的。", english="It only pushes: nothing to examine.")
        return Examination(place=place, findings=(nothing,))
    try:
        await door.start()
        findings = tuple(await door.examine())
    except (DeliveryError, *TROUBLE) as trouble:
        findings = (_away(trouble),)
    finally:
        with suppress(*TROUBLE):
            await door.stop()
    return Examination(place=place, findings=findings)


def _away(trouble: Exception) -> Finding:
    kind = type(trouble).__name__
    return Finding(
        well=False,
        chinese=f"连不上平台（{kind}）。看看这台机器能不能上网、api_base 对不对。",
        english=f"The platform cannot be reached ({kind}): look at this machine's network and at api_base.",
    )


async def _address(public_url: str) -> Finding:
    """Whether our own public address leads to this program."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
            session.get(f"{public_url}/healthz") as answer,
        ):
            if answer.status == 200:
                good = f"{public_url} 打得开。"
                return Finding(well=True, chinese=good, english=f"{public_url} answers.")
            kind = f"HTTP {answer.status}"
    except TROUBLE as trouble:
        kind = type(trouble).__name__
    return Finding(
        well=False,
        chinese=f"{public_url} 从这里打不开（{kind}）。先启动 genjin run，再看域名解析、反向代理和证书。",
        english=f"{public_url} does not answer from here ({kind}): start genjin run, then look at DNS, proxy and "
        "certificate.",
    )


class _Deaf:
    """An inlet for a door that is only examined."""

    async def accept(self, message: Message) -> Receipt:
        """Nothing is taken, so nothing may be acknowledged."""
        raise DeliveryError(f"only examined: {message.kind}")


class _Empty:
    """Files of which there are none."""

    async def load(self, id: str) -> bytes:
        """KeyError: there is none."""
        raise KeyError(id)


class _Memory:
    """A shelf of its own: the running program's tokens stay as they are."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, tuple[bytes, float]] = {}

    async def get(self, key: str) -> bytes | None:
        """The value, None where there is none any more."""
        value, ends = self._held.get(key, (None, 0.0))
        return value if self._clock() < ends else None

    async def put(self, key: str, value: bytes, *, seconds: float) -> None:
        """Sets it."""
        self._held[key] = (value, self._clock() + seconds)

    async def swap(self, key: str, expected: bytes | None, value: bytes, *, seconds: float) -> bool:
        """Sets it only where it is still `expected`."""
        if await self.get(key) != expected:
            return False
        await self.put(key, value, seconds=seconds)
        return True
