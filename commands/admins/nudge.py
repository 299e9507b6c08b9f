"""Nudge policies: after how many days without follow-up the owner is reminded, then the manager, then a group."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.agenda import level_said
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.nudging import begin, cap_of, rules_of, since_of
from nlp.grammar import Phrase
from store import members, policies, stale, tags, workspaces
from store.policies import PolicyRow
from store.stale import Silence, Whose
from store.tables import Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class SetNudge:
    """Reminds the owner after `days` without follow-up, and the manager after `manager_days`.

    Said of a level, a tag or a stage it holds for those customers, else for all that no other policy is about.
    """

    days: Annotated[int | None, Slot("days", ask=True)] = None
    manager_days: Annotated[int | None, Slot("days")] = None
    level: Annotated[str | None, Slot("level")] = None
    tags: Annotated[tuple[str, ...], Slot("tags")] = ()
    stage: Annotated[str | None, Slot("stage")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListNudges:
    """The policies in force, and those switched off."""


LONGEST = 365
"""Days of a policy at most."""
_WHO = "负责人|业务员|业务|销售|跟进人|owner|本人|同事|经办人"
_TELL = "催一下|催一催|催办|催|提醒一下|提醒|戳一下|戳|通知|告诉|喊|敲打"
_MANAGER = "主管|经理|领导|组长|老板|上级|manager"
_SILENT = "没有跟进|不跟进|不跟|没有人跟|没跟进|没人跟|没跟|没动静|没联系|没人碰|没有联系|未跟进|没更新|没回访"


def may_set(command: SetNudge, context: Context) -> None:
    """Refuses days that make no sense, and a tag that the library has not."""
    assert command.days is not None
    later = command.manager_days if command.manager_days is not None else command.days + 1
    if not 0 < command.days <= LONGEST or not command.days < later <= LONGEST:
        raise Refused("refused.nudge_days", days=LONGEST)
    if _tag(command, context) is None and command.tags:
        raise Refused("refused.unknown_tag", tag=command.tags[0])


def would_set(command: SetNudge, context: Context) -> list[Sentence]:
    """What the policy says, and how many people would be reminded of how many customers today."""
    row = _planned(command, context)
    kept = [each for each in policies.every(context.tx, context.workspace) if each.id != row.id]
    lines = [policy_said(context, row)]
    since = since_of(context.settings)
    rules = rules_of([*kept, row], context.settings)
    silence = Silence(today=context.today, zone=context.zone, rules=rules, since=since)
    people = tuple(each.id for each in members.every(context.tx, context.workspace) if each.active)
    counted = stale.by_owner(context.tx, context.workspace, silence, Whose(owners=people))
    if counted:
        cap = cap_of(context.settings)
        over = max(counted.values()) > cap
        total = sum(counted.values())
        lines.append(say("nudge.today", people=len(counted), total=total, cap=cap if over else None))
    else:
        lines.append(say("nudge.nobody_yet", since=since))
    special = [each for each in kept if each.active and (each.level or each.tag_id or each.stage)]
    if special and not (row.level or row.tag_id or row.stage):
        lines.append(say("nudge.besides", names=[of_whom(context, each) for each in special[:4]]))
    return lines


def set_policy(command: SetNudge, context: Context) -> Reply:
    """A new policy; one about the same customers is changed."""
    if since_of(context.settings) is None:
        begin(context.unit, context.today)
        context.unit.flush()
    row = _planned(command, context)
    known = policies.by_number(context.tx, context.workspace, row.number)
    if known is None:
        context.unit.add(
            Policy,
            level=row.level,
            tag_id=row.tag_id,
            stage=row.stage,
            days=row.days,
            manager_days=row.manager_days,
            created_at=context.now,
        )
    else:
        record = context.unit.edit(Policy, known.id)
        record.days, record.manager_days, record.active = row.days, row.manager_days, True
    see = Button(label=say("button.nudges"), command=ListNudges())
    return Reply(lines=(say("nudge.set", policy=policy_said(context, row)),), buttons=(see,))


def _planned(command: SetNudge, context: Context) -> PolicyRow:
    """The policy as it would stand: the one about the same customers changed, else a new one (number 0)."""
    assert command.days is not None
    tag = _tag(command, context)
    about = (command.level, tag, command.stage)
    rows = policies.every(context.tx, context.workspace)
    known = next((row for row in rows if (row.level, row.tag_id, row.stage) == about), None)
    if known is None:
        return PolicyRow(
            id=UUID(int=0),
            number=0,
            level=command.level,
            tag_id=tag,
            stage=command.stage,
            days=command.days,
            manager_days=command.manager_days,
            group_days=None,
            chat_id=None,
            active=True,
            created_at=context.now,
        )
    later = command.manager_days or (known.manager_days if (known.manager_days or 0) > command.days else None)
    return replace(known, days=command.days, manager_days=later, active=True)


def _tag(command: SetNudge, context: Context) -> UUID | None:
    wanted = command.tags[0].casefold() if command.tags else None
    library = tags.library(context.tx, context.workspace)
    return next((tag.id for tag in library if tag.active and tag.name.casefold() == wanted), None)


def policy_said(context: Context, row: PolicyRow) -> Sentence:
    chat = workspaces.chat(context.tx, context.workspace, row.chat_id) if row.chat_id and row.group_days else None
    return say(
        "nudge.policy",
        whom=of_whom(context, row),
        days=row.days,
        manager=row.manager_days,
        group=row.group_days if chat is not None else None,
        chat=chat.title if chat is not None else None,
    )


def of_whom(context: Context, row: PolicyRow) -> Sentence:
    library = {tag.id: tag.name for tag in tags.library(context.tx, context.workspace)} if row.tag_id else {}
    if not (row.level or row.tag_id or row.stage):
        return say("nudge.every")
    tag = f"#{library.get(row.tag_id, '')}" if row.tag_id else None
    return say("nudge.whom", tag=tag, stage=row.stage, level=level_said(row.level))


def listing(command: ListNudges, context: Context) -> Reply:
    """Each policy on a line, with its number."""
    del command
    rows = policies.every(context.tx, context.workspace)
    if not rows:
        return Reply(lines=(say("nudge.none"),))
    lines = [say("nudge.head", cap=cap_of(context.settings), since=since_of(context.settings))]
    for row in rows:
        off = None if row.active else say("nudge.off")
        lines.append(say("nudge.line", number=row.number, policy=policy_said(context, row), off=off))
    return Reply(lines=tuple(lines))


SUBJECT = Subject(
    name="nudge",
    title=("催办规则", "Nudge policies"),
    commands=(
        Command(
            name="admin.nudge.set",
            type=SetNudge,
            handler=set_policy,
            title=("设催办规则", "Set a nudge policy"),
            roles=("admin",),
            slash=("设催办", "nudge"),
            phrases=(
                Phrase(
                    f"{{days}}[以上|还|都|了]({_SILENT})[进|的|过]…[就|自动|直接|马上|也|要|都]({_TELL})[给|到|他的]({_WHO})",
                    weight=4.2,
                ),
                Phrase(
                    f"{{days}}[以上|还|都|了]({_SILENT})[进|的|过]…[就|自动|直接|马上|也|要|都]({_TELL})[给|到|他的]({_MANAGER})",
                    weight=4.1,
                ),
                Phrase(f"{{days}}[就|后|还没动静|再|以后]({_TELL})[给|到]({_WHO})", weight=4.1),
                Phrase(f"{{manager_days}}[就|后|还没动静|再|以后]({_TELL})[给|到]({_MANAGER})", weight=4.15),
                Phrase(
                    "(催办|自动催|催跟进|跟进提醒)[的]天数(改成|改为|改到|调到|调成|设成|设为|定为){days}", weight=4.2
                ),
                Phrase("(催办|催跟进|自动催|催办规则)…(放宽到|收紧到|改成|改为|改到|调到|调成){days}", weight=4.2),
                Phrase(f"(以后|今后)…{{days}}[以上|还|都|了]({_SILENT})", weight=4.0),
                Phrase("(放宽到|收紧到|放宽成|放宽为){days}", weight=3.6),
                Phrase("把天数(改成|改为|调到|设成){days}", weight=3.6),
                Phrase("(催办规则|自动催办的天数|催办天数|自动催办|催跟进那个)", weight=3.2, where="start"),
            ),
            examples=("A级超过3天没跟就提醒负责人，7天提醒主管", "以后客户超过10天没跟进就自动催一下负责人"),
            examples_en=("/nudge 10天",),
            confirm=True,
            guard=may_set,
            preview=would_set,
        ),
        Command(
            name="admin.nudge.list",
            type=ListNudges,
            handler=listing,
            title=("催办规则", "Nudge policies"),
            roles=("manager", "admin"),
            slash=("催办规则", "nudges"),
            phrases=(
                Phrase(
                    "[看看|看下|查看|列出|现在的|有哪些|我们的](催办规则|催办策略|催跟规则|催促规则|提醒规则|催办|催跟)[有哪些|列一下|是什么|是啥|看看]",
                    weight=4.0,
                    where="whole",
                ),
            ),
            examples=("催办规则",),
            examples_en=("/nudges",),
            writes=False,
        ),
    ),
    sentences={
        "nudge.policy": (
            "{whom}：{days}天没跟提醒负责人[，{manager}天提醒主管][，{group}天在{chat}说一声]",
            "{whom}: owner after {days} days[, manager after {manager}][, {chat} after {group}]",
        ),
        "nudge.every": ("其余客户", "All others"),
        "nudge.whom": ("[{tag}][{stage}][{level}]", "[{tag} ][{stage} ][{level}]"),
        "nudge.today": (
            "今天起提醒{people}人、{total}家[，每人先发最急的{cap}家]",
            "{people} people and {total} customers from today[; the {cap} most urgent of each first]",
        ),
        "nudge.nobody_yet": ("现在没有到期的[，天数从{since}算起]", "Nobody is due now[; days count from {since}]"),
        "nudge.besides": ("{names}另有规则，照旧", "{names} keep their own policies"),
        "nudge.set": ("✅ 已设好。{policy}", "✅ Set. {policy}"),
        "nudge.head": (
            "催办规则，每人每天最多{cap}家[，天数从{since}算起]：",
            "Nudge policies, at most {cap} customers a person and day[, days count from {since}]:",
        ),
        "nudge.line": ("{number} {policy}[（{off}）]", "{number} {policy}[ ({off})]"),
        "nudge.off": ("已停用", "off"),
        "nudge.none": (
            "还没有催办规则。发：A级超过3天没跟就提醒负责人",
            "There is no policy yet. Say: /nudge A 3",
        ),
        "button.nudges": ("看规则", "Show policies"),
        "ask.confirm.admin.nudge.set": ("这样设可以吗？", "Set it so?"),
        "button.confirm.admin.nudge.set": ("就这么设", "Set it"),
        "ask.days.missing": ("几天没跟就提醒？比如：10天", "After how many days? E.g. 10 days"),
        "what.admin.nudge.set": ("催办规则", "the nudge policy"),
        "refused.nudge_days": (
            "天数要在1到{days}之间，主管要比负责人晚",
            "Days must lie between 1 and {days}; the manager comes after the owner",
        ),
        "setting.nudges_from": ("催办从哪天算起", "day from which silence counts"),
    },
)
