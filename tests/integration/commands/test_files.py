"""Pictures, papers and recordings: which follow-up they go to, and the one answer to many of them."""

from uuid import UUID

import pytest

from store import attachments
from store.database import Tx
from tests.integration.commands.conftest import MANAGER, OTHER, REP, THIRD
from tests.talk import Talk

pytestmark = pytest.mark.integration

VISIT = "今天拜访了云图的吴总，聊了报价"


def stored(talk: Talk, file: str) -> bytes:
    """What is in a stored file."""

    def key(tx: Tx) -> bytes:
        row = attachments.get(tx, talk.workspace, UUID(hex=file))
        assert row is not None
        return attachments.open_key(tx, talk.workspace, row.id, row.sealed_key)

    return talk.files.load(UUID(hex=file), talk.database.read(key))


def count(talk: Talk) -> int:
    """How many attachments there are."""
    found: int = talk.database.read(
        lambda tx: tx.connection.exec_driver_sql("SELECT count(*) FROM attachment").scalar_one()
    )
    return found


def test_files_with_words_go_to_the_follow_up_of_these_words(talk: Talk) -> None:
    answer = talk.attach(REP, b"\xff\xd8\xff1", b"\xff\xd8\xff2", text=VISIT)
    assert answer.splitlines()[:2] == ["✅ 云图 · 拜访吴昊 · 今天", "📎 2张"]
    assert "聊了报价 📎2" in talk.say(REP, "看看云图")
    talk.say(REP, "撤销")
    assert count(talk) == 0
    assert "11/21" not in talk.say(REP, "看看云图")


def test_nine_pictures_get_one_answer_and_are_undone_as_one(talk: Talk) -> None:
    talk.say(REP, VISIT)
    talk.pass_time(minutes=3)
    said = [talk.attach(REP, b"picture %d" % i, hold=True) for i in range(9)]
    assert said == [""] * 9
    assert talk.wait(REP) == "📎 9张已放进云图10:00的跟进\n[换一家] [撤销]"
    assert count(talk) == 9
    assert "已撤销：附件" in talk.press(REP, "撤销")
    assert count(talk) == 0
    assert "聊了报价" in talk.say(REP, "看看云图")
    talk.press(REP, "恢复")
    assert count(talk) == 9


def test_an_undo_in_words_or_by_number_takes_all_of_them_too(talk: Talk) -> None:
    talk.say(REP, VISIT)
    for i in range(3):
        talk.attach(REP, b"picture %d" % i, hold=True)
    talk.wait(REP)
    number = talk.said[-1].undo
    talk.say(REP, f"撤销 {number}")
    assert count(talk) == 0
    talk.say(REP, "恢复")
    talk.say(REP, "撤销")
    assert count(talk) == 0


def test_a_group_of_pictures_with_words_at_its_first_gets_one_answer(talk: Talk) -> None:
    talk.attach(REP, b"picture 0", text=VISIT, hold=True)
    for i in range(1, 10):
        assert talk.attach(REP, b"picture %d" % i, hold=True) == ""
    assert talk.wait(REP).splitlines()[:2] == ["✅ 云图 · 拜访吴昊 · 今天", "📎 10张"]
    talk.press(REP, "撤销")
    assert count(talk) == 0


def test_what_comes_after_the_answer_gets_its_own(talk: Talk) -> None:
    talk.say(REP, VISIT)
    assert "📎 1张" in talk.attach(REP, b"one")
    assert "📎 1张" in talk.attach(REP, b"two")
    assert count(talk) == 2


def test_words_do_not_wait_behind_pictures(talk: Talk) -> None:
    talk.say(REP, VISIT)
    assert talk.attach(REP, b"one", hold=True) == ""
    assert [line.lines[0] for line in talk.said[-1:]] != ["📎 1张已放进云图10:00的跟进"]
    answer = talk.say(REP, "华星改B级")
    assert answer.startswith("📎 1张已放进云图10:00的跟进")
    assert "华星" in answer


