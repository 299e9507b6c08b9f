"""One process a data folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import FolderTaken
from bot.lock import FolderLock

pytestmark = pytest.mark.unit


def test_a_folder_is_held_once_and_again_after_release(tmp_path: Path) -> None:
    with FolderLock(tmp_path / "data"):
        with pytest.raises(FolderTaken, match="另一个"):
            FolderLock(tmp_path / "data").take()
        with FolderLock(tmp_path / "other"):
            pass
    with FolderLock(tmp_path / "data"):
        pass


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    program = (
        f"from pathlib import Path; from bot.lock import FolderLock; FolderLock(Path({str(tmp_path)!r})).take('first')"
    )
    program += "; import os; os._exit(9)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    lock = FolderLock(tmp_path)
    assert lock.take("second") == "first"
    lock.release()
    with FolderLock(tmp_path):
        pass


def test_who_ended_in_good_order_left_nothing_in_hand(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    assert lock.take("first") is None
    lock.release()
    assert lock.take("second") is None
    lock.release()
