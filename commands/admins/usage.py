"""使用统计: which commands are used, how much is understood, who has fallen silent. Counts, no content."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.managers.rows import days
from commands.message import Reply
from commands.sentences import in_language
from commands.values import Period
from nlp.grammar import Phrase
from store import members, usage

USUAL = 30
"""Days that are counted where none were named: up to today."""
SHOWN, NAMED = 5, 6


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowUsage:
    """How the bot is used since the first day of a period."""

    range: Annotated[Period | None, Slot("range")] = None


def show(command: ShowUsage, context: Context) -> Reply:
    """Verbs, share not understood, corrections, dormant people."""
    first = command.range.first if command.range else context.today - timedelta(days=USUAL - 1)
    since = datetime.combine(first, time(), context.zone)
    used = usage.by_command(context.tx, context.workspace, since)
    wrote = usage.messages(context.tx, context.workspace, since)
    missed = usage.missed(context.tx, context.workspace, since)
    lost = missed.get("unknown", 0)
    lines = [
        say("usage.head", days=days(first, context.today), messages=wrote),
        say("usage.verbs", verbs=[_verb(each, context) for each in used[:SHOWN]] or say("usage.nothing")),
        say("usage.lost", lost=lost, of=wrote + lost, share=f"{round(100 * lost / (wrote + lost))}%" if lost else "0%"),
        say("usage.changed", corrected=missed.get("corrected", 0), undone=sum(each.undone for each in used)),
    ]
    active = usage.by_actor(context.tx, context.workspace, since)
    dormant = [row.name for row in members.every(context.tx, context.workspace) if row.active and row.id not in active]
    if dormant:
        more = len(dormant) - NAMED
        lines.append(say("usage.dormant", names=dormant[:NAMED], more=more if more > 0 else None))
    return Reply(lines=tuple(lines), private=True)


def _verb(each: usage.Used, context: Context) -> str:
    """跟进 31: a command by its title."""
    declared = context.catalogue.by_name.get(each.command)
    title = in_language(declared.title, context.speaker.language) if declared is not None else each.command
    return f"{title} {each.total}"


SUBJECT = Subject(
    name="usage",
    title=("使用统计", "Usage"),
    commands=(
        Command(
            name="admin.usage",
            type=ShowUsage,
            handler=show,
            title=("使用统计", "Usage"),
            roles=("admin",),
            slash=("使用统计", "usage"),
            phrases=(
                Phrase("[{range}]谁用得(最多|最少|多|少)", weight=3.6, where="whole"),
                Phrase("[看看|看][{range}][的](使用统计|使用情况|使用分析|机器人使用统计)", weight=3.6, where="whole"),
            ),
            examples=("使用统计",),
            writes=False,
        ),
    ),
    sentences={
        "usage.head": ("使用统计 {days} · 记下{messages}条消息", "Usage {days} · {messages} messages filed"),
        "usage.verbs": ("最常用：{verbs}", "Most used: {verbs}"),
        "usage.nothing": ("还没有", "nothing yet"),
        "usage.lost": ("没看懂{lost}条（{share}，共{of}条）", "{lost} of {of} not understood ({share})"),
        "usage.changed": ("改正{corrected}次 · 撤销{undone}次", "{corrected} corrected · {undone} taken back"),
        "usage.dormant": ("没用过的：{names}[ 等，另{more}人]", "Did nothing: {names}[ and {more} more]"),
    },
)
