"""The fake platform's calls: what each demands, what it answers, what people then see."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from aiohttp import BodyPartReader, web

from adapters.wecom.fake_state import MINUTE, ApiError, Shown, State

Body = dict[str, Any]
TASK = re.compile(r"[0-9A-Za-z_\-@]{1,128}")
TEXT_BYTES = 2048
SIZES = {"image": 10 * 2**20, "voice": 2 * 2**20, "video": 10 * 2**20, "file": 20 * 2**20}
KINDS = {"text", "markdown", "template_card", *SIZES}


def send(state: State, body: Body) -> Body:
    """message/send."""
    kind = _kind(state, body)
    people = [each for each in str(body.get("touser") or "").split("|") if each]
    if not people:
        raise ApiError(40058, "touser, toparty and totag are empty")
    if len(people) > 1000:
        raise ApiError(40031, "too many users")
    known = {each.lower(): each for each in state.people}
    found = [known[each.lower()] for each in people if each.lower() in known]
    if not found:
        raise ApiError(81013, "user & party & tag all invalid")
    shown = _shown(state, kind, body[kind])
    for each in found:
        if each not in state.unlicensed:
            state.show(Shown(to=each, **shown))
    answer = {"msgid": f"m{len(state.calls)}"}
    if missing := [each.lower() for each in people if each.lower() not in known]:
        answer["invaliduser"] = "|".join(missing)
    if unlicensed := [each for each in found if each in state.unlicensed]:
        answer["unlicenseduser"] = "|".join(unlicensed)
    if kind == "template_card":
        answer["response_code"] = state.code_for(shown["task_id"])
    return answer


def _kind(state: State, body: Body) -> str:
    if body.get("agentid") != state.agent_id:
        raise ApiError(40056, "invalid agentid")
    kind = body.get("msgtype")
    if kind not in KINDS:
        raise ApiError(40008, "invalid message type")
    if not isinstance(body.get(kind), dict):
        raise ApiError(40058, f"{kind} missing")
    return str(kind)


def _shown(state: State, kind: str, part: Body) -> dict[str, Any]:
    """What people see of a message; texts are cut as the platform cuts them."""
    if kind in ("text", "markdown"):
        content = str(part.get("content") or "")
        if not content:
            raise ApiError(44004, "text content is empty")
        return {"kind": kind, "text": content.encode()[:TEXT_BYTES].decode(errors="ignore")}
    if kind == "template_card":
        return _card(state, part, new=True)
    return {"kind": kind, "data": state.stored(part.get("media_id")).data}


def _card(state: State, card: Body, *, new: bool) -> dict[str, Any]:
    """A button card as people see it, where it is as the platform demands."""
    if not state.callback_set:
        raise ApiError(43014, "no callback url")
    if card.get("card_type") != "button_interaction":
        raise ApiError(40058, "card_type")
    task = str(card.get("task_id") or "")
    if not TASK.fullmatch(task) or (new and task in state.tasks):
        raise ApiError(40058, "task_id wrong or used")
    title, text = (card.get("main_title") or {}).get("title", ""), card.get("sub_title_text", "")
    if not (title or text):
        raise ApiError(40058, "neither main_title.title nor sub_title_text")
    buttons = card.get("button_list") or []
    if not 1 <= len(buttons) <= 6:
        raise ApiError(40058, "button_list")
    for button in buttons:
        if not button.get("text") or not 1 <= len(str(button.get("key") or "").encode()) <= 1024:
            raise ApiError(40058, "button")
        if button.get("style", 1) not in (1, 2, 3, 4):
            raise ApiError(40058, "button.style")
    state.tasks.add(task)
    return {
        "kind": "template_card",
        "text": "\n".join(filter(None, (title, text))),
        "buttons": tuple(each["text"] for each in buttons),
        "keys": tuple(each["key"] for each in buttons),
        "task_id": task,
    }


def update(state: State, body: Body) -> Body:
    """message/update_template_card."""
    if body.get("agentid") != state.agent_id:
        raise ApiError(40056, "invalid agentid")
    if not body.get("userids") and not body.get("atall"):
        raise ApiError(40058, "nobody to update for")
    button, card = body.get("button"), body.get("template_card")
    if bool(button) == bool(card):
        raise ApiError(40058, "one of button and template_card")
    task = state.spend(body.get("response_code"))
    if button:
        state.update(task, buttons=(str(button["replace_name"]),), keys=())
        return {}
    shown = _card(state, card or {}, new=False)
    state.update(task, text=shown["text"], buttons=shown["buttons"], keys=shown["keys"])
    return {}


async def upload(state: State, request: web.Request) -> Body:
    """media/upload and webhook/upload_media."""
    kind = request.query.get("type", "")
    if kind not in SIZES:
        raise ApiError(40004, "invalid media type")
    if not request.content_type.startswith("multipart/"):
        raise ApiError(41005, "no multipart")
    part = await (await request.multipart()).next()
    if not isinstance(part, BodyPartReader) or part.name != "media" or not part.filename:
        raise ApiError(41005, "media data missing")
    data = bytes(await part.read())
    if len(data) <= 5 or len(data) > SIZES[kind]:
        raise ApiError(40006, "invalid file size")
    return {"type": kind, "media_id": state.store(kind, part.filename, data), "created_at": str(int(state.now()))}


def user(state: State, query: Mapping[str, str]) -> Body:
    """user/get: no name where the directory hides it."""
    id = query.get("userid", "")
    if id not in state.people:
        raise ApiError(60111, "userid not found")
    return {"userid": id, **({"name": state.people[id]} if state.people[id] else {})}


def agent(state: State, query: Mapping[str, str]) -> Body:
    """agent/get."""
    if query.get("agentid") != str(state.agent_id):
        raise ApiError(301002, "no privilege for this agent")
    return {"agentid": state.agent_id, "name": "跟进", "close": int(state.closed)}


def post(state: State, query: Mapping[str, str], body: Body) -> Body:
    """webhook/send."""
    if query.get("key") != state.webhook_key:
        raise ApiError(93000, "invalid webhook url")
    kind = body.get("msgtype")
    part = body.get(str(kind))
    if kind not in ("text", "markdown", "image", "file") or not isinstance(part, dict):
        raise ApiError(40008, "invalid message type")
    shown = _posted(state, str(kind), part)
    if not state.room("webhook", (state.webhook_per_minute, MINUTE)):
        raise ApiError(45009, "api freq out of limit")
    state.messages.append(shown)
    return {}


def _posted(state: State, kind: str, part: Body) -> Shown:
    if kind in ("text", "markdown"):
        content = str(part.get("content") or "")
        if not content or len(content.encode()) > (2048 if kind == "text" else 4096):
            raise ApiError(40058, "content missing or too long")
        called = "".join(f"@{each} " for each in part.get("mentioned_list", ()))
        return Shown(to="webhook", kind=kind, text=f"{called}{content}")
    if kind == "file":
        return Shown(to="webhook", kind=kind, data=state.stored(part.get("media_id")).data)
    try:
        data = base64.b64decode(str(part.get("base64")), validate=True)
    except binascii.Error:
        raise ApiError(40058, "base64") from None
    if hashlib.md5(data, usedforsecurity=False).hexdigest() != part.get("md5") or len(data) > 2 * 2**20:
        raise ApiError(40058, "md5 or size")
    return Shown(to="webhook", kind=kind, data=data)
