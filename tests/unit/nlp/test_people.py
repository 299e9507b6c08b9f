"""People by surname with title or nick, and how well a known one fits."""

import pytest

from nlp.people import likeness, namings, surname_of
from nlp.reading import Named

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("跟张总通了电话", "张总"),
        ("欧阳院长说", "欧阳院长"),
        ("华药石主任在", "石主任"),
        ("李凤霞部长", "李凤霞部长"),
        ("老谢说不急", "老谢"),
        ("小王收的货", "小王"),
        ("董工收的", "董工"),
    ],
)
def test_a_naming_is_found(text: str, first: str) -> None:
    assert next(namings(text)).said == first


@pytest.mark.parametrize("text", ["总部来人了", "王工厂里", "小程序上线", "老板不在", "产品经理", "工作总结", "小时候"])
def test_plain_words_are_nobody(text: str) -> None:
    assert [person.said for person in namings(text) if not person.weak] == []


def test_surnames() -> None:
    assert [surname_of(name) for name in ("欧阳静", "老申", "郭总", "Tom", "")] == ["欧阳", "申", "郭", "", ""]


def test_a_title_tells_namesakes_apart() -> None:
    chief = Named(kind="contact", id=1, name="李广才", title="总经理")
    buyer = Named(kind="contact", id=2, name="李凤霞", title="采购部长")
    (head,) = [person for person in namings("李部长来电话") if person.said == "李部长"]
    assert likeness(head, buyer) > likeness(head, chief)
    (boss,) = [person for person in namings("李总来电话") if person.said == "李总"]
    assert likeness(boss, chief) >= 2
    assert likeness(boss, buyer) >= 2
