"""Examples as evidence: what is said nearly like a command's example is that command, though no phrase fits it.

An example that a phrase of its command explains teaches nothing new; one that none explains speaks for itself:
空调坏了要修 lets 打印机坏了，要修一下 be understood as well.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from nlp.text import fold

# so many pairs of signs of a message, and this part of them, must stand in the examples of one command
_FEWEST = 3
_PART = 0.55


class Examples:
    """The pairs of neighbouring signs of the examples that no phrase explains, by command."""

    def __init__(self, examples: Mapping[str, Iterable[str]], anchors: Mapping[str, Collection[str]]) -> None:
        """`anchors` are the words of which one must stand wherever a phrase of the command fits."""
        self._commands: dict[str, set[str]] = {}
        for command, said in examples.items():
            for example in map(fold, said):
                if not any(word in example for word in anchors.get(command, ("",))):
                    for pair in _pairs(example):
                        self._commands.setdefault(pair, set()).add(command)

    def command(self, masked: str) -> str | None:
        """The command whose examples hold most of a masked text's pairs, if it is plain which."""
        if not self._commands:
            return None
        pairs = _pairs(masked)
        held = Counter(command for pair in pairs for command in self._commands.get(pair, ()))
        ranked = held.most_common(2)
        if not ranked or ranked[0][1] < max(_FEWEST, _PART * len(pairs)):
            return None
        return None if len(ranked) > 1 and ranked[1][1] == ranked[0][1] else ranked[0][0]


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese signs or letters; names and stops part them."""
    return {text[at : at + 2] for at in range(len(text) - 1) if _plain(text[at]) and _plain(text[at + 1])}


def _plain(sign: str) -> bool:
    return sign.isalnum() and not "\ue000" <= sign <= "\uf8ff"
