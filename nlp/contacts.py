"""Which person of the customer a command is about."""

import re
from collections.abc import Sequence

from nlp.filling import Filling
from nlp.grammar import SlotForm
from nlp.introduced import beside_number, new_person
from nlp.minutes import is_minutes
from nlp.parties import people_of
from nlp.people import Person, heard_in
from nlp.persons import unknown_people
from nlp.phrases import CUSTOMER, PHONE, PRONOUN
from nlp.reading import Named, New, Value
from nlp.surnames import TITLES
from nlp.whom import all_absent, contact_of
from nlp.whose import named_since, told_of


def contact_in(filling: Filling, slot: SlotForm) -> Value | None:
    """The customer's own person whom the words fit, else one as said: 王工, 崔铭禹."""
    scene, group = filling.scene, filling.group
    customer = filling.slots.get("customer")
    if filling.form.has("phone") and (slot.ask or isinstance(customer, New)):
        found = new_person(scene, group.start, group.end)
        return New(name=found[0].strip()) if found else None
    people = people_of(filling) or _spoken_of(filling) or _named_over(filling, customer)
    numbered = filling.form.has("phone") and (filling.spans("phone") or filling.spans("email"))
    if numbered and (since := named_since(filling)) is not None:
        return New(name=since)
    if numbered and not people:
        before = told_of(filling)
        if before is None:
            filling.doubt(slot.name)
            return None
        people = before
    if filling.form.narrates and len({each.known or each.said for each in people}) > 1 and is_minutes(scene.folded):
        return None
    if filling.form.narrates and people and all_absent(people, scene.folded):
        return None
    owner = customer if isinstance(customer, Named | New) else None
    person = contact_of(owner, people, scene.names, scene.folded)
    if person is not None and filling.spans("phone") and (_gone(filling, people) or _anothers(filling)):
        return _who_came(filling, slot, people)
    if isinstance(person, New):
        return New(name=_in_full(filling, person.name) if numbered else _as_written(filling, person.name))
    if person is not None:
        return person
    if isinstance(owner, Named) and filling.form.narrates:
        words = scene.masked[group.start : group.end]
        heard = heard_in(words, scene.names.contacts_by_customer.get(owner.id, ()))
        if len(heard) == 1:
            return heard[0]
    if filling.form.has("phone") and (stranger := beside_number(scene, group.start, group.end)):
        return New(name=stranger)
    if numbered and _COMES.search(scene.folded, group.start, group.end):
        found = new_person(scene, group.start, group.end)
        return New(name=found[0].strip()) if found else None
    by_title = _by_title(filling, owner) if isinstance(owner, Named) else None
    return by_title or _latin_person(filling) or _full_name(filling)


# 新来了个采购员，叫陈雅婷，手机189…; 多个人：Derek，…
_COMES = re.compile(
    r"(?:新?来|多|换|招|请|聘|雇|配|派来?|调来?|招|添|加)[了咗]?(?:一?[个個位名])(?:[^,，。;]{0,8}[,，]?(?:叫|姓)|人[:，,])|(?:名字?|就|[,，\s])叫(?!我|你|他|她|人|大家)"
)
_HIS = re.compile(r"(?<![㐀-鿿])(?:她|他)(?:的|刚|现在|又|也)?(?:换|改|座机|手机|电话|号码|微信|邮箱|职务|title|升|调)")


def _spoken_of(filling: Filling) -> list[Person]:
    """The one person named before, whose record is changed: 跟廖科长吃饭，…，他座机改成 023-6…"""
    group = filling.group
    if not filling.form.has("phone") or not _HIS.search(filling.scene.folded, group.start, group.end):
        return []
    before = [span.value for each in filling.before for span in each.spans(filling.scene, "person")]
    return [person for person in before[-1:] if isinstance(person, Person)]


def _named_over(filling: Filling, customer: Value | None) -> list[Person]:
    """The customer's people who were named over the tales of several: 云图张总和华星李工都回话了，前一个说…"""
    if not isinstance(customer, Named):
        return []
    spans = [s for each in filling.header for s in filling.scene.of_kind("person", each.start, each.end)]
    people: list[Person] = [span.value for span in spans]  # type: ignore[misc]
    return [person for person in people if any(contact.customer == customer.id for contact in person.known)]


def _in_full(filling: Filling, said: str) -> str:
    """Somebody new by the name that follows theirs: 采购小丁 丁倩, 座机…"""
    found = new_person(filling.scene, filling.group.start, filling.group.end)
    return found[0].strip() if found and found[0][0] == said[-1] else _as_written(filling, said)


def _as_written(filling: Filling, said: str) -> str:
    """The speaker's own signs of a naming: Mr. Fraser, not mr. fraser."""
    spans = (span for span in filling.spans("person") if isinstance(span.value, Person) and span.value.said == said)
    return next((filling.scene.text[span.start : span.end] for span in spans), said)


