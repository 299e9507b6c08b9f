"""Who has not been spoken with for too long: by the policies, or by so many days; each with its reason."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.agenda import led_by, silent_why
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.dialogue import Listed
from commands.errors import Forbidden
from commands.fetch_words import FETCH, FETCHED, KINDLY, TO_SEE
from commands.message import Button, Reply
from commands.nudging import silence_of
from commands.parties import name_of
from nlp.grammar import Phrase
from store import members, stale
from store.policies import Rule
from store.stale import Silence, StaleRow, Whose


@dataclass(frozen=True, kw_only=True, slots=True)
class ListStale:
    """Customers without follow-up for `idle_days` (unsaid: longer than their policy allows), the most urgent first."""

    idle_days: Annotated[int | None, Slot("days")] = None
    owner: Annotated[UUID | None, Slot("member")] = None
    page: int = 1


PAGE = 6
"""Lines shown at once."""


def listing(command: ListStale, context: Context) -> Reply:
    """One's own; a manager sees the team's, each with its owner."""
    whose, several = _whose(command, context)
    offset = (command.page - 1) * PAGE
    silence = _silence(command, context)
    found = stale.stale(context.tx, context.workspace, silence, whose, limit=PAGE, offset=offset)
    if not found.rows:
        return Reply(lines=(say("stale.none", days=command.idle_days),), private=True)
    who = name_of(context, command.owner) if command.owner is not None else None
    lines = [
        say("stale.head" if command.idle_days else "stale.due", total=found.total, days=command.idle_days, who=who)
    ]
    for place, row in enumerate(found.rows, 1):
        owner = name_of(context, row.owner_id) if several else None
        why = silent_why(row, by_policy=command.idle_days is None)
        lines.append(say("stale.line", index=place, customer=row.short, why=why, owner=owner))
    context.state.tell(Listed(lines=tuple((row.id, None) for row in found.rows), at=context.now))
    following = ListStale(idle_days=command.idle_days, owner=command.owner, page=command.page + 1)
    more = found.total > offset + PAGE
    buttons = (Button(label=say("button.more"), command=following),) if more else ()
    return Reply(lines=tuple(lines), buttons=buttons, private=True)


def _silence(command: ListStale, context: Context) -> Silence:
    if command.idle_days is None:
        return silence_of(context.tx, context.workspace, context.settings, today=context.today, zone=context.zone)
    return Silence(today=context.today, zone=context.zone, rules=(Rule(days=command.idle_days),))


def _whose(command: ListStale, context: Context) -> tuple[Whose, bool]:
    """Whose customers are looked through, and whether they are several people's."""
    speaker = context.speaker
    if command.owner == speaker.id or (command.owner is None and speaker.role not in ("manager", "admin")):
        return Whose(owners=(speaker.id,)), False
    if command.owner is None:
        return _all(context), True
    row = members.get(context.tx, context.workspace, command.owner)
    led = speaker.role == "admin" or (
        speaker.role == "manager" and row is not None and (speaker.team_id is None or row.team_id == speaker.team_id)
    )
    if not led:
        raise Forbidden("refused.stale_of", who=row.name if row is not None else "")
    team = speaker.team_id if speaker.role == "manager" else None
    return Whose(owners=(command.owner,), team=team), False


def _all(context: Context) -> Whose:
    """Everybody's whom the speaker leads, and its own; an admin's are all."""
    speaker = context.speaker
    if speaker.role == "admin":
        return Whose(owners=tuple(each.id for each in members.every(context.tx, context.workspace)))
    led = led_by(context, speaker.id)
    own = (speaker.id,)
    if led is None:
        return Whose(owners=own)
    return Whose(owners=(*led.owners, *own), team=led.team, hidden=led.hidden)


__all__ = ["SUBJECT", "ListStale", "StaleRow"]

# 没人碰, 没走动: nobody was there
_NOT = "没|没有|未|不曾|无|毫无"
_DONE = (
    "跟进|跟|联系|碰|动静|动过|动|拜访|回访|管|理|理会|消息|进展|沟通|往来|来往|走动|聊|搭理|互动|触达|维护|音讯|"
    "音信|声音|上门|见面|见|去|露面|露头|串门|走|打电话|过问|问"
)
_LATELY = "[以上|多|以来|多了][都|还|就|一直]"
_LONG = (
    "好久|很久|太久|许久|好长时间|老长时间|老久|好一阵|好一阵子|好些天|好多天|好几天|长期|长时间|多日|一直|一直都|"
    "好些日子|有日子|有阵子"
)
_SLIPPING = "该催|要丢|快丢|快流失|要流失|快凉|要凉|快要凉|快黄|要黄|快要丢|快冷掉|快断了联系|有流失风险|可能流失"
_SILENT = f"({_NOT})[人|人再|再|怎么|咋][去] ({_DONE})[过|了|进] "
_WHO = "客户|单位|公司|都有谁|有谁|有哪些|都有哪些|有几家|哪几家|是谁|是哪些|名单|单子|有多少|多少家"

