"""The next step of a follow-up: what it is, and the reminder of it."""

import re
from uuid import UUID

from commands.context import Context, say
from commands.hours import hours_of, spoken
from commands.message import Sentence
from commands.parties import Party, Someone
from commands.schedules import firing, set_firing
from commands.values import Moment
from store.tables import Reminder


def next_step(
    context: Context,
    customer: Party,
    contact: Someone | None,
    at: Moment,
    follow_up: UUID,
    text: str | None,
) -> Sentence:
    """Makes the reminder of a follow-up's next step, and says when it will come."""
    when = firing(context, at, context.speaker.id, ahead=True)
    record = context.unit.add(
        Reminder,
        owner_id=context.speaker.id,
        maker_id=context.speaker.id,
        customer_id=customer.id,
        contact_id=contact.id if contact else None,
        follow_up_id=follow_up,
        text=text or "",
        chat_id=context.place.id,
        created_at=context.now,
    )
    set_firing(record, when)
    if when.day is not None:
        return say("followup.next_day", day=when.day, hour=spoken(hours_of(context.settings).morning))
    return say("followup.next_ahead" if when.ahead else "followup.next_at", at=when.at)


_PIECES = re.compile(r"[,，。;；!！?？\n]+")
_LEAD = re.compile(
    r"^(?:我们?|咱们?|就|那|先|约[了好在]?|定[了在]|说好?|然后|再约|的时候|的)+"
    r"(?=再|去|过|来|发|给|送|寄|打|谈|看|签|催|问|回|带|做|演|拜|见|聊|联|跟)"
)
LONGEST = 20
"""Signs of a next step at most; what is longer is a tale, and no name of a thing to do."""


def step_words(note: str, at: Moment | None) -> str | None:
    """What is to be done then, in the speaker's words: 聊了报价，下周三再过去演示 → 再过去演示."""
    if at is None or not at.said:
        return None
    piece = next((each for each in reversed(_PIECES.split(note)) if at.said in each), "")
    words = _LEAD.sub("", piece.partition(at.said)[2].strip())
    return words if 2 <= len(words) <= LONGEST else None
