"""Companies that nobody knows yet: told by the words around them, and what is none."""

import pytest

from nlp import Draft, New
from tests.unit.nlp.talk import read

pytestmark = pytest.mark.unit


def new(drafts: tuple[Draft, ...]) -> list[str]:
    """The names of the customers that drafts would make."""
    customers = [each.slots.get("customer") for each in drafts]
    return [each.name for each in customers if isinstance(each, New)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("今天扫街扫到一家新的，叫海棠宠物乐园，老板娘姓卫，想要样品", "海棠宠物乐园"),
        ("在车站边上逛出来个线索：阿福修表铺，老板姓储，问维修零件", "阿福修表铺"),
        ("有个姓燕的养蜂的，百来箱蜂，叫花溪蜂园，想要包装瓶", "花溪蜂园"),
        ("下午拜会了张家口坝上风电场，设备科长姓阮，齿轮箱要换油", "张家口坝上风电场"),
        ("今天顺路去了趟岷县当归加工厂，厂长不在，留了名片", "岷县当归加工厂"),
        ("展会上逮着个青岛海之星冷库的负责人，聊了聊，想换制冷机组", "青岛海之星冷库"),
        ("展会识咗间中山明记灯饰厂，老板想睇样", "中山明记灯饰厂"),
        ("路过一家小店，招牌写着阿婆米线，进去聊了聊，老板要十箱一次性碗", "阿婆米线"),
        ("广交会遇到Bluewave Sports的采购Anna，要三个样", "Bluewave Sports"),
        ("跟印度的Sharma Exports聊了半小时，想要十个柜", "Sharma Exports"),
        ("抖音私信来了个客户，叫小鹿妈妈烘焙，想要样品", "小鹿妈妈烘焙"),
        ("陪师傅去了一趟海宁的鑫达皮草，老板姓费，聊了半小时", "鑫达皮草"),
        ("上午在火车站那边扫楼，17楼的恒信会计师事务所要了报价", "恒信会计师事务所"),
    ],
)
def test_a_house_that_nobody_knows_is_named(text: str, name: str) -> None:
    assert new(read(text).drafts) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "赵刚带我看了仓库，灯管像日光灯管，得换电源",
        "孙丽说颜色偏黄，地板得重做包装",
        "等了大半个月的赵总今天终于见着了，托盘的事聊了聊",
        "约了好几趟的孙经理终于出来吃饭了",
        "张国强下个月去德国看厂，回来再定",
        "赵刚把面粉退了，嫌出粉率低，改做速冻食品",
        "李梅那边货物改走空运，明天到",
        "今天跑了三家五金店，没一家要货",
        "下周四再去讲第二场",
        "在高铁站碰到以前的同事，他现在做医疗设备",
        "跟华星张总聊完又去讲课",
    ],
)
def test_what_happens_is_no_name(text: str) -> None:
    assert new(read(text).drafts) == []


def test_somebody_of_a_new_house_is_named_after_what_they_do() -> None:
    (draft,) = read("广交会遇到Bluewave Sports的采购Anna，要三个样").drafts
    assert draft.slots["contact"] == New(name="Anna")
