"""What a new workspace starts with until an admin changes it: levels, stages, sources, industries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commands.likeness import likeness

LEVELS = ("A", "B", "C", "D")
STAGES = ("线索", "初步接触", "需求确认", "方案报价", "商务谈判", "赢单", "输单")
SOURCES = ("展会", "转介绍", "官网", "抖音", "小红书", "陌拜", "电话", "老客户")
INDUSTRIES = ("制造", "贸易", "物流", "零售", "医疗", "教育", "餐饮", "建筑", "软件", "金融")
CLOSED = ("赢单", "输单", "成交", "丢单", "won", "lost")
"""What a stage is called at which a sale is over."""
SURE = 85.0
"""From which likeness (of 100) a word is one of the workspace's own."""
_STARTING = {"levels": LEVELS, "stages": STAGES, "sources": SOURCES, "industries": INDUSTRIES}


def words_of(settings: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    """The workspace's own words of a kind (levels, stages, sources, industries), else what it starts with."""
    given = settings.get(kind)
    return tuple(given) if given else _STARTING[kind]


def level_of(settings: Mapping[str, Any], said: str) -> str | None:
    """The level that was said (a级, A类 → A); None where the workspace has none like it."""
    bare = said.strip().rstrip("级类").upper()
    return next((level for level in words_of(settings, "levels") if level.upper() == bare), None)


def closed_stages(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The stages at which a sale is over (赢单, 已成交), the workspace's own and those that it started with."""
    every = dict.fromkeys((*words_of(settings, "stages"), *STAGES))
    return tuple(stage for stage in every if stage.removeprefix("已").lower() in CLOSED)


def mapped(settings: Mapping[str, Any], kind: str, said: str) -> str:
    """The workspace's word that is meant (展会上 → 展会), else the word as said."""
    best = max(words_of(settings, kind), key=lambda word: likeness(said, word))
    return best if best in said or likeness(said, best) >= SURE else said


@dataclass(frozen=True, kw_only=True, slots=True)
class Class:
    """A way in which customers are classed: its setting, the customer's column, and what it is called."""

    setting: str
    column: str
    nouns: str


CLASSES: Mapping[str, Class] = {
    "levels": Class(setting="levels", column="level", nouns="客户级别|级别|客户等级|等级"),
    "sources": Class(setting="sources", column="source", nouns="客户来源|来源"),
    "industries": Class(setting="industries", column="industry", nouns="客户行业|行业"),
    "stages": Class(setting="stages", column="stage", nouns="销售阶段|商机阶段|客户阶段|阶段"),
}
