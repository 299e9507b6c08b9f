"""Whose a dated clause is and whether it is over, by who acts in it: 周四跟她对一版 is the speaker's step, 他周五回话
is theirs, 周三去的金辉 is past."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nlp.clauses import Clause
from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER, PERSON, PICK, PRONOUN, TIME
from nlp.scene import Scene

_ME = "(?:我|咱)们?"
_WHO = f"(?:他|她|它|伊|渠|您|人家|对方|客户|那边|[{PERSON}{CUSTOMER}{PRONOUN}{PICK}])"
_NO_STOP = "[^,，。;!?]"

# 我答应他|周三, 叫我|后天, 我拉法务|周四; but 答应我|周三 is their word
_I_ACT = Pattern(rf"(?:^|[^给跟和对回诉应知复问发说与同找帮替]){_ME}(?P<between>{_NO_STOP}{{0,12}})$")
# 我催他|周三前给, 我等他|周五: theirs to do
_OTHERS_ACT = Pattern(
    rf"[让叫催请等问听逼盯看见喊猜怕]|告诉我|要求|觉得|估计|以为|听说|(?:说|问|讲|话)(?:了|过)?{_WHO}|"
    rf"(?<![给跟和对应回同与陪找带向]){_WHO}(?:们|那边|家)?说"
)
_ORDERED = Pattern(
    rf"(?:让|叫|催|请|等|喊|要求|逼|盯|安排)(?:了|着)?(?:{_WHO}|(?:我们?)?(?:实施|技术|研发|开发|后台|财务|仓库|工厂|车间|售后|客服|法务|设计|同事|产品|运维)"
    r"(?:部|那边|的人|同事|同学)?$)"
)
_I_ACT_AFTER = Pattern(
    rf"^{_NO_STOP}*?(?<![给跟和对回诉知找帮替等发传寄报让叫催问请])(?:我|咱)(?!们?\s*(?:$|[,，。;的吧呢]))"
)
# 跟她对一版, 陪他去工厂, 给王总补一版
_TO_THEM = Pattern(rf"(?:给|跟|和|同|与|陪|带|找|替|向|帮|约|请|拉|为|覆|回|催|问)\s*{_WHO}")
# a going, a giving, a meeting, whoever is left out
_DOES = Pattern(
    r"再|一起|一块|一同|去(?!年)|送|约|联系|回话|回信|回访|打(?![算款钱]|预付|首付|尾款|定金|货款)|拜访|见|寄|发|签|催|跟进|交|碰|演示|上门|登门|汇报|沟通|拉|带|谈|聊|"
    r"补[货发换样齐]|复[测查尺勘盘检]|测[量一]|丈量|量尺|勘|踩点|布展|出(?:正式|终|新|一|个|份)?[的版]?(?:报价|图|稿|方案|样|版|单|合同)|打样|试[课机样菜穿]|调[货试机]|换货|铺货|摸.{0,2}底|"
    r"探|盯|收口|问|安排|教|改[好完一]|弄好|"
    r"call|visit|demo|meet|follow|send|ping|拿|前往|接着|继续|培训|调试|安装|装机|实施|验收|对账|收款|开(?:线上)?会|跑一?趟|走一?趟|捎|给$"
)
_REPORTED = Pattern(
    r"(?<!我)(?<!咱)(?:说|讲|表示|答应|同意|承诺|要求|希望|打算让|让|叫(?!我)|等|得|问|通知|到|可能|估计|预计|之前|回复|透露|保证|话)"
    r"[^我咱,，]{0,6}$|(?:[他她它]|他们|她们|对方|客户|那边)$"
)
# 明天下午发我合同版本: theirs to do
_FOR_ME = Pattern(rf"{_NO_STOP}{{0,6}}?(?:发|寄|传|给|回|告诉|通知|打给|带给|联系|答复|回复|报|交|送)给?(?:我|咱)")
# 会去, 得补, 要签; but 开的会, 坐了会儿, 会议室, 觉得, 重要 are other words
_WILL = (
    r"要(?![了紧求点价])(?<![重主需必首不]要)|该|(?<![觉记懂晓值舍谈聊做搞弄变显])得(?![^,，。]?$)|"
    r"(?<![开了的一委协工社学商年例晨早晚展茶大])会(?![议儿场展员计长客商面所]|\s*$)"
)
_COMING = Pattern(rf"^{_NO_STOP}{{0,6}}?(?:{_WILL}|准备|打算|记得)")
# 周三去了, 去的金辉, 发的那批, 去过; but 去了解, 该去了, 一起过, 去过数, 做完再送, 再去弄完 are to come
_OVER = Pattern(
    rf"^\s*(?:{_NO_STOP}{{0,12}}?)(?:[去到见谈来开做聊发送寄签打催拉跑吃喝拿寄装看试查测换修补订约](?:完|好|到|出|过去)?的(?!话|过?去|时候)|(?<![约为])了(?![解如])|"
    rf"(?<=[去来到聊谈见打送发问看试吃喝访系通说讲催签寄跑做跟碰请提找催坐])过(?!去|来)|(?<!再)(?<!再[去来过])(?<!再[去来过]{_NO_STOP})完(?![给送发拿后以]|{_NO_STOP}{{0,6}}(?:再|就)))"
)
# 我周五把改完的发回去: what is done already is only carried
_CARRIES = Pattern(rf"^{_NO_STOP}{{0,8}}?(?:把|将|带|拿|揣|捎){_NO_STOP}{{0,8}}?的[㐀-鿿](?!{_NO_STOP}*了)")
# 周五他出差, 周五王总来; but 周五他办公室 is a place, and 他约我 an appointment
_OTHERS_AFTER = Pattern(
    rf"\s*(?:(?:他|她|它|伊)们?(?!那|家|办公|公司|厂|店|处|单位|约|让|叫|喊)|{PERSON}+(?:来|说|要|出|回|会|给|到|休|请假))"
)
# 丛厂长下个月10号|去广州参展, 赵刚明天|要去北京: they are away
_AWAY = Pattern(
    r"\s*(?:也|又|还|就)?(?:要|会|得|准备|打算)?(?:去|到|飞|上|回|在)[^,，。;]{0,8}?"
    r"(?:参展|出差|开会|学习|培训|旅游|度假|过[年节]|考察|老家|国外|总部|医院|住院|述职|进修|体检|比赛)|"
    rf"\s*(?:也|又|还|就)?(?:要|会|得|准备|打算)(?:去|飞|回|出发|动身)(?!{_NO_STOP}*[我咱])"
)
# 周六|上不上班, 周末|看天气: asked about, or left open
_LEFT_OPEN = Pattern(
    r"[^,，。;!?问看再去试确查谈聊核]{0,3}?(?:([㐀-鿿])不\1|能否|有没有|是否|吗|看(?:天气|情况|行情|时间|安排|进度))"
)
# 云图年底|要搬去新区: what happens in their own house
_THEIR_OWN = Pattern(
    r"\s*(?:也|又|还|就|才)?(?:要|会|得|准备|打算|计划)?(?:搬|迁|开业|开张|开[新分]?店|上线|上新|投产|扩[建产]|装修|改造|停[产工业]|放假|换届|招标|"
    r"开标|盘[点库]|审计|年检|关[门张店]|歇业|招人|换[人老系])"
)
# 尾款|周五|打: who pays is the customer
_MONEY = Pattern(r"(?:[款账钱]|首付|定金|押金)[^我咱,，。;]{0,4}$")
_PAYS = Pattern(r"\s*(?:一起|一块|再|就|才|能|会|可以|统一)*(?:打|结|付|汇|转|清|到账?|给)")
_THEIRS = Pattern(rf"(?:[{CUSTOMER}{PERSON}{PRONOUN}]|[他她]们?)(?:那边|那儿|那里|家|这边|说|他们)*\s*$")
# 我答应他周五给, 跟她说好了礼拜四: a promise lies ahead
_PROMISED = Pattern(r"答应|应承|承诺|保证|说好|讲好|约|许了")
# 下午就派人过去, 三点还要去
_UPCOMING = Pattern(rf"{_NO_STOP}{{0,6}}?(?:{_WILL}|准备|打算|记得|就|再|还(?=[要得会]))")
# 跟包经理约在现场: what is arranged lies ahead
_ARRANGED = Pattern(rf"[^,，。;{TIME}]{{0,10}}约(?:[在好到定]|了(?!{_NO_STOP}{{0,6}}{TIME}))")
# 要来看咱的工厂 定的|下周三, 又鸽我，…改到|周五: an appointment of the speaker's
_SET = Pattern(
    r"(?:约|说好|鸽|来看|来[我咱]|见面|碰头|验收|演示|培训|安装|调试|签约|签合同|考察|参观|讲标|评审|会议|开会|对账|[让喊请叫][我咱]|派人)[\s\S]{0,40}[^㐀-鿿a-z0-9](?:时间|日子)?(?:已经?|就|先|又)?(?:定|改)(?:的|在|到|了|成)\s*$"
)
# 跟张总说好|下周二, 定了|下周四; 答应她|周五
_AGREED_WITH = Pattern(
    rf"(?:^|[,，\s])[^,，。;我咱]{{0,4}}[跟和同与]\s*{_WHO}+[^,，。;]{{0,4}}(?:说|讲|定|约|谈|商量|敲)(?:好|妥|定)了?(?:在|的是?)?\s*$|"
    rf"^\s*(?:最后|已经?|总算|终于|先)?(?:敲)?定(?:好|下|在)?了?(?:在|的是)?\s*$|"
    rf"^\s*(?:已经?|先|就|也|只好)?(?:答应|应承|应|许)(?:了|过|下)?\s*{_WHO}*\s*(?:在)?$"
)
# 约了李总|下午四点
_ARRANGED_BEFORE = Pattern(rf"约(?:[好上到定妥成]了?|了|在|的)(?:{_WHO}+[们家]?)?\s*(?:在|的|是)?\s*$")
# 拟于|11月25日, I'll call again|Thu, 请我司|26号: spoken of before it comes
_PLANNED = Pattern(
    rf"(?:拟|计划|定|安排|预计|打算|准备)(?:于|在)?\s*$|(?:改|挪|推迟?|延后?|顺延|提前|调|换)(?:到|在|至)\s*$|还是\s*$|(?:请|邀|约){_ME}(?:司|方)?\s*$|"
    r"(?:\bwill\b|'ll\b|gonna|going to|plan(?:ning)? to|booked|scheduled)[^,，。;]{0,30}$"
)
# 做到|年底, 用到|月底; but 约到, 改到, 推到|周五 set a day
_UNTIL = Pattern(r"(?<![约改定推挪延调排拖放等说讲])到\s*$")
_DOES_BEFORE = Pattern(r"\b(?:call|send|visit|meet|follow|ping|demo|bring|quote|booked|scheduled)(?:ing)?\b")
# 赵刚周五下午|有空: how others are, and neither met nor heard
_SUBJECT = Pattern(rf"(?:[{PERSON}]+|[他她]们?)(?:那边|那儿|那里)?\s*$")
_HEARD = Pattern(
    rf"\s*(?:$|{_NO_STOP}{{0,3}}?(?:[说讲话问回发催找嫌要答约见聊谈跟和给让带请去签收看试吃喝碰]|来(?![货料])|到(?![货期账位款场])"
    r"|打(?![款钱样])|开(?![标业工学盘张])))"
)
# 让|周五去拿: to the speaker, who is left out
_SENT = Pattern(r"(?:让|叫|喊|催)\s*$")
_GOES = Pattern(rf"\s*{_NO_STOP}{{0,4}}?(?:去|过去|送|带|拿|交|上门|签|补)")
_BY_ME = Pattern(r"\s*(?:之?前|以前)?\s*(?:我|咱)们?(?!的|要求|等|司|觉得|让|叫|催)")
_BY_ME_BEFORE = Pattern(rf"(?:^|[^让叫要催喊请等给跟和对回诉应知复问发说与同找帮替]){_ME}\s*$")
_BRINGS_ABOUT = Pattern(rf"{_NO_STOP}{{0,10}}?去{_NO_STOP}{{0,8}}?(?:给|把|帮){_NO_STOP}{{0,14}}(?:了|掉|完|好)\s*$")
_REACHES = Pattern(rf"{_WHO}|给|[去到见约寄送]|上门|拜访|电话|回话|过去")
# 我回她|下周二到: what comes is the goods
_I_TOLD = Pattern(
    rf"(?:我|咱)们?(?:就|也|都|先|只能|只好)?(?:回|答|告诉|通知|[跟和同给对]{_WHO}+(?:说|讲|回)){_NO_STOP}{{0,4}}$"
)
_GOODS_COME = Pattern(
    r"\s*(?:就|才|能|会|得|要|可以|应该|大概|差不多)*(?:到|发|出|有|回)(?:[货库港厂仓]|货物|现货)?(?:了|的|吧)?\s*$"
)
_OF_GOODS = Pattern(r"(?:货|样品?|设备|机器|发票|单子|车|柜子?|合同)\s*$")
# he'll send the PO by|Friday
_HE_WILL = Pattern(
    rf"(?:\b(?:he|she|they|client|customer|boss)|{PERSON})(?: will|'ll| is going to| promised| said)\b[^,，。;]*$"
)
# 礼拜六|再来结账: they come to the speaker's house
_COMES_FOR = Pattern(r"\s*(?:再|又|还|就|才)*(?:要|会)?来(?:结账|拿|提货|拉|取|付|看[样货厂]|参观|交[钱款])")
# 约定|12月1日归还: what was lent or sold on credit comes back
_LENT = Pattern(r"\s*(?:前|之前)?(?:归还|还[我咱款钱货样机清]|付清|结清|还(?=$|[,，。]))")
_SINCE = Pattern(r"(?:从|自|打)\s*$")
_BEGINS = Pattern(r"\s*(?:起|开始|后|以后|之后|就)")
_SOME_TIME = Pattern(
    r"\s*(?:回来|回国|忙完|放假|开完会|出差回来)[^,，。]{0,4}(?:再|后)|\s*(?:(?:以|之|过)?后)?(?:再|才)?(?:说(?![我要他她])|看(?!看|[一他她我样货现])|议|定(?![个了做版]))(?:吧|呗|啦|了|咯|嘛)?\s*$"
)
_CAN = Pattern(rf"{_NO_STOP}{{0,3}}?(?:能|可以|{_WILL})")
_AT_LAST = Pattern(r"\s*(?:才|终于|总算)")
_CAME_ABOUT = Pattern(r"[成妥好定]\s*$|了|已")
# 今天跑了三家: a heading over visits, which are past one and all
_ROUND = Pattern(r"(?:跑|走|转|去|拜访|访|见|看)了?[^,，。]{0,4}?[两俩三仨四五六七八几0-9]+\s*(?:家|个|处|户|位)")
_ENOUGH = 4


def follows(scene: Scene, clauses: Sequence[Clause], start: int) -> bool:
    """Whether something was told before a place: then an open time there may be of the next step.

    阮姐那边成了，先交半年，周五签合同: what came about stands in a clause before the time's own.
    """
    if any(hit.weight < 3 and hit.end <= start for clause in clauses for hit in clause.hits):
        return True
    told = [each for each in clauses if each.end <= start and all(hit.weight < 3 for hit in each.hits)]
    words = "".join(scene.masked[each.start : each.end] + " " for each in told)
    if _ROUND.search(words):
        return False
    plain = sum(sign.isalnum() and not "\ue000" <= sign <= "\uf8ff" for sign in words)
    return plain >= _ENOUGH or _CAME_ABOUT.search(words) is not None


def is_set(before: str) -> bool:
    """Whether the text up to a time arranges a meeting for it: 江涛又鸽我，说好2点看系统，改到|周五."""
    return _SET.search(before) is not None


@dataclass(frozen=True, kw_only=True)
class Around:
    """The words of a clause before and after a time, names as their signs."""

    before: str
    after: str

    @cached_property
    def own(self) -> bool:
        """Whether the speaker acts: 30号我把图给她, 周四跟她对一版, 周五去送样."""
        return self._mine or bool(_DOES.search(self.before[-3:] + self.after) or _DOES_BEFORE.search(self.before))

    @cached_property
    def planned(self) -> bool:
        """Whether the words before the time look ahead: 拟于11月25日再次拜访."""
        return _PLANNED.search(self.before) is not None and not self.over

    @cached_property
    def until(self) -> bool:
        """Whether something goes on up to the time: 老价钱做到年底."""
        return _UNTIL.search(self.before) is not None

    @cached_property
    def others_act(self) -> bool:
        """Whether somebody else is named as who acts: 周五他出差, 我让他周五发来."""
        if _OTHERS_AFTER.match(self.after) or (self.of_others and _AWAY.match(self.after)):
            return True
        if _THEIRS.search(self.before) and _THEIR_OWN.match(self.after):
            return True
        return self._subject is not None and _ORDERED.search(self._subject["between"]) is not None

    @cached_property
    def promised(self) -> bool:
        """Whether the speaker has promised it: 我答应他周五给, 我跟她说好了礼拜四."""
        return self._subject is not None and _PROMISED.search(self._subject["between"]) is not None

    @cached_property
    def theirs(self) -> bool:
        """Whether it is what others said or do: 他说下周三给答复, 明天下午发我, 周五他出差."""
        if self.others_act or _FOR_ME.match(self.after):
            return True
        if _MONEY.search(self.before) and _PAYS.match(self.after):
            return True
        if _HE_WILL.search(self.before) or (not self._mine and _COMES_FOR.match(self.after)):
            return True
        if _OF_GOODS.search(self.before) and _GOODS_COME.match(self.after):
            return True
        if _I_TOLD.search(self.before) and _GOODS_COME.match(self.after):
            return True
        if _LENT.match(self.after):
            return True
        return not self._mine and _REPORTED.search(self.before) is not None

    @cached_property
    def by_me(self) -> bool:
        """Whether the speaker stands right beside the time: 周五下午3点前|我整理好发过去."""
        return not self.over and bool(_BY_ME.match(self.after) or _BY_ME_BEFORE.search(self.before))

    @property
    def awaited(self) -> bool:
        """Whether others are to do something at the time: 图下午能出."""
        return self.theirs and _CAN.match(self.after) is not None

    @property
    def at_last(self) -> bool:
        """Whether it came about only then: 月初答应的样今天|才寄出去."""
        return _AT_LAST.match(self.after) is not None

    @cached_property
    def over(self) -> bool:
        """Whether it is told as done: 周三去的金辉."""
        over = _OVER.match(self.after) is not None and _COMING.match(self.after) is None
        return over and _CARRIES.match(self.after) is None

    @cached_property
    def to_be_done(self) -> bool:
        """Whether a going is to bring something about, which its 了 does not put into the past: 周日去给换了."""
        return _BRINGS_ABOUT.match(self.after) is not None

    @cached_property
    def reaches(self) -> bool:
        """Whether the customer's people are turned to or gone to, rather than something made ready: 明早发她."""
        return _REACHES.search(self.after) is not None

    @cached_property
    def from_then_on(self) -> bool:
        """Whether the time is when something begins to hold: 从今天起改月结."""
        return _SINCE.search(self.before) is not None and _BEGINS.match(self.after) is not None

    @cached_property
    def someday(self) -> bool:
        """Whether the words leave open when after the time, or whether at all: 15号以后再说, 周六上不上班."""
        return _SOME_TIME.match(self.after) is not None or _LEFT_OPEN.match(self.after) is not None

    @cached_property
    def idle(self) -> bool:
        """Whether the words only say what is at the time, and nothing that was done or heard: 赵刚周五下午有空."""
        return _HEARD.match(self.after) is None and not self.over

    @cached_property
    def of_others(self) -> bool:
        """Whether somebody else is named right before the time."""
        return _SUBJECT.search(self.before) is not None

    @cached_property
    def upcoming(self) -> bool:
        """Whether the words say outright that it is to come: 我下午就派人过去."""
        return not self.over and _UPCOMING.match(self.after) is not None and self._mine

    @cached_property
    def arranged(self) -> bool:
        """Whether an appointment stands beside the time, or a promise before it."""
        if self.promised or _ARRANGED_BEFORE.search(self.before):
            return True
        if _AGREED_WITH.search(self.before):
            return not (_PAYS.match(self.after) or _LENT.match(self.after) or _GOODS_COME.match(self.after))
        return _ARRANGED.match(self.after) is not None

    @cached_property
    def _subject(self) -> re.Match[str] | None:
        return _I_ACT.search(self.before)

    @cached_property
    def _mine(self) -> bool:
        if self._subject is not None and not _OTHERS_ACT.search(self._subject["between"]):
            return True
        if _SENT.search(self.before) and _GOES.match(self.after):
            return True
        if _REPORTED.search(self.before) and "我" not in self.after[:3]:
            return False
        return bool(_I_ACT_AFTER.search(self.after) or _TO_THEM.search(self.after))
