"""What people do on the fake Telegram, as the updates that it sends the bot."""

import itertools
import time
from typing import Any

from adapters.telegram.fake_rooms import BOT, Human, Posted, Room, Sort, World

Update = dict[str, Any]
CHEN = Human(id=7001, first_name="晓明", last_name="陈", username="chenxm")
LINA = Human(id=7002, first_name="李娜", username="lina_cn")


def units(text: str) -> int:
    """Length in UTF-16 units, as entities are counted."""
    return len(text.encode("utf-16-le")) // 2


class Talk:
    """Makes updates. `number` sets an update's id, so that a delivery can be repeated."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._updates = itertools.count(870_000_001)
        self._queries = itertools.count(4_000_000_000)

    def private(self, human: Human = CHEN, *, opened: bool = True) -> Room:
        """A person's own chat with the bot."""
        room = self._world.rooms.setdefault(human.id, Room(id=human.id, sort="private", human=human, opened=opened))
        room.opened = room.opened or opened
        return room

    def group(self, id: int = -1001234567890, *, sort: Sort = "supergroup", topics: tuple[int, ...] = ()) -> Room:
        """A group that the bot is in."""
        room = self._world.rooms.setdefault(id, Room(id=id, sort=sort, title="华东一组"))
        room.topics.update(topics)
        return room

    def say(self, text: str, room: Room | None = None, human: Human = CHEN, **more: Any) -> Update:
        """A text; `mark` marks parts of it: (words, type, more fields), `number` and `message` set the ids."""
        room = room or self.private(human)
        number, message = more.pop("number", None), more.pop("message", None)
        marks = more.pop("mark", ())
        entities = [self._entity(text, *mark) for mark in marks]
        posted = self._world.post(room, by_bot=False, text=text) if message is None else None
        body = self._message(room, human, posted.id if posted else message)
        body |= {"text": text, **({"entities": entities} if entities else {}), **more}
        return self.update("message", body, number)

    def mention(self, words: str, human: Human | None = None) -> tuple[Any, ...]:
        """A mark: `@genjin_bot`, a person without an @name, or /log@genjin_bot."""
        if human is not None:
            return (words, "text_mention", {"user": human.plain})
        return (words, "bot_command" if words.startswith("/") else "mention")

    def answer(self, to: Posted, room: Room, human: Human = CHEN) -> dict[str, Any]:
        """The `reply_to_message` field of an answer to a message."""
        sender = BOT if to.by_bot else human.plain
        message = {"message_id": to.id, "from": sender, "chat": room.plain, "date": _now(), "text": to.text or "…"}
        return {"reply_to_message": message}

    def edit(self, text: str, message: int, room: Room | None = None, human: Human = CHEN, **more: Any) -> Update:
        """An edited text."""
        number, room = more.pop("number", None), room or self.private(human)
        entities = [self._entity(text, *mark) for mark in more.pop("mark", ())]
        body = self._message(room, human, message) | {"edit_date": _now(), "text": text, **more}
        return self.update("edited_message", body | ({"entities": entities} if entities else {}), number)

    def press(self, data: str, post: Posted, room: Room | None = None, human: Human = CHEN, **more: Any) -> Update:
        """A pressed button of a message of the bot's."""
        room = room or self.private(human)
        query = str(next(self._queries))
        self._world.queries.add(query)
        body = {
            "id": query,
            "from": human.plain,
            "chat_instance": "-8",
            "data": data,
            "message": {**self._message(room, human, post.id), "from": BOT, "text": post.text or "…"},
        }
        return self.update("callback_query", body, more.get("number"))

    def picture(
        self, data: bytes = b"\x89PNG....", room: Room | None = None, human: Human = CHEN, **more: Any
    ) -> Update:
        """A photo in three sizes."""
        room, number = room or self.private(human), more.pop("number", None)
        sizes = [
            {
                "file_id": self._world.keep(data),
                "file_unique_id": f"u{w}",
                "width": w,
                "height": w,
                "file_size": len(data),
            }
            for w in (90, 1280, 320)
        ]
        caption = str(more.get("caption", ""))
        marks = [self._entity(caption, *mark) for mark in more.pop("mark", ())]
        posted = self._world.post(room, by_bot=False, caption=caption)
        body = self._message(room, human, posted.id) | {"photo": sizes, **more}
        return self.update("message", body | ({"caption_entities": marks} if marks else {}), number)

    def file(self, data: bytes, name: str, mime: str, room: Room | None = None, human: Human = CHEN) -> Update:
        """A document."""
        room = room or self.private(human)
        file = {"file_id": self._world.keep(data), "file_unique_id": "u", "file_name": name, "mime_type": mime}
        posted = self._world.post(room, by_bot=False)
        return self.update(
            "message", self._message(room, human, posted.id) | {"document": {**file, "file_size": len(data)}}
        )

    def membership(self, was: str, now: str, room: Room, human: Human = CHEN) -> Update:
        """The bot's place in a chat changed: left → member, member → kicked."""
        room.member = now not in ("left", "kicked") or room.sort == "private"
        room.blocked = room.sort == "private" and now == "kicked"
        sides = {"old_chat_member": _member(was), "new_chat_member": _member(now)}
        return self.update("my_chat_member", {"chat": room.plain, "from": human.plain, "date": _now(), **sides})

    def move(self, room: Room, to: int, human: Human = CHEN) -> tuple[Update, Update]:
        """A group becomes a supergroup: what both chats report."""
        room.moved_to = to
        new = self._world.rooms.setdefault(to, Room(id=to, sort="supergroup", title=room.title))
        old_post, new_post = (self._world.post(each, by_bot=False) for each in (room, new))
        left = self._message(room, human, old_post.id) | {"migrate_to_chat_id": to}
        right = self._message(new, human, new_post.id) | {"migrate_from_chat_id": room.id}
        return self.update("message", left), self.update("message", right)

    def update(self, kind: str, body: dict[str, Any], number: int | None = None) -> Update:
        """An update of any kind, of kinds that nobody knows too."""
        return {"update_id": next(self._updates) if number is None else number, kind: body}

    def _message(self, room: Room, human: Human, id: int) -> dict[str, Any]:
        return {"message_id": id, "from": human.plain, "chat": room.plain, "date": _now()}

    def _entity(self, text: str, words: str, type: str, more: dict[str, Any] | None = None) -> dict[str, Any]:
        at = text.index(words)
        return {"type": type, "offset": units(text[:at]), "length": units(words), **(more or {})}


def _now() -> int:
    return int(time.time())


def _member(status: str) -> dict[str, Any]:
    extra = {"until_date": 0} if status == "kicked" else {}
    return {"user": BOT, "status": status, **extra}
