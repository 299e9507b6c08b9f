"""A group of clauses made into a draft: each slot filled by its kind, doubts where the words do not carry one."""

import re

from nlp.alike import sounds_like_way
from nlp.filling import Filling
from nlp.grammar import SlotForm
from nlp.moments import Step, next_step
from nlp.parties import fill_customer
from nlp.phrases import Hit
from nlp.reading import Draft
from nlp.slots import FILLERS


def fill(filling: Filling) -> Draft:
    """The draft of a filled group."""
    fill_customer(filling)
    for slot in filling.form.slots:
        if slot.kind in ("customer", "customers"):
            continue
        filler = FILLERS.get(slot.kind)
        value = filler(filling, slot) if filler else None
        if value not in (None, "", ()):
            filling.slots[slot.name] = value  # type: ignore[assignment]
    step = next_step(filling.scene, filling.group.clauses) if filling.form.has("note") else None
    for hit in _saying(filling, step):
        names = {slot.name for slot in filling.form.slots}
        filling.slots.update({name: value for name, value in hit.sets.items() if name in names or name in _FREE_SETS})  # type: ignore[misc]
    _fill_way(filling, step)
    for slot in filling.form.slots:
        if slot.ask and slot.name not in filling.slots and not _has_twin(filling, slot):
            filling.doubt(slot.name)
    return filling.draft()


def _fill_way(filling: Filling, step: Step | None) -> None:
    """The way of contact that no phrase says, by how other people told such things up to their next step; none whose
    word is taken back (让我打电话给财务)."""
    for slot in filling.form.of_kind("method"):
        if slot.name in filling.slots or not filling.form.narrates or not filling.group.clauses:
            continue
        start, end = filling.group.clauses[0].start, filling.group.clauses[-1].end
        way = sounds_like_way(filling.scene, start, min(end, step.start) if step else end)
        if way is not None and not _is_taken_back(filling, slot.name, way):
            filling.slots[slot.name] = way


# 喊我过去开|的会, 照样跑了|一趟: what was asked for was done
_WAS_DONE = re.compile(r"[了过着的]")
_BESIDE = 5


def _is_taken_back(filling: Filling, slot: str, way: str) -> bool:
    """Whether the words of a way only say that it was wished for, or was none."""
    folded = filling.scene.folded
    return any(
        hit.sets.get(slot) == way
        and _is_no_way(folded, clause.start, hit)
        and not _WAS_DONE.search(folded, max(0, hit.start - 1), hit.end + _BESIDE)
        for clause in filling.group.clauses
        for hit in clause.hits
    )


# 让我打电话给财务, 不用打电话, 爱喝茶: what is wished for, liked or left undone is no way in which it happened
_WISHED = re.compile(
    r"(?:(?:让|叫|要|喊|请|催|等)(?:[我他她]|我们|咱们?|他们)[^,，。;]{0,4}|不用|不肯|不想|不愿|懒得|爱|喜欢|别|甭|没空|(?<![是好行对差要])[不没未])$|"
    r"[0-9一二两三四五六七八九十百千万几多]+(?:个|号|口|来)?人$|跳$"
)
# 货到云图了, 样品寄到他楼下: what goes there is no person
_GOODS = re.compile(
    r"(?:[货件箱袋柜车批票单]|样品?|快递|包裹|文件|合同|发票|材料|资料|设备|机器|配件|物流)"
    r"(?:今天|昨天|刚才?|都|也|已经|就|又|才|全)*(?:发|寄|运|送|拉|配|跑|走)?$|"
    r"[发寄运配调卖销搬迁]$"
)
_BROUGHT = re.compile(r"我|咱|[带把拿将拎扛跟随]")


# 新处长电话等下发, 电话没变: the number, and no call
_IS_NUMBER = re.compile(
    r"(?:号码?)?(?:都|也|还|又)?(?:等下|等会|回头|稍后|晚点|没变|不变|没换|换(?!了?个?人)|多少|丢|存|改(?=[成为到了]|一下|$)|我?还?没要|要到|给[你他她大]|我?发)"
)


def _is_no_way(folded: str, start: int, hit: Hit) -> bool:
    """Whether what stands around a way of contact says that it was not the speaker's, or none at all."""
    words = folded[start : hit.start]
    if folded[hit.start : hit.end] == "电话" and _IS_NUMBER.match(folded, hit.end):
        return True
    sent = hit.sets.get("method") == "visit" and _GOODS.search(words) is not None
    return _WISHED.search(words) is not None or (sent and _BROUGHT.search(words) is None)


def _saying(filling: Filling, step: Step | None) -> list[Hit]:
    """The phrases whose own slots count, the strongest last; those of the next step do not (下周二再call他)."""
    around = (*filling.header, *filling.footer)
    over = [hit for clause in around for hit in clause.hits if hit.command == filling.form.name]
    hits = [
        hit
        for clause in filling.group.clauses
        for hit in clause.hits
        if hit.command == filling.form.name
        and (step is None or hit.start < step.start)
        and not (hit.sets and _is_no_way(filling.scene.folded, clause.start, hit))
    ]
    return [*over, *sorted(hits, key=lambda hit: (hit.weight, -hit.start))]


_FREE_SETS = ("everyone", "reveal", "loosely")


def _has_twin(filling: Filling, slot: SlotForm) -> bool:
    """A reminder needs a time or a rule, not both; a read command may lack its conditions."""
    if slot.kind == "time" and filling.form.has("repeat"):
        return "repeat" in filling.slots
    return slot.kind in ("filters", "note") or any(doubt.slot == slot.name for doubt in filling.doubts)
