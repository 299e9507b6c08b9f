"""What the documents name exists: functions, commands and their options, files, keys, make's targets, links."""

import importlib
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from bot.cli import app
from bot.settings import Settings
from commands.subjects import catalogue
from store.tables import Base
from tests.unit.house.tree import ROOMS, ROOT, documents, name, unfenced

pytestmark = pytest.mark.house
QUOTED = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOTTED = re.compile(rf"({'|'.join((*ROOMS, 'tests'))})(\.\w+)+(\(\))?")
FILE = re.compile(r"[\w.*<>-]+(/[\w.*<>-]+)*/?")
SUFFIXES = (".py", ".md", ".toml", ".txt", ".yml", ".service", ".js", ".css", ".html", ".mako")
MADE_AT_RUN_TIME = ("data/", ".venv", "config.toml")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
LAUNCHERS = ("genjin", ".venv/bin/genjin", r".venv\Scripts\genjin")


def quoted() -> Iterator[tuple[str, str]]:
    """Every `…` of every document, with the document's name."""
    for path in documents():
        for found in QUOTED.findall(unfenced(path.read_text("utf-8"))):
            yield name(path), found


def shell_lines() -> Iterator[tuple[str, str]]:
    """Every line of every fenced block of commands, and every `…` that is one, with the document's name."""
    for path in documents():
        for language, block in BLOCK.findall(path.read_text("utf-8")):
            if language in ("sh", "powershell", "ini", "dockerfile"):
                yield from ((name(path), line.strip()) for line in block.splitlines())
    yield from quoted()


def attribute(dotted: str) -> object:
    """What a dotted name stands for; AttributeError when there is none."""
    parts = dotted.removesuffix("()").split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            declared = {**getattr(found, "__annotations__", {}), **getattr(found, "model_fields", {})}
            found = declared[part] if part in declared and not hasattr(found, part) else getattr(found, part)
        return found
    raise AttributeError(dotted)


def test_functions_and_modules_exist() -> None:
    missing = []
    for where, words in quoted():
        if DOTTED.fullmatch(words) and not words.endswith(SUFFIXES):
            try:
                attribute(words)
            except AttributeError:
                missing.append(f"{where}: {words}")
    assert missing == []


def test_files_exist() -> None:
    """A path with a slash, or a plain file name, is one of ours; `<name>` and `*` stand for any."""
    missing = []
    for where, words in quoted():
        plain = words.replace("<", "*").replace(">", "*")
        rooted = "/" in plain and plain.split("/")[0] in _tops() and FILE.fullmatch(words)
        if words.startswith(MADE_AT_RUN_TIME) or not (rooted or (FILE.fullmatch(words) and words.endswith(SUFFIXES))):
            continue
        pattern = re.sub(r"\*\w+\*", "*", plain.rstrip("/"))
        if not any(ROOT.glob(pattern)) and ("/" in pattern or not _somewhere(pattern)):
            missing.append(f"{where}: {words}")
    assert missing == []


def _tops() -> set[str]:
    return {path.name for path in ROOT.iterdir()}


@cache
def _somewhere(file: str) -> bool:
    return any(any((ROOT / top).rglob(file)) for top in (*ROOMS, "tests", "docs", "deploy", ".ci"))


def test_command_lines_exist() -> None:
    """`genjin …` names a command, each --option is one of its own, and `make …` a target of the Makefile."""
    wrong = []
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for where, line in shell_lines():
        words = re.split(r"\s+#|\s*[|<>&;]", line)[0]
        try:
            parts = shlex.split(words, posix=False)
        except ValueError:
            continue
        if parts and parts[0] in LAUNCHERS:
            wrong += [f"{where}: {line} ({why})" for why in _complaints(parts[1:])]
        if parts and parts[0] == "make":
            named = [part for part in parts[1:] if "=" not in part]
            wrong += [f"{where}: {line}" for part in named if part not in targets and part != "…"]
    assert wrong == []


def _complaints(parts: list[str]) -> Iterator[str]:
    """What is wrong with the words after `genjin`."""
    command: Any = typer.main.get_command(app)
    names = [part for part in parts if not part.startswith("-")]
    while names and hasattr(command, "commands"):
        known = command.commands
        if names[0] in ("…", "COMMAND"):
            return
        if names[0] not in known:
            yield f"no {names[0]}"
            return
        command = known[names.pop(0)]
    known_options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    for part in parts:
        option = part.split("=")[0]
        if part.startswith("--") and option not in (*known_options, "--help"):
            yield f"no {option}"


def test_configuration_keys_exist() -> None:
    """`database.url` and `GENJIN_SERVER__PORT` are keys of config.toml, `[server]` is one of its sections."""
    sections = {section: set(_fields(section)) for section in Settings.model_fields}
    wrong = []
    for where, words in quoted():
        section, _, key = words.partition(".")
        if re.fullmatch(r"\w+\.\w+", words) and section in sections and not words.endswith(SUFFIXES):
            wrong += [] if key in sections[section] else [f"{where}: {words}"]
        for section, key in re.findall(r"GENJIN_([A-Z]+)__([A-Z_]+)", words):
            wrong += [] if key.lower() in sections.get(section.lower(), ()) else [f"{where}: {words}"]
        if re.fullmatch(r"\[[a-z]+\]", words):
            wrong += [] if words[1:-1] in sections else [f"{where}: {words}"]
    assert wrong == []


def _fields(section: str) -> list[str]:
    """The keys of a part of config.toml, also of one that may be missing."""
    annotation = Settings.model_fields[section].annotation
    models = [each for each in (get_args(annotation) or (annotation,)) if hasattr(each, "model_fields")]
    return [key for model in models for key in model.model_fields]


def test_commands_of_the_bot_exist() -> None:
    """`followup.log` is a command (or `customer.short` a column), `/log` and `/跟进` are short names."""
    known = catalogue().by_name
    families = {each.split(".")[0] for each in known if "." in each}
    slashes = {f"/{each}" for command in known.values() for each in command.slash}
    wrong = []
    for where, words in quoted():
        family, _, rest = words.partition(".")
        if re.fullmatch(r"[a-z_]+", rest) and family in families and words not in known:
            columns = Base.metadata.tables[family].columns if family in Base.metadata.tables else ()
            wrong += [] if rest in columns else [f"{where}: {words}"]
        slash = words.split(" ")[0]
        if re.fullmatch(r"/[a-z]+|/[\u4e00-\u9fff]+", slash) and slash not in (*slashes, *PATHS):
            wrong.append(f"{where}: {words}")
    assert wrong == []


PATHS = ("/healthz", "/docs", "/health")
"""Addresses, not commands of the bot."""


def test_links_lead_somewhere() -> None:
    """Relative links name files that exist, and headings that stand there."""
    wrong = []
    for path in documents():
        for target in LINK.findall(path.read_text("utf-8")):
            if re.match(r"[a-z]+://", target):
                continue
            file, _, heading = target.partition("#")
            found = (path.parent / file).resolve() if file else path
            if not found.exists() or (heading and heading not in _headings(found)):
                wrong.append(f"{name(path)}: {target}")
    assert wrong == []


def _headings(path: Path) -> set[str]:
    """The anchors that a document's headings make."""
    heads = re.findall(r"^#+ (.+)$", unfenced(path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_page_is_linked() -> None:
    """A page that nothing leads to is read by nobody."""
    linked = set()
    for path in documents():
        for target in LINK.findall(path.read_text("utf-8")):
            if "://" not in target:
                linked.add((path.parent / target.partition("#")[0]).resolve())
    lost = [name(path) for path in documents() if path not in linked and path.parent != ROOT]
    assert lost == []
