"""What is not for the bot: thanks, talk between people, guesses; and wishes that it does not (yet) serve."""

import re

from nlp.pattern import Pattern
from nlp.phrases import MEMBER, PERSON, TIME
from nlp.questions import asks_outright
from nlp.scene import Scene

_THANKS = Pattern(
    r"\W*(?:好的?|好嘞|好咧|行|嗯+|哦+|噢|ok(?:ay)?|收到|知道了?|明白了?|懂了|谢谢?(?:你|您|啦|了|小助手)?|"
    r"多谢|感谢|辛苦了?|thx|thanks?(?: you)?|3q|赞|牛|厉害|哈+|嘿+|呵+|早|早安|早上好|晚安|你好|您好|hi|"
    r"hello|在吗|棒|"
    r"对|是的?|没事|没关系|不客气|拜拜|bye|啊|呀|吧|哈|呢|啦|了|[\W_])+"
)
# 敏姐，… / 阿杰你… / @李娜 晚上…: said to a colleague
_TO_COLLEAGUE = Pattern(rf"^\W*@?{MEMBER}+(?:\s*[,，~～!！:：]|\s*(?:你|您|那边你)|\s)")
_ADDRESSED = Pattern(rf"\W*{MEMBER}+(?:\s*[,，~～!！:：]|\s*[你您]|\s)")
_POLITE = re.compile(r"能不能|可不可以|可以不|方不方便|有没有空|有空没|行不行|好不好|得不得闲|能否|可否")
_NOT_TO_FILE = Pattern(r"(?:别|不要|不用|先别|甭|莫|先莫|勿)(?:往系统里?|往里)?(?:记|录|登记|写进|入系统)(?!错|混|岔)")
_GUESS = Pattern(r"^\W*(?:要是|如果|假如|万一|你们?(?:说|觉得|猜)|听说|据说|我琢磨)")


def is_thanks(folded: str) -> bool:
    """收到, 谢谢, 好的👌: nothing to answer. A command's name (/收到) is none."""
    return not folded.lstrip().startswith("/") and _THANKS.fullmatch(folded) is not None


def names_colleague(scene: Scene) -> bool:
    """Whether the words begin with a colleague's mention: @李娜 …"""
    return scene.masked.lstrip()[:2] == f"@{MEMBER}"


