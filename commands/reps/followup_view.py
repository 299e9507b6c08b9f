"""Reading follow-ups back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context
from commands.message import Reply
from commands.values import ContactRef, CustomerRef, Method, Moment, Period, Unseen
from nlp.grammar import Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFollowUps:
    """Follow-ups of a customer or of a colleague, in a period."""

    customer: Annotated[UUID | None, Slot("customer")] = None
    member: Annotated[UUID | None, Slot("member")] = None
    range: Annotated[Period | None, Slot("range")] = None
    page: int = 1


def history(command: ListFollowUps, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="followup_view",
    title=('看跟进', 'Follow-up history'),
    commands=(
        Command(
            name="followup.list",
            type=ListFollowUps,
            handler=history,
            title=("跟进记录", "Follow-up history"),
            slash=('记录', 'history'),
            phrases=(),
            examples=('华星的跟进记录', '李娜这周跟了谁'),
            writes=False,
        ),
    ),
    sentences={},
)
