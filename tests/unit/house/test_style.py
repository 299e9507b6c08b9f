"""Small files, small functions, few broad excepts: measured, so that nobody has to argue about it."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.unit.house.tree import ROOMS, functions, modules, name, parsed

pytestmark = pytest.mark.house
LINES, LINES_AT_MOST = 300, 400
FUNCTION, FUNCTION_AT_MOST = 40, 60
BROAD = 5
PACKAGE = sorted(modules(*ROOMS))
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\braise NotImplemented")

SWITCHED_OFF = re.compile(r"#\s*noqa(: (?!ARG00\d$)[A-Z0-9, ]+)?\s*$")


def length(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(len(values) * share)]


def test_files_are_short() -> None:
    """300 lines, 400 at the very most: one noun a file, readable in one sitting."""
    long = {name(path): length(path) for path in PACKAGE if length(path) > LINES_AT_MOST}
    assert long == {}
    assert percentile([length(path) for path in PACKAGE], 0.95) <= LINES


def test_functions_are_short() -> None:
    """40 lines for 95 of 100, none over 60."""
    lengths = {f"{name(path)}:{node.name}": lines for path in PACKAGE for node, lines in functions(path)}
    assert {where: lines for where, lines in lengths.items() if lines > FUNCTION_AT_MOST} == {}
    assert percentile(list(lengths.values()), 0.95) <= FUNCTION


def broad(handler: ast.ExceptHandler) -> bool:
    """Whether it catches whatever comes."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or (isinstance(kind, ast.Name) and kind.id in _ALL) for kind in kinds)


_ALL = {"Exception", "BaseException"}


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether it cleans up and raises again."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_broad_excepts_are_few_and_say_why() -> None:
    """What swallows any error hides bugs: five at most, at the edges of the process, each with its reason beside it.

    What cleans up and raises again swallows nothing.
    """
    found, silent = [], []
    for path in PACKAGE:
        lines = path.read_text("utf-8").splitlines()
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ExceptHandler) and broad(node) and not passes_on(node):
                found.append(f"{name(path)}:{node.lineno}")
                if "#" not in lines[node.lineno - 1]:
                    silent.append(found[-1])
    assert len(found) <= BROAD, found
    assert silent == []


def test_nothing_is_left_unfinished() -> None:
    """No TODO, no FIXME, nothing that raises NotImplementedError: what is not done is said in the docs."""
    found = [
        f"{name(path)}:{i}"
        for path in PACKAGE
        for i, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_nothing_prints() -> None:
    """Output goes through the log, the command line or a stream that was handed in."""
    found = [
        f"{name(path)}:{node.lineno}"
        for path in PACKAGE
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert found == []


def test_switched_off_rules_have_their_reason() -> None:
    """A rule that is switched off on a line says why; an unused argument is always the protocol's."""
    silent = []
    for path in modules(*ROOMS, "tests"):
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
            comment = token.string
            if token.type == tokenize.COMMENT and SWITCHED_OFF.match(comment):
                silent.append(f"{name(path)}:{token.start[0]} {comment}")
    assert silent == []
