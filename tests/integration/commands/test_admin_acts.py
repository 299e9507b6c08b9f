"""Every act of an admin's is journalled and taken back exactly: each example of each command that shapes things."""

from __future__ import annotations

import functools

import pytest

from commands.subjects import catalogue
from tests.integration.commands.conftest import ADMIN
from tests.integration.commands.test_leaving import everything
from tests.talk import Talk

pytestmark = pytest.mark.integration


@functools.cache
def acts() -> tuple[tuple[str, str], ...]:
    """Name and example of what only managers and admins do, that writes, and that can be undone."""
    known = catalogue().by_name.values()
    shaping = [each for each in known if each.writes and each.undoable and not each.hidden and "rep" not in each.roles]
    return tuple((each.name, said) for each in shaping for said in each.examples if not each.name.startswith(ELSEWHERE))


SOUTH = ("新建小组 华南组",)
PAYING = ("加字段 付款方式 单选，选项：月结、现结、预付",)
VISIT = ("定义命令 到店 {客户} {备注} = 跟进 {客户} 到店拜访 {备注}；打标签 {客户} 重点客户",)
FIRST: dict[str, tuple[str, ...]] = {
    "team.dissolve": SOUTH,
    "member.move": SOUTH,
    "member.back": ("王强离职，先不交接", "好"),
    "华东一组取消隔离": ("华东一组隔离",),
    "admin.field.options": PAYING,
    "admin.field.fewer": PAYING,
    "admin.field.rename": PAYING,
    "admin.field.off": PAYING,
    "admin.field.on": (*PAYING, "停用字段 付款方式"),
    "admin.field.require": PAYING,
    "admin.field.type": ("加字段 门店数 文本", "华星的门店数是3家"),
    "admin.tag.on": ("停用标签 重点客户",),
    "admin.calendar.official": ("11月23日公司放假",),
    "admin.nudge.on": ("停用催办 2",),
    "admin.command.change": ("定义命令 公司地址 文三路1号",),
    "admin.command.off": VISIT,
    "admin.command.on": (*VISIT, "停用命令 到店"),
    "admin.command.remove": VISIT,
    "admin.command.roles": VISIT,
    "admin.synonym.remove": ("把“扫街”当作拜访",),
    "configuration.rollback": SOUTH,
}
"""What the examples of a command, or one of them, need to be there."""
INSTEAD = {
    "A级超过3天没跟就提醒负责人，7天提醒主管": "A级超过4天没跟就提醒负责人，8天提醒主管",
    "删催办 5": "删催办 2",
    "回滚配置 v11": "回滚配置 v1",
}
"""Examples that speak of a number, or a state, that is another one here."""
ELSEWHERE = ("group.", "proposal.", "phrase.", "admin.nudge.group", "configuration.tell_here")
"""Said in a group, or of what was learned: test_groups, test_learning, test_configuration, test_nudges have them."""


def ordered(talk: Talk, example: str) -> None:
    """Says it, and whatever it asks for before it acts."""
    talk.say(ADMIN, example)
    for label in ("新建华东组", "一起过去", "李娜", "确定", "好"):
        shown = {press.label for press in (*talk.said[-1].choices, *talk.said[-1].buttons)}
        if label in shown:
            talk.press(ADMIN, label)
        elif label == "好" and "不记了" in shown:
            talk.say(ADMIN, label)


@pytest.mark.parametrize(("name", "example"), acts(), ids=[f"{name}-{place}" for place, (name, _) in enumerate(acts())])
def test_it_is_taken_back_exactly(talk: Talk, name: str, example: str) -> None:
    for words in FIRST.get(example, FIRST.get(name, ())):
        talk.say(ADMIN, words)
    before = everything(talk)
    ordered(talk, INSTEAD.get(example, example))
    talk.move_to(talk.now)
    assert everything(talk) != before, f"{example}: {talk.said[-1].lines}"
    said = talk.say(ADMIN, "撤销")
    talk.move_to(talk.now)
    assert everything(talk) == before, f"{example}: {said}"
