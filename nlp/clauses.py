"""A message cut into clauses, each with the phrases that fit in it.

今天去了恒力，钱总要方案。另外提醒我周五送样 → three clauses; voice without stops is cut where a connective leads on.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp.called_by import tells_of_a_call, without_later_looks
from nlp.grammar import Form, Grammar
from nlp.introduced import files_person
from nlp.mood import is_anothers_question, is_asked, is_meant, is_on_person, is_wish, of_somebody
from nlp.phrases import CUSTOMER, PERSON, REPEAT, TAG, TIME, Hit
from nlp.quoted import is_anothers, is_quoted, takes_back
from nlp.rounds import visits_of_a_day
from nlp.rousing import roused
from nlp.scene import Scene
from nlp.taken_off import parted
from nlp.text import EMOJI

_STOPS = re.compile(
    rf"(?P<strong>(?<=[\s:,;])[0-9]{{1,2}}[.、)](?![0-9\s])|[。!?;]\s*[一二三四五六七八九十]{{1,2}}、\s*|[。!?;~…\s]*(?:^|\n)[\s•·*-]*(?:[0-9]{{1,2}}|"
    rf"[一二三四五六七八九十]{{1,2}})(?:[.、)](?![0-9])\s*|[ ](?=[㐀-鿿\ue000]))|[。!?;~…\s]*\n\s*[•·*-]\s+|"
    rf"(?:[。!?;~…\n①-⑳↑{EMOJI}\u200d\ufe0f♂♀]|\[[㐀-鿿]{{1,4}}\]|\.(?=\s|$))+)|(?P<header>:[ ]*)|"
    rf"(?P<weak>[,、|/](?=\s|[^0-9a-z])|[,\t|]|\s/\s|(?<![a-z0-9&/])\s+(?![a-z0-9&/])|\s{{2,}}|"
    rf"(?<=[0-9a-z㐀-鿿][0-9])\s+(?=[{CUSTOMER}{TIME}给把帮]))"
)
# a connective that opens a clause of its own where an order, a time or a name follows: 然后中午给宏远…
_LEADS = re.compile(
    rf"(?:然后|接着|随后|另外|还有(?=[{TIME}{REPEAT}]|提醒|帮|给|把)|(?<![他她们{PERSON}])顺[便手带]|回头|(?<=[㐀-鿿])再(?=提醒|帮我|给我|加个|打个|记))"
)
# what belongs to an order that stands after it: 你到时候|叫我
_GLUE = re.compile(
    rf"(?:[{TIME}{REPEAT}]+|[\s,，的]|你|您|就|请|麻烦|帮我|给我|到时候?|那时候?|那天|当天|记得|别忘了?|千万|一定|然后|另外|还有|再|顺便|顺手|顺带|在|于|那个|那|也|先|等|从|往后|以后|每次|我|把)+$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A stretch of the message; `strong` when a full stop, a line or a sign of feeling stands before it."""

    start: int
    end: int
    strong: bool
    hits: tuple[Hit, ...] = ()

    def order(self, narrative: str | None) -> Hit | None:
        """The strongest phrase of another command than the narrative one; of equals the earliest, then the longest."""
        orders = [hit for hit in self.hits if hit.command != narrative]
        return min(orders, key=lambda hit: (-hit.weight, hit.start, hit.start - hit.end), default=None)


def clause_at(clauses: Iterable[Clause], place: int) -> Clause:
    """The clause in which a place lies."""
    return next(clause for clause in clauses if clause.start <= place < clause.end)


def cut(scene: Scene, grammar: Grammar, start: int = 0) -> list[Clause]:
    """The clauses of the message from `start` on."""
    rounds = visits_of_a_day(scene, start)
    hits = [hit for words in _apart(scene.masked, rounds) for hit in grammar.hits(words) if hit.start >= start]
    hits += roused(scene, grammar, start)
    narrative = grammar.narrative.name if grammar.narrative else None
    if scene.worded != scene.masked:
        hits += [hit for hit in grammar.hits(scene.worded) if hit.start >= start and hit.command == narrative]
    hits = without_later_looks(scene, grammar, parted(scene, _in_lines(scene.masked, hits)))
    closed = [(span.start, span.end) for span in scene.spans] + [
        (hit.start, hit.end) for hit in hits if hit.command != narrative
    ]
    clauses = []
    for clause in _dated(scene, _pieces(scene, start, closed, rounds)):
        own = tuple(
            hit for hit in hits if clause.start <= hit.start < clause.end and _counts(scene, grammar, clause, hit)
        )
        clauses.extend(_split(scene, replace(clause, hits=own), grammar, narrative))
    return clauses


