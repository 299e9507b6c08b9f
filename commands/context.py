"""What a handler gets beside its command."""

from dataclasses import dataclass


@dataclass
class Context:
    pass
