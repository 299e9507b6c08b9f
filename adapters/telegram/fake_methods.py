"""The fake's methods of the Bot API, as strict as its documentation."""

import json
import re
import time
from collections.abc import Mapping
from typing import Any

from adapters.telegram.fake_html import Parsed, Refusal, parsed
from adapters.telegram.fake_rooms import BOT, Posted, Room, World

TEXT_UNITS, CAPTION_UNITS = 4096, 1024
DATA_BYTES, BUTTONS, BUTTONS_A_ROW = 64, 100, 8
MEGABYTE = 1024 * 1024
PHOTO_BYTES, UPLOAD_BYTES, DOWNLOAD_BYTES = 10 * MEGABYTE, 50 * MEGABYTE, 20 * MEGABYTE
REACTIONS = frozenset("👍👎🔥🎉👌🙏👏")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
Params = Mapping[str, Any]


class Methods:
    """What a call does; `call` answers its result, or raises Refusal."""

    def __init__(self, world: World, *, insecure: bool = False) -> None:
        self._world = world
        self._insecure = insecure

    def call(self, method: str, params: Params) -> Any:
        """Carries out a method by its name as Telegram writes it."""
        handler = getattr(self, f"_{_snake(method)}", None) if re.fullmatch(r"[A-Za-z]+", method) else None
        if handler is None:
            raise Refusal(404, "Not Found")
        return handler(params)

    def _get_me(self, _params: Params) -> Any:
        world = self._world
        return {**BOT, "can_join_groups": world.joins_groups, "can_read_all_group_messages": world.reads_all}

    def _set_webhook(self, params: Params) -> Any:
        url, secret = str(params.get("url", "")), str(params.get("secret_token", ""))
        if url and not (url.startswith("https://") or self._insecure):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        hook = self._world.hook
        hook.url, hook.secret, hook.last_error = url, secret, ""
        hook.allowed = tuple(json.loads(params.get("allowed_updates", "[]")))
        return True

    def _delete_webhook(self, _params: Params) -> Any:
        self._world.hook.url = ""
        return True

    def _get_webhook_info(self, _params: Params) -> Any:
        hook = self._world.hook
        error = {"last_error_date": int(time.time()), "last_error_message": hook.last_error} if hook.last_error else {}
        return {"url": hook.url, "has_custom_certificate": False, "pending_update_count": 0, **error}

    def _set_my_commands(self, params: Params) -> Any:
        commands = json.loads(params["commands"])
        for each in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(each["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self._world.commands[str(params.get("language_code", ""))] = commands
        return True

    def _get_chat(self, params: Params) -> Any:
        room = self._world.rooms.get(_number(params, "chat_id"))
        if room is None or not room.opened:
            raise Refusal(400, "Bad Request: chat not found")
        return {**room.plain, "accent_color_id": 0, "max_reaction_count": 11}

    def _send_message(self, params: Params) -> Any:
        room = self._room(params)
        said = _text(params, "text", TEXT_UNITS)
        keyboard = _keyboard(params)
        return self._posted(room, self._post(room, params, text=said.text, mentioned=said.mentioned, keyboard=keyboard))

    def _send_photo(self, params: Params) -> Any:
        return self._send_file(params, "photo", PHOTO_BYTES)

    def _send_document(self, params: Params) -> Any:
        return self._send_file(params, "document", UPLOAD_BYTES)

    def _send_file(self, params: Params, field: str, most: int) -> Any:
        room = self._room(params)
        data = params.get(field)
        if not isinstance(data, bytes) or not data:
            raise Refusal(400, f"Bad Request: there is no {field} in the request")
        if len(data) > most:
            raise Refusal(413, "Request Entity Too Large")
        if field == "photo" and not data.startswith(PICTURES):
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        caption = _text(params, "caption", CAPTION_UNITS).text if params.get("caption") else ""
        posted = self._post(
            room,
            params,
            caption=caption,
            keyboard=_keyboard(params),
            file=self._world.keep(data),
            photo=field == "photo",
        )
        size = {"file_id": posted.file, "file_unique_id": f"u{posted.file}", "file_size": len(data)}
        shown: Any = [{**size, "width": 90, "height": 90}] if posted.photo else {**size, "file_name": "file"}
        return {**self._posted(room, posted), field: shown}

    def _edit_message_text(self, params: Params) -> Any:
        room = self._room(params)
        post = room.posts.get(_number(params, "message_id"))
        if post is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if not post.by_bot:
            raise Refusal(400, "Bad Request: message can't be edited")
        if post.file:
            raise Refusal(400, "Bad Request: there is no text in the message to edit")
        said, keyboard = _text(params, "text", TEXT_UNITS), _keyboard(params)
        if (said.text, keyboard) == (post.text, post.keyboard):
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message",
            )
        post.text, post.keyboard, post.mentioned = said.text, keyboard, said.mentioned
        post.edits += 1
        return self._posted(room, post)

    def _set_message_reaction(self, params: Params) -> Any:
        room = self._room(params)
        post = room.posts.get(_number(params, "message_id"))
        if post is None:
            raise Refusal(400, "Bad Request: message to react not found")
        reactions = [str(each.get("emoji", "")) for each in json.loads(params.get("reaction", "[]"))]
        if not room.reactions or not set(reactions) <= REACTIONS:
            raise Refusal(400, "Bad Request: REACTION_INVALID")
        post.reactions = reactions
        return True

    def _answer_callback_query(self, params: Params) -> Any:
        query = str(params.get("callback_query_id", ""))
        if query not in self._world.queries:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(str(params.get("text", ""))) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        self._world.queries.discard(query)
        self._world.answered.append(query)
        return True

    def _get_file(self, params: Params) -> Any:
        id = str(params.get("file_id", ""))
        data = self._world.files.get(id)
        if data is None:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(data) > DOWNLOAD_BYTES:
            raise Refusal(400, "Bad Request: file is too big")
        return {
            "file_id": id,
            "file_unique_id": f"u{id}",
            "file_size": len(data),
            "file_path": f"{self._world.folder}/{id}",
        }

    def _room(self, params: Params) -> Room:
        """The chat of a call, or why the bot can't speak there."""
        room = self._world.rooms.get(_number(params, "chat_id"))
        if room is None:
            raise Refusal(400, "Bad Request: chat not found")
        if room.moved_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=room.moved_to,
            )
        if room.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not room.opened:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        if not room.member:
            raise Refusal(403, f"Forbidden: bot was kicked from the {room.sort} chat")
        return room

    def _post(self, room: Room, params: Params, **what: Any) -> Posted:
        topic = int(params["message_thread_id"]) if params.get("message_thread_id") else None
        if topic is not None and topic not in room.topics:
            raise Refusal(400, "Bad Request: message thread not found")
        reply = json.loads(params.get("reply_parameters", "{}"))
        answered = reply.get("message_id")
        if answered is not None and answered not in room.posts:
            if not reply.get("allow_sending_without_reply"):
                raise Refusal(400, "Bad Request: message to be replied not found")
            answered = None
        return self._world.post(room, by_bot=True, topic=topic, reply_to=answered, **what)

    def _posted(self, room: Room, post: Posted) -> dict[str, Any]:
        said = {"text": post.text} if post.text else {}
        return {"message_id": post.id, "from": BOT, "chat": room.plain, "date": int(time.time()), **said}


