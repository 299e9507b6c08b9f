"""WeCom's error codes: what each means for the letter that it refuses."""

import re
from collections.abc import Mapping
from typing import Any

from commands.message import DeliveryError

STALE_TOKEN = frozenset({40001, 40014, 42001})
CREDENTIALS = STALE_TOKEN | {40013, 60020}
BUSY, RATE, CONCURRENCY, NOT_TRUSTED, NOBODY = -1, 45009, 45033, 60020, 81013
_GONE: Mapping[str, Any] = {"final": True, "unreachable": True}
_NEVER: Mapping[str, Any] = {"final": True}
_MEANING: Mapping[int, Mapping[str, Any]] = {
    BUSY: {"after": 2.0},
    RATE: {"after": 60.0, "held": True},
    CONCURRENCY: {"after": 3.0, "held": True},
    NOT_TRUSTED: _NEVER,
    NOBODY: _GONE,
    60111: _GONE,  # no such userid
    60011: _GONE,  # the person is outside the app's visible range
    40003: _GONE,  # a userid that cannot be
    40031: _GONE,
    40007: _NEVER,  # a media id that is wrong, or older than three days
    40056: _NEVER,  # a wrong AgentId
    44004: _NEVER,  # an empty message
    45002: _NEVER,  # a message too long
    93000: _NEVER,  # a webhook whose key is wrong, or whose robot was removed from the group
}
_WORDS: Mapping[int, str] = {
    NOT_TRUSTED: "60020: this server's IP is not in the app's 企业可信IP (trusted IPs)",
    NOBODY: "81013: the person is outside the app's visible range (可见范围), or has left",
    93000: "93000: the webhook's key is wrong, or the robot was removed from the group",
}

_SEEN_IP = re.compile(r"from ip:\s*([0-9A-Fa-f.:]+)")


class Refused(DeliveryError):
    """WeCom said no, with an error code."""

    code: int
    ip: str = ""  # ours as WeCom sees it, where it says so

    @property
    def of_form(self) -> bool:
        """Whether the form of the message may be at fault: in another it may be taken."""
        return not (self.held or self.unreachable or self.code == BUSY or self.code in CREDENTIALS)


class Unclear(Exception):
    """WeCom, or something before it, answered what nobody can read: whether the request took effect is unknown."""


def refusal(code: int, words: str) -> Refused:
    """The error for a code that is not 0."""
    error = Refused(_WORDS.get(code) or f"{code}: {words[:200]}", **_MEANING.get(code, {}))
    error.code = code
    seen = _SEEN_IP.search(words)
    error.ip = seen[1] if seen else ""
    return error


def unreachable() -> Refused:
    """The error for a person whom an otherwise good answer names among the invalid."""
    return refusal(NOBODY, "")


def unlicensed() -> Refused:
    """The error for a person who has no account of the kind that apps may write to."""
    error = Refused("the person has no licensed account (unlicenseduser)", final=True)
    error.code = 0
    return error
