"""What the bot says of an import before it begins: its columns, which sheet, what to do with doubles."""

from collections.abc import Mapping
from typing import Any

from commands.context import Context, say
from commands.imports.checking import columns_of
from commands.imports.columns import letter
from commands.imports.labels import field_word
from commands.imports.orders import (
    CheckRows,
    ChooseSheet,
    DecideRows,
    DropImport,
    KeepAsFile,
    ListColumns,
    StartImport,
)
from commands.message import Button, Reply, Sentence
from store import imports
from store.imports import BatchRow

SHEETS = 6
"""Sheets offered at most."""
UNKNOWN = 12
"""Columns told of that nobody knows."""
WAYS: Mapping[str, tuple[str, ...]] = {"exact": ("skip", "fill", "new"), "probable": ("new", "fill", "skip")}
"""What can be done with customers that exist already, the usual first; and with those that may."""


def card(context: Context, batch: BatchRow) -> Reply:
    """What was brought, and how its columns are read; or which sheet is meant."""
    head = imports.chunk(context.tx, context.workspace, batch.id, "head", 0)
    name = context.plain(batch.name) or say("import.pasted")
    if "columns" not in batch.mapping:
        return _which_sheet(batch, head, name)
    columns = columns_of(batch)
    header = list(head.get("header") or ())
    again = say("import.again") if batch.mapping.get("again") else None
    lines = [say("import.brought", name=name, count=batch.total, again=again)]
    if columns:
        read = tuple(
            say("import.column", field=field_word(of), words=_words(header, place)) for place, of in columns.items()
        )
        lines.append(say("import.columns", columns=read))
    unknown = tuple(words for place, words in enumerate(header) if words and place not in columns)
    if unknown:
        lines.append(say("import.unknown", columns=unknown[:UNKNOWN]))
    if "name" not in columns.values():
        lines.append(say("import.no_name"))
    return Reply(
        lines=tuple(lines), buttons=_buttons(batch, named="name" in columns.values(), file=bool(head.get("files")))
    )


def _words(header: list[str], place: int) -> str | Sentence:
    said = header[place] if place < len(header) else ""
    return said or say("import.letter", letter=letter(place))


def _buttons(batch: BatchRow, *, named: bool, file: bool) -> tuple[Button, ...]:
    offered: list[tuple[str, object]] = [("import_columns", ListColumns(batch=batch.id))]
    if named:
        offered.insert(0, ("import_check", CheckRows(batch=batch.id)))
    if file:
        offered.append(("import_file", KeepAsFile(batch=batch.id)))
    offered.append(("import_drop", DropImport(batch=batch.id)))
    return tuple(
        Button(label=say(f"button.{label}"), command=command, primary=label == "import_check")
        for label, command in offered
    )


def _which_sheet(batch: BatchRow, head: Any, name: str | Sentence) -> Reply:
    offered = tuple(
        Button(
            label=say("import.sheet_choice", name=each["name"], count=each["total"]),
            command=ChooseSheet(batch=batch.id, sheet=place),
        )
        for place, each in enumerate(head["sheets"][:SHEETS])
    )
    drop = Button(label=say("button.import_drop"), command=DropImport(batch=batch.id))
    return Reply(lines=(say("import.which_sheet", name=name),), choices=offered, buttons=(drop,))


def asked(batch: BatchRow) -> Reply:
    """The question that is open: what to do with those that exist, with those that may, and whether to begin."""
    open_ = next((kind for kind in WAYS if batch.counts.get(kind) and kind not in batch.mapping), None)
    drop = Button(label=say("button.import_drop"), command=DropImport(batch=batch.id))
    if open_ is not None:
        return Reply(lines=(_question(batch, open_),), buttons=(*_ways(batch, open_), drop))
    decided = tuple(say(f"import.way_{kind}_{batch.mapping[kind]}") for kind in WAYS if batch.counts.get(kind))
    start = Button(label=say("button.import_start"), command=StartImport(batch=batch.id), primary=True)
    columns = Button(label=say("button.import_columns"), command=ListColumns(batch=batch.id))
    return Reply(lines=(say("import.ready", decided=decided or None),), buttons=(start, columns, drop))


def _question(batch: BatchRow, kind: str) -> Sentence:
    count = batch.counts[kind]
    named = tuple(
        say("import.twin", name=name, twin=twin) if name != twin else name
        for name, twin in batch.counts[f"{kind}_names"]
    )
    more = say("import.more") if count > len(named) else None
    return say(f"import.ask_{kind}", count=count, names=named, more=more)


def _ways(batch: BatchRow, kind: str) -> tuple[Button, ...]:
    return tuple(
        Button(
            label=say(f"button.import_{kind}_{way}"),
            command=DecideRows(batch=batch.id, kind=kind, way=way),  # type: ignore[arg-type]
            primary=place == 0,
        )
        for place, way in enumerate(WAYS[kind])
    )
