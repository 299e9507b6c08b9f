"""Clauses gathered to what each command takes from the message: what was told, then each order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.beside import another_record, only_files, says_what, tells_beside
from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.people import Person
from nlp.phrases import Hit
from nlp.reading import Span
from nlp.scene import Scene
from nlp.spoken import evident, named, only_time, somebody
from nlp.talk import orders_outside
from nlp.told import TOLD, TOLD_BESIDE_ORDER, explicit, plans, told


@dataclass(kw_only=True, slots=True)
class Group:
    """The clauses of one command; `form` is None while nothing says what they are.

    `aside`: a #tag inside what is told, which goes on after it. `outside`: an order that no known command serves.
    """

    form: Form | None
    clauses: list[Clause] = field(default_factory=list)
    order: Hit | None = None
    aside: bool = False
    outside: bool = False

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.clauses[0].start if self.clauses else 0

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.clauses[-1].end if self.clauses else 0

    @property
    def hits(self) -> list[Hit]:
        """The phrases of the group's command."""
        return [hit for clause in self.clauses for hit in clause.hits if self.form and hit.command == self.form.name]

    def spans(self, scene: Scene, kind: str) -> list[Span]:
        """The spans of a kind in the group's clauses."""
        return [span for clause in self.clauses for span in scene.of_kind(kind, clause.start, clause.end)]


def gather(scene: Scene, grammar: Grammar, clauses: Iterable[Clause], first: Form | None = None) -> list[Group]:
    """The groups in the order said, those that no command serves among them; `first` is the command that a slash or a
    labelled form named."""
    return _Gathering(scene, grammar, first).run(clauses)


