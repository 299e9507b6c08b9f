"""Files on their way: what was fetched for a message, and how a waiting or stored file is spoken of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from commands.codec import from_plain, to_plain
from commands.context import say
from commands.imports.reading import Book
from commands.message import Attachment, Media, Sentence

ALONE = "alone"
"""The slot of a draft that only says where files go; nothing else was said."""
FILES = "files"
"""The slot of a draft whose files are put to the follow-up that it makes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What became of one attachment: stored under `id` (which `key` opens), or the reason why not.

    `megabytes` is how large one may be, where it was too large; `book` what a spreadsheet holds.
    """

    attachment: Attachment
    id: UUID | None = None
    key: bytes = b""
    size: int = 0
    sha256: str = ""
    ending: str = ""
    problem: Literal["", "refused", "large"] = ""
    megabytes: int = 0
    book: Book | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRef:
    """A stored file, named by a row or waiting for one. `name` is its own, or the words that came with it."""

    id: UUID
    kind: Media
    name: str = ""
    ending: str = ""
    size: int = 0
    sha256: str = ""
    inbox: UUID | None = None


def refs_of(files: Iterable[Fetched], *, words: str, inbox: UUID | None) -> tuple[FileRef, ...]:
    """Those that could be stored."""
    return tuple(
        FileRef(
            id=each.id,
            kind=each.attachment.kind,
            name=each.attachment.name or words,
            ending=each.ending,
            size=each.size,
            sha256=each.sha256,
            inbox=inbox,
        )
        for each in files
        if each.id is not None
    )


def as_slot(refs: Sequence[FileRef]) -> Any:
    """References as a draft's slot holds them."""
    return tuple(to_plain(each) for each in refs)


def in_slots(slots: Mapping[str, Any]) -> tuple[FileRef, ...]:
    """The references that a draft carries."""
    return tuple(from_plain(FileRef, dict(each)) for each in slots.get(FILES) or ())


def counted(kinds: Mapping[str, int]) -> tuple[Sentence, ...]:
    """9张、2个文件."""
    return tuple(
        say(f"files.{kind}", count=kinds[kind]) for kind in ("image", "video", "voice", "file") if kinds.get(kind)
    )


def kinds_of(refs: Iterable[FileRef]) -> dict[str, int]:
    """How many there are of each kind."""
    return dict(Counter(each.kind for each in refs))
