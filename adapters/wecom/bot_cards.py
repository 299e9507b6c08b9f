"""One `Outgoing` as the AI bot's chats show it at its best: markdown, a template card with buttons, or both."""

import re
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.bot_text import clipped, parts, said, spoken
from adapters.wecom.words import REPEAT
from commands.message import REPEATED, File, Outgoing, Press, Words, numbered, unsaid

NOT_IN_A_TASK_ID = re.compile(r"[^0-9A-Za-z_\-@]")
TASK_ID_CHARS = 100
PICK: Words = {"zh": "点一下", "en": "Tap one"}
NO_FILE: Words = {"zh": "📎 {name}（这里发不出文件）", "en": "📎 {name} (files cannot be sent here)"}
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Markdown:
    """Markdown of one message."""

    content: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A template card, and the markdown that says the same where cards are refused."""

    card: Json
    instead: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A file of ours, and the markdown that names it where it cannot be sent."""

    file: File
    instead: str


Piece = Markdown | Card | Paper


def reference(outgoing: Outgoing) -> str:
    """The id under which the platform knows a letter, a card's task_id: a new one for each try, no two may be equal."""
    id = NOT_IN_A_TASK_ID.sub("-", outgoing.id)[:TASK_ID_CHARS]
    return f"{id}-{token_hex(3)}" if outgoing.repeat else id


def pieces(outgoing: Outgoing, settings: BotSettings, task_id: str, *, cards: bool = True) -> list[Piece]:
    """What is sent, in order: words, a card where there are buttons that fit one, files. Never empty."""
    presses = _presses(outgoing, settings) if cards else ()
    lines = said(outgoing)
    if not presses:
        found: list[Piece] = [*_words([*lines, *spoken(outgoing, settings.name)], settings)]
    elif (card := _whole(outgoing, lines, presses, settings, task_id)) is not None:
        instead = parts([*lines, *spoken(outgoing, settings.name)], settings.markdown_bytes)[0]
        found = [Card(card=card, instead=instead)]
    else:
        shown = [*lines, *(unsaid(outgoing) if _cut_labels(outgoing, settings) else [])]
        card = _card(title=PICK[outgoing.language], presses=presses, task_id=task_id)
        instead = parts(spoken(outgoing, settings.name), settings.markdown_bytes)[0]
        found = [*_words(shown, settings), Card(card=card, instead=instead)]
    missing = NO_FILE[outgoing.language]
    found += [Paper(file=file, instead=parts([missing.format(name=file.name)], 2000)[0]) for file in outgoing.files]
    return found or [Markdown(content="…")]


def marked(piece: Piece, outgoing: Outgoing) -> Piece:
    """The same, said to be possibly a repeat."""
    mark = REPEATED[outgoing.language]
    if isinstance(piece, Markdown):
        return Markdown(content=mark + piece.content)
    if isinstance(piece, Paper):
        return piece
    title = piece.card.get("main_title")
    if title:
        card = {**piece.card, "main_title": {**title, "title": mark + title["title"]}}
    else:
        card = {**piece.card, "sub_title_text": mark + piece.card["sub_title_text"]}
    return Card(card=card, instead=mark + piece.instead)


def updated(outgoing: Outgoing, settings: BotSettings) -> Json | None:
    """The card that takes the place of the one that is replaced; None where it would not fit one."""
    presses = _presses(outgoing, settings)
    return _whole(outgoing, said(outgoing), presses, settings, outgoing.replaces) if presses else None


def _words(lines: list[str], settings: BotSettings) -> list[Markdown]:
    room = settings.markdown_bytes - len(REPEAT.encode())
    return [Markdown(content=part) for part in parts(lines, room)] if lines else []


def _whole(
    outgoing: Outgoing, lines: list[str], presses: tuple[Press, ...], settings: BotSettings, task_id: str
) -> Json | None:
    """A card that holds everything: the first line as its title, the others below; None where they are too long."""
    if _cut_labels(outgoing, settings):
        return None
    title, *rest = lines or [PICK[outgoing.language]]
    if len(title) > settings.title_chars:
        title, rest = "", lines
    below = "\n".join(rest)
    if len(below) > settings.text_chars:
        return None
    return _card(title=title, below=below, presses=presses, task_id=task_id)


def _card(*, title: str, below: str = "", presses: tuple[Press, ...], task_id: str) -> Json:
    return {
        "card_type": "button_interaction",
        **({"main_title": {"title": title}} if title else {}),
        **({"sub_title_text": below} if below else {}),
        "button_list": [
            {"text": press.label, "style": 1 if press.primary else 2, "key": press.action} for press in presses
        ],
        "task_id": task_id,
    }


def _presses(outgoing: Outgoing, settings: BotSettings) -> tuple[Press, ...]:
    """Choices with their number and buttons, with labels that fit; none where they are more than a card holds."""
    choices = [
        Press(label=label, action=press.action, primary=press.primary)
        for label, press in zip(numbered(outgoing.choices), outgoing.choices, strict=True)
    ]
    every = [*choices, *outgoing.buttons]
    if len(every) > settings.buttons:
        return ()
    return tuple(
        Press(label=clipped(press.label, settings.label_chars), action=press.action, primary=press.primary)
        for press in every
    )


def _cut_labels(outgoing: Outgoing, settings: BotSettings) -> bool:
    """Whether a choice's words are longer than a button shows."""
    return any(len(label) > settings.label_chars for label in numbered(outgoing.choices))
