"""The scanner: from left to right, the longest time phrase at each place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from nlp.pattern import Pattern
from nlp.times.fold import fold
from nlp.times.moments import Moment
from nlp.times.numerals import DIGITS, HAN
from nlp.times.period import Asked, day_period
from nlp.times.phrases import NUMERALS, SECONDS, STARTS, moment_span, phrase_at
from nlp.times.span import TimeSpan

_JOINED = Pattern(r" ?(?:和|、|,|，|跟|及|与|同|或者?|还有|以及|and|&) ?")
_THAT_DAY = Pattern(r"(?:那天|那日|当天|当日|同一天|嗰日)的?$")
_START = Pattern(f"[《{''.join(sorted(STARTS))}]")
_TITLE = Pattern(r"《[^》]*》")
_DIGIT_RUN = Pattern(rf"[{DIGITS}.:]+")
_HAN_RUN = Pattern(f"[{HAN}]+")
_LETTER_RUN = Pattern(r"[a-z]+")


def scan(asked: Asked) -> list[TimeSpan]:
    """All time phrases of the words."""
    folded = fold(asked.said)
    if STARTS.isdisjoint(folded):
        return []
    spans: list[TimeSpan] = []
    # the last span that named a day
    last: TimeSpan | None = None
    for pos, moment, span in _pieces(folded, asked):
        if moment and last and (tied := _tied(folded, pos, moment, last, spans[-1], asked)):
            moment, span = tied
            if spans[-1].end_offset > span.start_offset:
                spans.pop()
        spans.append(span)
        if moment and moment.period:
            last = span
        elif moment is None and not span.before:
            last = None
    return spans


def _tied(
    text: str, pos: int, moment: Moment, last: TimeSpan, before: TimeSpan, asked: Asked
) -> tuple[Moment, TimeSpan] | None:
    """An hour whose day was said before it.

    明天上午9点和下午3点 · 下周四去，那天中午提醒我 · 下周三开会，提前一天的晚上八点叫我
    """
    if moment.period is not None or last.start is None:
        return None
    day, begin = last.start.date(), pos
    gap = text[before.end_offset : pos]
    if before.before and gap in ("", "的", " ") and before.seconds:
        day, begin = day - timedelta(seconds=before.seconds), before.start_offset
    elif not (_THAT_DAY.search(text[:pos]) or (before is last and _JOINED.fullmatch(gap))):
        return None
    moment = replace(moment, period=day_period(day))
    span = moment_span(moment, begin, asked)
    return (moment, span) if span else None


def _pieces(text: str, asked: Asked) -> Iterator[tuple[int, Moment | None, TimeSpan]]:
    """The phrases one after the other, each with the moment that it is made of, if it is one."""
    pos = 0
    while place := _START.search(text, pos):
        pos = place.start()
        sign = text[pos]
        if sign == "《":
            title = _TITLE.match(text, pos)
            pos = title.end() if title else pos + 1
            continue
        if sign in SECONDS and text[pos + 1 : pos + 2] not in SECONDS[sign]:
            pos += 1
            continue
        found = asked.once(phrase_at, text, pos)
        if found is None:
            pos = _step(text, pos)
            continue
        stop, moment, span = found
        if span:
            yield pos, moment, span
        pos = max(stop, pos + 1)


def _step(text: str, pos: int) -> int:
    """The next place to look: a run of digits, of numerals or of letters is left as a whole."""
    sign = text[pos]
    if sign in NUMERALS:
        run = (_DIGIT_RUN if sign in DIGITS else _HAN_RUN).match(text, pos)
    else:
        run = _LETTER_RUN.match(text, pos)
    return run.end() if run else pos + 1
