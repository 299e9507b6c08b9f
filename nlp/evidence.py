"""What a message calls for, weighed by what other people's messages called for: a linear model over runs of signs.

Phrases say outright what is meant; the weights speak where none does, or where a phrase may be mistaken. They were
learned from the labelled worlds of `tests/data` by `python -m tests.training`, which writes `nlp/weights.json`.
"""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import Final

NOTHING: Final = "-"
"""The label of what is for nobody: talk between people."""
IN_GROUP: Final = "⌂"
"""Stands for a message of a group, as a run of its own."""


_WEIGHTS = Path(__file__).with_name("weights.json")
_SPAN = re.compile("([\ue000-\ue00c])\\1*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@lru_cache(maxsize=256)
def weigh(masked: str, *, group: bool) -> Mapping[str, float]:
    """How much speaks for each command that the weights know, and for `NOTHING`, as log-odds; names stand masked."""
    labels, bias, weights = _model()
    sums = [0] * len(labels)
    found = runs(masked, group=group)
    for run in found:
        for label, weight in weights.get(run, ()):
            sums[label] += weight
    length = sqrt(len(found))
    return {name: (bias[label] + sums[label] / length) / 100 for label, name in enumerate(labels)}


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
def _model() -> tuple[list[str], list[int], dict[str, tuple[tuple[int, int], ...]]]:
    """The labels, how likely each is by itself, and what each run speaks for, all in hundredths."""
    told = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    weights = {run: tuple(zip(row[::2], row[1::2], strict=True)) for run, row in told["runs"].items()}
    return told["labels"], told["bias"], weights
