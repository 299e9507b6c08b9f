"""The numbers that one answer tells: each counted once, with the buttons that open their lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commands.context import Context, say
from commands.crews import Crew, crew_of
from commands.figures import MEASURES
from commands.managers.rows import ListRows
from commands.measures import Asked, Page, Row, Tally, asked
from commands.message import Button, Reply, Sentence
from commands.sentences import Speech

BUTTONS = 4
"""How many an answer has at most."""
OFFERED = ("overdue", "stale", "silent", "followups", "new_customers", "soon", "no_next", "short", "copied")
"""The numbers whose lists are offered, the most needed first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MoreLists:
    """The lists for which an answer had no button left."""

    first: date
    last: date
    names: tuple[str, ...]
    member: UUID | None = None


class Told:
    """Numbers of some people and days.

    `present`: how things stand now belongs to them; unsaid, where the days reach today. Of days that are over nobody
    knows what was overdue or stale then, but what the digest of that time wrote down.
    """

    def __init__(self, context: Context, crew: Crew, first: date, last: date, *, present: bool = False) -> None:
        self.context = context
        self.crew = crew
        self.first = first
        self.last = last
        self.present = present or last >= context.today
        self._all = asked(context, crew.members, first, last)
        self._reps = asked(context, crew.reps, first, last)
        self._tallies: dict[str, Tally] = {}

    def asked(self, name: str) -> Asked:
        """What a measure is asked."""
        return self._reps if MEASURES.by_name[name].reps else self._all

    def tally(self, name: str) -> Tally:
        """A measure counted."""
        if name not in self._tallies:
            self._tallies[name] = MEASURES.by_name[name].count(self.asked(name))
        return self._tallies[name]

    def total(self, name: str) -> int:
        """The whole of a measure."""
        return self.tally(name).whole.value

    def knows(self, name: str) -> bool:
        """Whether a measure can be told of these days."""
        return self.present or not MEASURES.by_name[name].standing

    def some(self, name: str) -> int | None:
        """The whole of a measure; None of nothing, and of what is not known: its part of a sentence vanishes."""
        return self.total(name) or None if self.knows(name) else None

    def rows(self, name: str, limit: int) -> list[Row]:
        """The first rows of a measure."""
        return MEASURES.by_name[name].rows(self.asked(name), Page(limit=limit))

    def best(self, name: str, most: int) -> list[tuple[str, int]]:
        """Who has how many, the most first."""
        found = [(self.crew.names[id], self.tally(name).of(id).value) for id in self.crew.members]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:most]

    def numbers(self, *names: str) -> dict[str, int]:
        """Some measures by name, those left out that are not known."""
        return {name: self.total(name) for name in names if self.knows(name)}

    def buttons(self, *after: Button, names: Sequence[str] = OFFERED) -> tuple[Button, ...]:
        """A button for each number that is not nothing; what has no place left stands behind 更多."""
        wanted = [name for name in names if self.some(name)]
        room = BUTTONS - len(after)
        member = self.crew.members[0] if self.crew.alone else None
        if len(wanted) > room:
            rest = tuple(wanted[room - 1 :])
            more = MoreLists(first=self.first, last=self.last, names=rest, member=member)
            after = (*after, Button(label=say("button.more_lists"), command=more))
            wanted = wanted[: room - 1]
        return (*(self._button(name, member) for name in wanted), *after)

    def _button(self, name: str, member: UUID | None) -> Button:
        command = ListRows(measure=name, first=self.first, last=self.last, member=member)
        return Button(label=say(f"button.list.{name}", total=self.total(name)), command=command)


def worded(context: Context, key: str, **values: object) -> str:
    """A sentence in the words of whoever reads it, for a picture."""
    speech = Speech(context.catalogue.sentences, context.speaker.language, context.zone, context.today)
    return speech.say(say(key, **values))


def more_lists(command: MoreLists, context: Context) -> Reply:
    """The other lists: a choice for each."""
    told = Told(context, crew_of(context, command.member), command.first, command.last, present=True)
    buttons = told.buttons(names=command.names)
    line: Sentence = say("lists.more" if buttons else "rows.none")
    return Reply(lines=(line,), buttons=buttons, private=True)
