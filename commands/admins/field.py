"""Fields of the workspace's own: added, listed, and understood in the very next message."""

from dataclasses import dataclass
from typing import Annotated

from commands.admins.field_phrases import TYPES
from commands.admins.field_words import SENTENCES
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.naming import without_numbers
from commands.own import fields_of
from nlp.grammar import Phrase
from store import tags
from store.tables import FieldDefinition
from store.tags import FieldRow


@dataclass(frozen=True, kw_only=True, slots=True)
class AddField:
    """A new field of the customers (付款方式,单选,选项:月结、现结、预付)."""

    name: Annotated[str, Slot("field_name", ask=True)]
    type: Annotated[str | None, Slot("field_type")] = None
    options: Annotated[tuple[str, ...], Slot("options")] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFields:
    """The fields, with type, options and whether they are required."""


CAP = 30
"""Fields at most."""
OPTIONS = 40
"""Options of a choice at most."""
LONGEST = 16
"""Signs of a field's name at most."""
TAKEN = frozenset(
    (
        "名称", "名字", "客户", "客户名称", "电话", "手机", "邮箱", "微信", "联系人", "负责人", "级别",
        "等级", "来源", "行业", "地区", "阶段", "标签", "职务", "备注", "提醒", "跟进",
    )
)  # fmt: skip
"""Names that say something else already."""


def add(command: AddField, context: Context) -> Reply:
    """A new field; one that was switched off comes back under its name only by being switched on."""
    name = cleaned_name(command.name)
    rows = tags.fields(context.tx, context.workspace)
    free(rows, name)
    if len([row for row in rows if row.active]) >= CAP:
        raise Refused("refused.field_cap", cap=CAP)
    kind = "choice" if command.options else command.type or "text"
    options = cleaned_options(command.options)
    if kind == "choice" and len(options) < 2:
        raise Refused("refused.field_options", field=name)
    context.unit.add(FieldDefinition, name=name, kind=kind, options=list(options), position=len(rows))
    line = say("field.added", field=name, kind=say(f"field.kind.{kind}"), options=options or None)
    return Reply(lines=(line, say(f"field.try.{kind}", field=name, option=next(iter(options), None))), buttons=listed())


def cleaned_name(said: str) -> str:
    """A field's name; Refused for one that is too long or says something else already."""
    name = without_numbers(said).strip()
    if not name or len(name) > LONGEST:
        raise Refused("refused.field_name", most=LONGEST)
    if name in TAKEN:
        raise Refused("refused.field_taken", field=name)
    return name


def cleaned_options(said: tuple[str, ...]) -> tuple[str, ...]:
    """The options of a choice, each once."""
    found = tuple(dict.fromkeys(filter(None, (without_numbers(each).strip() for each in said))))
    if len(found) > OPTIONS:
        raise Refused("refused.field_many", most=OPTIONS)
    return found


def free(rows: list[FieldRow], name: str) -> None:
    """Refused where a field of the name is there, with the way on where it is switched off."""
    for row in rows:
        if row.name.casefold() == name.casefold():
            raise Refused("refused.field_there" if row.active else "refused.field_asleep", field=row.name)


def listing(command: ListFields, context: Context) -> Reply:  # noqa: ARG001
    """All fields in their order; those switched off last."""
    rows = sorted(fields_of(context, active=False), key=lambda row: not row.active)
    if not rows:
        raise Refused("refused.no_fields")
    return Reply(lines=(say("field.head", total=len(rows)), *map(_line, rows)))


def _line(row: FieldRow) -> Sentence:
    return say(
        "field.line",
        field=row.name,
        kind=say(f"field.kind.{row.kind}"),
        options=tuple(row.options) or None,
        required=say("field.required") if row.required else None,
        off=None if row.active else say("field.off"),
    )


def listed() -> tuple[Button, ...]:
    """The button that shows them all."""
    return (Button(label=say("button.fields"), command=ListFields()),)


SUBJECT = Subject(
    name="field",
    title=("自定义字段", "Fields of one's own"),
    commands=(
        Command(
            name="admin.field.add",
            type=AddField,
            handler=add,
            title=("加字段", "Add a field"),
            roles=("admin",),
            slash=("加字段", "newfield"),
            phrases=(
                Phrase(
                    "[给|客户|客户资料](加|新增|增加|添加|新建|加个|加一个|新增一个|增加一个|添加一个|新建一个)[客户|客户的|"
                    "客户资料][一个|个][自定义]字段[叫|:]{name}",
                    weight=4.5,
                    where="start",
                ),
                *(
                    Phrase(
                        f"(加|新增|增加|添加|新建)[一][个]({said})[类型|型]字段[叫|:]{{name}}",
                        sets={"type": kind},
                        weight=4.6,
                        where="start",
                    )
                    for kind, said in TYPES
                ),
                Phrase(
                    "[自定义]字段[再](加|新增|增加|添加|新建)(一个|一项|个|)[叫|:]{name}", weight=4.5, where="start"
                ),
                Phrase(
                    "[在|给](客户资料|客户表|客户信息|客户档案|客户卡|客户卡片|客户)(里|里面|上|中|那边)[再]"
                    "(加|新增|增加|添加)[一个|一栏|一项|个](自定义字段|字段|栏|)[叫|:]{name}",
                    weight=4.5,
                    where="start",
                ),
            ),
            examples=("新增一个客户字段 付款方式，单选，选项：月结、现结、预付",),
            examples_en=("/newfield Shops number",),
        ),
        Command(
            name="admin.field.list",
            type=ListFields,
            handler=listing,
            title=("字段列表", "Fields"),
            slash=("字段", "fields"),
            phrases=(
                Phrase(
                    "[看看|看下|查看|列出|客户|我们][的][有](字段列表|字段有哪些|哪些字段|哪些自定义字段|自定义字段|自定义字段有哪些|什么字段)",
                    weight=4.2,
                    where="whole",
                ),
                Phrase("[哪些字段|哪些](必填|是必填|是必填的|必填的有哪些)[有哪些|字段]", weight=4.2, where="whole"),
                Phrase("(必填哪些|必填项有哪些|哪些必填)", weight=4.2, where="whole"),
            ),
            examples=("字段列表", "必填哪些"),
            examples_en=("/fields",),
            writes=False,
            shows="anyone",
        ),
    ),
    sentences=SENTENCES,
)
