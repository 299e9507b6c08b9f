"""Questions to the bot: what decides is the thing that is asked for, not the verb."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "filters"),
    [
        ("高意向一共多少家 拉给我", "tags:高意向"),
        ("我名下A级是哪几个", "level:A,owner:张三"),
        ("A级又在待跟进的，帮我捞出来", "tags:待跟进,level:A"),
        ("我这边VIP还剩几家", "tags:VIP,owner:张三"),
        ("VIP名单发一份", "tags:VIP"),
        ("李娜手里的B级捞一捞", "level:B,owner:李娜"),
        ("把谈判阶段的都拉出来看看", "stage:谈判"),
        ("which ones are VIP", "tags:VIP"),
    ],
)
def test_searches(said: str, filters: str) -> None:
    assert short(read(said)) == f"customer.find filters={filters}"


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("20天以上没人碰的，拉个list", "idle_days=20"),
        ("我手里半个月没联系的都有谁啊", "idle_days=15 owner=张三"),
        ("两周没动静的捞出来", "idle_days=14"),
        ("一个月没走动的客户，名单来一份", "idle_days=30"),
        ("好久没联系的客户翻出来看看", ""),
    ],
)
def test_silent_customers(said: str, meaning: str) -> None:
    assert short(read(said)) == f"report.stale {meaning}".strip()


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("看下远航以前都是怎么跟的", "followup.list customer=远航"),
        ("拉下华星之前的跟进", "followup.list customer=华星"),
        ("华星8月到现在都聊过啥", "followup.list customer=华星 range=08-01..11-18"),
        ("把华兴的沟通记录拉一份", "followup.list customer=华兴"),
        ("华星的底细翻出来我看看", "customer.show customer=华星"),
        ("远航资料甩我一份", "customer.show customer=远航"),
        ("刘敏电话甩我一个", "contact.show customer=华兴 contact=刘敏"),
        ("把赵刚的微信推给我", "contact.show customer=远航 contact=赵刚"),
        ("系统里有啥标签？列出来", "tag.list"),
    ],
)
def test_what_is_asked_for_decides(said: str, meaning: str) -> None:
    assert short(read(said)) == meaning


@pytest.mark.parametrize(
    "said", ["上个礼拜全组的跟进汇个总，例会用", "上周大伙儿的拜访情况总结一下", "上周团队跟进盘一下"]
)
def test_digests(said: str) -> None:
    (draft,) = read(said).drafts
    assert draft.command == "report.digest"
    assert str(draft.slots["range"].first) == "2026-11-09"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "said",
    [
        "刘敏把化验单翻出来给我看了，要重做",
        "远航的资料我发过去了，赵刚说看看再定",
        "我这半个月没联系上刘敏，今天总算打通了电话",
        "赵刚说高意向的客户他一共有三十多家，下周给名单",
    ],
)
def test_what_is_told_is_no_question(said: str) -> None:
    assert {draft.command for draft in read(said).drafts} == {"followup.log"}
