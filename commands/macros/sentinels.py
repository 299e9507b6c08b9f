"""Values that stand for a command's parameters while its steps are understood: nobody and nothing bears these names.

A step is understood once, with these in place; what is said later is put where they stood and never read for a command.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.macros.definition import Parameter
from nlp.names import Names
from nlp.reading import Named

_MARKS = "坻垚垭垯垱垲垴埏埒埕"


@dataclass(frozen=True, kw_only=True)
class Sentinels:
    """One value for each parameter: what is written in its place, and what understanding then finds."""

    parameters: Sequence[Parameter]
    zone: ZoneInfo

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words in the place of each parameter, by its name."""
        return {each.name: self._words(each, place) for place, each in enumerate(self.parameters)}

    @cached_property
    def _by_words(self) -> Mapping[str, str]:
        return {words: name for name, words in self.words.items()}

    @cached_property
    def _ids(self) -> Mapping[UUID, str]:
        return {_id(place): each.name for place, each in enumerate(self.parameters)}

    def at(self, moment: datetime) -> str | None:
        """The parameter for which a moment stands, if it does for one."""
        times = {
            _time(place, self.zone): each.name for place, each in enumerate(self.parameters) if each.kind == "time"
        }
        return times.get(moment)

    def behind(self, value: object) -> str | None:
        """The parameter for which a value stands, if it does for one."""
        if isinstance(value, Named):
            return self._ids.get(value.id) if isinstance(value.id, UUID) else None
        return self._by_words.get(str(value))

    def parts(self, text: str) -> list[str | tuple[str]]:
        """A text in pieces: its own words, and the names of parameters (in a tuple) that stand between them."""
        if not self.words:
            return [text]
        pieces = re.split("|".join(f"({re.escape(words)})" for words in self._by_words), text)
        names = self._by_words
        return [(names[piece],) if piece in names else piece for piece in pieces if piece]

    def beside(self, names: Names) -> Names:
        """The names with these among them."""
        made: dict[str, list[Named]] = {}
        customer = next((_id(place) for place, each in enumerate(self.parameters) if each.kind == "customer"), None)
        for place, each in enumerate(self.parameters):
            kind = {"customer": "customer", "contact": "contact", "member": "member", "tags": "tag"}.get(each.kind)
            if kind is not None:
                owner = customer if kind == "contact" else None
                named = Named(kind=kind, id=_id(place), name=self.words[each.name], customer=owner)  # type: ignore[arg-type]
                made.setdefault(kind, []).append(named)
        return Names(
            customers=(*names.customers, *made.get("customer", ())),
            contacts=(*names.contacts, *made.get("contact", ())),
            members=(*names.members, *made.get("member", ())),
            tags=(*names.tags, *made.get("tag", ())),
            levels=names.levels,
            stages=names.stages,
            industries=names.industries,
            sources=names.sources,
            fields=names.fields,
        )

    def _words(self, parameter: Parameter, place: int) -> str:
        mark = _MARKS[place]
        return {
            "customer": f"翙砀{mark}骉",
            "contact": f"乜旻{mark}",
            "member": f"佴崧{mark}",
            "tags": f"嬿婉{mark}",
            "time": f"2037年3月14日15点{10 + place}分",
            "phone": f"1391234567{place}",
            "number": f"47091{place}",
            "amount": f"8642{place}.97元",
        }.get(parameter.kind, f"薹藠{mark}萆")


def _id(place: int) -> UUID:
    return UUID(int=(0xABCD << 100) + place)


def _time(place: int, zone: ZoneInfo) -> datetime:
    return datetime(2037, 3, 14, 15, 10 + place, tzinfo=zone)
