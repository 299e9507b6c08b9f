"""Everybody is spoken to in their language, by the bot and by the doors; a client's language is where one begins."""

import pytest

from commands.language import spoken_by
from commands.message import Message, Person
from store import members
from tests.integration.commands.conftest import ADMIN, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("client", "language"),
    [("", None), ("zh", "zh"), ("zh-hans", "zh"), ("ZH-TW", "zh"), ("en", "en"), ("en-GB", "en"), ("de", None)],
)
def test_a_client_tells_chinese_and_english_and_leaves_the_rest_open(client: str, language: str | None) -> None:
    assert spoken_by(client) == language


STRANGERS = [("en", "zh", "en"), ("zh-hans", "en", "zh"), ("", "en", "en"), ("", "zh", "zh"), ("de", "zh", "zh")]


@pytest.mark.parametrize(("client", "workspace", "language"), STRANGERS)
def test_a_stranger_is_answered_in_the_language_of_their_client(
    talk: Talk, client: str, workspace: str, language: str
) -> None:
    talk.decide("language", workspace)
    for group in (False, "new-group"):
        talk.store(message(talk, client, text="hello there", colleague=False, group=group, key=f"in {group}"))
        talk.work()
        said = [each for each in talk._sent() if not each.chat.private or each.chat.id == "private:newcomer"]
        assert [each.language for each in said] == [language]


def test_who_is_accepted_keeps_the_language_of_their_client_until_they_choose(talk: Talk) -> None:
    talk.store(message(talk, "en", text="hello there", colleague=False))
    talk.work()
    talk._sent()
    talk.press(ADMIN, "接受")
    told = [each for each in talk.said if each.chat.id == "private:newcomer"]
    assert {each.language for each in told} == {"en"}
    assert talk.say("newcomer", "/lang zh").startswith("好，以后用中文回你")
    talk.store(message(talk, "en", text="/help", colleague=False, key="later"))
    talk.work()
    assert talk._sent()[0].language == "zh"


def test_a_letter_says_its_language_to_the_door(talk: Talk) -> None:
    for command in ("/lang zh", "/lang en"):
        talk.say(REP, command)
        talk.say(REP, "今天拜访了云图的吴总")
    assert [each.language for each in talk.said if each.lines[0].startswith("✅ ")] == ["zh", "en"]


def message(
    talk: Talk, client: str, *, text: str, colleague: bool, group: bool | str = False, key: str = "k"
) -> Message:
    """Something said by a newcomer with this client."""
    return Message(
        key=key,
        chat=talk.chat("newcomer", group=group),
        sender=Person(id="newcomer", name="Ann Lee", colleague=colleague, language=client),
        text=text,
        sent_at=talk.now,
        received_at=talk.now,
    )


@pytest.mark.parametrize(("client", "workspace", "language"), STRANGERS)
def test_a_new_colleague_begins_in_the_language_of_their_client(
    talk: Talk, client: str, workspace: str, language: str
) -> None:
    talk.decide("language", workspace)
    heard = message(talk, client, text="/help", colleague=True)
    chat = heard.chat
    talk.store(heard)
    talk.work()
    known = talk.database.read(
        lambda tx: members.who(tx, talk.workspace, platform=chat.platform, app=chat.app, user_id="newcomer")
    )
    assert known is not None
    assert known[1].language == language
    assert talk._sent()[0].language == language
