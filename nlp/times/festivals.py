"""Festivals, holidays, solar terms and lunar dates: 国庆, 春节后第一天, 冬至, 腊月二十三, 母亲节."""

import re
from collections.abc import Callable
from datetime import date

from nlp.pattern import Pattern
from nlp.times.calendar import TERMS, is_workday, lunar_day, lunar_eve, next_holiday, solar_term, workdays_from
from nlp.times.frames import nth_weekday
from nlp.times.numerals import NUMBER, whole
from nlp.times.period import DAY, Asked, Bounds, Period, make_day, single_days

_SOLAR = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "三八节": (3, 8), "女神节": (3, 8), "植树节": (3, 12),
    "愚人节": (4, 1), "劳动节": (5, 1), "五一": (5, 1), "青年节": (5, 4), "护士节": (5, 12), "儿童节": (6, 1),
    "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1), "万圣节": (11, 1), "光棍节": (11, 11),
    "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "平安夜": (12, 24), "圣诞": (12, 25),
    "十一": (10, 1), "六一": (6, 1), "618": (6, 18), "万圣夜": (10, 31), "圣诞夜": (12, 24), "跨年夜": (12, 31),
    "跨年": (12, 31),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "大年初一": (1, 1), "元宵": (1, 15), "龙抬头": (2, 2), "端午": (5, 5), "七夕": (7, 7),
    "中元节": (7, 15), "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