_LEFT = re.compile(
    r"\W*(?:已经|都|也|上个?[周月])?(?:离职|辞职|退休|走了|走人|调走|调去|调到|调岗|不干了|不做了|被裁|跳槽|去了别)"
)


_KIN = "儿子|女儿|老婆|媳妇|爱人|老公|弟弟|哥哥|妹妹|姐姐|朋友|亲戚|货主|侄子|外甥|女婿|家里|邻居|合伙人"
_ANOTHERS = re.compile(
    rf"(?:(?:{_KIN})|(?:他|她|其|的|们)(?:司机|助理|秘书|前台|门卫|同事|车间|徒弟))(?:的|[^。;]{{0,10}}?)(?:电话|手机|号码)?[是:\s]*[{PHONE}]|"
    rf"[{PHONE}][,，\s]*(?:这)?是(?!他的|她的|新|对的)[^,。;]{{1,5}}的(?:$|[,。;\s])"
)


def _anothers(filling: Filling) -> bool:
    """Whether a number is somebody else's who is not named: 跟秦老板要了他儿子电话 138…"""
    return (
        filling.form.has("phone")
        and _ANOTHERS.search(filling.scene.masked, filling.group.start, filling.group.end) is not None
    )


# 邱工调走了，职务改副处长: moved within the house
_NEW_POST = re.compile(r"职务|职位|title|改任|升任?|转任")


def _gone(filling: Filling, people: Sequence[Person]) -> bool:
    """Whether who is named has left, so that a number is somebody else's: 温店长调去南昌店了，新店长姓卢，电话 138…"""
    folded, group = filling.scene.folded, filling.group
    stays = _NEW_POST.search(folded, group.start, group.end)
    return filling.form.has("phone") and not stays and any(_LEFT.match(folded, each.end) for each in people)


def _who_came(filling: Filling, slot: SlotForm, people: Sequence[Person]) -> New | None:
    """Who is named beside those who have left; where nobody is, it is asked about."""
    found = new_person(filling.scene, filling.group.start, filling.group.end)
    if found is None or any(found[1] < each.end and each.start < found[2] for each in people):
        filling.doubt(slot.name)
        return None
    return New(name=found[0].strip())


def _full_name(filling: Filling) -> New | None:
    """Somebody whom nobody knows, named in full in what is told: 和崔铭禹确认了交付时间."""
    if not filling.form.narrates:
        return None
    scene, group = filling.scene, filling.group
    for person in unknown_people(scene.masked):
        if group.start <= person.start and person.end <= group.end:
            return New(name=scene.text[person.start : person.end])
    return None


def _by_title(filling: Filling, customer: Named) -> Named | None:
    """A person named by what they do: 华为采购总监电话是多少."""
    words = filling.scene.without("field", filling.group.start, filling.group.end)
    theirs = filling.scene.names.contacts_by_customer.get(customer.id, ())
    if filling.form.narrates:
        return _subject_by_title(filling, theirs)
    fitting = [contact for contact in theirs if len(contact.title) > 1 and contact.title.lower() in words]
    return fitting[0] if len(fitting) == 1 else None


# where a title names somebody, and what makes it no name: 云图采购嫌贵, but not 云图采购了三台
_THEIRS = rf"(?:^|[\s,，。;；]|[{CUSTOMER}{PRONOUN}](?:那边|他们|家|公司|的)*)"
_NO_TITLE = "(?![的是了过单量合部科处流计清需价0-9一两二三四五六七八九十几])"
_TITLE_FIRST = re.compile(rf"{_THEIRS}(?P<title>{'|'.join(TITLES)}){_NO_TITLE}")


def _subject_by_title(filling: Filling, theirs: Sequence[Named]) -> Named | None:
    """The one person of a customer whose title opens a clause: 清洗机漏水，护士长把我一顿吼."""
    words = filling.scene.masked[filling.group.start : filling.group.end]
    called = [contact for contact in theirs if len(contact.title) > 1 and _is_called(words, contact.title)]
    if len(called) == 1:
        return called[0]
    for clause in filling.group.clauses:
        if first := _TITLE_FIRST.search(filling.scene.masked[clause.start : clause.end]):
            fitting = [contact for contact in theirs if contact.title.endswith(first["title"])]
            if len(fitting) == 1:
                return fitting[0]
    return None


def _is_called(words: str, title: str) -> bool:
    """Whether a customer's name leads to a title: 云图采购主管嫌贵."""
    return title in words and re.search(rf"{_THEIRS}{re.escape(title)}{_NO_TITLE}", words) is not None


_LATIN_PERSON = re.compile(
    r"(?:的|跟|和|给|找|见了?|约了?|负责人|联系人|老板娘?|采购|买手|经理|总监|主管|店长|厂长|助理|创始人|主理人)\s?"
    r"([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?![A-Za-z])"
)


def _latin_person(filling: Filling) -> New | None:
    match = _LATIN_PERSON.search(filling.scene.text, filling.group.start, filling.group.end)
    return New(name=match.group(1)) if match else None
