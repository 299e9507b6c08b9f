"""What the fake platform knows: its corp, its people, what they see, and the faults it was told to show."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from secrets import token_urlsafe
from typing import Any, Literal

Fault = Literal["none", "500", "429", "busy", "page", "lost", "late", "torn", "expired"]
"""none: this call goes well; 500: an error page; 429: with Retry-After; busy: errcode -1; page: a proxy's page with
status 200; lost: the connection ends before anything took effect; late: it takes effect and never answers; torn: it
takes effect and the answer ends in its middle; expired: the token was revoked a moment ago."""

TOKEN_SECONDS = 7200.0
CODE_SECONDS = 72 * 3600.0
MEDIA_SECONDS = 3 * 86_400.0
MINUTE, HOUR = 60.0, 3600.0


class ApiError(Exception):
    """An error code, as the platform answers it with status 200."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass(kw_only=True)
class Shown:
    """One message in somebody's chat with the app, or in the webhook's group."""

    to: str
    kind: str
    text: str = ""
    buttons: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    task_id: str = ""
    data: bytes = b""

    @property
    def whole(self) -> str:
        """All words on it."""
        return "\n".join(filter(None, (self.text, *self.buttons)))


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A file in the media store."""

    kind: str
    name: str
    data: bytes
    ends: float


@dataclass(kw_only=True)
class State:
    """All of it. `ahead` is how many seconds the platform's time has been moved on; `skew` what its Date is off by."""

    corp_id: str = "ww1"
    agent_id: int = 1000002
    secret: str = "app-secret"
    webhook_key: str = "webhook-key"
    people: dict[str, str] = field(default_factory=lambda: {"zhang": "张伟", "li": ""})
    unlicensed: set[str] = field(default_factory=set)
    trusted: bool = True
    callback_set: bool = True
    closed: bool = False
    ahead: float = 0.0
    skew: float = 0.0
    per_minute: int = 30
    per_hour: int = 1000
    webhook_per_minute: int = 20
    clock: Callable[[], float] = time.time
    messages: list[Shown] = field(default_factory=list)
    dropped: list[Shown] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    media: dict[str, Stored] = field(default_factory=dict)
    codes: dict[str, tuple[str, float]] = field(default_factory=dict)
    tasks: set[str] = field(default_factory=set)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    _token: tuple[str, float] = ("", 0.0)
    _gone: set[str] = field(default_factory=set)
    _faults: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _sent: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def now(self) -> float:
        """The platform's time in seconds."""
        return self.clock() + self.ahead

    def fail(self, path: str, fault: Fault, times: int = 1) -> None:
        """Shows a fault at the next calls of a path, such as “message/send”."""
        self._faults[path].extend([fault] * times)

    def fault(self, path: str) -> Fault | None:
        """The fault to show now."""
        return self._faults[path].popleft() if self._faults[path] else None

    def token(self) -> tuple[str, int]:
        """The app's token and the seconds it still lives; the same one while it does."""
        value, ends = self._token
        if not value or ends <= self.now():
            if value:
                self._gone.add(value)
            value, ends = token_urlsafe(24), self.now() + TOKEN_SECONDS
            self._token = (value, ends)
        return value, int(ends - self.now())

    def revoke(self) -> None:
        """Ends the token before its time."""
        if self._token[0]:
            self._gone.add(self._token[0])
        self._token = ("", 0.0)

    def admit(self, token: str) -> None:
        """Whether a call may come in: 42001 for a token that has ended, 40014 for another, 60020 from elsewhere."""
        if token in self._gone or (token == self._token[0] and self._token[1] <= self.now()):
            raise ApiError(42001, "access_token expired")
        if not token or token != self._token[0]:
            raise ApiError(40014, "invalid access_token")
        if not self.trusted:
            raise ApiError(60020, "not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info at")

    def room(self, who: str, *limits: tuple[int, float]) -> bool:
        """Takes a place in somebody's windows; False where one is full."""
        sent, now = self._sent[who], self.now()
        while sent and sent[0] <= now - max(seconds for _, seconds in limits):
            sent.popleft()
        if any(sum(at > now - seconds for at in sent) >= most for most, seconds in limits):
            return False
        sent.append(now)
        return True

    def show(self, shown: Shown) -> None:
        """Shows a message, unless the member's limit drops it without a word."""
        fits = self.room(shown.to.lower(), (self.per_minute, MINUTE), (self.per_hour, HOUR))
        (self.messages if fits else self.dropped).append(shown)

    def store(self, kind: str, name: str, data: bytes) -> str:
        """Stores a file; its media id."""
        id = token_urlsafe(16)
        self.media[id] = Stored(kind=kind, name=name, data=data, ends=self.now() + MEDIA_SECONDS)
        return id

    def stored(self, id: object) -> Stored:
        """The file; 40007 where there is none, or it has ended."""
        found = self.media.get(str(id))
        if found is None or found.ends <= self.now():
            raise ApiError(40007, "invalid media_id")
        return found

    def code_for(self, task: str) -> str:
        """A fresh response code for a card: good once, for three days."""
        code = token_urlsafe(12)
        self.codes[code] = (task, self.now() + CODE_SECONDS)
        return code

    def spend(self, code: object) -> str:
        """The card that a response code may change; it is used up."""
        task, ends = self.codes.pop(str(code), ("", 0.0))
        if ends <= self.now():
            raise ApiError(42014, "response_code invalid, used or expired")
        return task

    def update(self, task: str, **changes: Any) -> None:
        """Changes a card where it stands."""
        for index, each in enumerate(self.messages):
            if task and each.task_id == task:
                self.messages[index] = replace(each, **changes)
