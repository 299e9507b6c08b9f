"""Sending through the self-built app: cards, texts and files to one person, within WeCom's limits."""

import re
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from adapters.limits import Limit, Limits
from adapters.wecom import media
from adapters.wecom.api import Api
from adapters.wecom.cards import Card, Part, Text, parts, whole_card
from adapters.wecom.progress import Bookmarks, Progress
from adapters.wecom.refusals import Refused, unlicensed, unreachable
from adapters.wecom.settings import AppSettings
from commands.message import REPEATED, Chat, DeliveryError, Files, Outgoing, Sent, Shelf

DONE = "✓"  # on the one grey button that is left where a card's answer has none
_NOT_IN_TASK = re.compile(r"[^0-9A-Za-z_\-@]")
LONGEST_TASK = 128
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


class Codes:
    """The response codes of cards on the shelf: each changes its card once, within three days."""

    def __init__(self, shelf: Shelf, settings: AppSettings) -> None:
        self._shelf = shelf
        self._settings = settings

    async def keep(self, task_id: str, code: str) -> None:
        """Keeps the newest code of a card."""
        await self._shelf.put(self._name(task_id), code.encode(), seconds=self._settings.code_seconds)

    async def of(self, task_id: str) -> str:
        """The code of a card; empty where there is none that was not used."""
        return ((await self._shelf.get(self._name(task_id))) or b"").decode()

    async def used(self, task_id: str, code: str) -> None:
        """Drops a code, unless a press has brought a newer one."""
        await self._shelf.swap(self._name(task_id), code.encode(), b"", seconds=self._settings.code_seconds)

    def _name(self, task_id: str) -> str:
        return f"wecom.app.{self._settings.app}.card.{task_id}"


