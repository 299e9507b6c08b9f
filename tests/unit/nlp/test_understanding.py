"""What people say, and what it means: the sentences of a small workspace."""

from dataclasses import replace

import pytest

from nlp import Moment, New
from tests.unit.nlp.talk import NAMES, customer, grammar, named, read, short

pytestmark = pytest.mark.unit

SAID = [
    ("跟进 华星：今天拜访，报价20万", "followup.log customer=华星 at=11-18 method=visit"),
    ("/跟进 远航 电话 李梅要对账单", "followup.log customer=远航 contact=李梅 method=call"),
    ("刚跟华星张总通完电话，他说下周定", "followup.log customer=华星 contact=张国强 method=call"),
    ("昨晚请赵刚吃了个饭，远航明年要加两条线", "followup.log customer=远航 contact=赵刚 at=11-17T20:00 method=meal"),
    ("給遠航趙剛打了電話，他說下個月才有預算", "followup.log customer=远航 contact=赵刚 method=call"),
    ("上午和华星技术部李工对了下接口文档，问题不大", "followup.log customer=华星 contact=李工 at=11-18T09:00"),
    ("陈述一下：华兴刘敏微信说样品收到了", "followup.log customer=华兴 contact=刘敏 method=wechat"),
    ("ABC Jack asked for discount yesterday, waiting on legal", "followup.log customer=ABC contact=Jack Ma at=11-17"),
    ("明天那边尤经理发邮件改规格了", "followup.log customer=明天乳业 contact=尤经理 method=email"),
    ("横星科技张国强来电话催货", "followup.log customer=华星 contact=张国强 method=call"),
    ("跟华星张总约好了明天下午3点上门演示", "followup.log customer=华星 contact=张国强 next_at=11-19T15:00"),
    (
        "去了趟华兴，刘敏说价格没问题，下周一我把合同送过去",
        "followup.log customer=华兴 contact=刘敏 next_at=11-23T09:00 method=visit",
    ),
    (
        "昨天拜访华兴，见到了刘敏。标个高意向，后天提醒我发案例",
        "followup.log customer=华兴 contact=刘敏 at=11-17 method=visit | "
        "tag.add customer=华兴 tags=高意向 | "
        "reminder.add customer=华兴 at=11-20T09:00",
    ),
    (
        "今天去杭州博远机电拜访了，见了他们采购部的吴经理，下周一寄样品",
        "followup.log new customer=杭州博远机电 contact=吴经理 at=11-18 next_at=11-23T09:00 method=visit",
    ),
    (
        "上午跑了两家：华星李工在，聊了接口；远航赵刚不在",
        "followup.log customer=华星 contact=李工 at=11-18T09:00 method=visit | "
        "followup.log customer=远航 at=11-18T09:00 method=visit",
    ),
    (
        "今日跟进：\n1. 华星-电话-张总要发票\n2. 远航-微信-李梅没回",
        "followup.log customer=华星 contact=张国强 at=11-18 method=call | "
        "followup.log customer=远航 contact=李梅 at=11-18 method=wechat",
    ),
    ("绿地那边来电话说要重新招标", "ask customer 绿地物业 绿地建设"),
    ("张总说价格太高", "followup.log customer=华星 contact=张国强"),
    ("刚给客户打完电话，记一下", "ask customer"),
    ("提醒我明天下午3点给张总回电", "reminder.add customer=华星 at=11-19T15:00 contact=张国强"),
    ("下周三跟一下远航", "reminder.add customer=远航 at=11-25T09:00"),
    ("两小时后叫我发合同", "reminder.add at=11-18T18:40"),
    ("每周一三五早上8点半叫我打卡", "reminder.add repeat=FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=8;BYMINUTE=30"),
    ("每月1号提醒我给华星开票", "reminder.add customer=华星 repeat=FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0"),
    ("12月28号进场安装，提前一天提醒我", "reminder.add at=12-27T09:00"),
    ("提醒我给华星发合同", "ask at"),
    ("我今天有哪些提醒", "reminder.list range=11-18..11-18"),
    ("把给远航送样的那个提醒取消", "reminder.cancel customer=远航"),
    ("那个提醒推到后天上午10点", "reminder.snooze at=11-20T10:00"),
    ("刚响的那条提醒办完了", "reminder.done"),
    (
        "新客户 宏图二代科技 陈总 13800001111 来源展会 A级",
        "customer.add new customer=宏图二代科技 contact=陈总 phone=13800001111 source=展会 level=A",
    ),
    (
        "加个客户，叫远洋贸易，联系人李梅花，电话 010-6552 1234",
        "customer.add new customer=远洋贸易 contact=李梅花 phone=01065521234",
    ),
    (
        "新增两个客户：陈记砂石场、靖港古镇旅行社",
        "customer.add new customer=陈记砂石场 | customer.add new customer=靖港古镇旅行社",
    ),
    ("华星张总电话改成13912345678", "customer.update customer=华星 contact=张国强 phone=13912345678"),
    ("华星升A级，来源展会", "customer.update customer=华星 source=展会 level=A"),
    ("远航的设备品牌改成汇川，预算50", "customer.update customer=远航 fields=设备品牌:汇川,预算:50"),
    ("给远航加个联系人 周会计 13700001111", "contact.add customer=远航 contact=周会计 phone=13700001111"),
    ("张总电话多少", "contact.show customer=华星 contact=张国强"),
    ("华星什么情况", "customer.show customer=华星"),
    ("我的A级客户有哪些", "customer.find filters=level:A,owner:张三"),
    ("10天没跟的重点客户", "customer.find filters=tags:重点客户,idle_days:10"),
    ("华星上个月的跟进记录", "followup.list customer=华星 range=10-01..10-31"),
    ("李四昨天拜访了谁", "followup.list member=四哥 range=11-17..11-17"),
    ("华星和远航都打上VIP", "tag.add customers=华星+远航 tags=VIP"),
    ("绿地物业去掉待跟进", "tag.remove customer=绿地物业 tags=待跟进"),
    ("给华兴贴一个【年底冲刺】标签", "tag.add customer=华兴 tags=年底冲刺"),
    ("有哪些标签", "tag.list"),
    ("给绿地打个重点客户", "ask customer 绿地物业 绿地建设"),
    ("让李四周五前给华星寄样品", "task.assign customer=华星 to=四哥 due=11-20T09:00"),
    ("任务 @李四 明天下午 去远航补签合同", "task.assign customer=远航 to=四哥 due=11-19T15:00"),
    ("撤销", "undo"),
    ("撤销提醒", "undo of=reminder.add"),
    ("恢复", "redo"),
    ("删掉客户ABC", "customer.delete customer=ABC"),
    ("帮助", "help"),
    ("/help 标签", "help topic=标签"),
    ("生成绑定码", "identity.code"),
    ("绑定 ABCD-2345", "identity.bind code=ABCD-2345"),
]


