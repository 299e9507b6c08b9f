"""How far an answer of several messages has come, so that a second try goes on where the first one broke off."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from commands.message import Shelf

KEPT = 3 * 86_400  # seconds
Form = Literal["card", "text", "tail"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """`done` messages of the answer have arrived in its `form`; `message_id` is what it is known by.

    The form is “card” until a card is refused: then “text”, or “tail” where the words before the card have arrived.
    """

    done: int = 0
    message_id: str = ""
    form: Form = "card"


class Bookmarks:
    """The progress of answers on the shelf, under `prefix` and an answer's id."""

    def __init__(self, shelf: Shelf, prefix: str) -> None:
        self._shelf = shelf
        self._prefix = prefix

    async def read(self, id: str) -> Progress:
        """The progress of an answer, nothing done where none is known."""
        kept = await self._shelf.get(f"{self._prefix}{id}")
        return Progress(**json.loads(kept)) if kept else Progress()

    async def write(self, id: str, progress: Progress) -> None:
        """Notes it."""
        await self._shelf.put(f"{self._prefix}{id}", json.dumps(asdict(progress)).encode(), seconds=KEPT)
