"""What the store is given so that it need not know understanding: name keys, and where numbers hide in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nlp.keys import keys_of
from nlp.sensitive import sensitive


def naming(kind: str, name: str, row: Mapping[str, Any]) -> Iterable[str]:
    """The keys under which a customer, alias, contact or member is found in messages."""
    return keys_of(kind, name, row)


def sealing(text: str) -> Sequence[tuple[int, int, str]]:
    """Where phone numbers, e-mail addresses and ID numbers stand in a text, in any way of writing them."""
    return sensitive(text)


def without_numbers(name: str) -> str:
    """A name without the phone, e-mail or ID numbers that slipped into it: names are stored as they are said."""
    parts, at = [], 0
    for start, end, _ in sorted(sensitive(name)):
        parts.append(name[at:start])
        at = max(at, end)
    return " ".join("".join([*parts, name[at:]]).split())
