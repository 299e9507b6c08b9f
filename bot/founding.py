"""What a new workspace begins with: its name, zone and language, and the preset tags."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.settings import Workspace
from commands.nudging import begin
from store import settings as decided
from store import workspaces
from store.database import Tx
from store.tables import Tag
from store.unit import Unit

TAGS = (
    ("重点客户", "级别"),
    ("老客户", "来往"),
    ("转介绍", "来往"),
    ("竞品在用", "来往"),
    ("意向强", "态度"),
    ("价格敏感", "态度"),
    ("潜在流失", "态度"),
    ("待跟进", "进度"),
    ("待报价", "进度"),
    ("样品试用中", "进度"),
    ("已签约", "进度"),
    ("年框", "进度"),
)
"""The preset tags, each with its dimension; an admin changes them by commands."""


def found(tx: Tx, settings: Workspace, now: datetime) -> UUID:
    """Makes the workspace."""
    workspace = workspaces.create(tx, name=settings.name, zone=settings.zone, now=now)
    unit = Unit(tx, workspace=workspace, now=now)
    with unit.execution(name="found", origin="found", key="found", ordinal=0, actor=None, args={}):
        preset_tags(unit)
        begin(unit, now.astimezone(ZoneInfo(settings.zone)).date())
        decided.put(unit, "language", settings.language)
    return workspace


def preset_tags(unit: Unit) -> dict[str, UUID]:
    """Writes the preset tags; their ids by name."""
    return {
        name: unit.add(Tag, name=name, dimension=dimension, preset=True, position=position).id
        for position, (name, dimension) in enumerate(TAGS)
    }
