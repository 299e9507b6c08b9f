"""Received files are decrypted, padded as WeCom pads; what is none of ours is refused for good."""

import pytest

from adapters.wecom.bot_media import TooLarge, Uploads, decrypted, is_picture
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.fake_bot import AES_KEY, PICTURE, sealed
from commands.message import DeliveryError, File

pytestmark = pytest.mark.unit
SETTINGS = BotSettings(bot_id="b", secret="s", image_bytes=100)  # type: ignore[arg-type]  # as from config.toml


@pytest.mark.parametrize("size", [0, 1, 16, 31, 32, 33, 1000])
def test_what_was_sealed_is_opened(size: int) -> None:
    assert decrypted(sealed(b"x" * size, AES_KEY), AES_KEY) == b"x" * size
    assert decrypted(sealed(b"x" * size, AES_KEY), AES_KEY + "=") == b"x" * size


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"", AES_KEY), (b"x" * 15, AES_KEY), (b"x" * 64, AES_KEY), (sealed(PICTURE, AES_KEY), "!!"), (b"x" * 32, "AAAA")],
)
def test_what_is_not_sealed_so_is_refused_for_good(content: bytes, key: str) -> None:
    with pytest.raises(DeliveryError) as refused:
        decrypted(content, key)
    assert refused.value.final


def test_how_a_file_is_sent() -> None:
    async def request(_cmd: str, _body: dict[str, object]) -> dict[str, object]:
        return {}

    uploads = Uploads(SETTINGS, request)
    picture = File(id="1", name="a.png", kind="image")
    assert uploads.kind(picture, PICTURE) == "image"
    assert uploads.kind(picture, PICTURE + b"x" * 100) == "file"
    assert uploads.kind(picture, b"GIF89a....") == "file"
    assert uploads.kind(File(id="2", name="a.pdf"), b"%PDF-1.7") == "file"
    for content in (b"", b"12345", b"x" * (20 * 1024 * 1024 + 1)):
        with pytest.raises(TooLarge):
            uploads.kind(File(id="2", name="a.pdf"), content)
    assert is_picture(b"\xff\xd8\xff\xe0")
