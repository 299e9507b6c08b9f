"""Regular expressions that are compiled when first used: hundreds of them would slow every start of the program."""

import re
from collections.abc import Callable, Iterator
from typing import Any


class Pattern:
    """A pattern with the methods of a compiled one that are named here.

    They are empty slots until one is asked for; then all are filled with the compiled pattern's own methods, so that
    later calls cost nothing more.
    """

    __slots__ = ("finditer", "fullmatch", "match", "search", "source")

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:
        """Fill the slots on first use."""
        if name not in ("match", "search", "fullmatch", "finditer"):
            raise AttributeError(name)
        compiled = re.compile(self.source)
        self.match, self.search, self.fullmatch = compiled.match, compiled.search, compiled.fullmatch
        self.finditer = compiled.finditer
        return getattr(self, name)
