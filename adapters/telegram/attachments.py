"""The pictures, recordings and papers of a message; each is fetched later by its `file_id`."""

from collections.abc import Sequence

from telegram import Message as Post
from telegram import PhotoSize

from adapters.telegram.entities import clean
from commands.message import Attachment, Media


def attachments(post: Post) -> tuple[Attachment, ...]:
    """What came with a message. An album of nine arrives as nine messages with one each."""
    if post.photo:
        return (_picture(post.photo),)
    if post.voice is not None:
        return (_attachment("voice", post.voice),)
    for film in (post.video, post.video_note, post.animation):
        if film is not None:
            return (_attachment("video", film),)
    if post.audio is not None:
        return (_attachment("file", post.audio),)
    if post.document is not None:
        picture = (post.document.mime_type or "").startswith("image/")
        return (_attachment("image" if picture else "file", post.document),)
    return ()


def _picture(sizes: Sequence[PhotoSize]) -> Attachment:
    """The largest of the sizes that Telegram keeps of a photo."""
    return _attachment("image", max(sizes, key=lambda size: size.width * size.height))


def _attachment(kind: Media, file: object) -> Attachment:
    return Attachment(
        kind=kind,
        handle=str(getattr(file, "file_id", "")),
        name=clean(getattr(file, "file_name", "")),
        size=getattr(file, "file_size", None) or 0,
    )
