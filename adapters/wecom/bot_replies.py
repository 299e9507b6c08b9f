"""What an answer looks like in callback mode: in the reply to the platform's request, and on a response_url."""

import base64
import hashlib
from collections.abc import Sequence

from adapters.wecom.bot_cards import Card, Json, Markdown, Paper, Piece, marked, pieces, reference
from adapters.wecom.bot_media import is_picture
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.bot_text import clipped, spoken
from adapters.wecom.stream import frame
from commands.message import Files, Language, Outgoing, Words

CUT: Words = {"zh": "\n……后面的这里放不下了。", "en": "\n… There is no room for the rest here."}
ALL_RIGHT: Words = {"zh": "好", "en": "OK"}


class Replies:
    """Renders answers for one bot."""

    def __init__(self, settings: BotSettings, files: Files) -> None:
        self._settings = settings
        self._files = files

    def welcome(self, answer: Outgoing) -> Json:
        """Text, which is valid here alone, or a card."""
        first = pieces(answer, self._settings, reference(answer))[0]
        if isinstance(first, Card):
            return {"msgtype": "template_card", "template_card": first.card}
        lines = [*answer.lines, *spoken(answer, self._settings.name)]
        return {"msgtype": "text", "text": {"content": "\n".join(lines)}}

    async def reply(self, outgoing: Outgoing, stream_id: str) -> tuple[Json, list[Markdown]]:
        """The reply to the platform's request, and the words that did not fit into it."""
        cards = outgoing.chat.private or self._settings.group_cards
        plan = self._plan(outgoing, cards=cards)
        card = next((piece for piece in plan if isinstance(piece, Card)), None)
        if card is not None and not outgoing.chat.private:  # a group may not show it: the words say all
            plan = [Markdown(content=card.instead) if piece is card else piece for piece in plan]
        elif card is not None and plan[0] is card and not outgoing.files:
            return {"msgtype": "template_card", "template_card": card.card}, []
        items, names = await self._pictures([piece for piece in plan if isinstance(piece, Paper)])
        first, *rest = _together([*_texts(plan, card), *names], self._settings.markdown_bytes)
        reply = frame(stream_id, first.content)
        if items:
            reply["stream"]["msg_item"] = items
        if card is not None:
            reply |= {"msgtype": "stream_with_template_card", "template_card": card.card}
        return reply, rest

    async def _pictures(self, papers: Sequence[Paper]) -> tuple[list[Json], list[Markdown]]:
        """Pictures as a stream holds them, and the words for files that it cannot hold."""
        items: list[Json] = []
        names: list[Markdown] = []
        for paper in papers:
            content = await self._loaded(paper)
            if (
                is_picture(content)
                and len(content) <= self._settings.image_bytes
                and len(items) < self._settings.images
            ):
                digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
                image = {"base64": base64.b64encode(content).decode(), "md5": digest}
                items.append({"msgtype": "image", "image": image})
            else:
                names.append(Markdown(content=paper.instead))
        return items, names

    async def _loaded(self, paper: Paper) -> bytes:
        if paper.file.kind != "image":
            return b""
        try:
            return await self._files.load(paper.file.id)
        except KeyError:
            return b""

    def pushed(self, outgoing: Outgoing) -> list[Json]:
        """The bodies to try on a response_url, best first; none where one message does not hold it."""
        words = _together(_texts(self._plan(outgoing, cards=False), None, papers=True), self._settings.markdown_bytes)
        if len(words) > 1:
            return []
        first = self._plan(outgoing, cards=outgoing.chat.private)[0]
        cards = [{"msgtype": "template_card", "template_card": first.card}] if isinstance(first, Card) else []
        return [*(cards if not outgoing.files else []), _markdown(words[0].content)]

    def joined(self, rest: Sequence[Markdown], language: Language) -> Json:
        """The first part of what is left, saying so where there is more."""
        if len(rest) == 1:
            return _markdown(rest[0].content)
        cut = CUT[language]
        room = self._settings.markdown_bytes - len(cut.encode())
        return _markdown(rest[0].content.encode()[:room].decode(errors="ignore").rpartition("\n")[0] + cut)

    def _plan(self, outgoing: Outgoing, *, cards: bool) -> list[Piece]:
        plan = pieces(outgoing, self._settings, reference(outgoing), cards=cards)
        return [marked(plan[0], outgoing), *plan[1:]] if outgoing.repeat else plan


def _texts(plan: Sequence[Piece], card: Card | None, *, papers: bool = False) -> list[Markdown]:
    """The words of a plan, less one card; with `papers` the files by name."""
    return [
        piece if isinstance(piece, Markdown) else Markdown(content=piece.instead)
        for piece in plan
        if (papers or not isinstance(piece, Paper)) and piece is not card
    ]


def _together(words: Sequence[Markdown], limit: int) -> list[Markdown]:
    """Small pieces joined into messages."""
    found: list[Markdown] = []
    for each in words:
        joined = f"{found[-1].content}\n{each.content}" if found else each.content
        if found and len(joined.encode()) <= limit:
            found[-1] = Markdown(content=joined)
        else:
            found.append(each)
    return found or [Markdown(content="…")]


def _markdown(content: str) -> Json:
    return {"msgtype": "markdown", "markdown": {"content": content}}


def task_id(reply: Json) -> str:
    """The id by which a press will name the card in a reply."""
    card = reply.get("template_card")
    return str(card["task_id"]) if isinstance(card, dict) else ""


def holds_all(answer: Outgoing, settings: BotSettings) -> bool:
    """Whether the last resort shows the whole answer."""
    title, *rest = answer.lines or ("",)
    fits = len(title) <= settings.title_chars and len("\n".join(rest)) <= settings.text_chars
    return fits and len(answer.choices) + len(answer.buttons) <= settings.buttons and not answer.files


def last_resort(answer: Outgoing, task_id: str, settings: BotSettings) -> Json:
    """A card that shows the beginning of an answer in the place of the pressed one."""
    title, *rest = answer.lines or ("…",)
    presses = (*answer.choices, *answer.buttons)[: settings.buttons]
    return {
        "card_type": "button_interaction",
        "main_title": {"title": clipped(title, settings.title_chars)},
        "sub_title_text": clipped("\n".join(rest), settings.text_chars),
        "button_list": [
            {"text": clipped(press.label, settings.label_chars), "style": 2, "key": press.action} for press in presses
        ]
        or [{"text": ALL_RIGHT[answer.language], "style": 2, "key": "ok"}],
        "task_id": task_id,
    }
