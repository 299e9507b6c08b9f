"""What goes on beside an order: another record, something told of its customer, or the words that it still lacks."""

import re
from collections.abc import Sequence

from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.group import Group
from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER, EMAIL, PERSON, PHONE, PICK, PRONOUN, TIME, Hit
from nlp.scene import Scene
from nlp.spoken import somebody
from nlp.told import told

# how plainly a clause must name what happened, beside an order and beside a record of somebody; and what must speak
# for it, the order having named its customer
_EVENT, _EVENT_BESIDE_RECORD, _TOLD = 1.5, 1.8, 2.0
# 给云图标一下，就是老板拍板那个: which tag is meant
_WHICH = Pattern(r"\W*(?:就是|就|还是)?(?:那个|叫|写成?|用|标签是|老规矩)|\W*就是")
# 微信加的, 展会上认识的: where a new customer comes from
_CAME = Pattern(r"\W*(?:是|从|在)?[㐀-鿿a-z0-9]{2,8}(?:过来|来|上门|介绍|推荐|认识|加|[碰遇][到上见]|[扫摸]到)的\W*$")
# 新来个技师…, 多加一位…: somebody besides the one whose record is changed
_NEWCOMER = Pattern(
    r"(?:新[来招换调]|又来|还来|来了?[个位名]|多[了加录登来]|(?:新增|新添|新加|再加|加|添|录|登记|补)(?:一?[个位名]|(?:联系|对接)人))"
)
_NUMBER = Pattern(f"[{PHONE}{EMAIL}]")
_NAME = Pattern(r"[ :,]*[㐀-鿿a-z0-9]{2}")


# 联系人卓姐, 没要着电话: facts of the record, and nothing told
_OF_RECORD = Pattern(
    r"\W*(?:联系人|对接人|窗口|负责人|(?:还?没|未)(?:要|有|拿|留|问|给|加)[到着上]?(?:[他她]的?)?(?:电话|号码|手机|微信|联系方式|名片)|"
    r"(?:电话|手机|邮箱|email|微信|号码|座机|地址)号?(?:也|都|又|刚|一起)*(?:换|转|改|变|更新|没变|不变))"
)
# 另外钟毅今天说要加名额; 他还说预算砍了一半: what they say, after their record was set right
_REPORTS = Pattern(
    rf"\W*(?:另外|还有|顺便|对了|然后|再就是)?[\s,，]*[{CUSTOMER}]*(?:{PERSON}+|[他她佢](?![们家])|(?=还|又|顺口|顺便))(?:那边)?[{TIME}]*(?:刚|刚才|还|也|又|顺口|顺便|跟我|同我|在?电话里|在?微信里?|上)*"
    r"(?:说(?!话)|讲|提到|话|反映|反馈|交代|嘱咐|要求|嫌|问(?!题))(?:了|到)?[^,，。;\s]{2}"
)


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
    if form.has("phone"):
        if _OF_RECORD.match(scene.folded, clause.start):
            return False
        if _REPORTS.match(scene.masked, clause.start, clause.end) and not _NUMBER.search(
            scene.masked, clause.start, clause.end
        ):
            return True
    least = _EVENT_BESIDE_RECORD if form.has("phone") else _EVENT
    event = any(hit.weight >= least for hit in clause.hits if hit.command == narrative.name)
    return event and not only_files(scene, clause) and told(scene, grammar, [clause], at_hand=True) >= _TOLD


_UNTOUCHED = Pattern(r"(?:不动|别动|莫动|甭动|不变|不改|照旧|别改|不用[动改管])[哈吧啊了的哦嘛]*\W*$")

# 第三个不用: whom an order leaves out
_LEFT_OUT = Pattern(
    rf"[\W{PICK}{CUSTOMER}{PRONOUN}]+(?:那[个家边户])?(?:就|先|都|暂时|还是)?(?:不[用要标打贴挂加]了?|别[动标打贴挂加]|除外|算了|免了)[哈吧啊了的哦嘛]*\W*"
)


# 机器人记一下任务, after the work itself
_AS_WORK = Pattern(
    r"\W*(?:机器人|小?助手|系统|你|您|请|麻烦|帮忙|帮我|给我|给?[他她]们?|就|也|都|先|算|当|作为)*"
    r"(?:记|登记?|建|录|派|挂|立|设|排|下|存|加|开)?(?:一?[下个条项]|上|进去?|到|在|成|为|作|入)*(?:任务|工单|待办|派工|todo|task)(?:里|中|栏|上|吧|哈|啊|了|谢谢|一下)*\W*"
)


