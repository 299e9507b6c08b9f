"""pyproject.toml, constraints.txt and what the program imports agree; nothing of one machine is written down."""

import ast
import re
from importlib.metadata import packages_distributions

import pytest

from tests.unit.house.tree import ROOMS, ROOT, modules, name, parsed, project, texts

pytestmark = pytest.mark.house

# In use without an import of ours, each for the reason that stands beside it.
USED_OTHERWISE = {
    "psycopg": "SQLAlchemy loads it by the database's address",
    "tzdata": "the standard library's zoneinfo reads it where the system has no time zones",
}
TOOLS = {"mypy", "ruff", "pytest", "pytest-timeout", "pytest-xdist", "types-dateparser", "types-python-dateutil"}
PINNED = re.compile(r"^[A-Za-z0-9._-]+==[A-Za-z0-9.]+$")
ADDRESS = re.compile(r"https?://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)")
OURS = re.compile(r"(127\.0\.0\.1|localhost|(.+\.)?example(\.com|\.cn)?)$")
PLATFORMS = {"qyapi.weixin.qq.com", "open.feishu.cn", "open.larksuite.com", "api.telegram.org", "t.me"}
ELSEWHERE = {"www.w3.org", "www.python.org", "brew.sh", "docs.astral.sh", *PLATFORMS}


def canonical(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def required(extra: str | None = None) -> set[str]:
    """The names that pyproject.toml requires."""
    table = project()["project"]
    lines = table["optional-dependencies"][extra] if extra else table["dependencies"]
    return {canonical(re.split(r"[\[<>=!~; ]", line)[0]) for line in lines}


def imported(*folders: str) -> set[str]:
    """The distributions that some folders import."""
    known = packages_distributions()
    found = set()
    for path in modules(*folders):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                tops = [alias.name.split(".")[0] for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                tops = [node.module.split(".")[0]]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                tops = [node.value]  # found by name, as fonts are
            else:
                continue
            found |= {canonical(each) for top in tops for each in known.get(top, ())}
    return found - {canonical(project()["project"]["name"])}


def test_every_dependency_is_used() -> None:
    """Whoever installs the program gets nothing that it does not need."""
    assert required() - imported(*ROOMS) - set(USED_OTHERWISE) == set()
    assert required("dev") - imported(*ROOMS, "tests") - TOOLS == set()


def test_every_import_is_a_dependency() -> None:
    """Nothing is there by luck, because another package happens to need it."""
    assert _imported_names(*ROOMS) - required() == set()
    assert _imported_names(*ROOMS, "tests") - required() - required("dev") == set()


def _imported_names(*folders: str) -> set[str]:
    known = packages_distributions()
    found = set()
    for path in modules(*folders):
        for node in ast.walk(parsed(path)):
            tops = []
            if isinstance(node, ast.Import):
                tops = [alias.name.split(".")[0] for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                tops = [node.module.split(".")[0]]
            found |= {canonical(known[top][0]) for top in tops if top in known}
    return found - {canonical(project()["project"]["name"])}


def test_every_reason_still_holds() -> None:
    """What is imported by now needs no excuse."""
    assert set(USED_OTHERWISE) & imported(*ROOMS) == set()
    assert set(USED_OTHERWISE) - required() == set()


def test_everything_is_pinned() -> None:
    """constraints.txt: exact versions, sorted, each once, no addresses; all that pyproject.toml names is among them."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not PINNED.match(line)] == []
    names = [canonical(line.split("==")[0]) for line in lines]
    assert names == sorted(set(names))
    assert (required() | required("dev")) - set(names) == set()


def test_nothing_of_one_machine_is_written_down() -> None:
    """No path of the machine that the project lies on, no address but our own examples' and where Python comes from."""
    here = {str(ROOT)}
    if len(ROOT.parts) > 2 and str(ROOT.parent) not in ("/tmp", "/home", "/root", "/opt", "/srv"):
        here.add(f"{ROOT.parent}/")
    path_of = re.compile("|".join(rf"(?<![\w.-]){re.escape(each)}" for each in here))
    found = []
    for path, text in texts():
        for i, line in enumerate(text.splitlines(), 1):
            hosts = [host for host in ADDRESS.findall(line) if not OURS.match(host) and host not in ELSEWHERE]
            if path_of.search(line) or hosts:
                found.append(f"{name(path)}:{i} {line.strip()[:100]}")
    assert found == []
