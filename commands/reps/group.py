"""Groups: which team one belongs to, whether outsiders are in it, and how much the bot says there."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply
from commands.teams import team_name, team_named, teams_near
from nlp.grammar import Phrase
from store.tables import Chat, Team


@dataclass(frozen=True, kw_only=True, slots=True)
class BindGroup:
    """This group is a team's; `chat` is the group where the answer is given elsewhere. `make` makes the team."""

    team: Annotated[str | None, Slot("text")] = None
    chat: UUID | None = None
    make: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class UnbindGroup:
    """This group is no team's any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SetOutsiders:
    """Whether customers or others from outside are in the group."""

    outsiders: Annotated[str, Slot("text")] = "yes"
    chat: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SetQuiet:
    """How much the bot says in this group: a sign or one line for what was filed, or all of it."""

    quiet: Annotated[str, Slot("text")] = "yes"


CHOICES = 3
"""Teams that are offered at most."""


def bind(command: BindGroup, context: Context) -> Reply:
    """The group's team, and the question who else reads along; until that is answered the group stays closed."""
    chat = _group(context, command.chat)
    name = team_name(command.team or "")
    team = team_named(context, name) if name else None
    if team is None and not (name and command.make):
        return _which(replace(command, team=name or None, chat=chat), context)
    record = context.unit.edit(Chat, chat)
    record.team_id = team.id if team is not None else context.unit.add(Team, name=name).id
    record.open = False
    nobody = Button(label=say("button.no_outsiders"), command=SetOutsiders(outsiders="no", chat=chat), primary=True)
    some = Button(label=say("button.outsiders"), command=SetOutsiders(outsiders="yes", chat=chat))
    asked = (say("group.bound", team=team.name if team is not None else name), say("group.outsiders"))
    return Reply(lines=asked, buttons=(nobody, some))


def _which(command: BindGroup, context: Context) -> Reply:
    """The teams that there are, for the asker alone; one that is not there can be made."""
    near = [team.name for team in teams_near(context, command.team or "")[:CHOICES]]
    choices = tuple(Button(label=say("choice.name", name=each), command=replace(command, team=each)) for each in near)
    if command.team is None:
        return Reply(lines=(say("group.which" if near else "group.no_teams"),), choices=choices, private=True)
    make = Button(label=say("button.make_team", team=command.team), command=replace(command, make=True))
    return Reply(lines=(say("refused.no_team", team=command.team),), choices=choices, buttons=(make,), private=True)


def _group(context: Context, chat: UUID | None = None) -> UUID:
    if chat is None and context.place.private:
        raise Refused("refused.in_group")
    return chat or context.place.id


def unbind(command: UnbindGroup, context: Context) -> Reply:
    """The group gets back only what is said in it."""
    del command
    record = context.unit.edit(Chat, _group(context))
    if record.team_id is None:
        raise Refused("refused.not_bound")
    record.team_id = None
    return Reply(lines=(say("group.unbound"),))


def set_outsiders(command: SetOutsiders, context: Context) -> Reply:
    """With outsiders in it, a group is shown nothing stored, whosever team it is."""
    record = context.unit.edit(Chat, _group(context, command.chat))
    if record.team_id is None:
        raise Refused("refused.not_bound")
    record.open = command.outsiders == "no"
    return Reply(lines=(say("group.open" if record.open else "group.closed"),))


def set_quiet(command: SetQuiet, context: Context) -> Reply:
    """Less, or all again."""
    record = context.unit.edit(Chat, _group(context))
    record.quiet = command.quiet == "yes"
    return Reply(lines=(say("group.quiet" if record.quiet else "group.talks"),))


_HERE = "(这个群|本群|这群|这里|群里)"