def gives_work(form: Form) -> bool:
    """Whether a command gives work to a colleague."""
    return form.has("text") and any(slot.ask for slot in form.of_kind("member"))


def is_part_of(scene: Scene, form: Form | None, clause: Clause) -> bool:
    """Whether a clause goes on with a colleague's work (下班前交给美珍), or with a record that names its customer."""
    if form is None:
        return False
    if gives_work(form):
        return not clause.strong
    return form.makes_customer and form.has("phone") and not somebody(scene, clause)


def stays(scene: Scene, form: Form | None, clause: Clause) -> bool:
    """Whether a clause beside an order only says what it leaves alone (育华那个不动), or that work just given be
    put down as such."""
    ordered = form is not None and form.writes and not form.narrates and not form.has("note")
    if form is not None and gives_work(form) and _AS_WORK.fullmatch(scene.folded, clause.start, clause.end):
        return True
    if ordered and _LEFT_OUT.fullmatch(scene.masked, clause.start, clause.end):
        return bool(re.search(f"[{PICK}{CUSTOMER}{PRONOUN}]", scene.masked[clause.start : clause.end]))
    return ordered and _UNTOUCHED.search(scene.folded, clause.start, clause.end) is not None


def new_record(scene: Scene, grammar: Grammar, groups: Sequence[Group], clause: Clause, order: Hit) -> Group | None:
    """The new record to which tags belong that are named after a tale of it: 新客…，他来电话问价，标个转介绍."""
    form = grammar.forms[order.command]
    about_tags = form.has("tags") and not form.has("phone") and form.writes
    told_last = bool(groups) and groups[-1].form is grammar.narrative
    if not (about_tags and told_last) or any(scene.of_kind(kind, clause.start, clause.end) for kind in _WHOSE):
        return None
    return next(
        (group for group in groups if group.form and group.form.makes_customer and group.form.has("phone")), None
    )


_WHOSE = ("customer", "person", "pick", "pronoun")
# 派给阿鹏：…。我自己下周一要开会，也提醒我一下
_OWN = Pattern(r"\W*(?:(?:另外|还有|对了|再就是|再有|完了)[,\s]*我(?:自己|本人|这边)?|我(?:自己|本人|个人))(?!们)")


def turns_to_self(scene: Scene, form: Form | None, clause: Clause) -> bool:
    """Whether the speaker comes to plans of their own after what a colleague is to do."""
    if form is None or not gives_work(form):
        return False
    return bool(_OWN.match(scene.folded, clause.start) and scene.of_kind("time", clause.start, clause.end))


def only_files(scene: Scene, clause: Clause) -> bool:
    """Whether a clause only asks that what stands before it be filed: 邮箱 c@d.com 记一下."""
    said = {place for hit in clause.hits if hit.weight >= 3 and not hit.placed for place in range(hit.start, hit.end)}
    rest = "".join(scene.folded[place] for place in range(clause.start, clause.end) if place not in said)
    if _HEADS.match(scene.folded, clause.end):
        return False
    return (
        bool(said)
        and re.fullmatch(r"(?:[\W吧哈啊了呗谢]|帮我|给我|麻烦你?|请|也|先|再|别忘了?|记得|顺手|顺便)*", rest)
        is not None
    )


# 补一笔：他今天来厂里拿走了
_HEADS = Pattern(r"\s*:\s*[^\s]")


def only_hinted(form: Form, hint: Hit | None, clause: Clause, order: Hit) -> bool:
    """Whether a hint of an order leads to the order itself: 30号要催尾款，提前一天叫我."""
    return form.has("repeat") and hint is not None and hint.weight < 3 <= order.weight and not clause.strong


def says_what(scene: Scene, order: Hit, last: Clause) -> bool:
    """Whether an order has words of its own: 叫我一声 has none, so the next clause says what for."""
    if not last.start <= order.start < last.end:
        return True
    return len(re.sub(r"[\W\ue000-\ue00f]|一声|一下|哈|吧", "", scene.masked[order.end : last.end])) > 1
