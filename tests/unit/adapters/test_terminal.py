"""The terminal door: blocks for a pipe, a prompt for a person, buttons by their words."""

import asyncio
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.terminal import TerminalDoor
from adapters.terminal.lines import Line, read
from commands.message import Chat, DeliveryError, Fits, Language, Message, Outgoing, Person, Press, Receipt, any_answer

pytestmark = pytest.mark.unit
NOON = datetime(2026, 11, 18, 4, tzinfo=UTC)
LI = Person(id="李娜", name="李娜")
Answer = Callable[[Message], Sequence[Outgoing]]


def outgoing(chat: Chat, *lines: str, choices: Sequence[str] = (), buttons: Sequence[str] = ()) -> Outgoing:
    return Outgoing(
        id="o1",
        chat=chat,
        lines=lines,
        choices=tuple(Press(label=label, action=f"c.{label}") for label in choices),
        buttons=tuple(Press(label=label, action=f"b.{label}") for label in buttons),
        created_at=NOON,
    )


class Settled:
    """A receipt whose answers go to the door when it is awaited, as slowly as a real one."""

    fresh = True

    def __init__(self, door: TerminalDoor, answers: Sequence[Outgoing]) -> None:
        self._door = door
        self._answers = answers

    async def settled(self) -> None:
        for each in self._answers:
            await asyncio.sleep(0)
            await self._door.send(each)

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:  # noqa: ARG002 - the protocol's parameter
        return None

    async def language(self) -> Language:
        return "zh"

    async def shown(self) -> None:
        raise AssertionError("there is none")

    async def give_back(self) -> None:
        raise AssertionError("there is none")


class Recorder:
    """An inlet that keeps what it hears and answers by a function."""

    def __init__(self, door: TerminalDoor, answer: Answer) -> None:
        self.heard: list[Message] = []
        self._door = door
        self._answer = answer

    async def accept(self, message: Message) -> Receipt:
        self.heard.append(message)
        return Settled(self._door, self._answer(message))


async def pipe(lines: str, answer: Answer, *, group: bool = False) -> tuple[str, list[Message]]:
    door = TerminalDoor()
    inlet, sink = Recorder(door, answer), io.StringIO()
    await door.run(inlet, io.StringIO(lines), sink, LI, group, lambda: NOON)
    return sink.getvalue(), inlet.heard


def echo(message: Message) -> list[Outgoing]:
    return [outgoing(message.chat, f"✅ {message.text}")]


async def test_a_pipe_gets_one_block_a_line_in_order() -> None:
    out, heard = await pipe("一\n二\n三\n", echo)
    assert out == "✅ 一\n\n✅ 二\n\n✅ 三\n\n"
    assert [message.text for message in heard] == ["一", "二", "三"]
    assert len({message.key for message in heard}) == 3
    assert heard[0].chat == Chat(platform="terminal", app="terminal", id="private:李娜", private=True)
    assert heard[0].sender == LI
    assert heard[0].sent_at == NOON


async def test_a_silent_bot_leaves_an_empty_block() -> None:
    out, _ = await pipe("谢谢\n在吗", lambda message: echo(message) if message.text == "在吗" else [])
    assert out == "\n✅ 在吗\n\n"


async def test_a_block_holds_no_blank_line() -> None:
    out, _ = await pipe("x\n", lambda message: [outgoing(message.chat, "一\n\n二", "", "三")])
    assert out == "一\n二\n三\n\n"


async def test_two_answers_share_a_block() -> None:
    out, _ = await pipe("x\n", lambda message: [*echo(message), outgoing(message.chat, "还有")])
    assert out == "✅ x\n还有\n\n"


async def test_buttons_are_shown_and_pressed_by_their_words() -> None:
    def answer(message: Message) -> list[Outgoing]:
        if message.press:
            return [outgoing(message.chat, f"按了 {message.press}")]
        return [outgoing(message.chat, "✅ 云图", buttons=("撤销", "看客户"))]

    out, heard = await pipe("拜访了云图\n[撤销]\n看客户\n1\n", answer)
    assert out.splitlines()[:2] == ["✅ 云图", "[撤销] [看客户]"]
    assert [message.press for message in heard] == [None, "b.撤销", "b.看客户", None]
    assert [message.kind for message in heard] == ["text", "action", "action", "text"]
    assert heard[1].text == "撤销"


