"""The rules that tests, types and lint are held to, as pyproject.toml states them."""

import re

import pytest

from tests.unit.house.tree import ROOT, modules, name, project

pytestmark = pytest.mark.house
RULES = {"E", "F", "I", "UP", "B", "SIM", "RUF", "PT", "PTH", "DTZ", "T20", "TRY", "ASYNC", "C4", "RET", "ARG"}


def test_warnings_are_errors_and_markers_are_known() -> None:
    options = project()["tool"]["pytest"]["ini_options"]
    assert options["filterwarnings"][0] == "error"
    assert "--strict-markers" in options["addopts"]
    known = {marker.split(":")[0] for marker in options["markers"]}
    used = {found for path in modules("tests") for found in re.findall(r"pytest\.mark\.(\w+)", path.read_text("utf-8"))}
    built_in = {"parametrize", "skip", "skipif", "xfail", "usefixtures", "filterwarnings", "asyncio", "timeout"}
    assert used - known - built_in - {"xdist_group"} == set()


def test_every_test_bears_the_marker_of_its_folder() -> None:
    """`-m unit` runs all of tests/unit/ but the house's rules; benchmarks bear what they need."""
    wrong = []
    for path in modules("tests"):
        folder, *rest = path.relative_to(ROOT / "tests").parts
        marker = "house" if "house" in rest else folder.removesuffix("s")
        borne = re.search(rf"^pytestmark = (\[\s*)?pytest\.mark\.{marker}\b", path.read_text("utf-8"), re.MULTILINE)
        if path.name.startswith("test_") and folder != "benchmarks" and not borne:
            wrong.append(name(path))
    assert wrong == []


def test_nothing_is_skipped_for_good() -> None:
    """A test that never runs is deleted, not skipped."""
    found = [
        path.name
        for path in modules("tests")
        if re.search(r"@pytest\.mark\.(skip|xfail)\b(?!if)", path.read_text("utf-8"))
    ]
    assert found == []


def test_types_and_lint_are_strict() -> None:
    tools = project()["tool"]
    assert tools["mypy"]["strict"] is True
    assert set(tools["mypy"]["packages"]) == {"bot", "adapters", "commands", "store", "nlp", "tests"}
    assert set(tools["ruff"]["lint"]["select"]) >= RULES


def test_ci_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert "make check test" in script
    for readme in ("README.md", "README.zh-CN.md"):
        assert "make check test" in (ROOT / readme).read_text("utf-8")
