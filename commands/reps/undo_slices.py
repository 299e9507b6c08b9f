"""What was done in slices is taken back in slices, the latest first, and brought back so."""

from dataclasses import dataclass, replace
from uuid import UUID

from commands import slices
from commands.catalogue import Command, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Reply
from commands.obstacles import in_the_way
from store import journal, members, workspaces
from store.errors import Conflict


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoSlice:
    """The latest execution of the group `begun` is taken back (with `again` brought back) as one of `group`."""

    group: UUID
    begun: UUID
    speaker: UUID
    again: bool = False
    number: int = 1


def take(command: UndoSlice, context: Context) -> Reply:
    """One slice; who asked hears of the end, or of the later edit that is in the way: undo goes on from there."""
    left = journal.of_group(context.tx, context.workspace, command.begun)
    if left:
        try:
            turned = (journal.redo if command.again else journal.undo)(context.unit, (left[0].id,))
        except Conflict as conflict:
            refusal = in_the_way(conflict, context)
            return Reply(lines=(say(refusal.code, **refusal.values),), to=command.speaker)
        keeps_an_admin(context, turned)
        context.unit.run.group_id = command.group
    if len(left) > 1:
        slices.follow(context, command.group, command.number + 1, replace(command, number=command.number + 1))
        return Reply()
    return Reply(lines=(say("redone.all" if command.again else "undone.all"),), to=command.speaker)


def keeps_an_admin(context: Context, turned: journal.Undone) -> None:
    """Refuses where nobody would be left who may set anything, whatever somebody else does at the same time."""
    if any(row.table == "member" for row in turned.rows):
        workspaces.lock(context.tx, context.workspace)
        if not members.admins(context.tx, context.workspace):
            raise Refused("refused.last_admin")


SUBJECT = Subject(
    name="undo_slices",
    title=("撤销", "Undo"),
    commands=(
        slices.declared("undo.slice", UndoSlice, take, ("撤销", "Undo")),
        Command(
            name="slices.go_on",
            type=slices.GoOn,
            handler=slices.go_on,
            title=("接着办", "Go on"),
            roles=("manager", "admin", "rep"),
            undoable=False,
            hidden=True,
        ),
    ),
    sentences={
        "slices.failed": (
            "⚠ {what}办到一半停了：程序出错，试了三次没过。办好的已经在，没办的照旧。接着办，或回“撤销”全部撤回",
            "⚠ {what} stopped half-way: an error, three times over. What is done is done. Go on, or undo all of it",
        ),
        "what.undo.slice": ("撤销", "the undo"),
        "slices.again": ("接着办，好了告诉你", "On it again; I'll tell you when it is done"),
        "button.go_on": ("接着办", "Go on"),
        "undone.all": ("↩️ 全部撤回来了", "↩️ All of it is undone"),
        "redone.all": ("↪️ 全部恢复了", "↪️ All of it is back"),
        "undo.under_way": ("东西多，正在一批批撤，好了告诉你", "There is a lot; I'm on it and will tell you"),
        "redo.under_way": ("东西多，正在一批批恢复，好了告诉你", "There is a lot; I'm on it and will tell you"),
        "refused.undone_already": ("已经撤销过了", "That was undone already"),
        "refused.in_the_way": ("后来又有改动，撤不回去了", "Later changes are in the way"),
        "refused.later_edit": (
            "撤不了：[{who}]在 {at} 又做了“{what}”[（编号 {number}）]，先撤那个",
            "Can't undo: [{who} ]did “{what}” {at}[ (no. {number})]; undo that first",
        ),
        "refused.under_way": ("还在一批批办，办完再撤", "It is still under way; undo it when it is done"),
    },
)
