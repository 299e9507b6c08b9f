"""Clauses gathered to what each command takes from the message: what was told, then each order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.clauses import Clause
from nlp.customers import SOUND, Mention
from nlp.grammar import Form, Grammar
from nlp.phrases import Hit
from nlp.reading import Span
from nlp.scene import Scene

# how much must speak for a told clause: alone, and beside an order
TOLD, TOLD_BESIDE_ORDER = 2.5, 3.0


@dataclass(kw_only=True, slots=True)
class Group:
    """The clauses of one command; `form` is None while nothing says what they are."""

    form: Form | None
    clauses: list[Clause] = field(default_factory=list)
    order: Hit | None = None

    @property
    def start(self) -> int:
        return self.clauses[0].start

    @property
    def end(self) -> int:
        return self.clauses[-1].end

    @property
    def hits(self) -> list[Hit]:
        """The phrases of the group's command."""
        return [hit for clause in self.clauses for hit in clause.hits if self.form and hit.command == self.form.name]

    def spans(self, scene: Scene, kind: str) -> list[Span]:
        """The spans of a kind in the group's clauses."""
        return [span for clause in self.clauses for span in scene.of_kind(kind, clause.start, clause.end)]


def gather(scene: Scene, grammar: Grammar, clauses: Iterable[Clause], first: Form | None = None) -> list[Group]:
    """The groups in the order said; `first` is the command that a slash named."""
    return _Gathering(scene, grammar, first).run(clauses)


class _Gathering:
    """Walks the clauses once, opening a group where an order or another customer begins."""

    def __init__(self, scene: Scene, grammar: Grammar, first: Form | None) -> None:
        self.scene = scene
        self.narrative = grammar.narrative
        self.grammar = grammar
        self.groups: list[Group] = [Group(form=first)] if first else []
        self.forced = first

    def run(self, clauses: Iterable[Clause]) -> list[Group]:
        for clause in clauses:
            order = clause.order(self.narrative.name if self.narrative else None)
            if order is not None and self._obeys(clause, order):
                if not self._joins(clause, order):
                    self._open(clause, order)
            elif self.groups and not self._begins(clause):
                self._go_on(clause)
            else:
                self._tell(clause)
        for group in self.groups:
            if group.form is None and group.clauses and told(self.scene, self.grammar, group.clauses) >= TOLD:
                group.form = self.narrative
        return [group for group in self.groups if group.clauses or group is self.groups[0]]

    def _go_on(self, clause: Clause) -> None:
        current = self.groups[-1]
        current.clauses.append(clause)
        if current.form is None and (explicit(clause, self.narrative) or told(self.scene, self.grammar, current.clauses) >= TOLD):
            current.form = self.narrative

    def _joins(self, clause: Clause, order: Hit) -> bool:
        """Whether an order only goes on with the one before: 级别调成B，地区改华东; 新客户 …，先打个价格敏感."""
        current = self.groups[-1] if self.groups else None
        if current is None or current.form is None or not current.clauses or current.form is self.narrative:
            return False
        form = self.grammar.forms[order.command]
        same = form is current.form and not form.has("text")
        covered = current.form.has("phone") and all(current.form.has(slot.kind) for slot in form.slots if slot.kind != "customers")
        record = current.form.has("phone") and form.has("phone") and order.weight < 3.3
        if not (same or covered or record or not form.slots and not current.form.slots):
            return False
        before, now = _customers(self.scene, current.clauses), _customers(self.scene, [clause])
        if now and not now <= before:
            return False
        current.clauses.append(clause)
        return True

    def _obeys(self, clause: Clause, order: Hit) -> bool:
        """Whether the order counts: not inside what a slash command or a reminder takes as its words."""
        if order.weight >= 3:
            return not (self.forced and len(self.groups) == 1 and order.command == self.forced.name)
        form = self.grammar.forms[order.command]
        if form.has("repeat") and not clause_has_rule(self.scene, clause) and not plans(self.scene, [clause], order=True):
            return False
        current = self.groups[-1] if self.groups else None
        if current and current.form and (current.form is self.forced or current.form.has("text")):
            return False
        return told(self.scene, self.grammar, [clause]) < TOLD + order.weight - 1

    def _open(self, clause: Clause, order: Hit) -> None:
        form = self.grammar.forms[order.command]
        current = self.groups[-1] if self.groups else None
        group = Group(form=form, clauses=[clause], order=order)
        if current and current.form is None:
            beside = form.has("text", "tags", "time") and not form.has("phone")
            if beside and told(self.scene, self.grammar, current.clauses, order=True) >= TOLD_BESIDE_ORDER:
                current.form = self.narrative
            else:
                group.clauses[:0] = current.clauses
                self.groups.pop()
        elif current and current.form is self.narrative and current.form is not self.forced:
            if form.has("phone") or not form.writes:
                self._take_lead(current, group)
            elif form.has("text", "time"):
                self._take_times(current, group)
        self.groups.append(group)

    def _take_lead(self, told_group: Group, group: Group) -> None:
        """What only names somebody before a record is changed or shown is no follow-up: 冀东外加剂董工，职务改…"""
        events = any(hit.weight >= 1.5 for hit in told_group.hits) or any(explicit(c, self.narrative) for c in told_group.clauses)
        if not events and not group.clauses[0].strong:
            group.clauses[:0] = told_group.clauses
            self.groups.remove(told_group)

    def _take_times(self, told_group: Group, group: Group) -> None:
        """Clauses at the end that are nothing but a time belong to the order: 也就是5月6号九点半，提醒我…"""
        while len(told_group.clauses) > 1 and _only_time(self.scene, told_group.clauses[-1]):
            group.clauses.insert(0, told_group.clauses.pop())

    def _begins(self, clause: Clause) -> bool:
        """Whether a clause without an order opens something new: another customer's follow-up, or one after an order."""
        current = self.groups[-1]
        if current.form is None:
            return False
        evidence = told(self.scene, self.grammar, [clause])
        if current.form is self.narrative or current.form is self.forced and self.forced is self.narrative:
            return evidence >= 1.5 and self._switches(current, clause)
        if explicit(clause, self.narrative):
            return True
        needed = TOLD_BESIDE_ORDER if clause.strong else TOLD_BESIDE_ORDER + 1
        return evidence >= needed and _somebody(self.scene, clause) and not current.form.has("phone")

    def _switches(self, group: Group, clause: Clause) -> bool:
        """Whether the clause speaks of another customer than the group does."""
        before = _customers(self.scene, group.clauses)
        now = _customers(self.scene, [clause])
        return bool(before and now) and not before & now

    def _tell(self, clause: Clause) -> None:
        evidence = told(self.scene, self.grammar, [clause])
        form = self.narrative if evidence >= TOLD or explicit(clause, self.narrative) else None
        self.groups.append(Group(form=form, clauses=[clause]))


