"""The AI bot by long connection: hears and speaks through one socket that the leading process owns."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog

from adapters.calls import Calls
from adapters.limits import Limit, Limits
from adapters.wecom.bot_cards import Card, Markdown, Paper, Piece, marked, pieces, reference, updated
from adapters.wecom.bot_events import BadEvent, read
from adapters.wecom.bot_media import TooLarge, Uploads
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.bot_tickets import Ticket, Tickets
from adapters.wecom.socket import Frame, LongConnection, State
from adapters.wecom.stream import frame as stream_frame
from commands.message import DeliveryError, Files, Finding, Inlet, Outgoing, Sent, Shelf

TRANSIENT = (-1, 6000, 45009, 45033, 846601, 846602)
SLOW_DOWN = (45009, 45033)
PARTS_LIFE = 86400.0
STATE_LIFE = 90.0  # seconds that a connection counts as open without a further word of it
STEPPED_BACK_LIFE = 86400.0
log = structlog.get_logger(__name__)


class Refused(Exception):
    """The platform said no to a frame, for good."""

    def __init__(self, code: object) -> None:
        super().__init__(f"errcode {code}")


class SocketWay:
    """How the door hears and speaks in socket mode."""

    def __init__(
        self,
        settings: BotSettings,
        *,
        inlet: Inlet,
        shelf: Shelf,
        files: Files,
        clock: Callable[[], datetime],
        calls: Calls,
    ) -> None:
        self._settings = settings
        self._inlet = inlet
        self._shelf = shelf
        self._files = files
        self._clock = clock
        self._prefix = f"wecom.bot.{settings.bot_id}."
        self.tickets = Tickets(settings, shelf, clock)
        self.connection = LongConnection(settings, lambda: calls.session, heard=self.hear, told=self._told)
        self._uploads = Uploads(settings, self._asked)
        self._limits = Limits(Limit("chat", settings.per_minute, 60), Limit("chat", settings.per_hour, 3600))
        self._plain_groups: set[str] = set()

    async def hear(self, frame: Frame) -> None:
        """Stores what a frame brings."""
        headers, body = frame.get("headers"), frame["body"]
        try:
            message = read(body, self._settings, received_at=self._clock())
        except BadEvent as bad:
            log.warning("wecom bot: a message that lacks what every message has", fault=str(bad))
            return
        if message is None:
            return
        req = headers.get("req_id") if isinstance(headers, dict) else ""
        await self.tickets.keep(message, req=req if isinstance(req, str) else "")
        await self._inlet.accept(message)

    async def send(self, outgoing: Outgoing) -> Sent:
        """Answers under the asking frame's req_id where that still holds, else pushes into the chat."""
        task_id = reference(outgoing)
        ticket = await self.tickets.find(outgoing.answers)
        if outgoing.replaces and await self._update(outgoing, ticket):
            return Sent(message_id=outgoing.replaces)
        chat = outgoing.chat.id
        cards = outgoing.chat.private or (self._settings.group_cards and chat not in self._plain_groups)
        plan = pieces(outgoing, self._settings, task_id, cards=cards)
        done = begun = await self._done(outgoing)
        try:
            for piece in plan[done:]:
                first = marked(piece, outgoing) if outgoing.repeat and done == begun else piece
                await self._show(first, outgoing, ticket, f"{task_id}-{done}")
                done += 1
        finally:
            if begun < done < len(plan):
                await self._shelf.put(self._parts(outgoing), str(done).encode(), seconds=PARTS_LIFE)
        return Sent(message_id=task_id)

    async def examine(self) -> Sequence[Finding]:
        """How the connection is. It is tried only where nobody has one: a second one would displace the first."""
        known = await self._shelf.get(self._prefix + "state")
        state = self.connection.state if self.connection.running else known.decode() if known else ""
        if state == "displaced":
            return [_DISPLACED]
        if state in ("connected", "connecting"):
            return [_CONNECTED if state == "connected" else _CONNECTING]
        if state == "refused":
            return [_BAD_SECRET]
        try:
            ack = await self.connection.probe()
        except (OSError, BadEvent, TypeError):  # no connection, no time left, or a close instead of an answer
            return [_NO_WAY]
        return [_CONNECTED if ack.get("errcode") == 0 else _BAD_SECRET]

    async def _show(self, piece: Piece, outgoing: Outgoing, ticket: Ticket | None, id: str) -> None:
        """One piece; where it is refused, the words that stand for it."""
        try:
            await self._say(await self._body(piece), outgoing, ticket, id)
        except (Refused, TooLarge) as no:
            if isinstance(piece, Markdown):
                raise DeliveryError(str(no), final=True, unreachable=outgoing.chat.private) from None
            log.info("wecom bot: shown as text", piece=type(piece).__name__, fault=str(no))
            if isinstance(piece, Card) and not outgoing.chat.private:
                self._plain_groups.add(outgoing.chat.id)
            await self._show(Markdown(content=piece.instead), outgoing, ticket, id)

    async def _body(self, piece: Piece) -> Frame:
        """A push's body for a piece; a file is uploaded first."""
        if isinstance(piece, Markdown):
            return {"msgtype": "markdown", "markdown": {"content": piece.content}}
        if isinstance(piece, Card):
            return {"msgtype": "template_card", "template_card": piece.card}
        return await self._uploaded(piece)

    async def _uploaded(self, paper: Paper) -> Frame:
        try:
            content = await self._files.load(paper.file.id)
        except KeyError:
            raise TooLarge("the file is gone") from None
        kind = self._uploads.kind(paper.file, content)
        return {"msgtype": kind, kind: {"media_id": await self._uploads.upload(kind, paper.file.name, content)}}

    async def _say(self, body: Frame, outgoing: Outgoing, ticket: Ticket | None, id: str) -> None:
        """By the way that holds at this moment, the next one where the platform says that it does not."""
        await self._limits.turn(chat=outgoing.chat.id)
        for cmd, shown in self._direct(body, outgoing, ticket, id):
            try:
                await self._asked(cmd, shown, req=ticket.req if ticket else "")
            except Refused as no:
                log.info("wecom bot: not as a direct answer", cmd=cmd, fault=str(no))
            else:
                return
        chat = outgoing.chat
        await self._asked("aibot_send_msg", {"chatid": chat.id, "chat_type": 1 if chat.private else 2, **body})

    def _direct(self, body: Frame, outgoing: Outgoing, ticket: Ticket | None, id: str) -> list[tuple[str, Frame]]:
        """The direct answer that the asking frame allows: a welcome within seconds, an answer within a day."""
        if ticket is None or not ticket.req:
            return []
        age = self.tickets.age(ticket)
        words = body["msgtype"] == "markdown"
        if ticket.kind == "opened" and age < self._settings.direct_seconds and id.endswith("-0"):
            text = {"msgtype": "text", "text": {"content": "\n".join(outgoing.lines)}}
            return [("aibot_respond_welcome_msg", text if words else body)]
        if ticket.kind == "message" and age < self._settings.req_seconds:
            return [("aibot_respond_msg", stream_frame(id, body["markdown"]["content"]) if words else body)]
        return []

    async def _update(self, outgoing: Outgoing, ticket: Ticket | None) -> bool:
        """Puts the answer in the place of the card that was just pressed; False where that cannot be."""
        if ticket is None or ticket.kind != "press" or ticket.target != outgoing.replaces:
            return False
        card = updated(outgoing, self._settings)
        if (
            card is None
            or outgoing.repeat
            or outgoing.files
            or self.tickets.age(ticket) >= self._settings.direct_seconds
        ):
            return False
        await self._limits.turn(chat=outgoing.chat.id)
        body = {"response_type": "update_template_card", "template_card": card}
        try:
            await self._asked("aibot_respond_update_msg", body, req=ticket.req)
        except Refused as no:
            log.info("wecom bot: the card was not updated", fault=str(no))
            return False
        return True

    async def _asked(self, cmd: str, body: dict[str, Any], *, req: str = "") -> Frame:
        """A frame that was taken; Refused, or DeliveryError where it may be tried again."""
        ack = await self.connection.request(cmd, body, req=req)
        code = ack.get("errcode")
        if code in TRANSIENT:
            raise DeliveryError(f"errcode {code}", after=60.0 if code in SLOW_DOWN else None)
        if code != 0:
            raise Refused(code)
        return ack

    async def _done(self, outgoing: Outgoing) -> int:
        """How many pieces an earlier try has surely sent."""
        value = await self._shelf.get(self._parts(outgoing))
        return int(value) if value else 0

    def _parts(self, outgoing: Outgoing) -> str:
        return f"{self._prefix}parts.{outgoing.id}"

    async def _told(self, state: State) -> None:
        """Lets every process know how the connection is."""
        life = STEPPED_BACK_LIFE if state == "displaced" else STATE_LIFE
        await self._shelf.put(self._prefix + "state", state.encode(), seconds=life)


