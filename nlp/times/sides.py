"""The times of one text on each side of the reference: what lies the same way on all of them is read once."""

from datetime import datetime

from nlp.times.foreign import foreign_times
from nlp.times.period import Asked
from nlp.times.scan import scan
from nlp.times.span import TimeSpan


class Sides:
    """A text whose times are asked for on several sides: 周三 of last week, of this one, of the next."""

    def __init__(self, text: str, ref: datetime) -> None:
        """Raises ValueError for a reference without a zone."""
        if ref.tzinfo is None:
            raise ValueError("a reference time needs a zone")
        self._text = text
        self._ref = ref
        self._found: dict[str | None, list[TimeSpan]] = {}
        self._asked = Asked(text, ref, None)
        self._open = False

    def on(self, prefer: str | None) -> list[TimeSpan]:
        """The times with open ones on the "past" or the "future" side, or where the words alone put them (None)."""
        if prefer not in self._found:
            self._found[prefer] = self._read(prefer)
        return self._found[prefer]

    def _read(self, prefer: str | None) -> list[TimeSpan]:
        if self._found and not self._open:
            return next(iter(self._found.values()))
        asked = self._asked.beside(prefer)
        spans = scan(asked)
        self._open = asked.weighed or not spans
        return spans or list(foreign_times(self._text, self._ref, prefer))
