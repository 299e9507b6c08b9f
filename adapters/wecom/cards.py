"""An answer as WeCom shows it: a card with buttons, texts before it where it holds too much, or numbered text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adapters.splitting import split
from adapters.wecom.progress import Form
from adapters.wecom.settings import AppSettings
from adapters.wecom.words import REPEAT, shortened, width
from commands.message import POINTER, File, Outgoing, in_words, numbered, unsaid

KEY_BYTES = 1024  # of a button's key
BLUE, PLAIN = 1, 2  # button styles


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
        shown = [*_texts(in_words(outgoing), settings)]
    else:
        shown = [*_texts([*said(outgoing), *in_words(outgoing)], settings)]
    return [*shown, *(Paper(file) for file in outgoing.files)]


def whole_card(outgoing: Outgoing, settings: AppSettings) -> Card | None:
    """The answer as one card, to take an earlier one's place; None where it has no buttons or does not fit."""
    buttons = _buttons(outgoing, settings)
    return _card(_listed(outgoing, settings), settings, buttons) if buttons else None


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
    return [*_texts(lines, settings), Card(title or POINTER, "", buttons)]


def _card(lines: Sequence[str], settings: AppSettings, buttons: tuple[dict[str, Any], ...]) -> Card | None:
    """One card with all lines; None where they don't fit."""
    if not lines:
        return Card(POINTER, "", buttons)
    room = 2 * settings.card_title - width(REPEAT)
    title, rest = (lines[0], lines[1:]) if width(lines[0]) <= room else ("", lines)
    text = "\n".join(rest)
    return Card(title, text, buttons) if width(text) <= 2 * settings.card_text else None


def _listed(outgoing: Outgoing, settings: AppSettings) -> list[str]:
    """The lines, and in full the choices that a button would cut."""
    labels = [*unsaid(outgoing), *(f"[{press.label}]" for press in outgoing.buttons)]
    return [*said(outgoing), *(label for label in labels if width(label.strip("[]")) > 2 * settings.card_label)]


def _buttons(outgoing: Outgoing, settings: AppSettings) -> tuple[dict[str, Any], ...]:
    """The card's buttons, choices first; none where there are none or too many."""
    named = [*zip(numbered(outgoing.choices), outgoing.choices, strict=True)]
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


def _texts(lines: Sequence[str], settings: AppSettings) -> list[Text]:
    """Texts with room for the mark of a repeat in each."""
    return [Text(text) for text in split("\n".join(lines), settings.text_bytes - len(REPEAT.encode()))]
