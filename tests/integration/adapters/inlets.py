"""What a door is given in its tests: an inlet that records, a shelf and files in memory."""

import asyncio
import time
from collections.abc import Callable, Mapping

from commands.message import Fits, Language, Message, Outgoing, any_answer


class RecordedReceipt:
    """The receipt of a recorded message; a repeat has no answer. `ends` records what became of the answers given."""

    def __init__(
        self, *, fresh: bool, answer: Outgoing | None, ends: list[str] | None = None, language: Language = "zh"
    ) -> None:
        self.fresh = fresh
        self._answer = answer
        self._ends = ends if ends is not None else []
        self._language: Language = language

    async def language(self) -> Language:
        """As the inlet was told."""
        return self._language

    async def shown(self) -> None:
        """Records it."""
        self._ends.append("shown")

    async def give_back(self) -> None:
        """Records it."""
        self._ends.append("given back")

    async def settled(self) -> None:
        """Nothing more comes of it."""

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:  # noqa: ARG002 - at once or never
        """The answer that the inlet was told to give, once, if it fits."""
        answer, self._answer = self._answer, None
        return answer if answer is not None and fits(answer) else None


class RecordingInlet:
    """Records each message once a key, in `heard`; `accepted` counts every delivery, repeats too.

    `answering` makes the answer that `Receipt.answer` gives to a fresh message (None: it is pushed later). `failing` is
    raised instead of accepting, as a database that is down would. A closed `gate` holds every accept open.
    """

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.accepted = 0
        self.answering: Callable[[Message], Outgoing | None] = lambda _: None
        self.failing: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.ends: list[str] = []
        self.language: Language = "zh"
        self._keys: set[tuple[str, str, str]] = set()

    async def accept(self, message: Message) -> RecordedReceipt:
        """Records it, after the gate has opened."""
        await self.gate.wait()
        if self.failing is not None:
            raise self.failing
        self.accepted += 1
        key = (message.chat.platform, message.chat.app, message.key)
        if key in self._keys:
            return RecordedReceipt(fresh=False, answer=None, ends=self.ends, language=self.language)
        self._keys.add(key)
        self.heard.append(message)
        return RecordedReceipt(fresh=True, answer=self.answering(message), ends=self.ends, language=self.language)


class MemoryShelf:
    """Shared values in memory, by the given clock (seconds)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._values: dict[str, tuple[bytes, float]] = {}

    @property
    def names(self) -> list[str]:
        """The names that hold a value now."""
        return sorted(name for name, (_, ends) in self._values.items() if ends > self._clock())

    async def get(self, key: str) -> bytes | None:
        """The value, or None when there is none or it has ended."""
        value, ends = self._values.get(key, (b"", 0.0))
        return value if key in self._values and ends > self._clock() else None

    async def put(self, key: str, value: bytes, *, seconds: float) -> None:
        """Sets it for so many seconds."""
        self._values[key] = (value, self._clock() + seconds)

    async def swap(self, key: str, expected: bytes | None, value: bytes, *, seconds: float) -> bool:
        """Sets it where it still is as expected; whether it did."""
        if await self.get(key) != expected:
            return False
        await self.put(key, value, seconds=seconds)
        return True


class MemoryFiles:
    """Files in memory by id."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self.files = dict(files or {})

    async def load(self, id: str) -> bytes:
        """The bytes; KeyError when there is none."""
        return self.files[id]