def test_without_a_follow_up_it_asks_for_the_customer(talk: Talk) -> None:
    for i in range(3):
        talk.attach(REP, b"picture %d" % i, hold=True)
    question = talk.wait(REP)
    assert question.splitlines()[0] == "📎 3张放到哪家？直接说名字也行，我先留着"
    assert len(talk.said[-1].choices) == 3
    assert count(talk) == 0
    assert talk.say(REP, "远航").startswith("✅ 远航 · 📎 3张")
    assert count(talk) == 3
    assert "图片 📎3" in talk.say(REP, "看看远航")


def test_the_choice_takes_them_to_todays_follow_up(talk: Talk) -> None:
    talk.say(REP, VISIT)
    talk.pass_time(hours=1)
    talk.attach(REP, b"picture")
    assert talk.say(REP, "云图").startswith("📎 1张已放进云图10:00的跟进")
    assert "📎1" in talk.say(REP, "看看云图")


def test_a_question_left_alone_is_a_draft_that_can_be_taken_up(talk: Talk) -> None:
    talk.attach(REP, b"picture")
    talk.pass_time(hours=2)
    assert "📎1" in talk.say(REP, "草稿")
    talk.press(REP, "第1句")
    assert talk.say(REP, "华星").startswith("✅ 华星 · 📎 1张")
    assert count(talk) == 1


def test_dropping_the_question_files_nothing(talk: Talk) -> None:
    talk.attach(REP, b"picture")
    talk.press(REP, "不记了")
    assert count(talk) == 0
    assert talk.say(REP, "草稿") == "没有草稿"


def test_files_wait_with_words_that_are_asked_about(talk: Talk) -> None:
    assert "是哪家" in talk.attach(THIRD, b"one", text="昨天拜访了宏远，聊了样品")
    assert "📎 2张先留着" in talk.attach(THIRD, b"two")
    answer = talk.say(THIRD, "1")
    assert "📎 2张" in answer
    assert count(talk) == 2


def test_another_customer_can_be_chosen_afterwards(talk: Talk) -> None:
    talk.say(REP, VISIT)
    talk.attach(REP, b"one", b"two")
    assert "放到哪家" in talk.press(REP, "换一家")
    assert "华星" in talk.say(REP, "华星")
    assert "📎" not in talk.say(REP, "看看云图")
    assert "📎2" in talk.say(REP, "看看华星")
    talk.say(REP, "撤销")
    assert "📎2" in talk.say(REP, "看看云图")


def test_the_same_picture_is_not_put_twice(talk: Talk) -> None:
    talk.say(REP, VISIT)
    talk.attach(REP, b"same")
    assert "已经在了" in talk.attach(REP, b"same")
    assert count(talk) == 1


def test_files_stay_with_a_follow_up_that_is_corrected(talk: Talk) -> None:
    talk.say(REP, VISIT)
    talk.attach(REP, b"one", b"two")
    assert "拜访→电话" in talk.say(REP, "不是拜访，是电话")
    assert "📎2" in talk.say(REP, "看看云图")
    talk.say(REP, "撤销")
    card = talk.say(REP, "看看云图")
    assert "拜访" in card.splitlines()[3]
    assert "📎2" in card


def test_a_follow_up_that_is_undone_takes_its_files_along(talk: Talk) -> None:
    talk.say(REP, VISIT)
    number = talk.said[-1].undo
    talk.attach(REP, b"one")
    talk.say(REP, "不是拜访，是电话")
    talk.say(REP, "撤销")
    assert "已撤销：跟进、附件" in talk.say(REP, f"撤销 {number}")
    assert count(talk) == 0
    talk.say(REP, "恢复")
    assert "📎1" in talk.say(REP, "看看云图")


