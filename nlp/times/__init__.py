"""Chinese time phrases: text and a reference time in, what the words mean out."""

from datetime import datetime

from nlp.times.span import TimeSpan, span_json

__all__ = ["TimeSpan", "find_times", "span_json"]


def find_times(text: str, ref: datetime, prefer: str | None = None) -> list[TimeSpan]:
    """All time phrases of the text, leftmost and longest first, without overlaps."""
    return []
