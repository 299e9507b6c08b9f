"""A team's own words for known ones: 走访 is read as 拜访, and what is kept is still 走访."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nlp.names import Names
from nlp.reading import Draft, Reading, Span
from nlp.text import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Reworded:
    """A text with words put for others. `parts` are the stretches of both: (here, here, there, there, in place)."""

    said: str
    text: str
    parts: tuple[tuple[int, int, int, int], ...]
    words: Mapping[str, str]

    def back(self, reading: Reading) -> Reading:
        """The reading of the text, told of what was said."""
        spans = tuple(replace(span, start=self._at(span.start), end=self._at(span.end)) for span in reading.spans)
        drafts = tuple(self._draft(each) for each in reading.drafts)
        left = tuple(self._words(each, 0, len(self.text)) for each in reading.left)
        return replace(reading, drafts=drafts, left=left, spans=_true(spans))

    def _draft(self, draft: Draft) -> Draft:
        slots = {
            name: self._words(value, draft.start, draft.end) if isinstance(value, str) else value
            for name, value in draft.slots.items()
        }
        return replace(draft, slots=slots, start=self._at(draft.start), end=self._at(draft.end))

    def _words(self, words: str, begin: int, end: int) -> str:
        """Words that stand in a stretch of the text, as they were said."""
        start = self.text.find(words, begin, end)
        if start >= 0:
            return self.said[self._at(start) : self._at(start + len(words))]
        for means, said in self.words.items():
            words = words.replace(means, said)
        return words

    def _at(self, place: int) -> int:
        """Where a place of the text is in what was said; one inside a word that was put is at its end."""
        moved = 0
        for _, here_end, there, there_end in self.parts:
            if place <= there:
                break
            if place < there_end:
                return here_end
            moved = here_end - there_end
        return place + moved


def _true(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.end > span.start)


def reworded(text: str, synonyms: Mapping[str, str], names: Names) -> Reworded | None:
    """The text with each synonym put as what it means, names left whole; None where none stands in it."""
    folded = fold(text)
    found = [said for said in synonyms if said in folded]
    if not found:
        return None
    kept = [range(a, b) for a, b in _named(folded, found, names)]
    words = "|".join(map(re.escape, sorted(found, key=lambda said: (-len(said), said))))
    parts, pieces, at, length = [], [], 0, 0
    for match in re.finditer(words, folded):
        if any(match.start() in each for each in kept):
            continue
        means = synonyms[match.group()]
        pieces += [text[at : match.start()], means]
        length += match.start() - at
        parts.append((match.start(), match.end(), length, length + len(means)))
        at, length = match.end(), length + len(means)
    if not parts:
        return None
    put = {fold(text[a:b]): text[a:b] for a, b, _, _ in parts}
    words_back = {synonyms[said]: plain for said, plain in put.items() if synonyms[said] not in folded}
    return Reworded(said=text, text="".join(pieces) + text[at:], parts=tuple(parts), words=words_back)


def _named(folded: str, words: Iterable[str], names: Names) -> Iterable[tuple[int, int]]:
    """Where names stand in which one of the words is: 走访科技 is no visit."""
    everybody = (*names.customers, *names.contacts, *names.members, *names.tags)
    for name in (fold(each) for named in everybody for each in (named.name, *named.aliases)):
        if any(word in name for word in words):
            for match in re.finditer(re.escape(name), folded):
                yield match.span()
