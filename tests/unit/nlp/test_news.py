"""What is told without any word of a visit or a call, by whom and of whom; and what only looks told."""

import pytest

from nlp import New
from tests.unit.nlp.talk import named, read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ("赵老板咬定运费必须我们出", "远航"),
        ("刘敏：这批门板色差太大，要退二十箱", "华兴"),
        ("赵刚又改主意，三台改五台", "远航"),
        ("李梅那批桌子月底才能腾出仓", "远航"),
        ("张总喊我周五过去看看模具要不要换", "华星"),
        ("孙丽托她徒弟捎话，明年预算砍一半", "绿地物业"),
        ("远航那边仓库漏水，货全挪到二楼", "远航"),
        ("孙丽下周要去北京培训，维保合同让我找她副手签", "绿地物业"),
    ],
)
def test_what_is_said_of_somebody_known_is_filed(said: str, whose: str) -> None:
    (draft,) = read(said).drafts
    assert (draft.command, draft.slots["customer"]) == ("followup.log", named(whose))


@pytest.mark.parametrize("said", ["他那边又变卦了，三百亩改成两百亩", "又来问能不能分期，我说做不到"])
def test_what_goes_on_about_the_customer_spoken_of(said: str) -> None:
    (draft,) = read(said, customer=named("远航")).drafts
    assert (draft.command, draft.slots["customer"]) == ("followup.log", named("远航"))
    assert short(read(said)) in ("unknown", "ask customer")


@pytest.mark.parametrize("said", ["今天跑了三家", "上午拜访了5个客户", "跑了两家都没人"])
def test_several_customers_are_not_the_one_spoken_of(said: str) -> None:
    assert not read(said, customer=named("远航")).drafts


@pytest.mark.parametrize(
    "said", ["刚说错了，重新来", "又要加班了，烦", "还要再改一下标题", "刚说到哪了", "他又请假了", "又提示报错了"]
)
def test_what_is_said_after_a_customer_need_not_be_of_them(said: str) -> None:
    assert not read(said, customer=named("远航")).drafts


@pytest.mark.parametrize(
    "said",
    [
        "张国强上回说的啥",
        "远航八月到现在都谈过些什么",
        "你们觉得张国强靠谱不",
        "刘敏最近有没有新动静",
        "催赵刚付款那条完成了，划掉",
        "远航的底细翻出来我瞧瞧",
        "刘敏调到别家去了，删掉吧",
        "刘敏的事以后问李娜",
        "等赵刚回来再说",
        "远航尾款到了，入账",
        "赵刚闺女考上大学了",
        "远航那家食堂真不错",
        "我要是刘敏我也砍价",
        "华兴签了，38万",
    ],
)
def test_questions_orders_and_gossip_are_no_tales(said: str) -> None:
    assert not [draft for draft in read(said).drafts if draft.command == "followup.log"]


def test_what_somebody_is_quoted_to_want_is_no_order() -> None:
    (draft,) = read("赵刚微信回我：参数里载重那条删掉，写得太死").drafts
    assert (draft.command, draft.slots["method"]) == ("followup.log", "wechat")


@pytest.mark.parametrize(
    "said",
    ["赵刚松了，尾款口子从财务部挪，但要季付", "刘敏又把我鸽了，人在杭州开新厂", "张国强说智能制造设备明年换"],
)
def test_no_company_is_made_up_where_somebody_known_explains_the_words(said: str) -> None:
    (draft,) = read(said).drafts
    assert not isinstance(draft.slots["customer"], New)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("有家新开的叫金穗粮油 老板想代理面粉", "金穗粮油"),
        ("认识了个做盒饭的老乡叫乐享团膳，想要保温箱", "乐享团膳"),
        ("展会上碰到做儿童手表的「小熊快跑」，要两千台", "小熊快跑"),
        ("今天来了个新客户华美家纺，看中了三款面料", "华美家纺"),
        ("碰见做冷链的冰鲜达，想要两台", "冰鲜达"),
        ("展厅进来一个客，Lakeside Inn的Mr. Fraser，要做38间房，留了名片", "Lakeside Inn"),
    ],
)
def test_a_company_that_is_presented_is_new(said: str, name: str) -> None:
    (draft,) = read(said).drafts
    assert (draft.command, draft.slots["customer"]) == ("followup.log", New(name=name))


def test_who_tells_of_another_speaks_for_their_own_customer() -> None:
    assert short(read("刘敏说发票抬头开成远航了，得重开")) == "followup.log customer=华兴 contact=刘敏"
    assert short(read("今天陪张国强去了远航，看了仓库")).startswith("followup.log customer=远航")


@pytest.mark.parametrize(
    ("said", "method"),
    [
        ("刚跟赵刚喝完回来，他答应加两台车", "meal"),
        ("昨晚陪张国强喝了顿大酒，单子基本定了", "meal"),
        ("在华兴楼下等了一个小时，刘敏才下来拿样品", "visit"),
        ("去远航坐了二十分钟，赵刚一直在接电话", "visit"),
        ("下午拐到绿地建设，周涛不在", "visit"),
        ("我跑了三趟，赵刚总算把合同签了", "visit"),
        ("给刘敏拨过去，她说在开会", "call"),
        ("张国强在群里发话，要检测报告", "wechat"),
        ("刘敏说让我打电话给财务", None),
        ("赵刚说他下周开会定", None),
    ],
)
def test_the_way_in_which_it_happened(said: str, method: str | None) -> None:
    (draft,) = read(said).drafts
    assert (draft.command, draft.slots.get("method")) == ("followup.log", method)
