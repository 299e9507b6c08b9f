"""What corrections teach: each is kept as a proposal for an admin, never learned by itself.

A customer that was put right proposes the name said as an alias (不是华星，是华兴: 华星 → 华兴). Words that were not
understood and then said otherwise propose a synonym (跑单云图 → 拜访云图: 跑单 → 拜访), or the sentence as a whole. The
admins hear of it once a day.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from commands.context import Context, say
from commands.hours import hours_of
from commands.message import Reply
from commands.outgoing import post
from commands.sparing import once
from nlp.reading import Draft, Named, Reading
from nlp.sensitive import sensitive
from nlp.text import fold
from store import members, proposals

ANSWERS = frozenset({"choose", "confirm", "cancel", "help"})
"""Commands that answer the bot: what is said before one of them was not said otherwise."""
LONGEST = 12
"""Signs of words that a proposal is made of at most."""
REMEMBERED = 60
"""Signs of a message that was not understood, remembered until the next one at most."""
SENTENCE = 20
"""Signs of a sentence that may be learned whole."""
_WORDS = re.compile(r"[㐀-鿿A-Za-z]{2,6}")


def corrected(context: Context, old: Draft, new: Draft) -> None:
    """A command was put right: the name that led astray may be the other customer's."""
    was, is_ = old.slots.get("customer"), new.slots.get("customer")
    if not (isinstance(was, Named) and isinstance(is_, Named)) or was.id == is_.id:
        return
    said = was.said.strip()
    if not 1 < len(said) <= LONGEST or sensitive(said) or fold(said) in (fold(was.name), fold(is_.name)):
        return
    _note(context, "alias", said, is_.name, customer=is_.id)


def _said_otherwise(context: Context, missed: str, drafts: Sequence[Draft]) -> None:
    """What was not understood has been said in other words: they mean the same."""
    words = context.words.strip()
    if not missed or not drafts or sensitive(missed) or sensitive(words) or drafts[0].command in ANSWERS:
        return
    old, new = _difference(fold(missed.strip()), fold(words))
    if _WORDS.fullmatch(old) and _WORDS.fullmatch(new) and not _names(new, drafts):
        _note(context, "synonym", old, new)
    elif _asks(context, drafts) and max(len(missed), len(words)) <= SENTENCE and _alike(fold(missed), fold(words)):
        _note(context, "phrase", fold(missed.strip()), words)


def heard_out(context: Context, reading: Reading | None) -> None:
    """Keeps what was not understood until it is said otherwise, or something else is."""
    if reading is None or reading.kind == "talk":
        return
    state = context.state
    if reading.kind in ("unknown", "bare"):
        state.missed = context.words if len(context.words) <= REMEMBERED else ""
        return
    if reading.kind == "commands" and state.missed and not any(draft.doubts for draft in reading.drafts):
        _said_otherwise(context, state.missed, reading.drafts)
    state.missed = ""


def _asks(context: Context, drafts: Sequence[Draft]) -> bool:
    """Whether a message only asks for something to be shown: what writes, or answers, is never meant by other words."""
    if len(drafts) != 1 or drafts[0].slots or drafts[0].command in ANSWERS:
        return False
    return not context.catalogue.by_name[drafts[0].command].writes


def _alike(old: str, new: str) -> bool:
    """Whether two sentences share a word; without one the second only happened to come next."""
    return any(pair in new for pair in ("".join(each) for each in pairwise(old)) if _WORDS.fullmatch(pair))


def _difference(old: str, new: str) -> tuple[str, str]:
    """What is left of two texts without their common beginning and end; nothing where they share nothing."""
    shorter = min(len(old), len(new))
    begin = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - begin
    end = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    if begin + end < 2:
        return "", ""
    return old[begin : len(old) - end], new[begin : len(new) - end]


def _names(word: str, drafts: Sequence[Draft]) -> bool:
    """Whether a word is (part of) a name in what was understood: another customer is no synonym."""
    named = (value for draft in drafts for value in draft.slots.values() if isinstance(value, Named))
    return any(word in fold(each.said) or word in fold(each.name) for each in named)


def _note(context: Context, kind: str, said: str, means: str, *, customer: object = None) -> None:
    proposals.note(
        context.tx,
        context.workspace,
        context.now,
        kind=kind,
        said=said,
        means=means,
        customer=customer,  # type: ignore[arg-type]  # the id of a known customer is its row's
        member=context.speaker.id,
    )
    if hours_of(context.settings).quiet(context.local(context.now)):
        return
    if once(context.tx, context.workspace, "proposal", context.now):
        for admin in members.admins(context.tx, context.workspace):
            post(Reply(lines=(say("proposal.news", said=said, means=means),), to=admin.id), context)
