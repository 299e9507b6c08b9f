"""People whom nobody knows yet, named in full (和崔铭禹确认了交付, 张翰湘工), and where a text names anybody."""

import re
from collections.abc import Iterator

from nlp.company import ORGANISATION
from nlp.pattern import Pattern
from nlp.people import TITLE, Person, namings
from nlp.regions import REGION
from nlp.surnames import PLAIN_WORD, RARE_SURNAMES, SURNAME
from nlp.text import fold

# what leads to a person's name, and what goes on after one
_LED = (
    r"(?:^|(?<=[\s,，。.;；:：、!！?？(（/|])|"
    r"(?:拜访|联系|介绍|对接|见到|约到|认识|叫做|[和跟与同给找见约请由陪问的是叫让对向被带把]|见了|约了)(?:了|过|到)?)"
)
_GOES_ON = (
    r"(?=[\s,，。.;；:：、!！?？)）/|]|$|[和跟与同说问讲签要想在来去打发回约带给接刚提催嫌也都又还把]|负责|组织|确认|一起|表示|反馈|同意|答应|"
    r"那边|这边|今天|昨天|电话|微信|介绍|推荐|对接|反映|觉得|认为|希望|告诉|通知|先生|女士|小姐|刚才|已经|"
    rf"(?:{TITLE}))"
)
_FULL = Pattern(rf"{_LED}(?P<name>{SURNAME}(?!{SURNAME}{{2}}\b)[㐀-鿿]{{1,2}}?)(?P<title>{TITLE})?{_GOES_ON}")
_NO_NAME = re.compile(
    r"[的了在是和跟给找去到说问见让请把被也都就还又要会与同他她它你我们个这那有没不来过着得吗呢吧啊]|"
    r"公司|集团|电子|科技|软件|采购|产品|项目|方案|设计|价格|合同|报价|样品|客户|订单|时候|时间"
)


def unknown_people(folded: str) -> Iterator[Person]:
    """People named in full, with their title if one stands there, where the words around can be about nobody else."""
    for match in _FULL.finditer(folded):
        name = match["name"]
        plain = PLAIN_WORD.match(name) or _NO_NAME.search(name) or REGION.match(name) or ORGANISATION.search(name)
        if plain or name[0] in RARE_SURNAMES:
            continue
        yield Person(
            start=match.start("name"), end=match.end(), said=folded[match.start("name") : match.end()], full=True
        )


def persons(text: str) -> list[tuple[int, int]]:
    """Where a text names people, known or not: by name, by surname with a title, by a nick. Half open, in order."""
    folded = fold(text)
    titled = [p for p in namings(folded) if not p.weak and p.surname not in RARE_SURNAMES]
    found: list[tuple[int, int]] = []
    for person in sorted((*unknown_people(folded), *titled), key=lambda p: (p.start - p.end, p.start)):
        if all(person.end <= start or person.start >= end for start, end in found):
            found.append((person.start, person.end))
    return sorted(found)
