"""Who is meant in a typed line, for doors whose platform marks no mentions: @跟进 is the bot, @李娜 a colleague."""

import re
from collections.abc import Iterable

from commands.message import Person

BOT_NAMES = ("跟进", "genjin")

_BOT = re.compile(rf"[ \t\u3000]?[@＠](?:{'|'.join(BOT_NAMES)})[ \t\u3000\u2005]*", re.IGNORECASE)


def cut_bot(text: str) -> tuple[str, bool]:
    """The text less mentions of the bot, and whether it had one: “今天 @跟进 见了吴总” → (“今天 见了吴总”, True)."""
    cut, count = _BOT.subn(" ", text)
    return (cut.strip() if count else text.strip()), count > 0


def colleagues(text: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """The people whose name stands after an @, in order of appearance, the longest name first: “@李娜 @王强”."""
    by_name = {person.name: person for person in people if person.name}
    if not by_name:
        return ()
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    found = re.findall(rf"[@＠]({names})", text)
    return tuple(by_name[name] for name in dict.fromkeys(found))
