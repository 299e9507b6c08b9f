"""What a message calls for, weighed by what other people's messages called for: linear models over runs of signs.

Phrases say outright what is meant; the weights speak where none does, or where a phrase may be mistaken. One model
knows commands, one the ways of contact of what is told. They were learned from the labelled worlds of `tests/data` by
`python -m tests.training`, which writes `nlp/weights.json`.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import Final

NOTHING: Final = "-"
"""The label of what is for nobody: talk between people."""
IN_GROUP: Final = "⌂"
"""Stands for a message of a group, as a run of its own."""


# as likely as that, a way of contact is taken as told
_WAY = -0.5
_WEIGHTS = Path(__file__).with_name("weights.json")
_SPAN = re.compile("([\ue000-\ue00c])\\1*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """The labels, how likely each is by itself, and what each run speaks for, all in hundredths."""

    labels: tuple[str, ...]
    bias: tuple[int, ...]
    runs: Mapping[str, tuple[tuple[int, int], ...]]

    def weigh(self, found: Collection[str]) -> dict[str, float]:
        """How much these runs speak for each label, as log-odds."""
        sums = [0] * len(self.labels)
        for run in found:
            for label, weight in self.runs.get(run, ()):
                sums[label] += weight
        length = sqrt(len(found))
        return {name: (self.bias[label] + sums[label] / length) / 100 for label, name in enumerate(self.labels)}


@lru_cache(maxsize=256)
def weigh(masked: str, *, group: bool) -> Mapping[str, float]:
    """How much speaks for each command that the weights know, and for `NOTHING`, as log-odds; names stand masked."""
    return _models()["commands"].weigh(runs(masked, group=group))


def way_of(masked: str) -> str | None:
    """The way of contact that other people named where they told with such words (狗在门口叫，老板不在: a visit)."""
    weights = _models()["ways"].weigh(runs(masked, group=False))
    best = max(weights, key=lambda way: weights[way])
    return best if weights[best] >= _WAY else None


def called_for(masked: str, *, group: bool, least: float = -0.5, ahead: float = 1.5) -> str | None:
    """What a text plainly calls for by its weights alone, `NOTHING` too.

    The likeliest label, of log-odds of at `least` so much and so far `ahead` of the next one; None where several may be
    meant."""
    ranked = sorted(((weight, label) for label, weight in weigh(masked, group=group).items()), reverse=True)
    (best, label), (second, _) = ranked[:2]
    return label if best >= least and best - second >= ahead else None


def runs(masked: str, *, group: bool) -> set[str]:
    """The single signs and pairs of a masked text, a span one sign, a number one sign; `^` and `$` are its ends."""
    text = "^" + _NUMBER.sub("#", _SPAN.sub(r"\1", masked.strip())) + "$"
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return set(text) | pairs | ({IN_GROUP} if group else set())


@cache
def _models() -> dict[str, Model]:
    """The models by their names."""
    told = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return {
        name: Model(
            labels=tuple(told[name]["labels"]),
            bias=tuple(told[name]["bias"]),
            runs={run: tuple(zip(row[::2], row[1::2], strict=True)) for run, row in told[name]["runs"].items()},
        )
        for name in ("commands", "ways")
    }
