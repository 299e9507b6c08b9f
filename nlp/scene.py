"""A message with everything recognised in it in place: times, names, people, tags, numbers."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from nlp import phrases
from nlp.company import CORE, EXACT
from nlp.customers import Mention
from nlp.given import called_so
from nlp.in_turn import in_turn
from nlp.lists import picks
from nlp.marks import fields_in, levels_in, literal_in, members_in, people_in
from nlp.mentions import customers_in
from nlp.names import Names
from nlp.people import Person, namings
from nlp.reading import Context, Span
from nlp.sensitive import sensitive
from nlp.tags import tags_in
from nlp.text import fold, fold_name
from nlp.times import Sides, TimeSpan


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One message: its text and folded copy, what was recognised, and the copy with the spans masked by kind."""

    text: str
    folded: str
    now: datetime
    names: Names
    context: Context
    spans: tuple[Span, ...]
    masked: str = field(repr=False)
    # the copy with stages and fields left as words: 演示过了 tells of a demo though 演示 is a stage
    worded: str = field(repr=False)
    times: Sides = field(repr=False, compare=False)

    def of_kind(self, kind: str, start: int = 0, end: int | None = None) -> list[Span]:
        """The spans of a kind that begin within a stretch, in order."""
        stop = len(self.text) if end is None else end
        return [span for span in self.spans if span.kind == kind and start <= span.start < stop]

    @cached_property
    def past(self) -> dict[int, TimeSpan]:
        """The times by where they begin, open ones taken on the past side."""
        return {span.start_offset: span for span in self.times.on("past")}

    @cached_property
    def future(self) -> dict[int, TimeSpan]:
        """The times by where they begin, open ones taken on the future side."""
        return {span.start_offset: span for span in self.times.on("future")}

    def masked_for(self, kinds: Collection[str]) -> str:
        """The folded text with only the spans of these kinds masked."""
        return _mask(self.folded, (span for span in self.spans if span.kind in kinds))

    def without(self, kind: str, start: int, end: int) -> str:
        """The folded words of a stretch, spans of a kind left blank."""
        signs = list(self.folded[start:end])
        for span in self.of_kind(kind, start, end):
            signs[span.start - start : span.end - start] = " " * (span.end - span.start)
        return "".join(signs)

    def said(self, start: int, end: int) -> str:
        """The speaker's own words of a stretch."""
        return self.text[start:end]


_MASKS = {
    "customer": phrases.CUSTOMER,
    "person": phrases.PERSON,
    "member": phrases.MEMBER,
    "tag": phrases.TAG,
    "time": phrases.TIME,
    "repeat": phrases.REPEAT,
    "phone": phrases.PHONE,
    "email": phrases.EMAIL,
    "level": phrases.LEVEL,
    "stage": phrases.STAGE,
    "field": phrases.FIELD,
    "pronoun": phrases.PRONOUN,
    "pick": phrases.PICK,
}
_PRONOUN = re.compile(
    r"(?:他们|她们|他|她)家|(?:他们|她们)(?!的?(?:家|厂|公司))|这(?:家|个)(?:客户|公司)|这(?:家|户|客户)|那(?:家|个)(?:客户|公司)|该客户|(?:他们|她们|它们?|他家)(?=的(?:跟进|记录|资料|电话|情况|附件|联系人))|(?<=给)[他她它](?!们|家|人)"
)


def scan(text: str, names: Names, now: datetime, context: Context, *, start: int = 0) -> Scene:
    """Recognises everything in the text from `start` on; where spans overlap, the surer and longer one stays."""
    folded = " " * start + fold(text[start:])
    sides = Sides(folded, now)
    times = _times(folded, sides)
    numbers = [
        Span(start=a, end=b, kind="phone" if kind == "phone" else kind, value=text[a:b])
        for a, b, kind in sensitive(text)
    ]
    addressed = tuple(namings(folded))
    people, members = people_in(folded, names, addressed), members_in(folded, names, addressed)
    customers = customers_in(folded, names, times, people)
    if familiar := called_so(folded, names, context, customers, people, members):
        people += familiar
        if not all(span.value.known for span in customers):  # type: ignore[attr-defined]
            customers = customers_in(folded, names, times, people)
    customers += in_turn(folded, customers)
    timed = _blanked(folded, [*people, *members, *customers], times)
    if timed != folded:
        sides = Sides(timed, now)
        times = _times(timed, sides)
    offered = [
        *numbers,
        *customers,
        *tags_in(folded, names),
        *(Span(start=a, end=b, kind="pick", value=value) for a, b, value in picks(folded, context)),
        *people,
        *members,
        *times,
        *levels_in(folded, names.levels),
        *literal_in("stage", folded, names.stages),
        *fields_in(folded, names.fields),
        *(Span(start=m.start(), end=m.end(), kind="pronoun", value=m.group()) for m in _PRONOUN.finditer(folded)),
    ]
    spans = _settled(offered, folded)
    return Scene(
        text=text,
        folded=folded,
        now=now,
        names=names,
        context=context,
        spans=spans,
        masked=_mask(folded, spans),
        worded=_mask(folded, (span for span in spans if span.kind not in ("stage", "field"))),
        times=sides,
    )


