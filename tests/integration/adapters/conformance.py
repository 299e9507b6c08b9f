"""What every door of a chat platform is held to: its own test module subclasses `Conformance` with a fixture `rig`.

    class TestTelegram(Conformance):
        @pytest.fixture
        async def rig(self) -> AsyncIterator[TelegramRig]: ...

What a platform does not have is missing from the rig's `features`, and the docstring of the rig's class names it with
the reason: “recall: Telegram tells nobody of deleted messages”. A test asserts that it is named there.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

import pytest

from bot.testing import until
from commands.message import Message, Outgoing, Press, Sent

FEATURES = frozenset({"signed", "stale", "edit", "recall", "mention", "others", "everybody", "press", "attachment"})
WORDS = "今天拜访了云图的吴总，聊了报价"
ACTION = "Ab3dEf6hIj9lMn2pQr5tUv.1"
TIMES = 1000  # forged deliveries
SECRET_WORDS = "绝密的话13800001111"


class Rig(Protocol):
    """A door between a recording inlet and a fake of its platform, both running, over real HTTP or a real socket.

    `of` is the platform's id of the message that is spoken of, as `Message.id` gave it. A `key` names a delivery: equal
    keys are the same delivery once more, an empty one is new. Deliveries return the door's HTTP status, 200 for
    sockets and polling once acknowledged. `bodies`, which a rig without HTTP answers may lack when its docstring says
    so, holds the body of every answer.
    """

    heard: list[Message]
    private_only: bool
    features: frozenset[str]

    async def say(self, text: str, *, key: str = "", private: bool = True, mention: str = "") -> int:
        """Delivers a text; `mention`: "" none, the bot "first", "middle" or "last", somebody "other", or "all"."""

    async def press(self, action: str, *, key: str = "") -> int:
        """Presses a button of a message of ours."""

    async def edit(self, text: str, *, of: str, key: str = "") -> int:
        """Edits a message."""

    async def recall(self, *, of: str, key: str = "") -> int:
        """Takes a message back."""

    async def attach(self, *, key: str = "") -> int:
        """Delivers a picture."""

    async def unknown(self) -> int:
        """Delivers an event of a type nobody knows, validly signed."""

    async def forged(self, times: int) -> list[int]:
        """Delivers texts with wrong signatures or secrets."""

    async def stale(self) -> int:
        """Delivers a validly signed text that is older than the freshness setting."""

    async def malformed(self) -> list[int]:
        """Delivers rubbish of several kinds."""

    async def oversize(self) -> int:
        """Delivers a body over the limit."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends through the door."""

    def shown(self) -> list[str]:
        """The texts that the fake platform's users see, in order, all chats, with the words on choices and buttons."""

    async def close(self) -> None:
        """Stops the door and the fake."""


def has(rig: Rig, feature: str) -> bool:
    """Whether the platform has it; where not, the docstring of the rig's class must name it with the reason."""
    assert rig.features <= FEATURES, rig.features - FEATURES
    if feature not in rig.features:
        assert feature in (type(rig).__doc__ or ""), f"the rig's docstring must say why there is no {feature!r}"
    return feature in rig.features


def hears_groups(rig: Rig) -> bool:
    """Whether the door hears groups; what never does has no mention either, and its docstring says so."""
    assert has(rig, "mention") != rig.private_only
    return not rig.private_only


def bare(text: str) -> str:
    """The text without any space: a cut mention may leave one or take one."""
    return "".join(text.split())


def refused(statuses: Sequence[int]) -> bool:
    """Whether all are client errors."""
    return bool(statuses) and all(400 <= status < 500 for status in statuses)


async def arrived(rig: Rig, count: int = 1) -> Message:
    """Waits until so many messages were heard, and no more; the last of them."""
    await until(lambda: len(rig.heard) >= count)
    assert len(rig.heard) == count, rig.heard
    return rig.heard[-1]


async def outgoing(rig: Rig, *lines: str, private: bool = True, repeat: bool = False, pressed: int = 0) -> Outgoing:
    """An answer to a text that was just said, with so many choices and so many buttons."""
    before = len(rig.heard)
    assert await rig.say(WORDS, private=private, mention="" if private else "first") == 200
    asked = await arrived(rig, before + 1)
    return Outgoing(
        id=f"out-{before}",
        chat=asked.chat,
        lines=lines,
        choices=tuple(
            Press(label=f"宏远{each}", action=f"{ACTION[:-1]}{i}") for i, each in enumerate("甲乙丙"[:pressed])
        ),
        buttons=tuple(
            Press(label=f"按钮{each}", action=f"{ACTION[:-1]}{i}") for i, each in enumerate("子丑寅"[:pressed], 5)
        ),
        repeat=repeat,
        answers=asked.key,
        asked=asked.id,
        created_at=datetime.now(UTC),
    )


