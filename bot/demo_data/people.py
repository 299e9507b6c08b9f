"""The demonstration's team, which sells scanners, labels and the warehouse software that goes with them."""

from typing import NamedTuple

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
