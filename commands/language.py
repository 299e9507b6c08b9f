"""The language in which somebody is spoken to who has not chosen one: that of their client, else the workspace's."""

from uuid import UUID

from commands.sentences import Language
from store import settings
from store.database import Tx


def spoken_by(client: str) -> Language | None:
    """What is spoken to who uses a client in this language (zh-hans, en-GB); None where that leaves it open."""
    said = client.lower()
    return "zh" if said.startswith("zh") else "en" if said.startswith("en") else None


def language_of(tx: Tx, workspace: UUID, client: str = "") -> Language:
    """The language for strangers and new colleagues: their client's as far as it is told and ours, else the team's."""
    return spoken_by(client) or ("en" if settings.every(tx, workspace).get("language") == "en" else "zh")
