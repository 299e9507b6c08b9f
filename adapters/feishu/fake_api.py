"""The fake's API: the calls that the door makes, as strict as the documents are."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import BodyPartReader, web

if TYPE_CHECKING:
    from adapters.feishu.fake import FakeFeishu

TEXT_BYTES, CARD_BYTES = 150 * 1024, 30 * 1024
IMAGE_BYTES, FILE_BYTES = 10 * 1024 * 1024, 30 * 1024 * 1024
EDIT_SECONDS, UUID_SECONDS = 14 * 86400, 3600
PAGE = 2  # members, so that a test turns pages
EMOJIS = {"DONE", "OK", "THUMBSUP", "SMILE"}
IDS = {"chat_id": "oc_", "open_id": "ou_", "union_id": "on_"}
Route = Callable[["FakeFeishu", web.Request], Awaitable[web.Response]]


def problem(code: int, *, status: int = 400, headers: Mapping[str, str] | None = None) -> web.Response:
    """An error as Feishu words it: a code in JSON, under a status that says little."""
    return web.json_response({"code": code, "msg": "no"}, status=status, headers=headers)


def fine(data: Mapping[str, Any]) -> web.Response:
    return web.json_response({"code": 0, "msg": "success", "data": data})


def add_routes(app: web.Application, feishu: "FakeFeishu") -> None:
    """Adds the API to the fake's application."""

    def guarded(name: str, route: Route) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            token = request.headers.get("Authorization", "").removeprefix("Bearer ")
            if feishu.tokens.get(token, 0.0) <= feishu.now():
                return problem(99991663)
            if feishu.over(name, 50, 1.0) or feishu.over(name, 1000, 60.0):
                return problem(99991400, status=429, headers={"x-ogw-ratelimit-reset": "1"})
            return await route(feishu, request)

        return handle

    async def token(request: web.Request) -> web.Response:
        return await _token(feishu, request)

    app.router.add_post("/open-apis/auth/v3/tenant_access_token/internal", token)
    for method, path, route in ROUTES:
        app.router.add_route(method, f"/open-apis/{path}", guarded(f"{method} {path}", route))


