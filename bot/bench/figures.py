"""How figures are taken and told: the processor time of this thread, its median and its 99th percentile, bars."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def timed(spent: list[float]) -> Iterator[None]:
    """Adds the milliseconds of processor time that this thread took inside."""
    began = time.thread_time()
    yield
    spent.append((time.thread_time() - began) * 1e3)


def quantile(spent: Sequence[float], part: float) -> float:
    """The value that so large a part of them does not pass."""
    return sorted(spent)[min(len(spent) - 1, int(part * len(spent)))]


def quantiles(spent: Sequence[float]) -> dict[str, Any]:
    """Median and 99th percentile, in milliseconds."""
    return {"median": round(quantile(spent, 0.5), 3), "p99": round(quantile(spent, 0.99), 3)}


def barred(measured: float, bar: float, *, least: bool = False) -> dict[str, Any]:
    """A figure beside its bar, which it must not pass, or must reach (`least`)."""
    return {
        "measured": round(measured, 3),
        "bar": bar,
        "met": measured >= bar if least else measured <= bar,
    }