class Conformance:
    """The cases. Every one can fail: none asks for what the platform cannot do, none is skipped unseen."""

    pytestmark = pytest.mark.integration

    async def test_a_text_arrives_once_and_whole(self, rig: Rig) -> None:
        before = datetime.now(UTC)
        assert await rig.say(WORDS, key="k1") == 200
        said = await arrived(rig)
        assert (said.kind, said.text, said.addressed) == ("text", WORDS, True)
        assert said.sender.id
        assert said.key
        assert said.id
        assert said.chat.id
        assert said.chat.app
        assert said.chat.private
        assert said.sent_at.utcoffset() is not None
        assert said.received_at.utcoffset() is not None
        assert abs((said.sent_at - before).total_seconds()) < 120

    async def test_two_texts_have_two_keys(self, rig: Rig) -> None:
        """The same words said twice are two messages."""
        await rig.say(WORDS)
        await rig.say(WORDS)
        await arrived(rig, 2)
        assert len({each.key for each in rig.heard}) == 2
        assert len({each.id for each in rig.heard}) == 2
        assert len({(each.chat, each.sender.id) for each in rig.heard}) == 1

    @pytest.mark.parametrize("place", ["first", "middle", "last"])
    async def test_the_bots_mention_is_cut_wherever_it_stands(self, rig: Rig, place: str) -> None:
        if not hears_groups(rig):
            return
        assert await rig.say(WORDS, private=False, mention=place) == 200
        said = await arrived(rig)
        assert said.addressed
        assert not said.chat.private
        assert bare(said.text) == bare(WORDS)

    @pytest.mark.parametrize(("mention", "feature"), [("", "mention"), ("other", "others"), ("all", "everybody")])
    async def test_a_group_is_not_heard_unless_addressed(self, rig: Rig, mention: str, feature: str) -> None:
        """Words to nobody, to somebody else or to all are not delivered, or marked so that none of them are stored."""
        if not hears_groups(rig) or not has(rig, feature):
            return
        assert await rig.say(WORDS, private=False, mention=mention) == 200
        assert await rig.say("结束", private=False, mention="first") == 200
        await until(lambda: rig.heard and rig.heard[-1].addressed)
        assert [bare(each.text) for each in rig.heard if each.addressed] == ["结束"]

    async def test_an_edit_names_what_it_amends(self, rig: Rig) -> None:
        if not has(rig, "edit"):
            return
        await rig.say(WORDS)
        first = await arrived(rig)
        assert await rig.edit("改成拜访了李总", of=first.id) == 200
        edit = await arrived(rig, 2)
        assert (edit.kind, edit.target, edit.text) == ("edit", first.id, "改成拜访了李总")
        assert edit.key != first.key
        assert edit.chat == first.chat

    async def test_a_recall_names_what_it_takes_back(self, rig: Rig) -> None:
        if not has(rig, "recall"):
            return
        await rig.say(WORDS)
        first = await arrived(rig)
        assert await rig.recall(of=first.id) == 200
        recall = await arrived(rig, 2)
        assert (recall.kind, recall.target, recall.chat) == ("recall", first.id, first.chat)
        assert recall.key != first.key

    async def test_a_press_brings_its_action(self, rig: Rig) -> None:
        if not has(rig, "press"):
            return
        assert await rig.press(ACTION, key="p1") == 200
        pressed = await arrived(rig)
        assert (pressed.kind, pressed.press, pressed.addressed) == ("action", ACTION, True)
        assert pressed.sender.id
        assert pressed.target
        await rig.press(ACTION, key="p1")
        await rig.press(ACTION, key="p2")
        await arrived(rig, 2)

    async def test_a_picture_arrives_with_a_handle(self, rig: Rig) -> None:
        if not has(rig, "attachment"):
            return
        assert await rig.attach() == 200
        said = await arrived(rig)
        assert [each.kind for each in said.attachments] == ["image"]
        assert said.attachments[0].handle

    async def test_a_burst_of_ten_arrives_in_order(self, rig: Rig) -> None:
        words = [f"第{i}句" for i in range(10)]
        assert [await rig.say(each) for each in words] == [200] * 10
        await arrived(rig, 10)
        assert [each.text for each in rig.heard] == words

    async def test_one_delivery_ten_times_at_once_is_one_message(self, rig: Rig) -> None:
        statuses = await asyncio.gather(*(rig.say(WORDS, key="same") for _ in range(10)))
        assert set(statuses) == {200}
        await rig.say("结束")
        await arrived(rig, 2)
        assert [each.text for each in rig.heard] == [WORDS, "结束"]

    async def test_an_unknown_type_is_taken_and_does_nothing(self, rig: Rig) -> None:
        assert await rig.unknown() == 200
        assert rig.heard == []
        await rig.say(WORDS)
        await arrived(rig)

    async def test_the_forged_are_refused_by_the_thousand(self, rig: Rig) -> None:
        if not has(rig, "signed"):
            return
        statuses = await rig.forged(TIMES)
        assert len(statuses) == TIMES
        assert refused(statuses)
        assert rig.heard == []
        assert await rig.say(WORDS) == 200
        await arrived(rig)

    async def test_the_stale_are_refused(self, rig: Rig) -> None:
        if not has(rig, "stale"):
            return
        assert refused([await rig.stale()])
        assert rig.heard == []

    async def test_rubbish_is_refused_and_the_door_stays_open(self, rig: Rig) -> None:
        """Over a connection of our own making there is nobody to refuse: rubbish is dropped."""
        statuses = [*await rig.malformed(), await rig.oversize()]
        assert refused(statuses) or not has(rig, "signed")
        assert rig.heard == []
        assert await rig.say(WORDS) == 200
        await arrived(rig)

    async def test_answers_do_not_echo(self, rig: Rig) -> None:
        """What came in, and why it was refused, is not in the body of the answer."""
        await rig.say(SECRET_WORDS)
        if "signed" in rig.features:
            await rig.forged(3)
            await rig.malformed()
            await rig.oversize()
        bodies: list[bytes] | None = getattr(rig, "bodies", None)
        if bodies is None:
            assert "bodies" in (type(rig).__doc__ or ""), (
                "keep the door's answers in `bodies`, or say why there are none"
            )
            return
        assert bodies
        for body in bodies:
            assert SECRET_WORDS.encode() not in body
            assert b"Traceback" not in body
            assert len(body) < 2000

    @pytest.mark.parametrize("private", [True, False])
    async def test_lines_choices_and_buttons_are_shown(self, rig: Rig, private: bool) -> None:
        if not private and not hears_groups(rig):
            return
        letter = await outgoing(rig, "“宏远”是哪家？", "还没记，话我先留着 <b>&_*", private=private, pressed=3)
        await rig.send(letter)
        shown = "\n".join(rig.shown())
        for words in (*letter.lines, *(each.label for each in (*letter.choices, *letter.buttons))):
            assert words in shown
        for number in range(1, 4):
            assert f"{number}" in shown

    async def test_a_long_digest_arrives_whole_split_on_line_ends(self, rig: Rig) -> None:
        lines = tuple(f"{i:04d} 华星 A级 {i % 30}天没跟，报价后没回音，今天该打个电话了😀<{i}&>" for i in range(560))
        assert sum(map(len, lines)) >= 20_000
        letter = await outgoing(rig, *lines)
        before = len(rig.shown())
        await rig.send(letter)
        parts = rig.shown()[before:]
        assert parts
        assert [line for line in lines if not any(line in part for part in parts)] == []
        whole = "\n".join(parts)
        places = [whole.index(line) for line in lines]
        assert places == sorted(places)

    async def test_a_line_too_long_for_a_message_is_cut_between_characters(self, rig: Rig) -> None:
        line = "".join(f"{i}客户😀" for i in range(3000))
        letter = await outgoing(rig, line)
        before = len(rig.shown())
        await rig.send(letter)
        assert line in "".join(part.strip("\n") for part in rig.shown()[before:])

    async def test_a_possible_repeat_says_so(self, rig: Rig) -> None:
        await rig.send(await outgoing(rig, "✅ 云图 · 拜访吴昊", repeat=True))
        assert any(part.startswith("（可能重复）") for part in rig.shown())

    async def test_letters_to_one_chat_are_shown_in_order(self, rig: Rig) -> None:
        letters = [await outgoing(rig, f"第{i}封") for i in range(3)]
        for letter in letters:
            await rig.send(letter)
        shown = "\n".join(rig.shown())
        places = [shown.index(f"第{i}封") for i in range(3)]
        assert places == sorted(places)
