"""A preparer's answers go out in order; what it could not make out is told, and does not end it."""

import io
import pickle
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.preparing import SIZE, Ask, serve
from store.lanes import Claim

pytestmark = pytest.mark.unit


def ask(payload: bytes) -> Ask:
    """A message to make out."""
    claim = Claim(
        lane_id=uuid4(),
        workspace=uuid4(),
        fence=1,
        platform="web",
        app="web",
        chat="1",
        topic="",
        inbox_id=uuid4(),
        sequence=1,
        attempts=1,
        payload=payload,
        key="1",
        lease=1.0,
    )
    return Ask(claim=claim, offset=timedelta())


def answered(*asks: Ask) -> list[object]:
    """What is said to these, by one that fails at `bad` and answers what cannot be sent at `odd`."""

    def answer(each: Ask) -> object:
        if each.claim.payload == b"bad":
            raise ValueError("bad")
        return (lambda: None) if each.claim.payload == b"odd" else each.claim.payload

    said: list[bytes] = []
    serve(io.BytesIO(b"".join(map(pickle.dumps, asks))), said.append, answer)
    for line in said:
        assert SIZE.unpack_from(line) == (len(line) - SIZE.size,)
    return [pickle.loads(line[SIZE.size :]) for line in said]


def test_answers_come_in_order() -> None:
    assert answered(ask(b"1"), ask(b"2")) == [b"1", b"2"]
    assert answered() == []


def test_trouble_with_one_is_told_and_passes() -> None:
    assert answered(ask(b"bad"), ask(b"1"), ask(b"odd"), ask(b"2")) == [None, b"1", None, b"2"]
