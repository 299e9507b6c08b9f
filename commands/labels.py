"""The words on the last answer's buttons: typed as a whole message, they do what pressing that button does."""

from commands.dialogue import State
from commands.message import Outgoing, Press
from nlp.text import fold

LONGEST = 16
"""Signs of a label that somebody may type; longer ones (whole lines of a list) are answered by number."""
LOOSE = 4
"""Blanks and the like that may stand between them."""


def keep(state: State, letter: Outgoing) -> None:
    """Remembers what stands on an answer's buttons; one without any leaves nothing to be pressed."""
    presses = (*letter.choices, *letter.buttons)
    token = presses[0].action.rpartition(".")[0] if presses else ""
    numbered = len(letter.choices)
    state.buttons = "\n".join((token, *(_kept(press, i, numbered) for i, press in enumerate(presses, 1))))


def pressed(state: State, words: str) -> str | None:
    """The action of the one button that the words name, a choice by its number too: 放进回收站, １, 1 宏远彩印."""
    if not state.buttons or len(words) > LONGEST + LOOSE:
        return None
    said = plain(words)
    if not said or said not in state.buttons.replace(" ", ""):
        return None
    token, *labels = state.buttons.split("\n")
    fitting = [i for i, label in enumerate(labels) if said in _names(label)]
    return f"{token}.{fitting[0]}" if len(fitting) == 1 else None


def plain(words: str) -> str:
    """Words as they are compared: narrow, without blanks and the full stop at the end."""
    return "".join(fold(words).split()).rstrip("。.")


def _kept(press: Press, place: int, numbered: int) -> str:
    label = plain(press.label)
    label = label if len(label) <= LONGEST else ""
    return f"{place} {label}" if place <= numbered else label


def _names(label: str) -> tuple[str, ...]:
    """What a kept label can be called: a choice by its number, by its words, or by both."""
    number, blank, words = label.partition(" ")
    return (number, words, number + words) if blank and words else (number,)
