"""Callbacks as Feishu makes them: events in their envelopes, sealed and signed."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from adapters.feishu.crypto import encrypt, signature

BOT = "ou_bot"
ASKER = "ou_chen"
TENANT = "tk_ours"
GROUP = "oc_group"
PRIVATE = "oc_private"


@dataclass(frozen=True, kw_only=True, slots=True)
class Who:
    """A person who can be mentioned."""

    id: str
    name: str
    tenant: str = TENANT


THE_BOT = Who(id=BOT, name="跟进")


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A callback ready to be posted."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class FakeCalls:
    """Makes the callbacks of one app."""

    app_id: str
    encrypt_key: str
    token: str

    def signed(self, body: Mapping[str, Any], *, at: float | None = None, key: str = "") -> Request:
        """Sealed and signed, by another key where one is given, at another time than now where one is."""
        sealed = json.dumps({"encrypt": encrypt(key or self.encrypt_key, json.dumps(body).encode())}).encode()
        return self.signed_raw(sealed, at=at, key=key)

    def signed_raw(self, raw: bytes, *, at: float | None = None, key: str = "") -> Request:
        """Any bytes, signed as they are."""
        stamp, nonce = str(int(time.time() if at is None else at)), uuid4().hex
        headers = {
            "Content-Type": "application/json",
            "X-Lark-Request-Timestamp": stamp,
            "X-Lark-Request-Nonce": nonce,
            "X-Lark-Signature": signature(key or self.encrypt_key, stamp, nonce, raw),
        }
        return Request(headers=headers, body=raw)

    def challenge(self, word: str, *, sealed: bool = True, token: str = "") -> Request:
        """The check of an address, which comes without a signature."""
        body = {"challenge": word, "token": token or self.token, "type": "url_verification"}
        raw = json.dumps(body).encode()
        if sealed:
            raw = json.dumps({"encrypt": encrypt(self.encrypt_key, raw)}).encode()
        return Request(headers={"Content-Type": "application/json"}, body=raw)

    def envelope(self, type: str, event: Mapping[str, Any], *, id: str = "", **header: str) -> dict[str, Any]:
        """An event of schema 2.0."""
        stamp = str(int(time.time() * 1000))
        return {
            "schema": "2.0",
            "header": {
                "event_id": id or f"ev_{uuid4().hex}",
                "event_type": type,
                "create_time": stamp,
                "token": self.token,
                "app_id": self.app_id,
                "tenant_key": TENANT,
                **header,
            },
            "event": dict(event),
        }

    def message(
        self,
        kind: str,
        content: Mapping[str, Any],
        *,
        id: str = "",
        private: bool = True,
        sender: str = ASKER,
        tenant: str = TENANT,
        mentions: Sequence[Who] = (),
        **fields: str,
    ) -> dict[str, Any]:
        """A message that somebody wrote; `fields` such as parent_id or thread_id."""
        named = [
            {"key": f"@_user_{number}", "id": {"open_id": who.id}, "name": who.name, "tenant_key": who.tenant}
            for number, who in enumerate(mentions, 1)
        ]
        message: dict[str, Any] = {
            "message_id": id or f"om_{uuid4().hex}",
            "create_time": str(int(time.time() * 1000)),
            "chat_id": PRIVATE if private else GROUP,
            "chat_type": "p2p" if private else "group",
            "message_type": kind,
            "content": json.dumps(content, ensure_ascii=False),
            **fields,
        }
        if named:
            message["mentions"] = named
        who = {"sender_id": {"open_id": sender}, "sender_type": "user", "tenant_key": tenant}
        return self.envelope("im.message.receive_v1", {"sender": who, "message": message})

    def press(
        self,
        value: Mapping[str, Any],
        *,
        of: str = "om_card",
        chat: str = PRIVATE,
        token: str = "",
        sender: str = ASKER,
    ) -> dict[str, Any]:
        """A button that somebody pressed, with the value that its card gave it."""
        event = {
            "operator": {"open_id": sender, "tenant_key": TENANT},
            "token": token or f"c-{uuid4().hex}",
            "action": {"tag": "button", "value": dict(value), "timezone": "Asia/Shanghai"},
            "host": "im_message",
            "context": {"open_message_id": of, "open_chat_id": chat},
        }
        return self.envelope("card.action.trigger", event)

    def entered(self, *, sender: str = ASKER, chat: str = PRIVATE, tenant: str = TENANT) -> dict[str, Any]:
        """Somebody opened their private chat with the bot; whose they are does not stand in the event itself."""
        event = {
            "chat_id": chat,
            "operator_id": {"open_id": sender, "union_id": f"on_{sender}", "user_id": None},
            "last_message_id": "om_0",
            "last_message_create_time": "1763600000000",
        }
        return self.envelope("im.chat.access_event.bot_p2p_chat_entered_v1", event, tenant_key=tenant)

    def recall(self, message: str, *, chat: str = PRIVATE, id: str = "") -> dict[str, Any]:
        """A message that somebody took back."""
        event = {"message_id": message, "chat_id": chat, "recall_time": "1763700000000", "recall_type": "message_owner"}
        return self.envelope("im.message.recalled_v1", event, id=id)
