"""How a message was read: what was recognised in it, which phrases fit where, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from nlp.clauses import cut
from nlp.customers import Mention
from nlp.evidence import called_for
from nlp.grammar import Grammar
from nlp.names import Names
from nlp.people import Person
from nlp.phrases import Hit
from nlp.reading import Context, Named, New, Reading
from nlp.scene import Scene, scan
from nlp.times import TimeSpan
from nlp.understanding import understand


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognised:
    """A stretch of the message that means something by itself: 吴总, a person, 吴昊."""

    words: str
    kind: str
    means: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """A phrase that fits: the words it stands on, the command it says, and how strongly (3 an order, 1 a hint)."""

    words: str
    command: str
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """What was seen in a message, the reading it led to, and the commands that lost, the strongest first.

    `likely` is what other people's words speak for (`nlp.evidence`), where that is plain.
    """

    recognised: tuple[Recognised, ...]
    clauses: tuple[tuple[str, tuple[Fit, ...]], ...]
    reading: Reading
    likely: str | None = None

    def by_likeness(self, command: str) -> bool:
        """Whether no phrase says a command of the reading: it was told by how other people say such things."""
        said = any(fit.command == command for _, fits in self.clauses for fit in fits)
        return command == self.likely and not said

    @property
    def others(self) -> tuple[Fit, ...]:
        """The phrases of commands that the reading does not hold, one a command."""
        taken = {draft.command for draft in self.reading.drafts}
        best: dict[str, Fit] = {}
        for fit in (fit for _, fits in self.clauses for fit in fits if fit.command not in taken):
            known = best.get(fit.command)
            if known is None or fit.weight > known.weight:
                best[fit.command] = fit
        return tuple(sorted(best.values(), key=lambda fit: (-fit.weight, fit.command)))


def explain(text: str, grammar: Grammar, names: Names, now: datetime, context: Context) -> Explained:
    """The reading of a message with all that led to it; the reading is `understand`'s own."""
    scene = scan(text, names, now, context)
    clauses = tuple(
        (scene.said(clause.start, clause.end).strip(), _fits(scene, clause.hits)) for clause in cut(scene, grammar)
    )
    seen = (
        Recognised(words=scene.said(span.start, span.end), kind=span.kind, means=_means(span.value))
        for span in sorted(scene.spans, key=lambda span: span.start)
    )
    reading = understand(text, grammar, names, now, context)
    likely = called_for(scene.masked, group=context.group)
    return Explained(recognised=tuple(seen), clauses=clauses, reading=reading, likely=likely)


def _fits(scene: Scene, hits: tuple[Hit, ...]) -> tuple[Fit, ...]:
    fits = {
        Fit(words=scene.said(hit.start, hit.end).strip(), command=hit.command, weight=hit.weight): None for hit in hits
    }
    return tuple(sorted(fits, key=lambda fit: (-fit.weight, fit.command, fit.words)))


def _means(value: object) -> str:
    """What a span stands for, in a word or two; nothing where the words say it themselves."""
    if isinstance(value, Mention):
        return "、".join(each.name for each in value.known) or value.said
    if isinstance(value, Named | New):
        return value.name
    if isinstance(value, Person):
        return ""
    if isinstance(value, TimeSpan):
        if value.rule:
            return value.rule
        return value.start.strftime("%Y-%m-%d %H:%M" if value.clocked else "%Y-%m-%d") if value.start else ""
    return value if isinstance(value, str) else ""
