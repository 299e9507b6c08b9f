"""Whom a command is about: a customer by name, by a person of theirs, or by the conversation; and which person."""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.customers import SOUND, Mention
from nlp.names import Names
from nlp.people import Person, likeness
from nlp.reading import Context, Doubt, Named, New


@dataclass(frozen=True, kw_only=True, slots=True)
class Whom:
    """The customer found, or the doubt about it; `others` fit as well where the speaker's own was taken."""

    customer: Named | New | None = None
    doubt: Doubt | None = None
    others: tuple[Named, ...] = ()


def whom(
    mention: Mention | None,
    people: Sequence[Person],
    names: Names,
    context: Context,
    *,
    forgiving: bool,
    slot: str = "customer",
) -> Whom:
    """The one customer that the words mean.

    华威张总 is 华威's; 万达那边 fits three and is asked; 横力机械 with 顾工 is 恒力机械; 张总 alone fits people of two.
    """
    if mention is None:
        owners = owners_of(people, names)
        return _choose(owners, context, forgiving=forgiving and len(owners) > 1, slot=slot) if owners else Whom()
    if mention.new:
        owners = owners_of([person for person in people if person.full], names)
        if len(owners) == 1 and _shares(mention.said, owners[0]):
            return Whom(customer=owners[0])
        return Whom(customer=New(name=mention.said))
    known = mention.known
    theirs = owners_of(people, names)
    both = tuple(customer for customer in known if customer in theirs)
    if mention.sure <= SOUND:
        return _unsure(mention, both, theirs, slot)
    if len(known) > 1 and both:
        known = both
    return _choose(known, context, forgiving=forgiving, slot=slot)


def _choose(known: Sequence[Named], context: Context, *, forgiving: bool, slot: str) -> Whom:
    if len(known) == 1:
        return Whom(customer=known[0])
    own = [customer for customer in known if customer.owner == context.speaker.id]
    rest = tuple(customer for customer in known if customer not in own)
    if forgiving and len(own) == 1:
        return Whom(customer=own[0], others=rest)
    return Whom(doubt=Doubt(slot=slot, reason="ambiguous", candidates=(*own, *rest)))


def _unsure(mention: Mention, both: Sequence[Named], theirs: Sequence[Named], slot: str) -> Whom:
    """A slip: taken when one of the customer's people is named beside it, or when a name of three signs sounds so."""
    if len(both) == 1:
        return Whom(customer=both[0])
    if len(theirs) == 1 and not both:
        return Whom(customer=theirs[0])
    if mention.sure == SOUND and len(mention.known) == 1 and len(mention.said) >= 3:
        return Whom(customer=mention.known[0])
    reason: Literal["ambiguous", "near"] = "ambiguous" if len(mention.known) > 1 else "near"
    return Whom(
        customer=New(name=mention.said, near=mention.known),
        doubt=Doubt(slot=slot, reason=reason, candidates=mention.known),
    )


def _shares(said: str, customer: Named) -> bool:
    """Whether a name that nobody bears shares a beginning with the customer's: 湘容银行 and 湘融村镇银行."""
    return any(said[:1] == alias[:1] for alias in (customer.name, *customer.aliases))


def owners_of(people: Iterable[Person], names: Names) -> list[Named]:
    """The customers whose people are named; one who is named whole decides over surnames."""
    people = list(people)
    for group in ([p for p in people if p.full], people):
        found: dict[Hashable, Named] = {}
        for person in group:
            for contact in _best(person):
                customer = names.customer_by_id.get(contact.customer) if contact.customer is not None else None
                if customer is not None:
                    found[customer.id] = customer
            if len(found) == 1:
                break
        if found:
            return list(found.values())
    return []


def _best(person: Person) -> tuple[Named, ...]:
    """The contacts that a naming fits, those whose very title it says before others (老师 and 总 fit anybody)."""
    if person.full:
        return person.known
    scored = [(likeness(person, contact), contact) for contact in person.known]
    return tuple(contact for score, contact in scored if score >= 2)


# 今天又不在, 出差还没回, 在开会没露面; but 出差回来了, 开会说
_ABSENT = re.compile(
    r"\s?(?:[今昨前]天|今儿个?|上午|下午|中午|早上|晚上|又|还是?|也|都|就|正好?|刚好|碰巧|恰好|偏偏|临时|一直|最近|这[几两]天|人家?|本人|那边|是|[,，\s])*"
    r"(?:不在(?!乎|意)|没在|没(?:来(?!得及)|上班|空|露[面脸头]|出[来面现]|见|碰[上到着见]|等[到着]|回来|找[到着])|不见人影?|没人影|"
    r"出差(?!.?回来|完)|外出|出门|出远门|出国|(?:在|去|忙着|还在)开会|开会(?:没|未|去|呢|走不)|在?开庭|休[假息]|休[产年病婚陪]假|[请放歇]假|调休|轮休|下乡|"
    r"住院|病了|回了?老家|忙(?:着|别的|得)|放我|放了?(?:我|咱|我们)?鸽子|鸽了?我)"
)

# who was rung up is spoken of, who was found after all was met; it is about who is waited for or has somebody act, too
_AFTER_ALL = re.compile(
    r"后来|[他她]出来|才(?:联系|见|碰|等|回)|联系上|鸽|[没未不]接|没[讲聊谈]上|打不通|没打通|电话|微信|逮[到着住]|堵[到着住]|(?<!没)(?<!不)(?:找|碰|等|见)[到着上]|"
    r"理[我咱]|让[他她我人]|(?:等|问)[他她](?!.{0,4}(?:徒弟|助理|同事|家))|约(?:好|在)|回了[个条句]"
)
# busy is not away
_BUSY = re.compile(r"[^,，。;]{0,8}?(?:没空|没时间|忙)")


def all_absent(people: Sequence[Person], folded: str) -> bool:
    """Whether all who are named were away, so that nobody of them was met: 乔曼开会没出来，材料放前台了."""
    away = all(_ABSENT.match(folded, each.end) and not _BUSY.match(folded, each.end) for each in people)
    return away and _AFTER_ALL.search(folded) is None


def contact_of(customer: Named | New | None, people: Sequence[Person], names: Names, folded: str) -> Named | New | None:
    """The person the command is about: the customer's own one who fits, else as said (王工); absent ones last."""
    if not people:
        return None
    theirs = names.contacts_by_customer.get(customer.id, ()) if isinstance(customer, Named) else ()
    present = [person for person in people if not _ABSENT.match(folded, person.end)] or list(people)
    for person in present:
        fitting = [contact for contact in person.known if contact in theirs]
        if len(fitting) > 1 and not person.full:
            best = max(likeness(person, contact) for contact in fitting)
            fitting = [contact for contact in fitting if likeness(person, contact) == best]
        if len(fitting) == 1:
            return fitting[0]
    person = present[0]
    elsewhere = person.full and person.known and isinstance(customer, Named)
    return None if elsewhere else New(name=person.said)
