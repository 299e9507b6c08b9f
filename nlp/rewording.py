"""Words of what was just filed that are said anew: 不是五吨 十五吨 changes 五吨 in the note."""

import re
from collections.abc import Iterator

from nlp.grammar import Form
from nlp.reading import Draft
from nlp.scene import Scene
from nlp.text import fold

_WORD = r"[^,，。;；!！?？\s]"
_WRONG = r"(?:不是|并非|不叫)"
_IS = r"(?:(?:而|应该?|其实|正确的?)?(?:就?是|系|叫)|应该?是?|改成|改为|换成)"
_GAP = r"[,，。;；\s]"
_PUT = r"(?:写|打|记|说|弄|输|录|敲|念|听|看)(?:成|做)了?"
# how words are denied and put right, each with what was said before and what is meant
_WAYS = tuple(
    re.compile(way)
    for way in (
        rf"{_WRONG}(?P<old>{_WORD}{{1,16}}?){_GAP}*(?P<is>{_IS})(?P<new>{_WORD}{{1,16}})",
        rf"{_WRONG}(?P<old>{_WORD}{{1,16}}){_GAP}+(?P<new>{_WORD}{{1,16}})",
        rf"(?P<new>{_WORD}{{1,16}}?){_GAP}*{_WRONG}(?P<old>{_WORD}{{1,16}})",
        rf"(?P<new>{_WORD}{{1,16}}?){_PUT}(?P<old>{_WORD}{{1,16}}?)了?(?=$|{_GAP})",
        rf"(?P<old>{_WORD}{{1,16}}?)[写打记说弄输录敲念]错了?{_GAP}+(?P<is>{_IS})(?P<new>{_WORD}{{1,16}})",
        rf"{_PUT}(?P<old>{_WORD}{{1,16}}?)了?{_GAP}+(?P<new>{_WORD}{{1,16}})",
        rf"(?P<old>{_WORD}{{1,16}}?)(?:要|得|应该|应)?(?P<is>改成|改为|换成|应该是|应是)(?P<new>{_WORD}{{1,16}})",
    )
)
_NUMERAL = re.compile(r"[0-9零一二两三四五六七八九十百千万半]")
_NO_WORDS = re.compile(r"[错串岔滑瓢误反混]|不对|不是|舌头|抱歉|sorry")
_LEADS = re.compile(r"^(?:那个|刚才|刚刚|里面|里头|备注|记录|跟进|上面|那条|把|是|的)+")
_TAIL = re.compile(r"(?:[才就]对|吧|哈|啊|呀|的|了|哦|噻|嘛|呢|谢谢)+$")


def anew(scene: Scene, start: int, form: Form, draft: Draft) -> Draft | None:
    """The done command with words of its note said anew: 不是五吨 十五吨; None where they speak of something else."""
    for slot in form.of_kind("note", "text"):
        note = draft.slots.get(slot.name)
        if not isinstance(note, str):
            continue
        other = reworded(scene.folded[start:], scene.text[start:], note)
        if other is not None:
            slots = {**draft.slots, slot.name: other}
            return Draft(command=form.name, slots=slots, replaces=True, end=len(scene.text))
    return None


def reworded(words: str, said: str, note: str) -> str | None:
    """The note with the words that are denied replaced; None where nothing that is denied stands in it once.

    `words` are folded, `said` are the same words as written.
    """
    folded = fold(note)
    for old, new in _pairs(words, said):
        if fold(old) != fold(new) and folded.count(fold(old)) == 1:
            place = folded.index(fold(old))
            return note[:place] + new + note[place + len(old) :]
    return None


def _pairs(words: str, said: str) -> Iterator[tuple[str, str]]:
    """What may have been said before, with what is meant, in the speaker's words."""
    for way in _WAYS:
        for match in way.finditer(words):
            old, new = (said[slice(*match.span(name))] for name in ("old", "new"))
            old, new = _LEADS.sub("", old), _TAIL.sub("", _LEADS.sub("", new))
            outright = match.groupdict().get("is") is not None
            for before in dict.fromkeys((old, _TAIL.sub("", old))):
                if before and new and not _NO_WORDS.search(new) and (outright or _alike(before, new)):
                    yield before, new


def _alike(old: str, new: str) -> bool:
    """Whether one may stand for the other: they share a sign, or both count something."""
    counted = _NUMERAL.search(old) is not None and _NUMERAL.search(new) is not None
    return counted or not set(fold(old)).isdisjoint(fold(new))
