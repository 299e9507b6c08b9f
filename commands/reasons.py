"""Why a letter was not taken, in plain words: what platforms and doors say of it, sorted by what can be done."""

import re
from collections.abc import Mapping

from commands.message import Sentence

NOBODY = "why.nobody"
"""The reader cannot be reached: the letter waits for them elsewhere, and sending it again is no use yet."""
_WHY: Mapping[str, re.Pattern[str]] = {
    key: re.compile(words, re.IGNORECASE)
    for key, words in {
        "why.mute": r"cannot speak first|response_url",
        "why.large": r"too large|larger than|longer than|too long|45002",
        "why.file": r"file is gone|is empty|an empty|gave no file|40007",
        "why.robot": r"93000|webhook",
        "why.ip": r"60020|trusted IP",
        "why.group": r"into groups|not a member|kicked|not in the chat|feishu 2300(?:02|06)",
        NOBODY: r"81013|60111|60011|4000?3\b|40031|blocked|deactivated|(?:chat|user) not found|peer_id|no userid|"
        r"licensed|initiate conversation|feishu 230013",
        "why.keys": r"token|4001[34]\b|40001|42001|secret|unauthori[sz]ed|HTTP 40[13]",
        "why.limit": r"HTTP 429|a limit|slow down|4500[0-9]|45033",
        "why.silent": r"^[A-Z]\w*$|no connection|HTTP 5\d\d|no longer subscribed|no upload|timed? ?out",
    }.items()
}


def why(reason: str) -> Sentence:
    """The plain sentence for a recorded reason; where none fits, the platform's own words."""
    found = next((key for key, words in _WHY.items() if words.search(reason)), None)
    if found is not None:
        return Sentence(key=found)
    words = " ".join(reason.split())[:40]
    return Sentence(key="why.other", values={"words": words or None})
