"""A newcomer's first hour: filed, answered, undone, reminded, and quiet where nobody asked."""

from datetime import timedelta

import pytest

from tests.scenarios.conftest import WEDNESDAY, Office

pytestmark = pytest.mark.scenario
SENTENCE = "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进"


async def test_a_visit_is_filed_undone_filed_again_and_reminded(office: Office) -> None:
    filed = await office.say("陈晓明", SENTENCE)
    assert "云图" in filed
    assert "11月25日 周三" in filed
    assert "[撤销]" in filed
    assert "聊了报价" not in filed
    await office.press("陈晓明", "撤销")
    assert "聊了报价，下周三" not in await office.say("陈晓明", "云图最近的跟进")
    await office.say("陈晓明", SENTENCE)
    said = await office.wait_until(WEDNESDAY + timedelta(days=7))
    fired = [sent for sent in said if sent.chat.id == "private:陈晓明" and any("云图" in line for line in sent.lines)]
    assert fired
    assert not any("迟到" in line for sent in fired for line in sent.lines)


async def test_in_the_group_it_hears_only_what_it_is_told(office: Office) -> None:
    assert await office.say("李娜", "中午吃什么", group=True, addressed=False) == ""
    assert "恒力" in await office.say("李娜", "今天给恒力钱总打了电话，价格还要再谈", group=True)


async def test_a_reminder_that_was_missed_says_that_it_is_late(office: Office) -> None:
    await office.say("王强", "提醒我今天下午5点给云途回电")
    office.app.business.set(WEDNESDAY + timedelta(minutes=43))
    [fired] = [sent for sent in await office.wait(seconds=1) if sent.chat.id == "private:王强"]
    assert "迟到" in fired.lines[0]