def _in_lines(masked: str, hits: list[Hit]) -> list[Hit]:
    """The phrases less those that reach over lines where a part of them says the same: …10:00 ⏎ | 提醒我."""
    if "\n" not in masked:
        return hits
    whole = [hit for hit in hits if "\n" not in masked[hit.start : hit.end]]
    return [
        hit
        for hit in hits
        if hit in whole
        or not any(each.command == hit.command and hit.start <= each.start and each.end <= hit.end for each in whole)
    ]


# 挂了走招标的, 我名下的: those that bear a tag
_DESCRIBES = re.compile(rf"[打挂标贴带加](?:了|着|过|有|上了)(?:个|一个)?{TAG}+的$")
# 标签打得太乱了
_HOW = ("得", "错")
# 打过来|三万: money, and no call
_WIRED = re.compile(
    r"来(?:了|的)?\s*(?:[0-9]{3,}|[0-9.一二两三四五六七八九十百千半]+(?:多|来|几)?"
    r"(?:万|千|百|块|元|[wk](?![a-z])))"
)


_OUTRIGHT = 3.0


def _counts(scene: Scene, grammar: Grammar, clause: Clause, hit: Hit) -> bool:
    """Whether a phrase says its command: one that writes must be meant, and a tale is weighed as a whole."""
    form = grammar.forms[hit.command]
    if form.has("tags", "filters") and not form.has("phone") and of_somebody(scene.masked, clause.start, hit.start):
        return False
    if not form.writes and is_anothers_question(
        scene.masked, clause.start, hit.end if form.has("topic") else hit.start
    ):
        return False
    puts = form.has("tags") and form.writes and not form.has("phone")
    if puts and (
        _DESCRIBES.search(scene.masked, hit.start, hit.end + 1) or scene.folded[hit.end : hit.end + 1] in _HOW
    ):
        return False
    if form.has("phone") and form.writes and not form.adds_person and is_wish(scene.masked, clause.start, hit):
        return False
    if form.adds_person and not files_person(scene.masked, hit.weight):
        return False
    if (takes_back(form) and is_anothers(scene.masked, hit)) or tells_of_a_call(scene, form, clause.start, hit):
        return False
    if form.writes and form.kinds == {"customer"} and is_on_person(scene.masked, clause.start, hit):
        return False
    if form.has("days") and _names_a_day(scene, form, hit):
        return False
    orders = form.writes and not form.has("text") and (form is not grammar.narrative or hit.weight >= _OUTRIGHT)
    if orders and is_asked(scene.masked, clause.start, hit):
        return False
    if form is grammar.narrative:
        return _WIRED.match(scene.folded, hit.end - 1) is None
    meant = not form.writes or is_meant(scene.masked, clause.start, hit.start, hit.end)
    return meant and not is_quoted(scene.masked, hit)


_DAY = re.compile(r"月[^,，。]{1,3}[日号]|[点时:]|[今明后]天|(?:周|星期|礼拜)[一二三四五六日天]")


def _names_a_day(scene: Scene, form: Form, hit: Hit) -> bool:
    """Whether a day or an hour stands where a length is meant: 三月十六日上午十时|提醒本人 sets no rule."""
    placed = (hit.placed[slot.name] for slot in form.of_kind("days") if slot.name in hit.placed)
    return any(_DAY.search(scene.folded, *stretch) for stretch in placed)


def _apart(masked: str, places: list[int]) -> Iterator[str]:
    """The text once for each stretch between the places, all else blank: no phrase reaches over a customer's turn."""
    for first, last in pairwise([0, *places, len(masked)]):
        yield "\n" * first + masked[first:last] + "\n" * (len(masked) - last)


def _pieces(scene: Scene, start: int, closed: list[tuple[int, int]], rounds: list[int]) -> Iterator[Clause]:
    """The stretches between stops; no stop inside a span or a phrase cuts."""

    def open_at(place: int) -> bool:
        return not any(a < place < b for a, b in closed)

    begin, strong = start, True
    breaks = [
        (m.start(), m.end(), m["strong"] is not None)
        for m in _STOPS.finditer(scene.masked, start)
        if not m["header"] or _heads(scene.masked, start, m.start())
    ]
    if _is_table(scene, start):
        breaks = [
            each
            for each in breaks
            if scene.masked[each[0] : each[1]].strip() or "\n" in scene.masked[each[0] : each[1]]
        ]
    breaks += [(m.start(), m.start(), False) for m in _LEADS.finditer(scene.masked, start) if m.start() > start]
    breaks += [(place, place, False) for place in rounds]
    for stop, after, hard in sorted(breaks):
        if stop < begin or not open_at(stop) or (after > stop and not open_at(after)):
            if stop < begin <= after:
                begin = max(begin, after)
            continue
        if scene.masked[begin:stop].strip():
            yield Clause(start=begin, end=stop, strong=strong)
            strong = False
        begin, strong = after, strong or hard
    if scene.masked[begin:].strip():
        yield Clause(start=begin, end=len(scene.masked), strong=strong)


