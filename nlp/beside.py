"""What goes on beside an order: another record, something told of its customer, or the words that it still lacks."""

import re

from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.phrases import EMAIL, PHONE, Hit
from nlp.scene import Scene
from nlp.told import told

# how plainly a clause must name what happened, beside an order and beside a record of somebody; and what must speak
# for it, the order having named its customer
_EVENT, _EVENT_BESIDE_RECORD, _TOLD = 1.5, 1.8, 2.0
# 给云图标一下，就是老板拍板那个: which tag is meant
_WHICH = re.compile(r"\W*(?:就是|就|还是)?(?:那个|叫|写成?|用|标签是|老规矩)|\W*就是")
# 微信加的, 展会上认识的: where a new customer comes from
_CAME = re.compile(r"\W*(?:是|从|在)?[㐀-鿿a-z0-9]{2,8}(?:过来|来|认识|加|[碰遇][到上见]|[扫摸]到)的\W*$")
# 新来个技师…, 多加一位…: somebody besides the one whose record is changed
_NEWCOMER = re.compile(
    r"(?:新[来招换调]|又来|还来|来了?[个位名]|多[了加录登来]|(?:新增|新添|新加|再加|加|添|录|登记|补)(?:一?[个位名]|(?:联系|对接)人))"
)
_NUMBER = re.compile(f"[{PHONE}{EMAIL}]")
_NAME = re.compile(r"[ :,]*[㐀-鿿a-z0-9]{2}")


def another_record(scene: Scene, grammar: Grammar, form: Form, begun: int, clause: Clause, order: Hit) -> bool:
    """Whether a second record is ordered: with a name of its own (新客户 甲科技；新客户 乙食品), or a person with a
    number (…换手机了138…；新来个采购小冉177…，也加起)."""
    if grammar.forms[order.command].adds_person and form.has("phone"):
        numbers = (scene.masked[begun : clause.start], scene.masked[clause.start : clause.end])
        changes = not form.adds_person and not form.makes_customer
        if changes and _NEWCOMER.match(scene.masked, order.start):
            return True
        return clause.strong and all(_NUMBER.search(each) for each in numbers)
    if form.adds_person and grammar.forms[order.command].has("phone"):
        known = any(span.value.known for span in scene.of_kind("person", clause.start, clause.end))  # type: ignore[attr-defined]
        return known and all(
            _NUMBER.search(scene.masked[a:b]) for a, b in ((begun, clause.start), (clause.start, clause.end))
        )
    makes = any(slot.new and slot.ask for slot in form.of_kind("customer"))
    if not makes or form.name != order.command or order.start != clause.start:
        return False
    return all(_NAME.match(each) for each in (scene.folded[begun : order.start], scene.folded[order.end :]))


def tells_beside(scene: Scene, grammar: Grammar, form: Form, clause: Clause) -> bool:
    """Whether something is told beside an order: 云图改名叫云图科技，今天聊了报价."""
    narrative = grammar.narrative
    if narrative is None or form is narrative or not form.writes or form.has("text", "note"):
        return False
    if form.has("source") and _CAME.match(scene.folded[clause.start : clause.end]):
        return False
    if form.has("tags") and _WHICH.match(scene.folded, clause.start):
        return False
    least = _EVENT_BESIDE_RECORD if form.has("phone") else _EVENT
    event = any(hit.weight >= least for hit in clause.hits if hit.command == narrative.name)
    return event and not only_files(scene, clause) and told(scene, grammar, [clause], at_hand=True) >= _TOLD


_UNTOUCHED = re.compile(r"(?:不动|别动|莫动|甭动|不变|不改|照旧|别改|不用[动改管])[哈吧啊了的哦嘛]*\W*$")


def stays(scene: Scene, form: Form | None, clause: Clause) -> bool:
    """Whether a clause beside an order only says what it leaves alone: 伏总那边的提醒挪到两点，育华那个不动."""
    ordered = form is not None and form.writes and not form.narrates and not form.has("note")
    return ordered and _UNTOUCHED.search(scene.folded, clause.start, clause.end) is not None


# 派给阿鹏：…。我自己下周一要开会，也提醒我一下
_OWN = re.compile(r"\W*(?:(?:另外|还有|对了|再就是|再有|完了)[,\s]*我(?:自己|本人|这边)?|我(?:自己|本人|个人))(?!们)")


def turns_to_self(scene: Scene, form: Form | None, clause: Clause) -> bool:
    """Whether the speaker comes to plans of their own after what a colleague is to do."""
    if form is None or not (form.has("text") and any(slot.ask for slot in form.of_kind("member"))):
        return False
    return bool(_OWN.match(scene.folded, clause.start) and scene.of_kind("time", clause.start, clause.end))


def only_files(scene: Scene, clause: Clause) -> bool:
    """Whether a clause only asks that what stands before it be filed: 邮箱 c@d.com 记一下."""
    said = {place for hit in clause.hits if hit.weight >= 3 for place in range(hit.start, hit.end)}
    rest = "".join(scene.folded[place] for place in range(clause.start, clause.end) if place not in said)
    return bool(said) and re.fullmatch(r"(?:[\W吧哈啊了呗谢]|帮我|给我|麻烦你?|请|也|先|再)*", rest) is not None


def only_hinted(form: Form, hint: Hit | None, clause: Clause, order: Hit) -> bool:
    """Whether a hint of an order leads to the order itself: 30号要催尾款，提前一天叫我."""
    return form.has("repeat") and hint is not None and hint.weight < 3 <= order.weight and not clause.strong


def says_what(scene: Scene, order: Hit, last: Clause) -> bool:
    """Whether an order has words of its own: 叫我一声 has none, so the next clause says what for."""
    if not last.start <= order.start < last.end:
        return True
    return len(re.sub(r"[\W\ue000-\ue00f]|一声|一下|哈|吧", "", scene.masked[order.end : last.end])) > 1
