"""Nudge policies in force and not: off, on, away, told in a group, and how many customers a morning names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from commands.admins.nudge import LONGEST, of_whom, policy_said
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Reply
from commands.nudging import CAP
from nlp.grammar import Phrase
from store import policies, settings
from store.policies import PolicyRow
from store.tables import Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class StopNudge:
    """Switches a policy off; without a number, all of them."""

    number: Annotated[int | None, Slot("number")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StartNudge:
    """Switches a policy on again; without a number, all of them."""

    number: Annotated[int | None, Slot("number")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveNudge:
    """Takes a policy away."""

    number: Annotated[int, Slot("number", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class TellGroup:
    """After `days` a policy's customers are named in this group too (without `on`: no more)."""

    number: Annotated[int, Slot("number", ask=True)]
    days: Annotated[int | None, Slot("days")] = None
    on: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class CapNudges:
    """How many silent customers a person is told of in a morning."""

    number: Annotated[int, Slot("number", ask=True)]


MOST = 50
"""Customers of a morning at most."""


def stop(command: StopNudge, context: Context) -> Reply:
    """Off: nobody is reminded by it any more."""
    rows = _meant(command.number, context, active=True)
    return _switched(context, rows, active=False)


def start(command: StartNudge, context: Context) -> Reply:
    """On again."""
    rows = _meant(command.number, context, active=False)
    return _switched(context, rows, active=True)


def _meant(number: int | None, context: Context, *, active: bool) -> list[PolicyRow]:
    if number is not None:
        return [_numbered(number, context)]
    found = [row for row in policies.every(context.tx, context.workspace) if row.active == active]
    if not found:
        raise Refused("refused.nudge_same")
    return found


def _switched(context: Context, rows: Sequence[PolicyRow], *, active: bool) -> Reply:
    changed = [row for row in rows if row.active != active]
    if not changed:
        raise Refused("refused.nudge_same")
    for row in changed:
        context.unit.edit(Policy, row.id).active = active
    names = [of_whom(context, row) for row in changed]
    return Reply(lines=(say("nudge.started" if active else "nudge.stopped", names=names),))


def remove(command: RemoveNudge, context: Context) -> Reply:
    """Away with it; its customers fall under the next policy that fits."""
    row = _numbered(command.number, context)
    context.unit.remove(Policy, row.id)
    return Reply(lines=(say("nudge.removed", policy=policy_said(context, row)),))


def tell_group(command: TellGroup, context: Context) -> Reply:
    """This group hears of a policy's customers after so many days: their names, never whose they are."""
    row = _numbered(command.number, context)
    record = context.unit.edit(Policy, row.id)
    if not command.on:
        record.group_days, record.chat_id = None, None
        return Reply(lines=(say("nudge.group_off", whom=of_whom(context, row)),))
    if context.place.private or context.place.team_id is None:
        raise Refused("refused.nudge_group")
    earlier = row.manager_days or row.days
    days = command.days or earlier * 2
    if not earlier < days <= LONGEST:
        raise Refused("refused.nudge_days", days=LONGEST)
    record.group_days, record.chat_id = days, context.place.id
    return Reply(lines=(say("nudge.group_on", whom=of_whom(context, row), days=days),))


def cap(command: CapNudges, context: Context) -> Reply:
    """The most urgent so many; the others wait."""
    if not 0 < command.number <= MOST:
        raise Refused("refused.nudge_cap", most=MOST)
    settings.put(context.unit, CAP, command.number)
    return Reply(lines=(say("nudge.capped", number=command.number),))


def _numbered(number: int, context: Context) -> PolicyRow:
    row = policies.by_number(context.tx, context.workspace, number)
    if row is None:
        raise Refused("refused.no_nudge", number=number)
    return row