def _dated(scene: Scene, pieces: Iterator[Clause]) -> Iterator[Clause]:
    """The stretches, one that is but a time or a customer before its person put before the next: 10/5 | Emily发了…"""
    held: Clause | None = None
    for piece in pieces:
        if held is not None:
            if piece.strong:
                yield held
            else:
                piece = replace(piece, start=held.start, strong=held.strong)
            held = None
        if _leads(scene, piece):
            held = piece
        else:
            yield piece
    if held is not None:
        yield held


# 下午赶到济南，|泉城中学…: the way to whom is named next
_ARRIVES = re.compile(
    rf"\s*{TIME}+\s*(?:先|又|再|就|才|我|刚)*(?:赶|跑|奔|杀|飞|转|拐|去|到|回)(?:到|去|往|了|的)*[㐀-鿿]{{2,4}}\s*"
)
_CUSTOMER_NEXT = re.compile(rf"[\s,，]{{1,3}}{CUSTOMER}")


def _leads(scene: Scene, piece: Clause) -> bool:
    words = scene.masked[piece.start : piece.end]
    if _ARRIVES.fullmatch(words) and _CUSTOMER_NEXT.match(scene.masked, piece.end):
        return True
    person = re.compile(rf"[ \t]*{PERSON}").match(scene.masked, piece.end)
    return not words.strip(f" {TIME}") or (not words.strip(f" {CUSTOMER}") and person is not None)


def _is_table(scene: Scene, start: int) -> bool:
    """Whether several lines name a customer each: then blanks part cells, not clauses."""
    lines = scene.masked[start:].split("\n")
    return sum(CUSTOMER in line for line in lines) > 1 and len(lines) > 1


_HEAD = re.compile(rf"(?:^|[。!?;\n])(?P<head>[^。!?;\n{CUSTOMER}{PERSON}]{{2,14}})$")


def _heads(masked: str, start: int, colon: int) -> bool:
    """Whether what stands before a colon heads a list and names nobody: 上午跑了两家：…"""
    return _HEAD.search(masked[start:colon]) is not None


_SAYS_MORE = 4


def _split(scene: Scene, clause: Clause, grammar: Grammar, narrative: str | None) -> list[Clause]:
    """A clause parted before an order that stands after something told: …得再去一趟 | 你到时候叫我一声."""
    order = clause.order(narrative)
    if order is None or order.weight < 3:
        return [clause]
    if (second := _second_tags(clause, order)) is not None:
        return _parted(clause, second)
    if scene.masked[order.start] == "#" and scene.masked[order.end : clause.end].strip():
        return _parted(clause, order.end)
    if not grammar.forms[order.command].has("text", "tags") or grammar.forms[order.command].has("phone"):
        return [clause]
    before = scene.masked[clause.start : order.start]
    glue = _GLUE.search(before)
    cut_at = clause.start + (glue.start() if glue else len(before))
    told = [hit for hit in clause.hits if hit.command == narrative and hit.end <= cut_at]
    somebody = any(sign in scene.masked[clause.start : cut_at] for sign in PERSON)
    if cut_at - clause.start < _SAYS_MORE or not (told or somebody) or _plans(scene, clause.start, cut_at):
        return [clause]
    return _parted(clause, cut_at)


def _parted(clause: Clause, place: int) -> list[Clause]:
    first = replace(clause, end=place, hits=tuple(hit for hit in clause.hits if hit.start < place))
    second = Clause(
        start=place, end=clause.end, strong=False, hits=tuple(hit for hit in clause.hits if hit.start >= place)
    )
    return [first, second]


def _second_tags(clause: Clause, order: Hit) -> int | None:
    """Where a second order with tags of its own begins: 把意向强换成 | 比价中 takes one off and puts one on."""
    for hit in clause.hits:
        if hit.command != order.command and hit.weight >= 3 and "tags" in hit.placed and "tags" in order.placed:
            first, second = sorted((hit, order), key=lambda each: each.placed["tags"])
            if first.placed["tags"][1] <= second.placed["tags"][0] and second.start >= first.placed["tags"][1]:
                return second.start
    return None


def _plans(scene: Scene, start: int, end: int) -> bool:
    """Whether the stretch begins with a time to come: 1月15号下午两点半跟仁和谈续约."""
    first = next(iter(scene.of_kind("time", start, end)), None)
    if first is None:
        return False
    time = scene.future.get(first.start)
    return (
        time is not None and time.start is not None and time.start > scene.now and scene.past.get(first.start) == time
    )
