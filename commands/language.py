"""The language in which somebody is spoken to: the chosen one, else that of their client, else the workspace's."""

from uuid import UUID

from commands.sentences import Language
from store import settings
from store.database import Tx


def chosen(kept: str) -> Language:
    """The language that a member, a chat or a workspace keeps."""
    return "en" if kept == "en" else "zh"


def spoken_by(client: str) -> Language | None:
    """What is spoken to who uses a client in this language (zh-hans, en-GB); None where that leaves it open."""
    said = client.lower()
    return "zh" if said.startswith("zh") else "en" if said.startswith("en") else None


def language_of(tx: Tx, workspace: UUID, client: str = "") -> Language:
    """The language for strangers and new colleagues: their client's as far as it is told and ours, else the team's."""
    return spoken_by(client) or chosen(settings.every(tx, workspace).get("language", ""))
