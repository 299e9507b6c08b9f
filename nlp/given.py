"""People called by their given name alone, whether their company is named (茗山小敏刚打来) or not: 莉莉姐说, 跟嘉欣."""

from collections.abc import Hashable, Iterable

from nlp.customers import Mention
from nlp.names import Names
from nlp.nicks import GOES_ON, KIN, LED, MET, nicks
from nlp.pattern import Pattern
from nlp.people import TITLE, Person
from nlp.reading import Context, Named, Span
from nlp.text import places_of

# 茗山|的采购|小敏, 茗山那边|小敏
_AFTER_COMPANY = Pattern(rf"(?:的|那边|这边|那头|那儿|那里|他们|她们|公司|厂里?|店里?|家)*(?:{TITLE})?[\s,，]?")
_OPENS = Pattern(r"[,，。;；!！\n]$")
# 有个管收货的，叫|阿琴: somebody new, whoever else is called so
_INTRODUCED = Pattern(r"(?:[^㐀-鿿]叫|[的个位名]叫|联系人|对接人|负责人)[是为\s:]*$")
_REACH = 10


def called_so(
    folded: str,
    names: Names,
    context: Context,
    customers: Iterable[Span],
    people: Iterable[Span],
    members: Iterable[Span],
) -> list[Span]:
    """The people of whoever is spoken of that are named without their surname, and are no colleagues."""
    customers, people = list(customers), list(people)
    whose = _spoken_of(customers, people, context)
    taken = [*customers, *members, *(span for span in people if _known(span))]
    found = _called(folded, [each for each in names.contacts if each.customer in whose], customers, taken, theirs=True)
    if not found and not any(map(_known, (*customers, *people))):
        found = _called(folded, names.contacts, customers, taken, theirs=False)
    return [Span(start=a, end=b, kind="person", value=person) for (a, b), person in found.items()]


def _called(
    folded: str, contacts: Iterable[Named], customers: Iterable[Span], taken: Iterable[Span], *, theirs: bool
) -> dict[tuple[int, int], Person]:
    """Where these people are called by a nick; `theirs`: their company is spoken of."""
    found: dict[tuple[int, int], Person] = {}
    for contact in contacts:
        for nick in nicks(contact.name):
            if nick.text not in folded or (nick.theirs and not theirs):
                continue
            for start in places_of(nick.text, folded):
                if not theirs and _is_somebody_else(folded, start, customers):
                    continue
                end = _end(folded, start, start + len(nick.text), customers, kin=nick.kin)
                if end and all(end <= span.start or span.end <= start for span in taken):
                    known = (*(found[start, end].known if (start, end) in found else ()), contact)
                    known = tuple(dict.fromkeys(known))
                    found[start, end] = Person(start=start, end=end, said=folded[start:end], full=True, known=known)
    return found


def _is_somebody_else(folded: str, start: int, customers: Iterable[Span]) -> bool:
    """Whether who is named is introduced, or stands behind the name of a company that nobody knows."""
    led = _INTRODUCED.search(folded[max(0, start - _REACH) : start]) is not None
    return led or any(_is_theirs(folded, span, start) for span in customers)


def _is_theirs(folded: str, company: Span, start: int) -> bool:
    near = 0 <= start - company.end <= _REACH
    return near and _AFTER_COMPANY.fullmatch(folded, company.end, start) is not None


def _known(span: Span) -> tuple[Named, ...]:
    return span.value.known if isinstance(span.value, Person | Mention) else ()


def _spoken_of(customers: Iterable[Span], people: Iterable[Span], context: Context) -> set[Hashable]:
    """The ids of the customers that are named, by themselves or by a person of theirs, or were spoken of before."""
    whose: set[Hashable] = {
        each.id for span in customers if isinstance(span.value, Mention) for each in span.value.known
    }
    whose |= {contact.customer for span in people for contact in _known(span)}
    return whose | ({context.customer.id} if isinstance(context.customer, Named) else set())


def _end(folded: str, start: int, end: int, customers: Iterable[Span], *, kin: bool) -> int:
    """Where a naming ends, its title included; 0 where the words around it are about nobody."""
    title = KIN.match(folded, end)
    theirs = any(_is_theirs(folded, span, start) for span in customers)
    if not theirs and LED.search(folded[max(0, start - _REACH) : start]) is None:
        return 0
    if title is not None or kin:
        return title.end() if title is not None else 0
    theirs = theirs or any(span.start == end for span in customers)
    theirs = theirs or MET.search(folded[max(0, start - _REACH) : start]) is not None
    opens = end - start > 1 and _OPENS.search(folded[max(0, start - 1) : start]) is not None
    return end if theirs or opens or GOES_ON.match(folded, end) else 0
