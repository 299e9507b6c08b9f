"""What stands in the way of an undo, as people are told."""

from commands.context import Context
from commands.errors import Refused
from commands.parties import name_of
from commands.sentences import in_language
from store.errors import Conflict


def in_the_way(conflict: Conflict, context: Context) -> Refused:
    """The later edit by its author, time, title and number."""
    if conflict.reason == "undone":
        return Refused("refused.undone_already")
    later = conflict.later
    if later is None:
        return Refused("refused.in_the_way")
    declared = context.catalogue.by_name.get(later.name)
    who = name_of(context, later.actor) if later.actor else None
    what = in_language(declared.title, context.speaker.language) if declared else None
    return Refused("refused.later_edit", who=who, at=later.at, what=what, number=later.number)