def _customers(scene: Scene, clauses: list[Clause]) -> set[object]:
    """Whom the clauses name: known customers, those of people who fit only one, new names."""
    found: set[object] = set()
    for clause in clauses:
        for span in scene.of_kind("customer", clause.start, clause.end):
            mention: Mention = span.value  # type: ignore[assignment]
            if mention.sure >= SOUND:
                found |= {customer.id for customer in mention.known} or {mention.said}
        if not found:
            for span in scene.of_kind("person", clause.start, clause.end):
                owners = {contact.customer for contact in span.value.known}  # type: ignore[attr-defined]
                if len(owners) == 1:
                    found |= owners
    return found


def _somebody(scene: Scene, clause: Clause) -> bool:
    return any(scene.of_kind(kind, clause.start, clause.end) for kind in ("customer", "person"))


def clause_has_rule(scene: Scene, clause: Clause) -> bool:
    """Whether a recurring time stands in the clause."""
    return bool(scene.of_kind("repeat", clause.start, clause.end))


def _only_time(scene: Scene, clause: Clause) -> bool:
    words = scene.masked[clause.start : clause.end]
    return bool(scene.of_kind("time", clause.start, clause.end)) and len(re.sub(r"[\ue004\ue005\s]|也就是|就是|到时候?|那天|在", "", words)) <= 1


def explicit(clause: Clause, narrative: Form | None) -> bool:
    """Whether the clause says outright that something be filed: 记一下, 补一条."""
    return narrative is not None and any(hit.command == narrative.name and hit.weight >= 3 for hit in clause.hits)


_DONE = re.compile(r"了|过(?!去|来|几|两|会|年)|完|[到去开谈聊见吃做来跑]的|的$|ok|没")
_ASKS = re.compile(r"[?]|吗|谁|几点|哪(?!怕)|呗|不\s*$|没\s*$|好不好|行不行|怎么办|咋办|咋接")
_SUPPOSES = re.compile(r"^\W*(?:要是|如果|假如|万一|你们?(?:说|觉得)|听说|据说|我琢磨|是不是)")


def told(scene: Scene, grammar: Grammar, clauses: list[Clause], *, order: bool = False) -> float:
    """How much speaks for the clauses telling what happened with a customer.

    刚跟华威张总通完电话 has a customer, a person, a way of contact and a 完; 哈哈华为又发新手机了，你们抢不抢 asks around.
    """
    if not clauses or grammar.narrative is None:
        return 0.0
    start, end = clauses[0].start, clauses[-1].end
    words = scene.folded[start:end]
    customers, people = scene.of_kind("customer", start, end), scene.of_kind("person", start, end)
    known = any(span.value.known for span in people)  # type: ignore[attr-defined]
    hits = [hit.weight for clause in clauses for hit in clause.hits if hit.command == grammar.narrative.name]
    score = 1.0 * bool(customers) + (1.5 if known else 1.0 if people else 0.0)
    score += max(hits, default=0.0) + (0.5 if _DONE.search(words) else 0.0) + (0.5 if len(words.strip()) >= 8 else 0.0)
    at_hand = scene.context.customer and (scene.of_kind("pronoun", start, end) or (hits and not customers and not people))
    if at_hand:
        score += 1.0
    elif not customers and not people and max(hits, default=0.0) < 3:
        score = min(score, TOLD - 0.5)
    if plans(scene, clauses, order=order):
        score -= 3.0
    if _ASKS.search(words) and not (known and hits):
        score -= 2.0
    if _SUPPOSES.search(words):
        score -= 2.5
    return score - (0.5 if order and not clauses[0].hits and not people else 0.0)


def plans(scene: Scene, clauses: list[Clause], *, order: bool) -> bool:
    """Whether the clauses only say what is to come: their first time lies ahead, and nothing before it was done.

    Beside an order an open date lies ahead too, unless something was done: 1月15号跟仁和谈续约，提前半小时提醒我.
    """
    start, end = clauses[0].start, clauses[-1].end
    first = next(iter(scene.of_kind("time", start, end)), None)
    if first is None:
        return False
    ahead, back = scene.future.get(first.start), scene.past.get(first.start)
    if ahead is None or ahead.start is None or ahead.start <= scene.now or back is None or back.start is None:
        return False
    if back.start <= scene.now:
        return order and not _DONE.search(scene.folded[start:end])
    return not _DONE.search(scene.folded[start : first.start])
