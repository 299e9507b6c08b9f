"""People as sales talk names them: 张总, 王工, 欧阳院长, 老谢, 小王, 李凤霞部长; and whom of the known ones that fits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.reading import Named
from nlp.text import fold

_COMPOUND = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 南宫 闻人 长孙 宇文 轩辕 太史 申屠 呼延".split()
_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安"
    "常乐于傅皮卞齐康伍余元卜顾孟黄穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊"
    "胡凌霍虞万支柯昝管卢莫房裘缪干解宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊甄曲封芮储靳汲段富巫乌焦巴牧隗山谷车侯宓郗班仰秋仲伊宫宁仇栾甘厉戎祖"
    "武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲鄂索赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰雍郤璩桑桂濮牛寿边扈燕冀浦尚农温庄晏柴瞿阎慕茹习艾鱼"
    "向古易慎戈廖庾终暨居衡耿满弘匡文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚简饶曾毋沙养鞠须丰巢关蒯荆游竺权逯盖益桓公闫佘佟付隋佀荀岳帅涂粟覃邸"
    "仝原候阳庹谌覃尧檀鹿苟初尧麦咸冼植邝敬揭"
)
SURNAME = rf"(?:{'|'.join(_COMPOUND)}|[{_SINGLE}])"

# 总 in 总部 and 工 in 工厂 are no address
_TITLES = """董事长 副董事长 总经理 副总经理 副总 总监 副总监 经理 副经理 采购经理 大区经理 总工 工程师 老师 老板娘 老板 主任 副主任 厂长 副厂长 部长 副部长 科长 副科长 处长
副处长 局长 院长 副院长 校长 副校长 行长 副行长 站长 队长 店长 园长 所长 组长 班长 馆长 会长 秘书长 会计 出纳 师傅 医生 大夫 护士长 律师 教授 博士 书记 主管 主席 主编 秘书 助理 专员 顾问 设计师 采购
女士 先生 小姐 大姐 大哥 大叔 阿姨 姐 哥 叔 嫂 姨 爷""".split()
_SINGLE_TITLES = (
    r"总(?!部|共|是|结|体|算|额|的|之|价|包|量|数|会|觉|归|监|经理|工)",
    r"工(?!厂|作|程|地|业|人|期|具|资|艺|商|时|段|位|会|单|序|况)",
    r"董(?!事)",
    r"导(?!致|入|出|航)",
)
# 梁太, 陈生: only of a known person
_SOFT_TITLES = r"太(?!太|多|贵|高|低|大|小|慢|快|急|忙|少|长|短|难|好|赶)|生(?!产|意|效|物|活|日|命|成|气|病)"
# 汤院, 柳行: short for 院长, 行长; only of a known person whose title says so
_SHORT_TITLES = "院行局处科队所站校厂部"
_TITLE = "|".join((*sorted(_TITLES, key=lambda title: (-len(title), title)), *_SINGLE_TITLES))
_TITLED = re.compile(_TITLE)
_NICK = re.compile(rf"(?<![㐀-鿿]老)(?P<nick>[老小阿])(?P<surname>{SURNAME})(?!程序|装|麦|[年师板乡家人店客房话本])")
_SHORT = re.compile(rf"(?P<surname>{SURNAME})(?P<title>[{_SHORT_TITLES}](?!长|[业业技室])|{_SOFT_TITLES})")
_NO_GIVEN = re.compile(r"[的了在是和跟给找去到说问见让请把被也都就还又要会与同他她它你我们个这那有没不来过着得]|公司|采购|产品|项目|方案|设计")
_NO_NICK = re.compile(r"小(?:程序|包装|包|麦|时|时候|康|管|米|计|方|路|车|单|解|高|全|成|都|从|应|支|满|白|龙虾|明)")
_LEADS_TO_NAME = frozenset("的跟和给找去到说问见让请把叫是陪由向与同约访系人了")
_GENERIC = frozenset("总 老板 老师 工 董 姐 哥 叔 嫂 姨 大姐 大哥 女士 先生 小姐 师傅 老板娘 经理 导".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One naming of a person. `surname` is empty for Latin and full names that need none.

    `known` are the contacts that it may mean; `full` says that it is one's whole name; `weak` namings (汤院) count
    only when they mean a known one.
    """

    start: int
    end: int
    said: str
    surname: str = ""
    title: str = ""
    full: bool = False
    weak: bool = False
    known: tuple[Named, ...] = ()


def surname_of(name: str) -> str:
    """The surname of a folded name: 欧阳静 → 欧阳, 老申 → 申, 郭总 → 郭, Tom → nothing."""
    if len(name) == 2 and name[0] in "老小阿" and name[1] in _SINGLE:
        return name[1]
    found = re.match(SURNAME, name)
    return found.group() if found and len(name) > len(found.group()) else ""


def surnames_in(folded: str) -> set[str]:
    """The surnames that a text addresses people by: 张总, 小李, 汤院."""
    return {person.surname for person in namings(folded)}


def namings(folded: str) -> Iterator[Person]:
    """All namings by surname with a title or a nick; a title may have several readings (药石主任: 石主任, 药石主任).

    The nearest surname comes first; a given name between surname and title (李凤霞部长) needs a title of two signs.
    """
    for match in _TITLED.finditer(folded):
        for size in (1, 2, 3):
            start = match.start() - size
            named = re.fullmatch(SURNAME, folded[start : match.start()]) if start >= 0 else None
            if named:
                yield _person(folded, start, match.end(), named.group(), match.group())
            elif size > 1 and start >= 0 and len(match.group()) > 1 and (named := re.match(SURNAME, folded[start : match.start()])):
                apart = not start or not "㐀" <= folded[start - 1] <= "鿿" or folded[start - 1] in _LEADS_TO_NAME
                given = folded[start + len(named.group()) : match.start()]
                if apart and re.fullmatch(r"[㐀-鿿]+", given) and not _NO_GIVEN.search(folded, start + len(named.group()), match.start()):
                    yield _person(folded, start, match.end(), named.group(), match.group())
    for match in _NICK.finditer(folded):
        if not _NO_NICK.match(folded, match.start()):
            yield _person(folded, match.start(), match.end(), match["surname"], "")
    for match in _SHORT.finditer(folded):
        yield _person(folded, match.start(), match.end(), match["surname"], match["title"], weak=True)


def _person(folded: str, start: int, end: int, surname: str, title: str, *, weak: bool = False) -> Person:
    return Person(start=start, end=end, said=folded[start:end], surname=surname, title=title, weak=weak)


def likeness(person: Person, contact: Named) -> int:
    """How well a naming by surname fits a known person: 0 not at all, 1 by surname, 2 generic title, 3 the very title.

    张总 fits 张丽 (总经理) and 张伟 (采购总监); 李部长 fits 李凤霞 (采购部长) better than 李广才 (总经理).
    """
    name, job = fold(contact.name), fold(contact.title)
    if surname_of(name) != person.surname:
        return 0
    if person.weak:
        return 2 if person.title in "太生" else 3 if person.title in job or person.title in name[1:] else 0
    if not person.title or person.title in job or name.endswith(person.title):
        return 3
    if person.title == "总" and job in ("ceo", "gm", "coo", "cto", "老板"):
        return 3
    given = person.said[len(person.surname) : len(person.said) - len(person.title)]
    if given and not name.startswith(person.surname + given):
        return 0
    return 2 if person.title in _GENERIC else 1
