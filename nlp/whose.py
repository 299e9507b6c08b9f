"""Whose a number is that a record brings: of who is named last before it, never of who only told of them; and who only
leads to somebody else."""

import re
from collections.abc import Sequence

from nlp.customers import Mention
from nlp.filling import Filling
from nlp.introduced import beside_number, new_person
from nlp.people import Person
from nlp.phrases import CUSTOMER, PERSON
from nlp.reading import Span

_PRESENTS = re.compile(r"叫|姓|联系人|对接|接手|接替|找|老板娘?|负责|采购|会计|换成|改成|换了|来了")
# 他侄子以后管采购，电话138…: of somebody else than who says it
_OF_OTHERS = re.compile(
    r"儿子|女儿|老婆|媳妇|爱人|老公|弟弟|哥哥|妹妹|姐姐|朋友|亲戚|侄[子女]|外甥|女婿|邻居|合伙人|同事|助理|秘书|司机|徒弟|手下|前台|"
    r"接手|接替|新来|换了?[个人]|以后(?:找|归|由|管|对接)"
)


def named_since(filling: Filling) -> str | None:
    """Somebody new who is named between the last known person and the number: 荆总介绍了一家，老板叫赵栓柱 159…"""
    numbers, people = filling.spans("phone"), filling.spans("person")
    before = [span.end for span in people if numbers and span.end <= numbers[0].start]
    if not before:
        return None
    start, end, scene = max(before), numbers[0].end, filling.scene
    if _PRESENTS.search(scene.folded, start, numbers[0].start) and (found := new_person(scene, start, end)):
        return found[0].strip()
    return beside_number(scene, start, end)


def told_of(filling: Filling) -> list[Person] | None:
    """The one person of whom the tale before tells, where a number alone goes on: …跟廖科长吃饭，电话138…; None where
    it may be another's."""
    scene, group = filling.scene, filling.group
    tale = filling.before[-1] if filling.before else None
    if tale is None or tale.form is not filling.grammar.narrative or filling.spans("customer"):
        return []
    named: list[Span] = tale.spans(scene, "person")
    people = [span.value for span in named if isinstance(span.value, Person)]
    others = len({person.known or person.said for person in people}) > 1
    if others or _OF_OTHERS.search(scene.folded, tale.start, group.end):
        return None
    return people[:1]


# 荆总介绍了一家 禾旺农服; 邓姐隔壁新开了家宠物店
_ANOTHER_ONE = re.compile(
    r"(?:介绍|推荐|引荐)了?(?:给?[我咱]们?)?(?:一?[家个]|[两几]家)(?![亲同员])|"
    r"(?:介绍|推荐|引荐)了?(?:他|她|一?[个位])?的?[^,，。;]{0,4}(?:同事|朋友|同学|战友|亲戚|老乡|邻居|熟人|客户)|"
    r"(?:隔壁|斜?对面|旁边|附近|楼上|楼下)[^,，。;]{0,4}?(?:开|来|搬来|多)了?(?:一|个)?[家间]"
)


def brings_up_another(filling: Filling, named: Sequence[Span]) -> bool:
    """Whether a known customer only leads to one that nobody knows, whose name the words do not show."""
    mentions = [span.value for span in named]
    if any(not isinstance(each, Mention) or each.new for each in mentions):
        return False
    found = _ANOTHER_ONE.search(filling.scene.folded, filling.group.start, filling.group.end)
    beside = found is not None and found.group()[0] in "隔斜对旁附楼" and not _is_told_by(filling, found.start())
    record = filling.form.has("phone") and filling.form.writes and bool(filling.spans("phone"))
    return found is not None and (record or (beside and filling.form.narrates))


def _is_told_by(filling: Filling, place: int) -> bool:
    """Whether somebody known tells it: 莉莉姐说隔壁新开了家连锁 is about 莉莉姐's."""
    before = [span for span in filling.spans("person") if span.end <= place]
    known = any(isinstance(span.value, Person) and span.value.known for span in before)
    return known and _SAYS.search(filling.scene.folded, before[0].end, place) is not None


_SAYS = re.compile(r"[说讲愁怕嫌怨骂]|抱怨|吐槽|发愁|担心|提到|听说")
# 雪峰的郝总，不是食品厂的|郝秀芝
_DENIED = re.compile(rf"(?<!是)(?:不是|并非|而非|而不是)[^,，。;!?\n{CUSTOMER}{PERSON}]{{0,5}}[{CUSTOMER}]*的?$")


def is_denied(masked: str, start: int) -> bool:
    """Whether who is named at a place is just whom one does not mean."""
    return _DENIED.search(masked[max(0, start - 24) : start]) is not None


_SENDS = re.compile(r"(?:让|叫|托|要|喊|请|嘱咐?)(?:我|咱)们?(?:跟|和|给|向|转告|通知|帮|问|催|找|告诉|捎|带[句个话])")


def is_sent(folded: str, place: int) -> bool:
    """Whether somebody named before a place has one do something with others: 温店长|让我跟贝壳说一声."""
    return _SENDS.match(folded, place) is not None


def is_sent_first(filling: Filling) -> bool:
    """Whether who is named first has the speaker tell others something: 井场长托我捎句话给宋三宝."""
    people = filling.spans("person")
    return filling.form.narrates and bool(people) and is_sent(filling.scene.folded, people[0].end)
