"""All subjects in the order in which help shows them."""

from commands import reps
from commands.catalogue import Catalogue


def catalogue() -> Catalogue:
    """Every command the bot knows."""
    return Catalogue(reps.SUBJECTS)