_CONNECTED = Finding(
    well=True,
    chinese="企业微信智能机器人：长连接通着",
    english="WeCom AI bot: the long connection is open",
)
_CONNECTING = Finding(
    well=False,
    chinese="企业微信智能机器人：正在重连；一直这样，就看看服务器能不能访问 openws.work.weixin.qq.com",
    english="WeCom AI bot: connecting again; if it stays so, check that this server reaches openws.work.weixin.qq.com",
)
_DISPLACED = Finding(
    well=False,
    chinese="企业微信智能机器人：同一个机器人在别处也连着，这边让开了。停掉那一边，再重启这边",
    english="WeCom AI bot: another program connected as the same bot, so this one stepped back. Stop it, restart this",
)
_BAD_SECRET = Finding(
    well=False,
    chinese="企业微信智能机器人：Bot ID 或 Secret 不对。在机器人的 API 设置里选“长连接”，重新复制这两项",
    english="WeCom AI bot: wrong Bot ID or Secret. Copy both again from the bot's API settings, mode long connection",
)
_NO_WAY = Finding(
    well=False,
    chinese="企业微信智能机器人：连不上 openws.work.weixin.qq.com，看看服务器的出网和代理",
    english="WeCom AI bot: openws.work.weixin.qq.com cannot be reached; check this server's way out and its proxy",
)
