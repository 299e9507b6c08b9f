"""How much speaks for a stretch telling what happened with a customer, rather than asking, guessing or planning."""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from nlp.clauses import Clause
from nlp.elsewhen import is_nearer_ahead
from nlp.grammar import Form, Grammar
from nlp.mood import is_order_like
from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER, EMAIL, MEMBER, PERSON, PHONE, PICK, PRONOUN, TIME, Hit
from nlp.questions import asks_around, asks_outright
from nlp.quoted import words_of_others
from nlp.scene import Scene
from nlp.spoken import says_more_than_whom, speaks_of_several

# what must speak for a told stretch: alone, and beside an order
TOLD, TOLD_BESIDE_ORDER = 2.5, 3.0
# what a customer's person is quoted to say is told, whatever it asks or wishes
_QUOTES = 4.0
# what is less than this is no tale, whatever else speaks against it
_LEAST = 2.0

_DONE = Pattern(r"了(?!算)|啦|过(?!去|来|几|两|会|年)|完|[到去开谈聊见吃做来跑]的|的$|ok|没")
# 汤慧电话换了 137…: facts of a record, and no call
_RECORD = Pattern(
    rf"[{PHONE}{EMAIL}]|微信号|(?:电话|手机|号码?|微信|邮箱|地址|职务)(?:都|也|还)?(?:没|不|未)(?:变|换|改|动)"
)
_SPOKEN = Pattern(
    r"说|讲|聊|谈|问|拜访|拜訪|见|碰|约|来电|去电|致电|回电|通话|打[了过来给电]|想|要|答应|同意|寄|发|催|met|call"
)
# 你们谁有他的微信, 有人要去瑞吉吗, 恭喜老蔡: said to everybody
_TO_ALL = Pattern(
    rf"^\W*{MEMBER}+[\s,:]*(?:帮|麻烦|记得|给我|替我|把)|"
    r"(?:你们|大家|咱们)(?:谁|哪个|有没有)|谁(?:有|知道|认识|熟|去|来|拿|取|要|跟我|能|会|帮)|(?:归|划给|分给)[一二三四五甲乙丙东南西北]?(?:组|部|区|队)|有人(?:要|去|认识|"
    r"知道|有|想|能)|有没有人|哪位|"
    rf"[去跑到在走往]{CUSTOMER}+[那边的路上]{{0,3}}的?(?:人|同事|兄弟|姐妹|各位|都|几个)*(?:慢|小心|注意|当心|留意|留神|记得|带(?!我)|帮|绕|别|悠着)|"
    rf"^\W*(?:给|跟|和|同|替我给|帮我跟)[{CUSTOMER}{PERSON}]+[那边他们]*(?:说|讲|带|通知|知会|回)(?:一声|一下|个话|下|声)(?!了)|"
    rf"^\W*{MEMBER}+(?:让|叫|喊|催|安排|派)(?:我|咱)们?(?!.*了)|帮(?:手|忙|我)?问(?:下|一下)|"
    rf"{MEMBER}+[你您]们?(?:那边|那头)?(?:呢|咋样|怎么样|如何)|"
    rf"^\W*{MEMBER}+(?:说|讲|要求|交代|强调|发话)[^。;!?\n]{{0,24}}?(?:必须|一定要|务必|不准|不许|都得|抓紧|尽快)|"
    r"我(?:都|已经?|刚)?(?:发|甩|丢|放|贴)(?:在|到)?群里|谁(?:搞|弄|记|说|报|写|填|改|动|干|经手|负责)|不是(?:同?一个人|一家|一码事|一回事)|"
    r"(?:不好|不要|别|莫)当[是系成作]|要是[^,，。;]{0,12}[,，\s]*(?:你们?)?就(?:说|讲|回|告诉|话)|"
    r"大家(?:都|一定)?(?:注意|小心|当心|留意|留个心|记住|别|不要)|^[^,，。;说讲嘱交代要让催喊叫怕提]{0,8}(?:千万|谁都|你们都?)(?:先|再|给我)?别|"
    r"(?:^|[\s,，。;跟和])[^\s,，。;说讲嘱要让催喊交怕提]{0,8}别(?:再)?(?:搞|弄|记|认|叫|喊|发|写|打|看)(?:错|混|串|岔|反|乱)|"
    r"推(?:给)?我(?:一下|个|下)?\s*$|(?:你|您|恁|侬|你们)(?:们|都|会)?(?:觉得|说说|看看|认为|估计)|^\W*(?:恭喜|祝贺|庆祝|祝)"
)
# 先不要给王丽打标签, 不用跟云图说: forbids, and tells nothing
_FORBIDS = re.compile(r"^\W*(?:先|暂时|还是|千万|请)*(?:不用|不要(?!紧|了)|别(?![的人家处])|无需|不必|甭|莫要)(?!忘)")
# 华星：付款流程走到财务了
_LABELLED = Pattern(rf"\s*[{CUSTOMER}]+[{CUSTOMER}{PERSON}]*\s*:\s*[^\s]")
# 张总朋友圈发了三亚的照片: their private life, the road, the news
_PRIVATE = Pattern(
    r"朋友圈|结婚|份子|生日|羡慕|漂亮|好帅|八卦|广告|股票|股价|涨停|新闻|堵车|堵死|绕行|团建|停水|停电|美女|帅哥|加油|好吃|难吃|请客|考上|高考|考研|女儿|儿子|怀孕|满月|晒娃|相亲|离婚"
)
# 笑死，伏总把我拉进了他们家族群
_LAUGHS = Pattern(r"\W*(?:笑死|哈哈|呵呵|嘿嘿|我去[,，]|我靠|卧槽|绝了|救命|天哪|妈呀|啧啧)")
# 云图这单真要成了我请客: what hangs on a condition of the speaker's own; 他说真要成了 reports
_ON_CONDITION = (
    r"^[^,，。;!?\n说讲问表示回]{0,12}?(?:要真(?:是|能|成|有|让|把|给|定|签|下单|拿|黄|干|不)|真要(?:是|能|成|黄)|要(?:是|能|不)[^,，。;\s]{1,8}[,，\s]*(?:我|咱)(?!们?的)|"
    r"若(?:是|真|能|不|成)|倘|但凡|万一|[成行黄拿下签]的话)"
)
_SUPPOSES = Pattern(
    rf"^[\W{CUSTOMER}-{PICK}]*[^,，。;!?\n说讲问表示回意答]{{0,4}}?(?:要是|如果|假如|倘若|假使|万一)|{_ON_CONDITION}|本来[^,，。]{{0,6}}?(?:要|想|打算|准备|说好|约)|差点(?:就|"
    rf"去|跟|给)|"
    r"^\W*(?:要是|如果|假如|倘若|假使|万一|要不(?!是)|不如|你们?(?:说|觉得)|听说|据说|早知道|当初|估摸|八成|多半|恐怕|怕是|没准|说不定|搞不好|我琢磨|我(?:觉得|感觉|猜|估计)|是不是|"
    r"我?(?:做梦|梦见|梦到))"
)
# 我们周末去拜访瑞吉吧: a proposal
_PROPOSES = Pattern(r"(?:我们|咱们?|你们?|大家|一起)[^,。;]*(?:吧|呗|啊)\s*$")
# 我还没去渔家傲呢, 没来得及联系他: what the speaker has not done; 还没拍板 is the customer's
_NOT_YET = re.compile(
    r"(?:还没有?|没有?(?=来得及|空|时间|顾上|腾出)|尚未|一直没有?|忘了?|没顾上)(?:来得及|空|时间|顾上|腾出空)?(?:再)?"
    r"(?:去(?!世|年|掉)|拜访|联系|跟进|跟(?!上)|见(?!到|着|好|效|我)|约(?!到|上)|打(?:电话|给)|给(?![我咱])[^,。]{1,8}[打回发寄送报]|上门|回访|催|出门|出发|动身|"
    r"过去)|^\W*[我咱]?们?本来[^,，。]{0,6}?(?:要|想|打算|准备)再?[去跑]"
)
_THEY = Pattern(rf"[{PERSON}他她][^,，。;我咱]{{0,6}}$")
# 我下午要去华星; 打算下个月跟ABC续约: nothing has happened yet
_INTENDS = Pattern(
    rf"(?:要|想|准备|打算|得|该|将|下回|下次|待会儿?|一会儿?|等下)(?:再|先|{TIME}+)?(?:去|跟(?![着风涨跌降])|找|拜访|约|联系|打电话|见|上门)|"
    r"^\W*先?等[^,，。;]{1,12}再[^,，。;]{0,6}$|"
    r"^\W*(?:下回|下次|改天|改日|有空|哪天)(?!约|见|再约|去是|是)"
)
# 改天我去趟远航: a time as vague as none
_SOME_DAY = Pattern(
    r"\W*(?:下回|下次|改天|改日|有空|哪天|回头|过[两几]天|过阵子)(?:我|咱)?们?(?:再|要|想|准备|得)?(?:去|到|跑|找|跟|约|拜访|看|问|催)"
)
_SOMEBODY_ELSE = Pattern(
    rf"(?:^|[,，。;\s])[{CUSTOMER}{PERSON}]+(?:那边|他们|[{TIME}的又也还])*$|(?:[他她]们?|{PRONOUN}+|对方|人家|客户)[也又还都]?$"
)
# 帮我写个邮件给华星: a wish, and no tale
_WISHES = re.compile(
    r"^\W*(?:(?:下回|下次|改天|回头|有空)[^,。]{0,10}(?:给|帮|带|请)[我咱]|"
    r"帮我|帮忙|记得|别忘|千万|务必|请(?:你|(?![^,，。;]{1,8}[吃喝下撸搓唱洗][了的]))|麻烦你?|能不能|可不可以|能否|你能|让(?!我|他|她|对方|客户)|"
    r"(?:去|再|先|回头)?(?:问|打听|了解|确认|核实|核对)(?:一下|一声|一哈|下(?!来|单|午)|问)(?!了))"
)
# 5号约了方圆看花型，提前一小时提醒我: what is arranged is still to come
_DATED = re.compile(r"(?:约|定|订|安排|排)(?:好|上)?了")
# 停料三天后|鱼好了: what has come by then
_HAS_COME = Pattern(r"(?![^,，。;]{0,6}[要会得该将就])[^,，。;]{0,8}了")
# 下午三点跟张总约在现场, 张总请我后天吃饭: an appointment is made already
_ARRANGED = Pattern(r"约(?:[了在好到定上妥成我咱他她]|见(?!面))|(?:请|邀|喊)(?:我|咱)")
_A_DAY = timedelta(days=1)
# 今儿先还了一万: what somebody did of late
_OF_LATE = Pattern(r"(?:今[天早儿日晚]|昨|前[天晚日]|刚)[^,，。;要会想该得将]*了(?!算)")
# 说下半年采购暂停
_REPORTS = Pattern(
    rf"(?:(?<![我你听据们谁家来再如可好{MEMBER}])|(?<=[跟和同对给向与]我)|(?<=[跟和同对给向与][我咱]们))"
    r"(?:说(?!话|不定|了算)|表示|讲|通知|回复|反馈|透露|要求)(?!$|好)"
)


