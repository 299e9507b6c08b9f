"""Colleagues at one terminal after the other, on the same data folder: what is for one is not shown to the other."""

from pathlib import Path

import pytest

from tests.scenarios.test_pipe import chat

pytestmark = pytest.mark.scenario
NOON, LATER = "2026-11-18T12:00", "2026-11-18T12:05"


def test_a_task_waits_until_its_reader_sits_down_and_is_shown_once(tmp_path: Path) -> None:
    blocks, errors = chat(tmp_path, ["给王强派个任务：周五前给云图寄样品"], "--demo", "--now", NOON, name="赵敏")
    assert errors == ""
    assert "王强" in blocks[0]
    assert "寄样品" not in "".join(chat(tmp_path, ["谢谢"], "--now", LATER, name="陈晓明")[0])
    first, errors = chat(tmp_path, ["谢谢"], "--now", LATER, name="王强")
    assert errors == ""
    assert "".join(first).count("寄样品") == 1
    assert "可能重复" not in "".join(first)
    assert "寄样品" not in "".join(chat(tmp_path, ["谢谢"], "--now", LATER, name="王强")[0])
    assert "寄样品" not in "".join(chat(tmp_path, ["谢谢"], "--now", LATER, name="赵敏")[0])
