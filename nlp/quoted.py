"""Whether words are what somebody else said or did: 姚院长说那条不要了, 「能不能插个队」——丁蕾."""

import re

from nlp.grammar import Form
from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER, PERSON, Hit

# somebody who does or says something; not 给张总那条, 云图的那条, 姚院长刚才那条
_SUBJECT = re.compile(
    rf"(?<![给把跟对和到成@替帮于{CUSTOMER}{PERSON}])(?:[{CUSTOMER}{PERSON}]+|(?<!其)他们?(?!家)|她们?(?!家)|对方|人家|客户)"
    rf"(?![{CUSTOMER}{PERSON}]|\W*(?:的|那|这|刚[才刚那记发录]|上一?条|方才|头先))"
)
_OWN_SLIP = re.compile(r"[记写弄搞说发打登录讲][错岔串混拐]")
# 刚撤|出来, 撤|场: who leaves takes nothing back
_LEAVES = re.compile("[出离走场资店柜诉]")
_SENTENCE = re.compile(r"[。!?;\n]")


_OPENS, _CLOSES = '「“"『', '」”"』'
_BODY = rf"[{_OPENS}][^{_OPENS}{_CLOSES}\n]{{4,}}[{_CLOSES}]"
_MARKED = re.compile(rf"[{_OPENS}【\[]")
# 「能不能插个队」——丁蕾, 丁蕾留言：“…”, 【丁蕾】能不能插个队
_WORDS_OF = Pattern(
    rf"{_BODY}\s*[—–-]+\s*{PERSON}|"
    rf"{PERSON}[^,。;!?\n{_OPENS}]{{0,8}}(?:说|问|回|讲|喊|留言|原话|发来|:)\s*:?\s*{_BODY}|"
    rf"^\W*[【\[]{PERSON}+[】\]](?!的|那|这)[^\n【】\[\]]{{5,}}"
)


def words_of_others(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Where somebody's own words are given with their name, beginning within a stretch."""
    found = _WORDS_OF.search(masked, start, end) if _MARKED.search(masked, start, end) else None
    return found.span() if found else None


def takes_back(form: Form) -> bool:
    """Whether a command takes back what others did: it names their part."""
    return form.has("command")


def is_anothers(masked: str, hit: Hit) -> bool:
    """Whether somebody else is the subject of the sentence up to the end of the phrase."""
    start = max((stop.end() for stop in _SENTENCE.finditer(masked, 0, hit.start)), default=0)
    words = masked[start : hit.end]
    if _LEAVES.match(masked, hit.end):
        return True
    return _SUBJECT.search(words) is not None and _OWN_SLIP.search(words) is None


def is_quoted(masked: str, hit: Hit) -> bool:
    """Whether a phrase stands in somebody's own words: 「明天提醒我发报价」——张总 orders nothing."""
    words = words_of_others(masked, 0, len(masked))
    return words is not None and words[0] <= hit.start < words[1]
