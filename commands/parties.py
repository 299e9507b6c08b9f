"""Whom a command is about: customers and contacts, known or made from the name that was said, and colleagues."""

from dataclasses import dataclass
from uuid import UUID

from commands.context import Context
from commands.errors import Refused
from commands.naming import without_numbers
from commands.rights import Owned, must_reach, naming_scope, reaches
from commands.values import ContactRef, CustomerRef, Unseen
from nlp.keys import keys_of
from nlp.reading import Named, New
from store import contacts, customers, members, names
from store.members import MemberRow
from store.tables import Contact, Customer


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """A customer as commands work with it. `fresh` says that this very command made it."""

    id: UUID
    name: str
    short: str
    owner_id: UUID | None
    team_id: UUID | None
    owner_name: str | None = None
    fresh: bool = False

    @property
    def owned(self) -> Owned:
        return Owned(owner_id=self.owner_id, team_id=self.team_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Someone:
    """A person at a customer; `id` is None where only a name is known."""

    id: UUID | None
    name: str


def customer_of(context: Context, reference: CustomerRef) -> Party:
    """The customer, made now if its name is new. Refused when it is gone or lies in the recycle bin."""
    if isinstance(reference, Unseen):
        return _named(context, reference.name)
    row = context.seen.get(reference) or customers.get(context.tx, naming_scope(context.speaker), reference)
    if not isinstance(row, customers.CustomerRow):
        raise Refused("refused.gone")
    context.seen[reference] = row
    if row.deleted_at is not None:
        raise Refused("refused.binned", customer=row.short)
    return party(context, row)


def party(context: Context, row: customers.CustomerRow) -> Party:
    """A stored customer as commands work with it."""
    return Party(
        id=row.id,
        name=row.name,
        short=row.short,
        owner_id=row.owner_id,
        team_id=row.team_id,
        owner_name=name_of(context, row.owner_id),
    )


def name_of(context: Context, member: UUID | None) -> str | None:
    """A member's name."""
    if member is None:
        return None
    if member == context.speaker.id:
        return context.speaker.name
    row = members.get(context.tx, context.workspace, member)
    return row.name if row is not None else None


def active_member(context: Context, member: UUID) -> MemberRow:
    """A member who is still here; Refused for one who is not."""
    row = members.get(context.tx, context.workspace, member)
    if row is None or not row.active:
        raise Refused("refused.gone_member")
    return row


def reached(context: Context, reference: UUID) -> Party:
    """The customer, if the speaker may change it."""
    found = customer_of(context, reference)
    must_reach(context.speaker, found.owned, customer=found.short, owner=found.owner_name)
    return found


def sees(context: Context, found: Party) -> bool:
    """Whether the speaker may read the customer's notes and numbers."""
    return reaches(context.speaker, found.owned)


def _named(context: Context, name: str) -> Party:
    """A new customer of the speaker's; one that was made meanwhile under the very name is taken instead."""
    rows = customers.by_name(context.tx, naming_scope(context.speaker), name)
    live = [row for row in rows if row.deleted_at is None]
    return party(context, live[0]) if live else make(context, name)


def make(context: Context, name: str, *, owner_id: UUID | None = None, **facts: object) -> Party:
    """A new customer, the speaker's own unless another owner is named."""
    owner = owner_id or context.speaker.id
    name = without_numbers(name)
    if not name:
        raise Refused("refused.no_name")
    record = context.unit.add(
        Customer, name=name, owner_id=owner, team_id=context.speaker.team_id, created_at=context.now, **facts
    )
    return Party(
        id=record.id,
        name=name,
        short=name,
        owner_id=owner,
        team_id=context.speaker.team_id,
        owner_name=context.speaker.name,
        fresh=True,
    )


def contact_of(context: Context, customer: Party, reference: ContactRef | None) -> Someone | None:
    """The person, made now if the name is new at this customer."""
    if reference is None:
        return None
    if isinstance(reference, UUID):
        row = context.seen.get(reference) or contacts.get(context.tx, context.workspace, reference)
        if row is None:
            return None
        context.seen[reference] = row
        return Someone(id=row.id, name=row.name)
    name = without_numbers(reference.name)
    if not name:
        return None
    known = None if customer.fresh else contact_named(context, customer.id, name)
    if known is not None:
        return Someone(id=known.id, name=known.name)
    record = context.unit.add(Contact, customer_id=customer.id, name=name, created_at=context.now)
    return Someone(id=record.id, name=name)


def contact_named(context: Context, customer: UUID, name: str) -> contacts.ContactRow | None:
    """The person of exactly that name at a customer."""
    people = contacts.of(context.tx, context.workspace, (customer,))
    return next((row for row in people if row.name == name), None)


def short_of(context: Context, named: Named | New) -> str:
    """A customer's short name, as people say it; any other name as it is."""
    if isinstance(named, Named) and named.kind == "customer" and isinstance(named.id, UUID):
        rows = names.customers(context.tx, context.workspace, (named.id,))
        return rows[0].short if rows else named.name
    return named.name


def namesakes(context: Context, name: str) -> list[customers.CustomerRow]:
    """Customers of this name, and those that people call so (华星科技: 苏州华星科技有限公司); the same one first."""
    keys = [key for key in keys_of("customer", name, {}) if not key.startswith("~")]
    found = names.found(context.tx, context.workspace, keys)
    ids = {hit.row_id for hit in found if hit.kind in ("customer", "alias")}
    rows = customers.some(context.tx, naming_scope(context.speaker), sorted(ids)).values()
    return sorted((row for row in rows if row.deleted_at is None), key=lambda row: row.name != name)
