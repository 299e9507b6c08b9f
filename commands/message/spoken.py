"""What doors say in words: choices and buttons where there are none to press, and the few words that they add."""

from collections.abc import Mapping, Sequence
from typing import Final

from commands.message.said import Outgoing, Press

Words = Mapping[str, str]
"""The same in Chinese and in English, by language."""
PICK: Final[Words] = {"zh": "选哪个？", "en": "Which one? "}
WRONG: Final[Words] = {"zh": "不对？", "en": "Wrong? "}
REPLY: Final[Words] = {"zh": "回", "en": "Reply "}
REPLY_TO_THIS: Final[Words] = {"zh": "回复这条消息：", "en": "Reply to this message: "}
UNDO: Final[Words] = {"zh": "撤销", "en": "/undo"}
POINTER: Final = "👇"
"""What stands over buttons that have no words above them."""


def in_words(outgoing: Outgoing, *, at: str = "", by_reply: bool = False) -> list[str]:
    """What stands below the lines where nothing can be pressed.

    1 宏远彩印 / 2 宏远生物 / 选哪个？回“@跟进 1” / [都不是] [不记了] / 不对？回“@跟进 撤销 38”

    `at` is the mention without which the bot does not hear (“@跟进 ”); `by_reply`: it hears what replies to it.
    """
    language = outgoing.language
    reply = (REPLY_TO_THIS if by_reply else REPLY)[language]
    below = unsaid(outgoing)
    if outgoing.choices:
        below.append(f"{PICK[language]}{reply}“{at}1”")
    if labels := [f"[{press.label}]" for press in outgoing.buttons if press.label.strip()]:
        below.append(" ".join(labels))
    if outgoing.undo is not None:
        below.append(f"{WRONG[language]}{reply}“{at}{UNDO[language]} {outgoing.undo}”")
    return below


def numbered(choices: Sequence[Press]) -> list[str]:
    """The choices under their numbers: “1 宏远彩印”, also where the words bring the number."""
    return [
        press.label if press.label.split(" ")[0] == str(number) else f"{number} {press.label}"
        for number, press in enumerate(choices, 1)
    ]


def unsaid(outgoing: Outgoing) -> list[str]:
    """The choices that no line names under their numbers already: “1 宏远彩印 · 沧州 · 你的”."""
    return [label for label in numbered(outgoing.choices) if not any(said.startswith(label) for said in outgoing.lines)]
