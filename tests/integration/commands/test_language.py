"""Everybody is spoken to in their language, by the bot and by the doors; a client's language is where one begins."""

import pytest

from commands.message import Message, Person
from commands.sentences import spoken_by
from store import members
from tests.integration.commands.conftest import REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("client", "language"),
    [("", "zh"), ("zh", "zh"), ("zh-hans", "zh"), ("ZH-TW", "zh"), ("en", "en"), ("en-GB", "en"), ("de", "en")],
)
def test_english_is_for_clients_in_another_language_than_chinese(client: str, language: str) -> None:
    assert spoken_by(client) == language


def test_a_letter_says_its_language_to_the_door(talk: Talk) -> None:
    for command in ("/lang zh", "/lang en"):
        talk.say(REP, command)
        talk.say(REP, "今天拜访了云图的吴总")
    assert [each.language for each in talk.said if each.lines[0].startswith("✅ ")] == ["zh", "en"]


@pytest.mark.parametrize(("client", "language"), [("en", "en"), ("zh-hans", "zh"), ("", "zh")])
def test_a_new_colleague_begins_in_the_language_of_their_client(talk: Talk, client: str, language: str) -> None:
    chat = talk.chat("newcomer", group=False)
    message = Message(
        key="k",
        chat=chat,
        sender=Person(id="newcomer", name="Ann Lee", colleague=True, language=client),
        text="/help",
        sent_at=talk.now,
        received_at=talk.now,
    )
    talk.store(message)
    talk.work()
    known = talk.database.read(
        lambda tx: members.who(tx, talk.workspace, platform=chat.platform, app=chat.app, user_id="newcomer")
    )
    assert known is not None
    assert known[1].language == language
    assert talk._sent()[0].language == language