class Sender:
    """Sends answers to members of the corp, one at a time."""

    def __init__(
        self,
        settings: AppSettings,
        api: Api,
        *,
        shelf: Shelf,
        files: Files,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._api = api
        self._files = files
        self._codes = Codes(shelf, settings)
        self._bookmarks = Bookmarks(shelf, f"wecom.app.{settings.app}.parts.")
        self._limits = Limits(*limits(settings), clock=monotonic)

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends an answer, in the place of an earlier card where it takes one; raises as a door does."""
        to = recipient(outgoing.chat)
        if outgoing.replaces:
            sent = await self._in_place(outgoing, to)
            if sent is not None:
                return sent
        return await self._from(outgoing, to, await self._bookmarks.read(outgoing.id))

    async def _from(self, outgoing: Outgoing, to: str, progress: Progress) -> Sent:
        """Sends what has not arrived yet, the first of it marked where it may have; text where a card is refused."""
        waiting = parts(outgoing, self._settings, progress.form)
        if not waiting:
            raise DeliveryError("nothing to say", final=True)
        begun = progress.done
        for index, part in enumerate(waiting[begun:], begun):
            try:
                id = await self._part(part, outgoing, to, repeat=outgoing.repeat and index == begun)
            except Refused as refused:
                if not (isinstance(part, Card) and refused.of_form):
                    raise
                progress = replace(progress, done=0, form="tail" if index else "text")
                await self._bookmarks.write(outgoing.id, progress)
                return await self._from(outgoing, to, progress)
            known = id if isinstance(part, Card) or not progress.message_id else progress.message_id
            progress = replace(progress, done=index + 1, message_id=known)
            if len(waiting) > 1:
                await self._bookmarks.write(outgoing.id, progress)
        return Sent(message_id=progress.message_id)

    async def _part(self, part: Part, outgoing: Outgoing, to: str, *, repeat: bool) -> str:
        """Sends one message; the id it is known by: a card's task id, else WeCom's message id."""
        mark = REPEATED[outgoing.language] if repeat else ""
        if isinstance(part, Text):
            return await self._text(to, f"{mark}{part.content}")
        if isinstance(part, Card):
            task = task_id(outgoing)
            answer = await self._message(to, "template_card", part.body(task, mark=mark))
            if code := str(answer.get("response_code") or ""):
                await self._codes.keep(task, code)
            return task
        try:
            data = await self._files.load(part.file.id)
        except KeyError:
            raise DeliveryError("the file is gone", final=True) from None
        kind = media.kind_of(part.file, data, media.limits(self._settings))
        media_id = await media.upload(self._api, part.file, data, kind)
        if mark:
            await self._text(to, mark.strip())
        return _id_of(await self._message(to, kind, {"media_id": media_id}))

    async def _text(self, to: str, content: str) -> str:
        return _id_of(await self._message(to, "text", {"content": content}))

    async def _message(self, to: str, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        """One message/send; what it answers, once the person is not among those it did not reach."""
        await self._limits.turn(app="", person=to)
        message: dict[str, Any] = {"touser": to, "agentid": self._settings.agent_id, "msgtype": kind, kind: body}
        if self._settings.duplicate_seconds:
            message |= {"enable_duplicate_check": 1, "duplicate_check_interval": self._settings.duplicate_seconds}
        answer = await self._api.call("POST", "message/send", json=message)
        if _among(to, answer.get("invaliduser")):
            raise unreachable()
        if _among(to, answer.get("unlicenseduser")):
            raise unlicensed()
        return answer

    async def _in_place(self, outgoing: Outgoing, to: str) -> Sent | None:
        """Changes the card that the answer replaces. None where that cannot be: then it goes as a new message.

        An answer without buttons, which no card of WeCom's can be without an address to open, leaves one grey button.
        """
        code = await self._codes.of(outgoing.replaces)
        if not code:
            return None
        card = None if outgoing.files else whole_card(outgoing, self._settings)
        body = {"userids": [to], "agentid": self._settings.agent_id, "response_code": code}
        if card is None:
            body["button"] = {"replace_name": DONE}
        else:
            mark = REPEATED[outgoing.language] if outgoing.repeat else ""
            body["template_card"] = card.body(outgoing.replaces, mark=mark)
        await self._limits.turn(app="")
        try:
            answer = await self._api.call("POST", "message/update_template_card", json=body)
        except Refused as refused:
            if not refused.of_form:
                raise
            answer = None
        await self._codes.used(outgoing.replaces, code)
        if answer is None or card is None or _among(to, answer.get("invaliduser")):
            return None
        return Sent(message_id=outgoing.replaces)


def limits(settings: AppSettings) -> list[Limit]:
    """The limits that WeCom keeps without a word: what is over them is dropped with an error code of 0.

    WeCom counts when a message arrives, we when it leaves, so ours last longer by the time that a call may take.
    """
    late = settings.call_seconds
    day = [Limit("app", settings.app_per_day, DAY + late)] if settings.app_per_day else []
    return [
        Limit("person", settings.person_per_minute, MINUTE + late),
        Limit("person", settings.person_per_hour, HOUR + late),
        Limit("app", settings.app_per_minute, MINUTE + late),
        Limit("app", settings.app_per_hour, HOUR + late),
        *day,
    ]


def recipient(chat: Chat) -> str:
    """The userid that a private chat belongs to; DeliveryError for groups, and for what would address several."""
    if not chat.private:
        raise DeliveryError("a self-built app cannot write into groups", final=True)
    if not chat.id or "|" in chat.id or chat.id.startswith("@"):
        raise DeliveryError("no userid", final=True)
    return chat.id


def task_id(outgoing: Outgoing) -> str:
    """A card's id: the answer's, and another for a repeat, since WeCom takes none twice."""
    base = _NOT_IN_TASK.sub("_", outgoing.id)[: LONGEST_TASK - 9]
    return f"{base}-{secrets.token_hex(4)}" if outgoing.repeat else base


def _id_of(answer: dict[str, Any]) -> str:
    return str(answer.get("msgid") or "")


def _among(person: str, listed: object) -> bool:
    """Whether a person is in “zhang|li” or ["zhang"]; WeCom writes them in small letters."""
    names = listed.split("|") if isinstance(listed, str) else listed if isinstance(listed, list) else []
    return person.lower() in {str(each).lower() for each in names}
