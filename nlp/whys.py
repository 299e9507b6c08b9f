"""Beside an order about tags: whether a stretch says why they go on or off, or what happened with the customer."""

import re
from collections.abc import Sequence

from nlp.alike import told_by_others
from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.phrases import CUSTOMER, PERSON
from nlp.scene import Scene
from nlp.told import TOLD, told

# below this hardly anybody tells it as news; from this on it is told, where somebody is named and little speaks against
_WHY, _TELLS, _SOME = -0.9, -0.4, TOLD - 1
# 是个老抠, 家里他说了算, 老拖着, 不再磨价: what they are, and no doing
_TRAIT = re.compile(
    rf"^\W*[{CUSTOMER}{PERSON}\s、和跟与]*(?:那家|那边|那个人|他们|他家|这|就|都|也|可|真|才|确实|其实|本来|原来)*(?:是|算|属于)(?!不是|说)|"
    r"说了算|做得?了主|做主|这[号种类]人|就这样|不再|老是|总是|老(?=[砍拖赖欠压催变嫌]|[㐀-鿿]价)|总(?=[砍拖赖欠压])|一直|从来|历来|向来|天天|动不动|成天|习惯|"
    r"([砍拖压磨][价款账])\1?|(?P<verb>[砍拖赖压磨杀]).?(?P=verb)"
)
_SAID = re.compile(rf"(?<!听|据|按)(?:说(?!了算|好)|讲|电话|微信|回复|通知|[{PERSON}他她]要(?!求高))")
# 五台, 3000块: an amount of something
_AMOUNT = re.compile(
    r"(?:[0-9]+|[二两三四五六七八九十百千万半几][多来]?|一百|一千|一万)(?:[0-9一二两三四五六七八九十百千万]*)"
    r"[多来几]?(?:台|套|件|箱|吨|斤|公斤|袋|包|桶|卷|根|米|方|亩|头|只|批|车|柜|张|支|瓶|盒|块|元|万|份|单|樘|副|双|条|辆)"
)


def only_says_why(scene: Scene, grammar: Grammar, form: Form, clauses: Sequence[Clause]) -> bool:
    """Whether a stretch only gives the reason of an order about tags: 谭老板是个老抠，给他贴压价狠."""
    if not _is_about_tags(form) or not clauses:
        return False
    start, end = clauses[0].start, clauses[-1].end
    words = scene.masked[start:end]
    if _is_dated(scene, start, end) or _AMOUNT.search(words) or any(_is_filed(clause) for clause in clauses):
        return False
    if len({id(span.value) for span in scene.of_kind("customer", start, end)}) > 1 and _SAID.search(words) is None:
        return True
    if _TRAIT.search(words):
        return _SAID.search(_TRAIT.sub("", words)) is None
    return (
        _SAID.search(words) is None
        and not scene.context.phrases_only
        and told_by_others(scene, grammar, start, end) < _WHY
    )


# 周斌他们公司: names somebody, and tells nothing
_WHOM = re.compile(r"[\W\ue000-\ue00f]|[他她]们?|公司|单位|那[边家里]|[这那]|[店家厂的个]")
_FEWEST = 3


def tells_as_well(scene: Scene, grammar: Grammar, form: Form, clauses: Sequence[Clause]) -> bool:
    """Whether a stretch tells news beside an order about tags, though no phrase says so: 昨天曲总订了五台，标老主顾."""
    if not _is_about_tags(form) or not clauses or scene.context.phrases_only:
        return False
    start, end = clauses[0].start, clauses[-1].end
    if len(_WHOM.sub("", scene.masked[start:end])) < _FEWEST:
        return False
    likely, amount = told_by_others(scene, grammar, start, end), _AMOUNT.search(scene.masked, start, end)
    if amount and likely >= _WHY and _is_dated(scene, start, end) and "了" in scene.folded[start:end]:
        return True
    enough = told(scene, grammar, clauses, order=True, at_hand=True) >= _SOME
    return bool(amount or scene.of_kind("person", start, end)) and enough and likely >= _TELLS


# 这单是急单: states; 标上, 摘了: orders
_STATES = re.compile(r"是|了|都|在|说|讲")
_HANDLES = re.compile(
    r"[给把帮标贴挂打加补添安扣盖戴记换归列划算设改调转升摘拿删撤撕清剥揭抹卸去除下移消减掉免]|tag|mark|label|标签|不[是算要]|没有?|add|remove"
)


def only_states(scene: Scene, form: Form, start: int) -> bool:
    """Whether words that others order tags with only state something of whom a tag is named for: 这单是急单，催得紧."""
    words = scene.masked[start:]
    return _is_about_tags(form) and _STATES.search(words) is not None and _HANDLES.search(words) is None


def _is_about_tags(form: Form) -> bool:
    return form.has("tags") and form.writes and not form.has("phone")


def _is_filed(clause: Clause) -> bool:
    return any(hit.weight >= 3 for hit in clause.hits)


_YEARS = re.compile("[年季代]$")


def _is_dated(scene: Scene, start: int, end: int) -> bool:
    """Whether a day or an hour is named, and not only a year."""
    return any(not _YEARS.search(scene.folded[span.start : span.end]) for span in scene.of_kind("time", start, end))
