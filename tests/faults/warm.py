"""Imported once by the server that forks the processes: the dictionaries are loaded before the first of them lives."""

from datetime import UTC, datetime

from commands.subjects import catalogue
from nlp.names import Names
from nlp.reading import Context, Named
from nlp.understanding import understand

_SPEAKER = Context(speaker=Named(kind="member", id="", name="陈晓明"))
understand("今天拜访了云图的吴总，下周三提醒我跟进", catalogue().spoken, Names(), datetime.now(UTC), _SPEAKER)
