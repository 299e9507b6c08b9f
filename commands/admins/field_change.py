"""Changing fields: options, names, on and off, required; records that are there stay valid."""

from dataclasses import dataclass
from typing import Annotated, Any

from commands.admins.field import cleaned_name, cleaned_options, free, listed
from commands.admins.field_phrases import PHRASES
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Reply
from commands.own import field_named, fields_of
from store import tags
from store.tables import FieldDefinition
from store.tags import FieldRow


@dataclass(frozen=True, kw_only=True, slots=True)
class AddOptions:
    """More options of a choice (付款方式加选项 票到30天)."""

    field: Annotated[str, Slot("label")] = ""
    options: Annotated[tuple[str, ...], Slot("words")] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DropOptions:
    """Fewer options of a choice; what was chosen stays."""

    field: Annotated[str, Slot("label")] = ""
    options: Annotated[tuple[str, ...], Slot("words")] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameField:
    """Another name for a field; its values stand under its id and stay."""

    field: Annotated[str, Slot("label")] = ""
    new: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchFieldOff:
    """A field that is not understood or shown any more; its values stay."""

    field: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchFieldOn:
    """A field that is in use again."""

    field: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RequireField:
    """Whether a new customer should have a value; nobody is kept from filing."""

    field: Annotated[str, Slot("label")] = ""
    required: Annotated[str, Slot("said")] = "yes"


def add_options(command: AddOptions, context: Context) -> Reply:
    """Adds what is not an option yet."""
    row = _choice(context, command.field)
    said = cleaned_options(command.options)
    known = {option.casefold() for option in row.options}
    fresh = tuple(option for option in said if option.casefold() not in known)
    if not fresh:
        raise Refused("refused.options_there", field=row.name, options=said or None)
    _edit(context, row).options = list(cleaned_options((*row.options, *fresh)))
    return Reply(lines=(say("field.options", field=row.name, options=fresh),), buttons=listed())


def drop_options(command: DropOptions, context: Context) -> Reply:
    """Takes options away; two at least stay."""
    row = _choice(context, command.field)
    gone = {option.casefold() for option in command.options}
    left = [option for option in row.options if option.casefold() not in gone]
    if len(left) == len(row.options):
        raise Refused("refused.options_none", field=row.name, options=command.options, known=tuple(row.options))
    if len(left) < 2:
        raise Refused("refused.field_options", field=row.name)
    dropped = tuple(option for option in row.options if option not in left)
    _edit(context, row).options = left
    return Reply(lines=(say("field.fewer", field=row.name, options=dropped),), buttons=listed())


def _choice(context: Context, name: str) -> FieldRow:
    row = field_named(context, name)
    if row.kind != "choice":
        raise Refused("refused.not_choice", field=row.name, kind=say(f"field.kind.{row.kind}"))
    return row


def rename(command: RenameField, context: Context) -> Reply:
    """Another name, and nothing else."""
    row = field_named(context, command.field)
    new = cleaned_name(command.new)
    free([each for each in fields_of(context, active=False) if each.id != row.id], new)
    if new == row.name:
        raise Refused("refused.field_so", field=row.name)
    _edit(context, row).name = new
    return Reply(lines=(say("field.renamed", old=row.name, new=new),), buttons=listed())


def switch_off(command: SwitchFieldOff, context: Context) -> Reply:
    """Off; says how many customers keep a value."""
    row = field_named(context, command.field)
    _edit(context, row).active = False
    total = tags.count_holders(context.tx, context.workspace, row)
    return Reply(lines=(say("field.switched_off", field=row.name, total=total or None),), buttons=listed())


def switch_on(command: SwitchFieldOn, context: Context) -> Reply:
    """On again."""
    row = field_named(context, command.field, active=False)
    if row.active:
        raise Refused("refused.field_so", field=row.name)
    _edit(context, row).active = True
    return Reply(lines=(say("field.switched_on", field=row.name),), buttons=listed())


def require(command: RequireField, context: Context) -> Reply:
    """Required or not."""
    row = field_named(context, command.field)
    wanted = command.required == "yes"
    if row.required == wanted:
        raise Refused("refused.field_so", field=row.name)
    _edit(context, row).required = wanted
    return Reply(lines=(say("field.now_required" if wanted else "field.now_optional", field=row.name),))


def _edit(context: Context, row: FieldRow) -> Any:
    return context.unit.edit(FieldDefinition, row.id)


def _command(name: str, type: type, handler: Any, title: tuple[str, str], example: str, **more: Any) -> Command:
    """All of them are the admin's, and said in the same way."""
    return Command(
        name=f"admin.field.{name}",
        type=type,
        handler=handler,
        title=title,
        roles=("admin",),
        phrases=PHRASES[name],
        examples=(example,),
        **more,
    )


SUBJECT = Subject(
    name="field_change",
    title=("改字段", "Changing fields"),
    commands=(
        _command("options", AddOptions, add_options, ("加选项", "Add options"), "付款方式加选项 票到30天"),
        _command("fewer", DropOptions, drop_options, ("删选项", "Remove options"), "付款方式去掉选项 现结"),
        _command("rename", RenameField, rename, ("字段改名", "Rename a field"), "字段 付款方式 改名叫 结算方式"),
        _command("off", SwitchFieldOff, switch_off, ("停用字段", "Switch a field off"), "停用字段 付款方式"),
        _command("on", SwitchFieldOn, switch_on, ("启用字段", "Switch a field on"), "启用字段 付款方式"),
        _command("require", RequireField, require, ("必填", "Required fields"), "字段 付款方式 设为必填"),
    ),
)
