"""What is forbidden, asked about, supposed, proposed or not yet done is not carried out and not filed."""

import pytest

from tests.unit.nlp.talk import named, read, short

pytestmark = pytest.mark.unit

NOT_MEANT = [
    "不用给华星打VIP",
    "先不要给刘敏打标签",
    "要不要给华星打标签？",
    "华星要打VIP吗？",
    "我想把远航打个标签，打哪个好？",
    "远航还没打标签吧？",
    "别再提醒我给华星发合同了吧？",
    "我还没去华星呢",
    "我忘了联系张总，明天再说",
    "本来要去远航的，结果车坏路上了",
    "华兴要是不降价，咱就换一家",
    "如果华星不签，我们是不是先停供？",
    "我们周五一起去拜访华星吧？",
    "下回去华兴给我带点样品",
    "新客户都要先打电话再拜访，这是规矩",
    "恭喜四哥拿下华星！",
    "你们谁有张国强的微信？推我一下",
    "张总的女儿考上大学了",
    "谁下周去绿地，帮我捎个样机",
    "昨晚请四哥吃了顿火锅",
    "晚上和华星张国强吃饭",
]


@pytest.mark.parametrize("text", NOT_MEANT)
def test_what_is_not_meant_writes_nothing(text: str) -> None:
    writes = [draft for draft in read(text, group=True).drafts if not draft.doubts]
    assert [draft.command for draft in writes if draft.command not in ("reminder.cancel", "help")] == []


MEANT = [
    ("别忘了提醒我明天上午给华星发合同", "reminder.add customer=华星 at=11-19T09:00"),
    ("能不能提醒我明天上午给华星发合同？", "reminder.add customer=华星 at=11-19T09:00"),
    ("可以给华星打个VIP吗", "tag.add customer=华星 tags=VIP"),
    ("帮我把远航的VIP去掉好吗？", "tag.remove customer=远航 tags=VIP"),
    ("把周五的提醒推到下周三上午", "reminder.snooze at=11-25T09:00"),
    ("华兴别再标VIP了", "tag.remove customer=华兴 tags=VIP"),
    ("四哥，明天下午把华星的合同发给我", "task.assign customer=华星 to=四哥 due=11-19T15:00"),
    ("我想看看华星最近的跟进", "followup.list customer=华星"),
    ("下午到华星收了货款，张总还想压一个月", "followup.log customer=华星 contact=张国强 at=11-18T15:00 method=visit"),
    ("华星张总那边成了，先交半年，周五签合同", "followup.log customer=华星 contact=张国强 next_at=11-20T09:00"),
    ("和华星的崔铭禹确认了交付时间", "followup.log customer=华星 contact=崔铭禹"),
]


@pytest.mark.parametrize(("text", "said"), MEANT)
def test_what_is_asked_for_politely_or_told_is(text: str, said: str) -> None:
    assert short(read(text)).startswith(said)


def test_words_and_and_are_no_name() -> None:
    draft = read("今天跟他们聊了报价和样品", customer=named("华星")).drafts[0]
    assert "contact" not in draft.slots
    assert draft.slots["customer"] == named("华星")
