"""What a new workspace starts with until an admin changes it: levels, stages, sources."""

from collections.abc import Mapping
from typing import Any

LEVELS = ("A", "B", "C", "D")
STAGES = ("线索", "初步接触", "需求确认", "方案报价", "商务谈判", "赢单", "输单")
SOURCES = ("展会", "转介绍", "官网", "抖音", "小红书", "陌拜", "老客户介绍")


def words_of(settings: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    """The workspace's own words of a kind (levels, stages, sources), else what it starts with."""
    given = settings.get(kind)
    return tuple(given) if given else {"levels": LEVELS, "stages": STAGES, "sources": SOURCES}[kind]
