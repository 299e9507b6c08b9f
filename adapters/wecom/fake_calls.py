"""Callbacks as WeCom sends them to a self-built app: encrypted, signed, with a faithful XML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from xml.sax.saxutils import escape

from adapters.wecom.crypto import Crypto


@dataclass(frozen=True, kw_only=True, slots=True)
class Callback:
    """One request to the callback address: its query and its body, empty for a GET."""

    query: Mapping[str, str]
    body: bytes = b""


@dataclass(kw_only=True)
class Callbacks:
    """Makes callbacks for one app. Message ids count up from `last_id`."""

    corp_id: str
    agent_id: int
    token: str
    aes_key: str
    last_id: int = 7_000_000_000_000_000_000
    _crypto: Crypto = field(init=False)

    def __post_init__(self) -> None:
        self._crypto = Crypto(self.token, self.aes_key, self.corp_id)

    def text(self, content: str, *, by: str = "zhang", at: float, id: str = "") -> Callback:
        """A member's text."""
        return self.message("text", {"Content": content}, by=by, at=at, id=id)

    def image(self, media_id: str, *, by: str = "zhang", at: float, id: str = "") -> Callback:
        """A member's picture."""
        return self.message(
            "image", {"PicUrl": "https://pictures.example.com/1", "MediaId": media_id}, by=by, at=at, id=id
        )

    def message(
        self, kind: str, fields: Mapping[str, str], *, by: str = "zhang", at: float, id: str = "", agent: int = 0
    ) -> Callback:
        """A message of any kind."""
        self.last_id += 1
        common = {**self._common(by, at), "MsgType": kind, **fields, "MsgId": id or str(self.last_id)}
        return self.sealed(xml({**common, "AgentID": str(agent or self.agent_id)}), at=at)

    def event(self, name: str, fields: Mapping[str, str], *, by: str = "zhang", at: float) -> Callback:
        """An event, which has no id."""
        inner = {**self._common(by, at), "MsgType": "event", "Event": name, **fields, "AgentID": str(self.agent_id)}
        return self.sealed(xml(inner), at=at)

    def press(self, key: str, *, task: str, code: str = "", by: str = "zhang", at: float) -> Callback:
        """A pressed button of a card, with a fresh response code."""
        fields = {"EventKey": key, "TaskId": task, "CardType": "button_interaction", "ResponseCode": code}
        return self.event("template_card_event", fields, by=by, at=at)

    def check(self, echo: str = "1616140317555161061", *, at: float) -> Callback:
        """The check of the address: a GET."""
        encrypted, query = self._sealed(echo.encode(), at)
        return Callback(query={**query, "echostr": encrypted})

    def sealed(self, inner: str, *, at: float) -> Callback:
        """Any inner XML, encrypted and signed."""
        encrypted, query = self._sealed(inner.encode(), at)
        outer = xml({"ToUserName": self.corp_id, "AgentID": str(self.agent_id), "Encrypt": encrypted})
        return Callback(query=query, body=outer.encode())

    def _sealed(self, plain: bytes, at: float) -> tuple[str, dict[str, str]]:
        timestamp, nonce = str(int(at)), token_hex(5)
        encrypted, signature = self._crypto.encrypt(plain, timestamp, nonce)
        return encrypted, {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}

    def _common(self, by: str, at: float) -> dict[str, str]:
        return {"ToUserName": self.corp_id, "FromUserName": by, "CreateTime": str(int(at))}


def xml(fields: Mapping[str, str]) -> str:
    """Fields as WeCom writes them: words in CDATA, numbers bare."""
    return f"<xml>{''.join(f'<{name}>{_value(value)}</{name}>' for name, value in fields.items())}</xml>"


def _value(value: str) -> str:
    if value.isascii() and value.isdigit():
        return value
    return escape(value) if "]]>" in value else f"<![CDATA[{value}]]>"
