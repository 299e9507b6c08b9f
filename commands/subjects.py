"""All subjects in the order in which help shows them."""

from commands import admins, managers, reps
from commands.catalogue import Catalogue
from commands.plugins import brought


def catalogue() -> Catalogue:
    """Every command the bot knows, those of installed plugins last."""
    return Catalogue((*reps.SUBJECTS, *managers.SUBJECTS, *admins.SUBJECTS, *brought()))
