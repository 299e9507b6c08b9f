"""The fake's faults: what goes wrong with the next calls of a method."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from adapters.telegram.fake_html import Refusal

Trouble = Literal["error", "page", "slow down", "lost before", "lost after", "cut", "unknown token", "refused"]
"""500 in JSON · a proxy's 502 page · 429 · no answer, not carried out · no answer, carried out · the connection breaks
in the middle of the answer, carried out · 401 · 400 with the fault's words."""


@dataclass(kw_only=True)
class Fault:
    """Something that goes wrong `times` times with calls of `method` (all when empty), after `skip` that go well."""

    trouble: Trouble
    method: str = ""
    times: int = 1
    seconds: int = 1
    words: str = ""
    skip: int = 0


class Faults:
    """The faults that are still to come, in order."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, trouble: Trouble, *, method: str = "", **more: Any) -> None:
        """Plans a fault."""
        self._coming.append(Fault(trouble=trouble, method=method.lower(), **more))

    @property
    def over(self) -> bool:
        """Whether all have happened."""
        return not self._coming

    def clear(self) -> None:
        """All is well again."""
        self._coming.clear()

    def next(self, method: str) -> Fault | None:
        """The fault of this call, used up once."""
        for fault in self._coming:
            if fault.method in ("", method.lower()):
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                if fault.times <= 0:
                    self._coming.remove(fault)
                return fault
        return None


class Rates:
    """Telegram's limits on sending: 429 with the seconds to wait. Windows are a little shorter than a client's."""

    SLACK = 0.9

    def __init__(self, clock: Callable[[], float], *, app: int = 30, chat: int = 1, group: int = 20) -> None:
        self._clock = clock
        self.most = {"app": (app, 1.0), "chat": (chat, 1.0), "group": (group, 60.0)}
        self._sent: dict[tuple[str, str], deque[float]] = {}
        self.refused = 0

    def count(self, chat: str) -> None:
        """Counts one more message, or refuses it."""
        now = self._clock()
        names = {"app": "", "chat": chat, **({"group": chat} if chat.startswith("-") else {})}
        windows = [(self._sent.setdefault((kind, name), deque()), *self.most[kind]) for kind, name in names.items()]
        for window, most, seconds in windows:
            while window and window[0] <= now - seconds * self.SLACK:
                window.popleft()
            if len(window) >= most:
                self.refused += 1
                wait = max(1, round(window[0] + seconds - now))
                raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        for window, _, _ in windows:
            window.append(now)
