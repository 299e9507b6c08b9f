"""The entry: a message in, a Reading out.

text → scene (spans) → an answer to an open question, or clauses → groups → drafts with doubts.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from nlp.alike import sounds_ordered, sounds_told
from nlp.allotted import allotted
from nlp.beside import only_files, turns_to_self
from nlp.called import called
from nlp.clauses import Clause, cut
from nlp.customers import Mention
from nlp.dialogue import answered, awaited
from nlp.fill import fill
from nlp.filling import Filling
from nlp.grammar import Form, Grammar
from nlp.group import Group
from nlp.groups import gather
from nlp.labelled import is_told_form
from nlp.left import left_over
from nlp.lists import number_in_list
from nlp.minutes import gathered, is_minutes
from nlp.names import Names
from nlp.news import in_known_words, of_nobody_named
from nlp.overall import footer, header
from nlp.pairs import in_pairs
from nlp.questions import asks
from nlp.reading import Context, Doubt, Draft, Filters, Named, New, Reading, Value
from nlp.recast import of_one_message, recast
from nlp.same_tale import one_tale_each
from nlp.scene import Scene, scan
from nlp.synonyms import reworded
from nlp.talk import asks_colleague, is_between_people, is_outside, is_thanks, names_colleague
from nlp.todo import at_another_hour
from nlp.told import explicit
from nlp.unserved import asked_of, which
from nlp.whys import only_states

# what is read for meaning; a longer text keeps all its words in its note
_READ = 3000
_MENTION = re.compile(r"\s*@(?P<name>[^\s@,，:：#/]+)[\s,，:：]*")


def understand(text: str, grammar: Grammar, names: Names, now: datetime, context: Context) -> Reading:
    """What the message means for the bot; `names` hold the few names that it may speak of, `now` is aware.

    Equal input gives equal output; no text makes it fail; all offsets point into `text`.
    """
    start = _after_mention(text, names)
    if not text[start:].strip():
        return Reading(kind="talk")
    if (call := called(text[: start + _READ], start, grammar, names, now, context)) is not None:
        return Reading(kind="commands", drafts=(call,))
    other = reworded(text, grammar.synonyms, names) if grammar.synonyms else None
    if other is not None:
        return other.back(_understood(other.text, _after_mention(other.text, names), grammar, names, now, context))
    return _understood(text, start, grammar, names, now, context)


def _understood(text: str, start: int, grammar: Grammar, names: Names, now: datetime, context: Context) -> Reading:
    """What a message means that no command takes whole."""
    scene = scan(text[: start + _READ], names, now, context, start=start)
    if is_thanks(scene.folded[start:]) and not awaited(scene.folded[start:], context):
        return Reading(kind="talk", spans=scene.spans)
    if (answer := answered(scene, grammar, start, _read)) is not None:
        return replace(answer, spans=scene.spans)
    drafts, left = _read_all(scene, grammar, start)
    drafts = drafts or _without_phrase(scene, grammar, start)
    if drafts:
        return Reading(kind="commands", drafts=_whole_note(drafts, text, grammar), left=left, spans=scene.spans)
    return _else(scene, grammar, start)


def _after_mention(text: str, names: Names) -> int:
    """Where the words begin after the bot's own mention: @CRM助手 跟进…; a colleague's mention stays."""
    match = _MENTION.match(text)
    if match is None:
        return 0
    said = match["name"]
    if any(
        said == name or said.startswith(name) for member in names.members for name in (member.name, *member.aliases)
    ):
        return 0
    return match.end()


def _read(scene: Scene, grammar: Grammar, start: int) -> tuple[Draft, ...]:
    """The commands of a message that is no answer."""
    return _read_all(scene, grammar, start)[0]


def _read_all(scene: Scene, grammar: Grammar, start: int) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """The same, and the words that none of them took."""
    first: Form | None = None
    body = start
    minutes = is_minutes(scene.folded[start:])
    if minutes or is_told_form(scene.folded[start:]):
        first = grammar.narrative
    elif (slash := grammar.slash(scene.folded[start:])) is not None:
        first, body = slash[0], start + slash[1]
        body += len(scene.folded[body:]) - len(scene.folded[body:].lstrip(" :：,，记录\t"))
    given, body = _numbered(scene, first, body)
    clauses = allotted(scene, grammar, cut(scene, grammar, body))
    if first is None and is_between_people(scene) and not _ordered(scene, clauses, grammar):
        return (), ()
    if first is not None and not clauses:
        clauses = [Clause(start=body, end=body, strong=True)]
    groups = gathered(scene, grammar, clauses) if minutes else gather(scene, grammar, clauses, first)
    groups = one_tale_each(scene, grammar.narrative, in_pairs(scene, groups))
    drafts = _drafts(scene, grammar, groups, given if first is not None else None)
    asked = asked_of(scene, grammar, groups)
    if asked:
        begun = {draft.start for draft in asked}
        groups = [group for group in groups if not (group.outside and group.start in begun)]
        drafts = tuple(sorted((*drafts, *asked), key=lambda draft: draft.start))
    return drafts, left_over(scene, grammar, groups, drafts)


def _without_phrase(scene: Scene, grammar: Grammar, start: int) -> tuple[Draft, ...]:
    """What no phrase fits, but is said nearly like a command's example, or as other people order it.

    Who only asks orders nothing that writes."""
    if is_between_people(scene):
        return ()
    example = grammar.forms.get(grammar.examples.command(scene.masked[start:]) or "")
    form = example or sounds_ordered(scene, grammar, start)
    if (form is None or form.writes) and asks(scene.folded[start:]):
        return ()
    if form is not None and example is None and _is_put_to_others(scene, form, start):
        return ()
    if form is None:
        clauses = cut(scene, grammar, start) if sounds_told(scene, grammar, start) else []
        told = clauses and (in_known_words(scene, grammar, clauses) or of_nobody_named(scene, grammar, clauses))
        return _drafts(scene, grammar, [Group(form=grammar.narrative, clauses=clauses)]) if told else ()
    if only_states(scene, form, start):
        return ()
    whole = Clause(start=start, end=len(scene.text), strong=True)
    drafts = _drafts(scene, grammar, in_pairs(scene, [Group(form=form, clauses=[whole])]))
    sure = not form.about_customer or any(draft.slots.keys() & {"customer", "customers"} for draft in drafts)
    complete = example is not None or not any(draft.doubts or _seeks_words(draft) for draft in drafts)
    return drafts if sure and complete else ()


def _seeks_words(draft: Draft) -> bool:
    """Whether a search only takes up the words that were said: 看客户 names no condition."""
    filters = draft.slots.get("filters")
    return isinstance(filters, Filters) and filters.values.keys() == {"text"}


def _is_put_to_others(scene: Scene, form: Form, start: int) -> bool:
    """Whether words that no phrase explains ask people how something is done, or for what no command serves."""
    if form.kinds == {"topic"}:
        return scene.context.group
    return not form.writes and not form.has("topic") and is_outside(scene.masked[start:])


_HIGHEST = 2**31 - 1
"""No short number is as high, and databases take it as one: 撤销 99999999999 finds nothing, and undoes nothing."""
_SHORT_NUMBER = re.compile(r"\s*#?第?(?P<n>[0-9]+)(?:号|条)?(?=$|[\s:,，。])\s*")


def _numbered(scene: Scene, form: Form | None, body: int) -> tuple[Mapping[str, Value], int]:
    """The short number that follows a command's name, and where the other words begin: 撤销 38, 改跟进 12 报价20万."""
    slots = form.of_kind("number") if form is not None else ()
    match = _SHORT_NUMBER.match(scene.folded, body)
    if form is None or not slots or match is None:
        return {}, body
    number = min(int(match["n"]), _HIGHEST)
    return {slots[0].name: number_in_list(scene.context, form.name, match.group(), number)}, match.end()


