"""The plainest sentences, said in private and in a group: no weights may ever make them something else."""

import pytest

from tests.unit.nlp.talk import read

pytestmark = pytest.mark.unit

PLAIN = {
    "followup.log": (
        "拜访华星",
        "今天拜访了华星",
        "给华星打了电话",
        "跟华星张总通了电话",
        "昨天去了华星",
        "华星张总说考虑考虑",
        "张总说价格太高",
        "见了张总",
        "和张总吃了个饭",
        "微信联系了张总",
        "上午拜访华星，聊得不错",
        "华星那边说下周给答复",
        "跟进华星：发了合同",
        "记一下：华星预算批了",
    ),
    "reminder.add": (
        "下周三提醒我给华星打电话",
        "明天上午十点提醒我开会",
        "提醒我明天联系张总",
        "每周一早上九点提醒我交周报",
    ),
    "tag.add": ("给华星打上重点客户", "华星加个标签重点客户"),
    "tag.remove": ("去掉华星的重点客户",),
    "customer.add": ("新建客户 青禾灯具", "新客户：青禾灯具，联系人李敏 13800001111"),
    "customer.update": ("华星改成A级", "张总电话改成13900001111"),
    "customer.show": ("看看华星", "华星的资料"),
    "customer.find": ("我的客户", "重点客户有哪些", "A级客户"),
    "followup.list": ("华星最近的跟进",),
    "contact.show": ("华星有哪些联系人", "张总电话", "华星张总电话", "华星李工的微信号"),
    "reminder.list": ("我的待办", "明天有什么安排"),
    "reminder.cancel": ("取消明天的提醒",),
    "task.assign": ("让李娜明天给华星送样品", "派给李娜：周五前给华星出方案"),
    "report.digest": ("日报",),
    "report.stale": ("谁30天没跟了", "帮我看看谁三十天没联系了"),
    "tag.list": ("标签库",),
    "undo": ("撤销",),
    "help": ("帮助",),
    "customer.delete": ("把华星删了",),
}


@pytest.mark.parametrize("group", [False, True], ids=["private", "group"])
@pytest.mark.parametrize(("command", "said"), [(command, each) for command, said in PLAIN.items() for each in said])
def test_the_plainest_sentences_are_understood(command: str, said: str, group: bool) -> None:
    assert [draft.command for draft in read(said, group=group).drafts][:1] == [command]


@pytest.mark.parametrize("said", ["华星", "远航物流", "上海华星科技有限公司"])
def test_a_name_alone_orders_nothing(said: str) -> None:
    assert read(said).kind == "bare"


@pytest.mark.parametrize("said", ["华星的事你别管", "哈哈哈收工", "谁有投影仪", "堵路上了", "张总是不是湖南人"])
def test_what_is_for_nobody_writes_nothing(said: str) -> None:
    assert read(said, group=True).drafts == ()
