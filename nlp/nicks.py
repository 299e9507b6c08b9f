"""What people are called among friends (廖小敏: 小敏, 敏姐, 阿敏), and where a text calls somebody so."""

from functools import lru_cache
from typing import NamedTuple

from nlp.company import TRADE_END
from nlp.pattern import Pattern
from nlp.people import TITLE, is_honoured, is_titled, surname_of
from nlp.surnames import PLAIN_WORD
from nlp.text import fold_name

_KINSHIP = "姐哥叔姨嫂爷婶伯姑舅妹弟"
# 莉莉|姐, 怡君|课长
KIN = Pattern(rf"(?:{TITLE}|[{_KINSHIP}公])(?:子|儿|她|他)?")
# where a clause begins, or a word that leads to somebody
LED = Pattern(
    r"(?:^|[^㐀-鿿a-z0-9]|[跟和同与找给见问让叫喊约陪请把被向对带等催由是为替帮访系送接会](?:了|到|过|上|着)?|碰[到上见]了?|遇[到上见]了?|"
    rf"[今昨前]天|[昨今]儿个?|刚才?|[上下中]午|早上|晚上|后来|完了|结果|[弟哥姐妹]{{2}}|媳妇|徒弟|老[婆公]|[儿女][子儿]|闺女|侄[子女]|姐夫|妹夫|同事|(?:{TITLE}))$"
)
_WITH = "[跟和同与陪约]|拜访了?|走访了?|[约见碰遇][到着上见]了?|见了|联系了?|会了"
# who stands after these was met, whatever goes on: 跟小燕对了账
MET = Pattern(rf"(?:{_WITH})$")
# what goes on about somebody who is named
GOES_ON = Pattern(
    r"\s?(?:[说讲问打来在要想回约让叫催带给把嫌喊又也还都就真很太总老更再先刚才已正突终跟和找发送收签同答那自今昨通聊谈唠见吃喝请拿看点领陪接过去到]|"
    r"的(?:电话|手机|微信|号码|联系方式|资料|生日|邮箱)|[这那上下](?:边|儿|头|回|次|周|个?月|几天|阵子?)|今|最近|居然|竟然|果然|[上下中]午|早上|晚上|电话|微信|语音|本人|[a-z]|[^㐀-鿿a-z0-9]|$)"
)
# given names that are words of every day, too
_EVERYDAY = """建设 文化 国际 光明 国庆 建国 长江 黄河 海洋 春天 美丽 永远 新华 和平 建材 金属 文艺
东方 红旗 卫星 解放 胜利 前进 中华 高峰 大力 平安 长城 长期 永久 成功 正好 明天 青年
学习 文明 世纪 太平 大海 小康 开心 可可 天天 多多
小时 小心 小学 小米 小区 小小 小说 刚刚 常常 明明 好好 慢慢 早早 久久 往往 仅仅 单单 偏偏 年年 月月 日日"""
_WORDS = frozenset(_EVERYDAY.split())
_GIVEN = Pattern(r"[㐀-鿿]{1,2}")
# 阿依古丽, 云其其格: longer names have no surname
_HAN = Pattern(r"[㐀-鿿]+")
_CHINESE = 3


class Nick(NamedTuple):
    """One way to call somebody: `kin` where a word like 姐 must follow, `theirs` where their company must be named."""

    text: str
    kin: bool = False
    theirs: bool = False


@lru_cache(maxsize=16384)
def nicks(name: str) -> tuple[Nick, ...]:
    """What 廖小敏 is called among friends: 小敏, 敏姐, 阿敏, 敏敏; and 雷鸣: 雷子, 小鸣, 鸣哥."""
    whole = fold_name(name)
    surname, given = _parts(whole)
    if not surname_of(whole) and len(whole) > _CHINESE and _HAN.fullmatch(whole):
        return (Nick(whole[-2:]), Nick(whole[-3:]), Nick(whole[:2]), Nick(whole[:2], kin=True))
    if not surname or not _GIVEN.fullmatch(given):
        return ()
    last = given[-1]
    found = [Nick(given)] if len(given) > 1 and given not in _WORDS and not _plain(given) else []
    found += [Nick(given, kin=True)] if len(given) > 1 else []
    found += [Nick(nick) for nick in (f"小{last}", f"阿{last}", last * 2) if nick not in _WORDS]
    found += [Nick(last, kin=True), Nick(surname, kin=True, theirs=True)]
    return (*found, Nick(f"{surname}子", theirs=True), Nick(f"小{surname}子", theirs=True))


def _parts(whole: str) -> tuple[str, str]:
    if is_titled(whole):  # 卞老板 is called nothing else
        return "", ""
    surname = surname_of(whole) or whole[: len(whole) - 2]
    return surname, whole[len(surname) :]


def _plain(given: str) -> bool:
    return PLAIN_WORD.match(given) is not None or TRADE_END.search(given) is not None


def given_names(name: str) -> tuple[str, ...]:
    """What a person of a full Chinese name may be looked up by, when named without surname: 廖小敏 → 小敏, 敏."""
    surname, given = _parts(fold_name(name))
    if not surname or not _GIVEN.fullmatch(given):
        return ()
    return tuple(dict.fromkeys((given, given[-1], *((surname,) if len(name) > _CHINESE else ()))))


def latin_parts(name: str) -> tuple[str, ...]:
    """The first name of a folded Latin name, and a last name of four and more letters; Mr. Goh is not called Mr."""
    first, _, rest = name.partition(" ")
    if not rest or not name.isascii() or first.endswith(".") or is_honoured(name):
        return ()
    last = rest.rpartition(" ")[2]
    return tuple(part for part, least in ((first, _FIRST), (last, _LAST)) if len(part) >= least)


_FIRST, _LAST = 3, 4
_BEFORE_KIN = Pattern(rf"[㐀-鿿](?=[{_KINSHIP}总工]|[㐀-鿿][长理任师监管书])")
_FAMILIAR = Pattern(r"(?<=[小阿])[㐀-鿿]|([㐀-鿿])\1")
_BARE = Pattern(
    rf"(?P<met>{_WITH})?(?:(?<![㐀-鿿a-z0-9])|(?<=[跟和同与找给见问让叫喊约陪请把向对带等催由访系刚天午上了到着]))(?=(?P<name>[㐀-鿿]{{2}}))"
)


def given_in(folded: str) -> set[str]:
    """The given names by which a text may call somebody: 莉莉姐, 阿威, 跟嘉欣说."""
    found = {match.group()[-1] for match in _FAMILIAR.finditer(folded)}
    for match in _BEFORE_KIN.finditer(folded):
        found |= {match.group(), folded[max(0, match.start() - 1) : match.end()]}
    return found | {
        each["name"] for each in _BARE.finditer(folded) if each["met"] or GOES_ON.match(folded, each.end("name"))
    }
