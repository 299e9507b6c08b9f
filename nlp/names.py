"""The names that a message may speak of, as far as they matter: a few rows, never the whole workspace."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from nlp.keys import keys_in, keys_of
from nlp.reading import Context, Named


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldName:
    """A field that the workspace added: 采购周期 text, 设备品牌 choice of 西门子, 三菱."""

    name: str
    type: str = "text"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Names:
    """Candidates that a message may name; `customers` carry aliases and owner, `contacts` their customer and title."""

    customers: tuple[Named, ...] = ()
    contacts: tuple[Named, ...] = ()
    members: tuple[Named, ...] = ()
    tags: tuple[Named, ...] = ()
    levels: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    fields: tuple[FieldName, ...] = ()

    @cached_property
    def customer_by_id(self) -> dict[Hashable, Named]:
        """The customers by their id."""
        return {customer.id: customer for customer in self.customers}

    @cached_property
    def contacts_by_customer(self) -> dict[Hashable, tuple[Named, ...]]:
        """The people of each customer."""
        found: dict[Hashable, list[Named]] = {}
        for contact in self.contacts:
            found.setdefault(contact.customer, []).append(contact)
        return {customer: tuple(people) for customer, people in found.items()}

    @cached_property
    def _rows_by_key(self) -> dict[str, list[Named]]:
        """What a database's name table answers, for a world held in memory."""
        rows: dict[str, list[Named]] = {}
        for named in (*self.customers, *self.contacts):
            row = {"aliases": named.aliases, "title": named.title}
            for key in keys_of(named.kind, named.name, row):
                rows.setdefault(key, []).append(named)
        return rows

    def narrow(self, text: str, context: Context) -> "Names":
        """Only the customers and contacts that the text or the conversation may mean; the small lists stay whole."""
        found = [row for key in keys_in(text) for row in self._rows_by_key.get(key, ())]
        wanted = {row.id for row in found if row.kind == "customer"}
        wanted |= {row.customer for row in found if row.kind == "contact" and row.customer is not None}
        wanted |= spoken_of(context)
        return replace(
            self,
            customers=tuple(customer for customer in self.customers if customer.id in wanted),
            contacts=tuple(contact for contact in self.contacts if contact.customer in wanted),
        )


def spoken_of(context: Context) -> set[Hashable]:
    """The ids of the customers that the conversation has at hand: the last one, those shown, those asked or done."""
    shown: Iterable[object] = (context.customer, *context.shown)
    asked = () if context.pending is None else context.pending.slots.values()
    done = (value for draft in context.done for value in draft.slots.values())
    values = (*shown, *asked, *done)
    return {value.id for value in values if isinstance(value, Named) and value.kind == "customer"}
