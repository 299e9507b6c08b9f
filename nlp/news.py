"""Whether words that no phrase explains are news of somebody known: 禹总那头牛价跌得厉害，料先减半.

Who is named decides that something may be told of them; every sign that the words are something else (a question, an
order, a plan, their private life, gossip) decides against it.
"""

import re
from collections.abc import Sequence

from nlp.alike import sounds_for_nobody, sounds_likely_told, sounds_plainly_told, sounds_told
from nlp.clauses import Clause
from nlp.company import CORE
from nlp.customers import Mention
from nlp.grammar import Grammar
from nlp.mood import is_order_like
from nlp.people import Person
from nlp.phrases import CUSTOMER, MEMBER, PERSON
from nlp.presented import introduces
from nlp.questions import asks_around, asks_outright
from nlp.scene import Scene
from nlp.talk import is_outside
from nlp.told import TOLD, against, is_for_all, is_unreal, plans, told

# what a trade is about: money, goods, papers, work; numbers of something
_MATTER = re.compile(
    r"[0-9一二两俩三四五六七八九十百千万半几](?:多|来)?(?:个|台|套|件|箱|吨|斤|公斤|千克|k?g|袋|包|桶|卷|根|米|方|平|亩|头|只|批|车|柜|间|家|层|栋|人|份|"
    r"张|支|瓶|盒|块|元|毛|分|点|折|成|倍|万|千|百|k|w|%|天|周|个?月|年|期|次|趟|遍)|[0-9]%|"
    r"[价款钱货单样量标账票料厂机库仓线]|合同|方案|项目|预算|设备|产品|样品|材料|图纸|参数|资质|验收|试用|付|结|采购|招|投|批|审|开工|停|产|供|代理|垫|"
    r"法务|流程|竞品|同行|交期|尺寸|规格|质量|色差|工期|订|下单|签|退|换|减|加|涨|跌|降|让|催|账期|折扣|质保|安装|发货|到货|发|送|"
    r"po\b|pr\b|poc|quote|sample|order"
)
# what somebody is said to say, want or decide; 话 as in Cantonese only after a name
_SAYS = re.compile(
    r"(?:带话|捎话|放话|发话|回话|带信|捎信|捎来话|口信|透露|透了|咬死|咬定|松口|松了|点头|点了头|变卦|改主意|改口|坚持|只认|不认|不肯|肯|愿意|答应|同意|拒绝|"
    r"嫌|催|卡|拖|赖|压|砍|嫌弃|抱怨|骂|吼|急|盯|喊|叫|让|托|约|请|要|想|讲|说|(?<![电通对谈说讲回神实])话(?![题费术剧筒])|问|回|等)"
)
_DONE = re.compile(r"了|过(?!去|来|几|两|会|年)|完|晒|到|没")
_NAME = f"[{CUSTOMER}{PERSON}]"
# 姬雨：PR已提交
_QUOTES = re.compile(rf"\W*{_NAME}+[^\W\ue000-\ue00f]{{0,6}}:\s*\S")
# of the speaker's own mind, gossip, taste, the weather, to everybody
_NO_NEWS = re.compile(
    r"要是|如果|假如|万一|本来|要不(?![要是])|忘了|回款|到账|打款|(?:尾|余|首|定|货|打样)[款金][^,，。]{0,4}(?:到|进|收|了)|听说|听讲|据说|传闻|八卦|觉得|感觉|估计|可能|"
    r"大概|也许|怀疑|好像|似乎|琢磨|寻思|我猜|我看|[你您恁侬妳](?!们?的?(?:价|报|货|方案))|大家|各位|(?<!那个)谁|"
    r"真的?[好难太香贵慢烦丑]|不靠谱|靠谱|人(?:很|挺|蛮|真|也)?(?:不错|好|坏|差)|太(?:难|烦|好|香|美|帅|可|搞)|好(?:吃|看|玩|喝|听|帅|美|恶)|难(?:吃|看|搞|缠|弄)|"
    r"小孩|孩子|家娃|酒量|校友|演员|闺女|儿子|女儿|老婆|老公|离婚|结婚|生日|考上|天气|下雨|下雪|加班|请假|日报|周报|报错|饭菜|食堂|自助|面馆|奶茶|八点档|辛苦|谢|恭喜|祝"
)
# 蒙总，那个项目…: said to a colleague; 天福不错: what one thinks of them
_TO_COLLEAGUE = re.compile(rf"\W*{MEMBER}+(?:\s|[,，:：]|[你您])")
# 刘敏的事以后问李娜: a colleague is to do it; 请示下洪哥 is the speaker's own
_ASKS_COLLEAGUE = re.compile(rf"(?<![示报告跟和同与陪带给向找下了])(?<!一下)(?<!{MEMBER}){MEMBER}")
_TASTE = re.compile(rf"{_NAME}的?[真挺蛮很还太也]*(?:不错|可以|好|差|烂|牛|行|厉害)")
_FAIR = re.compile("不错|可以的|厉害")
_ENDS_OPEN = re.compile(r"(?:吧|呗|好不|行不|没有|没|不)\W*$")
_LATER = re.compile(r"(?:再说|改天|算了|不急|就这样|等等|先这样|先不|去|行|中|成|好|可以|得)[吧呗]?\W*$")
# what stands before somebody to whom the speaker goes or turns: no news of theirs yet
_TURNS_TO = re.compile(r"(?:去|到|找|跟|和|与|约|见|给|向|对|帮|替|催|问|联系|拜访)(?:一?趟|一下)?\s*$")
_GOES = re.compile(r"(?:^|[我咱])\W*(?:要|想|准备|打算|得|该|将|会|可能)?(?:再)?(?:去|到|找|跟|和|约|见|拜访|过去)")
_JUST = re.compile("[刚才已]")
_LEAST = 5


