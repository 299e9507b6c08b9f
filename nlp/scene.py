"""A message with everything recognised in it in place: times, names, people, tags, numbers."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from nlp import phrases
from nlp.asides import without_asides
from nlp.company import CORE, EXACT
from nlp.customers import Mention, misheard_customers, named_customers
from nlp.given import called_so
from nlp.lists import picks
from nlp.marks import fields_in, levels_in, literal_in, members_in, people_in, tags_in
from nlp.names import Names
from nlp.newnames import new_companies
from nlp.people import Person, namings
from nlp.presented import presented
from nlp.reading import Context, Span
from nlp.sensitive import sensitive
from nlp.text import fold, fold_name, squeeze
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
    customers = _customers(folded, names, times, people)
    people += called_so(folded, names, context, customers, people, members)
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
        *fields_in(folded, [each.name for each in names.fields]),
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
    offered = [s for s in offered if not (s.kind == "tag" and _ends_name(ends.get(s.end, s.start), s.start, folded))]
    for span in sorted(offered, key=lambda s: (_is_guess(s), s.start - s.end, _RANK.index(s.kind), s.start)):
        rivals = [other for other in kept if span.start < other.end and other.start < span.end]
        if all(
            (other.kind, span.kind) in _TWINS and (other.start, other.end) == (span.start, span.end) for other in rivals
        ):
            kept.append(span)
    return tuple(sorted(kept, key=lambda s: (s.start, _RANK.index(s.kind))))


_PUT_ON = re.compile(r"(?:再|都|也)?(?:[打标贴挂加补添]一?[上个下]|[是算])+")


def _ends_name(start: int, tag: int, folded: str) -> bool:
    """Whether a tag at `tag` is the end of a new name from `start` on: 弘毅实验|学校, but not 补上|合作社."""
    return start + 1 < tag and _PUT_ON.fullmatch(folded, start, tag) is None


# a slip of so few signs says nothing beside a customer who is named: 去海沧医院看了超声 is not about 潮声
_FAINT = 2


def _customers(folded: str, names: Names, times: list[Span], people: list[Span]) -> list[Span]:
    """Namings of customers, those dropped that are plain times (明天) where nothing says otherwise (明天那边尤经理)."""
    squeezed = squeeze(folded)
    mentions = [m for m in named_customers(squeezed, names) if not _is_time(m, folded, times, people)]
    taken = [(m.start, m.end) for m in mentions]
    heard = misheard_customers(folded, [*taken, *((s.start, s.end) for s in times)], names)
    mentions += [m for m in heard if len(m.said) > _FAINT or not mentions]
    taken = [(m.start, m.end) for m in mentions]
    spoken = [s for s in people if not _is_stranger(s) or folded[s.start - 1 : s.start] not in _OPENS]
    unknown = new_companies(folded, [*taken, *((s.start, s.end) for s in (*spoken, *times))])
    mentions += presented(folded, unknown, mentions, people)
    return [Span(start=m.start, end=m.end, kind="customer", value=m) for m in without_asides(folded, mentions, people)]


# 「小熊快跑」 is a name, and no 小熊
_OPENS = ("「", "“", "『", "《", "【", '"')
_PLACE_AFTER = re.compile(r"\s?(?:那边|这边|那儿|那家|家的|他们|公司|[:])")


def _is_time(mention: Mention, folded: str, times: list[Span], people: list[Span]) -> bool:
    over = [time for time in times if time.start < mention.end and mention.start < time.end]
    if not over or all(mention.start <= time.start and time.end < mention.end for time in over):
        return False
    if mention.sure >= CORE and _PLACE_AFTER.match(folded, mention.end):
        return False
    near = [p.value for p in people if mention.end <= p.start <= mention.end + 1 and isinstance(p.value, Person)]
    theirs = {contact.customer for person in near for contact in person.known}
    return not (mention.sure == EXACT and any(customer.id in theirs for customer in mention.known))