async def test_a_group_hears_only_what_is_addressed() -> None:
    out, heard = await pipe("吃饭吗\n@跟进 拜访了云图\n拜访了华星 @跟进\n", echo, group=True)
    assert out == "\n✅ 拜访了云图\n\n✅ 拜访了华星\n\n"
    assert all(message.addressed and not message.chat.private for message in heard)


async def test_in_a_group_a_private_answer_says_so() -> None:
    door = TerminalDoor()
    out, _ = await pipe("@跟进 电话\n", lambda _: [outgoing(door.private("李娜"), "138 0000 1111")], group=True)
    assert out == "（私聊）138 0000 1111\n\n"


async def test_what_is_not_for_the_speaker_is_neither_shown_nor_said_to_be_sent() -> None:
    door = TerminalDoor()
    assert door.reaches == frozenset()
    out, _ = await pipe("x\n", lambda _: [])
    for other in (door.private("王强"), door.group()):
        with pytest.raises(DeliveryError) as refused:
            await door.send(outgoing(other, "不该看到"))
        assert refused.value.held
    assert out == "\n"


async def test_the_door_shows_the_chats_of_who_sits_there() -> None:
    door = TerminalDoor()
    for group, chats in ((False, {"private:李娜"}), (True, {"private:李娜", "group"})):
        await door.run(Recorder(door, echo), io.StringIO(), io.StringIO(), LI, group, lambda: NOON)
        assert door.reaches == chats


async def test_a_late_reminder_waits_for_the_next_block() -> None:
    door = TerminalDoor()
    inlet, sink = Recorder(door, echo), io.StringIO()

    class Source(io.StringIO):
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed: StringIO is no IOBase
            line = super().readline(size)
            if line == "二\n":
                asyncio.run_coroutine_threadsafe(door.send(outgoing(door.private("李娜"), "⏰ 到点了")), loop).result()
            return line

    loop = asyncio.get_running_loop()
    await door.run(inlet, Source("一\n二\n"), sink, LI, False, lambda: NOON)
    assert sink.getvalue() == "✅ 一\n\n⏰ 到点了\n✅ 二\n\n"


async def test_half_a_surrogate_does_not_stop_the_pipe() -> None:
    out, heard = await pipe("坏\ud800字\n", echo)
    assert heard[0].text == "坏?字"
    assert out.endswith("\n\n")


async def test_a_person_gets_answers_and_reminders_at_the_prompt(capsys: pytest.CaptureFixture[str]) -> None:
    door = TerminalDoor()
    inlet = Recorder(door, echo)
    with create_pipe_input() as keys:
        keys.send_text("拜访了云图\r\r\x04")
        session: PromptSession[str] = PromptSession(input=keys, output=DummyOutput())
        await door.run(inlet, io.StringIO(), io.StringIO(), LI, False, lambda: NOON, session=session)
    assert [message.text for message in inlet.heard] == ["拜访了云图"]
    shown = ""
    async with asyncio.timeout(5):  # what is printed above the prompt goes through the loop, and may come after its end
        while "✅ 拜访了云图" not in shown:
            await asyncio.sleep(0)
            shown += capsys.readouterr().out


OLDER = outgoing(TerminalDoor().group(), "✅ 云图", buttons=("撤销", "都不是"))
SHOWN = outgoing(TerminalDoor().group(), "哪家？", choices=("宏远彩印", "宏远生物"), buttons=("都不是",))


@pytest.mark.parametrize(
    ("line", "group", "expected"),
    [
        ("1", False, Line(text="1")),
        ("[1]", False, Line(text="宏远彩印", press="c.宏远彩印")),
        ("【2】", True, Line(text="宏远生物", press="c.宏远生物")),
        ("[2 宏远生物]", True, Line(text="宏远生物", press="c.宏远生物")),
        ("[3]", False, Line(text="[3]")),
        ("宏远生物", False, Line(text="宏远生物", press="c.宏远生物")),
        ("都不是", True, Line(text="都不是", addressed=False)),
        ("@跟进 都不是", True, Line(text="都不是")),
        ("[都不是]", True, Line(text="都不是", press="b.都不是")),
        ("[没有的]", False, Line(text="[没有的]")),
        ("[撤销]", False, Line(text="撤销", press="b.撤销")),
        ("撤销", False, Line(text="撤销")),
    ],
)
def test_what_a_line_means(line: str, group: bool, expected: Line) -> None:
    assert read(line, [OLDER, SHOWN], group=group) == expected


def test_before_anything_is_shown_brackets_are_words() -> None:
    assert read("[1]", [], group=False) == Line(text="[1]")