class _Gathering:
    """Walks the clauses once, opening a group where an order or another customer begins."""

    def __init__(self, scene: Scene, grammar: Grammar, first: Form | None) -> None:
        self.scene = scene
        self.grammar = grammar
        self.narrative = grammar.narrative
        self.forced = first
        self.groups: list[Group] = [Group(form=first)] if first else []

    @property
    def current(self) -> Group | None:
        """The group that a further clause would go on with."""
        last = next((group for group in reversed(self.groups) if not group.aside), None)
        return None if last is not None and last.outside else last

    def run(self, clauses: Iterable[Clause]) -> list[Group]:
        """The groups of all clauses."""
        for clause in clauses:
            order = clause.order(self.narrative.name if self.narrative else None)
            if self._all_of_it(clause, order):
                self.groups[0].clauses.append(clause)
            elif order is not None and self._obeys(clause, order):
                if not self._joins(clause, order):
                    self._open(clause, order)
            elif self._leads_outside(clause):
                self._open_outside(clause)
            elif self.current is not None and order is None and self._another(self.current, clause, None):
                self.groups.append(Group(form=self.narrative, clauses=[clause]))
            elif (tale := self._resumed(clause)) is not None:
                tale.clauses.append(clause)
            elif self.current is not None and not self._begins(self.current, clause):
                self._go_on(self.current, clause)
            else:
                self._tell(clause)
        for group in self.groups:
            if (
                group.form is None
                and group.clauses
                and not group.outside
                and told(self.scene, self.grammar, group.clauses) >= TOLD
            ):
                group.form = self.narrative
        return [group for group in self.groups if group.clauses or group is self.groups[0]]

    def _all_of_it(self, clause: Clause, order: Hit | None) -> bool:
        """Whether a named command takes the clause as its own words: /取消提醒 给张总回电 files no call."""
        if self.forced is None or self.forced is self.narrative or len(self.groups) > 1:
            return False
        if self._another(self.groups[0], clause, order):
            return False
        return order is None or order.weight < 3 or order.command == self.forced.name

    def _leads_outside(self, clause: Clause) -> bool:
        """Whether a clause orders what no command serves (商机推到谈判) and tells nothing itself."""
        if any(hit.weight >= 1.8 for hit in clause.hits) or self.forced or explicit(clause, self.narrative):
            return False
        return orders_outside(self.scene.masked[clause.start : clause.end])

    def _open_outside(self, clause: Clause) -> None:
        current = self.current
        if current is not None and not current.hits and current.form in (None, self.narrative) and not clause.strong:
            self.groups.remove(current)
        self.groups.append(Group(form=None, clauses=[clause], outside=True))

    def _at_hand(self) -> bool:
        """Whether the message has named its customer already."""
        return any(named(self.scene, group.clauses) for group in self.groups)

    def _resumed(self, clause: Clause) -> Group | None:
        """The tale that goes on after tags were put on: …找在地SI做；标签加竞品在用；下星期二我再过去一趟."""
        current = self.current
        if (
            not clause.strong
            or current is None
            or current.form is None
            or not current.form.has("tags")
            or current.form.has("phone")
        ):
            return None
        tale = next((group for group in reversed(self.groups) if group.form is self.narrative), None)
        goes_on = self.scene.of_kind("time", clause.start, clause.end) and not somebody(self.scene, clause)
        return tale if goes_on else None

    def _obeys(self, clause: Clause, order: Hit) -> bool:
        """Whether the order counts: not what a reminder or a slash command takes as its words, nor a hint in a tale."""
        current = self.current
        if order.weight >= 3:
            begins = not (self.forced and len(self.groups) == 1 and order.command == self.forced.name)
            return begins or self._another(self.groups[0], clause, order)
        form = self.grammar.forms[order.command]
        rules = self.scene.of_kind("repeat", clause.start, clause.end)
        if form.has("repeat") and not rules and not plans(self.scene, [clause], self.grammar, order=True):
            return False
        if current and current.form and (current.form is self.forced or current.form.has("text")):
            return False
        if current and current.form is self.narrative and form.has("phone") and not clause.strong:
            return False
        return told(self.scene, self.grammar, [clause]) < TOLD + order.weight - 1

    def _joins(self, clause: Clause, order: Hit) -> bool:
        """Whether an order only goes on with the one before: 级别调成B，地区改华东; 新客户 …，先打个价格敏感."""
        current = self.current
        if current is None or current.form is None or not current.clauses or current.form is self.narrative:
            return False
        form = self.grammar.forms[order.command]
        if self._another(current, clause, order):
            return False
        same = form is current.form and not form.has("text")
        covered = current.form.has("phone") and all(
            current.form.has(slot.kind) for slot in form.slots if slot.kind != "customers"
        )
        record = current.form.has("phone") and form.has("phone") and order.weight < 3.3
        if not (same or covered or record):
            return False
        before, now = named(self.scene, current.clauses), named(self.scene, [clause])
        if (now and not now <= before) or (
            not now and form.has("tags") and not form.has("phone") and somebody(self.scene, clause)
        ):
            return False
        current.clauses.append(clause)
        return True

    def _another(self, group: Group, clause: Clause, order: Hit | None) -> bool:
        """Whether a clause orders another record, or tells something beside the one that is ordered."""
        if group.form is None or not group.clauses or group.aside:
            return False
        if order is None:
            return tells_beside(self.scene, self.grammar, group.form, clause)
        begun = group.order.end if group.order is not None else group.start
        return another_record(self.scene, group.form, begun, clause, order)

    def _open(self, clause: Clause, order: Hit) -> None:
        form = self.grammar.forms[order.command]
        current = self.current
        group = Group(form=form, clauses=[clause], order=order)
        if current and current.clauses and not (self.forced and current is self.groups[0]):
            if current.form is None:
                self._settle_lead(current, group)
            elif current.form is self.narrative:
                self._settle_told(current, group)
        inside = current is not None and current.form is self.narrative and current in self.groups
        group.aside = inside and self.scene.masked[order.start] == "#"
        self.groups.append(group)

    def _settle_lead(self, lead: Group, group: Group) -> None:
        """What stands before an order and says nothing of its own belongs to it; else it is told."""
        assert group.form is not None
        beside = group.form.has("text", "tags", "time") and not group.form.has("phone")
        apart = group.form.has("phone") and group.clauses[0].strong
        if (beside or apart) and told(self.scene, self.grammar, lead.clauses, order=True) >= TOLD_BESIDE_ORDER:
            lead.form = self.narrative
        else:
            self._absorb(lead, group)

    def _settle_told(self, lead: Group, group: Group) -> None:
        """What seemed told is taken by the order when it only names somebody (冀东外加剂董工，职务改…) or plans."""
        assert group.form is not None
        if any(explicit(clause, self.narrative) for clause in lead.clauses):
            return
        if group.form.has("phone") or not group.form.writes:
            events = any(hit.weight >= 1.5 for hit in lead.hits)
            if not events and not group.clauses[0].strong:
                self._absorb(lead, group)
        elif self._is_lead(lead, group.form):
            self._absorb(lead, group)
        elif group.form.has("text", "time"):
            while len(lead.clauses) > 1 and only_time(self.scene, lead.clauses[-1]):
                group.clauses.insert(0, lead.clauses.pop())

    def _is_lead(self, lead: Group, form: Form) -> bool:
        """Whether what stands before an order says too little for a follow-up: 电话打完了，那个提醒划掉."""
        if form.has("number") and not any(somebody(self.scene, clause) for clause in lead.clauses):
            return True
        at_hand = len(self.groups) > 1
        evidence = told(self.scene, self.grammar, lead.clauses, order=True, at_hand=at_hand)
        return evidence < (TOLD if at_hand else TOLD_BESIDE_ORDER)

    def _absorb(self, lead: Group, group: Group) -> None:
        group.clauses[:0] = lead.clauses
        self.groups.remove(lead)

    def _begins(self, current: Group, clause: Clause) -> bool:
        """Whether a clause without an order opens something new: another's follow-up, or one after an order."""
        if current.form is None:
            return False
        if current.form is self.narrative:
            return self._switches(current, clause)
        if explicit(clause, self.narrative) and not only_files(self.scene, clause):
            return True
        if current.form.has("text") and current.order and not says_what(self.scene, current.order, current.clauses[-1]):
            return False
        if current.form.has("phone"):
            evidence = told(self.scene, self.grammar, [clause], at_hand=True)
            return clause.strong and evidence >= TOLD and any(hit.weight >= 1.8 for hit in clause.hits)
        if current.form.has("tags") and self._names_another(current, clause):
            return True
        needed = TOLD_BESIDE_ORDER if clause.strong else TOLD_BESIDE_ORDER + 1
        if current.order and self.scene.masked[current.order.start] == "#":
            needed = TOLD
        return told(self.scene, self.grammar, [clause]) >= needed and somebody(self.scene, clause)

    def _names_another(self, current: Group, clause: Clause) -> bool:
        """Whether somebody else is named after one was given tags: 给云图打上…，张总那家打上…"""
        before, now = named(self.scene, current.clauses), named(self.scene, [clause])
        return bool(before) and somebody(self.scene, clause) and not (now and now <= before)

    def _switches(self, group: Group, clause: Clause) -> bool:
        """Whether the clause speaks of another customer than the group did last."""
        before = next((found for each in reversed(group.clauses) if (found := named(self.scene, [each]))), set())
        now = named(self.scene, [clause])
        if not now:
            return self._turns_to_another(clause, before)
        if not before or now == before or not evident(self.scene, clause):
            return False
        return not now & before or len(before) > 1

    def _turns_to_another(self, clause: Clause, before: set[object]) -> bool:
        """Whether a clause of its own turns to a person whom the customer spoken of does not have: 另外张总打电话来…"""
        people: list[Person] = [span.value for span in self.scene.of_kind("person", clause.start, clause.end)]  # type: ignore[misc]
        if (
            not clause.strong
            or not people
            or len(before) != 1
            or not re.match(r"\W*(?:另外|还有|还|再)", self.scene.folded[clause.start :])
        ):
            return False
        owners = {contact.customer for person in people for contact in person.known}
        return bool(owners) and not owners & before

    def _go_on(self, current: Group, clause: Clause) -> None:
        current.clauses.append(clause)
        if current.form is None:
            beyond = explicit(clause, self.narrative) or told(self.scene, self.grammar, current.clauses) >= TOLD
            current.form = self.narrative if beyond else None

    def _tell(self, clause: Clause) -> None:
        evidence = told(self.scene, self.grammar, [clause], at_hand=self._at_hand())
        goes_on = self.current is not None and self.current.form is self.narrative
        sure = evidence >= TOLD or explicit(clause, self.narrative) or goes_on
        self.groups.append(Group(form=self.narrative if sure else None, clauses=[clause]))
