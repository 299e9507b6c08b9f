"""What people typed, with its sensitive numbers as sealed tokens: ⟦p:…⟧ for a phone, ⟦e:…⟧ mail, ⟦i:…⟧ ID.

A ⟦ that somebody typed is kept as ⟦⟧, so every ⟦ in stored text begins a token or is one that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Span = tuple[int, int, str]
Sealing = Callable[[str], Sequence[Span]]

TOKEN = re.compile(r"⟦(?:([pei]):([A-Za-z0-9_-]+))?⟧")
LETTERS = {"phone": "p", "email": "e", "id": "i"}
KINDS = {letter: kind for kind, letter in LETTERS.items()}

_PLAIN = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<!\d)(?P<id>\d{17}[\dXx])(?!\d)"
    r"|(?<!\d)(?P<phone>(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8})(?!\d)",
    re.ASCII,
)


def plain_spans(text: str) -> list[Span]:
    """Phones, mail addresses and ID numbers in plain ASCII form; nlp's own finder takes its place."""
    return [(match.start(), match.end(), str(match.lastgroup)) for match in _PLAIN.finditer(text)]


def sealed_text(text: str, spans: Sequence[Span], seal: Callable[[str], str]) -> str:
    """The stored form: spans become tokens, a typed ⟦ becomes ⟦⟧; overlapping spans count once."""
    if not spans and "⟦" not in text:
        return text
    parts, at = [], 0
    for start, end, kind in sorted(spans):
        if start < at:
            continue
        parts.append(text[at:start].replace("⟦", "⟦⟧"))
        parts.append(f"⟦{LETTERS[kind]}:{seal(text[start:end])}⟧")
        at = end
    parts.append(text[at:].replace("⟦", "⟦⟧"))
    return "".join(parts)


def opened_text(stored: str, unseal: Callable[[str, str], str]) -> str:
    """The text again; `unseal` is given the kind and the token's body."""
    if "⟦" not in stored:
        return stored
    return TOKEN.sub(lambda match: unseal(KINDS[match[1]], match[2]) if match[1] else "⟦", stored)


def masked(kind: str, value: str) -> str:
    """138****1111, a***@x.com, 1****************1 (an ID shows one digit at each end), w***1."""
    if kind == "email":
        name, at, host = value.partition("@")
        return f"{name[:1]}***{at}{host}"
    if kind == "phone":
        digits = [each for each in value if each.isalnum()]
        if len(digits) > 11 and digits[:2] == ["8", "6"]:
            digits = digits[2:]
        ends = (3, 4) if len(digits) >= 10 else (1, 2)
        return "".join(digits[: ends[0]]) + "****" + "".join(digits[-ends[1] :])
    if kind == "id":
        return value[:1] + "*" * max(len(value) - 2, 4) + value[-1:]
    return f"{value[:1]}***{value[-1:]}"


def normalised(kind: str, value: str) -> str:
    """The form by which equal values are found: digits without +86, mail and WeChat names in lower case."""
    if kind == "phone":
        digits = "".join(str(int(each)) for each in value if each.isdecimal())
        return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    return value.strip().casefold()