def asks_colleague(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause asks a colleague for something to know, and requests nothing: 税哥你明天去不去自贡."""
    return _ADDRESSED.match(scene.masked, start) is not None and asks_outright(_POLITE.sub("", scene.folded[start:end]))


def is_between_people(scene: Scene) -> bool:
    """Whether the words are for a colleague, or a guess, or not to be filed: 敏姐，那个报价你看过没."""
    if names_colleague(scene):
        return True
    if _TO_COLLEAGUE.search(scene.masked):
        return re.search(r"你|您|[?]|吗|呗|不$|没$|谁", scene.folded) is not None
    return _GUESS.search(scene.folded) is not None or _NOT_TO_FILE.search(scene.folded) is not None


# 回款5万, 尾款到了: money that came in
_MONEY = (
    r"(?:回款|到账|打款|来款|进账)[^,。;\n]{0,4}?[0-9一二两三四五六七八九十百千万半]|"
    r"(?:回款|货款|尾款|定金|首款|进度款|质保金|预付款?)(?!的?(?:水单|凭证|截图|回单|发票|收据|底单))[^,。;\n]{0,6}?(?:到[了账]|来了|收到|打来|打过来|进来|进账)|"
    r"[款费钱账](?:也|都|已经?|刚)?(?:到账|到位|进账|到了)|到款[^,。;\n]{0,3}?[0-9一二两三四五六七八九十百千万半]|"
    r"(?:进|到|来|收|汇|转)[^,。;\n]{0,4}?[0-9一二两三四五六七八九十百千万半]+"
    r"(?:[万千百块元wk][0-9一二三四五六七八九]?的?(?:货|尾|定|首|余|全)?[款钱]|的?(?:货|尾|定|首|余|全)款|钱)"
)
# orders that other commands will serve one day: 推到商务谈判, 这单标输单, 转给王强, 放回公海
_ORDERS = (
    r"(?:单子?|商机|阶段)[^,。;!?\n]{0,12}?(?:标|推[到进去]|[挪转调拨进][到去]|往[^,。]{0,6}?[走推挪]|改成|改到|改为|→|按)|"
    r"阶段[^,。;!?\n]{0,6}?(?:改|换|调|推|挪|进|转|到)|(?:推|挪|改|转|进|调)[^,。;!?\n]{0,8}?阶段|"
    r"(?:推|挪|走|改|进|转)(?:到|成|进|至)?[^,。;\n]{0,4}?[\ue009]|"
    r"(?:登记|登一?下|录一?下|新建|新开|开|建|立|加)[^,。;!?\n]{0,6}?(?:回款|货款|商机|合同|单子)|"
    r"(?<![未没不])(?:登记?|录入?|入|记|补)(?:一?[下笔个]|上|到)?(?:回款|货款|到款|收款|款项?|账|帐)(?![户号期本面单])|"
    r"(?:登|录)(?:一?[下份个]|上)?(?:合同|商机|订单)|"
    r"(?:标|按|算)[^,。;\n]{0,4}?(?:赢单|输单|丢单|成交)|(?:金额|预计成交)[^,。;\n]{0,8}?(?:改|调|换)|"
    r"(?:以后|往后|今后|后面|之后|开始|起|归|换|改|转)[^,。;!?\n]{0,3}?(?:归|换|由|让|给|交|转|划|拨|派)?(?:给|到|成)?\ue002+(?:来|去|接手?|名下|手里|那儿|那边)?(?:跟(?!我说)|管|负责|对接|维护|接手|盯|名下|手里)|"
    rf"(?:转给|分给|派给|(?<![前{TIME}])交给|分配给|交接给|移交给)[^,。;\n]{{0,3}}?(?:\ue002|我(?!们))|"
    r"转我名下|(?:放|放回|退回|退到|扔回)公海|公海[^,。;\n]{0,10}?(?:领|捡|归我)|(?:我)?(?:认领|领走)了?"
)
# and what a whole message may wish for beside them
_WISHES = (
    r"输单|赢单|丢单|成单|(?:单子?|商机|合同|回款|货款|尾款|定金)[^,。;!?\n]{0,14}?(?:丢了|黄了|凉了|赢了|输了|拿下|成交|预测)|"
    r"日报|周报|月报|业绩|排行|排名|榜|漏斗|转化率|预测|公海|导出|导一?份|导个表|报表|销冠|知识库|话术|并到|合并|释放|离职|权限|角色|规则|规矩|指令|命令|口令|字段|"
    r"(?:拿下|签了|赢了|输了|黄了|凉了)[^,。;\n]{0,6}?[0-9一二三四五六七八九十百千万]+(?:\.[0-9]+)?(?:万|w|k|元|块)"
)
_OUTSIDE_ORDER = Pattern(f"{_ORDERS}|{_MONEY}")
_OUTSIDE = Pattern(f"{_ORDERS}|{_MONEY}|{_WISHES}")


# 他说单子往后推: what others say is no order
_SAID = Pattern(rf"(?<![刚上我{MEMBER}])(?:说|讲|表示|要求|希望|打算|准备)(?!的)")


def orders_outside(masked: str) -> bool:
    """Whether a clause orders what no known command serves: 商机推到谈判."""
    found = _OUTSIDE_ORDER.search(masked)
    return found is not None and not _is_told(masked, found)


def is_outside(masked: str) -> bool:
    """Whether a whole message is for what no known command serves: 这单标输吧, 上周周报发我一份."""
    found = _OUTSIDE.search(masked)
    return found is not None and _HANDED.search(masked, 0, found.end()) is None


_FILED = Pattern(r"登记|[登录]一?[下笔]|记一?[下笔]|[登录记补](?:回款|到款|收款|账)|入(?:一?[个下笔])?账")


def files_money(folded: str) -> bool:
    """Whether money that came in is to be filed: 到账五万，记一下."""
    return re.search(_MONEY, folded) is not None and _FILED.search(folded) is not None


# 黄经理把批复转给我了: what a customer's person did with a paper
_HANDED = Pattern(rf"{PERSON}[^,。;!?\n{PERSON}]{{0,4}}(?:把|将)[^,。;!?\n]{{1,16}}(?:转|发|交|分|移)给我$")


def _is_told(masked: str, found: re.Match[str]) -> bool:
    return bool(_SAID.search(masked, 0, found.start() + 1) or _HANDED.search(masked, 0, found.end()))
