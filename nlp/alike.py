"""What a stretch sounds like, by how other people say such things: told, ordered, or said to one another."""

import re

from nlp.evidence import NOTHING, called_for, way_of, weigh
from nlp.grammar import Form, Grammar
from nlp.phrases import CUSTOMER, MEMBER, PERSON, TIME
from nlp.scene import Scene

# how likely another reading must be, and how far ahead, in log-odds, before it overrules what phrases say; less so for
# a command whose tag or colleague is named
_PLAIN, _AHEAD = 2.0, 4.0
_SERVED, _BEFORE = 0.0, 2.5
# what only is to be read may be likely by less
_READ, _READ_AHEAD = -2.0, 0.3
# of so likely a tale hardly any was something else; and so likely it is enough to ask whom it is about
_TOLD, _LIKELY = 3.0, 1.0
# below this, nothing is told; and names alone tell nothing
_UNTOLD, _NAMED = -3.0, -2.5
# signs of a stretch that is long enough for the weights to speak against it
_FEWEST = 8


def sounds_told(scene: Scene, grammar: Grammar, start: int, end: int | None = None) -> bool:
    """Whether other people tell what happened with such words: 用户数砍到40个 单价再低点就走."""
    label = called_for(scene.masked[start:end], group=scene.context.group)
    told = grammar.narrative is not None and label == grammar.narrative.name
    return told and not scene.context.phrases_only


def told_by_others(scene: Scene, grammar: Grammar, start: int, end: int) -> float:
    """How much speaks for what other people say with such words being told, as log-odds."""
    name = grammar.narrative.name if grammar.narrative else ""
    return weigh(scene.masked[start:end], group=scene.context.group).get(name, 0.0)


def sounds_plainly_told(scene: Scene, grammar: Grammar, start: int, end: int) -> bool:
    """Whether hardly anybody says such words but to tell what happened, whatever speaks against it."""
    return not scene.context.phrases_only and told_by_others(scene, grammar, start, end) >= _TOLD


def sounds_likely_told(scene: Scene, grammar: Grammar, start: int, end: int) -> bool:
    """Whether such words are rather told than anything else."""
    return not scene.context.phrases_only and told_by_others(scene, grammar, start, end) >= _LIKELY


def sounds_untold(scene: Scene, grammar: Grammar, start: int, end: int, *, named_only: bool) -> bool:
    """Whether hardly anybody tells what happened with such words (雷子的事你别管); `named_only`: names alone say so."""
    if end - start < _FEWEST or scene.context.phrases_only:
        return False
    return told_by_others(scene, grammar, start, end) < (_NAMED if named_only else _UNTOLD)


def sounds_for_nobody(scene: Scene) -> bool:
    """Whether a message of a group is plainly talk between people."""
    return scene.context.group and called_for(scene.masked, group=True) == NOTHING


def sounds_said_to_people(scene: Scene, grammar: Grammar, start: int, end: int) -> bool:
    """Whether such words are rather said to one another than told: 苏倩他们公司楼下新开的火锅店不错."""
    if scene.context.phrases_only:
        return False
    nothing = weigh(scene.masked[start:end], group=scene.context.group)[NOTHING]
    return nothing > told_by_others(scene, grammar, start, end)


def sounds_ordered(scene: Scene, grammar: Grammar, start: int) -> Form | None:
    """The command that other people order with such words; None where nothing or several may be meant."""
    words = scene.masked[start:]
    if _SAID.search(words) is None or words.lstrip().startswith("/") or scene.context.phrases_only:
        return None
    form = grammar.forms.get(called_for(words, group=scene.context.group) or "")
    if form is None:
        if _WANTS.search(words) is None:
            return None
        read = grammar.forms.get(called_for(words, group=scene.context.group, least=_READ, ahead=_READ_AHEAD) or "")
        return None if read is None or read.writes else read
    if form is grammar.narrative:
        return None
    rejected = any(hit.command == form.name for hit in grammar.hits(scene.masked))
    return None if form.writes and (rejected or _OTHERS_WORDS.search(words)) else form


# 发一份, 都有谁: what wants to be shown something
_WANTS = re.compile(r"[看瞅瞧查列翻找调拉捞搜拎亮摆报整出发给要哪谁啥吗呢咋?]|多少|什么|几")
# something besides names
_SAID = re.compile(r"[a-z0-9㐀-鿿]{2}")
# 半夜别叫我, 老板叫我开会, 李娜明天去华星: forbidden, of somebody else, told of a colleague
_OTHERS_WORDS = re.compile(
    rf"(?:别|不用|不要|甭|莫|勿|不必|不想)[^,，。;忘]{{0,6}}[叫喊催提记打标改加派撤删]|"
    rf"(?:[他她{CUSTOMER}{PERSON}{MEMBER}]们?|老板|领导|客户|人家|对方|家里|老婆|老公)(?:那边|又|还|再|也|今天|明天)?(?:叫|喊|让|催|约|请)(?:我|咱)|"
    rf"^\W*{MEMBER}+[{TIME}]*(?:要|会|也|又|还|就|都)?(?:去|在|来|到|说|跟|和|约|见|陪|请|不)(?!一?[趟下])"
)


def sounds_like_way(scene: Scene, start: int, end: int) -> str | None:
    """The way of contact that other people's words like these told of (车刚停门口狗就扑上来: visit), if plain."""
    return None if scene.context.phrases_only else way_of(scene.masked[start:end])


def is_for_else(scene: Scene, grammar: Grammar, start: int, end: int, *, said: bool, plain: bool) -> bool:
    """Whether other people order something with such words, or in a group say them to one another.

    Where it is `said` that they be filed, only what brings a number or an address is something else: 邮箱补上a@b.cn.
    Where a phrase is `plain`, no order is that lacks what it needs."""
    if scene.context.phrases_only:
        return False
    words, group = scene.masked[start:end], scene.context.group
    form = grammar.forms.get(called_for(words, group=group, least=_SERVED, ahead=_BEFORE) or "")
    if form is not None and form is not grammar.narrative and _is_served(scene, form, start, end):
        return not said or any(scene.of_kind(kind, start, end) for kind in ("phone", "email"))
    if said:
        return False
    label = called_for(words, group=group, least=_PLAIN, ahead=_AHEAD)
    if label == NOTHING:
        return group and end - start >= _FEWEST
    form = grammar.forms.get(label or "")
    return form is not None and form is not grammar.narrative and not plain


def _is_served(scene: Scene, form: Form, start: int, end: int) -> bool:
    """Whether the tags, the colleague or a fact of the record that a command needs are named."""
    if form.has("phone"):
        return any(scene.of_kind(kind, start, end) for kind in ("phone", "email", "level", "field"))
    tags = any(slot.ask for slot in form.of_kind("tags"))
    member = any(slot.ask for slot in form.of_kind("member"))
    named = (not tags or scene.of_kind("tag", start, end)) and (not member or scene.of_kind("member", start, end))
    return (tags or member) and bool(named)
