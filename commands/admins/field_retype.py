"""Another type for a field: its values are converted where they fit, however many there are, and else stay.

A few values are converted at once, where they stand. Of more, each goes to another place as it is converted, so that at
any moment every value says whether it is of the old type or of the new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands import slices
from commands.admins.field import cleaned_options, listed
from commands.admins.field_phrases import PHRASES
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Reply, Sentence
from commands.own import converted, field_named, shown
from nlp.shaping import listed as words_in
from nlp.shaping import type_said
from store import tags, walks
from store.tables import Customer, FieldDefinition
from store.tags import FieldRow, form_of


@dataclass(frozen=True, kw_only=True, slots=True)
class RetypeField:
    """Another type; values that fit are converted, others stay as they were written."""

    field: Annotated[str, Slot("label")] = ""
    type: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Convert:
    """The next values of a field that are of an earlier type, behind `after`; `fit` and `left` so far."""

    group: UUID
    field: UUID
    speaker: UUID
    after: UUID = walks.START
    fit: int = 0
    left: int = 0
    number: int = 1


PORTION = 50
"""Customers whose values are converted in one transaction."""
TRIED = 500
"""Customers whose values the preview tries to convert."""
TOLD = 3
"""Values told that would not fit."""


def retype(command: RetypeField, context: Context) -> Reply:
    """Changes the type, converts what fits, and leaves the rest as it was written."""
    row, wanted = _retyping(command, context)
    record = context.unit.edit(FieldDefinition, row.id)
    record.kind, record.options = wanted.kind, wanted.options
    held = tags.holders(context.tx, context.workspace, row, limit=PORTION + 1)
    if len(held) <= PORTION:
        fit, left = _converted(context, [each.id for each in held], row, replace(wanted, earlier=[]))
        record.earlier = []
        return Reply(lines=(_told(wanted, fit, left),), buttons=listed())
    total = tags.count_holders(context.tx, context.workspace, row)
    now = tags.retyped(row, wanted.kind, wanted.options)
    record.place, record.earlier = now.place, now.earlier
    convert_all(context, row.id)
    kind = say(f"field.kind.{wanted.kind}")
    return Reply(lines=(say("field.retyping", field=row.name, kind=kind, total=total),), buttons=listed())


def convert_all(context: Context, field: UUID) -> None:
    """Lets all values of a field that are of an earlier type be converted, slice by slice."""
    part = Convert(group=slices.begin(context), field=field, speaker=context.speaker.id)
    slices.follow(context, part.group, f"{field}{part.number}", part)


def next_slice(command: Convert, context: Context) -> Reply:
    """A further portion; at the end who asked hears how many could be converted."""
    row = next(each for each in tags.fields(context.tx, context.workspace) if each.id == command.field)
    context.unit.run.group_id = command.group
    fits = tags.holding(context.tx, row.keys[1:] or row.keys)
    found = walks.portion(context.tx, context.workspace, ["fields"], fits, after=command.after, limit=PORTION)
    fit, left = _converted(context, found.ids, row, row)
    part = replace(command, fit=command.fit + fit, left=command.left + left, number=command.number + 1)
    if found.upto is None:
        return Reply(lines=(_told(row, part.fit, part.left),), to=command.speaker)
    slices.follow(context, command.group, f"{command.field}{part.number}", replace(part, after=found.upto))
    return Reply()


def _converted(context: Context, ids: Sequence[UUID], was: FieldRow, now: FieldRow) -> tuple[int, int]:
    """Puts these customers' values where and as the field has them now; how many fit, and how many did not."""
    fit = left = 0
    elsewhere = {key for key in was.keys if key != now.key}
    for record in context.unit.edit_many(Customer, ids).values():
        form = form_of(was, record.fields)
        if form is None:
            continue
        value = record.fields[form.key]
        new = value if form == now else converted(context, form, value, now)
        rest = {key: each for key, each in record.fields.items() if key not in elsewhere}
        record.fields = {**rest, now.key: value if new is None else new}
        fit, left = (fit, left + 1) if new is None else (fit + 1, left)
    return fit, left


def _told(row: FieldRow, fit: int, left: int) -> Sentence:
    kind = say(f"field.kind.{row.kind}")
    return say("field.retyped", field=row.name, kind=kind, total=fit or None, left=left or None)


