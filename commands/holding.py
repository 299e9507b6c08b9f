"""An answer that waits a moment for more of its kind, so that one answer is enough."""

from datetime import timedelta

from commands.context import Context
from commands.message import Sentence
from commands.sentences import Speech
from store import inbox

SHORT, LONG = 2.0, 10.0
"""Seconds for which it waits, and where further messages of the conversation wait to be handled already."""
TOGETHER = timedelta(minutes=1)
"""What is further apart does not belong together."""


def hold(context: Context) -> float:
    """For how many seconds an answer is held back."""
    waits = context.inbox_id is not None and inbox.followed(context.tx, context.inbox_id)
    return LONG if waits else SHORT


def worded(context: Context, line: Sentence) -> str:
    """The line in the speaker's language."""
    return Speech(context.catalogue.sentences, context.speaker.language, context.zone, context.today).say(line)
