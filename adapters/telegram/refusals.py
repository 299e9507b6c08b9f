"""What Telegram's errors mean for a letter: surely not delivered, and what then; or nobody knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from commands.message import DeliveryError

NEVER_LEFT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"})
"""The errors of python-telegram-bot's HTTP client (httpx) after which nothing was sent."""
NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated", "was deactivated")
TOO_LARGE = "request entity too large"


@contextmanager
def refusals() -> Iterator[None]:
    """Turns what Telegram surely refused into DeliveryError; what may have arrived is raised as it came."""
    try:
        yield
    except TelegramError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from None


def refusal_of(error: TelegramError) -> DeliveryError | None:
    """The refusal that an error says, or None when nobody knows what became of the letter."""
    words = error.message.lower()
    if isinstance(error, RetryAfter):
        return DeliveryError("Telegram asks to slow down", after=seconds_of(error), held=True)
    if isinstance(error, ChatMigrated):
        return DeliveryError("the group has become a supergroup", moved_to=str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return DeliveryError(error.message, final=True, unreachable=True)
    if isinstance(error, BadRequest):
        return DeliveryError(error.message, final=True, unreachable=any(each in words for each in NOBODY_THERE))
    if isinstance(error, InvalidToken):
        return DeliveryError("Telegram does not know the token")
    if TOO_LARGE in words:
        return DeliveryError("too large for Telegram", final=True)
    cause = type(error.__cause__).__name__
    if cause in NEVER_LEFT:
        return DeliveryError(f"no connection: {cause}")
    return None


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
