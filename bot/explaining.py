"""`genjin explain`: how a sentence is read, from the words seen in it to the commands."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import opened
from bot.settings import Settings
from bot.world import load_world
from commands.accounts import account
from commands.catalogue import Catalogue
from commands.lookup import names_in
from commands.people import itself
from commands.sentences import Speech
from commands.subjects import catalogue
from commands.vocabulary import vocabulary_of
from nlp import Context, Grammar, Named, Names
from nlp.explaining import Explained, explain
from store import workspaces
from store.database import Tx

ZONE = ZoneInfo("Asia/Shanghai")
WHO = "我"


def explained(text: str, now: datetime, *, world: Path | None, settings: Settings) -> Iterator[str]:
    """The reading in lines, with the names of a world file, else of the database if there is one."""
    known = catalogue()
    names, grammar = Names(), known.spoken
    if world is not None:
        names = load_world(world)
    elif settings.database.file is None or settings.database.file.exists():
        names, grammar = _of_database(text, settings, known)
    speaker = Context(speaker=Named(kind="member", id=WHO, name=WHO))
    yield from _lines(explain(text, grammar, names, now, speaker), known, grammar, now)


def _of_database(text: str, settings: Settings, known: Catalogue) -> tuple[Names, Grammar]:
    """The names that the text may speak of, and what can be said, in the database's first workspace."""

    def work(tx: Tx) -> tuple[Names, Grammar]:
        first = workspaces.every(tx)
        if not first:
            return Names(), known.spoken
        words = vocabulary_of(tx, first[0].id)
        found = names_in(tx, words, text, (), itself(first[0].id, "zh"))
        return found.names, words.grammar(known.spoken)

    database = opened(settings)
    try:
        return database.read(work)
    finally:
        database.close()


def _lines(found: Explained, known: Catalogue, grammar: Grammar, now: datetime) -> Iterator[str]:
    speech = Speech(known.sentences, "zh", ZONE, now.date())
    for words, fits in found.clauses:
        yield f"“{words}”"
        for fit in fits:
            yield f"  {fit.weight:.1f} {fit.command}  {fit.words}"
    for sentence in account(found, known, grammar):
        yield speech.say(sentence)