SUBJECT = Subject(
    name="group",
    title=("群", "Groups"),
    commands=(
        Command(
            name="group.bind",
            type=BindGroup,
            handler=bind,
            title=("绑定群", "Bind a group"),
            roles=("admin",),
            slash=("绑群", "bind-group"),
            phrases=(
                Phrase("(这个群|本群|这群)[就](是|归|绑定|绑到|绑|属于){team}", weight=3.8, where="start"),
                Phrase("(绑定群|绑定本群|绑定这个群|绑群)", weight=3.6, where="whole"),
            ),
            examples=("这个群是华东组",),
            examples_en=("/bind-group East",),
            shows="anyone",
        ),
        Command(
            name="group.unbind",
            type=UnbindGroup,
            handler=unbind,
            title=("解绑群", "Unbind a group"),
            roles=("admin",),
            slash=("解绑群", "unbind-group"),
            phrases=(
                Phrase("(这个群|本群|这群)(不绑了|别绑了|解绑|不绑|解除绑定|不要绑了)", weight=4.0, where="whole"),
            ),
            examples=("这个群不绑了",),
            shows="anyone",
        ),
        Command(
            name="group.outsiders",
            type=SetOutsiders,
            handler=set_outsiders,
            title=("群里有没有外人", "Outsiders in a group"),
            roles=("admin",),
            phrases=(
                Phrase(
                    f"[{_HERE}](没有外人|没外人|都是自己人|没有客户和外人|没有客户或外人)",
                    sets={"outsiders": "no"},
                    weight=3.8,
                    where="whole",
                ),
                Phrase(
                    f"[{_HERE}](有外人|有客户或外人|有客户和外人)",
                    sets={"outsiders": "yes"},
                    weight=3.8,
                    where="whole",
                ),
            ),
            examples=("群里没有外人",),
            shows="anyone",
        ),
        Command(
            name="group.quiet",
            type=SetQuiet,
            handler=set_quiet,
            title=("群里少说话", "Say less in a group"),
            roles=("manager", "admin"),
            slash=("少说话", "quiet"),
            phrases=(
                Phrase(
                    f"[在][{_HERE}](少说话|少说点|少说两句|安静点|安静一点|别刷屏|别老说话)",
                    sets={"quiet": "yes"},
                    weight=4.0,
                    where="whole",
                ),
                Phrase(
                    f"[在]{_HERE}(恢复|恢复说话|正常说话|可以说话了|照常说话)",
                    sets={"quiet": "no"},
                    weight=4.2,
                    where="whole",
                ),
            ),
            examples=("群里少说话", "群里恢复"),
            shows="anyone",
        ),
    ),
    sentences={
        "group.hello": (
            "大家好，我是跟进。@我 说一句“今天拜访了云图吴总”就记好了；没@我的话我不记。管理员请回：@跟进 这个群是××组",
            "Hello, I'm Genjin. Tell me with an @: “visited Acme today” and it is filed; what isn't @ me I don't keep. "
            "Admins: @ me with /bind-group and the team",
        ),
        "group.bound": ("✅ 这个群是{team}的了", "✅ This group is {team}'s now"),
        "group.outsiders": (
            "群里有客户或外人吗？回“没有外人”或“有外人”，在这之前我不在群里说客户的事",
            "Are customers or others from outside in here? Until I know I say nothing about customers",
        ),
        "group.open": (
            "✅ 好，本组客户的名字、负责人和阶段可以在群里说",
            "✅ OK: customers' names, owners and stages may be said here",
        ),
        "group.closed": (
            "✅ 好，群里只回你说的话，其余发私聊",
            "✅ OK: here I only echo what you say; the rest I send in private",
        ),
        "group.unbound": ("✅ 这个群不绑了，群里只回你说的话", "✅ Unbound: here I only echo what you say"),
        "group.quiet": ("✅ 好，记好了只点个头", "✅ OK, I'll only nod when I have filed something"),
        "group.talks": ("✅ 好，照常回话", "✅ OK, I'll answer as usual"),
        "group.which": ("这个群是哪个组？", "Which team is this group?"),
        "group.no_teams": (
            "还没有组。在群里说：这个群是华东组，我就建一个",
            "No teams yet. Say in the group: /bind-group East, and I'll make one",
        ),
        "button.no_outsiders": ("没有", "No"),
        "button.outsiders": ("有", "Yes"),
        "what.group.bind": ("绑定群", "the binding"),
        "what.group.unbind": ("解绑群", "the unbinding"),
        "what.group.outsiders": ("群的设置", "the group's setting"),
        "what.group.quiet": ("群的设置", "the group's setting"),
        "refused.in_group": ("请在那个群里@我说", "Please tell me in that group"),
        "refused.not_bound": (
            "这个群还没绑定。管理员发：这个群是××组",
            "This group is not bound. Admins: /bind-group and the team",
        ),
    },
)
