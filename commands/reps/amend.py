"""The button 改一下: what was just filed waits for a correction."""

from dataclasses import dataclass, replace
from typing import Literal

from commands import questions
from commands.catalogue import Command, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.message import Reply
from nlp.reading import Doubt


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendLast:
    """The button 改一下: what was just filed waits for a correction (with `slot`, of that slot)."""

    slot: str | None = None


def amend(command: AmendLast, context: Context) -> Reply:
    """Opens what was just filed for a correction in plain words."""
    if not context.state.done:
        raise Refused("refused.no_last")
    if command.slot == "customer":
        return _other_customer(context)
    return reply(say("amend.how"), say("amend.examples"))


def _other_customer(context: Context) -> Reply:
    """换一家: the others of that name are offered, any other can be said."""
    done = context.state.done[-1].draft
    reason: Literal["ambiguous", "missing"] = "ambiguous" if done.others else "missing"
    doubt = Doubt(slot="customer", reason=reason, candidates=done.others)
    draft = replace(done, doubts=(doubt,), replaces=True, others=())
    context.state.question = questions.question_of((draft,), context)
    return questions.ask(context.state.question, context)


SUBJECT = Subject(
    name="amend",
    title=("改一下", "Corrections"),
    commands=(
        Command(
            name="followup.amend",
            shows="anyone",
            type=AmendLast,
            handler=amend,
            title=("改一下", "Change"),
            writes=False,
            hidden=True,
        ),
    ),
    sentences={
        "amend.how": ("哪里不对？直接说，我就改刚才那条", "What is wrong? Just say it and I'll correct the last one"),
        "amend.examples": (
            "比如：不是拜访，是电话 · 时间是昨天 · 不是华星，是华兴",
            "E.g. “not a visit, a call” · “it was yesterday”",
        ),
        "refused.no_last": ("没有刚记的内容可以改", "There is nothing just filed to change"),
    },
)
