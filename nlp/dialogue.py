"""Answers: to what was just asked, shown or came by itself; a whole new message is never taken for one."""

import re
from collections.abc import Callable
from dataclasses import replace

from nlp.acts import act_on
from nlp.clauses import cut
from nlp.corrections import corrected
from nlp.described import described, part_of_one
from nlp.grammar import Form, Grammar, SlotForm
from nlp.lines import to_line
from nlp.lists import bare_pick
from nlp.moments import next_step
from nlp.patches import PUT_OFF, Patch, patch_of, patched, same_day
from nlp.plain_names import plain_name
from nlp.questions import asks_openly
from nlp.reading import Context, Doubt, Draft, Moment, Named, New, Pending, Reading, Value
from nlp.regions import is_place
from nlp.retimed import hour_only
from nlp.scene import Scene
from nlp.told import TOLD, explicit, told
from nlp.whom import owners_of
from nlp.yes_no import agrees, denies, puts_off, refuses

Read = Callable[[Scene, Grammar, int], tuple[Draft, ...]]
CONFIRM = "confirm"

_SEEN = re.compile(r"\W*(?:收到(?:了|啦|哈)?|got it|acknowledged)\W*(?:谢谢|谢了|多谢|辛苦了?|thanks)?\W*")
_LATER = re.compile(
    r"\W*(?:晚点|晚些|待会儿?|等会儿?|等一下|一会儿?|回头|稍后|先放一?放)(?:再(?:说|弄|做|办|看))?[吧啊哈]*\W*"
)
# words that take up what was asked or done instead of beginning anew
_TAKES_UP = re.compile(
    r"\W*(?:不是|都不是|不对|就是|就(?![不别算])|那就(?![不别算])|是|错了|写错|记错|改成|改为|改到|改在|改(?!天|日)|应该|其实|[㐀-鿿]{1,4}(?:不对|错了|反了|写反))"
)


# 新客户，叫大顺五金
_A_NEW_ONE = re.compile(r"\W*(?:是)?(?:一?个)?新的?客户[,，:\s]*(?:叫|是|名叫)[㐀-鿿a-z()]{2,12}\W*")
# 等会儿再说: no time
_LEFT_OPEN = re.compile(r"再(?:说|议|定|讲)")


def answered(scene: Scene, grammar: Grammar, start: int, read: Read) -> Reading | None:
    """The reading of a message that answers, picks or corrects; None when it speaks for itself."""
    words = scene.folded[start:].strip()
    context = scene.context
    if (draft := _to_what_came(scene, grammar, start, words)) is not None:
        return _commands(draft)
    if (draft := to_line(scene, grammar, start, _answer)) is not None:
        return _commands(draft)
    if context.pending is not None:
        return _to_question(scene, grammar, start, read, context.pending)
    if context.shown and (place := bare_pick(words, len(context.shown))) is not None and "choose" in grammar.forms:
        return _commands(Draft(command="choose", slots={"index": place}, end=len(scene.text)))
    if context.done:
        if (act := act_on(words, context.done[-1].command)) is not None and act in grammar.forms:
            return _commands(Draft(command=act, end=len(scene.text)))
        drafts = corrected(scene, grammar, start)
        return Reading(kind="commands", drafts=drafts) if drafts else None
    return None


def awaited(folded: str, context: Context) -> bool:
    """Whether words that otherwise are for nobody answer something here: 收到 a task, 好的 a yes-or-no question."""
    if context.given and _SEEN.fullmatch(folded):
        return True
    pending = context.pending
    return pending is not None and (pending.near or pending.missing == CONFIRM)


def _to_what_came(scene: Scene, grammar: Grammar, start: int, words: str) -> Draft | None:
    """收到 to a task that was just given, 明天再说 to a reminder that just came."""
    context = scene.context
    if context.given and "task.acknowledge" in grammar.forms and _SEEN.fullmatch(words):
        return Draft(command="task.acknowledge", end=len(scene.text))
    snooze = grammar.forms.get("reminder.snooze")
    if not context.come or snooze is None or _asks_time(grammar, context.pending):
        return None
    if _LATER.fullmatch(words):
        return Draft(command=snooze.name, end=len(scene.text))
    at = patch_of(scene, grammar, start, snooze).values.get("at") if PUT_OFF.fullmatch(scene.masked, start) else None
    return Draft(command=snooze.name, slots={"at": at}, end=len(scene.text)) if at is not None else None


