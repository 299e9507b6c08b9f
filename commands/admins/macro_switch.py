"""Commands of the workspace's own in use and not: off, on, away, and for whom."""

from dataclasses import dataclass
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Reply
from commands.reps.own import meant, role_names
from nlp.grammar import Phrase
from store.tables import Macro


@dataclass(frozen=True, kw_only=True, slots=True)
class StopMacro:
    """Nobody can use it until it is switched on again."""

    name: Annotated[str, Slot("own", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class StartMacro:
    """It can be used again."""

    name: Annotated[str, Slot("own", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveMacro:
    """The command is gone; what it has done stays."""

    name: Annotated[str, Slot("own", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitMacro:
    """Who may use it, in words (主管和财务); 所有人 lifts it."""

    name: Annotated[str, Slot("own", ask=True)]
    roles: Annotated[str, Slot("text", ask=True)]


_ROLES = {
    "rep": ("销售", "业务员", "业务", "rep", "sales"),
    "manager": ("主管", "经理", "组长", "manager"),
    "finance": ("财务", "会计", "finance"),
    "admin": ("管理员", "admin"),
}
_ALL = ("所有人", "大家", "全员", "每个人", "谁都", "都能", "everybody", "everyone", "all")


def stop(command: StopMacro, context: Context) -> Reply:
    """Off."""
    return _switched(command.name, context, active=False)


def start(command: StartMacro, context: Context) -> Reply:
    """On."""
    return _switched(command.name, context, active=True)


def _switched(name: str, context: Context, *, active: bool) -> Reply:
    row = meant(name, context)
    if row.active is active:
        raise Refused("refused.macro_same", name=row.name)
    context.unit.edit(Macro, row.id).active = active
    return Reply(lines=(say("macro.started" if active else "macro.stopped", name=row.name),))


def remove(command: RemoveMacro, context: Context) -> Reply:
    """Away; undo brings it back."""
    row = meant(command.name, context)
    context.unit.remove(Macro, row.id)
    return Reply(lines=(say("macro.removed", name=row.name),))


def limit(command: LimitMacro, context: Context) -> Reply:
    """Only these roles may use it; a step can still do no more than who runs it."""
    row = meant(command.name, context)
    said = command.roles.casefold()
    roles = [role for role, words in _ROLES.items() if any(word in said for word in words)]
    if any(word in said for word in _ALL):
        roles = []
    elif not roles:
        raise Refused("refused.macro_role", said=command.roles[:20])
    context.unit.edit(Macro, row.id).roles = roles
    told = role_names(roles) if roles else say("own.everybody")
    return Reply(lines=(say("macro.limited", name=row.name, roles=told),))


_ITS = " [:]{name}[这个][命令|指令]"

SUBJECT = Subject(
    name="macro_switch",
    title=("命令开关", "Own commands on and off"),
    commands=(
        Command(
            name="admin.command.off",
            type=StopMacro,
            handler=stop,
            title=("停用命令", "Switch a command off"),
            roles=("admin",),
            slash=("停用命令", "command-off"),
            phrases=(Phrase(f"(停用|禁用|关掉|停掉|command-off)[一下][命令|指令]{_ITS}", weight=4.4),),
            examples=("停用命令 到店",),
            examples_en=("/command-off visit",),
            whole=True,
        ),
        Command(
            name="admin.command.on",
            type=StartMacro,
            handler=start,
            title=("启用命令", "Switch a command on"),
            roles=("admin",),
            slash=("启用命令", "command-on"),
            phrases=(Phrase(f"(启用|重新启用|打开|恢复|command-on)[一下][命令|指令]{_ITS}", weight=4.4),),
            examples=("启用命令 到店",),
            examples_en=("/command-on visit",),
            whole=True,
        ),
        Command(
            name="admin.command.remove",
            type=RemoveMacro,
            handler=remove,
            title=("删除命令", "Remove a command"),
            roles=("admin",),
            slash=("删除命令", "command-remove"),
            phrases=(
                Phrase("(删除|删掉|删了|去掉|command-remove)[一下](命令|指令) [:]{name}", weight=4.5),
                Phrase("(删除|删掉|删了|去掉){name}[这个](命令|指令)", weight=4.4),
            ),
            examples=("删除命令 到店",),
            examples_en=("/command-remove visit",),
            whole=True,
        ),
        Command(
            name="admin.command.roles",
            type=LimitMacro,
            handler=limit,
            title=("谁能用命令", "Who may use a command"),
            roles=("admin",),
            slash=("命令权限", "command-roles"),
            phrases=(
                Phrase(
                    "{name}[这个][命令|指令] (只给|只让|仅限|只有|只能|给|让|允许){roles}(用|使用|能用|可以用)",
                    weight=4.5,
                ),
                Phrase("{name}[这个][命令|指令] {roles}(都能用|都可以用)", weight=4.4),
                Phrase("(命令权限|command-roles) {name} {roles}", weight=4.5),
            ),
            examples=("命令权限 到店 主管",),
            examples_en=("/command-roles visit manager",),
            whole=True,
        ),
    ),
    sentences={
        "macro.stopped": ("✅ 命令“{name}”停用了", "✅ “{name}” is switched off"),
        "macro.started": ("✅ 命令“{name}”又能用了", "✅ “{name}” can be used again"),
        "macro.removed": ("✅ 命令“{name}”删了，记过的都还在", "✅ “{name}” is removed; what it filed stays"),
        "macro.limited": ("✅ “{name}”谁能用：{roles}", "✅ Who may use “{name}”: {roles}"),
        "what.admin.command.off": ("停用命令", "switching a command off"),
        "what.admin.command.on": ("启用命令", "switching a command on"),
        "what.admin.command.remove": ("删除命令", "the removal of a command"),
        "what.admin.command.roles": ("命令的权限", "who may use a command"),
        "refused.macro_same": ("“{name}”已经是这样了", "“{name}” is so already"),
        "refused.macro_role": (
            "“{said}”不是角色。可以是：销售、主管、财务、管理员、所有人",
            "“{said}” is no role. Say: rep, manager, finance, admin or everybody",
        ),
    },
)
