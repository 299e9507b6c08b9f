"""The commands nearest to what somebody said: by name, by sound, by the words in their examples."""

from collections.abc import Iterable

from commands.catalogue import Command
from commands.likeness import likeness
from nlp.segments import words_in

SURE = 60.0
"""From which score a command is shown at all."""
_INSIDE, _SHARED = 50.0, 15.0


def nearest_commands(said: str, commands: Iterable[Command]) -> list[Command]:
    """Commands that the words may mean, the nearest first: 提醒 → 设提醒, 看提醒…; 跟金 → 记跟进."""
    words = set(words_in(said))
    scored = [(_score(said.lower(), words, command), command) for command in commands]
    ranked = sorted((each for each in scored if each[0] >= SURE), key=lambda each: -each[0])
    return [command for _, command in ranked]


def _score(said: str, words: set[str], command: Command) -> float:
    names = (command.title[0], command.title[1].lower(), *command.slash)
    near = max(likeness(said, name) for name in names)
    inside = any(said in name or name in said for name in names if len(name) > 1)
    shared = words & {word for text in (command.title[0], *command.examples) for word in words_in(text)}
    return near + (_INSIDE if inside else 0) + _SHARED * len(shared)
