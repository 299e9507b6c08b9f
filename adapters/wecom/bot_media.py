"""The AI bot's files: those that people sent are fetched and decrypted, ours are uploaded in chunks."""

import base64
import binascii
import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from adapters.calls import Calls
from adapters.limits import Limit, Limits
from adapters.wecom.bot_settings import BotSettings
from commands.message import Attachment, DeliveryError, File

BLOCK = 32  # of WeCom's padding
SMALLEST = 5  # bytes of a file that WeCom takes
MOST_CHUNKS = 100
Request = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]


class TooLarge(Exception):
    """The platform takes no file of this size or kind."""


def decrypted(content: bytes, aes_key: str) -> bytes:
    """The content of a file under its key of 43 or 44 base64 characters; DeliveryError (final) where it is not."""
    try:
        key = base64.b64decode(aes_key + "=" * (-len(aes_key) % 4), validate=True)
        decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
        padded = decryptor.update(content) + decryptor.finalize()
    except (binascii.Error, ValueError):
        raise DeliveryError("the file is not encrypted as announced", final=True) from None
    count = padded[-1] if padded else 0
    if not 1 <= count <= BLOCK or padded[-count:] != bytes([count]) * count:
        raise DeliveryError("the file is not encrypted with this key", final=True)
    return padded[:-count]


async def fetch(attachment: Attachment, calls: Calls, settings: BotSettings) -> bytes:
    """A received file's bytes; its address lives five minutes."""
    handle = json.loads(attachment.handle)
    answer = await calls.call("GET", handle["url"])
    if answer.status != 200:
        raise DeliveryError(f"HTTP {answer.status}", final=400 <= answer.status < 500 and answer.status != 429)
    return decrypted(answer.body, handle["aeskey"] or settings.aes_key.get_secret_value())


def is_picture(content: bytes) -> bool:
    """Whether it is a JPG or a PNG: the bot's chats show no others."""
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


class Uploads:
    """Uploads over the long connection: begun, sent in chunks, finished."""

    def __init__(self, settings: BotSettings, request: Request) -> None:
        self._settings = settings
        self._request = request
        self._limits = Limits(Limit("app", settings.per_minute, 60), Limit("app", settings.per_hour, 3600))

    def kind(self, file: File, content: bytes) -> str:
        """How it is sent: a picture that chats do not show as one goes as a file. TooLarge where not at all."""
        shown = file.kind != "image" or (is_picture(content) and len(content) <= self._settings.image_bytes)
        kind = file.kind if shown else "file"
        most = {
            "image": self._settings.image_bytes,
            "voice": self._settings.voice_bytes,
            "video": self._settings.video_bytes,
            "file": self._settings.file_bytes,
        }[kind]
        if not SMALLEST < len(content) <= min(most, MOST_CHUNKS * self._settings.chunk_bytes):
            raise TooLarge
        return kind

    async def upload(self, kind: str, name: str, content: bytes) -> str:
        """The media id under which the platform keeps it for three days."""
        await self._limits.turn(app="")
        size = self._settings.chunk_bytes
        chunks = [content[at : at + size] for at in range(0, len(content), size)]
        about = {
            "type": kind,
            "filename": name,
            "total_size": len(content),
            "total_chunks": len(chunks),
            "md5": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        }
        upload = _field(await self._request("aibot_upload_media_init", about), "upload_id")
        for index, chunk in enumerate(chunks, self._settings.first_chunk):
            body = {"upload_id": upload, "chunk_index": index, "base64_data": base64.b64encode(chunk).decode()}
            await self._request("aibot_upload_media_chunk", body)
        return _field(await self._request("aibot_upload_media_finish", {"upload_id": upload}), "media_id")


def _field(ack: dict[str, Any], name: str) -> str:
    body = ack.get("body")
    value = body.get(name) if isinstance(body, dict) else ack.get(name)
    if not isinstance(value, str) or not value:
        raise DeliveryError(f"the platform gave no {name}")
    return value
