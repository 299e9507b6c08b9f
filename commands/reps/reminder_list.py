"""What the speaker is to do: the list of reminders, and how one of them is told."""

from dataclasses import dataclass
from typing import Annotated, Any

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.dialogue import Listed
from commands.fetch_words import FETCHED, SO_FAR, WHAT, asked_for
from commands.message import Reply, Sentence
from commands.values import Period
from nlp.grammar import Phrase
from store import names, reminders


@dataclass(frozen=True, kw_only=True, slots=True)
class ListReminders:
    """The speaker's open reminders and tasks, in a period."""

    range: Annotated[Period | None, Slot("range", prefer="future")] = None


SHOWN = 6
"""Reminders of a list shown at once."""


def upcoming(command: ListReminders, context: Context) -> Reply:
    """What the speaker is to do, soonest first; answered by number."""
    rows = reminders.of_owner(context.tx, context.workspace, context.speaker.id)
    rows = [row for row in rows if _within(row, command, context)]
    if not rows:
        return reply(say("reminder.none"))
    lines = [say("reminder.head", total=len(rows))]
    lines += [reminder_line(context, row, place=place) for place, row in enumerate(rows[:SHOWN], 1)]
    lines.append(say("reminder.how"))
    context.state.tell(Listed(lines=tuple((row.customer_id, row.number) for row in rows[:SHOWN]), at=context.now))
    return Reply(lines=tuple(lines), private=True)


def _within(row: reminders.ReminderRow, command: ListReminders, context: Context) -> bool:
    if command.range is None:
        return True
    day = row.day or (context.local(row.at or row.fire_at or row.created_at).date())
    overdue = command.range.first <= context.today <= command.range.last and day < context.today
    return overdue or command.range.first <= day <= command.range.last


def reminder_name(context: Context, row: reminders.ReminderRow) -> Sentence:
    """A reminder as it is called: 云图 发方案; its number where nothing else tells which it is."""
    customer = _customer(context, row)
    text = context.plain(row.text) or None
    return say("reminder.what", customer=customer, text=text or (None if customer else f"#{row.number}"))


def reminder_line(context: Context, row: reminders.ReminderRow, *, place: int | None = None) -> Sentence:
    """One reminder with its time, at its place in a list: 2 云图 发方案 · 11/25 周三 10:00."""
    when: Any = row.at if row.at is not None else row.day
    late = when is not None and row.fire_at is not None and row.fire_at < context.now
    return say(
        "reminder.line",
        index=place,
        what=reminder_name(context, row),
        at=when,
        late=say("reminder.overdue") if late and not row.repeat else None,
    )


def _customer(context: Context, row: reminders.ReminderRow) -> str | None:
    if row.customer_id is None:
        return None
    found = names.customers(context.tx, context.workspace, (row.customer_id,))
    return found[0].short if found else None


_THINGS = "提醒|待办|日程|闹钟|行程|备忘|reminder|reminders|todo|to-do"
_WHICH_OF = "剩下|余下|剩余|还剩|还没办|没办完|没做完|没完成|所有|全部|设|要办|自己|设好|定好|未完成"