def _snake(method: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", method).lower()


def _number(params: Params, name: str) -> int:
    value = str(params.get(name, ""))
    if not re.fullmatch(r"-?[0-9]{1,18}", value):
        raise Refusal(400, f"Bad Request: {name} is empty" if not value else "Bad Request: chat not found")
    return int(value)


def _text(params: Params, name: str, most: int) -> Parsed:
    """A text after its markup was read, within the limit."""
    mode, source = params.get("parse_mode"), str(params.get(name, ""))
    if mode not in (None, "HTML"):
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    said = parsed(source) if mode == "HTML" else Parsed(source)
    if not said.text.strip():
        raise Refusal(400, f"Bad Request: message {name} is empty")
    if len(said.text.encode("utf-16-le")) // 2 > most:
        raise Refusal(400, "Bad Request: message is too long")
    return Parsed(said.text.strip(), said.mentioned)


def _keyboard(params: Params) -> list[list[tuple[str, str]]]:
    """An inline keyboard within its limits."""
    if not params.get("reply_markup"):
        return []
    rows = json.loads(params["reply_markup"]).get("inline_keyboard", [])
    if sum(map(len, rows)) > BUTTONS or any(not 0 < len(row) <= BUTTONS_A_ROW for row in rows):
        raise Refusal(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not str(button.get("text", "")).strip():
            raise Refusal(400, 'Bad Request: can\'t parse inline keyboard button: field "text" must be non-empty')
        if not 1 <= len(str(button.get("callback_data", "")).encode()) <= DATA_BYTES:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return [[(button["text"], button["callback_data"]) for button in row] for row in rows]
