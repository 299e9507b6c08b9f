"""What a message says: texts and posts as words, pictures, files and recordings as attachments, mentions by name."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.feishu.values import json_object, rows, table, word
from commands.message import Attachment, Media, Person

EVERYBODY = "@_all"
BLANKS = " \t\u3000\u2005\u00a0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """The words, still with placeholders (“@_user_1 今天跟进了A公司”), and what came with them."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()


def read_content(kind: str, raw: object, message_id: str) -> Content | None:
    """A message's content by its type; None for types that say nothing to a CRM (stickers, cards, locations).

    Feishu writes it as JSON in a string; an object is taken as well.
    """
    try:
        content = raw if isinstance(raw, Mapping) else json_object(str(raw))
    except ValueError:
        return None
    if kind == "text":
        return Content(text=word(content, "text"))
    if kind == "post":
        return _post(content, message_id)
    if kind not in _MEDIA:
        return None
    media, field_name, resource = _MEDIA[kind]
    key = word(content, field_name)
    if not key:
        return None
    return Content(attachments=(_attachment(media, message_id, key, resource, word(content, "file_name")),))


_MEDIA: dict[str, tuple[Media, str, str]] = {
    "image": ("image", "image_key", "image"),
    "file": ("file", "file_key", "file"),
    "audio": ("voice", "file_key", "file"),
    "media": ("video", "file_key", "file"),
}


def _attachment(kind: Media, message_id: str, key: str, resource: str, name: str = "") -> Attachment:
    handle = json.dumps({"message": message_id, "key": key, "type": resource})
    return Attachment(kind=kind, handle=handle, name=name)


@dataclass(slots=True)
class _Post:
    message_id: str
    lines: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


def _post(content: Mapping[str, Any], message_id: str) -> Content:
    """A post's title and paragraphs as lines, links written out: “报价单 https://example.com/a”."""
    if "content" not in content:  # as it is sent, one version a language
        content = next((each for each in content.values() if isinstance(each, dict)), {})
    post = _Post(message_id)
    if title := word(content, "title"):
        post.lines.append(title)
    for paragraph in rows(content, "content"):
        parts = [part for part in paragraph if isinstance(part, dict)] if isinstance(paragraph, list) else []
        words = [_words(part, post) for part in parts]
        if line := "".join(words).rstrip():
            post.lines.append(line)
    return Content(text="\n".join(post.lines), attachments=tuple(post.attachments))


def _words(part: Mapping[str, Any], post: _Post) -> str:
    tag = word(part, "tag")
    if tag == "a":
        text, link = word(part, "text"), word(part, "href")
        return text if link in ("", text) else f"{text} {link}".strip()
    if tag == "at":
        who = word(part, "user_id")
        return EVERYBODY if who in ("all", EVERYBODY) else who if who.startswith("@") else f"@{word(part, 'user_name')}"
    if tag == "img" and (key := word(part, "image_key")):
        post.attachments.append(_attachment("image", post.message_id, key, "image"))
    if tag == "media" and (key := word(part, "file_key")):
        post.attachments.append(_attachment("video", post.message_id, key, "file"))
    return word(part, "text")


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Words with the names put in and the bot's own mention cut out, whom they name, and whether they name the bot."""

    text: str
    mentions: tuple[Person, ...] = ()
    addressed: bool = False


def with_names(text: str, mentions: list[Any], *, bot: str, tenant: str) -> Named:
    """“@_user_1 让 @_user_10 回电” → “让 @李娜 回电”: longest placeholder first, for one is another's beginning."""
    people: dict[str, Person] = {}
    own: set[str] = set()
    for mention in mentions:
        if not isinstance(mention, dict) or not (key := word(mention, "key")):
            continue
        who = word(mention, "id", "open_id")
        if bot and who == bot:
            own.add(key)
        elif key != EVERYBODY:
            vouched = bool(tenant) and word(mention, "tenant_key") == tenant
            people[key] = Person(id=who, name=word(mention, "name"), colleague=vouched)
    keys = sorted({*own, *people, EVERYBODY}, key=len, reverse=True)
    pattern = re.compile(rf"[{BLANKS}]?({'|'.join(map(re.escape, keys))})[{BLANKS}]?")

    def name(found: re.Match[str]) -> str:
        key = found[1]
        if key in own:
            return " "
        shown = "@所有人" if key == EVERYBODY else f"@{people[key].name}"
        return found[0].replace(key, shown)

    named = dict.fromkeys(person for person in people.values() if person.id)
    return Named(text=pattern.sub(name, text).strip(), mentions=tuple(named), addressed=bool(own))


def mentioned(mentions: list[Any]) -> bool:
    """Whether anybody is mentioned, so that it matters who the bot is."""
    return any(isinstance(each, dict) and table(each, "id") for each in mentions)
