"""What happens to a chat: the bot was added or removed, a person opened the private chat, a group moved."""

from datetime import timedelta

from commands import joining, sparing
from commands.context import Context, Place, say
from commands.dialogue import Question
from commands.message import Button, Message, Reply
from commands.people import Inbound, open_place
from commands.reps.customer_find import FindCustomers
from commands.reps.help import Help
from commands.reps.reminder_list import ListReminders
from nlp.reading import Doubt, Draft
from store import chats, workspaces
from store.unit import Unit

WEEK, YEAR = timedelta(days=7), timedelta(days=365)


def entered(unit: Unit, inbound: Inbound, place: Place | None) -> Place:
    """The group that the bot has been put into; it is closed until it is bound."""
    return place if place is not None and not place.left else open_place(unit, inbound)


def hello(context: Context) -> Reply:
    """The first words in a new group, once for several reports of the same."""
    said = sparing.once(context.tx, context.workspace, f"hello {context.place.id}", context.now, timedelta(hours=1))
    return Reply(lines=(say("group.hello"),)) if said else Reply()


def name_question(context: Context) -> Reply:
    """怎么称呼你？ Said once to who has only a working name, when nothing else is open."""
    if not joining.is_working_name(context.speaker.name) or context.state.question is not None:
        return Reply()
    return ask_name(context) if _again(context, "name", YEAR) else Reply()


def welcome_of(context: Context, inbound: Inbound, *, joined: bool) -> Reply:
    """A welcome to who has come in, or has opened the private chat after a week."""
    if not context.place.private or not (joined or inbound.message.kind == "event"):
        return Reply()
    return welcome(context) if _again(context, "welcome", WEEK) else Reply()


def _again(context: Context, what: str, every: timedelta) -> bool:
    return sparing.once(context.tx, context.workspace, f"{what} {context.speaker.id}", context.now, every)


def welcome(context: Context) -> Reply:
    """The first words to a member, with three sentences to tap."""
    name = None if joining.is_working_name(context.speaker.name) else context.speaker.name
    return Reply(
        lines=(say("welcome", name=name), say("welcome.say")),
        buttons=(
            Button(label=say("button.mine"), command=FindCustomers()),
            Button(label=say("button.reminders"), command=ListReminders()),
            Button(label=say("button.help"), command=Help()),
        ),
    )


def ask_name(context: Context) -> Reply:
    """怎么称呼你？ The next short answer becomes the name; what speaks for itself does not."""
    doubt = Doubt(slot="text", reason="missing")
    draft = Draft(command="member.name", doubts=(doubt,))
    context.state.question = Question(slot="text", drafts=(draft,), asked_at=context.now, words="")
    return Reply(lines=(say("ask.name"),))


def left(unit: Unit, inbound: Inbound) -> None:
    """The bot was put out of a chat, or blocked: nothing is pushed there any more."""
    chat = inbound.message.chat
    rows = [
        row
        for row in workspaces.chats(unit.tx, unit.workspace)
        if (row.platform, row.app, row.external) == (chat.platform, chat.app, chat.id) and row.left_at is None
    ]
    if not rows:
        return
    with unit.execution(
        name="chat.leave",
        origin="chat",
        key=inbound.inbox_id.hex,
        ordinal=1,
        actor=None,
        args={},
        inbox_id=inbound.inbox_id,
    ):
        for row in rows:
            chats.leave(unit, row.id)


def moved(unit: Unit, message: Message) -> None:
    """A group goes on under another id."""
    if message.target:
        chat = message.chat
        chats.move(unit.tx, unit.workspace, platform=chat.platform, app=chat.app, old=chat.id, new=message.target)
