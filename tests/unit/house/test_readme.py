"""The two READMEs say the same, name the main path by its real names, and leave no command out."""

import importlib
import re
from pathlib import Path

import pytest

from commands.subjects import catalogue
from tests.unit.house.tree import ROOT

pytestmark = pytest.mark.house
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
STEP = re.compile(r"`((?:bot|commands|nlp|store|adapters)/[\w/]+\.py)` → `([\w.]+)`")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def steps(readme: Path) -> list[tuple[str, str]]:
    """(file, function) of the main path, in order."""
    return STEP.findall(readme.read_text("utf-8"))


@pytest.mark.parametrize(("file", "function"), steps(ENGLISH))
def test_the_main_path_is_real(file: str, function: str) -> None:
    found = importlib.import_module(file.removesuffix(".py").replace("/", "."))
    for part in function.split("."):
        found = getattr(found, part)
    assert callable(found)
    assert found.__module__ == file.removesuffix(".py").replace("/", ".")


def test_the_main_path_has_six_lines() -> None:
    numbered = re.findall(r"^\d\. `", ENGLISH.read_text("utf-8"), re.MULTILINE)
    assert len(numbered) == 6
    assert steps(ENGLISH) == steps(CHINESE)


def shape(readme: Path) -> list[str]:
    """What a README is made of, words aside: headings, fences with their commands, pictures, tables, list items."""
    kinds, inside = [], False
    for line in readme.read_text("utf-8").splitlines():
        if line.startswith("```"):
            inside = not inside
            kinds.append(line)
        elif inside:
            kinds.append("…" if line.startswith("git clone") else line)
        elif re.match(r"#+ ", line):
            kinds.append(line.split()[0])
        elif line.startswith("!["):
            kinds.append(line[line.index("](") :])
        elif line.startswith("|") and "--" not in line:
            kinds.append(" ".join(re.findall(r"`[^`]+`", line)))
        elif re.match(r"\d\. ", line):
            kinds.append(line[:2])
    return kinds


def test_both_are_built_alike() -> None:
    assert shape(ENGLISH) == shape(CHINESE)


@pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=lambda path: path.name)
def test_every_command_is_named(readme: Path) -> None:
    """Each command that people can say stands in the table: by one of its short names, else by an example."""
    rows = [row for row in ROW.findall(readme.read_text("utf-8")) if "`" in row[1]]
    said = {example for _, examples, _ in rows for example in re.findall(r"`([^`]+)`", examples)}
    short = {name for _, _, names in rows for name in re.findall(r"`/([^`]+)`", names)}
    spoken = [command for command in catalogue().by_name.values() if not command.hidden]
    unnamed = [
        command.name for command in spoken if not short & set(command.slash) and not said & set(command.examples)
    ]
    assert unnamed == []
    assert said - {example for command in spoken for example in command.examples} == set()