def reports(scene: Scene, start: int, end: int) -> bool:
    """Whether somebody else is said to say something: 说下半年采购暂停."""
    return _REPORTS.search(scene.masked, start, end) is not None


def explicit(clause: Clause, narrative: Form | None) -> bool:
    """Whether the clause says outright that something be filed: 记一下, 补一条."""
    return narrative is not None and any(hit.command == narrative.name and hit.weight >= 3 for hit in clause.hits)


def told(
    scene: Scene, grammar: Grammar, clauses: Sequence[Clause], *, order: bool = False, at_hand: bool = False
) -> float:
    """How much speaks for the clauses telling what happened with a customer.

    刚跟华威张总通完电话 has a customer, a person, a way of contact and a 完; 哈哈华为又发新手机了，你们抢不抢 asks
    around.
        `order`: an order stands beside them; `at_hand`: the message has named its customer before.
    """
    if not clauses or grammar.narrative is None:
        return 0.0
    start, end = clauses[0].start, clauses[-1].end
    words = scene.folded[start:end]
    customers, people = scene.of_kind("customer", start, end), scene.of_kind("person", start, end)
    known = any(span.value.known for span in people)  # type: ignore[attr-defined]
    name = grammar.narrative.name
    hits = [
        hit.weight for each in clauses for hit in each.hits if hit.command == name and not _by_colleague(scene, hit)
    ]
    score = 1.0 * bool(customers) + (1.5 if known else 1.0 if people else 0.0)
    score += max(hits, default=0.0) + (0.5 if _DONE.search(words) else 0.0) + (0.5 if len(words.strip()) >= 8 else 0.0)
    score += 0.5 if known and not hits and _OF_LATE.search(words) else 0.0
    if known and words_of_others(scene.masked, start, end):
        return _QUOTES
    if not hits and (customers or known) and _REPORTS.search(scene.masked, start, end):
        score += 1.0
    colleague = any(span.start == start for span in scene.of_kind("member", start, end))
    goes_on = hits and not customers and not people and not colleague and not speaks_of_several(words)
    if scene.context.customer and (scene.of_kind("pronoun", start, end) or goes_on):
        score += 1.0
    elif not customers and not people and not at_hand and max(hits, default=0.0) < 3:
        score = min(score, TOLD - 0.5)
    if _LABELLED.match(scene.masked, start, end):
        score += 1.5
    if score < _LEAST or not says_more_than_whom(scene, start, end):
        return min(score, TOLD - 0.5)
    if plans(scene, clauses, grammar, order=order):
        score -= 3.0
    if asks_around(scene.folded, start, end) and not (known and hits):
        score -= 2.0
    if not any(hit.weight >= 3 for clause in clauses for hit in clause.hits) and _only_asks(scene, clauses, grammar):
        score -= 4.0
    if gives_reason(scene, clauses):
        score -= 2.5
    score -= against(scene, clauses, strongest=max(hits, default=0.0))
    return score - (0.5 if order and not clauses[0].hits and not people else 0.0)


