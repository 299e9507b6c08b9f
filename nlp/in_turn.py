"""Two customers named together and then told of as the one and the other: 前一个说加到35吨，后一个说车紧."""

from collections.abc import Sequence

from nlp.customers import Mention
from nlp.pattern import Pattern
from nlp.reading import Named, Span

_ONE = r"(?:前一[个家位]|前者|前头(?:那[个家])?|前面那[个家]|头一?[个家])"
_OTHER = r"(?:后一[个家位]|后者|后头(?:那[个家])?|后面那[个家]|另一[个家])"
_BOTH = Pattern(
    rf"(?:^|[\s,，。;:!])(?P<one>{_ONE})(?![月天年期次])[^。!?\n]{{2,40}}?[\s,，。;!](?P<other>{_OTHER})(?![月天年期次])"
)
_TWO = 2


def in_turn(folded: str, customers: Sequence[Span]) -> list[Span]:
    """Where two customers, the only ones named before, are spoken of as the former and the latter."""
    if len(customers) < _TWO or not ("前" in folded or "头" in folded):
        return []
    turns = _BOTH.search(folded, customers[0].end)
    if turns is None:
        return []
    before = [span for span in customers if span.end <= turns.start("one") and isinstance(span.value, Mention)]
    meant: dict[tuple[Named, ...], Mention] = {span.value.known: span.value for span in before}  # type: ignore[attr-defined, misc]
    if len(meant) != _TWO or len(before) < len(customers) or any(len(known) != 1 for known in meant):
        return []
    places = (turns.span("one"), turns.span("other"))
    return [_as(mention, place) for mention, place in zip(meant.values(), places, strict=True)]


def _as(mention: Mention, place: tuple[int, int]) -> Span:
    start, end = place
    again = Mention(start=start, end=end, said=mention.said, known=mention.known, sure=mention.sure)
    return Span(start=start, end=end, kind="customer", value=again)
