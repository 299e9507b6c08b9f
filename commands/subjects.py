"""All subjects in the order in which help shows them."""

from functools import cache

from commands import admins, managers, reps
from commands.catalogue import Catalogue
from commands.plugins import brought


@cache
def catalogue() -> Catalogue:
    """Every command the bot knows, those of installed plugins last; made once, for it never changes."""
    return Catalogue((*reps.SUBJECTS, *managers.SUBJECTS, *admins.SUBJECTS, *brought()))
