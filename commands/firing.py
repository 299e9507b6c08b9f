"""What has come due: a command that waited for its time, or the next of a series."""

from datetime import datetime
from typing import Any
from uuid import UUID

from commands.catalogue import Catalogue
from commands.codec import from_plain as command_from
from commands.context import Context, Place
from commands.dialogue import State
from commands.execute import Origin
from commands.language import language_of
from commands.memory import open_there
from commands.outgoing import post
from commands.people import home, itself, nowhere
from commands.preparation import Preparation
from commands.rights import Speaker
from commands.series import OF, lay_out, occurrence, plan_of
from commands.turn import Turn
from commands.vocabulary import Vocabularies, Vocabulary
from store import reminders, workspaces
from store.database import Tx
from store.due import PLAN, DueRow
from store.unit import Unit


class Firing:
    """Runs due rows, each within its caller's transaction."""

    def __init__(self, catalogue: Catalogue, vocabularies: Vocabularies, preparation: Preparation) -> None:
        self._catalogue = catalogue
        self._vocabularies = vocabularies
        self._preparation = preparation

    def fire(self, tx: Tx, row: DueRow, now: datetime) -> None:
        """Runs one due command as its maker, rights checked now; its answer goes to whom it concerns."""
        words = self._vocabularies.of(tx, row.workspace, workspaces.stamp(tx, row.workspace))
        if row.command == PLAN:
            lay_out(plan_of(tx, row.workspace, now, words.zone), self._catalogue)
            return
        at = row.fire_at
        if row.command in self._catalogue.standing:
            found = occurrence(plan_of(tx, row.workspace, now, words.zone), self._catalogue, row)
            if found is None:
                return
            at = found.at
        who = self._who(tx, row, words)
        if who is None:
            return
        command, context = self._begun(tx, row, who, words, now, at)
        origin = Origin(kind="due", key=f"{row.schedule.hex}:{at.isoformat()}")
        post(Turn(context, origin).press(command), context)
        if context.state != State():
            open_there(tx, row.workspace, context.place.id, context.speaker.id, context.state, now)

    def give_up(self, tx: Tx, row: DueRow, now: datetime) -> None:
        """What failed for good leaves a clear state, and whoever began it hears of that."""
        declared = self._catalogue.by_name.get(row.command)
        if declared is None or declared.stuck is None:
            return
        words = self._vocabularies.of(tx, row.workspace, workspaces.stamp(tx, row.workspace))
        who = self._who(tx, row, words) or (itself(row.workspace, language_of(tx, row.workspace)), nowhere())
        command, context = self._begun(tx, row, who, words, now, row.fire_at)
        post(declared.stuck(command, context), context)
        if context.state != State():
            open_there(tx, row.workspace, context.place.id, context.speaker.id, context.state, now)

    def _begun(
        self, tx: Tx, row: DueRow, who: tuple[Speaker, Place], words: Vocabulary, now: datetime, at: datetime
    ) -> tuple[Any, Context]:
        """The command of a row, and what its handler gets beside it."""
        speaker, place = who
        unit = Unit(tx, workspace=row.workspace, now=now)
        context = self._preparation.context(tx, speaker, place, State(), words.zone, unit, sent_at=at)
        given = {name: value for name, value in row.args.items() if name != OF}
        return command_from(self._catalogue.by_name[row.command].type, given), context

    def _who(self, tx: Tx, row: DueRow, words: Vocabulary) -> tuple[Speaker, Place] | None:
        """As whom it runs, and where they are spoken to; None where they have left or cannot be reached at all."""
        if row.maker is None:
            return itself(row.workspace, language_of(tx, row.workspace)), nowhere()
        speaker = words.speakers.get(row.maker) or self._heir(tx, row, words)
        place = home(tx, speaker) if speaker is not None else None
        return (speaker, place) if speaker is not None and place is not None else None

    def _heir(self, tx: Tx, row: DueRow, words: Vocabulary) -> Speaker | None:
        """Who stands in for a maker who has left: the owner of the reminder."""
        if "member" in row.args:
            return words.speakers.get(UUID(row.args["member"]))
        reminder = reminders.get(tx, row.workspace, UUID(row.args["reminder"])) if "reminder" in row.args else None
        return words.speakers.get(reminder.owner_id) if reminder is not None else None