@pytest.mark.parametrize(("text", "meant"), SAID)
def test_a_message_means_its_commands(text: str, meant: str) -> None:
    assert short(read(text)) == meant


TALK = [
    "收到，谢谢👌",
    "敏姐在吗",
    "李四，华星的合同你发我一份",
    "@李四 华星那边你跟进一下",
    "你觉得华星这个项目怎么样？",
    "要是华星签了我请客",
    "听说远航要被收购了",
    "中午吃啥",
    "明天上午10点公司开会，所有人参加",
    "谁能帮我带杯咖啡",
    "今天好累",
    "跟你们说一声，华星可能要换采购，别往系统里记",
    "我下午要去华星，有人一起吗",
    "帮我写个邮件给华星",
]


@pytest.mark.parametrize("text", TALK)
def test_talk_between_people_writes_nothing(text: str) -> None:
    assert read(text, group=True).drafts == ()


OUTSIDE = [
    "这单标输单吧",
    "把远航转给李四",
    "华星商机推到谈判",
    "上个季度谁是销冠",
    "本月业绩排行",
    "公海里还有啥",
    "绿地建设周涛那边，商机推到谈判",
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_no_command_serves_is_outside_and_no_follow_up(text: str) -> None:
    assert read(text).kind == "outside"


def test_a_customer_without_a_verb_is_bare() -> None:
    reading = read("华星")
    assert reading.kind == "bare"
    assert reading.subject == named("华星")


def test_thanks_are_talk_and_nonsense_is_unknown() -> None:
    assert read("好的谢谢").kind == "talk"
    assert read("哇塞这个颜色真好看").kind == "unknown"
    assert read("   ").kind == "talk"


def test_the_note_keeps_the_speakers_own_words_and_script() -> None:
    text = "@小助手 給遠航趙剛打了電話，他說下個月才有預算😅"
    draft = read(text).drafts[0]
    assert draft.slots["note"] == "給遠航趙剛打了電話，他說下個月才有預算"


def test_a_long_text_keeps_all_its_words() -> None:
    text = "今天拜访了华星张总，" + "他说了很多，" * 1000 + "完"
    draft = read(text).drafts[0]
    assert draft.slots["note"] == text


def test_a_moment_keeps_what_was_said() -> None:
    at = read("今天下午拜访了华星张总，聊了报价").drafts[0].slots["at"]
    assert isinstance(at, Moment)
    assert (at.said, at.clocked, at.day_only) == ("今天下午", False, False)


def test_the_reminder_text_is_what_to_do() -> None:
    assert read("提醒我明天下午3点给张总回电").drafts[0].slots["text"] == "给张总回电"
    assert read("明早九点叫我一声，要寄华兴的样品").drafts[0].slots["text"] == "要寄华兴的样品"


def test_everybody_may_be_reminded() -> None:
    assert read("明天下午三点提醒大家交周报").drafts[0].slots["everyone"] is True


def test_a_short_name_takes_the_speakers_own_and_offers_the_others() -> None:
    other = customer("华星印刷有限公司", "华星印刷", owner="李四")
    both = replace(NAMES, customers=(customer("上海华星科技有限公司", owner="张三"), other))
    draft = read("给华星打了个电话，没人接", both).drafts[0]
    assert draft.slots["customer"] == both.customers[0]
    assert draft.others == (other,)
    asked = read("华星升A级", both).drafts[0]
    assert [each.id for each in asked.doubts[0].candidates] == [each.id for each in both.customers]
    assert {each.said for each in asked.doubts[0].candidates} == {"华星"}


def test_a_slip_of_a_short_name_is_asked() -> None:
    draft = read("电话跟进了远杭，他们挺满意的").drafts[0]
    assert draft.doubts[0].reason == "near"
    assert [each.id for each in draft.doubts[0].candidates] == [named("远航").id]
    assert isinstance(draft.slots["customer"], New)


def test_the_conversations_customer_is_meant_by_a_pronoun() -> None:
    reading = read("他们今天又来电话催报价了", customer=named("远航"))
    assert short(reading) == "followup.log customer=远航 at=11-18 method=call"
    assert short(read("给他家打个VIP", customer=named("远航"))) == "tag.add customer=远航 tags=VIP"


def test_a_list_is_picked_from() -> None:
    shown = (named("华星"), named("远航"), named("ABC"))
    assert short(read("第二个", shown=shown)) == "choose index=2"
    assert short(read("1和3都打上VIP", shown=shown)) == "tag.add customers=华星+ABC tags=VIP"
    assert short(read("最后一个的资料打开我看看", shown=shown)) == "customer.show customer=ABC"


def test_equal_input_gives_equal_output() -> None:
    text = "昨天拜访华兴，见到了刘敏。标个高意向，后天提醒我发案例"
    assert read(text) == read(text)


def test_offsets_point_into_the_text() -> None:
    text = "刚跟华星张总通完电话，他说下周定，周五提醒我送样"
    reading = read(text)
    assert {text[span.start : span.end] for span in reading.spans} >= {"华星", "张总", "下周", "周五"}
    assert all(0 <= draft.start <= draft.end <= len(text) for draft in reading.drafts)


def test_the_grammar_is_compiled_once_and_finds_slash_words() -> None:
    called = grammar().slash("/跟进 华星：今天拜访")
    assert called is not None
    assert (called[0].name, called[1]) == ("followup.log", 3)
    assert grammar().slash("今天跟进了华星") is None


@pytest.mark.parametrize(
    "name", ["应用0甲0公司", "3M中国有限公司", "58同城", "360科技", "有赞", "得力集团", "都市丽人", "先导智能", "多点"]
)
def test_a_new_customer_is_called_as_was_said(name: str) -> None:
    assert short(read(f"新客户 {name}")) == f"customer.add new customer={name}"


@pytest.mark.parametrize("said", ["新客户都要先打电话", "新客户应该先报价", "新客户得先打电话", "新客户太少了"])
def test_a_rule_about_new_customers_makes_none(said: str) -> None:
    assert "customer=" not in short(read(said))


@pytest.mark.parametrize(
    ("said", "commands"),
    [
        ("华星改名叫华星智能，今天聊了报价", ["customer.rename", "followup.log"]),
        ("新客户 甲科技；新客户 乙食品", ["customer.add", "customer.add"]),
        ("新客户 甲科技，今天聊了报价", ["customer.add", "followup.log"]),
        ("华星级别改成A，今天聊了报价", ["customer.update", "followup.log"]),
    ],
)
def test_what_stands_beside_an_order_is_read_too(said: str, commands: list[str]) -> None:
    assert [draft.command for draft in read(said).drafts] == commands
