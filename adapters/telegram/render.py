"""An Outgoing as Telegram shows it: HTML, split into messages, with a keyboard under the last one."""

import html
import unicodedata
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from adapters.splitting import split
from adapters.telegram.settings import TelegramSettings
from commands.message import POINTER, REPEATED, Outgoing, Press, in_words, numbered

BUTTONS_A_ROW = 4
ROW_WIDTH = 30  # letters of a phone's row, a Chinese one counting two
BUTTON_MARGIN = 3
HEAD_UNITS = 100  # kept free for the repeat mark and the mention


def units(text: str) -> int:
    """Its length as Telegram counts: UTF-16 units, 😀 two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def texts(outgoing: Outgoing, settings: TelegramSettings, *, keyboard: bool) -> list[str]:
    """The plain texts of the messages, in order; without a keyboard the choices and buttons are said in words."""
    lines = [*outgoing.lines, *(() if keyboard else said(outgoing))]
    if not any(line.strip() for line in lines) and (outgoing.choices or outgoing.buttons):
        lines = [POINTER]
    return parts("\n".join(lines), settings.text_units - HEAD_UNITS)


def said(outgoing: Outgoing) -> list[str]:
    """What stands for a keyboard where none can be shown; in a group the bot hears what replies to it."""
    return in_words(outgoing, by_reply=not outgoing.chat.private)


def parts(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` units."""
    return split(text, limit, units)


def head(outgoing: Outgoing, *, as_html: bool) -> str:
    """What stands before the first line: the mark of a possible repeat, and who is addressed in a group."""
    mark = REPEATED[outgoing.language] if outgoing.repeat else ""
    if outgoing.chat.private or not outgoing.mention:
        return mark
    name = (outgoing.mention_name or outgoing.mention)[: HEAD_UNITS // 2 - len(mark)]
    if as_html and outgoing.mention.isdecimal():
        return f'{mark}<a href="tg://user?id={outgoing.mention}">{escaped(name)}</a> '
    return f"{mark}@{name} "


def escaped(text: str) -> str:
    """The text as HTML shows it."""
    return html.escape(text, quote=False)


def keyboard_fits(outgoing: Outgoing, settings: TelegramSettings) -> bool:
    """Whether Telegram takes the choices and buttons as a keyboard."""
    presses = (*outgoing.choices, *outgoing.buttons)
    return len(presses) <= settings.keyboard_buttons and all(
        press.label.strip() and 0 < len(press.action.encode()) <= settings.data_bytes for press in presses
    )


def keyboard(outgoing: Outgoing) -> InlineKeyboardMarkup | None:
    """Numbered choices, short ones side by side, then the buttons, four a row."""
    choices = [*zip(numbered(outgoing.choices), outgoing.choices, strict=True)]
    rows = [_row(row) for row in _packed(choices)]
    buttons = [(press.label, press) for press in outgoing.buttons]
    rows += [_row(buttons[at : at + BUTTONS_A_ROW]) for at in range(0, len(buttons), BUTTONS_A_ROW)]
    return InlineKeyboardMarkup(rows) if rows else None


def _row(presses: Sequence[tuple[str, Press]]) -> list[InlineKeyboardButton]:
    return [InlineKeyboardButton(label, callback_data=press.action) for label, press in presses]


def _packed(choices: Sequence[tuple[str, Press]]) -> list[list[tuple[str, Press]]]:
    """The choices in rows, as many side by side as a phone shows whole; all rows but the last are alike."""
    if not choices:
        return []
    widest = max(_width(label) for label, _ in choices) + BUTTON_MARGIN
    across = max(1, min(BUTTONS_A_ROW, ROW_WIDTH // widest))
    return [list(choices[at : at + across]) for at in range(0, len(choices), across)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
