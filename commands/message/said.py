"""What goes out: replies before they are worded, and letters ready to be rendered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from commands.message.heard import Chat, Media

Language = Literal["zh", "en"]
REPEATED: Final[Mapping[str, str]] = {"zh": "（可能重复）", "en": "(repeat?) "}
"""What stands before a letter that may have arrived already; the English one is nowhere longer than the Chinese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence by key; its wording stands beside the command that says it, its values stay typed until rendered."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A button before it is sealed: pressing it runs `command` (a typed command value) as whoever presses."""

    label: Sentence
    command: object
    primary: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartSeries:
    """What one colour of a chart shows: a value for each label."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A picture of numbers, in its reader's language: bars beside each other, or lines, over the same labels."""

    kind: Literal["bar", "line"]
    title: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What a handler answers: keys and values, no platform, no language.

    `choices` are numbered and can be answered by number. `private` sends it to the asker alone, wherever they asked.
    `to` is the member it is for, where that is not the asker (a task, a reminder); `chat` the chat it goes to, or with
    `to` the chat whose door is taken to reach them. `also` are further replies that the same command causes.
    `state` is what stays open with its reader in the private chat that it goes to. `files` are sent with it, and
    `chart` as a picture. `letter` is the id of its letter where it is known beforehand, held back for `hold` seconds so
    that it can be reworded.
    """

    lines: tuple[Sentence, ...] = ()
    choices: tuple[Button, ...] = ()
    buttons: tuple[Button, ...] = ()
    private: bool = False
    to: object | None = None
    chat: object | None = None
    also: tuple["Reply", ...] = ()
    state: object | None = None
    files: tuple["File", ...] = ()
    chart: Chart | None = None
    letter: object | None = None
    hold: float = 0.0

    @property
    def silent(self) -> bool:
        return not (self.lines or self.choices or self.buttons)


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A rendered button or choice: the words on it, and the action string that a press sends back."""

    label: str
    action: str
    primary: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of ours that goes out with an answer: its id for `Files`, its name with its ending, its kind."""

    id: str
    name: str
    kind: Media = "file"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A Reply in the reader's language, addressed to one chat: what a door renders.

    `id` is stable over repeats and serves as the platform's idempotency key. `repeat` says that an earlier try may
    have arrived. `undo` is the short number that takes the write back where a chat has no buttons. `mention` is the
    platform user id of the person addressed in a group, with `mention_name` to show. `answers` is the key of the
    message that it answers (under which a door keeps what a direct answer needs), `asked` that message's platform id,
    `replaces` the platform id of an earlier message of ours whose place it takes where the door can do that. `quiet`:
    where the platform has reactions, one on the asked message says enough. `files` are sent with it, pictures shown;
    `chart` is drawn before it is sent. `language` is the reader's, for the words that a door adds of its own.
    """

    id: str
    chat: Chat
    lines: tuple[str, ...]
    choices: tuple[Press, ...] = ()
    buttons: tuple[Press, ...] = ()
    undo: int | None = None
    repeat: bool = False
    mention: str | None = None
    mention_name: str = ""
    answers: str = ""
    asked: str = ""
    replaces: str = ""
    quiet: bool = False
    files: tuple[File, ...] = ()
    chart: Chart | None = None
    language: Language = "zh"
    created_at: datetime


def plain_text(outgoing: Outgoing) -> str:
    """The text fallback: lines, then numbered choices, then the buttons' words in brackets."""
    head = f"@{outgoing.mention_name} " if outgoing.mention else ""
    lines = [*outgoing.lines]
    if lines:
        lines[0] = f"{REPEATED[outgoing.language] if outgoing.repeat else ''}{head}{lines[0]}"
    if outgoing.choices:
        lines.append(" ".join(f"[{i} {press.label}]" for i, press in enumerate(outgoing.choices, 1)))
    if outgoing.buttons:
        lines.append(" ".join(f"[{press.label}]" for press in outgoing.buttons))
    return "\n".join(lines)
