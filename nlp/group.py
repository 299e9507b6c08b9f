"""The clauses that one command takes from a message."""

from dataclasses import dataclass, field

from nlp.clauses import Clause
from nlp.grammar import Form
from nlp.phrases import Hit
from nlp.reading import Span
from nlp.scene import Scene


@dataclass(kw_only=True, slots=True)
class Group:
    """The clauses of one command; `form` is None while nothing says what they are.

    `aside`: a #tag inside what is told, which goes on after it. `outside`: an order that no known command serves.
    """

    form: Form | None
    clauses: list[Clause] = field(default_factory=list)
    order: Hit | None = None
    aside: bool = False
    outside: bool = False

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.clauses[0].start if self.clauses else 0

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.clauses[-1].end if self.clauses else 0

    @property
    def hits(self) -> list[Hit]:
        """The phrases of the group's command."""
        return [hit for clause in self.clauses for hit in clause.hits if self.form and hit.command == self.form.name]

    def spans(self, scene: Scene, kind: str) -> list[Span]:
        """The spans of a kind in the group's clauses."""
        return [span for clause in self.clauses for span in scene.of_kind(kind, clause.start, clause.end)]
