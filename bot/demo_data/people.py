"""The demonstration's team, which sells scanners, labels and the warehouse software that goes with them."""

from typing import NamedTuple

WORKSPACE = "晨光智采"
TEAM = "华东一组"
GROUP = "华东一组销售群"


class Person(NamedTuple):
    """A member of the demonstration."""

    name: str
    role: str
    aliases: tuple[str, ...] = ()
    in_team: bool = True


PEOPLE = (
    Person("陈晓明", "rep", ("晓明", "小陈")),
    Person("李娜", "rep", ("娜姐", "小李")),
    Person("王强", "rep", ("强哥", "小王")),
    Person("赵敏", "manager", ("敏姐", "赵经理")),
    Person("周建国", "admin", ("周总", "老周"), in_team=False),
)

STAGES = ("线索", "初步接触", "需求确认", "方案报价", "商务谈判", "赢单", "输单")

TAGS = (
    ("重点客户", "级别"),
    ("老客户", "来往"),
    ("转介绍", "来往"),
    ("竞品在用", "来往"),
    ("价格敏感", "态度"),
    ("意向强", "态度"),
    ("潜在流失", "态度"),
    ("待报价", "进度"),
    ("样品试用中", "进度"),
    ("年框", "进度"),
)