# 燕塔路|12号
_STREET = re.compile(r"[路街巷弄道段楼幢栋座]\s?$")
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十]+号")


def _times(folded: str, sides: Sides) -> list[Span]:
    """The times of the text; bare lengths (三个月) and 这会儿 are none."""
    return [
        Span(start=time.start_offset, end=time.end_offset, kind="repeat" if time.rule else "time", value=time)
        for time in sides.on(None)
        if (time.rule or time.grain != "duration" or time.before)
        and folded[max(0, time.start_offset - 1) : time.end_offset] not in ("这会儿", "那会儿")
        and not (_STREET.search(folded, 0, time.start_offset) and _NUMBERED.fullmatch(time.text))
    ]


_COUNTS = re.compile(r"[一二三四五六七八九十半周月日天年今明前后初末0-9]")


def _blanked(folded: str, named: Iterable[Span], times: Iterable[Span]) -> str:
    """The text with names blanked that a time may cut into: 让李四周五前 holds 周五, not 四周."""
    signs = list(folded)
    for span in named:
        value = span.value
        sure = value.sure == EXACT if isinstance(value, Mention) else not isinstance(value, Person) or value.full
        cut = any(time.start < span.end and span.start < time.end and not _within(time, span) for time in times)
        edges = folded[span.start] + folded[span.end - 1]
        if sure and (cut or (span.kind != "customer" and _COUNTS.search(edges))):
            signs[span.start : span.end] = "某" * (span.end - span.start)
    return "".join(signs)


def _within(time: Span, span: Span) -> bool:
    return span.start >= time.start and span.end <= time.end


def _mask(folded: str, spans: Iterable[Span]) -> str:
    signs = list(folded)
    for span in spans:
        if sign := _MASKS.get(span.kind):
            signs[span.start : span.end] = sign * (span.end - span.start)
    return "".join(signs)


# of two overlapping spans the longer one stays; of two as long, the earlier kind
_RANK = (
    "phone",
    "email",
    "id",
    "customer",
    "pick",
    "tag",
    "field",
    "stage",
    "person",
    "member",
    "repeat",
    "time",
    "level",
    "pronoun",
)
_TWINS = {("customer", "person"), ("person", "member"), ("member", "person")}


def _is_guess(span: Span) -> bool:
    """Names that nobody bears, and names that only sound like one, yield to all that is known."""
    if isinstance(span.value, Mention):
        return span.value.new or span.value.sure < CORE
    return _is_stranger(span)


def _is_stranger(span: Span) -> bool:
    return isinstance(span.value, Person) and not span.value.known


def _is_part(span: Span) -> bool:
    """Whether a customer is called by a part of its name: 乌兰, of 乌兰察布薯都冷藏."""
    return isinstance(span.value, Mention) and span.value.sure < EXACT


def _called_so(span: Span, folded: str) -> bool:
    """Whether a colleague bears the very name or alias that is said, and not only a surname like it (小王)."""
    said = folded[span.start : span.end]
    return any(said == fold_name(name) for each in span.value for name in (each.name, *each.aliases))  # type: ignore[attr-defined]


def _settled(offered: Iterable[Span], folded: str) -> tuple[Span, ...]:
    """The spans that stay: no tag that ends a new name (弘毅实验|学校), no stranger called like a colleague; a person
    who bears the customer's very name (老谢, 王建军) stays beside it."""
    kept: list[Span] = []
    offered = list(offered)
    ends = {s.end: s.start for s in offered if isinstance(s.value, Mention) and s.value.new}
    colleagues = {(s.start, s.end) for s in offered if s.kind == "member" and _called_so(s, folded)}
    offered = [s for s in offered if not ((_is_stranger(s) or _is_part(s)) and (s.start, s.end) in colleagues)]
    offered = [s for s in offered if not (s.kind == "person" and _cuts_name(s, offered))]
    offered = [s for s in offered if not (s.kind == "tag" and _ends_name(ends.get(s.end, s.start), s.start, folded))]
    for span in sorted(offered, key=lambda s: (_is_guess(s), s.start - s.end, _RANK.index(s.kind), s.start)):
        rivals = [other for other in kept if span.start < other.end and other.start < span.end]
        if all(
            (other.kind, span.kind) in _TWINS and (other.start, other.end) == (span.start, span.end) for other in rivals
        ):
            kept.append(span)
    return tuple(sorted(kept, key=lambda s: (s.start, _RANK.index(s.kind))))


def _cuts_name(span: Span, offered: Iterable[Span]) -> bool:
    """Whether a surname is but the end of a known customer's name: 胖胖|熊老板娘 is nobody 熊."""
    if not isinstance(span.value, Person) or span.value.full:
        return False
    return any(
        other.start < span.start < other.end < span.end and not _is_guess(other)
        for other in offered
        if other.kind == "customer"
    )


_PUT_ON = re.compile(r"(?:再|都|也)?(?:[打标贴挂加补添]一?[上个下]|[是算])+")


def _ends_name(start: int, tag: int, folded: str) -> bool:
    """Whether a tag at `tag` is the end of a new name from `start` on: 弘毅实验|学校, but not 补上|合作社."""
    return start + 1 < tag and _PUT_ON.fullmatch(folded, start, tag) is None
