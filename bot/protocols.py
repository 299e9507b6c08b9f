"""Line protocols for measuring: a JSON object a line in, one a line out, flushed, in the same order."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.world import World
from commands.subjects import catalogue
from nlp import Doubt, Draft, Filters, Grammar, Moment, Named, New, Period, Reading, Value, understand
from nlp.amounts import amount_json, find_amounts
from nlp.times import find_times, span_json

ZONE = ZoneInfo("Asia/Shanghai")
Answer = Callable[[Mapping[str, Any]], dict[str, Any]]


def serve_understand(world: Path, lines: Iterable[str], out: TextIO) -> None:
    """Cases in ({"id","text","chat","speaker","ref","context"}), what they mean out ({"id","expect":[…]})."""
    grammar = catalogue().spoken
    known = World(world, grammar)

    def answer(case: Mapping[str, Any]) -> dict[str, Any]:
        now = _aware(case["ref"])
        context = known.context(case, ZONE)
        text = _text(case)
        reading = understand(text, grammar, known.names.narrow(text, context), now, context)
        return {"id": case.get("id"), "expect": expected(reading, grammar)}

    _serve(lines, out, answer)


def serve_times(lines: Iterable[str], out: TextIO) -> None:
    """{"text","ref","prefer"} in, {"spans":[…]} out; words that name no time (改天) give nothing."""

    def answer(case: Mapping[str, Any]) -> dict[str, Any]:
        prefer = case.get("prefer")
        if prefer not in (None, "future", "past"):
            raise ValueError("prefer is future, past or null")
        found = find_times(_text(case), _aware(case["ref"]), prefer)
        return {"spans": [span_json(span) for span in found if span.start is not None or not span.vague]}

    _serve(lines, out, answer)


def serve_amounts(lines: Iterable[str], out: TextIO) -> None:
    """{"text"} in, {"amounts":[…]} out."""
    _serve(lines, out, lambda case: {"amounts": [amount_json(amount) for amount in find_amounts(_text(case))]})


def command_names() -> list[str]:
    """The names of all commands that people can say."""
    return sorted(catalogue().spoken.forms)


def _serve(lines: Iterable[str], out: TextIO, answer: Answer) -> None:
    """Answers line by line; a malformed line is answered with its error and the next one is read."""
    for line in lines:
        if not line.strip():
            continue
        try:
            reply = answer(_object(line))
        except KeyError as error:
            reply = {"error": f"{error.args[0]} is missing"}
        except (ValueError, TypeError, AttributeError) as error:
            reply = {"error": str(error)}
        out.write(json.dumps(reply, ensure_ascii=False) + "\n")
        out.flush()


def _object(line: str) -> Mapping[str, Any]:
    case = json.loads(line)
    if not isinstance(case, Mapping):
        raise TypeError("a line is a JSON object")
    return case


def _text(case: Mapping[str, Any]) -> str:
    text = case["text"]
    if not isinstance(text, str):
        raise TypeError("text is a string")
    return text


def _aware(ref: str) -> datetime:
    """The wall clock of the corpus is Shanghai's."""
    moment = datetime.fromisoformat(ref)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def expected(reading: Reading, grammar: Grammar) -> list[dict[str, Any]]:
    """A reading in the corpus's own form: commands with slots, and questions, each question once."""
    items: list[dict[str, Any]] = []
    for draft in reading.drafts:
        item = _asked(draft.doubts[0]) if draft.doubts else _written(draft, grammar)
        if item not in items or not draft.doubts:
            items.append(item)
    return items


def _asked(doubt: Doubt) -> dict[str, Any]:
    asked: dict[str, Any] = {"ask": doubt.slot}
    if doubt.candidates:
        asked["candidates"] = [candidate.name for candidate in doubt.candidates]
    return asked


def _written(draft: Draft, grammar: Grammar) -> dict[str, Any]:
    form = grammar.forms.get(draft.command)
    prefer = {slot.name: slot.prefer for slot in form.slots} if form else {}
    # what a phrase only switches (everyone) is no slot of the corpus
    slots = {name: _plain(value, prefer.get(name)) for name, value in draft.slots.items() if value is not True}
    item: dict[str, Any] = {"command": draft.command, "slots": slots}
    if draft.new:
        item["new"] = True
    if draft.replaces:
        item["replaces"] = True
    return item


def _plain(value: Value, prefer: str | None) -> Any:
    """A value as the corpus writes it; a day that lies ahead means nine o'clock, a past one stays a day."""
    if isinstance(value, Named | New):
        return value.name
    if isinstance(value, Moment):
        at = value.value
        return at.date().isoformat() if value.day_only and prefer != "future" else at.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, Period):
        return {"from": value.first.isoformat(), "to": value.last.isoformat()}
    if isinstance(value, Filters):
        return {name: _plain(each, None) for name, each in value.values.items()}  # type: ignore[arg-type]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple | list):
        return [_plain(each, prefer) for each in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value