def _asks_time(grammar: Grammar, pending: Pending | None) -> bool:
    """Whether the open question is for a time, so that 明天 answers it."""
    form = grammar.forms.get(pending.command) if pending is not None else None
    return form is not None and any(slot.name == pending.missing for slot in form.of_kind("time"))  # type: ignore[union-attr]


def _yes_or_no(scene: Scene, words: str, pending: Pending) -> Draft | None:
    """A plain yes or no to a question that takes one: 行, 不; of a near name no asks for another."""
    if not (pending.near or pending.missing == CONFIRM):
        return None
    if agrees(words):
        return Draft(command="confirm", end=len(scene.text))
    if denies(words):
        return Draft(command="choose", slots={"index": 0}) if pending.near else Draft(command="cancel")
    return None


def _drops(scene: Scene, grammar: Grammar, start: int, read: Read, words: str) -> bool:
    """Whether a no goes on without ordering something else: 算了，不记了, but not 取消寄样品那个提醒."""
    pending = scene.context.pending
    held = pending is not None and pending.missing == CONFIRM and puts_off(words)
    if not (held or refuses(words)) or scene.of_kind("customer", start):
        return False
    return not any(
        _orders_something(draft) and draft.command != getattr(grammar.narrative, "name", None)
        for draft in read(scene, grammar, start)
    )


def _orders_something(draft: Draft) -> bool:
    """Whether a command says more than a scrap of the no itself: 算|了别提醒了."""
    said = [value for value in draft.slots.values() if not isinstance(value, str) or len(value) > _SCRAP]
    return bool(said) and not draft.doubts


_SCRAP = 2


def _to_question(scene: Scene, grammar: Grammar, start: int, read: Read, pending: Pending) -> Reading | None:
    words = scene.folded[start:].strip()
    if words.startswith("/") and grammar.slash(words) is None:
        return None
    names_one = pending.missing == "customer" and _A_NEW_ONE.fullmatch(words)
    takes_up = bool(names_one or _TAKES_UP.match(words))
    if (plain := _yes_or_no(scene, words, pending)) is not None:
        return _commands(plain)
    if not takes_up and _drops(scene, grammar, start, read, words):
        return _commands(Draft(command="cancel", end=len(scene.text)))
    picked = bare_pick(words, len(scene.context.shown)) if scene.context.shown else None
    if picked is not None and pending.missing not in ("customer", CONFIRM) and not pending.missing:
        return _commands(Draft(command="choose", slots={"index": picked}, end=len(scene.text)))
    if not takes_up and (
        _of_another(scene, start, pending)
        or (pending.missing == "customer" and asks_openly(words))
        or _stands_alone(scene, grammar, start, read)
    ):
        return None
    form = grammar.forms.get(pending.command)
    if form is None or (pending.missing == CONFIRM and not takes_up):
        return None
    draft = _answer(scene, grammar, start, form, pending)
    if draft is None or (pending.missing == CONFIRM and not _puts_right(draft, pending)):
        return None
    return _commands(draft)


def _puts_right(draft: Draft, pending: Pending) -> bool:
    """Whether what is asked to be confirmed is said otherwise: 不对，是周四 where 周三 stands, but no day anew."""
    return any(draft.slots.get(name) != value for name, value in pending.slots.items())


def _commands(*drafts: Draft) -> Reading:
    return Reading(kind="commands", drafts=drafts)


def _stands_alone(scene: Scene, grammar: Grammar, start: int, read: Read) -> bool:
    """Whether the message is a whole one: an order, or something told of a customer that it names itself."""
    slash = grammar.slash(scene.folded[start:])
    if slash is not None:
        return True
    drafts = read(scene, grammar, start)
    clauses = cut(scene, grammar, start)
    narrative = grammar.narrative
    if any(explicit(clause, narrative) for clause in clauses):
        return True
    for draft in drafts:
        if draft.doubts:
            continue
        if narrative is None or draft.command != narrative.name:
            return True
        named = scene.of_kind("customer", start) or any(p.value.known for p in scene.of_kind("person", start))  # type: ignore[attr-defined]
        tale = told(scene, grammar, clauses)
        if named and (tale >= TOLD + 1 or (tale >= TOLD and _long(scene, start))):
            return True
    return False


