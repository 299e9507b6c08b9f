"""How alike two short names are, by letters and by sound: to propose, never to decide."""

from rapidfuzz import fuzz

from nlp.pinyin import sounds


def likeness(said: str, name: str) -> float:
    """0 to 100: 重点 is near 重点客户, 待根进 sounds like 待跟进."""
    by_letters = fuzz.ratio(said.casefold(), name.casefold())
    by_sound = fuzz.ratio(sounds(said), sounds(name))
    return max(by_letters, by_sound)
