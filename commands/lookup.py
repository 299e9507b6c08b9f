"""The few names that a message may mean, fetched for understanding in a handful of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from commands.rights import Speaker
from commands.vocabulary import Vocabulary
from nlp.keys import keys_in
from nlp.names import Names
from nlp.people import surname_of
from nlp.reading import Named
from nlp.text import fold
from store import names
from store.database import Tx

SURNAMES = 12
"""People fetched at most for surnames with a title (张总) and given names (红梅姐); the speaker's own come first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """The names that a message may mean, and by id the customers that were spoken of before, deleted ones too."""

    names: Names
    at_hand: Mapping[UUID, Named]


def names_in(tx: Tx, words: Vocabulary, text: str, spoken_of: Collection[UUID], speaker: Speaker) -> Known:
    """Customers, contacts and members that the words may name, and what was spoken of before; no hidden team's."""
    found = _Found(tx, words.workspace, speaker)
    found.look(keys_in(text), spoken_of)
    return Known(
        names=Names(
            customers=tuple(each for id, each in found.customers.items() if id in found.seen),
            contacts=tuple(contact_named(each) for each in found.contacts.values() if each.customer_id in found.seen),
            members=words.members,
            tags=words.tags,
            levels=words.levels,
            stages=words.stages,
            sources=words.sources,
            fields=words.fields,
        ),
        at_hand={id: found.customers[id] for id in spoken_of if id in found.customers},
    )


class _Found:
    """What is found for a message: all customers by id, those of them that may be named, and people."""

    def __init__(self, tx: Tx, workspace: UUID, speaker: Speaker) -> None:
        self.tx, self.workspace, self.speaker = tx, workspace, speaker
        self.customers: dict[UUID, Named] = {}
        self.seen: set[UUID] = set()
        self.contacts: dict[UUID, names.ContactName] = {}

    def look(self, keys: Collection[str], spoken_of: Collection[UUID]) -> None:
        """Names first; whom a part of a name calls (张总, 红梅姐) is looked for where no named customer has them."""
        by_kind: dict[str, set[UUID]] = {}
        for hit in names.found(self.tx, self.workspace, [key for key in keys if not key.endswith("~")]):
            by_kind.setdefault(hit.kind, set()).add(hit.row_id)
        self._people(names.contacts_by_id(self.tx, self.workspace, sorted(by_kind.get("contact", ()))))
        said = by_kind.get("customer", set()) | by_kind.get("alias", set())
        at = {*said, *spoken_of, *(person.customer_id for person in self.contacts.values())}
        self._customers(at)
        theirs = names.contacts(self.tx, self.workspace, sorted({*said, *spoken_of} & self.seen))
        self._people(theirs)
        met = {f"{surname_of(fold(person.name))}~" for person in theirs if person.customer_id in said}
        surnames = [key for key in keys if key.endswith("~") and key not in met]
        others = names.nearest_contacts(self.tx, self.workspace, surnames, owner=self.speaker.id, most=SURNAMES)
        self._people(others)
        self._customers({person.customer_id for person in others} - at)

    def _customers(self, ids: Collection[UUID]) -> None:
        rows = names.customers(self.tx, self.workspace, sorted(ids))
        aliases = names.aliases(self.tx, self.workspace, [row.id for row in rows])
        for row in rows:
            self.customers[row.id] = customer_named(row, aliases.get(row.id, ()))
            if not row.deleted and row.team_id not in self.speaker.hidden:
                self.seen.add(row.id)

    def _people(self, rows: Iterable[names.ContactName]) -> None:
        self.contacts.update({row.id: row for row in rows if not row.deleted})


def customer_named(row: names.CustomerName, aliases: Sequence[str] = ()) -> Named:
    """A customer as understanding sees it."""
    return Named(kind="customer", id=row.id, name=row.name, owner=row.owner_id, aliases=tuple(aliases))


def contact_named(row: names.ContactName) -> Named:
    """A person at a customer as understanding sees it."""
    return Named(kind="contact", id=row.id, name=row.name, customer=row.customer_id, title=row.title or "")