def is_tale(scene: Scene, grammar: Grammar, clauses: Sequence[Clause], *, alone: bool) -> bool:
    """Whether clauses that no order took are told: by their phrases, or as news of somebody known or, `alone` in the
    message, of the customer spoken of."""
    if told(scene, grammar, clauses) >= TOLD:
        return True
    news = is_news(scene, clauses) or (alone and (goes_on(scene, clauses) or in_known_words(scene, grammar, clauses)))
    if news and sounds_for_nobody(scene):
        return False
    return news and grammar.examples.command(scene.masked[clauses[0].start :]) is None


# 闺女考上大学了: their private life, where nothing else is told
_FAMILY = re.compile(r"闺女|女儿|儿子|老婆|老公|考上|结婚|离婚|生日|满月|怀孕")
# 佢部抽水机烧咗
_THEIRS = re.compile(r"\W*[他她]")
# 雷子的事你别管: what whoever reads it is to do
_TELLS_YOU = re.compile(r"(?<![说讲让叫请])[你您恁侬]们?(?:先|就|都|也|再)*(?:别|甭|不用|去|来|帮|记得|看着办)")


def in_known_words(scene: Scene, grammar: Grammar, clauses: Sequence[Clause]) -> bool:
    """Whether somebody known, or just met, is spoken of, and others tell so: 梁厨说那台蒸烤箱试了三天 颜色上不去."""
    start, end = clauses[0].start, clauses[-1].end
    if scene.folded.lstrip().startswith("/"):  # a command that there is not
        return False
    plainly = sounds_plainly_told(scene, grammar, start, end)
    asked = asks_outright(scene.folded[clauses[-1].start : end]) or asks_around(scene.folded, clauses[-1].start, end)
    if asked and not (plainly and len(clauses) > 1):
        return False
    if len(clauses) == 1 and _FAMILY.search(scene.folded, start, end):
        return False
    if is_unreal(scene, clauses) or plans(scene, clauses, grammar, order=False):
        return False
    named = [span.value for span in scene.of_kind("customer", start, end) if isinstance(span.value, Mention)]
    known = any((mention.known and mention.sure >= CORE) or introduces(scene.folded, mention) for mention in named)
    known = known or (plainly and len(named) == 1 and named[0].new)
    known = known or any(_is_known(span.value) for span in scene.of_kind("person", start, end))
    theirs = scene.of_kind("pronoun", start, end) or _THEIRS.match(scene.folded, start)
    known = known or (scene.context.customer is not None and bool(theirs))
    return known and not _TELLS_YOU.search(scene.folded, start, end) and sounds_told(scene, grammar, start, end)


def of_nobody_named(scene: Scene, grammar: Grammar, clauses: Sequence[Clause]) -> bool:
    """Whether what sounds told names nobody, so that the bot may ask whom it is about: 去了一趟厂里，老板不在.

    In a group only what is plainly told does."""
    start, end = clauses[0].start, clauses[-1].end
    planned = plans(scene, clauses, grammar, order=False)
    if sounds_plainly_told(scene, grammar, start, end):
        return not is_for_all(scene, [Clause(start=start, end=end, strong=True)]) and not (
            planned and len(clauses) == 1
        )
    if planned or is_unreal(scene, clauses):
        return False
    named = any(scene.of_kind(kind, start, end) for kind in ("customer", "person", "member"))
    alone = not (named or scene.context.group or scene.context.customer)
    return alone and sounds_likely_told(scene, grammar, start, end)


