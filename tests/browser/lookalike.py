"""What our doors have really sent, drawn as each platform shows it: a small page of HTML for a picture."""

from __future__ import annotations

import base64
import html
from dataclasses import dataclass
from typing import Any

from tests.scenarios.platforms.base import Running
from tests.scenarios.platforms.feishu import Feishu
from tests.scenarios.platforms.telegram import Telegram
from tests.scenarios.platforms.wecom import WeComAppChat, WeComBotSocket


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """One message: the lines, of which the first is a `title` on a card, rows of buttons, or a picture."""

    title: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    picture: bytes = b""


NAMES = {
    "telegram": "Telegram",
    "feishu": "飞书",
    "wecom-app": "企业微信 · 应用卡片",
    "wecom-bot": "企业微信 · 智能机器人",
}
KINDS: dict[str, type[Running]] = {
    "telegram": Telegram,
    "feishu": Feishu,
    "wecom-app": WeComAppChat,
    "wecom-bot": WeComBotSocket,
}
STYLE = """
* { box-sizing: border-box; margin: 0 }
body { width: 400px; padding: 14px 12px 18px; font: 15px/1.5 "Noto Sans SC", sans-serif }
body { color: #1b1f24; background: #eef0f3 }
h1 { font-size: 13px; font-weight: 500; color: #6a727c; text-align: center; padding-bottom: 2px }
section { margin-top: 12px; width: 352px; white-space: pre-wrap; overflow-wrap: anywhere }
section > b, section > p { display: block; padding: 0 13px }
section > :first-child { padding-top: 9px }
section > p:last-child { padding-bottom: 10px }
section img { display: block; width: 100%; padding: 5px; background: #fff }
.row { display: flex; gap: 4px }
.row span { flex: 1; text-align: center; font-size: 13.5px; white-space: nowrap }
.telegram { background: #d5e3c8 }
.telegram section { background: #fff; border-radius: 14px 14px 14px 4px }
.telegram .row { width: 352px; padding-top: 4px }
.telegram .row span { background: #6f8a62cc; color: #fff; border-radius: 8px; padding: 6px 0 }
.feishu section { background: #fff; border: 1px solid #dee0e3; border-radius: 8px; padding-bottom: 2px }
.feishu .row { flex-wrap: wrap; gap: 8px; padding: 10px 13px }
.feishu .row span { flex: none; border: 1px solid #c9cdd4; border-radius: 6px; padding: 3px 12px }
.wecom-app section, .wecom-bot section { background: #fff; border-radius: 8px }
.wecom-app .row, .wecom-bot .row { border-top: 1px solid #eceef1; margin-top: 10px; gap: 0 }
.wecom-app .row span, .wecom-bot .row span { padding: 9px 0; color: #2a6fd6; border-left: 1px solid #eceef1 }
"""


def page(platform: str, bubbles: list[Bubble]) -> str:
    """The whole of it."""
    body = "".join(_section(each, apart=platform == "telegram") for each in bubbles)
    head = f"<h1>{html.escape(NAMES[platform])}</h1>"
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><body class="{platform}">{head}{body}</body>'


def _section(bubble: Bubble, *, apart: bool) -> str:
    """A message; its buttons are on it, or `apart` under it."""
    parts = [f"<b>{html.escape(bubble.title)}</b>" if bubble.title else ""]
    parts.append(f"<p>{html.escape(bubble.text)}</p>" if bubble.text else "")
    if bubble.picture:
        parts.append(f'<img src="data:image/png;base64,{base64.b64encode(bubble.picture).decode()}">')
    rows = "".join(
        f'<div class="row">{"".join(f"<span>{html.escape(each)}</span>" for each in row)}</div>' for row in bubble.rows
    )
    words = "".join(parts)
    return f"<section>{words}</section>{rows}" if apart else f"<section>{words}{rows}</section>"


def received(platform: Any, who: str) -> list[Bubble]:
    """What stands in somebody's chat with the bot, from the payloads that the fake was sent."""
    if isinstance(platform, Telegram):
        return [_telegram(post, platform) for post in platform.rooms[who].posts.values() if post.by_bot]
    to = platform.people[who].chat
    if isinstance(platform, Feishu):
        mine = [each for each in platform.fake.messages if each.ours and each.chat == to]
        return [_feishu(each.kind, each.content, platform) for each in mine]
    if isinstance(platform, WeComAppChat):
        return [
            Bubble(
                title=each.text.partition("\n")[0] if each.buttons else "",
                text=each.text.partition("\n")[2] if each.buttons else each.text,
                rows=(each.buttons,) if each.buttons else (),
                picture=each.data if each.kind == "image" else b"",
            )
            for each in platform.fake.messages
            if each.to == to
        ]
    rooms = platform.fake.rooms
    return [_bot(body, platform) for (chat, _), body in zip(rooms.shown, rooms.bodies, strict=True) if chat[0] == to]


def _telegram(post: Any, platform: Telegram) -> Bubble:
    picture = platform.fake.world.files[post.file] if post.photo else b""
    rows = tuple(tuple(label for label, _ in row) for row in post.keyboard)
    return Bubble(text=post.text or post.caption, rows=rows, picture=picture)


def _feishu(kind: str, content: dict[str, Any], platform: Feishu) -> Bubble:
    if kind == "image":
        return Bubble(picture=platform.fake.uploads[content["image_key"]])
    if kind != "interactive":
        return Bubble(text=content["text"])
    texts = [each["text"]["content"] for each in content["elements"] if each["tag"] == "div"]
    rows = [each["actions"] for each in content["elements"] if each["tag"] == "action"]
    return Bubble(
        title=content["header"]["title"]["content"],
        text="\n".join(texts),
        rows=tuple(tuple(button["text"]["content"] for button in row) for row in rows),
    )


def _bot(body: dict[str, Any], platform: WeComBotSocket) -> Bubble:
    kind = body["msgtype"]
    if kind == "image":
        return Bubble(picture=platform.fake.socket.media[body["image"]["media_id"]])
    if kind != "template_card":
        return Bubble(text=body[kind]["content"])
    card = body["template_card"]
    return Bubble(
        title=card["main_title"]["title"],
        text=card.get("sub_title_text", ""),
        rows=(tuple(each["text"] for each in card["button_list"]),),
    )
