"""Clauses gathered to what each command takes from the message: what was told, then each order."""

from collections.abc import Iterable

from nlp.alike import sounds_told
from nlp.beside import (
    another_record,
    is_part_of,
    new_record,
    only_files,
    only_hinted,
    says_what,
    stays,
    tells_beside,
    turns_to_self,
)
from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.group import Group
from nlp.leads import hand_over, is_said, resumed, tells_of_late, tells_of_record
from nlp.mistaken import is_mistaken
from nlp.news import is_news, is_tale
from nlp.phrases import Hit
from nlp.questions import says_what_for
from nlp.scene import Scene
from nlp.spoken import named, names_another, next_item, only_time, somebody, switches
from nlp.talk import orders_outside
from nlp.told import TOLD, TOLD_BESIDE_ORDER, explicit, plans, told
from nlp.whys import only_says_why, tells_as_well


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
            if order is None and self.current is not None and stays(self.scene, self.current.form, clause):
                continue
            if self._all_of_it(clause, order):
                self.groups[0].clauses.append(clause)
            elif order is not None and self._obeys(clause, order):
                if not self._joins(clause, order):
                    self._open(clause, order)
            elif self._files_outside(clause) or self._leads_outside(clause):
                self._open_outside(clause)
            elif self.current is not None and order is None and self._another(self.current, clause, None):
                self.groups.append(Group(form=self.narrative, clauses=[clause]))
            elif (tale := resumed(self.scene, self.narrative, self.groups, self.current, clause)) is not None:
                tale.clauses.append(clause)
            elif self.current is not None and not self._begins(self.current, clause):
                self._go_on(self.current, clause)
            else:
                self._tell(clause)
        for group in self.groups:
            is_open = group.form is None and group.clauses and not group.outside
            if is_open and is_tale(self.scene, self.grammar, group.clauses, alone=len(self.groups) == 1):
                group.form = self.narrative
        for group in self.groups:
            taken = group.form is self.narrative and group.form is not self.forced
            if taken and is_mistaken(self.scene, self.grammar, group, self.groups):
                group.form = None
        return [group for group in self.groups if group.clauses or group is self.groups[0]]

    def _all_of_it(self, clause: Clause, order: Hit | None) -> bool:
        """Whether a named command takes the clause as its own words: /取消提醒 给张总回电 files no call."""
        if self.forced is None or self.forced is self.narrative or len(self.groups) > 1:
            return False
        if self._another(self.groups[0], clause, order):
            return False
        return order is None or order.weight < 3 or order.command == self.forced.name

    def _leads_outside(self, clause: Clause) -> bool:
        """Whether a clause orders what no command serves (商机推到谈判), and is neither told nor part of a record."""
        if any(hit.weight >= 1.8 for hit in clause.hits) or self.forced or explicit(clause, self.narrative):
            return False
        form = self.current.form if self.current is not None else None
        if is_part_of(self.scene, form, clause):
            return False
        return orders_outside(self.scene.masked[clause.start : clause.end])

    def _files_outside(self, clause: Clause) -> bool:
        """Whether a clause but asks to file what no command serves: 尾款到了，录一下."""
        return bool(self.groups) and self.groups[-1].outside and only_files(self.scene, clause)

    def _open_outside(self, clause: Clause) -> None:
        current = self.current
        if current is not None and not current.hits and current.form in (None, self.narrative) and not clause.strong:
            self.groups.remove(current)
        self.groups.append(Group(form=None, clauses=[clause], outside=True))

    def _at_hand(self) -> bool:
        """Whether the message has named its customer already."""
        return any(named(self.scene, group.clauses) for group in self.groups)

    def _obeys(self, clause: Clause, order: Hit) -> bool:
        """Whether the order counts: not what a reminder or a slash command takes as its words, nor a hint in a tale."""
        current = self.current
        if self._files_outside(clause):
            return False
        if self.forced is not None and self.forced is self.narrative and not self.grammar.forms[order.command].writes:
            return False
        if order.weight >= 3:
            begins = not (self.forced and len(self.groups) == 1 and order.command == self.forced.name)
            return begins or self._another(self.groups[0], clause, order)
        form = self.grammar.forms[order.command]
        rules = self.scene.of_kind("repeat", clause.start, clause.end)
        dated = rules or self._begins_with(clause, order) or plans(self.scene, [clause], self.grammar, order=True)
        if form.has("repeat") and not dated:
            return False
        if current and current.form and (current.form is self.forced or current.form.has("text")):
            return False
        if form.has("repeat") and not clause.strong and self._tells(current, clause):
            return False
        apart = clause.strong and somebody(self.scene, clause)
        if current and form.has("phone") and not apart and self._is_told(current):
            return False
        if told(self.scene, self.grammar, [clause]) >= TOLD + order.weight - 1:
            return False
        return not sounds_told(self.scene, self.grammar, clause.start)

    def _is_told(self, group: Group) -> bool:
        return group.form is self.narrative or (not group.form and is_news(self.scene, group.clauses))

    def _begins_with(self, clause: Clause, order: Hit) -> bool:
        """Whether a message begins with an order that names no time: 叫我给王总发报价."""
        return not self.groups and order.start == clause.start and not order.placed

    def _tells(self, current: Group | None, clause: Clause) -> bool:
        """Whether a tale is under way, which a plan without 提醒我 goes on as its next step: …，下午去找谭主任打听."""
        if current is None or current.form is not self.narrative:
            return False
        same = named(self.scene, [clause]) <= named(self.scene, current.clauses)
        return same and told(self.scene, self.grammar, current.clauses) >= TOLD

    def _joins(self, clause: Clause, order: Hit) -> bool:
        """Whether an order only goes on with the one before: 级别调成B，地区改华东; 新客户 …，先打个价格敏感."""
        current = new_record(self.scene, self.grammar, self.groups, clause, order) or self.current
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
        if order is None and only_says_why(self.scene, self.grammar, group.form, [clause]):
            return False
        if order is None:
            return tells_beside(self.scene, self.grammar, group.form, clause)
        begun = group.order.end if group.order is not None and not group.order.placed else group.start
        return another_record(self.scene, self.grammar, group.form, begun, clause, order)

    def _open(self, clause: Clause, order: Hit) -> None:
        form = self.grammar.forms[order.command]
        current = self.current
        group = Group(form=form, clauses=[clause], order=order)
        if current and current.clauses and not (self.forced and current is self.groups[0]):
            if current.form is form and only_hinted(form, current.order, clause, order):
                self._absorb(current, group)
            elif current.form is None:
                self._settle_lead(current, group)
            elif current.form is self.narrative:
                self._settle_told(current, group)
        inside = current is not None and current.form is self.narrative and current in self.groups
        group.aside = inside and self.scene.masked[order.start] == "#"
        self.groups.append(group)

    def _settle_lead(self, lead: Group, group: Group) -> None:
        """What stands before an order and says nothing of its own belongs to it; else it is told."""
        assert group.form is not None
        hand_over(self.scene, lead, group)
        plainly = group.form.has("phone") and tells_of_late(self.scene, self.grammar, lead)
        joined = not group.clauses[0].strong
        needed = TOLD_BESIDE_ORDER if joined and not plainly else TOLD
        beside = not group.form.has("phone") and group.form.has("text", "tags", "time")
        apart = group.form.has("phone") and (plainly or not joined)
        tells = (beside or apart) and not only_says_why(self.scene, self.grammar, group.form, lead.clauses)
        if tells and (
            told(self.scene, self.grammar, lead.clauses, order=joined and not plainly) >= needed
            or tells_as_well(self.scene, self.grammar, group.form, lead.clauses)
        ):
            lead.form = self.narrative
        else:
            self._absorb(lead, group)

    def _settle_told(self, lead: Group, group: Group) -> None:
        """What seemed told is taken by the order when it only names somebody (冀东外加剂董工，职务改…) or plans."""
        assert group.form is not None
        if any(explicit(clause, self.narrative) for clause in lead.clauses):
            return
        hand_over(self.scene, lead, group)
        if group.form.has("phone") or not group.form.writes:
            events = any(hit.weight >= 1.5 for hit in lead.hits)
            events = events or tells_of_late(self.scene, self.grammar, lead)
            aim = not group.form.writes and says_what_for(self.scene.masked[lead.start : lead.end])
            if (aim or not events) and not group.clauses[0].strong:
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
        if only_says_why(self.scene, self.grammar, form, lead.clauses):
            return True
        if tells_as_well(self.scene, self.grammar, form, lead.clauses):
            return False
        at_hand = len(self.groups) > 1
        evidence = told(self.scene, self.grammar, lead.clauses, order=True, at_hand=at_hand)
        return evidence < (TOLD if at_hand else TOLD_BESIDE_ORDER)

    def _absorb(self, lead: Group, group: Group) -> None:
        """Makes a lead the order's words, unless a stop parts it from the order and each names another."""
        own = named(self.scene, group.clauses)
        if group.clauses[0].strong and own and not named(self.scene, lead.clauses) <= own:
            lead.form = None
            return
        group.clauses[:0] = lead.clauses
        self.groups.remove(lead)

    def _begins(self, current: Group, clause: Clause) -> bool:
        """Whether a clause without an order opens something new: another's follow-up, or one after an order."""
        if current.form in (None, self.narrative) and next_item(self.scene, current.clauses, clause):
            return True
        if current.form is None:
            return False
        if current.form is self.narrative:
            return switches(self.scene, current.clauses, clause)
        files = explicit(clause, self.narrative) and not only_files(self.scene, clause)
        if files or turns_to_self(self.scene, current.form, clause):
            return True
        if current.form.has("text") and current.order and not says_what(self.scene, current.order, current.clauses[-1]):
            return False
        if current.form.has("phone"):
            return tells_of_record(self.scene, self.grammar, current.form, clause)
        if current.form.has("tags") and names_another(self.scene, current.clauses, clause):
            return True
        needed = TOLD_BESIDE_ORDER if clause.strong else TOLD_BESIDE_ORDER + 1
        if current.order and self.scene.masked[current.order.start] == "#":
            needed = TOLD
        if current.form.has("tags") and is_said(self.scene, self.grammar, clause):
            needed = TOLD
        return told(self.scene, self.grammar, [clause]) >= needed and somebody(self.scene, clause)

    def _go_on(self, current: Group, clause: Clause) -> None:
        current.clauses.append(clause)
        tales = [group for group in self.groups if group.form is self.narrative and group.form is not self.forced]
        if current.form is None or (tales == [current] and all(hit.weight < 1.5 for hit in current.hits)):
            beyond = explicit(clause, self.narrative) or told(self.scene, self.grammar, current.clauses) >= TOLD
            current.form = self.narrative if beyond else None

    def _tell(self, clause: Clause) -> None:
        evidence = told(self.scene, self.grammar, [clause], at_hand=self._at_hand())
        form = self.current.form if self.current is not None else None
        goes_on = form is not None and (
            form is self.narrative or tells_of_record(self.scene, self.grammar, form, clause)
        )
        sure = evidence >= TOLD or explicit(clause, self.narrative) or goes_on
        self.groups.append(Group(form=self.narrative if sure else None, clauses=[clause]))
