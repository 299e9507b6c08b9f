"""Pasted minutes of a meeting: one follow-up of the customer in the title, however many points they have."""

import re
from collections.abc import Sequence

from nlp.clauses import Clause
from nlp.grammar import Grammar
from nlp.group import Group
from nlp.groups import gather
from nlp.scene import Scene

_TITLE = re.compile(
    r"(?:^|\n)[^\n,，。]{0,30}?(?:(?:会议?|会谈|座谈|meeting)[ ]?(?:纪要|记录|简报|minutes|notes)|"
    r"(?:拜访|面谈|沟通|讨论|评审|对接) ?纪要)|(?:^|\n)\W*(?:纪要|minutes|mom)(?=\W)"
)
# 跟华星开完会，结论：1. …
_CONCLUDES = re.compile(
    r"会[^\n]{0,10}?(?:结论|决议|要点|共识|定了几条|决定)(?:如下|有)?[^\n]{0,6}?:?\s*(?:[1一①][.、)]?)(?![0-9])"
)
_PRESENT = re.compile(
    r"(?:^|[\n;。】\]])[\W0-9]*(?:参会|参加|与会|出席|到会|列席|参与)(?:人员?|者|方|名单)?\s*:|attendees\s*:"
)
_LABEL = re.compile(
    r"(?:^|[\n;。】\]])[\W0-9]*(?:会议)?(?:时间|日期|地点|议题|主题|结论|决议|内容|要点|待办|行动项|下次会议|下次时间|客户)\s*:"
)


def is_minutes(folded: str) -> bool:
    """Whether a text is minutes: it is titled so over several lines, or names those present beside other labels."""
    if "\n" not in folded and ":" not in folded:
        return False
    present = _PRESENT.search(folded) is not None
    labels = len(_LABEL.findall(folded))
    titled = _TITLE.search(folded) is not None and folded.strip().count("\n") > 1
    if _CONCLUDES.search(folded):
        return True
    listed = _LISTED.search(folded) is not None
    return (titled or present) and (labels > 0 or listed or (titled and present))


_LISTED = re.compile(r"\n\W*(?:[0-9]{1,2}|[一二三四五六七八九十])[.、)]")


def gathered(scene: Scene, grammar: Grammar, clauses: Sequence[Clause]) -> list[Group]:
    """The minutes as one tale, with what is ordered beside it."""
    narrative = grammar.narrative
    name = narrative.name if narrative is not None else None
    orders = (place for place, clause in enumerate(clauses) if (order := clause.order(name)) and order.weight >= _ORDER)
    first = next(orders, len(clauses))
    tale = Group(form=narrative, clauses=list(clauses[:first]))
    rest = gather(scene, grammar, clauses[first:])
    told = [group for group in rest if group.form in (None, narrative)]
    tale.clauses += [clause for group in told for clause in group.clauses]
    return [tale, *(group for group in rest if group not in told)] if tale.clauses else rest


_ORDER = 3.0
