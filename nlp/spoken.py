"""Whom and what clauses name."""

import re
from collections.abc import Sequence

from nlp.clauses import Clause
from nlp.customers import SOUND, Mention
from nlp.pattern import Pattern
from nlp.people import Person
from nlp.phrases import CUSTOMER, PERSON, PICK, PRONOUN
from nlp.scene import Scene
from nlp.whom import owners_of


def named(scene: Scene, clauses: Sequence[Clause]) -> set[object]:
    """Whom the clauses name: known customers, new names, else the customer of a person named whole."""
    found: set[object] = set()
    for clause in clauses:
        for span in scene.of_kind("customer", clause.start, clause.end):
            mention: Mention = span.value  # type: ignore[assignment]
            if mention.sure >= SOUND:
                found |= {customer.id for customer in mention.known} or {mention.said}
    for clause in clauses if not found else ():
        for span in scene.of_kind("person", clause.start, clause.end):
            person: Person = span.value  # type: ignore[assignment]
            owners = {contact.customer for contact in person.known}
            if len(owners) == 1 and person.full:
                found |= owners
    return found


def somebody(scene: Scene, clause: Clause) -> bool:
    """Whether a customer or a person is named."""
    return any(scene.of_kind(kind, clause.start, clause.end) for kind in ("customer", "person"))


_LISTED = re.compile(
    rf"[\s、,，/&+{CUSTOMER}{PRONOUN}{PICK}]|还有|以及|和|跟|与|同|及|另外|都|也|and|这[几两三]家|吧|了|啊|哈"
)


