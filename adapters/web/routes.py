"""The page's addresses: each checks who asks, reads what it needs, and hands it to the door."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import aiohttp_jinja2
import jinja2
from aiohttp import web

from adapters.web.clock import JUMPS
from adapters.web.pages import Page
from adapters.web.payloads import BODY_LIMIT, BadBody, chat_key, read_json, read_typed
from adapters.web.security import HEADERS, Handler, content_policy, guarded
from adapters.web.words import Language, role_word, words
from commands.message import Resident, Room

if TYPE_CHECKING:
    from adapters.web.door import WebDoor

HERE = Path(__file__).parent
JINJA: web.AppKey[jinja2.Environment] = web.AppKey("genjin_web_jinja", jinja2.Environment)
CONTENT_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
STATIC = {path.name: path for path in sorted((HERE / "static").iterdir()) if path.suffix in CONTENT_TYPES}
REP = "rep"
PNG = b"\x89PNG"
HEARTBEAT_SECONDS = 20
CLIENT_FRAME_LIMIT = 4096


class Routes:
    """The routes of one door."""

    def __init__(self, door: "WebDoor") -> None:
        self.door = door

    def add_to(self, app: web.Application) -> None:
        """All that the door serves: the whole page in the demonstration, else a few words and their style."""
        aiohttp_jinja2.setup(app, app_key=JINJA, loader=jinja2.FileSystemLoader(HERE / "templates"))
        router = app.router
        if not self.door.demo:
            router.add_get("/", self.closed)
            router.add_get("/web/static/{name}", self.static)
            return
        router.add_get("/", guarded(self.chat))
        router.add_get("/web/static/{name}", guarded(self.static))
        router.add_get("/web/history", guarded(_answering(self.history)))
        router.add_get("/web/file/{id}", guarded(self.file))
        router.add_get("/web/live", guarded(self.live, origin=True))
        router.add_post("/web/message", guarded(_answering(self.message), origin=True))
        router.add_post("/web/clock", guarded(_answering(self.clock), origin=True))

    async def closed(self, request: web.Request) -> web.StreamResponse:
        language = _language(request)
        return _render("closed.html", request, {"lang": language, "w": words(language)})

    async def static(self, request: web.Request) -> web.StreamResponse:
        path = STATIC.get(request.match_info["name"])
        if path is None:
            return web.Response(status=404, headers=HEADERS)
        headers = {**HEADERS, "Content-Type": CONTENT_TYPES[path.suffix], "Cache-Control": "no-cache"}
        return web.FileResponse(path, headers=headers)

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """The page, opened as the person and chat of the address: at first as a rep, in private."""
        residents = await self.door.residents()
        if not residents:
            return web.Response(status=503, text="还没有人。Nobody is here yet.", headers=HEADERS)
        me = _pick(residents, request.query.get("as", ""))
        rooms = await self.door.rooms(me.user_id)
        return _render("chat.html", request, self._context(_language(request), me, residents, rooms))

    async def history(self, request: web.Request) -> dict[str, object]:
        room = await self.door.room(request.query.get("as", ""), request.query.get("chat", ""))
        return {"items": await self.door.history(room)}

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A picture to show, or another file to keep."""
        try:
            room = await self.door.room(request.query.get("as", ""), request.query.get("chat", ""))
            file, data = await self.door.file(room, request.match_info["id"])
        except BadBody as bad:
            return web.Response(status=bad.status, text=bad.reason, headers=HEADERS)
        shown = file.kind == "image" and data.startswith(PNG)
        kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
        return web.Response(
            body=data,
            content_type="image/png" if shown else "application/octet-stream",
            headers={**HEADERS, "Cache-Control": "private, max-age=86400", **({} if shown else kept)},
        )

    async def message(self, request: web.Request) -> dict[str, object]:
        return {"item": await self.door.hear(read_typed(await _body(request)))}

    async def clock(self, request: web.Request) -> dict[str, object]:
        jump = read_json(await _body(request)).get("to")
        if jump not in JUMPS:
            raise BadBody("to 应是 hour、morning 或 next。The field to must be hour, morning or next.")
        moved = await self.door.move_clock(jump)
        return {"moved": moved, **await self.door.time()}

    async def live(self, request: web.Request) -> web.StreamResponse:
        """The page's WebSocket: events go out, nothing is read but its end."""
        try:
            await self.door.resident(request.query.get("as", ""))
        except BadBody as bad:
            return web.Response(status=bad.status, text=bad.reason, headers=HEADERS)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=CLIENT_FRAME_LIMIT)
        await socket.prepare(request)
        with self.door.pages.opened(await self.door.page(request.query["as"])) as page:
            page.put(await self.door.time())
            writer = asyncio.create_task(_write(page, socket))
            try:
                async for _ in socket:
                    pass
            finally:
                writer.cancel()
                await asyncio.gather(writer, return_exceptions=True)
        return socket

    def _context(
        self, language: Language, me: Resident, residents: Sequence[Resident], rooms: Sequence[Room]
    ) -> dict[str, object]:
        chats = [
            {"key": chat_key(room.chat), "title": room.title, "private": room.chat.private}
            for room in sorted(rooms, key=lambda room: not room.chat.private)
        ]
        people = [
            {"id": one.user_id, "name": one.name, "role": role_word(one.role, language), "team": one.team}
            for one in residents
        ]
        setup = {
            "me": {"id": me.user_id, "name": me.name},
            "people": people,
            "chats": chats,
            "suggestions": self.door.suggestions,
            "zone": str(self.door.zone),
            "lang": language,
            "limit": BODY_LIMIT,
            "words": words(language),
        }
        return {
            "lang": language,
            "other": "en" if language == "zh" else "zh",
            "w": words(language),
            "me": me,
            "people": people,
            "chats": chats,
            "setup": json.dumps(setup, ensure_ascii=False),
        }


def _answering(
    handler: Callable[[web.Request], Coroutine[Any, Any, dict[str, object]]],
) -> Handler:
    """A handler of JSON: what cannot be used is answered with a sentence."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await handler(request), headers={**HEADERS, "Cache-Control": "no-store"})
        except BadBody as bad:
            return web.json_response({"error": bad.reason}, status=bad.status, headers=HEADERS)

    return answer


async def _body(request: web.Request) -> bytes:
    """The body of a POST, at most 256 KiB of JSON."""
    if request.content_type != "application/json":
        raise BadBody("请用 application/json。The body must be application/json.", status=415)
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise BadBody("这段太长了，一次最多 256 KB。Too long: at most 256 KB at once.", status=413)
    return bytes(body)


async def _write(page: Page, socket: web.WebSocketResponse) -> None:
    try:
        async for event in page.events():
            await socket.send_json(event, dumps=_dumps)
    except ConnectionError:
        return
    await socket.close(code=1001)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _language(request: web.Request) -> Language:
    return "en" if request.query.get("lang") == "en" else "zh"


def _pick(residents: Sequence[Resident], user_id: str) -> Resident:
    """The person of that id, else the first rep, else the first of all."""
    chosen = [one for one in residents if one.user_id == user_id]
    reps = [one for one in residents if one.role == REP]
    return (chosen or reps or list(residents))[0]


def _render(name: str, request: web.Request, context: dict[str, object]) -> web.Response:
    response = aiohttp_jinja2.render_template(name, request, context, app_key=JINJA)
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = "no-store"
    host = request.headers.get("Host", "")
    response.headers["Content-Security-Policy"] = content_policy(f"ws://{host}" if name == "chat.html" else "")
    return response