def _by_colleague(scene: Scene, hit: Hit) -> bool:
    """Whether a phrase only says what a colleague said or did: 军哥说别再给华星垫货了."""
    start, end = hit.placed.get("contact", (0, 0))
    return start < end and scene.masked[start:end].strip(MEMBER) == ""


def _names(scene: Scene, clause: Clause) -> bool:
    return any(scene.of_kind(kind, clause.start, clause.end) for kind in ("customer", "person"))


def gives_reason(scene: Scene, clauses: Sequence[Clause]) -> bool:
    """Whether what is hardly a tale only says why something is to be done: 刘敏调到别家去了，删掉吧."""
    last = clauses[-1]
    told_of = any(hit.weight >= 1.5 for clause in clauses for hit in clause.hits)
    return len(clauses) > 1 and not told_of and is_order_like(scene.masked[last.start : last.end])


def _only_asks(scene: Scene, clauses: Sequence[Clause], grammar: Grammar) -> bool:
    """Whether all that seems told stands in clauses that ask for something or give an order: 远航之前都聊过啥."""
    name = grammar.narrative.name if grammar.narrative else ""
    telling: Sequence[Clause] = [clause for clause in clauses if any(hit.command == name for hit in clause.hits)]
    telling = telling or [clause for clause in clauses if _names(scene, clause)][:1] or clauses[:1]
    return all(
        asks_outright(scene.folded[clause.start : clause.end]) or is_order_like(scene.masked[clause.start : clause.end])
        for clause in telling
    )


