"""Using the commands that the workspace made for itself: their list, what each does, and what using one leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.likeness import likeness
from commands.macros.definition import from_plain
from commands.message import Button, Reply, Sentence
from commands.nearest import SURE
from commands.parties import name_of
from nlp.grammar import Phrase
from store import macros
from store.macros import RUN, MacroRow


@dataclass(frozen=True, kw_only=True, slots=True)
class RunOwn:
    """The use of a command of the workspace's own; its steps ran beside it. `said` is its own answer."""

    macro: int
    said: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListOwn:
    """The commands of the workspace's own, with who may use them and how often they were used."""

    page: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowOwn:
    """One of them: its steps, who may use it, who has."""

    name: Annotated[str, Slot("own", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class TryOwn:
    """What one would do, without doing it; words that begin with none are refused."""

    text: Annotated[str, Slot("text", ask=True)]


PAGE = 6
"""Commands told at once."""
USERS = 3
"""People told of those who use a command."""
_THIS = frozenset(("这个", "这个命令", "它", "刚才的", "刚才那个"))
_EDGES = " \t\n/“”「」\"'"


def ran(command: RunOwn, context: Context) -> Reply:
    """The command's own answer, if it has one; else its steps have said it all."""
    del context
    return Reply(lines=(say("own.said", text=command.said),)) if command.said else Reply()


def listed(command: ListOwn, context: Context) -> Reply:
    """A line each; admins see those that are switched off too."""
    admin = context.speaker.role == "admin"
    every = macros.every(context.tx, context.workspace)
    rows = [row for row in every if admin or (row.active and usable(row, context))]
    if not rows:
        return Reply(lines=(say("own.none_admin" if admin else "own.none"),))
    start = (command.page - 1) * PAGE
    times = {row.id: 0 for row in rows}
    for use in macros.uses(context.tx, context.workspace):
        times[use.macro] = times.get(use.macro, 0) + use.times
    lines = [
        say("own.head", total=len(rows)),
        *(_line(row, times[row.id]) for row in rows[start : start + PAGE]),
    ]
    more = (Button(label=say("button.more"), command=ListOwn(page=command.page + 1)),)
    return Reply(lines=tuple(lines), buttons=more if len(rows) > start + PAGE else ())


def _line(row: MacroRow, times: int) -> Sentence:
    usage = from_plain(row.definition).usage
    off = None if row.active else say("own.off")
    roles = role_names(row.roles) if row.roles else None
    return say("own.line", name=row.name, usage=usage or None, roles=roles, times=times or None, off=off)


def shown(command: ShowOwn, context: Context) -> Reply:
    """Its steps in their own words, who may use it and who does."""
    row = meant(command.name, context)
    definition = from_plain(row.definition)
    lines = [
        say("own.shown", name=row.name, usage=definition.usage or None, off=None if row.active else say("own.off"))
    ]
    lines += [say("own.step", number=number, words=step.words) for number, step in enumerate(definition.steps[:4], 1)]
    if len(definition.steps) > 4:
        lines.append(say("own.more", total=len(definition.steps) - 4))
    if definition.answer:
        lines.append(say("own.answer", text=definition.answer[:60]))
    lines.append(_who(row, context))
    return Reply(lines=tuple(lines))


def _who(row: MacroRow, context: Context) -> Sentence:
    """Who may, and who has, the most often first."""
    uses = sorted((use for use in macros.uses(context.tx, context.workspace) if use.macro == row.id), key=_often)
    who = [say("own.user", who=name_of(context, use.member), times=use.times) for use in uses[:USERS] if use.member]
    roles = role_names(row.roles) if row.roles else say("own.everybody")
    return say("own.who", roles=roles, users=tuple(who) or None)


def _often(use: macros.Use) -> int:
    return -use.times


def tried(command: TryOwn, context: Context) -> Reply:
    """Reached where the words begin with no command of the workspace's own."""
    del context
    raise Refused("refused.own_none", name=command.text[:20])


def near_own(said: str, context: Context) -> list[str]:
    """The names of the workspace's own commands that a word may be a slip for."""
    rows = [row for row in macros.every(context.tx, context.workspace) if row.active and usable(row, context)]
    return [row.name for row in rows if said and likeness(said, row.name) >= SURE]


def usable(row: MacroRow, context: Context) -> bool:
    """Whether the speaker's role may use it."""
    return not row.roles or context.speaker.role in row.roles


def role_names(roles: Sequence[str]) -> tuple[Sentence, ...]:
    """Roles as people call them."""
    return tuple(say(f"role.{role}") for role in roles)


def meant(said: str, context: Context) -> MacroRow:
    """The command that is named; 这个 is the one made last. Refused where there is none."""
    name = said.strip(_EDGES)
    for word in ("命令", "指令"):
        name = name.removesuffix(word) or name
    row = macros.by_name(context.tx, context.workspace, name)
    if row is None and said.strip(_EDGES) in _THIS:
        row = next(iter(reversed(macros.every(context.tx, context.workspace))), None)
    if row is None:
        raise Refused("refused.own_none", name=name)
    return row


SUBJECT = Subject(
    name="own",
    title=("自己的命令", "Commands of one's own"),
    commands=(
        Command(name=RUN, type=RunOwn, handler=ran, title=("自己的命令", "Own command"), hidden=True, undoable=False),
        Command(
            name="admin.command.list",
            type=ListOwn,
            handler=listed,
            title=("命令列表", "Own commands"),
            slash=("命令列表", "commands"),
            phrases=(
                Phrase(
                    "[看看|看下|看一下|查看|打开|我们的|咱们的](命令列表|指令列表|自定义命令|快捷命令|自己的命令|我们的命令|命令清单)[列表|有哪些]",
                    weight=4.2,
                    where="whole",
                ),
                Phrase("有(哪些|什么|啥)(自定义|自己的|快捷)(命令|指令)", weight=4.2, where="whole"),
            ),
            examples=("命令列表",),
            examples_en=("/commands",),
            writes=False,
            shows="team",
        ),
        Command(
            name="admin.command.show",
            type=ShowOwn,
            handler=shown,
            title=("看命令", "Show a command"),
            slash=("看命令", "show-command"),
            phrases=(
                Phrase("(谁能用|谁可以用|谁在用|谁用过|谁用了)[命令|指令] {name}"),
                Phrase("{name}[命令|指令] (谁能用|谁可以用|谁在用|谁用过|谁用了)"),
                Phrase("(看|看看|看下|看一下|查看|显示)[命令|指令] [:]{name}[命令|指令]"),
                Phrase("(命令|指令) [:]{name}"),
                Phrase("{name}[这个](命令|指令)[是][做什么的|干什么的|干啥的|怎么用|什么]"),
                Phrase("(show-command|showcommand) {name}"),
            ),
            examples=("看命令 到店",),
            examples_en=("/show-command visit",),
            writes=False,
            whole=True,
            shows="team",
        ),
        Command(
            name="admin.command.try",
            type=TryOwn,
            handler=tried,
            title=("试运行", "Dry run"),
            slash=("试运行", "dry-run"),
            phrases=(Phrase("(试运行|试跑|dry-run)[一下|下][命令|指令] [:]{text}"),),
            examples=("试运行 到店 云图 看了样机",),
            examples_en=("/dry-run visit Acme saw the demo",),
            writes=False,
            whole=True,
        ),
    ),
    sentences={
        "ask.own.missing": ("还差“{slot}”，直接说", "“{slot}” is missing; just say it"),
        "own.said": ("{text}", "{text}"),
        "own.tried": ("试运行，什么都没记。真发会是这样：", "A dry run, nothing was written. It would be:"),
        "own.more": ("…还有{total}条", "… and {total} more"),
        "own.halted": (
            "没办成，一步都没记。第{number}步“{words}”：",
            "Not done, none of it. Step {number} “{words}”:",
        ),
        "own.lacks": ("还缺东西，说全一点再来", "Something is missing; say it in full"),
        "own.time": ("“{said}”今天算不出时间", "“{said}” is no time today"),
        "own.none": ("还没有自己的命令。想要什么，跟管理员说", "No commands of our own yet. Ask an admin"),
        "own.none_admin": (
            "还没有自己的命令。试试：定义命令 公司地址 杭州市文三路1号",
            "No commands of our own yet. Try: define command address 1 Main Street",
        ),
        "own.head": ("自己的命令{total}个：", "{total} commands of our own:"),
        "own.line": (
            "{name}[ {usage}][ · 只给{roles}][ · 用过{times}次][ · {off}]",
            "{name}[ {usage}][ · only {roles}][ · used {times} times][ · {off}]",
        ),
        "own.off": ("已停用", "switched off"),
        "own.shown": ("{name}[ {usage}][ · {off}]", "{name}[ {usage}][ · {off}]"),
        "own.step": ("{number} {words}", "{number} {words}"),
        "own.answer": ("回复：{text}", "Answer: {text}"),
        "own.who": ("谁能用：{roles}[｜用得最多：{users}]", "Who may: {roles}[ | most used by: {users}]"),
        "own.user": ("{who}{times}次", "{who} {times}"),
        "own.everybody": ("所有人", "everybody"),
        "refused.own_gone": ("这个命令停用了。发“命令列表”看现在有哪些", "That command is switched off. Say /commands"),
        "refused.own_role": ("“{name}”只给{roles}用", "“{name}” is for {roles} only"),
        "refused.own_none": (
            "没有“{name}”这个命令。发“命令列表”看有哪些",
            "There is no command “{name}”. Say /commands",
        ),
        "refused.macro_answer": (
            "这个命令的回复太大或太慢，没办，什么都没记。请管理员改一下",
            "This command's answer is too big or too slow; nothing was done. Ask an admin to change it",
        ),
    },
)
