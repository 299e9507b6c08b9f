"""The edge of the pipeline and of the clock: what a message or a due command may do to the program that runs it."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog

from commands.errors import Transient
from store.errors import Fenced, Unavailable

T = TypeVar("T")
TRIES: Final = 3  # of what meets a bug
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """It did not succeed and left nothing. Without `bug` it is passing, and tried again unseen."""

    kind: str
    bug: bool


async def attempt(work: Awaitable[T], **about: object) -> T | Trouble:
    """The work's result, or the trouble it met, logged by type and place. Only Fenced comes out."""
    try:
        return await work
    except Fenced:
        raise
    except (Transient, Unavailable) as trouble:
        log.info("tried again", trouble=type(trouble).__name__, **about)
        return Trouble(kind=type(trouble).__name__, bug=False)
    except Exception as bug:  # whatever one message or due command does, all the others must go on
        log.exception("bug", **about)
        return Trouble(kind=type(bug).__name__, bug=True)


def backoff(tries: int, *, first: float = 0.05, longest: float = 60.0) -> float:
    """Seconds before try number `tries` + 1: doubled each time, `longest` at most."""
    return min(longest, first * 2.0 ** min(tries - 1, 20))
