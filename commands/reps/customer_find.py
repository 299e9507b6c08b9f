"""Searches for customers by what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.finding import conditions, wanted
from commands.message import Button, Reply
from commands.rights import scope
from nlp.grammar import Phrase
from store import customers


@dataclass(frozen=True, kw_only=True, slots=True)
class FindCustomers:
    """Customers that meet conditions; without any, the speaker's own."""

    filters: Annotated[Mapping[str, object], Slot("filters")] = field(default_factory=dict)
    page: int = 1


PAGE = 8
"""Lines of a list shown at once."""


def find(command: FindCustomers, context: Context) -> Reply:
    """A numbered list that can be answered by number."""
    filters, said = dict(command.filters), conditions(context, command.filters)
    found = customers.find(
        context.tx, scope(context.speaker), wanted(context, filters), limit=PAGE, offset=(command.page - 1) * PAGE
    )
    if not found.rows:
        return reply(say("find.none", conditions=said) if said else say("find.empty"))
    shown = found.rows
    context.state.shown = tuple(row.id for row in shown)
    lines = [say("find.head", conditions=said, total=found.total) if said else say("find.mine", total=found.total)]
    for i, row in enumerate(shown, 1):
        last = context.local(row.last_follow_up_at).date() if row.last_follow_up_at else None
        lines.append(say("find.line", index=i, customer=row.short, level=row.level, stage=row.stage, last=last))
    more = Button(label=say("button.more"), command=FindCustomers(filters=filters, page=command.page + 1))
    return Reply(lines=tuple(lines), buttons=(more,) if found.total > command.page * PAGE else (), private=True)


_COMPARED = "超过|大于|高于|多于|不到|不足|低于|小于|少于|不低于|不少于|至少|不超过|早于|晚于|以上|以下|之前|之后"
_WHICH = "客户|客户有哪些|有哪些|哪些|有谁|都有谁|列一下|列出来|哪几家|有几家|客户列一下|客户有几家"

