"""Every setting and every kind of row of the configuration is named in words."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any

import pytest

from commands.digests import KINDS, setting_of
from commands.subjects import catalogue
from commands.versions import differences
from store.configuration import TABLES
from store.schema import SPECS
from tests.unit.house.tree import ROOT

pytestmark = pytest.mark.unit

UNTOLD = {"number", "position", "preset", "maker_id", "workspace_id", "id", "created_at", "place", "earlier"}


def written() -> set[str]:
    """The names of all settings that the program writes."""
    found: set[str] = set()
    for room in ("commands", "bot"):
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("settings.put", "store.settings.put"):
                    found |= names_of(node.args[1], path)
    return found


def names_of(node: ast.expr, path: Path) -> set[str]:
    """What a setting's name may be: a word, a constant, or one of a kind's."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.Name):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        value: Any = getattr(module, node.id, None)
        assert isinstance(value, str), f"{path.name} writes a setting named {node.id}: say here what that may be"
        return {value}
    told = ast.unparse(node)
    if told == "kind.setting":
        return {"levels", "sources", "industries", "stages"}
    if told == "setting_of(kind)":
        return {setting_of(kind) for kind in KINDS}
    raise AssertionError(f"{path.name} writes a setting named {told}: say here what that may be")


def test_every_setting_has_its_sentence() -> None:
    names = written()
    assert {"quiet", "levels", "tag_cap", "zone"} <= names
    sentences = catalogue().sentences
    assert sorted(name for name in names if f"setting.{name}" not in sentences) == []


def test_every_table_and_column_of_the_configuration_has_its_sentence() -> None:
    sentences = catalogue().sentences
    tables = [name for name in TABLES if name != "setting"]
    assert [name for name in tables if f"config.{name}" not in sentences] == []
    columns = {column for name in tables for column in SPECS[name].kept} - UNTOLD
    assert sorted(column for column in columns if f"config.col.{column}" not in sentences) == []


def test_a_renamed_row_and_a_changed_one_are_told_in_words() -> None:
    old = {"tag": {"1": {"name": "甲", "active": True}, "2": {"name": "乙", "active": True}}}
    new = {"tag": {"1": {"name": "丙", "active": True}, "2": {"name": "乙", "active": False}}}
    assert [each.key for each in differences(old, new)] == ["config.renamed", "config.off"]
