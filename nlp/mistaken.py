"""Whether what seemed told is an order or talk in other people's words: 连锁这个标签 灶火人家还没打 补上."""

from collections.abc import Sequence

from nlp.alike import is_for_else, sounds_said_to_people, sounds_untold
from nlp.grammar import Grammar
from nlp.group import Group
from nlp.quoted import words_of_others
from nlp.scene import Scene
from nlp.told import explicit, is_for_all

# 拜访, 打电话: a way to meet or to talk is told by its phrase, however seldom others say it so
_PLAINLY_TOLD = 1.9


def is_mistaken(scene: Scene, grammar: Grammar, group: Group, groups: Sequence[Group]) -> bool:
    """Whether a group of a message's groups, taken as told, is none; the others tell what stands around it."""
    if not group.clauses:
        return False
    said = any(explicit(clause, grammar.narrative) for clause in group.clauses)
    if not said and is_for_all(scene, group.clauses):
        return True
    if words_of_others(scene.masked, group.start, group.end) is not None:
        return False
    alone = len(groups) == 1
    among_tales = not alone and all(other.form is grammar.narrative for other in groups)
    plain = any(hit.weight >= _PLAINLY_TOLD for hit in group.hits)
    bare = alone and not group.hits
    sure = said or plain or among_tales
    if not sure and sounds_untold(scene, grammar, group.start, group.end, named_only=bare):
        return True
    if bare and scene.context.group and sounds_said_to_people(scene, grammar, group.start, group.end):
        return True
    return alone and is_for_else(scene, grammar, group.start, group.end, said=said, plain=plain)
