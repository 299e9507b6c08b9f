"""What could not be sent or handled is shown to admins in plain words, and tried again."""

from datetime import timedelta

import pytest

from commands.codec import from_bytes, to_bytes
from commands.message import Message, Outgoing, Person
from store import dead, lanes, outbox
from store.database import Tx
from tests.integration.commands.conftest import ADMIN, OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def give_up(talk: Talk, who: str, text: str, reason: str) -> None:
    """The answer to these words is written, and no platform takes it."""
    talk.now += timedelta(minutes=1)
    hear(talk, who, text)
    talk.work()

    def bury(tx: Tx) -> None:
        for letter in outbox.claim(tx, platform=talk.platform, app=talk.platform, fence=1, limit=100):
            outbox.bury(tx, letter.id, reason)

    talk.database.write(bury).result()


def hear(talk: Talk, who: str, text: str) -> None:
    """Accepts a message that nobody handles yet."""
    chat = talk.chat(who, group=False)
    message = Message(
        key=text, chat=chat, sender=Person(id=who, name=who), text=text, sent_at=talk.now, received_at=talk.now
    )
    talk.store(message)


def fail(talk: Talk, who: str, text: str) -> None:
    """A message that ends with the dead ones."""
    talk.now += timedelta(minutes=1)
    hear(talk, who, text)

    def bury(tx: Tx) -> None:
        for claim in lanes.claim(tx, owner="test", limit=10, lease=30):
            lanes.bury(tx, claim, "RuntimeError")

    talk.database.write(bury).result()


def test_nothing_left_over_is_said_kindly(talk: Talk) -> None:
    assert talk.say(ADMIN, "发不出去的") == "都发出去了，也都处理了，没有剩下的"


def test_only_admins_may_look_and_send_again(talk: Talk) -> None:
    give_up(talk, REP, "今天拜访了云图的吴总", "HTTP 503")
    for words in ("发不出去的", "重发 1", "/死信"):
        assert "权限" in talk.say(OTHER, words)
    assert talk.database.read(lambda tx: dead.count(tx, talk.workspace)) == (1, 0)


def test_a_dead_letter_is_named_and_sent_again(talk: Talk) -> None:
    give_up(talk, REP, "今天拜访了云图的吴总", "TimeoutError")
    shown = talk.say(ADMIN, "/letters")
    assert shown.splitlines() == [
        "没发出去1封",
        f"1 11/21 10:01 给{REP}：✅ 云图 · 拜访吴昊 · 今天 · 平台一直没回应",
        "[重发]",
    ]
    assert talk.press(ADMIN, "重发") == "✅ 已重发1封"
    assert [each.lines[0] for each in talk.said[-2:]] == ["✅ 云图 · 拜访吴昊 · 今天", "✅ 已重发1封"]
    assert talk.press(ADMIN, "重发") == "这个按钮已经用过了"


def test_the_newest_come_first_and_each_goes_by_its_number(talk: Talk) -> None:
    for i in range(8):
        give_up(talk, REP, f"今天拜访了云图的吴总，第{i}次", "413: too large")
    lines = talk.say(ADMIN, "发不出去的").splitlines()
    assert lines[0] == "没发出去8封"
    assert [line[:13] for line in lines[1:7]] == [f"{i + 1} 11/21 10:0{8 - i}" for i in range(6)]
    assert len(lines) == 9
    assert lines[-1] == "[重发1] [重发2] [重发3] [全部重发]"
    give_up(talk, REP, "今天拜访了云图的吴总，又一次", "413: too large")
    talk.say(ADMIN, "重发 2")
    assert talk.said[-2].created_at.astimezone(talk.now.tzinfo).strftime("%H:%M") == "10:07"
    assert "已重发8封" in talk.say(ADMIN, "全部重发")
    assert talk.say(ADMIN, "发不出去的").startswith("都发出去了")


def test_a_number_that_was_not_shown_is_asked_about(talk: Talk) -> None:
    give_up(talk, REP, "今天拜访了云图的吴总", "HTTP 500")
    assert talk.say(ADMIN, "重发 4").startswith("重发哪一条？")
    assert "已重发1封" in talk.say(ADMIN, "重发")


def test_a_reader_who_cannot_be_reached_is_not_written_to_with_all_others(talk: Talk) -> None:
    give_up(talk, REP, "今天拜访了云图的吴总", "Forbidden: bot was blocked by the user")
    give_up(talk, OTHER, "今天拜访了绿源", "HTTP 500")
    assert "对方还没和我私聊，打开了就补发" in talk.say(ADMIN, "发不出去的")
    assert talk.press(ADMIN, "全部重发") == "✅ 已重发1封"
    assert talk.database.read(lambda tx: dead.count(tx, talk.workspace)) == (1, 0)


def test_a_message_that_failed_is_handled_again_in_its_order(talk: Talk) -> None:
    fail(talk, REP, "今天拜访了云图的吴总，电话13812345678")
    talk.now += timedelta(minutes=1)
    assert talk.say(ADMIN, "没处理成的").splitlines() == [
        "没处理成1条",
        f"1 11/21 10:01 {REP}说的没办成：今天拜访了云图的吴总，电话138***…",
        "[再试]",
    ]
    assert talk.press(ADMIN, "再试") == "✅ 重新处理1条"
    hear(talk, REP, "今天拜访了绿源")
    talk.work()
    talk.work()
    talk._sent()
    filed = [each.lines[0] for each in talk.said[-2:]]
    assert [line.split(" · ")[0] for line in filed] == ["✅ 云图", "✅ 绿源"]
    assert talk.database.read(lambda tx: dead.count(tx, talk.workspace)) == (0, 0)


def test_a_message_is_taken_up_only_once(talk: Talk) -> None:
    fail(talk, REP, "今天拜访了云图的吴总")
    [given] = talk.database.read(lambda tx: dead.messages(tx, talk.workspace, 5))
    assert talk.database.write(lambda tx: dead.again(tx, talk.workspace, given.id)).result()
    assert not talk.database.write(lambda tx: dead.again(tx, talk.workspace, given.id)).result()
    [claim] = talk.database.write(lambda tx: lanes.claim(tx, owner="test", limit=10, lease=30)).result()
    assert claim.inbox_id == given.id
    assert talk.database.write(lambda tx: lanes.finish(tx, claim)).result() is None


def test_letters_to_a_group_name_it(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总", group=True)
    letter = talk.said[-1]

    def add(tx: Tx) -> None:
        id = outbox.add(
            tx,
            workspace=talk.workspace,
            platform=talk.platform,
            app=talk.platform,
            chat=letter.chat.id,
            topic="",
            payload=to_bytes(letter),
            inbox_id=None,
            created_at=talk.now,
        )
        outbox.bury(tx, id, "feishu 230002")

    talk.database.write(add).result()
    assert "群：✅ 云图" in talk.say(ADMIN, "发不出去的")
    assert "机器人不在那个群里" in talk.say(ADMIN, "发不出去的")
    [given] = talk.database.read(lambda tx: dead.letters(tx, talk.workspace, 5))
    assert from_bytes(Outgoing, given.payload).lines == letter.lines
