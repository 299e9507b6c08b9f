"""What goes on beside an order: another record, something told of its customer, or the words that it still lacks."""

import re

from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.phrases import Hit
from nlp.scene import Scene
from nlp.told import told

# how plainly a clause must name what happened, beside an order and beside a record of somebody; and what must speak
# for it, the order having named its customer
_EVENT, _EVENT_BESIDE_RECORD, _TOLD = 1.5, 1.8, 2.0
_NAME = re.compile(r"[ :,]*[㐀-鿿a-z0-9]{2}")


def another_record(scene: Scene, form: Form, begun: int, clause: Clause, order: Hit) -> bool:
    """Whether a second record is ordered, with a name of its own: 新客户 甲科技；新客户 乙食品."""
    makes = any(slot.new and slot.ask for slot in form.of_kind("customer"))
    if not makes or form.name != order.command or order.start != clause.start:
        return False
    return all(_NAME.match(each) for each in (scene.folded[begun : order.start], scene.folded[order.end :]))


def tells_beside(scene: Scene, grammar: Grammar, form: Form, clause: Clause) -> bool:
    """Whether something is told beside an order: 云图改名叫云图科技，今天聊了报价."""
    narrative = grammar.narrative
    if narrative is None or form is narrative or not form.writes or form.has("text", "note"):
        return False
    least = _EVENT_BESIDE_RECORD if form.has("phone") else _EVENT
    event = any(hit.weight >= least for hit in clause.hits if hit.command == narrative.name)
    return event and not only_files(scene, clause) and told(scene, grammar, [clause], at_hand=True) >= _TOLD


def only_files(scene: Scene, clause: Clause) -> bool:
    """Whether a clause only asks that what stands before it be filed: 邮箱 c@d.com 记一下."""
    said = {place for hit in clause.hits if hit.weight >= 3 for place in range(hit.start, hit.end)}
    rest = "".join(scene.folded[place] for place in range(clause.start, clause.end) if place not in said)
    return bool(said) and re.fullmatch(r"[\W吧哈啊了呗谢]*", rest) is not None


def says_what(scene: Scene, order: Hit, last: Clause) -> bool:
    """Whether an order has words of its own: 叫我一声 has none, so the next clause says what for."""
    if not last.start <= order.start < last.end:
        return True
    return len(re.sub(r"[\W\ue000-\ue00f]|一声|一下|哈|吧", "", scene.masked[order.end : last.end])) > 1
