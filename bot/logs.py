"""Logs: one line an event, for people at a terminal or as JSON, with every number and address masked.

No event carries what people wrote. As a second line, whatever looks like a phone, an e-mail or an ID number is masked
in every text, and an exception is told by its type and place, never by its message.
"""

import logging
import re
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])\+?(?:\d[ \-.·—－]{0,2}){6,}\d[Xx]?(?![0-9A-Za-z])"  # phones, landlines, ID and card numbers
    r"|(?:[〇○零一二三四五六七八九幺][ \-]?){7,}"  # 一三八零零一三八零零零
)
_ADDRESS = re.compile(r"[\w.+\-]+\s?[@＠]\s?[\w\-]+(?:[.．][\w\-]+)+")
_LONGEST_NUMBER = 10**6


def masked(text: str) -> str:
    """The text with everything that looks like a number of a person or an e-mail address as ***."""
    return _NUMBER.sub("***", _ADDRESS.sub("***@***", text))


def _mask(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if isinstance(value, Mapping):
        return {key: _mask(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_mask(each) for each in value]
    if isinstance(value, int) and abs(value) > _LONGEST_NUMBER:
        return "***"
    return value


def mask(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The structlog processor that masks every value of an event, however deep."""
    return {key: value if key.startswith("_") or key == "exc_info" else _mask(value) for key, value in event.items()}


def place(error: BaseException, depth: int = 6) -> list[str]:
    """Where an exception was raised: its innermost frames, `module:line function`, without any value."""
    frames: list[str] = []
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        frames.append(f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return frames[-depth:]


def fault(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The structlog processor that tells an exception by type and place: messages of exceptions can hold content."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if info is True:
        error = sys.exception()
    if isinstance(error, BaseException):
        event["fault"] = type(error).__name__
        event["at"] = place(error)
    return event


def configure(*, stream: TextIO | None = None, json: bool | None = None, level: str = "INFO") -> None:
    """Sends all logs, the libraries' too, to one stream (standard error): JSON unless a person watches."""
    stream = stream or sys.stderr
    as_json = not stream.isatty() if json is None else json
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        fault,
        mask,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("aiohttp.access", "alembic", "asyncio"):
        logging.getLogger(chatty).setLevel("WARNING")
    logging.getLogger("apscheduler").setLevel("ERROR")  # it warns of a tick that finds the last one still at work
