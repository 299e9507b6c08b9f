"""What is ordered of an import: the commands behind its words and buttons."""

from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from commands.catalogue import Slot


@dataclass(frozen=True, kw_only=True, slots=True)
class PasteRows:
    """Rows copied from a spreadsheet, as the words of the message."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowRows:
    """How the columns of what was brought are read."""

    batch: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ChooseSheet:
    """Which sheet of a workbook is meant."""

    batch: UUID
    sheet: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ListColumns:
    """All columns, with how to change one."""

    batch: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class SetColumn:
    """A column is this field; without one, it is left out."""

    place: Annotated[int, Slot("number")]
    field: Annotated[str | None, Slot("said")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckRows:
    """The dry run: what would come of it."""

    batch: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideRows:
    """What is done with customers that exist, or that may."""

    batch: UUID
    kind: Literal["exact", "probable"]
    way: Literal["skip", "fill", "new"]


@dataclass(frozen=True, kw_only=True, slots=True)
class StartImport:
    """Carries it out."""

    batch: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class DropImport:
    """It comes to nothing."""

    batch: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepAsFile:
    """What was brought is no list but a paper: it goes to a follow-up."""

    batch: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowImport:
    """How an import stands; without a number, the last one, and how to begin one."""

    number: Annotated[int | None, Slot("number")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResumeImport:
    """Goes on with an import that came to a stop."""

    number: Annotated[int | None, Slot("number")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What was left out and what was cleaned, as a spreadsheet."""

    batch: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoImport:
    """Takes a whole import back."""

    number: Annotated[int | None, Slot("number")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One transaction's part of a dry run or of an import."""

    batch: UUID
    phase: Literal["check", "run"]
    again: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoStep:
    """One transaction's part of taking an import back."""

    batch: UUID
    phase: Literal["undo"] = "undo"
    again: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class BinKept:
    """Moves what stayed because it was worked on into the recycle bin as well."""

    batch: UUID
