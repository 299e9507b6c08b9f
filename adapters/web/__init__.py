"""The web chat: the demonstration's page, where a newcomer picks a person and talks to the bot."""

from adapters.web.door import WebDoor

__all__ = ["WebDoor"]
