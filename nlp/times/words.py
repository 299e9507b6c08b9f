"""Signs that belong to the word before them and so begin no time phrase."""

_ENDS = {
    "上": frozenset("马线网路手会早晚加赶以"),
    "下": frozenset("一线私当以上如"),
    "本": frozenset("成样标资文版基根剧"),
}


def cut(text: str, pos: int) -> bool:
    """Whether 上, 下 or 本 ends the word before: 马上, 约一下, 成本."""
    ends = _ENDS.get(text[pos])
    return ends is not None and pos > 0 and text[pos - 1] in ends
