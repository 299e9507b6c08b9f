"""Folders of a test process, gone with it."""

import atexit
import functools
import tempfile
from pathlib import Path


@functools.cache
def scratch() -> Path:
    """Where a test process keeps what outlives one test."""
    folder = tempfile.TemporaryDirectory(prefix="genjin-tests-")
    atexit.register(folder.cleanup)
    return Path(folder.name)