@lru_cache(maxsize=64)
def _is_to_all(masked: str) -> bool:
    return _TO_ALL.search(masked) is not None


def is_for_all(scene: Scene, clauses: Sequence[Clause]) -> bool:
    """Whether a stretch ends with what is said to whoever reads it, and quotes nobody: 谁有他电话, 大家注意."""
    last = clauses[-1]
    quoted = words_of_others(scene.masked, clauses[0].start, last.end)
    return quoted is None and _is_to_all(scene.masked[last.start : last.end])


def is_unreal(scene: Scene, clauses: Sequence[Clause]) -> bool:
    """Whether what is said is supposed, forbidden, wished for or said to all: no likeness to tales makes it one."""
    start, end = clauses[0].start, clauses[-1].end
    words, masked = scene.folded[start:end], scene.masked[start:end]
    if (_intends(masked) or _SOME_DAY.match(words)) and not _DONE.search(words):
        return True
    if _is_to_all(masked) or _SUPPOSES.search(masked):
        return True
    return any(sign.search(words) for sign in (_FORBIDS, _WISHES, _NOT_YET))


def against(scene: Scene, clauses: Sequence[Clause], *, strongest: float = 0.0) -> float:
    """How much speaks against a tale, whatever else is said: `strongest` is what its plainest phrase weighs."""
    start, end = clauses[0].start, clauses[-1].end
    words, weight = scene.folded[start:end], 0.0
    if _is_to_all(scene.masked[start:end]) or _FORBIDS.search(words):
        weight += 3.5
    if scene.context.group and strongest < 2 and _LAUGHS.match(words):
        weight += 1.5
    if _PRIVATE.search(scene.masked, start, end):
        weight += 2.5
    if _RECORD.search(scene.masked, start, end) and not _SPOKEN.search(words):
        weight += 2.5
    if _SUPPOSES.search(scene.masked[start:end]) or (_WISHES.search(words) and strongest < 3):
        weight += 2.5
    if _PROPOSES.search(words) and not _DONE.search(words):
        weight += 2.5
    if (undone := _NOT_YET.search(words)) and not _is_theirs(scene.masked[start : start + undone.start()], undone[0]):
        weight += 3.0
    if (
        (_intends(scene.masked[start:end]) or _SOME_DAY.match(words))
        and not _DONE.search(words)
        and "说" not in words.replace("再说", "")
    ):
        weight += 2.5
    return weight