SUBJECT = Subject(
    name="customer_find",
    title=("查客户", "Find customers"),
    commands=(
        Command(
            name="customer.find",
            type=FindCustomers,
            handler=find,
            title=("找客户", "Find customers"),
            slash=("找客户", "搜索", "搜", "find", "search"),
            phrases=(
                Phrase("(哪些|哪几家|几家|哪家)[是]…客户", weight=3.2),
                Phrase(
                    "客户[现在|都|里头|里|一共|目前|名单]…(有哪些|有谁|有几家|列一下|列出来|筛出来|筛一下|拉出来|"
                    "拉一下|拉个|找出来|多少|哪些|看看)",
                    weight=3.2,
                ),
                Phrase("(pull|list|查询|捞)…客户", weight=3.2),
                Phrase(
                    "…[的]客户[一共|总共|现在][还]有(几个|几家|多少个|多少家|多少|哪几个)", weight=3.2, where="whole"
                ),
                Phrase(
                    "(列出|列一下|找出|找一下|筛出|筛一下|筛选|查一下|搜一下|拉出|拉一下|捞一下|搜)…客户", weight=3.2
                ),
                Phrase("(列出|列一下|找出|筛出|筛一下|拉出|拉一下)…{tags}", weight=3.1),
                Phrase("(名字|名称|名)[里](带|含|有|包含)…的", weight=3.3),
                Phrase(
                    "{level}[客户|里头|里|的]…(有哪些|揪出来|列出来|列一下|拉出来|筛出来|有几家|没跟的|没碰过)",
                    weight=3.3,
                ),
                Phrase("(挂着|带着|带|打了|贴了|有){tags}[标签|的]…(有哪些|有几家|列|筛|拉|哪些|客户)", weight=3.3),
                Phrase("(天|周|月)[都](没|未)[人](跟|联系|动静|碰|拜访|回访)…(客户|{level}|{tags})", weight=2.7),
                Phrase("(卡在|停在|处在|处于){stage}", weight=3.1),
                Phrase("(新录了|新增了|新建了|新加了|录了|新进了)哪些[客户]", weight=3.3),
                Phrase("我[的|手上|手里|名下][都]有哪些客户", weight=3.3),
                Phrase("{member}[的|名下|手上|手里|负责]…客户", weight=3.0, where="whole"),
                Phrase("…[的]客户", weight=2.2, where="whole"),
                Phrase("[看看|看下|列出](所有|全部|有哪些)[的]客户[名单|列表]", weight=3.1, where="whole"),
                Phrase("客户(名单|列表|清单)", weight=3.1, where="whole"),
                Phrase("{tags}[的|客户]…(有哪些|有几家|列出来|列一下|筛出来|拉出来)", weight=3.1),
                Phrase(
                    "{tags}[的|标签的]客户[都|现在|里][有]…(哪些|哪几家|哪家|谁|几家|多少|列|拉|筛|名单|发我)",
                    weight=3.2,
                ),
                Phrase("(哪些|哪几家|哪家|谁|有谁)[是|有|打了|挂着|贴了|属于|还是]{tags}", weight=3.2, where="start"),
                Phrase(
                    "{member}[的|名下|手上|手里|负责]…{tags}[的|标签][客户][有|都有](谁|哪些|哪几家|几家)", weight=3.3
                ),
                Phrase("{level}[的]客户[有|都有|名单|发我]…(哪些|哪几家|谁|列|拉|筛|看)", weight=3.2),
                Phrase(
                    "(list|show|find)[all|my|the]({tags}|{level})[customers|clients|accounts]",
                    weight=3.2,
                    where="start",
                ),
                Phrase("{tags}[的|客户|的客户][都](有谁|是谁|是哪些|都是谁|都有哪些|哪几家|是哪几家)", weight=3.2),
                Phrase(f"{{fields}}[是|为|在|:]…({_COMPARED})…[的]({_WHICH})", weight=3.4, where="whole"),
                Phrase(f"{{fields}}[是|为|在|:]…的({_WHICH})", weight=3.35, where="whole"),
                Phrase(f"{{fields}}[是|为|在|:]({_COMPARED})…的", weight=3.35, where="whole"),
                Phrase("{member}[的|名下|手上|手里]…有(哪些|几个|哪几个|哪几家|几家){tags}", weight=3.3),
                Phrase("({level}|{tags})…(天|日|周|月|星期|礼拜)[都|还|以上]…(没|未|不曾)", weight=3.7),
                Phrase("(天|日|周|月|星期|礼拜)[都|还|以上]…(没|未|不曾)…({level}|{tags})", weight=3.7),
            ),
            examples=("我的A级客户有哪些",),
            writes=False,
        ),
    ),
    sentences={
        "find.head": ("{conditions}：{total}家，回数字看详情", "{conditions}: {total}; answer with a number"),
        "find.mine": ("你的客户{total}家，回数字看详情", "Your customers: {total}; answer with a number"),
        "find.line": (
            "{index} {customer}[ · {level}级][ · {stage}][ · 上次{last:bare}]",
            "{index} {customer}[ · {level}][ · {stage}][ · last {last:bare}]",
        ),
        "find.none": (
            "{conditions}：一家也没有。换个条件试试，或发“我的客户”看全部",
            "{conditions}: none. Try other conditions, or “my customers”",
        ),
        "find.empty": (
            "你名下还没有客户。发：新客户 华星科技 张总 138…",
            "No customers yet. Say: new customer Acme, Mr Zhang 138…",
        ),
        "by.owner": ("{owner}的", "{owner}'s"),
        "by.level": ("{value}级", "level {value}"),
        "by.stage": ("{value}", "{value}"),
        "by.region": ("地区{value}", "region {value}"),
        "by.industry": ("行业{value}", "industry {value}"),
        "by.source": ("来源{value}", "source {value}"),
        "by.text": ("名字带“{value}”", "named “{value}”"),
        "by.idle_days": ("{value}天没跟", "no contact for {value} days"),
        "by.tag": ("#{value}", "#{value}"),
        "by.created": ("{first:bare}–{last:bare}新录", "filed {first:bare}–{last:bare}"),
        "by.field": ("{name}是{value}", "{name} {value}"),
        "by.field.more": ("{name}超过{value}", "{name} over {value}"),
        "by.field.least": ("{name}不低于{value}", "{name} at least {value}"),
        "by.field.less": ("{name}低于{value}", "{name} under {value}"),
        "by.field.most": ("{name}不超过{value}", "{name} at most {value}"),
    },
)
