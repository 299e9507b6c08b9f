"""What was said beside the commands and no command took."""

import pytest

from nlp import New
from tests.unit.nlp.talk import read

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "commands", "left"),
    [
        ("给华星打上重点客户，他们又下单了", ["tag.add"], ("他们又下单了",)),
        ("华星用的是对手家的系统，给华星打上重点客户", ["tag.add"], ("华星用的是对手家的系统",)),
        ("华星改名叫星河科技，他们预算很充足", ["customer.rename"], ("他们预算很充足",)),
        ("华星电话改成13900001111，样机下周能到货", ["customer.update"], ("样机下周能到货",)),
        ("华星又叫小星，他们搬到昆山去了", ["customer.alias"], ("他们搬到昆山去了",)),
        ("删除客户华星，他们公司注销了", ["customer.delete"], ("他们公司注销了",)),
        ("撤销，他们预算很充足", ["undo"], ("他们预算很充足",)),
        (
            "华星的商机金额改成25万，阶段推到谈判，周四下午3点提醒我发方案",
            ["reminder.add"],
            ("华星的商机金额改成25万，阶段推到谈判",),
        ),
        ("/改名 华星 星河科技，他们预算很充足", ["customer.rename"], ("他们预算很充足",)),
    ],
)
def test_words_that_no_command_took_are_left(text: str, commands: list[str], left: tuple[str, ...]) -> None:
    reading = read(text)
    assert ([draft.command for draft in reading.drafts], reading.left) == (commands, left)


@pytest.mark.parametrize(
    "text",
    [
        "华星改名叫星河科技，谢谢",
        "华星改名叫星河科技，麻烦尽快处理一下",
        "给华星打上重点客户，其他的先不动",
        "撤销，刚才打错了",
        "新客户 上海弄堂里面馆，老板娘姓俞，13611112222，B级，转介绍来的",
        "提醒我明天10点回访华星，报价也发了",
        "今天拜访了华星，聊了报价，他们预算很充足",
        "王五名下有哪些客户20天没跟了？给我拉个单子",
    ],
)
def test_what_was_taken_or_says_nothing_is_not(text: str) -> None:
    assert read(text).left == ()


@pytest.mark.parametrize(
    "text",
    [
        "华星改名叫星河科技，报价也发了",
        "华星改名叫星河科技 报价也发了",
        "华星又叫小星，方案已发了",
        "给华星打上重点客户，样品也寄过去了",
    ],
)
def test_what_is_told_beside_an_order_is_filed(text: str) -> None:
    reading = read(text)
    assert [draft.command for draft in reading.drafts][1:] == ["followup.log"]
    assert reading.left == ()


def test_a_name_ends_where_the_next_words_begin() -> None:
    names = [read(text).drafts[0].slots["name"] for text in ("华星改名叫星河科技 报价也发了", "ABC改名叫Star Tech Ltd")]
    assert names == ["星河科技", "Star Tech Ltd"]
    assert read("华星改名叫“星河；科技”，报价也发了").drafts[0].slots["name"] == "“星河；科技”"


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("/新客户 广州宏达；有限公司 李总", "广州宏达；有限公司", ()),
        ("新客户：广州宏途;科技", "广州宏途;科技", ()),
        ("新客户 “海天;味业”", "海天;味业", ()),
        ("新客户 海天;味业", "海天", ("味业",)),
    ],
)
def test_a_name_with_a_semicolon_is_whole_or_its_rest_is_said(text: str, name: str, left: tuple[str, ...]) -> None:
    reading = read(text)
    assert reading.drafts[0].slots["customer"] == New(name=name)
    assert reading.left == left


def test_semicolons_part_customers_and_what_is_told() -> None:
    assert [draft.slots["customer"] for draft in read("新客户 甲乙科技；丙丁食品").drafts] == [
        New(name="甲乙科技"),
        New(name="丙丁食品"),
    ]
    assert [draft.command for draft in read("/新客户 甲乙科技；今天拜访了张总").drafts] == [
        "customer.add",
        "followup.log",
    ]


@pytest.mark.parametrize("text", ["华星电话改成13900001111", "华星的级别改成B，今天聊了合同"])
def test_an_order_with_another_value_is_no_correction_of_a_visit(text: str) -> None:
    done = read("今天拜访了华星的张国强，聊了报价").drafts
    drafts = read(text, done=done).drafts
    assert drafts[0].command == "customer.update"
    assert not any(draft.replaces for draft in drafts)


def test_a_new_person_is_not_called_like_the_customer() -> None:
    draft = read("新增联系人 华星 崔铭禹，今天聊了报价").drafts[0]
    assert (draft.command, draft.slots["contact"]) == ("contact.add", New(name="崔铭禹"))
