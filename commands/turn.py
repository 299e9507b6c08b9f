"""One message's turn: what is sure takes effect, only the doubtful part is asked, and there is one answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from commands.answers import behind, behind_words, followers
from commands.carrying import filed_alone, held, put_along, words_alone
from commands.catalogue import Command
from commands.context import Context, say
from commands.dialogue import Done, Question, waiting
from commands.errors import Refused
from commands.execute import Origin, Outcome, execute, refused
from commands.files import FILES
from commands.groups import Part, answered, asked_part, part_of
from commands.learning import corrected
from commands.left import keeping, left_part
from commands.macros.running import run_own
from commands.message import Button, Reply, Sentence
from commands.nearest import nearest_commands
from commands.parties import short_of
from commands.questions import CONFIRM, ask, question_of
from commands.reps.answer import Answer, Cancel, FileWords
from commands.reps.customer_view import ShowCustomer
from commands.reps.help import Help
from commands.reps.own import near_own
from commands.reps.undo import Undo, changed, take_back
from commands.resolve import command_of, missing
from commands.rights import check
from commands.schedules import name_tomorrow
from nlp.questions import asks
from nlp.reading import Doubt, Draft, Named, New, Reading
from store.macros import RUN


@dataclass
class Turn:
    """Collects what one message did. `origin` keys its executions, `ordinal` counts them."""

    context: Context
    origin: Origin
    ordinal: int = 0
    parts: list[Part] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    before: Question | None = field(init=False)

    def __post_init__(self) -> None:
        self.before = self.context.state.question

    def read(self, reading: Reading) -> Reply:
        """The answer to what a message said."""
        if reading.kind == "commands":
            self.take(reading.drafts)
            left = left_part(reading, self.context)
            self.parts += left
            return keeping(self.answer(), left)
        if reading.kind == "talk" and self.context.words.strip("/ \n\t\u3000"):
            return Reply()
        if reading.kind == "talk" or self.context.words.startswith("/"):
            return self._lost()
        if reading.kind == "outside":
            return Reply(lines=(say("outside"),), buttons=(Button(label=say("button.help"), command=Help()),))
        if reading.kind == "bare" and reading.subject is not None:
            self._offer(reading.subject)
            return self.answer()
        return self._lost()

    def press(self, command: Any) -> Reply:
        """The answer to a pressed button."""
        drafts = behind(command, self.context.state)
        if drafts is None:
            self._run(command, None)
        else:
            self.take(drafts)
        return self.answer()

    def take(self, drafts: Sequence[Draft]) -> None:
        """Runs the drafts that are clear, asks about the rest."""
        state = self.context.state
        catalogue = self.context.catalogue
        ready: list[Draft] = []
        for draft in drafts:
            unfolded = behind_words(draft, state)
            ready += unfolded if unfolded is not None else [draft]
        if state.question is not None and any(draft.answers for draft in ready):
            replaces = state.question.drafts[0].replaces
            ready = [replace(draft, replaces=draft.replaces or replaces) for draft in ready]
            ready += followers(ready, state)
            state.question = None
        ready = [missing(draft, catalogue.by_name[draft.command]) for draft in ready]
        clear, doubtful = waiting([self._checked(draft) for draft in ready if self._guarded(draft)])
        for draft in clear:
            self._draft(draft)
        if doubtful:
            state.leave()
            state.question = question_of(doubtful, self.context)
            self._asked(ask(state.question, self.context))
            if state.question.words:
                name_tomorrow(self.context)

    def answer(self) -> Reply:
        """All replies as one, with the undo button where something was written."""
        undoable = tuple(each.execution for each in self.outcomes if each.undoable and each.execution)
        if self.done:
            self.context.state.done = tuple(self.done)
        undo = Button(label=say("button.undo"), command=Undo(executions=undoable)) if undoable else None
        return answered(self.parts, undo, self.context, self.before, self.ran)

    @property
    def ran(self) -> tuple[UUID, ...]:
        """The executions of this turn that wrote something."""
        return tuple(each.execution for each in self.outcomes if each.execution is not None)

    @property
    def number(self) -> int | None:
        """The short number that takes back what this turn wrote."""
        return next((each.number for each in self.outcomes if each.undoable), None)

    @property
    def wrote(self) -> bool:
        """Whether this turn has written something."""
        return bool(self.ran)

    def _draft(self, draft: Draft) -> None:
        if draft.command == RUN:
            run_own(self, draft)
            return
        declared = self.context.catalogue.by_name[draft.command]
        try:
            command = command_of(draft, declared)
        except Refused as refusal:
            self._refused(declared, refusal)
            return
        old = self._corrected(draft)
        if (alone := filed_alone(draft, command)) is not None:
            self.run(alone)
        elif old is not None:
            self._replace(old, draft, command)
        else:
            self._run(command, draft)

    def perform(self, command: Any) -> Outcome:
        """Runs a command as the next of this turn; what it says is the caller's."""
        outcome = execute(command, self.context, self.origin, self.ordinal)
        self.ordinal += 1
        self.outcomes.append(outcome)
        return outcome

    def run(self, command: Any) -> Outcome:
        """Runs a command; what it says is a part of the answer."""
        open_ = self.context.state.question
        outcome = self.perform(command)
        declared = self.context.catalogue.by_type[type(command)]
        question = self.context.state.question
        if question is not None and question is not open_:
            self._asked(outcome.reply)
        else:
            wrote = outcome.execution is not None
            self.parts.append(part_of(declared, outcome.reply, wrote=wrote, refused=outcome.refused))
        return outcome

    def _run(self, command: Any, draft: Draft | None) -> None:
        outcome = self.run(command)
        if draft is not None and outcome.undoable and outcome.execution is not None:
            carries = FILES in draft.slots
            self.done.append(Done(draft=words_alone(draft) if carries else draft, execution=outcome.execution))
            if carries:
                put_along(self, draft, outcome.execution)

    def _replace(self, old: Done, draft: Draft, command: Any) -> None:
        """A correction is one act: the old execution is taken back and the corrected command runs."""
        draft = held(self, draft, (old.execution,))
        taken = self.taken_back((old.execution,))
        if taken.refused:
            self.parts.append(Part(reply=taken.reply, shows="asker"))
            return
        correction = Reply(lines=(changed(old.draft, draft, self.context),))
        corrected(self.context, old.draft, draft)
        self.parts.append(Part(reply=correction, shows="team", wrote=True))
        self._run(command, draft)

    def taken_back(self, executions: tuple[UUID, ...]) -> Outcome:
        """The undo half of a correction."""
        taken = take_back(self.context, self.origin, self.ordinal, executions)
        self.ordinal += 1
        self.outcomes.append(taken)
        return taken

    def _corrected(self, draft: Draft) -> Done | None:
        if not draft.replaces:
            return None
        fits = [done for done in self.context.state.done if done.draft.command == draft.command]
        return fits[-1] if fits else None

    def _guarded(self, draft: Draft) -> bool:
        """Whether a command that will ask first may be asked about at all; its refusal is said."""
        declared = self.context.catalogue.by_name[draft.command]
        if declared.guard is None or draft.doubts:
            return True
        try:
            check(declared, self.context.speaker)
            declared.guard(command_of(draft, declared), self.context)
        except Refused as refusal:
            self._refused(declared, refusal)
            return False
        return True

    def _refused(self, declared: Command, refusal: Refused) -> None:
        self.parts.append(part_of(declared, refused(refusal), wrote=False, refused=True))

    def _asked(self, reply: Reply) -> None:
        assert self.context.state.question is not None
        self.parts.append(asked_part(reply, self.context.state.question, self.context))

    def _checked(self, draft: Draft) -> Draft:
        """What is wanting this time, or asks before it acts, gets the question as a doubt."""
        declared = self.context.catalogue.by_name[draft.command]
        if draft.doubts or draft.slots.get(CONFIRM):
            return draft
        wanting = declared.wants(command_of(draft, declared), self.context) if declared.wants is not None else None
        if wanting is not None:
            return replace(draft, doubts=(wanting,))
        if not declared.confirm:
            return draft
        return replace(draft, doubts=(Doubt(slot=CONFIRM, reason="missing"),))

    def _offer(self, subject: Named | New) -> None:
        """A customer without a clear verb: 要记到华为的跟进吗？ Who asks about one (签了没) sees the card."""
        if isinstance(subject, Named) and asks(self.context.words):
            self._draft(Draft(command="customer.show", slots={"customer": subject}))
            return
        draft = Draft(command="followup.log", slots={"customer": subject, "note": self.context.words})
        state = self.context.state
        state.leave()
        draft = replace(draft, doubts=(Doubt(slot=CONFIRM, reason="missing"),), new=isinstance(subject, New))
        state.question = question_of((draft,), self.context)
        name = short_of(self.context, subject)
        if len(self.context.words) <= len(name) + 2:
            state.question.words = ""
        show: tuple[Button, ...] = ()
        if isinstance(subject, Named):
            show = (Button(label=say("button.customer"), command=ShowCustomer(customer=subject.id)),)  # type: ignore[arg-type]
        log = Button(
            label=say("button.log_yes"), command=Answer(asked_at=state.question.asked_at, choice=1), primary=True
        )
        drop = Button(label=say("button.drop"), command=Cancel())
        self._asked(Reply(lines=(say("bare", customer=name),), buttons=(log, *show, drop)))

    def _lost(self) -> Reply:
        """Addressed but not understood: it says so once and writes nothing."""
        words = self.context.words
        buttons = [Button(label=say("button.help"), command=Help())]
        if words.startswith("/"):
            return Reply(lines=(self._no_such(words),), buttons=tuple(buttons))
        if words:
            buttons.insert(0, Button(label=say("button.as_log"), command=FileWords(words=words)))
        return Reply(lines=(say("unknown"),), buttons=tuple(buttons))

    def _no_such(self, words: str) -> Sentence:
        """A slash name that is none, with the nearest ones: /跟金 → /跟进."""
        said = words[1:].split(maxsplit=1)[0] if words[1:].split() else ""
        catalogue = self.context.catalogue
        mine = [each for each in catalogue.by_name.values() if each.slash and not each.hidden]
        near = [each.slash[0] for each in nearest_commands(said, mine)] if said else []
        near = [*near_own(said, self.context), *near][:3]
        return say("unknown.slash", said=said, near=tuple(f"/{name}" for name in near) or None)
