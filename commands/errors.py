"""The error tree of commands.

CommandError
├── Refused          a clear sentence to the speaker; nothing is written
│   └── Forbidden    the speaker's role does not allow it
└── Transient        tried again unseen

Everything else that escapes a handler is a bug: rolled back, tried three times, apologised for.
"""

from commands.message import Button


class CommandError(Exception):
    """The root of what commands raise on purpose."""


class Refused(CommandError):
    """The command cannot be done, for a reason the speaker can understand.

    `code` is the key of a sentence that stands beside the command; `values` are its typed arguments, `buttons` ways on.
    """

    def __init__(self, code: str, *, buttons: tuple[Button, ...] = (), **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.buttons = buttons


class Forbidden(Refused):
    """The speaker's role does not allow this command, or not on this row."""


class Transient(CommandError):
    """Something passing stood in the way; the same message will succeed later."""