def _of_another(scene: Scene, start: int, pending: Pending) -> bool:
    """Whether the message begins with a customer that the question is not about: 青禾的电话, asked about 远航."""
    asked = pending.slots.get("customer")
    first = next(iter(scene.of_kind("customer", start)), None)
    if not isinstance(asked, Named) or first is None or scene.folded[start : first.start].strip():
        return False
    known = {each.id for each in first.value.known}  # type: ignore[attr-defined]
    return bool(known) and asked.id not in known


_ANSWER = 8
"""Signs beside the names that a mere answer has at most."""


def _long(scene: Scene, start: int) -> bool:
    """Whether a message tells more than an answer would: 今天电话拜访了云图吴总，他说再等等."""
    names = sum(span.end - span.start for kind in ("customer", "person") for span in scene.of_kind(kind, start))
    return len(scene.folded[start:].strip()) - names > _ANSWER


def _answer(scene: Scene, grammar: Grammar, start: int, form: Form, pending: Pending) -> Draft | None:
    """The asked command with the answer in place."""
    patch = patch_of(scene, grammar, start, form, old=pending.slots)
    slot = next((slot for slot in form.slots if slot.name == pending.missing), None)
    if slot is not None and slot.kind in ("note", "text") and not patch.values:
        patch = replace(patch, values={slot.name: scene.text[start:].strip()})
    elif slot is not None and slot.kind in ("note", "text"):
        patch = replace(
            patch,
            values={
                **{k: v for k, v in patch.values.items() if k != "customer"},
                slot.name: scene.text[start:].strip(),
            },
        )
    if slot is not None and slot.kind == "member":
        last = form.of_kind("member")[-1].name
        others = {name: value for name, value in patch.values.items() if name != last}
        patch = replace(patch, values={**others, slot.name: patch.values[last]} if last in patch.values else others)
    if slot is not None and slot.kind == "time":
        if _LEFT_OPEN.search(scene.folded, start):
            return None
        patch = _on_that_day(patch, slot.name, pending)
    if _is_placed(scene, start, slot, patch):
        asked_again = Doubt(slot=pending.missing, reason="missing")
        return Draft(command=form.name, slots=pending.slots, doubts=(asked_again,), answers=True, end=len(scene.text))
    if slot is not None and slot.kind == "note":
        patch = replace(patch, values={**patch.values, **_step(scene, grammar, start, form)})
    if (
        slot is not None
        and slot.kind in ("customer", "customers")
        and not any(name in patch.values for name in ("customer", "customers"))
    ):
        customer = described(scene, start) or _employer(scene, patch) or plain_name(scene, start, slot.new)
        if customer is None:
            return None
        patch = replace(patch, values={**patch.values, slot.name: customer})
    if isinstance(patch.values.get("customer"), New) and (named := part_of_one(scene, start)) is not None:
        patch = replace(patch, values={**patch.values, "customer": named})
    if not patch.values:
        return None
    return replace(patched(scene, form, pending.slots, patch), answers=True, end=len(scene.text))


def _on_that_day(patch: Patch, slot: str, pending: Pending) -> Patch:
    """An hour that is asked for lies on the day that was said: 16号提醒我…, then 早上八点吧."""
    day, at = pending.slots.get(slot), patch.values.get(slot)
    if not isinstance(day, Moment) or not isinstance(at, Moment) or not hour_only(at.said):
        return patch
    return replace(patch, values={**patch.values, slot: same_day(day, at)})


def _employer(scene: Scene, patch: Patch) -> Named | None:
    """The one customer whose people are named: 秦雪那个医院."""
    owners = owners_of([person for person in patch.people if person.known], scene.names)
    return owners[0] if len(owners) == 1 else None


def _is_placed(scene: Scene, start: int, slot: SlotForm | None, patch: Patch) -> bool:
    """Whether a place or a link was sent where a customer is asked for, and none that is known is named in it."""
    if slot is None or slot.kind not in ("customer", "customers") or not is_place(scene.folded[start:]):
        return False
    return not isinstance(patch.values.get(slot.name), Named)


def _step(scene: Scene, grammar: Grammar, start: int, form: Form) -> dict[str, Value]:
    """The dated next step in what is told: 聊得不错，下周三上午十点再去."""
    step = next_step(scene, cut(scene, grammar, start))
    ahead = next((slot.name for slot in form.of_kind("time") if slot.prefer == "future"), None)
    return {ahead: step.at} if step is not None and ahead is not None else {}
