"""Defining commands of the workspace's own: by a sentence, ready in the next message."""

from dataclasses import dataclass
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.macros.definition import Definition, Source, taken_apart, to_plain
from commands.macros.steps import Compiler
from commands.message import Button, Reply
from commands.reps.followup_view import shortened
from commands.reps.own import ShowOwn, meant
from nlp.grammar import Phrase
from store import macros
from store.tables import Macro


@dataclass(frozen=True, kw_only=True, slots=True)
class DefineMacro:
    """A new command: a text that is given back, or `{parameters} = step；step；回复：answer`."""

    name: Annotated[str, Slot("name", ask=True)]
    text: Annotated[str, Slot("text", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeMacro:
    """Another definition for a command that is there."""

    name: Annotated[str, Slot("name", ask=True)]
    text: Annotated[str, Slot("text", ask=True)]


MOST = 50
"""Commands of one's own at most."""
TOLD = 40
"""Signs of an answer that are repeated."""
_LONGEST_NAME = 12
_EDGES = " \t\n/“”「」\"'"


def define(command: DefineMacro, context: Context) -> Reply:
    """Understands its steps now, so that nothing said later can change what they do."""
    name = command.name.strip(_EDGES)
    every = macros.every(context.tx, context.workspace)
    if any(row.name == name for row in every):
        raise Refused("refused.macro_exists", name=name)
    if len(every) >= MOST:
        raise Refused("refused.macro_most", most=MOST)
    if len(name) > _LONGEST_NAME:
        raise Refused("refused.macro_name", most=_LONGEST_NAME)
    compiler = Compiler.of(context)
    compiler.free(name)
    definition = made(command.text, name, compiler)
    context.unit.add(
        Macro,
        name=name,
        definition=to_plain(definition),
        roles=[],
        maker_id=context.speaker.id,
        created_at=context.now,
    )
    return _said("macro.defined", name, definition)


def change(command: ChangeMacro, context: Context) -> Reply:
    """The command does something else from the next message on."""
    row = meant(command.name, context)
    definition = made(command.text, row.name, Compiler.of(context))
    context.unit.edit(Macro, row.id).definition = to_plain(definition)
    return _said("macro.changed", row.name, definition)


def made(text: str, name: str, compiler: Compiler) -> Definition:
    """The definition that a text gives. Refused where a part of it cannot be understood, or is not allowed."""
    source = taken_apart(text)
    if not source.steps and not source.answer:
        raise Refused("refused.macro_empty", name=name)
    answer = _answer(source)
    return Definition(
        parameters=source.parameters,
        steps=compiler.steps(source),
        answer=answer,
        phrases=compiler.phrases(source, name),
        said=text,
    )


def _answer(source: Source) -> str:
    """The answer as it is kept: a template where it has places or is given something, else its words."""
    if "{" not in source.answer and not source.parameters:
        return source.answer
    from commands.macros.answers import prepared  # on demand: templates take long to load

    return prepared(source.answer)


def _said(key: str, name: str, definition: Definition) -> Reply:
    usage = definition.usage or None
    steps = len(definition.steps) or None
    answer = shortened(definition.answer, TOLD) if not definition.steps else None
    show = Button(label=say("button.macro_show"), command=ShowOwn(name=name))
    return Reply(
        lines=(say(key, name=name), say("macro.use", name=name, usage=usage, steps=steps, answer=answer)),
        buttons=(show,),
    )


_NAMED = ' [:] [「|“|"|『]{name}[」|”|"|』] [,|:] {text}'
_SHORT = ' [:] [「|“|"|『]{name}[」|”|"|』]'
_MAKE = (
    "(定义|新增|增加|添加|加|新建|建|创建|设置|设|做|弄)[一|了][个|条|下][新|新的|自定义|快捷](命令|指令|口令|快捷命令)"
)

SUBJECT = Subject(
    name="macro",
    title=("定义命令", "Defining commands"),
    commands=(
        Command(
            name="admin.command.add",
            type=DefineMacro,
            handler=define,
            title=("定义命令", "Define a command"),
            roles=("admin",),
            slash=("定义命令", "加命令", "define"),
            phrases=(
                Phrase(_MAKE + _NAMED, weight=4.5),
                Phrase("define [a] [command]" + _NAMED, weight=4.5),
                Phrase(_MAKE + _SHORT, weight=4.4),
            ),
            examples=("定义命令 到店 {客户} {备注} = 跟进 {客户} 到店拜访 {备注}；提醒我 3天后 回访{客户}",),
            examples_en=("define command address 1 Main Street",),
            whole=True,
        ),
        Command(
            name="admin.command.change",
            type=ChangeMacro,
            handler=change,
            title=("改命令", "Change a command"),
            roles=("admin",),
            slash=("改命令", "重新定义", "redefine"),
            phrases=(
                Phrase("(重新定义|重定义|改|修改|更新)[一下](命令|指令|口令)" + _NAMED, weight=4.5),
                Phrase("(重新定义|重定义|redefine [command])" + _NAMED, weight=4.4),
            ),
            examples=("重新定义命令 公司地址 杭州市文三路9号",),
            examples_en=("redefine command address 9 Main Street",),
            whole=True,
        ),
    ),
    sentences={
        "macro.defined": ("✅ 命令“{name}”好了，现在就能用", "✅ The command “{name}” is ready to use"),
        "macro.changed": ("✅ 命令“{name}”改好了，从下一句起算", "✅ The command “{name}” is changed, from now on"),
        "macro.use": (
            "{name}[ {usage}][：共{steps}步，一句话办完][：回“{answer}”]",
            "{name}[ {usage}][: {steps} steps in one message][: answers “{answer}”]",
        ),
        "what.admin.command.add": ("定义命令", "the new command"),
        "what.admin.command.change": ("命令的修改", "the command's change"),
        "button.macro_show": ("看命令", "Show"),
        "button.macro_tag": ("建标签 {tag}", "New tag {tag}"),
        "refused.macro_exists": (
            "已经有命令“{name}”了。要改就说：重新定义命令 {name} …",
            "There is a command “{name}” already. Say: redefine command {name} …",
        ),
        "refused.macro_most": ("自己的命令最多{most}个，先删一个不用的", "At most {most} commands; remove one first"),
        "refused.macro_name": ("名字最多{most}个字", "A name has at most {most} letters"),
        "refused.macro_taken": (
            "“{name}”是现成的命令，换个名字吧，比如“{near}”",
            "“{name}” is a command already. Take another name, e.g. “{near}”",
        ),
        "refused.macro_common": (
            "“{name}”平常说话就会用到，当命令容易弄错。换个名字吧，比如“{near}”",
            "“{name}” means something already. Take another name, e.g. “{near}”",
        ),
        "refused.macro_empty": (
            "“{name}”要做什么还没说。比如：定义命令 公司地址 杭州市文三路1号",
            "What shall “{name}” do? E.g.: define command address 1 Main Street",
        ),
        "refused.macro_long": ("定义太长了：{length}个字，最多{most}个", "Too long: {length} letters, {most} at most"),
        "refused.macro_steps": ("步骤太多：{total}步，最多{most}步", "{total} steps are too many; {most} at most"),
        "refused.macro_parameters": ("要填的太多：{total}个，最多{most}个", "{total} parameters; {most} at most"),
        "refused.macro_twice": ("{{name}} 写了两次，换个名字", "{{name}} stands there twice"),
        "refused.macro_parameter": (
            "步骤里的 {{name}} 在开头没有。把它也写到名字后面",
            "{{name}} in a step is not declared after the name",
        ),
        "refused.macro_step": (
            "第{number}步没看懂，命令没建：{words}\n先单独发这一句试试",
            "Step {number} is not understood, nothing made: {words}",
        ),
        "refused.macro_doubt": (
            "第{number}步还缺东西，命令没建：{words}\n客户、时间要写全",
            "Step {number} lacks something, nothing made: {words}",
        ),
        "refused.macro_never": (
            "第{number}步不能放进命令里：{words}\n删除、撤销、管理类和别的自定义命令都不行",
            "Step {number} may not be part of a command: {words}",
        ),
        "refused.macro_tag": (
            "第{number}步：标签库里没有“{tag}”。先建标签，再发一次定义",
            "Step {number}: there is no tag “{tag}”. Make it first",
        ),
        "refused.macro_time": (
            "第{number}步的时间“{said}”以后算不出来：{words}",
            "Step {number}: the time “{said}” cannot be kept: {words}",
        ),
        "refused.macro_lost": (
            "第{number}步没用上[ {{name}}]，换个说法：{words}",
            "Step {number} loses[ {{name}}]: {words}",
        ),
        "refused.macro_example": (
            "例子“{example}”太笼统，容易弄错。带上只有这件事才说的词",
            "The example “{example}” is too general",
        ),
        "refused.macro_template": ("回复的写法不对：{why}", "The answer cannot be read: {why}"),
    },
)
