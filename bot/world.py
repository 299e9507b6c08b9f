"""A world file in place of a database: what a workspace knows, for measuring the understanding."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from nlp import Context, Draft, FieldName, Grammar, Moment, Named, Names, New, Pending, Value


def load_world(path: Path) -> Names:
    """The names of a world file; a name is its own id."""
    world = json.loads(path.read_text(encoding="utf-8"))
    customers, contacts = [], []
    for row in world.get("customers", ()):
        name = row["name"]
        aliases = tuple(row.get("aliases", ()))
        customers.append(Named(kind="customer", id=name, name=name, owner=row.get("owner"), aliases=aliases))
        for person in row.get("contacts", ()):
            key = (name, person["name"])
            contacts.append(
                Named(kind="contact", id=key, name=person["name"], customer=name, title=person.get("title", ""))
            )
    return Names(
        customers=tuple(customers),
        contacts=tuple(contacts),
        members=tuple(_member(row) for row in world.get("members", ())),
        tags=tuple(Named(kind="tag", id=tag, name=tag) for tag in world.get("tags", ())),
        levels=tuple(world.get("levels", ())),
        stages=tuple(world.get("stages", ())),
        fields=tuple(
            FieldName(name=row["name"], type=row.get("type", "text"), options=tuple(row.get("options", ())))
            for row in world.get("fields", ())
        ),
    )


def _member(row: Mapping[str, Any]) -> Named:
    return Named(
        kind="member",
        id=row["name"],
        name=row["name"],
        title=row.get("role", ""),
        aliases=tuple(row.get("aliases", ())),
    )


class World:
    """The names of a world with what is needed to read the conversation of a case."""

    def __init__(self, path: Path, grammar: Grammar) -> None:
        self.names = load_world(path)
        self.grammar = grammar
        self._customers = {customer.name: customer for customer in self.names.customers}
        self._members = {member.name: member for member in self.names.members}

    def context(self, case: Mapping[str, Any], zone: Any) -> Context:
        """The conversation before a case's message."""
        given = case.get("context") or {}
        speaker = self._members.get(case.get("speaker", "")) or Named(
            kind="member", id="", name=str(case.get("speaker", ""))
        )
        pending = given.get("pending")
        customer = given.get("customer")
        return Context(
            speaker=speaker,
            group=case.get("chat") == "group",
            customer=self._customers.get(customer) if customer else None,
            pending=self._pending(pending, zone) if pending else None,
            shown=tuple(self._customers.get(name, name) for name in given.get("list", ())),
            done=tuple(
                Draft(command=each["command"], slots=self._slots(each["command"], each.get("slots", {}), zone))
                for each in given.get("done", ())
            ),
        )

    def _pending(self, pending: Mapping[str, Any], zone: Any) -> Pending:
        command = pending["command"]
        return Pending(
            command=command,
            missing=pending.get("missing", ""),
            slots=self._slots(command, pending.get("slots", {}), zone),
        )

    def _slots(self, command: str, slots: Mapping[str, Any], zone: Any) -> dict[str, Value]:
        form = self.grammar.forms.get(command)
        kinds = {slot.name: slot.kind for slot in form.slots} if form else {}
        return {name: self._value(kinds.get(name, "text"), value, slots, zone) for name, value in slots.items()}

    def _value(self, kind: str, value: Any, slots: Mapping[str, Any], zone: Any) -> Value:
        if kind == "customer" and isinstance(value, str):
            return self._customers.get(value) or New(name=value)
        if kind == "member" and isinstance(value, str):
            return self._members.get(value) or New(name=value)
        if kind == "contact" and isinstance(value, str):
            owner = slots.get("customer")
            known = (each for each in self.names.contacts if each.name == value and each.customer == owner)
            return next(known, None) or New(name=value)
        if kind == "time" and isinstance(value, str):
            return _moment(value, zone)
        if isinstance(value, list):
            return tuple(self._value(kind.removesuffix("s"), each, slots, zone) for each in value)
        return value  # type: ignore[no-any-return]


def _moment(value: str, zone: Any) -> Moment:
    day_only = "T" not in value
    return Moment(
        value=datetime.fromisoformat(value).replace(tzinfo=zone), said=value, clocked=not day_only, day_only=day_only
    )
