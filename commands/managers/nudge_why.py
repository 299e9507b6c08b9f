"""为什么还没联系远航: since when nobody has, whose it is, who was told or not, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from commands.agenda import level_said
from commands.business import closed_stages
from commands.calendar import leave_on
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.managers.nudge_now import NudgeNow, judged, nudged_today
from commands.message import Button, Reply, Sentence
from commands.parties import name_of
from commands.reps.ask import AskNote, AskTime
from commands.reps.customer_view import ShowCustomer
from commands.reps.followup_view import line, shortened
from nlp.grammar import Phrase
from store import followups, nudges, pauses, reminders
from store.customers import CustomerRow
from store.nudges import ToldRow
from store.stale import StaleRow

BACK = timedelta(days=90)
"""How far back nudges are told of."""
SHOWN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class ExplainSilence:
    """Why a customer has not been spoken with."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


def explain(command: ExplainSilence, context: Context) -> Reply:
    """What is known of it: nothing is guessed."""
    customer, silent = judged(context, command.customer)
    context.state.customer = customer.id
    owner = name_of(context, customer.owner_id)
    head = say(
        "silence.head",
        customer=customer.short,
        level=level_said(customer.level),
        stage=customer.stage,
        owner=owner or say("silence.nobody"),
    )
    lines = (
        head,
        _since(context, silent),
        *_told(context, silent),
        *_kept_back(context, customer),
        _next(context, silent),
    )
    return Reply(lines=lines, buttons=_buttons(context, customer, owner), private=True)


def _since(context: Context, silent: StaleRow) -> Sentence:
    """11天没跟（A级该3天内），上次 11/12 拜访 聊了报价."""
    rows = followups.of_customer(context.tx, context.workspace, silent.id, limit=1)
    last = line(context, rows[0]) if rows else None
    if last is not None and silent.days <= 0:
        return say("silence.today", last=last)
    level = level_said(silent.level) or say("stale.every")
    limit = silent.limit or None
    return say(
        "silence.since" if last else "silence.never", days=silent.days, last=last, level=limit and level, limit=limit
    )


def _told(context: Context, silent: StaleRow) -> list[Sentence]:
    """催过：11/20 陈晓明、11/23 赵敏; else why nobody was told yet."""
    rows = nudges.of_customer(context.tx, context.workspace, silent.id, context.today - BACK)
    told = [row for row in rows if row.held is None]
    held = [row for row in rows if row.held is not None]
    lines = []
    if told:
        times = [say("silence.time", day=row.day, who=_who(context, row)) for row in told[-SHOWN:]]
        lines.append(say("silence.told", total=len(told), times=times))
    elif silent.limit == 0:
        over = silent.stage in closed_stages(context.settings)
        lines.append(say("silence.over", stage=silent.stage) if over else say("silence.no_rule"))
    else:
        lines.append(say("silence.early" if silent.days < silent.limit else "silence.not_yet", limit=silent.limit))
    if held:
        why = say(f"digest.held.{held[-1].held}")
        lines.append(say("silence.held", total=len(held), day=held[-1].day, why=why))
    return lines


def _who(context: Context, row: ToldRow) -> str | Sentence | None:
    return say("silence.group") if row.kind == "group" else name_of(context, row.member_id)


def _kept_back(context: Context, customer: CustomerRow) -> Iterator[Sentence]:
    """Who does not want to hear of it for now, and whether its owner is away."""
    for row in pauses.of_customer(context.tx, context.workspace, customer.id, context.today)[:1]:
        yield say("silence.paused", who=name_of(context, row.member_id), day=row.until)
    leave = leave_on(context.tx, context.workspace, customer.owner_id, context.today)
    if leave is not None:
        yield say("silence.away", who=name_of(context, leave.member_id), day=leave.last)