def test_files_come_back_when_asked_for_and_only_to_who_may_read(talk: Talk) -> None:
    talk.say(REP, VISIT)
    talk.attach(REP, talk.picture(b"%PDF-1.7", kind="file", name="报价单.pdf"))
    talk.attach(REP, b"\x89PNG1", text="合同扫描件")
    answer = talk.say(REP, "看云图的附件")
    assert answer.splitlines() == ["云图的附件 2个", "1 11/21 图片 合同扫描件", "2 11/21 文件 报价单.pdf"]
    files = talk.said[-1].files
    assert [each.name for each in files] == ["合同扫描件.png", "报价单.pdf"]
    assert stored(talk, files[1].id) == b"%PDF-1.7"
    assert "陈晓明的客户" in talk.say(OTHER, "看云图的附件")
    assert talk.said[-1].files == ()
    assert "报价单" in talk.say(MANAGER, "看云图的附件")
    talk.say(REP, "看看华星")
    assert "还没有附件" in talk.say(REP, "看附件")


def test_in_a_group_files_are_sent_to_the_asker_alone(talk: Talk) -> None:
    talk.say(REP, "你好")
    talk.attach(REP, b"one", text=VISIT)
    talk.say(REP, "看云图的附件", group=True)
    assert [each.chat.private for each in talk.said if each.files] == [True]


def test_what_cannot_be_fetched_is_said_and_the_words_are_filed(talk: Talk) -> None:
    gone = talk.picture(b"gone")
    talk.platform_files.clear()
    answer = talk.attach(REP, gone, text=VISIT)
    assert "图片没取到，请再发一次" in answer
    assert "✅ 云图" in answer
    assert talk.attach(REP, gone) == "图片没取到，请再发一次"


def test_what_is_too_large_is_said(talk: Talk) -> None:
    talk.say(REP, VISIT)
    assert talk.attach(REP, bytes(2**20 + 1)) == "文件太大，最多1MB，没有存"
    assert count(talk) == 0


def test_a_recording_is_kept_and_said_so_once_a_day(talk: Talk) -> None:
    talk.say(REP, VISIT)
    said = [talk.attach(REP, talk.picture(b"#!AMR%d" % i, kind="voice")) for i in range(2)]
    assert said == ["🎙 语音存好了，我听不懂；请长按转文字再发", ""]
    assert "📎2" in talk.say(REP, "看看云图")
    talk.pass_time(days=1)
    assert "听不懂" in talk.attach(REP, talk.picture(b"#!AMR9", kind="voice"))
    assert count(talk) == 3


def test_what_the_platform_heard_is_repeated(talk: Talk) -> None:
    answer = talk.say(REP, VISIT, heard=True)
    assert answer.splitlines()[:2] == [f"🎙 听成：{VISIT}", "✅ 云图 · 拜访吴昊 · 今天"]


def test_a_quoted_follow_up_gets_the_files(talk: Talk) -> None:
    talk.say(REP, VISIT)
    first = talk.said[-1].id
    talk.say(REP, "/跟进 华星 电话 要样品")
    assert "云图" in talk.attach(REP, b"one", quote=first)
    assert "📎1" in talk.say(REP, "看看云图")


def test_a_customers_name_alone_files_them(talk: Talk) -> None:
    answer = talk.attach(REP, b"one", text="云图")
    assert answer.startswith("✅ 云图")
    assert "📎 1张" in answer


@pytest.mark.parametrize("group", [False, True])
def test_a_stranger_s_files_are_not_even_fetched(talk: Talk, group: bool) -> None:
    talk.attach("路人", b"one", group=group)
    assert list(talk.files.folder.glob("**/*")) == []


def test_english(talk: Talk) -> None:
    talk.say(REP, "/lang en")
    talk.say(REP, "/log 云图 met Wu, talked about the quotation")
    assert talk.attach(REP, b"one").startswith("📎 1 picture(s) put with 云图's follow-up of 10:00")