SUBJECT = Subject(
    name="nudge_switch",
    title=("催办开关", "Switching nudges"),
    commands=(
        Command(
            name="admin.nudge.off",
            type=StopNudge,
            handler=stop,
            title=("停用催办", "Switch nudges off"),
            roles=("admin",),
            slash=("停用催办", "nudge-off"),
            phrases=(
                Phrase(
                    "(停用|停掉|关掉|关闭|暂停|停止|先停)[所有|全部|这条][催办规则|催办|自动催办][第]{number}",
                    weight=4.1,
                    where="whole",
                ),
                Phrase(
                    "(停用|停掉|关掉|关闭|暂停|停止|先停)[所有|全部](催办规则|催办|自动催办)", weight=4.0, where="whole"
                ),
            ),
            examples=("停用催办 2",),
            examples_en=("/nudge-off 2",),
        ),
        Command(
            name="admin.nudge.on",
            type=StartNudge,
            handler=start,
            title=("启用催办", "Switch nudges on"),
            roles=("admin",),
            slash=("启用催办", "nudge-on"),
            phrases=(
                Phrase(
                    "(启用|打开|开启|恢复|重新打开)[所有|全部](催办规则|催办|自动催办)[第]{number}",
                    weight=4.1,
                    where="whole",
                ),
                Phrase("(启用|打开|开启|恢复|重新打开)[所有|全部](催办规则|催办|自动催办)", weight=4.0, where="whole"),
            ),
            examples=("启用催办 2",),
            examples_en=("/nudge-on 2",),
        ),
        Command(
            name="admin.nudge.remove",
            type=RemoveNudge,
            handler=remove,
            title=("删催办规则", "Remove a nudge policy"),
            roles=("admin",),
            slash=("删催办", "nudge-remove"),
            phrases=(Phrase("(删掉|删除|去掉|删了|删)(催办规则|催办)[第]{number}", weight=4.1, where="whole"),),
            examples=("删催办 5",),
            examples_en=("/nudge-remove 5",),
        ),
        Command(
            name="admin.nudge.group",
            type=TellGroup,
            handler=tell_group,
            title=("群里催办", "Nudges in a group"),
            roles=("admin",),
            slash=("群里催办", "nudge-group"),
            phrases=(
                Phrase(
                    "(催办规则|催办){number}[超过|满|过]{days}[就|也|的|没跟就](在|发|发到)(本群|这个群|群里)[说一声|说|提醒|通报]",
                    weight=4.3,
                    where="whole",
                ),
                Phrase(
                    "(催办规则|催办){number}(不在|别在|不用在|不要在)(本群|这个群|群里)[说|提醒|通报]",
                    sets={"on": False},
                    weight=4.3,
                    where="whole",
                ),
            ),
            examples=("催办1 超过14天就在本群说一声",),
            examples_en=("/nudge-group 1 14天",),
            shows="anyone",
        ),
        Command(
            name="admin.nudge.cap",
            type=CapNudges,
            handler=cap,
            title=("每天最多催几家", "Nudges a day"),
            roles=("admin",),
            slash=("催办上限", "nudge-cap"),
            phrases=(
                Phrase("[以后]每人{repeat}[最多|只](催|提醒|发){number}家", weight=4.1, where="whole"),
                Phrase("催办上限[改成|改为|设为|是]{number}[家]", weight=4.1, where="whole"),
            ),
            examples=("每人每天最多催5家",),
            examples_en=("/nudge-cap 5",),
        ),
    ),
    sentences={
        "nudge.stopped": ("✅ 已停用：{names}", "✅ Switched off: {names}"),
        "nudge.started": ("✅ 已启用：{names}", "✅ Switched on: {names}"),
        "nudge.removed": ("✅ 删掉了。{policy}", "✅ Removed. {policy}"),
        "nudge.group_on": (
            "✅ {whom}{days}天没跟，会在本群说一声：只说客户名，不说是谁的",
            "✅ {whom}: after {days} days this group hears the customers' names, never whose they are",
        ),
        "nudge.group_off": ("✅ {whom}不再在群里说", "✅ {whom}: no more in groups"),
        "nudge.capped": ("✅ 每人每天最多催{number}家，最急的先催", "✅ At most {number} customers a person and day"),
        "what.admin.nudge.off": ("停用催办", "switching nudges off"),
        "what.admin.nudge.on": ("启用催办", "switching nudges on"),
        "what.admin.nudge.remove": ("删催办规则", "the removal of a policy"),
        "what.admin.nudge.group": ("群里催办", "nudges in the group"),
        "what.admin.nudge.cap": ("催办上限", "the cap on nudges"),
        "refused.no_nudge": ("没有第{number}条催办规则。发“催办规则”看看", "There is no policy {number}. Say /nudges"),
        "refused.nudge_same": ("已经是这样了", "It is so already"),
        "refused.nudge_group": (
            "要在绑定了小组的群里说。先发：这个群是××组",
            "Say it in a group that is bound to a team",
        ),
        "refused.nudge_cap": ("每人每天1到{most}家", "Between 1 and {most} a day"),
        "setting.nudge_cap": ("每人每天催几家", "customers a person and day"),
    },
)
