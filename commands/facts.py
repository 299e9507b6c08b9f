"""The three ways in which customers are classed: level, source, industry. Free words map to the workspace's own."""

from collections.abc import Mapping

from commands.business import level_of, mapped, words_of
from commands.context import Context
from commands.errors import Refused
from commands.naming import without_numbers
from store import workspaces


def classed(context: Context, *, level: str | None, source: str | None, industry: str | None) -> dict[str, str]:
    """What was said of a customer in the workspace's own words; Refused for a level that it does not have."""
    if not (level or source or industry):
        return {}
    row = workspaces.get(context.tx, context.workspace)
    assert row is not None
    found: dict[str, str] = {}
    if level:
        known = level_of(row.settings, level)
        if known is None:
            raise Refused("refused.level", level=level, levels=words_of(row.settings, "levels"))
        found["level"] = known
    if source:
        found["source"] = mapped(row.settings, "sources", without_numbers(source))
    if industry:
        found["industry"] = mapped(row.settings, "industries", without_numbers(industry))
    return found


def own_fields(context: Context, said: Mapping[str, str] | None) -> dict[str, str]:
    """Values of the workspace's own fields as they are stored: numbers in them sealed."""
    return {name: context.tx.secrets.seal_words(context.workspace, value) for name, value in (said or {}).items()}
