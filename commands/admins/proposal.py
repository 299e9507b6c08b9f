"""What corrections taught: proposals that an admin accepts or rejects with one tap, and can withdraw."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from nlp.grammar import Phrase
from store import customers, macros, names, proposals
from store.proposals import ProposalRow
from store.tables import Alias, LearnedPhrase, Proposal


@dataclass(frozen=True, kw_only=True, slots=True)
class ListProposals:
    """What was learned and waits for a decision, the most often shown first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptProposal:
    """From the next message on the words mean what the corrections have shown."""

    number: Annotated[int, Slot("number", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RejectProposal:
    """It is not proposed again."""

    number: Annotated[int, Slot("number", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawProposal:
    """An accepted one holds no more."""

    number: Annotated[int, Slot("number", ask=True)]


SHOWN = 4
"""Proposals shown at once."""


def list_open(command: ListProposals, context: Context) -> Reply:
    """The open proposals; the first can be decided with one tap, then the next is shown."""
    del command
    rows = proposals.in_state(context.tx, context.workspace, "open", limit=SHOWN)
    if not rows:
        return Reply(lines=(say("proposal.none"),))
    total = proposals.count(context.tx, context.workspace, "open")
    lines = [say("proposal.head", total=total), *(_line(context, row) for row in rows)]
    first = rows[0].number
    return Reply(
        lines=tuple(lines),
        buttons=(
            Button(label=say("button.accept_n", number=first), command=AcceptProposal(number=first), primary=True),
            Button(label=say("button.reject_n", number=first), command=RejectProposal(number=first)),
        ),
        private=True,
    )


def _line(context: Context, row: ProposalRow) -> Sentence:
    return say(f"proposal.{row.kind}", number=row.number, said=row.said, means=_means(context, row), count=row.count)


def _means(context: Context, row: ProposalRow) -> str:
    found = names.customers(context.tx, context.workspace, (row.customer_id,)) if row.customer_id else []
    return found[0].short if found else row.means


def accept(command: AcceptProposal, context: Context) -> Reply:
    """Writes the alias, the synonym or the sentence, and offers the next proposal."""
    row = _in(context, command.number, "open", "rejected", "withdrawn")
    if row.customer_id is not None:
        _alias(context, row, row.customer_id)
    else:
        _phrase(context, row)
    _decide(context, row.id, "accepted")
    return _decided(context, say("proposal.accepted", said=row.said, means=_means(context, row)))


def _alias(context: Context, row: ProposalRow, customer: UUID) -> None:
    if row.said not in customers.aliases(context.tx, context.workspace, customer).values():
        context.unit.add(Alias, customer_id=customer, name=row.said)


def _phrase(context: Context, row: ProposalRow) -> None:
    known = _word(context, row)
    if known is None:
        context.unit.add(LearnedPhrase, kind="synonym", said=row.said, means=row.means)
    else:
        record = context.unit.edit(LearnedPhrase, known.id)
        record.means, record.active = row.means, True


def _word(context: Context, row: ProposalRow) -> macros.WordRow | None:
    words = macros.synonyms(context.tx, context.workspace)
    return next((each for each in words if each.said == row.said), None)


def reject(command: RejectProposal, context: Context) -> Reply:
    """Keeps it from being proposed again."""
    row = _in(context, command.number, "open")
    _decide(context, row.id, "rejected")
    return _decided(context, say("proposal.rejected", said=row.said))


def withdraw(command: WithdrawProposal, context: Context) -> Reply:
    """Takes an accepted one back: its alias or phrase goes."""
    row = _in(context, command.number, "accepted")
    if row.customer_id is not None:
        for id, name in customers.aliases(context.tx, context.workspace, row.customer_id).items():
            if name == row.said:
                context.unit.remove(Alias, id)
    elif (word := _word(context, row)) is not None:
        context.unit.remove(LearnedPhrase, word.id)
    _decide(context, row.id, "withdrawn")
    return Reply(lines=(say("proposal.withdrawn", said=row.said, means=_means(context, row)),))


def _in(context: Context, number: int, *states: str) -> ProposalRow:
    row = proposals.by_number(context.tx, context.workspace, number)
    if row is None:
        raise Refused("refused.no_proposal", number=number)
    if row.state not in states:
        raise Refused("refused.proposal_decided", number=number, state=say(f"proposal.state.{row.state}"))
    return row


def _decide(context: Context, id: UUID, state: str) -> None:
    record = context.unit.edit(Proposal, id)
    record.state, record.decided_at = state, context.now


def _decided(context: Context, line: Sentence) -> Reply:
    """What was decided, and the next proposal."""
    context.unit.flush()
    following = list_open(ListProposals(), context)
    if not following.buttons:
        return Reply(lines=(line,))
    return Reply(lines=(line, *following.lines), buttons=following.buttons, private=True)


SUBJECT = Subject(
    name="proposal",
    title=("学到的说法", "What was learned"),
    commands=(
        Command(
            name="proposal.list",
            type=ListProposals,
            handler=list_open,
            title=("学到的说法", "What was learned"),
            roles=("admin",),
            slash=("学到的说法", "learned"),
            phrases=(
                Phrase("(学到的说法|学到了什么|学到什么了|学会了什么|有什么新说法|新说法)", weight=3.8, where="whole"),
                Phrase("(看看|看下|列一下)(学到的说法|新说法|学到了什么)", weight=3.8, where="whole"),
            ),
            examples=("学到的说法",),
            examples_en=("/learned",),
            writes=False,
        ),
        Command(
            name="proposal.accept",
            type=AcceptProposal,
            handler=accept,
            title=("采纳说法", "Accept a wording"),
            roles=("admin",),
            slash=("采纳说法", "accept"),
            phrases=(Phrase("(采纳|采用)[说法|第]{number}", weight=3.8, where="whole"),),
            examples=("采纳 3",),
            examples_en=("/accept 3",),
        ),
        Command(
            name="proposal.reject",
            type=RejectProposal,
            handler=reject,
            title=("不采纳说法", "Reject a wording"),
            roles=("admin",),
            slash=("不采纳说法", "reject"),
            phrases=(Phrase("(不采纳|不采用|拒绝说法)[说法|第]{number}", weight=3.9, where="whole"),),
            examples=("不采纳 3",),
            examples_en=("/reject 3",),
        ),
        Command(
            name="proposal.withdraw",
            type=WithdrawProposal,
            handler=withdraw,
            title=("撤回说法", "Withdraw a wording"),
            roles=("admin",),
            slash=("撤回说法", "withdraw"),
            phrases=(Phrase("(撤回说法|收回说法|不要说法){number}", weight=4.0, where="whole"),),
            examples=("撤回说法 3",),
            examples_en=("/withdraw 3",),
        ),
    ),
    sentences={
        "proposal.head": ("大家改出来的说法，{total}条等你定：", "{total} wordings shown by corrections wait for you:"),
        "proposal.news": (
            "💡 大家好像把“{said}”当作“{means}”用。发“学到的说法”，点一下就定",
            "💡 People seem to say “{said}” for “{means}”. Say /learned to decide with one tap",
        ),
        "proposal.none": (
            "还没有要定的说法。大家改正我的时候，我会记下来给你看",
            "Nothing to decide. What people correct, I keep for you here",
        ),
        "proposal.alias": ("{number} “{said}”是{means}的别名（{count}次）", "{number} “{said}” is {means} ({count}×)"),
        "proposal.synonym": (
            "{number} “{said}”就是“{means}”（{count}次）",
            "{number} “{said}” means “{means}” ({count}×)",
        ),
        "proposal.phrase": (
            "{number} “{said}”就是“{means}”（{count}次）",
            "{number} “{said}” means “{means}” ({count}×)",
        ),
        "proposal.accepted": ("✅ 记住了，“{said}”就是{means}", "✅ Learned: “{said}” is {means}"),
        "proposal.rejected": ("✅ 好，不再提“{said}”", "✅ I won't propose “{said}” again"),
        "proposal.withdrawn": ("✅ 收回了，“{said}”不再当作{means}", "✅ Withdrawn: “{said}” is {means} no more"),
        "proposal.state.open": ("还没定", "open"),
        "proposal.state.accepted": ("已采纳", "accepted"),
        "proposal.state.rejected": ("没采纳", "rejected"),
        "proposal.state.withdrawn": ("已收回", "withdrawn"),
        "button.accept_n": ("采纳 {number}", "Accept {number}"),
        "button.reject_n": ("不采纳 {number}", "Reject {number}"),
        "what.proposal.accept": ("采纳说法", "the acceptance"),
        "what.proposal.reject": ("不采纳", "the rejection"),
        "what.proposal.withdraw": ("收回说法", "the withdrawal"),
        "refused.no_proposal": (
            "没有第{number}条。发“学到的说法”看看",
            "There is no {number}. Say /learned to see them",
        ),
        "refused.proposal_decided": ("第{number}条{state}", "{number} is {state} already"),
    },
)
