"""Learns the weights of `nlp/evidence.py` from the labelled worlds: `python -m tests.training [--without u v]`.

One-against-all logistic regression by stochastic gradient steps; equal data give equal weights. One model learns which
commands a message calls for, one in which way a customer was contacted. The worlds of `HELD` are never learned from.
With worlds left out, the weights are not written, but tried on those: how many messages have the label that most
speaks for.
"""

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, sqrt
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.world import World
from commands.subjects import catalogue
from nlp.clauses import Clause, cut
from nlp.evidence import NOTHING, runs
from nlp.grammar import Grammar
from nlp.moments import next_step
from nlp.scene import Scene, scan

DATA: Final = Path(__file__).parent / "data"
PLAIN: Final = DATA / "plain.json"
"""The plainest sentences by their command, for strangers hardly write such."""
WEIGHTS: Final = Path(__file__).parents[1] / "nlp" / "weights.json"
ZONE: Final = ZoneInfo("Asia/Shanghai")
HELD: Final = frozenset({"y", "ae", "af", "ao", "ap"})
ROUNDS: Final = 8
FEWEST: Final = 12
"""Messages that a label needs, to be learned."""
TWICE: Final = 2
"""Messages in which a run of signs must stand."""
SMALL: Final = 1.0
"""Weights below this are left out."""
UNSAID: Final = 0.4
"""How much a message without a label counts: its way of contact may be disputed, and not be none."""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One labelled message: its runs of signs and what it calls for, or in which way the customer was contacted."""

    world: str
    runs: frozenset[str]
    labels: frozenset[str]


def worlds() -> dict[str, Path]:
    """The files of labelled messages that may be learned from, by their worlds."""
    found = {path.stem.removeprefix("utterances_"): path for path in sorted(DATA.glob("utterances_*.jsonl"))}
    return {world: path for world, path in found.items() if world not in HELD}


def digest() -> str:
    """What tells one state of those files from another."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*worlds().values(), PLAIN))).hexdigest()


def lessons() -> dict[str, list[Lesson]]:
    """The messages of all worlds that stand for themselves, by the model that they teach.

    Those that answer a question or a list, or lead to one, are left out."""
    grammar = catalogue().spoken
    found: dict[str, list[Lesson]] = {"commands": [], "ways": []}
    for world, path in worlds().items():
        known = World(DATA / f"world_{world}.json", grammar)
        for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if _answers(case) or _asks(case):
                continue
            scene = _scene(known, case)
            found["commands"].append(_command(world, scene, case))
            told = [each for each in case["expect"] if each["command"] == "followup.log"]
            if len(told) == 1:
                found["ways"].append(_way(world, scene, cut(scene, grammar, 0), told[0]["slots"].get("method")))
    found["commands"] += _plain(grammar)
    return found


def _plain(grammar: Grammar) -> list[Lesson]:
    """The plainest sentences, each in private and in a group."""
    known = World(DATA / "world_plain.json", grammar)
    said = json.loads(PLAIN.read_text(encoding="utf-8"))
    cases = [
        {"text": text, "chat": chat, "ref": "2026-11-18T16:40", "speaker": "周杰", "expect": [{"command": command}]}
        for command, texts in said.items()
        for text in texts
        for chat in ("private", "group")
    ]
    return [_command("plain", _scene(known, case), case) for case in cases]


def _answers(case: Mapping[str, Any]) -> bool:
    return any((case.get("context") or {}).get(key) for key in ("pending", "done", "list"))


def _asks(case: Mapping[str, Any]) -> bool:
    """Whether the label is a question, which does not tell what it is asked for."""
    return any("ask" in each for each in case["expect"])


def _scene(known: World, case: Mapping[str, Any]) -> Scene:
    now = datetime.fromisoformat(case["ref"]).replace(tzinfo=ZONE)
    return scan(case["text"], known.names, now, known.context(case, ZONE))


def _command(world: str, scene: Scene, case: Mapping[str, Any]) -> Lesson:
    labels = frozenset(each["command"] for each in case["expect"]) or frozenset({NOTHING})
    return Lesson(world=world, runs=frozenset(runs(scene.masked, group=scene.context.group)), labels=labels)


