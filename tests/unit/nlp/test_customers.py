"""Names of companies: their parts, their namings, and new ones."""

import pytest

from nlp.company import CORE, EXACT, SHORT, forms
from nlp.newnames import new_companies
from nlp.text import fold

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("苏州恒力机械有限公司", {"苏州恒力机械有限公司": EXACT, "恒力机械": SHORT, "恒力": CORE}),
        ("中粮面业(德州)有限公司", {"中粮面业德州有限公司": EXACT, "中粮面业": SHORT, "中粮": CORE}),
        ("ABC Logistics Ltd", {"abclogisticsltd": EXACT, "abclogistics": SHORT, "abc": CORE}),
        ("半亩奶茶岳麓店", {"半亩奶茶岳麓店": EXACT, "半亩": CORE}),
        ("鼎泰集團股份有限公司", {"鼎泰集团股份有限公司": EXACT, "鼎泰": CORE}),
    ],
)
def test_a_company_is_named_by_its_parts(name: str, expected: dict[str, int]) -> None:
    found = dict(forms(name))
    assert {form: found.get(form) for form in expected} == expected


@pytest.mark.parametrize("name", ["长沙市第一中学", "泸州安康大药房连锁有限公司", "中国石油化工股份有限公司"])
def test_a_trade_an_ordinal_or_a_region_is_no_name(name: str) -> None:
    assert not {"第一", "大药房", "泸州", "长沙", "石油化工", "中国"} & {form for form, _ in forms(name)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("今天拜访了无锡精锐自动化的孙总", "无锡精锐自动化"),
        ("跟深圳市优耐特传感器有限公司的Lisa邮件往来", "深圳市优耐特传感器有限公司"),
        ("扫街扫到一家「梅溪湖老灶火锅」", "梅溪湖老灶火锅"),
        ("今天拜访漯河嘉禾地板，柴总说", "漯河嘉禾地板"),
        ("跟宏达科技的李总聊了", "宏达科技"),
    ],
)
def test_a_new_company_is_spotted(text: str, name: str) -> None:
    assert name in [mention.said for mention in new_companies(fold(text), [])]


@pytest.mark.parametrize(
    "text",
    [
        "我们公司",
        "有没有冷链物流",
        "跟设备科徐主任还有他们刘院长一起谈的",
        "展示机可以免费放店头",
        "讲菌种呢让我在小会议室",
        "现在900出厂",
        "他们总部的料",
    ],
)
def test_plain_words_are_no_company(text: str) -> None:
    assert new_companies(fold(text), []) == []
