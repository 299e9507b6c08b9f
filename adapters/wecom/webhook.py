"""The door of a group's robot address (群机器人的 Webhook): it posts into one group and hears nothing."""

import base64
import hashlib
import io
import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import aiohttp

from adapters.calls import Calls
from adapters.limits import Limit, Limits
from adapters.splitting import split
from adapters.wecom import media
from adapters.wecom.api import plain
from adapters.wecom.messages import PLATFORM
from adapters.wecom.progress import Bookmarks
from adapters.wecom.refusals import Unclear
from adapters.wecom.settings import WebhookSettings
from adapters.wecom.words import REPEAT
from commands.message import REPEATED, DeliveryError, File, Files, Outgoing, Sent, Shelf, unsaid

MINUTE = 60.0
_TAKEN = str.maketrans({"<": "＜", "[": "［", "`": "ˋ", "*": "＊"})  # would be markup, and nothing escapes it
_HEADS = re.compile(r"^([#>])", re.MULTILINE)
_USER = re.compile(r"[0-9A-Za-z_@.\-]{1,64}")
_WIDE = {"#": "＃", ">": "＞"}


class WeComWebhook:
    """Sends texts, pictures and files to one group; buttons are left out, since nobody would hear them."""

    platform = PLATFORM

    def __init__(
        self,
        settings: WebhookSettings,
        *,
        name: str,
        shelf: Shelf,
        files: Files,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`name` is what config.toml calls it: `[wecom.webhook.华东组]`. The chat's id is of no importance."""
        self.app = f"webhook:{name}"
        self._settings = settings
        self._url = settings.url.get_secret_value()
        self._files = files
        self._calls = Calls(self._url, seconds=settings.call_seconds)
        self._limits = Limits(Limit("app", settings.per_minute, MINUTE + settings.call_seconds), clock=monotonic)
        self._bookmarks = Bookmarks(shelf, f"wecom.webhook.{name}.parts.")

    async def start(self) -> None:
        """Opens the session."""
        await self._calls.open()

    async def stop(self) -> None:
        """Closes it."""
        await self._calls.close()

    async def send(self, outgoing: Outgoing) -> Sent:
        """Posts what has not arrived yet of an answer; raises as a door does. The platform gives no message ids."""
        waiting: list[str | File] = [*self._texts(outgoing), *outgoing.files]
        if not waiting:
            raise DeliveryError("nothing to say", final=True)
        progress = await self._bookmarks.read(outgoing.id)
        begun = progress.done
        for index, part in enumerate(waiting[begun:], begun):
            mark = REPEATED[outgoing.language] if outgoing.repeat and index == begun else ""
            if isinstance(part, File):
                await self._file(part, mark)
            else:
                mention = outgoing.mention if index == 0 else None
                await self._text(f"{mark}{part}", mention)
            if len(waiting) > 1:
                await self._bookmarks.write(outgoing.id, replace(progress, done=index + 1))
        return Sent(message_id="")

    def _texts(self, outgoing: Outgoing) -> list[str]:
        lines = [*outgoing.lines, *unsaid(outgoing)]
        if self._settings.markdown:
            return split("\n".join(harmless(line) for line in lines), self._settings.markdown_bytes - 256)
        return split("\n".join(lines), self._settings.text_bytes - len(REPEAT.encode()))

    async def _text(self, content: str, mention: str | None) -> None:
        """A text, which calls a member by “mentioned_list”; markdown calls by “<@userid>”."""
        if self._settings.markdown:
            head = f"<@{mention}> " if mention and _USER.fullmatch(mention) else ""
            await self._post({"msgtype": "markdown", "markdown": {"content": f"{head}{content}"}})
            return
        text: dict[str, Any] = {"content": content}
        if mention:
            text["mentioned_list"] = [mention]
        await self._post({"msgtype": "text", "text": text})

    async def _file(self, file: File, mark: str) -> None:
        try:
            data = await self._files.load(file.id)
        except KeyError:
            raise DeliveryError("the file is gone", final=True) from None
        most = {"image": self._settings.image_bytes, "file": self._settings.file_bytes, "voice": 0, "video": 0}
        kind = media.kind_of(file, data, most)  # type: ignore[arg-type]  # its keys are all of them
        message: dict[str, Any]
        if kind == "image":
            md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
            message = {"msgtype": "image", "image": {"base64": base64.b64encode(data).decode(), "md5": md5}}
        else:
            message = {"msgtype": "file", "file": {"media_id": await self._uploaded(file, data)}}
        if mark:
            await self._text(mark.strip(), None)
        await self._post(message)

    async def _uploaded(self, file: File, data: bytes) -> str:
        """The media id of a file; it reaches nobody yet, so no failure leaves anything open."""
        url = self._url.replace("/webhook/send", "/webhook/upload_media", 1)
        how: dict[str, Any] = {"params": {"type": "file"}, "data": media.form(file, data), "allow_redirects": False}
        try:
            return str(plain(await self._calls.call("POST", url, **how))["media_id"])
        except (aiohttp.ClientError, TimeoutError, Unclear, KeyError) as error:
            raise DeliveryError(f"no upload: {type(error).__name__}") from None

    async def _post(self, message: dict[str, Any]) -> None:
        await self._limits.turn(app="")
        body = io.BytesIO(json.dumps(message).encode())  # a picture makes it large, and aiohttp sends that in pieces
        headers = {"Content-Type": "application/json"}
        plain(await self._calls.call("POST", self._url, data=body, headers=headers, allow_redirects=False))


def harmless(line: str) -> str:
    """The line with what WeCom's markdown would take as markup in its wide form: “138****1111” keeps its stars."""
    return _HEADS.sub(lambda found: _WIDE[found[1]], line.translate(_TAKEN))
