"""An answer as WeCom shows it: a card with buttons, texts before it where it holds too much, or numbered text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adapters.splitting import split
from adapters.wecom.progress import Form
from adapters.wecom.settings import AppSettings
from adapters.wecom.words import REPEAT, shortened, width
from commands.message import File, Outgoing, Press

KEY_BYTES = 1024  # of a button's key
BLUE, PLAIN = 1, 2  # button styles
BARE_TITLE = "👇"


@dataclass(frozen=True, slots=True)
class Text:
    """A text message."""

    content: str


@dataclass(frozen=True, slots=True)
class Card:
    """A template card with buttons; `title` and `text` may be empty, not both."""

    title: str
    text: str
    buttons: tuple[dict[str, Any], ...]

    def body(self, task_id: str, *, mark: str = "") -> dict[str, Any]:
        """The card as the API takes it, under the mark of a repeat where it may be one."""
        body: dict[str, Any] = {"card_type": "button_interaction", "task_id": task_id}
        if self.title or mark:
            body["main_title"] = {"title": f"{mark}{self.title}"}
        if self.text:
            body["sub_title_text"] = self.text
        return {**body, "button_list": list(self.buttons)}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file or a picture."""

    file: File


Part = Text | Card | Paper


def parts(outgoing: Outgoing, settings: AppSettings, form: Form = "card") -> list[Part]:
    """The messages that carry an answer, in order. The same answer in the same form gives the same parts."""
    buttons = _buttons(outgoing, settings) if form == "card" else ()
    shown: list[Part]
    if buttons:
        shown = _with_card(outgoing, settings, buttons)
    elif form == "tail":
        shown = [*_texts(tail(outgoing), settings)]
    else:
        shown = [*_texts([*said(outgoing), *tail(outgoing)], settings)]
    return [*shown, *(Paper(file) for file in outgoing.files)]


def whole_card(outgoing: Outgoing, settings: AppSettings) -> Card | None:
    """The answer as one card, to take an earlier one's place; None where it has no buttons or does not fit."""
    buttons = _buttons(outgoing, settings)
    return _card(_listed(outgoing, settings), settings, buttons) if buttons else None


def tail(outgoing: Outgoing) -> list[str]:
    """What the text form says below the lines: numbered choices, buttons in brackets, how to take back what was done.

    1 宏远彩印 / 2 宏远生物 / 回数字就选它，比如“1” / [都不是] / 不对？回“撤销 38”
    """
    lines = said(outgoing)
    foreign = outgoing.language == "en"
    below = [_numbered(i, press) for i, press in enumerate(outgoing.choices, 1) if not _stands(i, press, lines)]
    if outgoing.choices:
        below.append("Reply with the number, such as “1”" if foreign else "回数字就选它，比如“1”")
    if outgoing.buttons:
        below.append(" ".join(f"[{press.label}]" for press in outgoing.buttons))
    if outgoing.undo is not None:
        below.append(f"Wrong? Reply “/undo {outgoing.undo}”" if foreign else f"不对？回“撤销 {outgoing.undo}”")
    return below


def said(outgoing: Outgoing) -> list[str]:
    """The lines, headed by whom they are for where that is not the chat's own person."""
    lines = list(outgoing.lines)
    if lines and outgoing.mention and outgoing.mention != outgoing.chat.id and outgoing.mention_name:
        lines[0] = f"@{outgoing.mention_name} {lines[0]}"
    return lines


def _with_card(outgoing: Outgoing, settings: AppSettings, buttons: tuple[dict[str, Any], ...]) -> list[Part]:
    lines = _listed(outgoing, settings)
    card = _card(lines, settings, buttons)
    if card is not None:
        return [card]
    title = shortened(lines[0], 2 * settings.card_title - width(REPEAT)).strip()
    return [*_texts(lines, settings), Card(title or BARE_TITLE, "", buttons)]


def _card(lines: Sequence[str], settings: AppSettings, buttons: tuple[dict[str, Any], ...]) -> Card | None:
    """One card with all lines; None where they don't fit."""
    if not lines:
        return Card(BARE_TITLE, "", buttons)
    room = 2 * settings.card_title - width(REPEAT)
    title, rest = (lines[0], lines[1:]) if width(lines[0]) <= room else ("", lines)
    text = "\n".join(rest)
    return Card(title, text, buttons) if width(text) <= 2 * settings.card_text else None


def _listed(outgoing: Outgoing, settings: AppSettings) -> list[str]:
    """The lines, and in full the choices that a button would cut."""
    lines = said(outgoing)
    for i, press in enumerate(outgoing.choices, 1):
        if width(_numbered(i, press)) > 2 * settings.card_label and not _stands(i, press, lines):
            lines.append(_numbered(i, press))
    for press in outgoing.buttons:
        if width(press.label) > 2 * settings.card_label:
            lines.append(f"[{press.label}]")
    return lines


def _buttons(outgoing: Outgoing, settings: AppSettings) -> tuple[dict[str, Any], ...]:
    """The card's buttons, choices first; none where there are none or too many."""
    named = [(_numbered(i, press), press) for i, press in enumerate(outgoing.choices, 1)]
    named += [(press.label, press) for press in outgoing.buttons]
    if len(named) > settings.card_buttons or any(len(press.action.encode()) > KEY_BYTES for _, press in named):
        return ()
    return tuple(
        {
            "text": shortened(label, 2 * settings.card_label),
            "style": BLUE if press.primary else PLAIN,
            "key": press.action,
        }
        for label, press in named
    )


def _numbered(number: int, press: Press) -> str:
    """“1 宏远彩印”, also where the label brings its number."""
    return press.label if press.label.split(" ")[0] == str(number) else f"{number} {press.label}"


def _stands(number: int, press: Press, lines: Sequence[str]) -> bool:
    """Whether a line names the choice under its number already: “1 宏远彩印 · 沧州 · 你的”."""
    return any(line.startswith(_numbered(number, press)) for line in lines)


def _texts(lines: Sequence[str], settings: AppSettings) -> list[Text]:
    """Texts with room for the mark of a repeat in each."""
    return [Text(text) for text in split("\n".join(lines), settings.text_bytes - len(REPEAT.encode()))]
