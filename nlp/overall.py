"""What stands over or under several follow-ups of one message and holds for all of them."""

import re
from collections.abc import Sequence

from nlp.clauses import Clause
from nlp.group import Group
from nlp.scene import Scene
from nlp.spoken import employers, named, somebody

# 都是今天打的, 两家都说等元旦后再补货
_ALL = re.compile(r"\W*(?:以上|上面|这|那)?(?:[两俩三四五六几0-9][家个位边条通笔]?|他们|大家)*(?:全|都|均)")


def header(scene: Scene, groups: Sequence[Group]) -> tuple[Clause, ...]:
    """What stands over several follow-ups and names nobody: 上午跑了两家：… gives all of them its time and way."""
    if len(groups) < 2:
        return ()
    clauses = groups[0].clauses
    if _restated(scene, groups):
        return tuple(clauses)
    spoken = (place for place, clause in enumerate(clauses) if somebody(scene, clause))
    return tuple(clauses[: next(spoken, 0)])


def footer(scene: Scene, groups: Sequence[Group]) -> tuple[Clause, ...]:
    """What ends several follow-ups and speaks of all of them: …；都是今天打的."""
    if len(groups) < 2 or len(groups[-1].clauses) < 2:
        return ()
    last = groups[-1].clauses[-1]
    return (last,) if _ALL.match(scene.folded, last.start, last.end) and not somebody(scene, last) else ()


def _restated(scene: Scene, groups: Sequence[Group]) -> bool:
    """Whether the first only names whom the following tell of: 星河和星河湾今天都有回音：星河张弛说…；星河湾秦总说…"""
    first = named(scene, groups[0].clauses)
    rest = [named(scene, group.clauses) or _employers(scene, group.clauses) for group in groups[1:]]
    return len(first) > 1 and len(rest) > 1 and first <= set().union(*rest)


def _employers(scene: Scene, clauses: Sequence[Clause]) -> set[object]:
    """Whose people the clauses name."""
    return {owner for clause in clauses for owner in employers(scene, clause)}
