"""The three ways in which customers are classed: level, source, industry. Free words map to the workspace's own."""

from commands.business import level_of, mapped, words_of
from commands.context import Context
from commands.errors import Refused
from commands.naming import without_numbers


def classed(context: Context, *, level: str | None, source: str | None, industry: str | None) -> dict[str, str]:
    """What was said of a customer in the workspace's own words; Refused for a level that it does not have."""
    if not (level or source or industry):
        return {}
    found: dict[str, str] = {}
    if level:
        known = level_of(context.settings, level)
        if known is None:
            raise Refused("refused.level", level=level, levels=words_of(context.settings, "levels"))
        found["level"] = known
    if source:
        found["source"] = mapped(context.settings, "sources", without_numbers(source))
    if industry:
        found["industry"] = mapped(context.settings, "industries", without_numbers(industry))
    return found
