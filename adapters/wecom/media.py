"""Files to and from WeCom's media store, where they stay three days."""

import io

import aiohttp

from adapters.calls import Answer
from adapters.wecom.api import Api, plain
from adapters.wecom.refusals import Unclear
from adapters.wecom.settings import AppSettings
from commands.message import DeliveryError, File, Media

SMALLEST = 6  # bytes: WeCom takes only what is larger than five
ENDINGS: dict[str, tuple[Media, str]] = {
    ".jpg": ("image", "image/jpeg"),
    ".jpeg": ("image", "image/jpeg"),
    ".png": ("image", "image/png"),
    ".amr": ("voice", "audio/amr"),
    ".mp4": ("video", "video/mp4"),
}
ANY = "application/octet-stream"
SHOWN_BYTES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")  # how a JPG and a PNG begin


def kind_of(file: File, data: bytes, most: dict[Media, int]) -> Media:
    """As what a file is sent: as what it is where WeCom shows that, else as a file. DeliveryError where it can't go."""
    if len(data) < SMALLEST:
        raise DeliveryError(f"{file.name} is empty", final=True)
    shown = ENDINGS.get(_ending(file.name), ("file", ANY))[0]
    fits = file.kind == shown and len(data) <= most[shown]
    if shown == "image":
        fits = fits and data.startswith(SHOWN_BYTES)
    kind: Media = shown if fits else "file"
    if len(data) > most[kind]:
        raise DeliveryError(f"{file.name} is larger than WeCom takes", final=True)
    return kind


def limits(settings: AppSettings) -> dict[Media, int]:
    """The largest sizes in bytes, a kind."""
    return {
        "image": settings.image_bytes,
        "voice": settings.voice_bytes,
        "video": settings.video_bytes,
        "file": settings.file_bytes,
    }


def form(file: File, data: bytes) -> aiohttp.FormData:
    """The upload's body: one part “media”, with its name and, by the form's own doing, its length."""
    body = aiohttp.FormData(quote_fields=False)
    type = ENDINGS.get(_ending(file.name), ("file", ANY))[1]
    body.add_field("media", io.BytesIO(data), filename=_safe(file.name), content_type=type)
    return body


async def upload(api: Api, file: File, data: bytes, kind: Media) -> str:
    """Uploads and returns the media id. It reaches nobody yet, so no failure leaves anything open."""
    try:
        answer = await api.call("POST", "media/upload", params={"type": kind}, form=lambda: form(file, data))
        return str(answer["media_id"])
    except (aiohttp.ClientError, TimeoutError, Unclear, KeyError) as error:
        raise DeliveryError(f"no upload: {type(error).__name__}") from None


async def download(api: Api, media_id: str) -> bytes:
    """The bytes that a person sent; DeliveryError where WeCom refuses, for good after three days."""
    answer = await api.answer("GET", "media/get", params={"media_id": media_id})
    if not _is_file(answer):
        plain(answer)
        raise DeliveryError("no file in the answer")
    return answer.body


def _is_file(answer: Answer) -> bool:
    told = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return "Content-Disposition" in answer.headers or told not in ("application/json", "text/plain", "text/html")


def _ending(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def _safe(name: str) -> str:
    """A name that cannot leave its header."""
    return "".join("_" if each in '"\\/\r\n\0' else each for each in name) or "file"