def _is_theirs(before: str, undone: str) -> bool:
    """Whether it is somebody else who says so or who has no time: 崔部长开会没空见, but 吴总还没去拜访."""
    return "说" in before or ("空" in undone and _THEY.search(before) is not None)


def _intends(masked: str) -> bool:
    """Whether the speaker is to go or turn to somebody: not 孙丽下周要去北京, who goes herself."""
    found = _INTENDS.search(masked)
    return found is not None and _SOMEBODY_ELSE.search(masked[: found.start()]) is None


def plans(scene: Scene, clauses: Sequence[Clause], grammar: Grammar, *, order: bool) -> bool:
    """Whether the clauses only say what is to come: their first time lies ahead, nothing was done or said before it.

    Beside an order an open date lies ahead too, unless something was done: 1月15号跟仁和谈续约，提前半小时提醒我.
    """
    start, end = clauses[0].start, clauses[-1].end
    first = next(iter(scene.of_kind("time", start, end)), None)
    if first is None:
        return False
    ahead, back = scene.future.get(first.start), scene.past.get(first.start)
    if ahead is None or ahead.start is None or ahead.start <= scene.now or back is None or back.start is None:
        return False
    if scene.folded[first.end - 1] == "后" and _HAS_COME.match(scene.folded, first.end):
        return False
    done = _DONE.search(_DATED.sub("", scene.folded[start:end])) or _earlier(clauses, grammar, first.start)
    if order and not done:
        return True
    if back.start > scene.now or is_nearer_ahead(scene, first.start):
        words, earlier = scene.folded[start : first.start], _earlier(clauses, grammar, first.start)
    elif (
        ahead.start == back.start + _A_DAY and ahead.start.date() == scene.now.date()
    ):  # 晚上和张总吃饭, in the morning
        words, earlier = scene.folded[start:end], False
    else:
        return False
    said = _REPORTS.search(scene.folded, start, first.start + 1)
    told_of = earlier or _DONE.search(words) or said or _REPORTS.search(words) or _speaks(clauses, grammar)
    return not (told_of or _ARRANGED.search(scene.folded, start, end))


def _earlier(clauses: Sequence[Clause], grammar: Grammar, place: int) -> bool:
    """Whether something is told before a place."""
    name = grammar.narrative.name if grammar.narrative else ""
    return any(hit.command == name and hit.end <= place for clause in clauses for hit in clause.hits)


def _speaks(clauses: Sequence[Clause], grammar: Grammar) -> bool:
    """Whether somebody is quoted or was reached, before the time or in another clause: 吕总监说年底前招标."""
    name = grammar.narrative.name if grammar.narrative else ""
    return any(hit.command == name and "contact" in hit.placed for clause in clauses for hit in clause.hits)
