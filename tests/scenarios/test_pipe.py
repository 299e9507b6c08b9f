"""`genjin chat` from a pipe: a message a line, an answer block for each, ended by a blank line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.scenario


def chat(folder: Path, lines: list[str], *options: str, name: str = "陈晓明") -> tuple[list[str], str]:
    """The blocks and what stands on standard error."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "chat", "--as", name, "--data", str(folder)]
    done = subprocess.run(
        [*command, *options],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
        timeout=90,
    )
    blocks = [""]
    for line in done.stdout.splitlines():
        blocks[-1] += f"{line}\n"
        if not line:
            blocks.append("")
    assert blocks.pop() == "", "the last block is not ended"
    return blocks, done.stderr


def test_each_line_gets_its_block_in_order(tmp_path: Path) -> None:
    lines = ["今天拜访了云图的吴总，聊了报价", "看看华星", "谢谢", "撤销"]
    blocks, errors = chat(tmp_path, lines, "--demo", "--now", "2026-11-18T16:40")
    assert errors == ""
    assert len(blocks) == 4, blocks
    assert "云图" in blocks[0]
    assert "华星" in blocks[1]
    assert blocks[2].strip() == ""
    assert "撤销" in blocks[3]


def test_in_a_group_a_line_needs_the_mention(tmp_path: Path) -> None:
    blocks, _ = chat(tmp_path, ["吃饭去", "@跟进 看看云图"], "--demo", "--group", "--now", "2026-11-18T16:40")
    assert blocks[0].strip() == ""
    assert "云图" in blocks[1]


def test_what_came_due_meanwhile_is_shown_at_the_next_start(tmp_path: Path) -> None:
    chat(tmp_path, ["提醒我今天下午5点给云图回电"], "--demo", "--now", "2026-11-18T16:40")
    blocks, _ = chat(tmp_path, [], "--now", "2026-11-18T17:23")
    assert "回电" in "".join(blocks)
    blocks, _ = chat(tmp_path, [], "--now", "2026-11-18T17:24")
    assert "".join(blocks).strip() == ""


def test_an_empty_folder_takes_its_first_person_as_admin_and_strangers_are_named(tmp_path: Path) -> None:
    blocks, errors = chat(tmp_path, ["我是谁"], name="老板")
    assert errors == ""
    assert "老板" in blocks[0]
    blocks, errors = chat(tmp_path, ["我是谁"], name="路人")
    assert "没有叫“路人”的成员" in errors
    assert "Traceback" not in errors
    assert chat(tmp_path, [], "--now", "昨天")[1].startswith("--now 看不懂")
