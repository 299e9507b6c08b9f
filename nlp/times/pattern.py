"""Regular expressions that are compiled when first used: a hundred of them would slow every start of the program."""

import re
from collections.abc import Callable
from typing import Any


class Pattern:
    """A pattern with the `match`, `search` and `fullmatch` of a compiled one.

    The three are empty slots until one is asked for; then all are filled with the compiled pattern's own methods,
    so that later calls cost nothing more.
    """

    __slots__ = ("fullmatch", "match", "search", "source")

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:
        """Fill the slots on first use."""
        if name not in ("match", "search", "fullmatch"):
            raise AttributeError(name)
        compiled = re.compile(self.source)
        self.match, self.search, self.fullmatch = compiled.match, compiled.search, compiled.fullmatch
        return getattr(self, name)
