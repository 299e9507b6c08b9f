"""Carrying an import out: one chunk of lines becomes customers, contacts, numbers, tags, follow-ups and reminders."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from commands.context import Context
from commands.imports.checking import MADE, Judged, judged, keep, rows_of
from commands.imports.rows import Reader, Row
from commands.parties import party as party_of
from commands.rights import reaches
from commands.schedules import firing, set_firing
from commands.values import Moment
from nlp.text import normal
from store import contacts, imports, tags
from store.contacts import ContactRow
from store.imports import BatchRow
from store.tables import Alias, Contact, ContactPoint, Customer, CustomerTag, FollowUp, Reminder

OWNERS = 20
"""Names of customers that one owner is told of, at most."""


@dataclass(kw_only=True, slots=True)
class Target:
    """A customer while a chunk is carried out: its people, their kinds of numbers, its tags, its follow-ups."""

    id: UUID
    owner: UUID | None
    people: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[UUID, set[str]] = field(default_factory=dict)
    numbers: set[tuple[str, str]] = field(default_factory=set)
    tags: set[UUID] = field(default_factory=set)
    told: set[tuple[datetime, str]] = field(default_factory=set)


class Carrying:
    """One chunk's transaction."""

    def __init__(self, context: Context, batch: BatchRow) -> None:
        self._context = context
        self._batch = batch
        self._made: dict[bytes, UUID | None] = {}
        self._parties: dict[UUID, Target] = {}
        self._here: dict[str, Target] = {}
        self.counts: Counter[str] = Counter()
        self.owners: dict[str, list[str]] = {}

    def carry(self, position: int, reader: Reader) -> None:
        """Writes what the chunk's lines come to."""
        batch = self._batch
        verdicts = judged(self._context, batch, rows_of(self._context, batch, position, reader), MADE)
        decided = [(each, self._choice(each)) for each in verdicts]
        self._load([id for each, choice in decided if choice != "skip" and (id := _known(each)) is not None])
        for each, choice in decided:
            self._line(each, choice)
        keep(self._context, batch, position, verdicts)
        self._context.unit.flush()
        imports.meet(self._context.tx, self._context.workspace, batch.id, self._made)

    def _choice(self, each: Judged) -> str:
        """What was decided of a line like this: skip, fill or new."""
        if each.verdict in ("wrong", "taken"):
            return "skip"
        if each.twin is not None:
            choice = str(self._batch.mapping.get(each.verdict, "skip"))
            mine = reaches(self._context.speaker, party_of(self._context, each.twin.customer).owned)
            return "skip" if choice == "fill" and not mine else choice
        return "new"

    def _line(self, each: Judged, choice: str) -> None:
        row = each.row
        party = None
        if each.verdict == "same":
            party = self._here.get(normal(row.name)) or (self._parties.get(each.customer) if each.customer else None)
        if choice == "skip" or (each.verdict == "same" and party is None):
            self._left_out(each)
            return
        if party is not None:
            self._fill(party, row)
        elif choice == "fill" and each.twin is not None:
            party = self._parties[each.twin.customer.id]
            self.counts["filled"] += self._fill(party, row)
            self._made[self._key(normal(row.name))] = party.id
        else:
            party = self._make(row)
            self._made[self._key(normal(row.name))] = self._made[self._key(party.id.hex)] = party.id
        self._here[normal(row.name)] = party
        self._hang(party, row, only_lacking=choice == "fill")

    def _key(self, name: str) -> bytes:
        return imports.digest(self._context.tx, self._context.workspace, MADE, name)

    def _left_out(self, each: Judged) -> None:
        """A line that writes nothing; further lines of the same name write nothing either."""
        self.counts["wrong" if each.verdict == "wrong" else "skipped"] += 1
        self._owner_told(each)
        if each.twin is not None:
            self._made[self._key(normal(each.row.name))] = None

    def _owner_told(self, each: Judged) -> None:
        if each.verdict == "taken" and each.twin is not None and each.twin.customer.owner_id is not None:
            told = self.owners.setdefault(each.twin.customer.owner_id.hex, [])
            if len(told) < OWNERS:
                told.append(each.twin.customer.short)

    def _load(self, ids: Sequence[UUID]) -> None:
        """The customers that lines add to, as they are."""
        context = self._context
        tx, workspace = context.tx, context.workspace
        wanted = sorted(set(ids))
        if not wanted:
            return
        for id, record in context.unit.edit_many(Customer, wanted).items():
            self._parties[id] = Target(id=id, owner=record.owner_id)
        people: list[ContactRow] = contacts.of(tx, workspace, wanted)
        for person in people:
            self._parties[person.customer_id].people.setdefault(person.name, person.id)
        at = {person.id: person.customer_id for person in people}
        for point in contacts.points(tx, workspace, customers=wanted, contacts=list(at), mask=False):
            holder = point.customer_id or at[point.contact_id]  # type: ignore[index]
            self._parties[holder].numbers.add((point.kind, point.value))
            if point.contact_id is not None:
                self._parties[holder].kinds.setdefault(point.contact_id, set()).add(point.kind)
        for id, marks in tags.of(tx, workspace, wanted).items():
            self._parties[id].tags = {each.id for each in marks}
        for id, moment, note in imports.follow_ups_of(tx, workspace, wanted):
            self._parties[id].told.add((moment, note))

    def _make(self, row: Row) -> Target:
        context = self._context
        record = context.unit.add(
            Customer,
            name=row.name,
            owner_id=row.owner,
            team_id=row.team,
            fields=row.fields,
            counts_from=context.now,
            created_at=row.created or context.now,
            **row.facts,
        )
        if row.short and row.short != row.name:
            context.unit.add(Alias, customer_id=record.id, name=row.short, created_at=context.now)
        self.counts["new"] += 1
        party = self._parties[record.id] = Target(id=record.id, owner=row.owner)
        return party

    def _fill(self, party: Target, row: Row) -> bool:
        """What the customer lacks is written, what it has stays as it is; whether it lacked anything."""
        record = self._context.unit.edit(Customer, party.id)
        lacking = {of: value for of, value in row.facts.items() if getattr(record, of) is None}
        for of, value in lacking.items():
            setattr(record, of, value)
        fields = {id: value for id, value in row.fields.items() if record.fields.get(id) is None}
        if fields:
            record.fields = {**record.fields, **fields}
        return bool(lacking or fields)

    def _hang(self, party: Target, row: Row, *, only_lacking: bool) -> None:
        """The line's person with numbers, its tags, its follow-up, its reminder."""
        context = self._context
        person = self._person(party, row, only_lacking=only_lacking)
        for tag in row.tags:
            if tag not in party.tags:
                party.tags.add(tag)
                context.unit.add(CustomerTag, customer_id=party.id, tag_id=tag, created_at=context.now)
        told = row.told
        follow_up = None
        if told is not None and (told.at, told.note) not in party.told:
            party.told.add((told.at, told.note))
            self.counts["told"] += 1
            record = context.unit.add(
                FollowUp,
                customer_id=party.id,
                contact_id=person,
                contact_name=row.contact or None,
                author_id=told.author,
                method=told.method,
                at=told.at,
                at_day=told.day_only,
                note=told.note,
                next_at=row.next_at[0] if row.next_at else None,
                next_text=row.next_text or None,
                created_at=told.at,
            )
            follow_up = record.id
        self._remind(party, row, person, follow_up)

    def _person(self, party: Target, row: Row, *, only_lacking: bool) -> UUID | None:
        points = [point for point in row.points if point not in party.numbers]
        name = row.contact or (row.name if points else "")
        if not name:
            return None
        context = self._context
        id = party.people.get(name)
        if id is None:
            record = context.unit.add(
                Contact, customer_id=party.id, name=name, title=row.title or None, created_at=context.now
            )
            id = party.people[name] = record.id
            self.counts["people"] += 1
        has = party.kinds.setdefault(id, set())
        for kind, value in points:
            if not (only_lacking and kind in has):
                party.numbers.add((kind, value))
                context.unit.add(ContactPoint, contact_id=id, kind=kind, value=value, created_at=context.now)
        return id

    def _remind(self, party: Target, row: Row, person: UUID | None, follow_up: UUID | None) -> None:
        """A next step that is still to come is told to the customer's owner in time."""
        context = self._context
        if row.next_at is None or row.next_at[0].date() < context.today:
            return
        owner = party.owner or context.speaker.id
        at, day_only = row.next_at
        record = context.unit.add(
            Reminder,
            owner_id=owner,
            maker_id=context.speaker.id,
            customer_id=party.id,
            contact_id=person,
            follow_up_id=follow_up,
            text=row.next_text,
            created_at=context.now,
        )
        set_firing(
            record,
            firing(context, Moment(value=at, said="", day_only=day_only, clocked=not day_only), owner, ahead=True),
        )
        self.counts["reminders"] += 1


def _known(each: Judged) -> UUID | None:
    """The customer that a line adds to, where there is one already."""
    return each.customer or (each.twin.customer.id if each.twin is not None else None)


def added(before: Mapping[str, Any], carrying: Carrying) -> dict[str, Any]:
    """What an import came to, with another chunk added."""
    counts = Counter({name: value for name, value in before.items() if isinstance(value, int)})
    counts.update(carrying.counts)
    owners = {id: list(names) for id, names in before.get("owners", {}).items()}
    for id, names in carrying.owners.items():
        owners[id] = [*owners.get(id, ()), *names][:OWNERS]
    return {**counts, "owners": owners}
