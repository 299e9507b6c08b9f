"""The few names that a message may mean, fetched for understanding in a handful of queries."""

from collections.abc import Collection, Sequence
from uuid import UUID

from commands.business import words_of
from commands.rights import Speaker
from nlp.keys import keys_in
from nlp.names import FieldName, Names
from nlp.reading import Named
from store import names, tags
from store.database import Tx
from store.workspaces import WorkspaceRow

SURNAMES = 12
"""People fetched at most for a surname with a title (张总); the speaker's own come first."""


def names_in(tx: Tx, row: WorkspaceRow, text: str, spoken_of: Collection[UUID], speaker: Speaker) -> Names:
    """Customers, contacts and members that the words may name, and what was spoken of before; no hidden team's."""
    workspace, hidden = row.id, speaker.hidden
    found = names.found(tx, workspace, keys_in(text))
    by_kind: dict[str, set[UUID]] = {}
    for hit in found:
        kind = "surname" if hit.kind == "contact" and hit.key.endswith("~") else hit.kind
        by_kind.setdefault(kind, set()).add(hit.row_id)
    people = [
        *names.contacts_by_id(tx, workspace, sorted(by_kind.get("contact", set()))),
        *names.nearest_contacts(tx, workspace, sorted(by_kind.get("surname", set())), owner=speaker.id, most=SURNAMES),
    ]
    named = by_kind.get("customer", set()) | by_kind.get("alias", set()) | set(spoken_of)
    rows = names.customers(tx, workspace, sorted(named | {row.customer_id for row in people}))
    customers = [row for row in rows if not row.deleted and row.team_id not in hidden]
    seen = {row.id for row in customers}
    others = names.aliases(tx, workspace, [row.id for row in customers])
    theirs = names.contacts(tx, workspace, sorted(named))
    library = tags.library(tx, workspace)
    return Names(
        customers=tuple(customer_named(row, others.get(row.id, ())) for row in customers),
        contacts=tuple(
            {
                row.id: contact_named(row) for row in (*people, *theirs) if not row.deleted and row.customer_id in seen
            }.values()
        ),
        members=tuple(member_named(row) for row in names.members(tx, workspace) if row.active),
        tags=tuple(Named(kind="tag", id=row.id, name=row.name) for row in library if row.active),
        levels=words_of(row.settings, "levels"),
        stages=words_of(row.settings, "stages"),
        sources=words_of(row.settings, "sources"),
        fields=tuple(
            FieldName(name=each.name, type=each.kind, options=tuple(each.options))
            for each in tags.fields(tx, workspace)
        ),
    )


def customer_named(row: names.CustomerName, aliases: Sequence[str] = ()) -> Named:
    """A customer as understanding sees it."""
    return Named(kind="customer", id=row.id, name=row.name, owner=row.owner_id, aliases=tuple(aliases))


def contact_named(row: names.ContactName) -> Named:
    """A person at a customer as understanding sees it."""
    return Named(kind="contact", id=row.id, name=row.name, customer=row.customer_id, title=row.title or "")


def member_named(row: names.MemberName) -> Named:
    """A colleague as understanding sees it."""
    return Named(kind="member", id=row.id, name=row.name, aliases=tuple(row.aliases))
