"""The rooms and floors: imports only run downward, and nothing is excused."""

import subprocess
import sys

import pytest

from tests.unit.house.tree import ROOT, modules, name, parsed, project

pytestmark = pytest.mark.house


def test_imports_only_run_downward() -> None:
    """import-linter keeps every contract of pyproject.toml."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


def test_the_contracts_have_no_exceptions() -> None:
    """No import is ignored, and the layers are the floors of docs/engineering/architecture.md."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    assert [contract for contract in contracts if "ignore_imports" in contract] == []
    assert ["bot", "adapters", "commands", "nlp | store"] in [contract.get("layers") for contract in contracts]


def test_understanding_keeps_to_itself() -> None:
    """nlp is pure: no clock, no network, no database, no files of its own making."""
    forbidden = {"asyncio", "sqlite3", "socket", "sqlalchemy", "sqlmodel", "aiohttp", "subprocess", "threading", "time"}
    found = []
    for path in modules("nlp"):
        for node in parsed(path).body:
            for alias in getattr(node, "names", []):
                top = (getattr(node, "module", None) or alias.name).split(".")[0]
                if top in forbidden:
                    found.append(f"{name(path)}: {top}")
    assert found == []