def _way(world: str, scene: Scene, clauses: Sequence[Clause], method: str | None) -> Lesson:
    """What was told up to the next step, which says how the customer will be contacted."""
    step = next_step(scene, clauses)
    words = scene.masked[: step.start if step else None]
    return Lesson(world=world, runs=frozenset(runs(words, group=False)), labels=frozenset({method} if method else ()))


class Weights:
    """The weights of one label."""

    def __init__(self) -> None:
        self.bias = -2.0
        self.of: dict[str, float] = {}

    def speaks(self, lesson: Lesson) -> float:
        """The log-odds that a message has the label."""
        of = self.of
        return self.bias + sum(of.get(run, 0.0) for run in sorted(lesson.runs)) / sqrt(len(lesson.runs))

    def step(self, lesson: Lesson, label: str, rate: float) -> None:
        """Moves the weights towards what the message was labelled; not where they are all but right."""
        odds = max(-30.0, min(30.0, self.speaks(lesson)))
        missed = (label in lesson.labels) - 1 / (1 + exp(-odds))
        if abs(missed) < 0.02:
            return
        missed *= 1.0 if lesson.labels else UNSAID
        self.bias += rate * missed * 0.3
        for run in lesson.runs:
            self.of[run] = self.of.get(run, 0.0) + rate * missed * 10 / sqrt(len(lesson.runs))


def learn(given: Sequence[Lesson]) -> dict[str, Weights]:
    """The weights by label."""
    counted = Counter(run for lesson in given for run in lesson.runs)
    kept = [
        Lesson(
            world=lesson.world,
            runs=frozenset(run for run in lesson.runs if counted[run] >= TWICE),
            labels=lesson.labels,
        )
        for lesson in given
    ]
    often = Counter(label for lesson in kept for label in lesson.labels)
    labels = {label: Weights() for label in sorted(often) if often[label] >= FEWEST}
    order = random.Random(1)
    for turn in range(ROUNDS):
        order.shuffle(kept)
        for lesson in kept:
            for label, weights in labels.items():
                weights.step(lesson, label, 0.3 / (1 + 0.3 * turn))
    return labels


def written(models: Mapping[str, Mapping[str, Weights]]) -> str:
    """The weights as the program reads them, in hundredths, a run of signs a line."""
    told = [f'"learned_from":{json.dumps(digest())}', *(f'"{name}":{_model(of)}' for name, of in models.items())]
    return "{" + ",\n".join(told) + "}\n"


def _model(labels: Mapping[str, Weights]) -> str:
    rows: dict[str, list[int]] = {}
    for place, weights in enumerate(labels.values()):
        for run, weight in weights.of.items():
            if abs(weight) >= SMALL:
                rows.setdefault(run, []).extend((place, round(weight * 100)))
    bias = [round(weights.bias * 100) for weights in labels.values()]
    head = json.dumps({"labels": list(labels), "bias": bias})
    lines = (
        f"{json.dumps(run, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for run, row in sorted(rows.items())
    )
    return head[:-1] + ',\n"runs":{\n' + ",\n".join(lines) + "\n}}"


def tried(labels: Mapping[str, Weights], held: Iterable[Lesson]) -> str:
    """How many of the messages have the label that most speaks for."""
    pairs = [(max(labels, key=lambda label: labels[label].speaks(lesson)), lesson) for lesson in held]
    right = sum(label in lesson.labels for label, lesson in pairs)
    return f"{right} of {len(pairs)}"


def main() -> None:
    """Learns, and writes or tries."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], help="worlds that are left out and tried")
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="the file to write")
    given = parser.parse_args()
    models = {}
    for name, every in lessons().items():
        models[name] = learn([lesson for lesson in every if lesson.world not in given.without])
        if given.without:
            held = (lesson for lesson in every if lesson.world in given.without and lesson.labels)
            sys.stdout.write(f"{name}: {tried(models[name], held)}\n")
    if not given.without or given.to != WEIGHTS:
        given.to.write_text(written(models), encoding="utf-8")


if __name__ == "__main__":
    main()