def may_retype(command: RetypeField, context: Context) -> None:
    """Refused for the same type, for none, and while values are still being converted."""
    row, _ = _retyping(command, context)
    if any(each.field == row.id for each in slices.waiting(context, Convert)):
        raise Refused("refused.field_busy", field=row.name)


def would_retype(command: RetypeField, context: Context) -> list[Sentence]:
    """How many values would fit, and the first that would not, with whose they are; of very many some are tried."""
    row, wanted = _retyping(command, context)
    total = tags.count_holders(context.tx, context.workspace, row)
    kinds = {"old": say(f"field.kind.{row.kind}"), "new": say(f"field.kind.{wanted.kind}")}
    lines = [say("field.would_retype", field=row.name, **kinds)]
    if not total:
        return [*lines, say("field.no_values")]
    held = tags.holders(context.tx, context.workspace, row, limit=TRIED)
    misfit = [each for each in held if converted(context, each.form, each.value, wanted) is None]
    if total > PORTION:
        lines.append(say("field.by_and_by", total=total, tried=len(held) if total > len(held) else None))
    if len(held) > len(misfit):
        lines.append(say("field.would_fit", total=len(held) - len(misfit)))
    if misfit:
        told = tuple(
            say("field.misfit", value=shown(context, each.form, each.value), customer=each.customer)
            for each in misfit[:TOLD]
        )
        lines.append(say("field.would_not_fit", total=len(misfit), values=told))
    return lines


def _retyping(command: RetypeField, context: Context) -> tuple[FieldRow, FieldRow]:
    row = field_named(context, command.field)
    kind = type_said(command.type)
    if kind is None:
        raise Refused("refused.field_kind")
    if kind == row.kind:
        raise Refused("refused.field_so", field=row.name)
    options = list(cleaned_options(words_in(command.type))) if kind == "choice" and _lists(command.type) else []
    if kind == "choice" and len(options) < 2:
        raise Refused("refused.field_options", field=row.name)
    return row, replace(row, kind=kind, options=options)


def _lists(said: str) -> bool:
    return "：" in said or ":" in said


_TITLE = ("改字段类型", "Change a field's type")

SUBJECT = Subject(
    name="field_retype",
    title=_TITLE,
    commands=(
        Command(
            name="admin.field.type",
            type=RetypeField,
            handler=retype,
            title=_TITLE,
            roles=("admin",),
            phrases=PHRASES["type"],
            examples=("字段 门店数 改成数字类型",),
            confirm=True,
            guard=may_retype,
            preview=would_retype,
        ),
        slices.declared("admin.field.convert", Convert, next_slice, _TITLE),
    ),
    sentences={
        "field.retyped": (
            "✅ “{field}”改成{kind}了[，{total:count}家的值一起转好][，{left:count}家转不了的照旧留着]",
            "✅ “{field}” is {kind} now[; {total} values converted][; {left} kept as they were]",
        ),
        "field.retyping": (
            "✅ “{field}”改成{kind}了，{total:count}家的值正在一批批转，好了告诉你",
            "✅ “{field}” is {kind} now. {total} values follow in parts; I'll tell you when it is done",
        ),
        "field.would_retype": ("{field}：{old} → {new}", "{field}: {old} → {new}"),
        "field.by_and_by": (
            "{total:count}家填过，一批批转，“撤销”能整个撤回[。先试了{tried}家：]",
            "{total} have a value; they follow in parts, and undo takes all back[. Of {tried} that I tried:]",
        ),
        "field.would_fit": ("{total}家的值能转过来", "{total} values can be converted"),
        "field.would_not_fit": (
            "{total}家转不了，照旧留着：{values}",
            "{total} cannot and stay as they are: {values}",
        ),
        "field.misfit": ("{value}（{customer}）", "{value} ({customer})"),
        "field.no_values": ("还没有客户填过", "No customer has a value yet"),
        "ask.confirm.admin.field.type": ("要改类型吗？", "Change its type?"),
        "button.confirm.admin.field.type": ("改类型", "Change it"),
        "what.admin.field.type": ("字段类型", "the field's type"),
        "what.admin.field.convert": ("字段类型", "the field's type"),
        "refused.field_kind": (
            "改成哪种？文本、数字、金额、日期、单选、同事",
            "To which type? text, number, amount, date, choice or person",
        ),
        "refused.field_busy": (
            "“{field}”还在一批批转，好了再改",
            "The values of “{field}” are still being converted; change it when that is done",
        ),
    },
)