_NTH = {"母亲节": (5, 6, 2), "父亲节": (6, 6, 3), "感恩节": (11, 3, 4)}
_EVE = ("除夕", "大年三十", "年三十", "年夜饭")
_FRIDAYS = ("黑色星期五", "黑五")
# weather, names of people and sales events as well: a festival only beside a word that makes them one
_SHY = {
    "雨水",
    "小满",
    "小雪",
    "大雪",
    "白露",
    "谷雨",
    "小寒",
    "大寒",
    "大暑",
    "小暑",
    "十一",
    "六一",
    "618",
    "小年",
    "跨年",
    "黑五",
    "双11",
    "双十一",
    "双12",
    "双十二",
    "芒种",
    "寒露",
    "霜降",
    "处暑",
}
_NAMES = sorted({*_SOLAR, *_LUNAR, *_NTH, *_EVE, *_FRIDAYS, *TERMS}, key=len, reverse=True)
FESTIVAL_STARTS = frozenset(name[0] for name in _NAMES) | frozenset("农阴旧闰正腊冬十一二三四五六七八九过完年节大")
FESTIVAL_SECONDS = {
    begin: frozenset(name[1] for name in _NAMES if name[0] == begin)
    for begin in "元情妇女植愚劳青护儿建教国万光平圣春龙端重母父感除立雨惊谷夏芒白霜处"
}
_NAME = Pattern(f"(?P<name>{'|'.join(_NAMES)})(?:国际)?(?P<feast>劳动节|儿童节|妇女节|青年节|节)?")
_SURE = Pattern(r"(?:之|以|过)?[前后](?![台端面])|当天|那天|当日|期间|假期|长假|小长假|放假|到|节气")
# what is made, given or held for a festival is not on it: 圣诞果篮, 中秋月饼, 国庆大促
_GOODS = Pattern(
    r"的?(?:[水花]?果|礼|月饼|粽|贺卡|卡片|卡券|树|老人|帽|灯|大?促|活动|备货|订单|款(?!项)|季|档|主题|套装|套餐|装饰|装置|布置|物料|海报|福利|慰问"
    r"|红包|对联|春联|年货|年会|糖|酒(?!店)|特供|特卖|专场|专供|限定|版|新品|爆款|氛围|气氛|元素|物资|用品|市场|行情|旺季|生意|客流|晚会|联欢"
    r"|[大小]?礼包|货|流程|方案|策划|议程|节目|横幅|条幅|彩排|预算|排[产班]|邀请函|请柬|名单|致辞|文案|推文|宣传|义诊|康乃馨"
    r"|鲜花|花[束篮]|蛋糕|奖[品金]|补贴|单子|样品|设计|摊位|展位|专题|那[批单款份])"
)
_AFTER = Pattern(
    rf"(?:假期|放假|长假|小长假)?(?:(?:过|以|之)?后|完)(?:的?第(?P<n>{NUMBER})(?P<kind>天"
    rf"|个工作日|个上班日)|的?首个?(?P<first>工作日|日|天))?(?![台端面天])"
)
_BEFORE = Pattern(rf"(?:的?前(?P<n>{NUMBER})天|前(?P<eve>夕|一天))")
_SPAN = Pattern(r"(?:小?长假|假期|放假|期间)(?!的?第)")
_FEAST = Pattern(rf"(?:过完?)?节(?P<way>前|后)(?:的?第(?P<n>{NUMBER})(?:天|个工作日))?(?![台端面])")
_NEW_YEAR = Pattern(r"(?:过完?|大)?年(?P<way>前|后|里)(?![台端面段期度半])")
# 年初八, 大年初六, 年廿八: the first days of the lunar year, and the last
_YEAR_DATE = Pattern(
    r"(?<![0-9零〇一二三四五六七八九十几半全整])大?年(?:初(?P<first>[一二三四五六七八九十])|(?P<last>(?:廿|二十)[一二三四五六七八九]))(?![月万千百个多块元%岁亿])"
)
_LUNAR_DATE = Pattern(
    r"(?P<mark>农历|阴历|旧历)?(?P<leap>闰)?(?P<m>正|腊|冬|十[一二]?|[一二三四五六七八九])月"
    r"(?:初(?P<first>[一二三四五六七八九十])|(?P<d>[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十))[日号]?"
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def festival_at(text: str, pos: int, asked: Asked, year: int | None = None) -> tuple[Period | None, int] | None:
    """The festival that stands here, in the year when one was said: 明年母亲节."""
    if text[pos : pos + 1] not in FESTIVAL_STARTS:
        return None
    if found := _lunar_date(text, pos, asked, year):
        return found
    if year is None and (
        found := _year_date(text, pos, asked) or _feast(text, pos, asked) or _new_year(text, pos, asked)
    ):
        return found
    match = _NAME.match(text, pos)
    if not match or not _plausible(text, match, year):
        return None
    return _with_suffix(text, match, year)


def _plausible(text: str, match: re.Match[str], year: int | None) -> bool:
    """Whether the name is the day: not 十一点, 周五一起, 小雪 (a person)."""
    name, before, after = match["name"], text[: match.start()][-1:], text[match.end() : match.end() + 1]
    if _GOODS.match(text, match.end()):
        return False
    if match["feast"] or name.endswith("节"):
        return True
    if name in ("五一", "十一", "六一", "618") and (
        before in "一二三四五六七八九十零百千周第拜期.-0123456789" and before
    ):
        return False
    if name == "五一" and after and after in "一二三四五六七八九十个点百千万号月":
        return False
    if name in _SHY:
        if year is not None and name in _SOLAR:
            return True
        return bool(_SURE.match(text, match.end())) or (year is not None and name in TERMS)
    return True


def festival_day(name: str, year: int) -> date | None:
    """The day of a festival in a year; 春节 belongs to the year that it opens."""
    if name in _SOLAR:
        return make_day(year, *_SOLAR[name])
    if name in _LUNAR:
        # the lunar year opens in January or February: 腊八 and 小年 close the one before
        return lunar_day(year - 1 if _LUNAR[name][0] == 12 else year, *_LUNAR[name])
    if name in _NTH:
        month, weekday, count = _NTH[name]
        return nth_weekday(year, month, weekday, count)
    if name in _FRIDAYS:
        thanks = nth_weekday(year, 11, 3, 4)
        return thanks + DAY if thanks else None
    if name in _EVE:
        return lunar_eve(year - 1)
    return solar_term(year, name)


def _with_suffix(text: str, match: re.Match[str], year: int | None) -> tuple[Period | None, int]:
    """国庆, 国庆假期, 国庆前三天, 国庆节后第一天."""
    name, end = match["name"], match.end()
    if after := _AFTER.match(text, end):
        count = whole(after["n"]) if after["n"] else 1
        vague = not (after["n"] or after["first"])
        plain = after["kind"] == "天" and name not in _OFF
        return _moved(name, year, lambda day: _day_after(day, count or 1, plain), vague=vague), after.end()
    if before := _BEFORE.match(text, end):
        count = whole(before["n"]) if before["n"] else 1
        if before["n"]:
            return _stretched(name, year, lambda day: (day - (count or 1) * DAY, day)), before.end()
        return _moved(name, year, lambda day: day - DAY), before.end()
    if (span := _SPAN.match(text, end)) and name in _OFF:
        return _stretched(name, year, days_off), span.end()
    return _moved(name, year, lambda day: day), end


# festivals with days off
_OFF = {"元旦", "春节", "清明", "五一", "劳动节", "端午", "中秋", "国庆", "十一", "除夕", "大年初一"}


def _day_after(day: date, count: int, plain: bool) -> date:
    """The count-th day after a festival: a workday when the festival has days off."""
    return day + count * DAY if plain else workdays_from(day, count)


def days_off(day: date) -> Bounds:
    """The days off in a row that hold a holiday: 国庆假期."""
    first = last = day
    while not is_workday(first - DAY) and (day - first).days < 12:
        first -= DAY
    while not is_workday(last + DAY) and (last - day).days < 12:
        last += DAY
    return first, last + DAY


def _moved(name: str, year: int | None, move: Callable[[date], date], *, vague: bool = False) -> Period | None:
    """The day beside a festival, of the named year or of any."""
    if year is not None:
        day = festival_day(name, year)
        return Period(grain="day", fixed=(move(day), move(day) + DAY), vague=vague) if day else None

    def around(anchor: date) -> list[Bounds]:
        days = (festival_day(name, number) for number in range(anchor.year - 1, anchor.year + 3))
        return single_days(move(day) for day in days if day)

    return Period(grain="day", around=around, vague=vague)


def _stretched(name: str, year: int | None, stretch: Callable[[date], Bounds]) -> Period | None:
    """The days around a festival, of the named year or of any."""
    if year is not None:
        day = festival_day(name, year)
        return Period(grain="range", fixed=stretch(day)) if day else None

    def around(anchor: date) -> list[Bounds]:
        days = (festival_day(name, number) for number in range(anchor.year - 1, anchor.year + 2))
        return [stretch(day) for day in days if day]

    return Period(grain="range", around=around)


def _feast(text: str, pos: int, asked: Asked) -> tuple[Period | None, int] | None:
    """节前, 节后第一天: the public holiday that comes next (or that it is now)."""
    match = _FEAST.match(text, pos)
    if not match or (pos and text[pos] == "节" and text[pos - 1] in "季调关环细情章品礼使"):
        return None
    today = asked.today
    first = today
    while not is_workday(first) and (today - first).days < 12:
        first -= DAY
    holiday = next_holiday(first)
    if holiday is None:
        return None
    begin, after = days_off(holiday)
    if match["way"] == "前":
        return Period(grain="day", fixed=(workdays_from(begin, -1), begin), vague=True), match.end()
    count = whole(match["n"]) if match["n"] else 1
    day = workdays_from(after - DAY, count or 1)
    return Period(grain="day", fixed=(day, day + DAY), vague=not match["n"]), match.end()


def _new_year(text: str, pos: int, asked: Asked) -> tuple[Period | None, int] | None:
    """年前 is the time until New Year's Eve, 年后 begins with the first workday after the Spring Festival."""
    match = _NEW_YEAR.match(text, pos)
    if (
        not match
        or match["way"] == "里"
        or (pos and text[pos - 1] in "今明去前后本每当全半来多几数0123456789一二三四五六七八九十两")
    ):
        return None
    today = asked.today
    springs = [day for year in (today.year, today.year + 1) if (day := lunar_day(year, 1, 1))]
    if match["way"] == "后":
        # the fortnight after it still looks back at this one
        spring = next(day for day in springs if day + 15 * DAY > today)
        day = workdays_from(spring, 1)
        return Period(grain="day", fixed=(day, day + DAY), vague=True), match.end()
    eve = next(day for day in springs if day - DAY > today) - DAY
    return Period(grain="range", fixed=(today, eve), vague=True), match.end()


def _lunar_date(text: str, pos: int, asked: Asked, year: int | None) -> tuple[Period | None, int] | None:
    """农历腊月二十三, 正月初八, 农历八月十五; without 农历 only 正 腊 冬 or 初 make a date lunar."""
    match = _LUNAR_DATE.match(text, pos)
    if not match or not (match["mark"] or match["leap"] or match["m"] in _MONTHS or match["first"]):
        return None
    month = _MONTHS.get(match["m"]) or whole(match["m"]) or 1
    day = whole(match["first"] or match["d"]) or 1
    return _lunar(-month if match["leap"] else month, day, asked, year), match.end()


def _year_date(text: str, pos: int, asked: Asked) -> tuple[Period | None, int] | None:
    """年初八 is the eighth day of the lunar year, 年廿八 the 28th of its last month."""
    match = _YEAR_DATE.match(text, pos) if text[pos] in "年大" else None
    if not match:
        return None
    month, day = (1, whole(match["first"])) if match["first"] else (12, whole(match["last"]))
    return _lunar(month, day or 1, asked, None), match.end()


def _lunar(month: int, day: int, asked: Asked, year: int | None) -> Period | None:
    """A lunar day of the named year, or of those around; a leap month is negative."""
    if year is not None:
        found = lunar_day(year, month, day)
        return Period(grain="day", fixed=(found, found + DAY)) if found else None

    def around(anchor: date) -> list[Bounds]:
        return single_days(lunar_day(number, month, day) for number in range(anchor.year - 2, anchor.year + 3))

    return Period(grain="day", around=around) if around(asked.today) else None
