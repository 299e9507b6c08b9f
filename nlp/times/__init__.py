"""Chinese time phrases: text and a reference time in, what the words mean out."""

from datetime import datetime

from nlp.times.sides import Sides
from nlp.times.span import TimeSpan, span_json

__all__ = ["Sides", "TimeSpan", "find_times", "span_json"]


def find_times(text: str, ref: datetime, prefer: str | None = None) -> list[TimeSpan]:
    """All time phrases of the text, leftmost and longest first, without overlaps.

    `ref` is when the words were said and must be aware; results are in its zone. `prefer` says on which side of it
    an open phrase (周三, 3月8号, 下午三点) lies: "future" for reminders, "past" for logged follow-ups; with None the
    words alone decide, and open ones mean this week's, this month's or the nearest.
    """
    return Sides(text, ref).on(prefer)