def _ordered(scene: Scene, clauses: list[Clause], grammar: Grammar) -> bool:
    """Whether something is ordered outright, whomever the words begin with: @李娜 … 提醒我."""
    narrative = grammar.narrative
    if clauses and asks_colleague(scene, clauses[0].start, clauses[0].end):
        return False
    if names_colleague(scene):
        return any(
            grammar.forms[hit.command].has("member") for clause in clauses for hit in clause.hits if hit.weight >= 3
        )
    orders = [clause.order(narrative.name if narrative else None) for clause in clauses]
    return any(order and order.weight >= 3 for order in orders) or any(
        explicit(clause, narrative) for clause in clauses
    )


# an order in so many words: 加个联系人
_OUTRIGHT = 3.3


def _drafts(
    scene: Scene, grammar: Grammar, groups: list[Group], given: Mapping[str, Value] | None = None
) -> tuple[Draft, ...]:
    drafts: list[Draft] = []
    last: Named | New | None = None
    doubt: Doubt | None = None
    told_groups = _beside_mere_filing(scene, grammar, [group for group in groups if group.form is not None])
    tales = [group for group in told_groups if group.form is grammar.narrative]
    over, under = header(scene, tales), footer(scene, tales)
    if over and len(over) == len(tales[0].clauses):
        told_groups.remove(tales[0])
    for index, group in enumerate(told_groups):
        assert group.form is not None
        filling = Filling(
            scene=scene,
            grammar=grammar,
            form=group.form,
            group=group,
            before=told_groups[:index],
            beside=[other for other in told_groups if other is not group],
            last=None if index and turns_to_self(scene, told_groups[index - 1].form, group.clauses[0]) else last,
            last_doubt=doubt,
            header=over if group.form is grammar.narrative else (),
            footer=under if group.form is grammar.narrative else (),
            called=index == 0 and given is not None,
        )
        if filling.called:
            filling.slots.update(given or {})
        if drafts and (anew := at_another_hour(scene, group, drafts[-1])) is not None:
            drafts[-1] = anew
            continue
        outright = group.order is not None and group.order.weight >= _OUTRIGHT
        draft = recast(fill(filling), grammar, scene.names, outright=outright)
        if _says_nothing(draft, group):
            continue
        drafts.append(draft)
        drafts.extend(replace(draft, slots={**draft.slots, slot: value}) for slot, value in filling.more)
        customer = draft.slots.get("customer")
        doubt = next((each for each in draft.doubts if each.slot == "customer"), None)
        if isinstance(customer, Named | New):
            last = customer
        elif doubt is not None:
            last = None
    return of_one_message(drafts)