async def _token(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    body = await request.json()
    if body.get("app_id") != feishu.calls.app_id or body.get("app_secret") != feishu.secret:
        return problem(10014, status=200)
    token, seconds = feishu.new_token()
    return web.json_response({"code": 0, "msg": "ok", "tenant_access_token": token, "expire": int(seconds)})


async def _bot(feishu: "FakeFeishu", request: web.Request) -> web.Response:  # noqa: ARG001
    return web.json_response({"code": 0, "msg": "ok", "bot": feishu.bot_info()})


async def _create(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    body = await request.json()
    kind, to = request.query.get("receive_id_type", ""), str(body.get("receive_id", ""))
    if not to.startswith(IDS.get(kind, "?")):
        return problem(230001)
    if kind == "open_id" and to not in feishu.contacts:
        return problem(230013)
    if kind == "chat_id" and to not in feishu.chats:
        return problem(230002)
    return _put(feishu, await request.read(), body, chat=to)


async def _reply(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    asked = feishu.message(request.match_info["id"])
    if asked is None:
        return problem(230011)
    return _put(feishu, await request.read(), await request.json(), chat=asked.chat, reply_to=asked.id)


def _put(feishu: "FakeFeishu", raw: bytes, body: Mapping[str, Any], *, chat: str, reply_to: str = "") -> web.Response:
    """A new message in a chat, unless its uuid has been there within the hour."""
    uuid = str(body.get("uuid", ""))
    wrong = _wrong(str(body.get("msg_type", "")), body.get("content"), raw, feishu)
    if wrong or len(uuid) > 50:
        return problem(wrong or 230001)
    for earlier in feishu.messages:
        if uuid and earlier.uuid == uuid and feishu.now() - earlier.at < UUID_SECONDS:
            return fine({"message_id": earlier.id, "chat_id": chat})
    if feishu.over(f"chat {chat}", 5, 1.0):
        return problem(99991400, status=429, headers={"x-ogw-ratelimit-reset": "1"})
    message = feishu.new_message(
        chat=chat,
        kind=str(body["msg_type"]),
        content=json.loads(body["content"]),
        uuid=uuid,
        reply_to=reply_to,
        in_thread=body.get("reply_in_thread") is True,
    )
    return fine({"message_id": message.id, "chat_id": chat})


def _wrong(kind: str, content: object, raw: bytes, feishu: "FakeFeishu") -> int:
    """The code for what is wrong with a message; 0 for nothing."""
    try:
        value = json.loads(content) if isinstance(content, str) else None
    except ValueError:
        value = None
    if not isinstance(value, dict):
        return 230001
    if kind == "text":
        text = value.get("text")
        return 230025 if len(raw) > TEXT_BYTES else 0 if isinstance(text, str) and text.strip() else 230001
    if kind == "interactive":
        return 230025 if len(raw) > CARD_BYTES + 1024 else 0 if card_is_right(value) else 230099
    key = value.get({"image": "image_key", "file": "file_key"}.get(kind, ""))
    return 0 if key in feishu.uploads else 230001


def card_is_right(card: Mapping[str, Any]) -> bool:
    """Whether it is a card of JSON 1.0 such as the door sends."""
    if set(card) - {"config", "header", "elements"} or not isinstance(card.get("elements"), list):
        return False
    return all(_element_is_right(element) for element in card["elements"])


def _element_is_right(element: Mapping[str, Any]) -> bool:
    if element.get("tag") == "div":
        text = element.get("text", {})
        return text.get("tag") in ("plain_text", "lark_md") and bool(text.get("content"))
    return element.get("tag") == "action" and all(
        button.get("tag") == "button"
        and bool(button["text"]["content"])
        and button.get("type") in ("default", "primary", "danger")
        and isinstance(button.get("value"), dict)
        for button in element["actions"]
    )


async def _patch(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    message = feishu.message(request.match_info["id"])
    body = await request.json()
    if message is None or not message.ours:
        return problem(230011 if message is None else 230002)
    if feishu.over(f"message {message.id}", 5, 1.0):
        return problem(99991400, status=429, headers={"x-ogw-ratelimit-reset": "1"})
    wrong = _wrong("interactive", body.get("content"), await request.read(), feishu)
    if wrong or message.kind != "interactive" or feishu.now() - message.at > EDIT_SECONDS:
        return problem(wrong or 230031)
    card = json.loads(body["content"])
    if not all(each.get("config", {}).get("update_multi") for each in (card, message.content)):
        return problem(230099)
    message.content = card
    return fine({})


async def _react(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    message = feishu.message(request.match_info["id"])
    emoji = (await request.json()).get("reaction_type", {}).get("emoji_type")
    if message is None or emoji not in EMOJIS:
        return problem(231003 if message is None else 231001)
    message.reactions.append(emoji)
    return fine({"reaction_id": uuid4().hex})


async def _image(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    return await _upload(feishu, request, {"image_type": {"message"}}, "image", IMAGE_BYTES)


async def _file(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    types = {"opus", "mp4", "pdf", "doc", "xls", "ppt", "stream"}
    return await _upload(feishu, request, {"file_type": types}, "file", FILE_BYTES)


async def _upload(
    feishu: "FakeFeishu", request: web.Request, needed: Mapping[str, set[str]], name: str, most: int
) -> web.Response:
    fields: dict[str, bytes] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if isinstance(part, BodyPartReader) and part.name:
            fields[part.name] = bytes(await part.read(decode=False))
    right = all(fields.get(field, b"").decode() in values for field, values in needed.items())
    if not right or not 0 < len(fields.get(name, b"")) <= most:
        return problem(234001 if not right else 234006)
    key = f"{'img' if name == 'image' else 'file'}_{uuid4().hex}"
    feishu.uploads[key] = fields[name]
    return fine({f"{name}_key": key})


async def _resource(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    data = feishu.resources.get((request.match_info["id"], request.match_info["key"]))
    if data is None or request.query.get("type") not in ("image", "file"):
        return problem(234003)
    return web.Response(body=data, content_type="application/octet-stream")


async def _contact(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    name = feishu.contacts.get(request.match_info["id"])
    if request.query.get("user_id_type") != "open_id" or name is None:
        return problem(41050)
    return fine({"user": {"open_id": request.match_info["id"], "name": name}})


async def _members(feishu: "FakeFeishu", request: web.Request) -> web.Response:
    members = list(feishu.chats.get(request.match_info["id"], {}).items())
    start = int(request.query.get("page_token") or 0)
    items = [{"member_id": id, "name": name} for id, name in members[start : start + PAGE]]
    more = start + PAGE < len(members)
    return fine({"items": items, "has_more": more, "page_token": str(start + PAGE) if more else ""})


async def _scopes(feishu: "FakeFeishu", request: web.Request) -> web.Response:  # noqa: ARG001
    return fine({"scopes": [{"scope_name": each, "grant_status": 1} for each in sorted(feishu.granted)]})


MESSAGE = "im/v1/messages/{id}"
ROUTES: tuple[tuple[str, str, Route], ...] = (
    ("GET", "bot/v3/info", _bot),
    ("POST", "im/v1/messages", _create),
    ("POST", f"{MESSAGE}/reply", _reply),
    ("PATCH", MESSAGE, _patch),
    ("POST", f"{MESSAGE}/reactions", _react),
    ("POST", "im/v1/images", _image),
    ("POST", "im/v1/files", _file),
    ("GET", f"{MESSAGE}/resources/{{key}}", _resource),
    ("GET", "contact/v3/users/{id}", _contact),
    ("GET", "im/v1/chats/{id}/members", _members),
    ("GET", "application/v6/scopes", _scopes),
)
