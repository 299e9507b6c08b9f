"""Small values that several subjects' commands share."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from nlp.reading import Moment, Period

Method = Literal["visit", "call", "wechat", "email", "meeting", "demo", "meal", "other"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unseen:
    """A name that the workspace does not know yet, as said: the command that gets it makes the row."""

    name: str


CustomerRef = UUID | Unseen
ContactRef = UUID | Unseen

__all__ = ["ContactRef", "CustomerRef", "Method", "Moment", "Period", "Unseen"]
