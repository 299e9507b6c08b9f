"""Why a file gives no rows, as people are told."""

from commands.context import say
from commands.imports.reading import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Problem
from commands.message import Sentence


def unreadable(problem: Problem) -> Sentence:
    """Why a file gives no rows."""
    limits = {"large": MOST_BYTES // 2**20, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
    return say(f"refused.import_{problem}", most=limits.get(problem))