def lists_customers(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is but customers, as one of a list is: 还有云图, 华星和绿地."""
    customers = scene.of_kind("customer", clause.start, clause.end)
    return bool(customers) and not _LISTED.sub("", scene.masked[clause.start : clause.end])


# 第二个扶沟韭菜姐…, 然后又转到仁爱…
_ITEM = Pattern(
    r"\W*(?:头一?[个家户位站]|第[一二三四五六七八九十0-9]+[个家户位站]|另外?一?[个家户]|还有一?[个家户]|再?[一下后][个家户站]|最后一?[个家户站]?|"
    r"(?:然后|接着|完了|完事|随后|后来|顺路|顺道|顺便)?(?:又|再|才)?(?:转|拐|绕|跑|赶|去|到|来)(?:去|到|了)?)\W*[\ue000]"
)


def evident(scene: Scene, clause: Clause) -> bool:
    """Whether the clause tells something of whom it names, or stands as an item of its own."""
    if clause.strong or clause.hits or scene.of_kind("person", clause.start, clause.end):
        return True
    if scene.masked[clause.start] == CUSTOMER and scene.folded[clause.start] in "前后另头":  # 前者看中样机
        return True
    return _ITEM.match(scene.masked, clause.start) is not None


def only_time(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is but a time: 也就是5月6号九点半."""
    words = scene.masked[clause.start : clause.end]
    rest = re.sub(r"[\ue004\ue005\s]|也就是|就是|到时候?|那天|在", "", words)
    return bool(scene.of_kind("time", clause.start, clause.end)) and len(rest) <= 1


def another_time_of_day(scene: Scene, before: Sequence[Clause], clause: Clause) -> bool:
    """Whether a line of a day's report comes to another time and somebody else: 上午 云图 吴总…\\n中午 跟甘姐吃…"""
    here = _time_of_line(scene, clause)
    people = {each.value.said for each in scene.of_kind("person", clause.start, clause.end)}  # type: ignore[attr-defined]
    told = [span for one in before for span in scene.of_kind("person", one.start, one.end)]
    earlier = {each.value.said for each in told}  # type: ignore[attr-defined]
    if here is None or not people or people & earlier:
        return False
    return any((there := _time_of_line(scene, one)) is not None and there != here for one in before)


def _time_of_line(scene: Scene, clause: Clause) -> str | None:
    """The time with which a line begins."""
    spans = scene.of_kind("time", clause.start, clause.end)
    if not clause.strong or not spans or scene.folded[clause.start : spans[0].start].strip(" \t·•-*"):
        return None
    begins = clause.start == 0 or scene.folded[: clause.start].rstrip(" \t·•-*0123456789.、").endswith("\n")
    return scene.folded[spans[0].start : spans[0].end] if begins else None


def turns_to_another(scene: Scene, clause: Clause, before: set[object]) -> bool:
    """Whether a clause of its own turns to a person whom the customer spoken of does not have: 另外张总打电话来…"""
    people: list[Person] = [span.value for span in scene.of_kind("person", clause.start, clause.end)]  # type: ignore[misc]
    if not clause.strong or not people or len(before) != 1 or not _BESIDES.match(scene.folded, clause.start):
        return False
    owners = {contact.customer for person in people for contact in person.known}
    return bool(owners) and not owners & before


_BESIDES = Pattern(r"\W*(?:另外|还有|还|再)")


def next_item(scene: Scene, before: Sequence[Clause], clause: Clause) -> bool:
    """Whether a report comes to its next item: at another time of the day, or of another customer's person."""
    in_list = another_time_of_day(scene, before, clause) or next_in_list(scene, before, clause)
    return in_list or in_turn(scene, before, clause)


def in_turn(scene: Scene, before: Sequence[Clause], clause: Clause) -> bool:
    """Whether clauses begin with one person each, of two customers: 佟老板要灯泡二十箱，缪店长要镜布一包."""
    if not _begins_with_person(scene, clause) or scene.of_kind("customer", clause.start, clause.end):
        return False
    last = next((each for each in reversed(before) if _begins_with_person(scene, each)), None)
    then, now = employers(scene, last) if last else set(), employers(scene, clause)
    return len(then) == len(now) == 1 and then != now


def _begins_with_person(scene: Scene, clause: Clause) -> bool:
    return scene.masked[clause.start : clause.end].lstrip().startswith(PERSON)


def next_in_list(scene: Scene, before: Sequence[Clause], clause: Clause) -> bool:
    """Whether a new item of a list speaks of another customer's person: ①魏科长来电… ②夏主任催补货."""
    if not clause.strong or not _AFTER_MARK.search(scene.folded, max(0, clause.start - 6), clause.start):
        return False
    last = next((found for each in reversed(before) if (found := employers(scene, each))), set())
    now = employers(scene, clause)
    return len(now) == 1 and bool(last) and not now & last


_AFTER_MARK = Pattern(r"(?:[①-⑳;\n]|(?<![0-9])[0-9]{1,2}[.、)]|[一二三四五六七八九十][.、)])\s*$")


def employers(scene: Scene, clause: Clause) -> set[object]:
    """Whose people a clause names."""
    people: list[Person] = [span.value for span in scene.of_kind("person", clause.start, clause.end)]  # type: ignore[misc]
    return {owner.id for owner in owners_of(people, scene.names)}


def names_another(scene: Scene, before: Sequence[Clause], clause: Clause) -> bool:
    """Whether somebody else is named after one was given tags: 给云图打上…，张总那家打上…"""
    if lists_customers(scene, clause):
        return False
    given, now = named(scene, before), named(scene, [clause]) or employers(scene, clause)
    return bool(given) and somebody(scene, clause) and not (now and now <= given)


def switches(scene: Scene, before: Sequence[Clause], clause: Clause) -> bool:
    """Whether a clause speaks of another customer than those before it did last: 上午跑了云图… 下午又到华星…"""
    last = next((found for each in reversed(before) if (found := named(scene, [each]))), set())
    now = named(scene, [clause])
    aside = (_DENIES, _EXPLAINS, _THEIR_WORDS)
    if any(sign.match(scene.masked, clause.start) for sign in aside):
        return False
    if not now:
        return turns_to_another(scene, clause, last)
    if not last or now == last or not (evident(scene, clause) or _later_that_day(scene, before, clause)):
        return False
    return not now & last or len(last) > 1


# …（绿野园林那个孙国强，不是孙立新）: whom one does not mean
_DENIES = re.compile(
    r"\W*(?:(?:就|我说的|指的?)?是[^,，。;!?\n]{0,6}[那这]个|不是|而不是|并非|而非|不算|不包括|别跟|可不是)"
)


# 她顺口问了下云图是不是客户: what they say of another
_THEIR_WORDS = re.compile(
    rf"\W*(?:[他她]们?|人家|对方)[^,，。;{CUSTOMER}{PERSON}]{{0,4}}(?:问|提|打听)[^,，。;{CUSTOMER}{PERSON}]{{0,6}}{CUSTOMER}"
)
# 谭场长让老蓝报价 老蓝是苗美的: whose somebody is that was just named
_EXPLAINS = re.compile(rf"\W*{PERSON}+(?:就|也|都)?是{CUSTOMER}+(?:那边|那家|家)?的")


def _later_that_day(scene: Scene, before: Sequence[Clause], clause: Clause) -> bool:
    """Whether both begin with a time of their own."""
    times = [next(iter(scene.of_kind("time", each.start, each.end)), None) for each in (before[0], clause)]
    begins = [
        time is not None and not scene.folded[each.start : time.start].strip()
        for time, each in zip(times, (before[0], clause), strict=True)
    ]
    return all(begins)


# 给鹰城娄厂长, 水城苗苗明天上午九点: whom and when, and nothing of what
_WHOM_AND_WHEN = Pattern(
    r"(?:[\W\ue000-\ue00f给跟和与同及把对向帮替的也都]|还有|那边|那家|[那这]个|[两三几]个|[就我]?[是指]|说的)*"
)


def says_more_than_whom(scene: Scene, start: int, end: int) -> bool:
    """Whether anything is said beside names and times."""
    return _WHOM_AND_WHEN.fullmatch(scene.worded, start, end) is None


_SEVERAL = Pattern(r"[了过](?:[两俩仨三四五六七八九十]|[0-9]+|好?几)[家户](?!子)|[0-9两三四五六七八九十几]+个客户")


def speaks_of_several(words: str) -> bool:
    """Whether several customers are counted, so that whoever was spoken of before is not meant: 今天跑了三家."""
    return _SEVERAL.search(words) is not None
