"""A command's own answer: a text with places in it, rendered within bounds that no template can leave.

A template is an admin's, but what it costs is everybody's: 50 ms of a processor, 20,000 bytes of output, 200 turns of a
loop, and only the filters named here. It sees the values that it is given, no files and no other template.
"""

import re
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import StringIO
from typing import Any, TextIO

from liquid import BoundTemplate, Environment, RenderContext
from liquid.exceptions import LiquidError, ResourceLimitError
from liquid.output import LimitedStringIO

from commands.errors import Refused

SECONDS = 0.05
"""How much of a processor's time an answer may take."""
OUTPUT = 20_000
"""Bytes that an answer holds at most, and signs of any value on the way to it."""
LOOPS, LOCALS, ITEMS, NUMBER = 200, 100_000, 1_000, 10**15
_TEXT = {"append", "capitalize", "default", "downcase", "lstrip", "prepend", "remove", "replace", "rstrip", "slice"}
_FILTERS = _TEXT | {"split", "strip", "truncate", "upcase", "first", "join", "last", "size", "abs", "at_least"}
_FILTERS |= {"at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "times"}
_TAGS = frozenset(("assign", "break", "capture", "case", "comment", "continue", "echo", "for", "if", "raw", "unless"))
_PLACE = re.compile(r"(?<![{%])\{([^{}%|]{1,20})\}(?!\})")


class _Context(RenderContext):
    """A rendering that looks at the clock at every node, and whenever it takes, keeps or filters a value."""

    __slots__ = ("_off", "ends")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.ends = time.thread_time() + SECONDS
        super().__init__(*args, **kwargs)

    @property
    def disabled_tags(self) -> list[str]:
        """The tags that are switched off, which every node asks for before it is rendered."""
        in_time(self.ends)
        return self._off

    @disabled_tags.setter
    def disabled_tags(self, tags: list[str]) -> None:
        self._off = tags

    def get(self, *args: Any, **kwargs: Any) -> object:
        in_time(self.ends)
        return super().get(*args, **kwargs)

    def resolve(self, *args: Any, **kwargs: Any) -> Any:
        in_time(self.ends)
        return super().resolve(*args, **kwargs)

    def assign(self, key: str, val: Any) -> None:
        in_time(self.ends)
        super().assign(key, _bounded(val))

    def filter(self, name: str, token: Any) -> Callable[..., object]:
        in_time(self.ends)
        return super().filter(name, token)

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        return _Buffer(OUTPUT - (buf.size if isinstance(buf, LimitedStringIO) else 0), self.ends)


class _Buffer(LimitedStringIO):
    """What is written, as long as there is time and room."""

    def __init__(self, limit: int, ends: float) -> None:
        super().__init__(limit)
        self.ends = ends

    def write(self, text: str) -> int:
        in_time(self.ends)
        return super().write(text)


class _Template(BoundTemplate):
    context_class = _Context

    def _get_buffer(self) -> StringIO:
        return _Buffer(OUTPUT, time.thread_time() + SECONDS)


class _Bounded(Environment):
    """Templates with the few tags and filters that an answer needs."""

    template_class = _Template
    loop_iteration_limit = LOOPS
    local_namespace_limit = LOCALS
    output_stream_limit = OUTPUT
    block_nesting_limit = 10
    context_depth_limit = 10

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        super().setup_tags_and_filters(extra=extra)
        kept = {name: tag for name, tag in self.tags.items() if name in _TAGS or not name.isalpha()}
        basic = {name: tag for name, tag in self.tags.items() if name in ("content", "output", "illegal", "literal")}
        self.tags = {**basic, **kept}
        self.filters = {name: _guarded(name, self.filters[name]) for name in sorted(_FILTERS)}


def in_time(ends: float) -> None:
    """Raises where the time is over."""
    if time.thread_time() > ends:
        raise ResourceLimitError("out of time", token=None)


def _bounded(value: Any) -> Any:
    """The value, unless it is bigger than an answer needs."""
    if isinstance(value, str) and len(value) > OUTPUT:
        raise ResourceLimitError("too long a text", token=None)
    if isinstance(value, list | tuple | range) and len(value) > ITEMS:
        raise ResourceLimitError("too long a list", token=None)
    if isinstance(value, int | float) and abs(value) > NUMBER:
        raise ResourceLimitError("too big a number", token=None)
    return value


def _guarded(name: str, given: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is asked beforehand how much it would make of what it gets."""

    def bounded(left: Any, *args: Any, **kwargs: Any) -> Any:
        for value in (left, *args):
            _bounded(value)
        if name == "replace" and args:
            times = str(left).count(str(args[0]))
            _bounded(" " * min(OUTPUT + 1, times * len(str(args[1] if len(args) > 1 else ""))))
        if name == "join" and isinstance(left, list | tuple):
            separator = str(args[0]) if args else " "
            _bounded(" " * min(OUTPUT + 1, len(left) * len(separator) + sum(len(str(each)) for each in left)))
        try:
            return _bounded(given(left, *args, **kwargs))
        except (ArithmeticError, ValueError, TypeError) as error:
            raise LiquidError(str(error), token=None) from error

    for mark in ("with_context", "with_environment", "filter_async"):
        if hasattr(given, mark):
            setattr(bounded, mark, getattr(given, mark))
    return bounded


_environment = lru_cache(maxsize=1)(_Bounded)


@lru_cache(maxsize=256)
def _parsed(source: str) -> BoundTemplate:
    return _environment().from_string(source)


def prepared(text: str) -> str:
    """The template as it is kept: {客户} is short for {{ 客户 }}. Refused where it cannot be read."""
    source = _PLACE.sub(lambda match: "{{ " + match[1].strip() + " }}", text)
    try:
        _parsed(source)
    except (LiquidError, RecursionError) as error:
        raise Refused("refused.macro_template", why=str(error)[:80]) from error
    return source


def rendered(source: str, values: Mapping[str, object]) -> str:
    """The answer with its values in place. Refused where it would take too long or grow too big."""
    try:
        return _parsed(source).render(values).strip()
    except (LiquidError, RecursionError) as error:
        raise Refused("refused.macro_answer", why=type(error).__name__) from error