SUBJECT = Subject(
    name="stale",
    title=("久未跟进", "Silent customers"),
    commands=(
        Command(
            name="report.stale",
            type=ListStale,
            handler=listing,
            title=("久未跟进", "Silent customers"),
            slash=("久未跟进", "流失预警", "stale"),
            phrases=(
                Phrase(f"{{idle_days}}{_LATELY} {_SILENT}的[，] [{KINDLY}] [{KINDLY}] ({_WHO}|{FETCHED})", weight=2.9),
                Phrase(f"{{idle_days}}{_LATELY} {_SILENT}(有几家|有多少|有多少家|有谁|有哪些|都有谁)", weight=2.9),
                Phrase(f"({FETCH}) …{{idle_days}}{_LATELY} {_SILENT}的", weight=2.9),
                Phrase(
                    f"({_LONG})[都|就] {_SILENT}的 [客户|客|单位|那些|那几家] [都|还|，] "
                    f"[{KINDLY}] [{KINDLY}] ({_WHO}|{FETCHED})[{TO_SEE}]",
                    weight=3.5,
                    where="end",
                ),
                Phrase(
                    "(超过|超|满|有|过了|将近|快)[了]{idle_days}[以上|多][都|还](没|没有|未)[人|人再]"
                    "(跟进|跟|联系|碰|动静|拜访|回访|管|过)",
                    weight=3.4,
                ),
                Phrase(
                    "{owner}(名下|手里|手上|那边|的客户)…{idle_days}[以上|多|都|还|了|，](没|没有|未|不曾|无)",
                    weight=3.4,
                ),
                Phrase(f"{{idle_days}}{_LATELY} {_SILENT}的(拉|列)", weight=2.9),
                Phrase(f"谁[有|超过|都]{{idle_days}}{_LATELY} {_SILENT}", weight=3.4),
                Phrase(
                    "(哪些|有没有|哪几家|有几家|谁家)[客户|客|的客户]…{idle_days}[以上|多][都|还](没|没有|未)",
                    weight=3.4,
                ),
                Phrase(
                    "(流失预警|流失风险|久未跟进|久未联系|停滞)[的客户|的|客户|名单|列表][有哪些|有谁|列一下|看看]",
                    weight=3.6,
                    where="whole",
                ),
                Phrase(
                    "(哪些|哪几家|有哪些|有啥|什么)[我的|我]客户(该催了|要流失|快丢了|快流失了)",
                    weight=3.5,
                    where="whole",
                ),
                Phrase(f"(哪些|哪几家|有哪些)客户({_SLIPPING})[了]", weight=3.6, where="whole"),
                Phrase(f"({_SLIPPING})[了]的[客户|客|单位] [都] ({_WHO}|{FETCHED})", weight=3.6, where="end"),
                Phrase(
                    f"(谁|谁家|哪些|哪几家|哪家|有谁|有哪些|有没有|几家)[客户|客|单位]…({_LONG})[都|就|了] {_SILENT}",
                    weight=3.6,
                    where="end",
                ),
            ),
            examples=("超过15天没跟进的客户有哪些", "流失预警"),
            examples_en=("/stale", "/stale 15天"),
            writes=False,
        ),
    ),
    sentences={
        "stale.head": ("[{who}]超过{days}天没跟的{total}家", "[{who}: ]{total} silent for {days} days or more"),
        "stale.due": ("[{who}]该跟没跟的{total}家", "[{who}: ]{total} silent for too long"),
        "stale.line": ("{index} {customer} {why}[（{owner}）]", "{index} {customer} {why}[ ({owner})]"),
        "stale.why": (
            "{days}天没跟[（{level}该{limit}天内）][，停在{stage}]",
            "{days} days[ ({level}: {limit})][, at {stage}]",
        ),
        "stale.every": ("每家", "all"),
        "stale.none": (
            "[没有超过{days}天没跟的客户。]都跟着呢，没有拖太久的",
            "[Nobody is silent for {days} days. ]All are being looked after",
        ),
        "refused.stale_of": ("{who}不在你的组里，看不了", "{who} is not in your team"),
    },
)
