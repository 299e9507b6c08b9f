"""The last step of the ladder: a team's group hears which customers nobody has spoken with, never whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID, uuid5

from commands.catalogue import Command, Subject
from commands.context import Context, say
from commands.message import Reply
from commands.nudging import begin, rules_of, silence_of, since_of
from commands.rights import SYSTEM
from commands.series import Plan, Series
from store import members, nudges, policies, workspaces
from store.nudges import Told, Untold, Whose
from store.workspaces import ChatRow

NAMED = 5
"""Customers named in a group at once."""
_GROUPS = UUID("5e3a4d0e-9a61-4c39-9b50-6f8f5a0c7d21")
_BEGINNING = UUID("c1b7f8a2-3d5e-4f6a-8b9c-0d1e2f3a4b5c")
EARLY = time(3, 30)


@dataclass(frozen=True, kw_only=True, slots=True)
class NudgeGroup:
    """A group's morning has come."""

    chat: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginNudging:
    """A workspace that has no policies yet gets those that everybody begins with."""


def series(plan: Plan) -> Iterator[Series]:
    """One for each group that an admin turned the step on for; and one that begins where nothing has begun."""
    if since_of(plan.settings) is None:
        yield Series(
            schedule=uuid5(_BEGINNING, plan.workspace.hex), command="nudge.begin", at=EARLY, every="day", maker=None
        )
    rows = policies.every(plan.tx, plan.workspace)
    for chat in sorted({row.chat_id for row in rows if row.active and row.chat_id and row.group_days}):
        yield Series(
            schedule=uuid5(_GROUPS, chat.hex), command="nudge.group", args={"chat": str(chat)}, at=plan.hours.morning
        )


def start(command: BeginNudging, context: Context) -> Reply:
    """From today on days count."""
    del command
    if since_of(context.settings) is None:
        begin(context.unit, context.today)
    return Reply()


def tell(command: NudgeGroup, context: Context) -> Reply:
    """The names of the team's own customers that are silent for too long; each once in its policy's days."""
    chat = workspaces.chat(context.tx, context.workspace, command.chat)
    if chat is None or chat.team_id is None or chat.left_at is not None or not _today(context):
        return Reply()
    found = _silent(context, chat)
    if not found.rows:
        return Reply()
    told = [
        Told(member=chat.id, kind="group", subject=row.id, customer=row.id, spell=row.idle_since, days=row.days)
        for row in found.rows
    ]
    nudges.record(context.tx, context.workspace, context.today, told, context.now)
    names = [row.short for row in found.rows]
    more = found.total - len(names)
    return Reply(lines=(say("nudge.in_group", total=found.total, names=names, more=more or None),), chat=chat.id)


def _today(context: Context) -> bool:
    return context.local(context.sent_at).date() == context.today


def _silent(context: Context, chat: ChatRow) -> nudges.Stale:
    """By the policies that name this group; the others say nothing here."""
    here = [row if row.chat_id == chat.id else _mute(row) for row in policies.every(context.tx, context.workspace)]
    silence = silence_of(context.tx, context.workspace, context.settings, today=context.today, zone=context.zone)
    silence = replace(silence, rules=rules_of(here, context.settings, "group"))
    owners = tuple(each.id for each in members.every(context.tx, context.workspace) if each.active)
    whose = Whose(owners=owners, team=chat.team_id)
    untold = Untold(member=chat.id, kind="group")
    return nudges.stale(context.tx, context.workspace, silence, whose, untold=untold, limit=NAMED)


def _mute(row: policies.PolicyRow) -> policies.PolicyRow:
    return replace(row, group_days=None)


SUBJECT = Subject(
    name="nudge_group",
    title=("群里催办", "Nudges in a group"),
    series=series,
    commands=(
        Command(
            name="nudge.group",
            type=NudgeGroup,
            handler=tell,
            title=("群里催办", "Nudges in a group"),
            roles=(SYSTEM,),
            undoable=False,
            hidden=True,
            standing=True,
        ),
        Command(
            name="nudge.begin",
            type=BeginNudging,
            handler=start,
            title=("开始催办", "Beginning to nudge"),
            roles=(SYSTEM,),
            undoable=False,
            hidden=True,
            standing=True,
        ),
    ),
    sentences={
        "nudge.in_group": (
            "📣 {total}家客户好久没人联系了：{names}[ 等，还有{more}家]。谁有消息说一声",
            "📣 {total} customers have not heard from us for long: {names}[ and {more} more]. Any news?",
        ),
    },
)
