"""Which customers a message names: by name, by sound, or for the first time."""

import re

from nlp.asides import without_asides
from nlp.company import CORE, EXACT
from nlp.customers import Mention, misheard_customers, named_customers
from nlp.names import Names
from nlp.newnames import new_companies
from nlp.nicks import LED
from nlp.pattern import Pattern
from nlp.people import TITLE, Person
from nlp.presented import introduces, presented
from nlp.reading import Span
from nlp.surnames import SURNAME
from nlp.text import squeeze

# a slip of so few signs says nothing beside a customer who is named: 去海沧医院看了超声 is not about 潮声
_FAINT = 2
_REACH = 10


def customers_in(folded: str, names: Names, times: list[Span], people: list[Span]) -> list[Span]:
    """Namings of customers, those dropped that are plain times (明天) where nothing says otherwise (明天那边尤经理)."""
    squeezed = squeeze(folded)
    mentions = [m for m in named_customers(squeezed, names) if not _is_time(m, folded, times, people)]
    taken = [(m.start, m.end) for m in mentions]
    heard = misheard_customers(folded, [*taken, *((s.start, s.end) for s in times)], names)
    faint = [m for m in heard if len(m.said) <= _FAINT and not mentions and _is_led(folded, m)]
    mentions += [m for m in heard if len(m.said) > _FAINT]
    taken = [(m.start, m.end) for m in mentions]
    spoken = [s for s in people if not _is_stranger(s) or folded[s.start - 1 : s.start] not in _OPENS]
    nicks = [s for s in spoken if _is_stranger(s) and not s.value.title]  # type: ignore[attr-defined]
    sure = [s for s in (*spoken, *times) if s not in nicks]
    unknown = new_companies(folded, [*taken, *((s.start, s.end) for s in sure)], [(s.start, s.end) for s in nicks])
    new = presented(folded, unknown, mentions, people)
    new = [n for n in new if not any(m.start == n.start for m in faint)]
    mentions += [*new, *(m for m in faint if not any(introduces(folded, n) or n.start < m.start < n.end for n in new))]
    return [Span(start=m.start, end=m.end, kind="customer", value=m) for m in without_asides(folded, mentions, people)]


_LEADS = Pattern(rf"(?:{LED.source[:-1]}|[去到跑回在从对往是进家了过个上的])$")
_PLACE = Pattern(rf"\s?(?:那边|这边|那儿|那家|家的|他们|公司|的|:|{SURNAME}(?:{TITLE}))")


def _is_led(folded: str, mention: Mention) -> bool:
    """Whether words lead to a name: 去横力, 横力那边, but not 打印机硒鼓 for 西固."""
    led = _LEADS.search(folded[max(0, mention.start - _REACH) : mention.start])
    return led is not None or _PLACE.match(folded, mention.end) is not None


# 「小熊快跑」 is a name, and no 小熊
_OPENS = ("「", "“", "『", "《", "【", '"')
_PLACE_AFTER = re.compile(r"\s?(?:那边|这边|那儿|那家|家的|他们|公司|[:])")


def _is_inside(time: Span, mention: Mention) -> bool:
    """Whether a time is but a part of a name: 海角|一号, 八一|机床."""
    within = mention.start <= time.start and time.end <= mention.end
    return within and time.end - time.start < mention.end - mention.start


def _is_time(mention: Mention, folded: str, times: list[Span], people: list[Span]) -> bool:
    over = [time for time in times if time.start < mention.end and mention.start < time.end]
    if not over or all(_is_inside(time, mention) for time in over):
        return False
    if mention.sure >= CORE and _PLACE_AFTER.match(folded, mention.end):
        return False
    near = [p.value for p in people if mention.end <= p.start <= mention.end + 1 and isinstance(p.value, Person)]
    theirs = {contact.customer for person in near for contact in person.known}
    return not (mention.sure == EXACT and any(customer.id in theirs for customer in mention.known))


def _is_stranger(span: Span) -> bool:
    return isinstance(span.value, Person) and not span.value.known
