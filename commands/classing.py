"""The words by which customers are classed, as admins' commands work with them."""

from commands.business import Class
from commands.context import Context, say
from commands.errors import Refused
from commands.likeness import likeness
from commands.message import Sentence
from commands.naming import without_numbers
from store import classes, settings

MOST = 40
"""Words of a kind at most."""


def keep(context: Context, kind: Class, gone: tuple[str, ...]) -> list[Sentence]:
    """How many customers bear the words that go; they keep them."""
    counts = classes.counts(context.tx, context.workspace, kind.column)
    return [say("class.keep", word=word, total=counts[word]) for word in gone if counts.get(word)]


def refuse_missed(context: Context, kind: Class, gone: tuple[str, ...]) -> None:
    """Refused while a nudge policy speaks of a word that goes."""
    for word in gone:
        used = classes.policies(context.tx, context.workspace, kind.column, word)
        if used:
            raise Refused("refused.class_policy", word=word, numbers=tuple(number for _, number in used))


def known_word(kind: Class, words: tuple[str, ...] | list[str], said: str) -> str:
    """The word that is meant (a级 is A); Refused with the nearest for one that is not there."""
    bare = said.strip()
    if kind.setting == "levels" and len(bare) > 1:
        bare = bare.rstrip("级类")
    found = next((word for word in words if word.casefold() == bare.casefold()), None)
    if found is None:
        near = sorted(words, key=lambda word: -likeness(bare, word))[:5]
        raise Refused("refused.class_unknown", what=what_of(kind), word=bare, near=tuple(near))
    return found


def cleaned(said: tuple[str, ...]) -> list[str]:
    """Words as they are kept: without numbers, each once, none too long."""
    words = [without_numbers(word).strip() for word in said]
    return list(dict.fromkeys(word for word in words if 0 < len(word) <= 16))


def put(context: Context, kind: Class, words: list[str]) -> None:
    """Writes the list of a kind; Refused where it is too long."""
    if len(words) > MOST:
        raise Refused("refused.class_cap", most=MOST)
    settings.put(context.unit, kind.setting, words)


def what_of(kind: Class) -> Sentence:
    """What the kind is called."""
    return say(f"setting.{kind.setting}")