def _next(context: Context, silent: StaleRow) -> Sentence:
    rows = [
        row for row in reminders.of_customers(context.tx, context.workspace, [silent.id]) if row.fire_at is not None
    ]
    if not rows:
        return say("silence.no_next")
    row = min(rows, key=lambda each: each.fire_at or context.now)
    text = shortened(context.plain(row.text), 20) or None
    return say("silence.next", at=row.at if row.at is not None else row.day, text=text or say("agenda.follow"))


def _buttons(context: Context, customer: CustomerRow, owner: str | None) -> tuple[Button, ...]:
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    if customer.owner_id in (None, context.speaker.id) or context.speaker.role not in ("manager", "admin"):
        log = Button(label=say("button.log"), command=AskNote(customer=customer.id))
        return log, Button(label=say("button.remind"), command=AskTime(customer=customer.id)), show
    if nudged_today(context, customer.id):
        return (show,)
    assert customer.owner_id is not None
    ask = NudgeNow(to=customer.owner_id, customer=customer.id)
    return Button(label=say("button.nudge", who=owner), command=ask), show


_WHY = "为什么|为啥|为何|怎么|咋"
_STILL = "还|一直|都|最近|这么久|这么久都|这么久了还|到现在|到现在还|一直都|这几天|老"
_NOT = "没有|没"
_MET = "跟进|跟|联系|碰|回访|拜访|管|动静|消息|更新"

SUBJECT = Subject(
    name="nudge_why",
    title=("为什么没跟", "Why nobody has followed up"),
    commands=(
        Command(
            name="nudge.why",
            type=ExplainSilence,
            handler=explain,
            title=("为什么没跟", "Why nobody has followed up"),
            roles=("rep", "manager", "admin"),
            slash=("没跟", "silence"),
            phrases=(
                Phrase(
                    f"({_WHY})[{_STILL}]({_NOT})[人|有人|人去|再|去]({_MET})[过|上]{{customer}}",
                    weight=4.2,
                    where="whole",
                ),
                Phrase(
                    f"{{customer}}[那边|这家|那家]({_WHY})[{_STILL}]({_NOT})[人|有人|人去|再|去]({_MET})[过|上]",
                    weight=4.2,
                    where="whole",
                ),
            ),
            examples=("为什么还没联系华星",),
            examples_en=("/silence 远航",),
            writes=False,
        ),
    ),
    sentences={
        "silence.head": (
            "{customer}[ {level}][ · {stage}] · 负责人{owner}",
            "{customer}[ {level}][ · {stage}] · {owner}",
        ),
        "silence.nobody": ("还没定", "nobody"),
        "silence.since": (
            "{days}天没跟[（{level}该{limit}天内）]，上次 {last}",
            "silent for {days} days[ ({level}: {limit})], last {last}",
        ),
        "silence.never": (
            "{days}天了，还没跟过[（{level}该{limit}天内）]",
            "nobody has followed up for {days} days[ ({level}: {limit})]",
        ),
        "silence.today": ("今天跟过：{last}", "Followed up today: {last}"),
        "silence.told": ("催过{total}次：{times}", "Told {total} times: {times}"),
        "silence.time": ("{day:bare} {who}", "{day:bare} {who}"),
        "silence.group": ("群里", "the group"),
        "silence.over": ("停在{stage}，不催", "At {stage} nobody is nudged"),
        "silence.no_rule": ("没有催办规则管它，不会催", "No nudge policy is about it"),
        "silence.early": ("还没到催的天数（{limit}天）", "Not due before {limit} days"),
        "silence.not_yet": ("到天数了，还没催过", "It is due, and nobody was told yet"),
        "silence.held": ("压下{total}次，最近 {day:bare}（{why}）", "Held back {total} times, last {day:bare} ({why})"),
        "silence.paused": ("{who}点了先不催，到{day}", "{who} put it off until {day}"),
        "silence.away": ("{who}请假到{day}", "{who} is away until {day}"),
        "silence.next": ("下一步 {at} {text}", "Next {at} {text}"),
        "silence.no_next": ("没有下一步", "No next step"),
    },
)
