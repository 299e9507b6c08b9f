"""The terminal chat: one person talks to the bot in a shell, by hand or through a pipe."""

from adapters.terminal.door import TerminalDoor

__all__ = ["TerminalDoor"]
