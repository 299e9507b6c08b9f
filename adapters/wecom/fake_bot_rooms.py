"""The chats of the fake platform: who has written where, what people see, which cards stand there."""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

from adapters.wecom.fake_bot_faults import Faults
from adapters.wecom.fake_bot_frames import card_text, need

PER_MINUTE = 30
Chat = tuple[str, bool]  # its id, and whether it is private
Json = dict[str, Any]


class Rooms:
    """`known` are the chats in which somebody has written; `shown` is what people see, in order, all chats."""

    def __init__(self, faults: Faults, clock: Callable[[], float] = time.time) -> None:
        self.known: set[Chat] = set()
        self.shown: list[tuple[Chat, str]] = []
        self.bodies: list[Json] = []
        self.cards: dict[str, int] = {}
        self._faults = faults
        self._clock = clock
        self._sent: defaultdict[Chat, deque[float]] = defaultdict(deque)

    def show(self, chat: Chat, text: str, body: Json) -> None:
        """Shows a message; Refusal over the chat's rate, or where a card's task_id was used before."""
        sent = self._sent[chat]
        while sent and sent[0] < self._clock() - 60:
            sent.popleft()
        need(len(sent) < PER_MINUTE or not self._faults.rates, 45009, "rate")
        card = body.get("template_card")
        if card is not None:
            need(card["task_id"] not in self.cards, 40058, "task_id was used before")
            self.cards[card["task_id"]] = len(self.shown)
        sent.append(self._clock())
        self.shown.append((chat, text))
        self.bodies.append(body)

    def replace(self, chat: Chat, card: object) -> None:
        """Puts a card in the place of the one with the same task_id."""
        text = card_text(card)
        assert isinstance(card, dict)
        need(card["task_id"] in self.cards, 40058, "task_id")
        index = self.cards[card["task_id"]]
        self.shown[index] = (chat, text)
        self.bodies[index] = {"msgtype": "template_card", "template_card": card}

    def texts(self) -> list[str]:
        """What people see, in order."""
        return [text for _, text in self.shown]
