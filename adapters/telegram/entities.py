"""The marked parts of a text, whose places Telegram counts in UTF-16 units: who is mentioned, and what is cut."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from telegram import Message as Post
from telegram import MessageEntity

from adapters.telegram.api import Me
from commands.message import Person

COMMANDS = frozenset({"log", "find", "remind", "todo", "undo", "help"})
"""The menu's commands: in a group they speak to the bot even without @name behind them."""
_BLANKS = " \t\u3000\u00a0"
_AFTER_A_NAME = "，,：:、"


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A text as the bot hears it: less its own mention, whether it had one, and who else is in it."""

    text: str
    named: bool = False
    usernames: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


def clean(text: str | None) -> str:
    """The text with half characters replaced, which no database takes."""
    return (text or "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def name_of(first: str | None, last: str | None) -> str:
    """A person's name as it is called: first name 晓明, last name 陈 is 陈晓明; Ann Lee stays Ann Lee."""
    first, last = clean(first).strip(), clean(last).strip()
    if first and last and _chinese(first + last) and len(first) <= 2 and len(last) <= 2:
        return last + first
    return f"{first} {last}".strip()


def _chinese(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)


def read(post: Post, me: Me) -> Read:
    """“今天 @genjin_bot 拜访了吴总” → “今天 拜访了吴总”, named; a caption is read like a text."""
    text = clean(post.text or post.caption)
    units = text.encode("utf-16-le")
    cuts: list[tuple[int, int, str]] = []
    usernames: list[str] = []
    people: dict[str, Person] = {}
    named = False
    for entity, words in _marked(post.entities or post.caption_entities, units):
        instead = _instead(entity, words, me)
        if instead is not None:
            cuts.append((entity.offset, entity.offset + entity.length, instead))
            named = True
        elif entity.type == MessageEntity.MENTION:
            usernames.append(words[1:].lower())
        elif entity.type == MessageEntity.TEXT_MENTION and entity.user is not None:
            user = entity.user
            people[str(user.id)] = Person(id=str(user.id), name=name_of(user.first_name, user.last_name))
        elif entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            named = named or words[1:].lower() in COMMANDS
    return Read(text=_cut(units, cuts).strip(), named=named, usernames=tuple(usernames), people=tuple(people.values()))


def _marked(entities: Sequence[MessageEntity], units: bytes) -> Iterator[tuple[MessageEntity, str]]:
    """Each marked part that lies within the text, with its words."""
    for entity in entities:
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        if 0 <= start < end <= len(units):
            yield entity, units[start:end].decode("utf-16-le", "replace")


def _instead(entity: MessageEntity, words: str, me: Me) -> str | None:
    """What stands for a marked part that names the bot (/log@genjin_bot → /log); None for any other."""
    name = f"@{me.username}".lower()
    if entity.type == MessageEntity.MENTION and words.lower() == name:
        return ""
    if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id:
        return ""
    if entity.type == MessageEntity.BOT_COMMAND and words.lower().endswith(name):
        return words[: -len(name)]
    return None


def _cut(units: bytes, cuts: Sequence[tuple[int, int, str]]) -> str:
    """The text with each cut's words in the place of what stood there; a cut without words closes up."""
    text, at, gap = "", 0, False
    for start, end, instead in [*sorted(cuts), (len(units) // 2, 0, "")]:
        piece = units[at * 2 : start * 2].decode("utf-16-le", "replace") + instead
        text = _closed(text, piece) if gap else text + piece
        at, gap = end, not instead
    return text


def _closed(left: str, right: str) -> str:
    """Both sides of a cut mention: one space between them, none at a line's end, no comma at the very beginning."""
    left, right = left.rstrip(_BLANKS), right.lstrip(_BLANKS if left.strip() else _BLANKS + _AFTER_A_NAME)
    alone = not left or not right or left.endswith("\n") or right.startswith("\n")
    return left + ("" if alone else " ") + right


def people(read: Read, known: Mapping[str, Person]) -> tuple[Person, ...]:
    """Who else is mentioned: those whom Telegram names by id, and those whose @name was seen before."""
    found = {person.id: person for person in read.people}
    found |= {known[name].id: known[name] for name in read.usernames if name in known}
    return tuple(found.values())
