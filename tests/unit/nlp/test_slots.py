"""Whom it was with, how, when, and what comes next: the slots of what is told."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("华星国强刚打来，说展柜的玻璃裂了", "customer=华星 contact=张国强 method=call"),
        ("跟华星国强通完电话，样机留到月底", "customer=华星 contact=张国强 method=call"),
        ("远航刚哥发微信催车牌", "customer=远航 contact=赵刚 method=wechat"),
        ("华兴采购小敏电话里又砍了两个点", "customer=华兴 contact=刘敏 method=call"),
        ("阿梅远航那边说仓库腾出来了", "customer=远航 contact=李梅"),
    ],
)
def test_who_is_called_by_a_part_of_the_name_beside_their_company(text: str, meant: str) -> None:
    assert short(read(text)) == f"followup.log {meant}"


@pytest.mark.parametrize("text", ["华星国强化了质检，要再验一次货", "远航刚换了仓库，李梅说地址要改"])
def test_a_word_that_only_looks_like_a_given_name_is_nobody(text: str) -> None:
    assert "赵刚" not in short(read(text))
    assert "contact=国强" not in short(read(text))


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("去了趟远航，赵刚下乡了没碰上，册子搁门卫了", None),
        ("华星张总在开会没露面，样品留前台了", None),
        ("远航赵刚今天又没上班，跟李梅聊了聊运费", "contact=李梅"),
        ("华兴刘敏出差回来了，说先订三台", "contact=刘敏"),
        ("远航赵刚休假没接电话", "contact=赵刚"),
    ],
)
def test_who_was_not_there_was_not_met(text: str, whom: str | None) -> None:
    meant = short(read(text))
    assert (whom in meant) if whom else "contact=" not in meant


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("今天往远航跑了一趟，赵刚要换托盘", "visit"),
        ("上午跑苏州，华星张总嫌样机吵", "visit"),
        ("前天去常州拜会的华星张总，合同改了两条", "visit"),
        ("张国强领我参观了新车间，要我们报照明", "visit"),
        ("远航门口白等半天，单子塞给保安了", "visit"),
        ("刚从宁波回来，赵刚说运费他认", "visit"),
        ("跟孙丽开的物业评审会，清单过了", "meeting"),
        ("给赵刚打了仨都不接", "call"),
        ("跟赵刚嗦了碗粉，他说年后再签", "meal"),
        ("在远航门口聊了会儿，赵刚说不吃饭了，单子先放着", "visit"),
        ("开了三个钟头到哈尔滨，华星张总嫌样机吵", "visit"),
        ("请赵刚下的馆子，喝到十点多，他答应先订五台", "meal"),
        ("路过远航进去看了看，李梅要新样册", "visit"),
        ("去宁波三天，远航赵刚天天陪，合同总算签了", "visit"),
        ("货到远航了，赵刚说纸箱压坏两个", None),
        ("华星张总说新食堂要管八百人吃饭，先出个方案", None),
    ],
)
def test_how_it_was_is_told_by_where_one_was(text: str, way: str | None) -> None:
    meant = short(read(text))
    assert meant.startswith("followup.log")
    assert (f"method={way}" in meant) if way else "method=" not in meant


@pytest.mark.parametrize(
    ("text", "next_at"),
    [
        ("赵刚喊我明天去码头验货，装车前要抽检，我答应早上七点半到", "11-19T07:30"),
        ("张国强约我周六去厂里量尺寸，上午十点碰头", "11-21T10:00"),
        ("孙丽催清单，我周五下午四点之前给她寄过去", "11-20T16:00"),
        ("孙丽催清单，我答应周末前出一版", None),
        ("说好今天见周涛他又推了，改到下周一上午十点", "11-23T10:00"),
        ("周涛要来看咱的样板间 定的周五下午两点", "11-20T14:00"),
        ("远航年底要搬新仓，赵刚说搬之前不压货", None),
        ("赵刚下个月8号去广州参展，展位还没布", None),
        ("华兴刘敏说他们12月3号开标", None),
        ("远航系统又崩了，我让技术今晚看", None),
        ("孙丽说绿地物业的尾款周五打", None),
        ("周涛让我月底之前把清单给他，25号我带过去", "11-25T09:00"),
    ],
)
def test_the_next_step_is_the_speakers_own(text: str, next_at: str | None) -> None:
    meant = short(read(text))
    assert meant.startswith("followup.log")
    assert (f"next_at={next_at}" in meant) if next_at else "next_at=" not in meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "【跟进】客户：远航｜对接：赵刚｜方式：拜访｜时间：11.16 14:00｜托盘要加厚｜下一步：11.23 送报价",
            "customer=远航 contact=赵刚 at=11-16T14:00 next_at=11-23T09:00 method=visit",
        ),
        (
            "【回访】客户：华星｜人：张国强｜怎么聊的：微信｜说了啥：样机好用｜下次：12.1 问补货",
            "customer=华星 contact=张国强 next_at=12-01T09:00 method=wechat",
        ),
    ],
)
def test_a_form_with_bars_gives_its_slots(text: str, meant: str) -> None:
    assert short(read(text)) == f"followup.log {meant}"


def test_a_round_without_stops_is_a_follow_up_for_each() -> None:
    text = "今天跑了三家上午华星张总见到了嫌样机吵中午顺道去远航门市坐了坐赵刚要换托盘下午绿地物业孙丽带我看了机房"
    assert short(read(text)) == (
        "followup.log customer=华星 contact=张国强 at=11-18T09:00 method=visit | "
        "followup.log customer=远航 contact=赵刚 at=11-18T12:00 method=visit | "
        "followup.log customer=绿地物业 contact=孙丽 at=11-18T15:00 method=visit"
    )


def test_what_came_about_only_later_was_then() -> None:
    assert "at=11-18 " in short(read("上个月底答应赵刚的色卡今天才寄出去，微信跟他说了")) + " "


def test_dotted_dates_stand_between_blanks_beside_a_way_to_meet() -> None:
    assert short(read("远航 赵刚 11.16 电话 返利谈崩了 12.1再约")) == (
        "followup.log customer=远航 contact=赵刚 at=11-16 next_at=12-01T09:00 method=call"
    )


def test_a_part_of_the_day_is_of_the_day_told_before() -> None:
    assert short(read("昨天上午华星张总签收了样机；下午远航赵刚来电要换托盘")) == (
        "followup.log customer=华星 contact=张国强 at=11-17T09:00 | "
        "followup.log customer=远航 contact=赵刚 at=11-17T15:00 method=call"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("温岭顺昌五金改行做窗帘了 自己找上门问轨道", "温岭顺昌五金"),
        ("义乌佳美饰品搬厂了 打电话来要纸箱", "义乌佳美饰品"),
        ("刚聊了个做月饼的，叫临平糕香坊，要小批量纸盒", "临平糕香坊"),
        ("有个卖茶的找过来，叫松阳半山茗，要五百个铁罐", "松阳半山茗"),
        ("遇到个搞民宿的，店名云栖小筑，想订床品", "云栖小筑"),
        ("头一回见登封少室建材的厂办钱主任，工作服年底到期，册子留下了", "登封少室建材"),
        ("今天碰见一家刚装修的 李记板面 老板想订碗筷", "李记板面"),
        ("云和县木玩世家玩具转产做教具了，采购打电话来问亚克力板", "云和县木玩世家玩具"),
    ],
)
def test_a_new_name_ends_where_their_doings_begin(text: str, name: str) -> None:
    meant = short(read(text))
    assert meant.startswith(f"followup.log new customer={name}")
    assert meant.split(f"customer={name}")[1][:1] in (" ", "")


@pytest.mark.parametrize("text", ["孙丽聊起年会想找人做主持培训", "赵刚想找做窗帘的厂家，托我打听"])
def test_what_somebody_looks_for_is_no_company(text: str) -> None:
    assert "new" not in short(read(text))


def test_another_customer_that_is_but_shown_is_no_turn_to_them() -> None:
    assert short(read("孙丽想看我们做的样板，我周六带她去华星看看")) == (
        "followup.log customer=绿地物业 contact=孙丽 next_at=11-21T09:00"
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("12月20日早上8点半 华星元旦横幅要量，到点叫我", "12-20T08:30"),
        ("周五上午十点提醒我跟远航对春节排班", "11-20T10:00"),
    ],
)
def test_what_is_made_for_a_holiday_is_not_on_it(text: str, at: str) -> None:
    assert f"at={at}" in short(read(text))
