"""A small workspace to talk to, and what it understands in one short line each."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from commands.subjects import catalogue
from nlp import Context, Draft, FieldName, Filters, Grammar, Moment, Named, Names, New, Period, Reading, understand

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 16, 40, tzinfo=ZONE)
SPEAKER = Named(kind="member", id="张三", name="张三")


def customer(name: str, *aliases: str, owner: str = "") -> Named:
    """A customer whose id is its name."""
    return Named(kind="customer", id=name, name=name, owner=owner or None, aliases=aliases)


def person(name: str, of: str, title: str = "") -> Named:
    """Somebody at a customer."""
    return Named(kind="contact", id=(of, name), name=name, customer=of, title=title)


NAMES = Names(
    customers=(
        customer("上海华星科技有限公司", "华星", owner="张三"),
        customer("华兴电梯有限公司", "华兴", "华兴电梯", owner="李四"),
        customer("远航物流有限公司", "远航", owner="张三"),
        customer("绿地物业管理有限公司", "绿地物业", owner="王五"),
        customer("绿地建设集团有限公司", "绿地建设", owner="李四"),
        customer("ABC Company", "ABC", owner="李四"),
        customer("石家庄明天乳业有限公司", "明天乳业", "明天", owner="李四"),
    ),
    contacts=(
        person("张国强", "上海华星科技有限公司", "总经理"),
        person("李工", "上海华星科技有限公司", "技术部"),
        person("刘敏", "华兴电梯有限公司", "采购"),
        person("李梅", "远航物流有限公司", "行政"),
        person("赵刚", "远航物流有限公司", "老板"),
        person("孙丽", "绿地物业管理有限公司", "经理"),
        person("周涛", "绿地建设集团有限公司", "项目经理"),
        person("Jack Ma", "ABC Company", "CEO"),
        person("尤经理", "石家庄明天乳业有限公司", "采购经理"),
    ),
    members=(
        Named(kind="member", id="李四", name="李四", aliases=("四哥",)),
        SPEAKER,
        Named(kind="member", id="王五", name="王五"),
        Named(kind="member", id="李娜", name="李娜"),
        Named(kind="member", id="王强", name="王强"),
    ),
    tags=tuple(Named(kind="tag", id=tag, name=tag) for tag in ("重点客户", "待跟进", "VIP", "高意向")),
    levels=("A", "B", "C"),
    stages=("线索", "谈判", "已签约"),
    fields=(FieldName(name="预算", type="number"), FieldName(name="设备品牌", type="choice", options=("三菱", "汇川"))),
)


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """What the catalogue's commands declare."""
    return catalogue().spoken


def read(text: str, names: Names = NAMES, **context: Any) -> Reading:
    """The reading of a message to the small workspace."""
    before = Context(speaker=SPEAKER, **context)
    return understand(text, grammar(), names.narrow(text, before), NOW, before)


def named(name: str) -> Named:
    """A customer of the workspace by the start of its name or an alias."""
    return next(each for each in NAMES.customers if name in (each.name, *each.aliases))


def done(command: str, **slots: object) -> tuple[Draft, ...]:
    """What the bot has just done."""
    return (Draft(command=command, slots=slots),)  # type: ignore[arg-type]


def at(text: str) -> Moment:
    """A moment with its clock time."""
    return Moment(value=datetime.fromisoformat(text).replace(tzinfo=ZONE), said="", clocked=True)


def short(reading: Reading) -> str:
    """A reading on one line: 华星 visit 张国强 at 2026-11-18 | ask at."""
    return " | ".join(_draft(draft) for draft in reading.drafts) or reading.kind


def _draft(draft: Draft) -> str:
    if draft.doubts:
        doubt = draft.doubts[0]
        return " ".join(["ask", doubt.slot, *(_value(each) for each in doubt.candidates)])
    slots = (f"{name}={_value(value)}" for name, value in draft.slots.items() if name not in ("note", "text"))
    marks = (["new"] if draft.new else []) + (["replaces"] if draft.replaces else [])
    return " ".join([draft.command, *marks, *slots])


def _value(value: object) -> str:
    if isinstance(value, Named):
        return value.aliases[0] if value.aliases else value.name
    if isinstance(value, New):
        return value.name
    if isinstance(value, Moment):
        return value.value.strftime("%m-%d" if value.day_only and value.value.hour == 0 else "%m-%dT%H:%M")
    if isinstance(value, Period):
        return f"{value.first:%m-%d}..{value.last:%m-%d}"
    if isinstance(value, Filters):
        return ",".join(f"{name}:{_value(each)}" for name, each in value.values.items())
    if isinstance(value, tuple | list):
        return "+".join(_value(each) for each in value)
    if isinstance(value, dict):
        return ",".join(f"{name}:{each}" for name, each in value.items())
    return str(value)