def _beside_mere_filing(scene: Scene, grammar: Grammar, groups: list[Group]) -> list[Group]:
    """The groups less those that only ask to file, beside what is ordered: 记一下 后天要给华星送样."""
    kept = [
        group
        for group in groups
        if group.form is not grammar.narrative or not all(only_files(scene, clause) for clause in group.clauses)
    ]
    return kept or groups


_MORE_THAN_A_TAIL = 3


def _says_nothing(draft: Draft, group: Group) -> bool:
    """Whether a record is to be changed and no fact was understood (ABC规模改500人 without such a field), or a hint of
    a search names no condition."""
    form = group.form
    assert form is not None
    if form.has("filters"):
        return group.order is not None and group.order.weight < 3 and not draft.slots
    makes = form.adds_person or form.makes_customer
    facts = draft.slots.keys() - {"customer", "contact"}
    if makes and not draft.slots and group.order is not None:
        return group.end - group.order.end > _MORE_THAN_A_TAIL
    return form.writes and form.has("phone") and not makes and not facts


def _whole_note(drafts: tuple[Draft, ...], text: str, grammar: Grammar) -> tuple[Draft, ...]:
    """A text longer than is read keeps its rest in the last note."""
    if len(text) <= _READ or grammar.narrative is None:
        return drafts
    *rest, final = drafts
    slot = next((slot.name for slot in grammar.narrative.of_kind("note")), "")
    if final.command != grammar.narrative.name or slot not in final.slots:
        return drafts
    return (*rest, replace(final, slots={**final.slots, slot: text[final.start :].strip()}, end=len(text)))


def _else(scene: Scene, grammar: Grammar, start: int) -> Reading:
    """A message without a command: outside, talk between people, a bare customer, or not understood."""
    if is_outside(scene.masked[start:]):
        if not is_between_people(scene) and (asked := which(scene, grammar, start, len(scene.text))) is not None:
            return Reading(kind="commands", drafts=(asked,), spans=scene.spans)
        return Reading(kind="outside", spans=scene.spans)
    if is_between_people(scene) or (scene.context.group and re.search(r"[?？]|谁|吗|呗", scene.folded)):
        return Reading(kind="talk", spans=scene.spans)
    named = scene.of_kind("customer", start)
    if named:
        mention: Mention = named[0].value  # type: ignore[assignment]
        if len(mention.known) == 1:
            return Reading(kind="bare", subject=mention.known[0], spans=scene.spans)
        if mention.new:
            return Reading(kind="bare", subject=New(name=mention.said), spans=scene.spans)
    return Reading(kind="unknown", spans=scene.spans)


__all__ = ["understand"]
