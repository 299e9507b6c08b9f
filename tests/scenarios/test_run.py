"""`genjin run`: ready soon, one process a folder, the next port where one is busy, an end in good order."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.scenario
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from bot.cli import main; main()"]


def environment() -> dict[str, str]:
    """A user's: nothing that tests set, and Python keeps what it has compiled."""
    ours = ("GENJIN_", "PYTHONDONTWRITEBYTECODE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**clean, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


@contextmanager
def running(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program at work in a folder, and what it announced; told to end afterwards."""
    process = subprocess.Popen(
        [*COMMAND, "run", *options],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def address(announced: str) -> str:
    found = re.search(r"http://[\d.]+:\d+", announced)
    assert found, announced
    return found.group()


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        code: int = answer.status
        return code


def test_the_demonstration_starts_serves_and_ends_in_good_order(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with running(tmp_path, "--demo", "--port", str(port)) as (process, announced):
            assert f":{port + 1}" in announced or "被占用" in announced
            url = address(announced)
            assert status(f"{url}/healthz") == 200
            assert status(url) == 200
            second = subprocess.run(
                [*COMMAND, "run", "--demo"],
                cwd=tmp_path,
                env=environment(),
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
            assert second.returncode == 1
            assert "另一个" in second.stderr
            assert "Traceback" not in second.stderr
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0


def test_a_real_start_shows_no_demonstration_and_is_ready_within_two_seconds(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text((ROOT / "config.example.toml").read_text("utf-8"), "utf-8")
    for first in (True, False):
        began = time.monotonic()
        with running(tmp_path, "--config", "config.toml", "--port", "18300") as (_, announced):
            took = time.monotonic() - began
            url = address(announced)
            assert status(f"{url}/healthz") == 200
            with urllib.request.urlopen(url, timeout=10) as answer:
                assert "陈晓明" not in answer.read().decode()
        if not first and os.getloadavg()[0] < 2:
            assert took <= 2.0
    assert (tmp_path / "data/genjin.key").stat().st_mode & 0o777 == 0o600


def test_what_few_messages_need_is_not_loaded_at_the_start(tmp_path: Path) -> None:
    libraries = "import sys, bot.running; print(*{name.partition('.')[0] for name in sys.modules})"
    started = [sys.executable, "-c", libraries]
    loaded = subprocess.run(started, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True).stdout
    assert {"nlp", "commands", "store", "sqlalchemy"} <= set(loaded.split())
    late = {"alembic", "cn2an", "dateparser", "holidays", "liquid", "opencc", "phonenumbers", "pypinyin", "tyme4py"}
    assert not {*late, "charset_normalizer", "vl_convert", "xlsxwriter"} & set(loaded.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [("[server]\nprot = 1", "server.prot"), ("[database]\nurl = 'x'", "database.url"), ("[", "TOML")],
)
def test_a_wrong_configuration_is_told_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "config.toml").write_text(text, "utf-8")
    done = subprocess.run(
        [*COMMAND, "run", "--config", "config.toml"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_check_backup_and_rotate_keys(tmp_path: Path) -> None:
    def genjin(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout

    assert genjin("check") == (1, f"还没有数据库 {tmp_path}/data/genjin.db There is no database yet.\n")
    assert genjin("backup")[0] == 0
    assert len(list((tmp_path / "data/backup").iterdir())) == 1
    before = (tmp_path / "data/genjin.key").read_bytes()
    assert genjin("rotate-keys")[0] == 0
    assert (tmp_path / "data/genjin.key").read_bytes() != before
    assert genjin("check") == (0, "没有问题 Nothing wrong.\n")
