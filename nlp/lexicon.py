"""Long lists of names, sorted once by their first sign: a text is asked only for those that may stand in it."""

from collections.abc import Iterator
from functools import lru_cache

from nlp.reading import Named
from nlp.text import fold_name

_Entry = tuple[int, str, Named]


class Lexicon:
    """The names and aliases of some rows, all folded."""

    def __init__(self, rows: tuple[Named, ...]) -> None:
        said = ((fold_name(name), row) for row in rows for name in (row.name, *row.aliases))
        self._by_sign: dict[str, list[_Entry]] = {}
        for place, (name, row) in enumerate(said):
            self._by_sign.setdefault(name[:1], []).append((place, name, row))
        self._bearers: dict[str, list[tuple[int, Named]]] = {}
        for place, row in enumerate(rows):
            self._bearers.setdefault(fold_name(row.name)[:1], []).append((place, row))

    def standing(self, folded: str) -> Iterator[tuple[str, Named]]:
        """The names that are in the text, each with its row, in the order of the rows."""
        found = [entry for sign in {"", *folded} for entry in self._by_sign.get(sign, ()) if entry[1] in folded]
        return ((name, row) for _, name, row in sorted(found, key=_place))

    def bearing(self, surnames: frozenset[str]) -> list[Named]:
        """The rows whose own name begins with the first sign of one of the surnames, in order."""
        signs = self._bearers if "" in surnames else {surname[0] for surname in surnames}
        found = [entry for sign in signs for entry in self._bearers.get(sign, ())]
        return [row for _, row in sorted(found, key=_place)]


def _place(entry: tuple[int, object] | _Entry) -> int:
    return entry[0]


def lexicon(rows: tuple[Named, ...]) -> Lexicon:
    """The rows' lexicon; made once for a tuple that comes with many messages."""
    return _made(_Same(rows))


class _Same:
    """A tuple told from others by being the same one: to compare its rows would take longer than to read them."""

    __slots__ = ("rows",)

    def __init__(self, rows: tuple[Named, ...]) -> None:
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.rows is other.rows

    def __hash__(self) -> int:
        return id(self.rows)


@lru_cache(maxsize=256)
def _made(same: _Same) -> Lexicon:
    return Lexicon(same.rows)
