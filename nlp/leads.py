"""What stands before an order or after a changed record: a tale of its own, or only why the order is given."""

import re
from collections.abc import Sequence

from nlp.alike import sounds_plainly_told, sounds_told, sounds_untold
from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.group import Group
from nlp.mood import is_order_like
from nlp.scene import Scene
from nlp.spoken import somebody
from nlp.told import TOLD, reports, told

# how plainly a clause must name what happened after a record was changed, where it begins so and where it goes on about
# its customer; and what must speak for it
_EVENT, _SAID, _TOLD = 1.8, 1.5, 2.0


def hand_over(scene: Scene, lead: Group, group: Group) -> None:
    """Gives an order the clauses that announce it: 确认单签了，|标签动一动，爱砍价去掉."""
    while len(lead.clauses) > 1 and not lead.clauses[-1].hits:
        last = lead.clauses[-1]
        if not is_order_like(scene.masked[last.start : last.end]):
            return
        group.clauses.insert(0, lead.clauses.pop())


# 另外闫军说…, 他还说…: goes on about whose record was changed
_TURNS = re.compile(r"\W*(?:另外|还有|对了|顺便|顺带|(?:[他她]们?|人家|对方|客户)(?![家的]))")
_THEY = re.compile(r"\W*(?:另外|还有|对了)?[,，\s]*(?:[他她]们?|人家|对方|客户)(?![家的])")
# 昨天她一口气订了三万块, 今天跟他对了日期: what they did of late
_LATELY = re.compile(r"今[天早儿日晚]|昨|前[天晚日]|刚|头先|上午|下午|中午")
_DID = re.compile(r"(?:[他她]们?|人家|对方|客户)(?![家的])[^,，。;要会想该得将]{0,8}了")


def tells_of_record(scene: Scene, grammar: Grammar, form: Form, clause: Clause) -> bool:
    """Whether what stands after a record was changed is told of its customer: …升A级，另外闫军今儿说要再进二十套."""
    if not form.has("phone"):
        return False
    evidence = told(scene, grammar, [clause], at_hand=True)
    heaviest = max((hit.weight for hit in clause.hits), default=0.0)
    if evidence >= TOLD and ((clause.strong and heaviest >= _EVENT) or _sounds(scene, grammar, clause)):
        return True
    if _LATELY.search(scene.folded, clause.start, clause.end) and _DID.search(scene.folded, clause.start, clause.end):
        return True
    if heaviest >= _SAID and evidence >= _TOLD and _TURNS.match(scene.folded, clause.start):
        return not sounds_untold(scene, grammar, clause.start, clause.end, named_only=False)
    they = clause.strong and _THEY.match(scene.folded, clause.start) is not None
    return they and sounds_told(scene, grammar, clause.start, clause.end)


# 退休了, 来了位新采购: why a record is changed
_STAFF = re.compile(
    r"退休|离职|辞职|调[到去走任岗]|升[了职任为]|转[了正岗]|换[了人成]|接[任手替管]|走了|新[来招换任]|来了[位个]|不干|不做|跳槽|搬|改|号码|电话"
)


def tells_of_late(scene: Scene, grammar: Grammar, lead: Group) -> bool:
    """Whether what stands before a changed record plainly tells of these days: 刚在店里抱着我转圈，升A."""
    words = scene.folded[lead.start : lead.end]
    if not _LATELY.search(words) or _STAFF.search(words):
        return False
    return sounds_plainly_told(scene, grammar, lead.start, lead.end)


_SENTENCE = re.compile(r"[。;!?\n]")


def resumed(
    scene: Scene, narrative: Form | None, groups: Sequence[Group], current: Group | None, clause: Clause
) -> Group | None:
    """The tale that goes on after tags were put on: …找在地SI做；标签加竞品在用；下星期二我再过去一趟."""
    form = current.form if current is not None else None
    if not clause.strong or form is None or not form.has("tags") or form.has("phone"):
        return None
    goes_on = scene.of_kind("time", clause.start, clause.end) and not somebody(scene, clause)
    return next((group for group in reversed(groups) if group.form is narrative), None) if goes_on else None


def is_said(scene: Scene, grammar: Grammar, clause: Clause) -> bool:
    """Whether a clause plainly reports words, and is no reason: …打VIP，钟毅跟我说要开分院, but not 他昨天结清了."""
    stop = _SENTENCE.search(scene.folded, clause.end)
    end = stop.start() if stop else len(scene.text)
    says = reports(scene, clause.start, end) or any(hit.weight >= _SAID for hit in clause.hits)
    return says and sounds_told(scene, grammar, clause.start, end)


def _sounds(scene: Scene, grammar: Grammar, clause: Clause) -> bool:
    return sounds_plainly_told(scene, grammar, clause.start, clause.end)
