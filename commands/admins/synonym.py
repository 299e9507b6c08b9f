"""A team's own words: 走访 is read as 拜访 from the next message on, and notes keep what was said."""

from dataclasses import dataclass
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.macros.steps import Compiler
from commands.message import Reply
from nlp.grammar import Phrase
from store import macros
from store.macros import WordRow
from store.tables import LearnedPhrase


@dataclass(frozen=True, kw_only=True, slots=True)
class AddSynonym:
    """A word that is said for another one."""

    said: Annotated[str, Slot("word", ask=True)]
    means: Annotated[str, Slot("verb", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveSynonym:
    """The word stands for itself again."""

    said: Annotated[str, Slot("word", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListSynonyms:
    """The words of the team's own."""


MOST = 200
"""Words of one's own at most."""
SHORTEST = 2
"""Signs of a word at least."""
TOLD = 12
_EDGES = " \t\n“”「」『』\"'。.!！"
_TAIL = ("的意思", "一个意思", "一样", "吧", "了", "啊")


def add(command: AddSynonym, context: Context) -> Reply:
    """Both must be plain: the one means nothing yet, the other is understood."""
    said, means = _word(command.said), _word(command.means)
    rows = macros.synonyms(context.tx, context.workspace)
    if len(said) < SHORTEST or said == means:
        raise Refused("refused.synonym_short", said=said)
    if len(rows) >= MOST:
        raise Refused("refused.synonym_most", most=MOST)
    compiler = Compiler.of(context)
    if not compiler.understood(means):
        raise Refused("refused.synonym_means", means=means)
    if compiler.spoken_for(said):
        raise Refused("refused.synonym_taken", said=said)
    row = next((each for each in rows if each.said == said), None)
    if row is None:
        context.unit.add(LearnedPhrase, kind="synonym", said=said, means=means, created_at=context.now)
    elif row.active and row.means == means:
        raise Refused("refused.synonym_same", said=said, means=means)
    else:
        kept = context.unit.edit(LearnedPhrase, row.id)
        kept.means, kept.active = means, True
    return Reply(lines=(say("synonym.added", said=said, means=means),))


def remove(command: RemoveSynonym, context: Context) -> Reply:
    """Taken away; undo brings it back."""
    said = _word(command.said)
    row = next((each for each in macros.synonyms(context.tx, context.workspace) if each.said == said), None)
    if row is None:
        raise Refused("refused.no_synonym", said=said)
    context.unit.remove(LearnedPhrase, row.id)
    return Reply(lines=(say("synonym.removed", said=said),))


def listed(command: ListSynonyms, context: Context) -> Reply:
    """All of them, a few a line."""
    del command
    rows: list[WordRow] = [each for each in macros.synonyms(context.tx, context.workspace) if each.active]
    if not rows:
        return Reply(lines=(say("synonym.none"),))
    told = tuple(say("synonym.pair", said=row.said, means=row.means) for row in rows[:TOLD])
    more = len(rows) - TOLD
    lines = (say("synonym.head", total=len(rows)), say("synonym.line", pairs=told, more=more if more > 0 else None))
    return Reply(lines=lines)


def _word(said: str) -> str:
    word = said.strip(_EDGES)
    for tail in _TAIL:
        word = word.removesuffix(tail) or word
    return word.strip(_EDGES)


_SAID = '[“|「|"|『]{said}[”|」|"|』]'
_MEANS = '[“|「|"|『]{means}[”|」|"|』][的意思|一个意思]'
_AS = "(当作|当成|当做|看作|看成|算作|算成|理解成|理解为|认作|读作)"

SUBJECT = Subject(
    name="synonym",
    title=("团队的说法", "The team's own words"),
    commands=(
        Command(
            name="admin.synonym.add",
            type=AddSynonym,
            handler=add,
            title=("加同义词", "Add a synonym"),
            roles=("admin",),
            slash=("同义词", "synonym"),
            phrases=(
                Phrase(f"(把|将) {_SAID} {_AS} {_MEANS}", weight=4.5),
                Phrase(
                    f"(以后|往后|今后)[我们|大家][说|讲|写|发] {_SAID} [就|都](是|{_AS[1:-1]}|等于|指) {_MEANS}",
                    weight=4.4,
                ),
                Phrase(f"{_SAID} 就是 {_MEANS}", weight=4.2),
                Phrase(
                    f"[加|新增|添加|定义][个|一个](同义词|synonym) [:]{_SAID} (=|是|就是|,|->) {_MEANS}", weight=4.4
                ),
            ),
            examples=("把“扫街”当作拜访",),
            examples_en=("synonym dropin = visit",),
            whole=True,
        ),
        Command(
            name="admin.synonym.remove",
            type=RemoveSynonym,
            handler=remove,
            title=("删同义词", "Remove a synonym"),
            roles=("admin",),
            slash=("删同义词", "synonym-remove"),
            phrases=(
                Phrase(f"(删|删除|删掉|去掉|取消)同义词 [:]{_SAID}", weight=4.5),
                Phrase(f"(别|不要|不用|不再)[再]把 {_SAID} {_AS}[…]", weight=4.4),
                Phrase(f"synonym-remove {_SAID}", weight=4.4),
            ),
            examples=("删同义词 扫街",),
            examples_en=("/synonym-remove dropin",),
            whole=True,
        ),
        Command(
            name="admin.synonym.list",
            type=ListSynonyms,
            handler=listed,
            title=("同义词列表", "Synonyms"),
            slash=("同义词列表", "synonyms"),
            phrases=(
                Phrase("[看看|看下|查看]有(哪些|什么|啥)同义词", weight=4.2, where="whole"),
                Phrase("[看看|看下|查看](同义词列表|同义词清单|同义词有哪些|同义词)", weight=4.2, where="whole"),
            ),
            examples=("同义词列表",),
            examples_en=("/synonyms",),
            writes=False,
            shows="team",
        ),
    ),
    sentences={
        "synonym.added": (
            "✅ 以后“{said}”就当“{means}”，记录里还是写“{said}”",
            "✅ “{said}” is read as “{means}”; notes keep “{said}”",
        ),
        "synonym.removed": ("✅ “{said}”不再当别的词", "✅ “{said}” stands for itself again"),
        "synonym.none": (
            "还没有自己的说法。试试：把“扫街”当作拜访",
            "No words of our own yet. Try: /synonym dropin = visit",
        ),
        "synonym.head": ("自己的说法{total}个：", "{total} words of our own:"),
        "synonym.pair": ("{said}→{means}", "{said}→{means}"),
        "synonym.line": ("{pairs}[ …还有{more}个]", "{pairs}[ … and {more} more]"),
        "what.admin.synonym.add": ("同义词", "the synonym"),
        "what.admin.synonym.remove": ("删同义词", "the removal of a synonym"),
        "refused.synonym_short": ("“{said}”太短或没变，换一个词", "“{said}” is too short, or the same"),
        "refused.synonym_most": ("自己的说法最多{most}个", "At most {most} words"),
        "refused.synonym_means": (
            "“{means}”我也不懂，换个我懂的词，比如：拜访、跟进、提醒我",
            "I do not know “{means}” either. Say one that I know: visit, call",
        ),
        "refused.synonym_taken": (
            "“{said}”已经有别的意思，改了会弄错，没加",
            "“{said}” means something else already; not added",
        ),
        "refused.synonym_same": ("“{said}”已经当“{means}”了", "“{said}” is read as “{means}” already"),
        "refused.no_synonym": ("没有“{said}”这个说法。发“同义词列表”看看", "There is no “{said}”. Say /synonyms"),
    },
)