SUBJECT = Subject(
    name="reminder_list",
    title=("待办", "To-dos"),
    commands=(
        Command(
            name="reminder.list",
            type=ListReminders,
            handler=upcoming,
            title=("看提醒", "My reminders"),
            slash=("待办", "我的提醒", "todo"),
            phrases=(
                Phrase(
                    "(有哪些|有啥|有什么|有多少|有几个|有几条|有边啲|有咩|都有啥|都有什么|都有哪些|看看|看下|看一下|查看|列一下|列出|"
                    "列下|list|show|查询|查一下)…(提醒|待办|日程|reminder)",
                    weight=3.3,
                ),
                Phrase(
                    "(提醒|待办|日程|reminder)[都|还|，][有](有哪些|有啥|有什么|有些|有边|有咩|有乜|有几|是啥|是哪些|列一下|列出来|列个|列给我|来着|没办|"
                    "没做|没完成|list|show|摆出来|调出来|拉出来|翻出来|给我看|念一下)",
                    weight=3.3,
                ),
                Phrase(
                    "[我|看看]{range}[我][还|都]要(干啥|干嘛|做啥|做什么|跟谁|跟进谁|联系谁|见谁|忙啥)[呀|啊|呢]",
                    weight=3.2,
                ),
                Phrase("[我]{range}[我][该]跟[进]谁", weight=3.2, where="whole"),
                Phrase(
                    "{range}[我|还|都|有]要(跟|跟进|联系|回访|拜访|见)的[客户][都]有(哪些|谁|哪几家|几家|几个)",
                    weight=3.6,
                ),
                Phrase("{range}[我|还|都][有](哪些|哪几家|什么|啥)客户[还]要(跟|跟进|联系|回访|拜访|见)", weight=3.6),
                Phrase(
                    "{range}[我|还|都]要(跟|跟进|联系|回访|拜访|见)(哪些|哪几家|几家|什么|多少)[家]客户", weight=3.6
                ),
                Phrase(
                    "[今日|今天的|看看|我的](待办|我的提醒|我的日程|我的任务|逾期的有哪些|逾期的|还有哪些没跟|还有谁没跟)",
                    weight=3.2,
                    where="whole",
                ),
                Phrase(
                    "{range}[我|都|还][都|还](有|有要|要|排了|安排了)(哪些|啥|什么)"
                    "(事|活|安排|任务|提醒|待办|行程|日程|要办的|要跟的|要做的)",
                    weight=3.3,
                ),
                Phrase(
                    "{range}[我][还|都](该|要|得)(做|干|跟|见|联系|办|忙|拜访)[些](什么|啥|谁|哪些|哪几家)", weight=3.3
                ),
                Phrase(
                    "{range}[的|我的](提醒|待办|日程|安排|任务)[都|帮我|给我](看|列|发我|有哪些|有啥|有什么|调出来)",
                    weight=3.3,
                ),
                Phrase("(看|看看|看一下|查|列|列一下|拉一下){range}[的|我的](提醒|待办|日程|安排|任务)", weight=3.3),
                Phrase(
                    "[我]还有(什么|啥|哪些|几个|多少)…(没做|没办|没完成|没跟|要做的|要办的|没处理|没响|没到点)",
                    weight=3.2,
                ),
                *asked_for(
                    f"[我|我的|我们的] [{{range}}] [的|里|内|我的|我] [{_WHICH_OF}][的] ({_THINGS})", weight=3.3
                ),
                Phrase(
                    "[我|我的|我们] [有] (过期|逾期|超时|到期|拖着|该办|没办|没完成)[了|的|还] [没|未][办|做|处理|"
                    "完成|跟|动] [的] "
                    f"[事|活|提醒|待办] [{SO_FAR}] ({WHAT}|{FETCHED})",
                    weight=3.4,
                    where="clause",
                ),
                *asked_for(f"{{range}}[的|里|内|我的|我] [{_WHICH_OF}][的] (安排|任务|计划)", weight=3.3),
                Phrase(
                    "{range}[我|我们|咱] [都|还|又] (设|定|排|安排|记|约|订|有)[了|过|着] (哪些|什么|啥|几个|多少) "
                    "(提醒|待办|闹钟|日程|行程|安排|事|会|活)",
                    weight=3.45,
                ),
                Phrase(
                    "{range}[我|我们|咱] [都|还|又]约[了|好|好了|着](谁|哪些人|什么人|哪家|哪几家|几家|哪些客户|"
                    "几个客户|什么客户)",
                    weight=3.35,
                ),
                Phrase(
                    "{range}[我|我们|咱] [都|还] 有[没有|没|什么|啥|哪些|些啥|些什么] (要|得|该)[我] (做|办|跟|忙|"
                    "跑|弄|搞|交|见)[的]",
                    weight=3.35,
                    where="end",
                ),
            ),
            examples=("今天要干啥", "我有哪些提醒"),
            writes=False,
        ),
    ),
    sentences={
        "reminder.line": (
            "[{index} ]{what}[ · {at:short}][ · {late}]",
            "[{index} ]{what}[ · {at:short}][ · {late}]",
        ),
        "reminder.what": ("[{customer} ][{text}]", "[{customer} ][{text}]"),
        "reminder.head": ("待办{total}件", "{total} to do"),
        "reminder.how": (
            "回“1 办好了”划掉，“1 改到周五”就挪，“1 取消”就不要了",
            "“1 done” ticks one off, “/snooze 1 Friday” moves it, “/unremind 1” drops it",
        ),
        "reminder.none": (
            "没有待办，清清爽爽。要提醒就说：明天下午3点提醒我…",
            "Nothing to do. Say “remind me tomorrow 3pm to …”",
        ),
        "reminder.overdue": ("已过点", "overdue"),
    },
)
