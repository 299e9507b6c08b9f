"""One command of a message while its slots are being filled."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.clauses import Clause
from nlp.due import Due
from nlp.grammar import Form, Grammar
from nlp.group import Group
from nlp.reading import Doubt, Draft, Named, New, Span, Value
from nlp.scene import Scene

# what is trimmed from words cut out of a message
EDGES = " \t\n,，。.;；:：、!！~～-—|/"


@dataclass(kw_only=True)
class Filling:
    """One group being filled. `before` are the groups ahead of it, `last` the customer that they were about.

    `more` are slots with values for which the same is ordered once more: 把云图、华星都调成A级.
    """

    scene: Scene
    grammar: Grammar
    form: Form
    group: Group
    before: Sequence[Group] = ()
    beside: Sequence[Group] = ()
    last: Named | New | None = None
    last_doubt: Doubt | None = None
    header: Sequence[Clause] = ()
    footer: Sequence[Clause] = ()
    slots: dict[str, Value] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    others: tuple[Named, ...] = ()
    new: bool = False
    due: Due | None = None
    more: tuple[tuple[str, Value], ...] = ()
    called: bool = False

    def spans(self, kind: str) -> list[Span]:
        """The group's spans of a kind."""
        return self.group.spans(self.scene, kind)

    def words(self, slot: str) -> str | None:
        """What a phrase placed in the slot, in the speaker's words."""
        for hit in self.group.hits:
            if slot in hit.placed:
                return self.scene.said(*hit.placed[slot]).strip(EDGES)
        return None

    def doubt(self, slot: str) -> None:
        """Notes that a slot is missing, once."""
        if all(doubt.slot != slot for doubt in self.doubts):
            self.doubts.append(Doubt(slot=slot, reason="missing"))

    def draft(self) -> Draft:
        """The command as far as it is filled."""
        return Draft(
            command=self.form.name,
            slots=self.slots,
            doubts=tuple(self.doubts),
            new=self.new,
            others=self.others,
            start=self.group.start,
            end=self.group.end,
        )
