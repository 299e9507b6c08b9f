"""Coverage-guided fuzzing of the times and amounts: `python -m tests.benchmarks.fuzz --minutes 60 [--seed 1]`.

Texts are made from texts that once reached a new step from line to line in `nlp/times` and `nlp/amounts`. What breaks a
rule that holds for every text is printed with its text, and belongs into the tests. The minutes are of processor time.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any, Final
from zoneinfo import ZoneInfo

from nlp.amounts import find_amounts
from nlp.times import find_times
from tests.unit.nlp.test_times_properties import WORDS

ZONE: Final = ZoneInfo("Asia/Shanghai")
MORE: Final = (
    *"块元万千百亿毛角分％%$￥¥kwm,．·—–～",
    "大写",
    "壹",
    "贰",
    "叁",
    "拾",
    "佰",
    "仟",
    "圆",
    "整",
    "多",
    "左右",
    "不到",
    "到",
    "折",
    "美金",
    "rmb",
)
HOME: Final = Path(find_times.__code__.co_filename).parents[1]
SLOW: Final = 0.05
"""Seconds of processor time after which a text of two hundred signs at most is called slow."""
Step = tuple[str, int, int]


class Steps:
    """The steps from line to line that a run makes in the modules that are fuzzed."""

    def __init__(self) -> None:
        self.seen: set[Step] = set()
        self._fresh = False
        self._last: dict[int, int] = {}

    def run(self, work: Callable[[], object]) -> bool:
        """Whether the work makes a step that none made before."""
        self._fresh = False
        sys.settrace(self._call)
        try:
            work()
        finally:
            sys.settrace(None)
        return self._fresh

    def _call(self, frame: FrameType, event: str, _: Any) -> Any:
        name = frame.f_code.co_filename
        if event != "call" or not name.startswith((f"{HOME}/times/", f"{HOME}/amounts/")):
            return None
        last = 0

        def line(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal last
            if event == "line":
                step = (name, last, frame.f_lineno)
                if step not in self.seen:
                    self.seen.add(step)
                    self._fresh = True
                last = frame.f_lineno
            return line

        return line


def broken(text: str, ref: datetime) -> str | None:
    """Which rule the text breaks."""
    for prefer in (None, "past", "future"):
        spans = find_times(text, ref, prefer)
        edge = 0
        for span in spans:
            if not edge <= span.start_offset < span.end_offset <= len(text):
                return "offsets of a time"
            if text[span.start_offset : span.end_offset] != span.text:
                return "words of a time"
            if span.start is not None and span.end is not None and span.start >= span.end:
                return "a time that ends before it starts"
            edge = span.end_offset
    amounts = find_amounts(text)
    edge = 0
    for amount in amounts:
        if not edge <= amount.start_offset < amount.end_offset <= len(text):
            return "offsets of an amount"
        if not amount.value.is_finite():
            return "an amount without end"
        if text[amount.start_offset : amount.end_offset] != amount.text:
            return "words of an amount"
        edge = amount.end_offset
    return None if find_amounts(text) == amounts else "another answer"


def made(pool: list[str], chance: random.Random) -> str:
    """A text from those that were worth keeping."""
    text = chance.choice(pool)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(text))
        match chance.randint(0, 5):
            case 0:
                text = text[:at] + chance.choice(WORDS) + text[at:]
            case 1:
                text = text[:at] + chance.choice(MORE) + text[at:]
            case 2:
                text = text[:at] + text[min(len(text), at + chance.randint(1, 4)) :]
            case 3:
                other = chance.choice(pool)
                text = text[:at] + other[chance.randint(0, len(other)) :]
            case 4:
                text = (
                    text[:at]
                    + chr(chance.choice((chance.randint(32, 126), chance.randint(0x4E00, 0x9FFF))))
                    + text[at:]
                )
            case _:
                text = text[:at] + text[max(0, at - chance.randint(1, 6)) : at] * chance.randint(1, 3) + text[at:]
    return text[:200]


def fuzzed(minutes: float, seed: int) -> Iterator[dict[str, Any]]:
    """What breaks a rule, and at the end how much was tried."""
    chance, steps = random.Random(seed), Steps()
    pool = ["", *WORDS, *MORE]
    told: set[str] = set()
    tried, began = 0, time.process_time()
    while time.process_time() - began < minutes * 60:
        text = made(pool, chance) if tried >= len(pool) else pool[tried]
        ref = datetime(1990, 1, 1, tzinfo=ZONE) + timedelta(minutes=chance.randint(0, 100 * 365 * 24 * 60))
        tried += 1
        wrong: list[str | None] = []
        at = time.process_time()
        try:
            fresh = steps.run(lambda text=text, ref=ref, wrong=wrong: wrong.append(broken(text, ref)))  # type: ignore[misc]
        except Exception as error:  # the edge: whatever a text raises is what is looked for
            fresh, wrong = True, [f"{type(error).__name__}: {error}"]
        took = time.process_time() - at
        if took > SLOW and wrong[0] is None:  # once more, without the tracing, and with all that it needs loaded
            at = time.process_time()
            broken(text, ref)
            took = time.process_time() - at
        rule = wrong[0] or ("slow" if took > SLOW else None)
        if rule is not None and rule not in told:
            told.add(rule)
            yield {"rule": rule, "text": text, "ref": ref.isoformat(), "seconds": round(took, 3)}
        if fresh and text:
            pool.append(text)
    spent = (time.process_time() - began) / 60
    yield {"texts": tried, "kept": len(pool), "steps": len(steps.seen), "minutes": round(spent, 1), "broken": len(told)}


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    for line in fuzzed(given.minutes, given.seed):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