def is_news(scene: Scene, clauses: Sequence[Clause]) -> bool:
    """Whether the clauses, in which no phrase tells enough, state something of a known customer or person."""
    start, end = clauses[0].start, clauses[-1].end
    words, masked = scene.folded[start:end], scene.masked[start:end]
    if scene.folded.lstrip().startswith("/"):  # a command that there is not
        return False
    if not _says_something(masked) or any(hit.weight >= 3 for each in clauses for hit in each.hits):
        return False
    if any(scene.of_kind(kind, start, end) for kind in ("tag", "stage", "level", "phone", "email", "repeat", "pick")):
        return False
    if _is_no_news(scene, clauses, words):
        return False
    people = any(_is_known(span.value) for span in scene.of_kind("person", start, end))
    if _QUOTES.match(masked):
        return True
    matter, says = _MATTER.search(_plain(masked)), _SAYS.search(_after_name(masked))
    if people:
        return bool(matter or says or _DONE.search(words))
    if _FAIR.search(words):
        return False
    customers = [span.value for span in scene.of_kind("customer", start, end) if isinstance(span.value, Mention)]
    if any(introduces(scene.folded, mention) for mention in customers):
        return bool(matter or says)
    named = any(mention.known and mention.sure >= CORE for mention in customers)
    return named and matter is not None and bool(says or _DONE.search(words))


def goes_on(scene: Scene, clauses: Sequence[Clause]) -> bool:
    """Whether the clauses go on about the customer spoken of: 他那边又变卦了，四百亩改成三百亩."""
    start, end = clauses[0].start, clauses[-1].end
    words = scene.folded[start:end]
    if scene.context.customer is None or not _OF_THEM.match(words) or not _says_something(scene.masked[start:end]):
        return False
    named = any(scene.of_kind(kind, start, end) for kind in ("customer", "person", "tag", "stage", "level", "phone"))
    ordered = any(hit.weight >= 2 for each in clauses for hit in each.hits)
    says = _MATTER.search(words) or _SAYS.search(words)
    return bool(says) and not named and not ordered and not _is_no_news(scene, clauses, words)


_OF_THEM = re.compile(
    r"\W*(?:(?:他|她|人家|对方|那边|那头|客户)(?:们|那边|那头|那儿|家)?(?:们)?(?:今天|昨天|刚刚?|刚才|又|还|也|都|后来|一直|说|话|要|想|问|嫌|催|回|"
    r"让|答应|同意)|又(?:来|过来|打来|跑来|回来|跟我|找我)?(?:问|催|砍|压|嫌|挑|变卦|反悔|改口|加价|退|追))"
)


def _is_no_news(scene: Scene, clauses: Sequence[Clause], words: str) -> bool:
    if against(scene, clauses) or _NO_NEWS.search(words) or (_ENDS_OPEN.search(words) and not _LATER.search(words)):
        return True
    masked = scene.masked[clauses[0].start : clauses[-1].end]
    if (
        is_outside(re.sub(r"[,\s]+", "", masked))
        or _ASKS_COLLEAGUE.search(masked)
        or _TO_COLLEAGUE.match(masked)
        or _TASTE.search(masked)
    ):
        return True
    pieces = [scene.folded[each.start : each.end] for each in clauses]
    asked = any(asks_outright(piece) for piece in pieces) or re.search(r"[?]", words)
    if asked or any(is_order_like(scene.masked[each.start : each.end]) for each in clauses):
        return True
    return _plans_itself(scene, clauses[0])


def _plans_itself(scene: Scene, clause: Clause) -> bool:
    """Whether the speaker speaks of going to somebody, and nothing of theirs: 明天想去趟远航."""
    words = scene.masked[clause.start : clause.end]
    name = re.search(_NAME, words)
    before = words[: name.start()] if name else words
    return (
        bool(_TURNS_TO.search(before) or _GOES.search(before)) and not _DONE.search(words) and not _JUST.search(before)
    )


def _is_known(person: object) -> bool:
    return isinstance(person, Person) and bool(person.known)


def _plain(masked: str) -> str:
    return re.sub("[\ue000-\ue00f]", " ", masked)


def _after_name(masked: str) -> str:
    name = re.search(_NAME, masked)
    return masked[name.end() :] if name else ""


def _says_something(masked: str) -> bool:
    return len(re.findall(r"[㐀-鿿a-z0-9]", masked)) >= _LEAST
