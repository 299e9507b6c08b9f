"""What a follow-up's note keeps: the speaker's own words, less those of other commands that stand between."""

from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm
from nlp.reading import Value


def note_of(filling: Filling, _slot: SlotForm) -> Value | None:
    """The speaker's own words, from the first to the last of the group, less the word that called the command."""
    own = [filling.scene.said(*run).strip(EDGES) for run in _runs(filling)]
    under = [clause for clause in filling.footer if clause.end > filling.group.end]
    said = [*own, *(filling.scene.said(each.start, each.end).strip(EDGES) for each in under)]
    return "；".join(words for words in said if words) or None


def _runs(filling: Filling) -> list[tuple[int, int]]:
    """The stretches of the group's clauses, parted where other tales stand between."""
    tales = [other for other in filling.beside if other.form is filling.form]
    others = [clause.start for other in tales for clause in other.clauses]
    runs = [(max(filling.group.start, 0), filling.group.start)]
    for clause in filling.group.clauses:
        start, end = runs[-1]
        if any(end <= other < clause.start for other in others):
            runs.append((clause.start, clause.end))
        else:
            runs[-1] = (start, clause.end)
    return runs
