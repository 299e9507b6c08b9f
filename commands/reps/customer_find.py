"""Searches for customers by what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.finding import conditions, wanted
from commands.message import Button, Reply
from commands.reps.search_phrases import FINDS
from commands.rights import scope
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
    lines = [say("find.unheeded", words=filters["unheeded"])] if "unheeded" in filters else []
    lines.append(say("find.head", conditions=said, total=found.total) if said else say("find.mine", total=found.total))
    for i, row in enumerate(shown, 1):
        last = context.local(row.last_follow_up_at).date() if row.last_follow_up_at else None
        lines.append(say("find.line", index=i, customer=row.short, level=row.level, stage=row.stage, last=last))
    more = Button(label=say("button.more"), command=FindCustomers(filters=filters, page=command.page + 1))
    return Reply(lines=tuple(lines), buttons=(more,) if found.total > command.page * PAGE else (), private=True)


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
            phrases=FINDS,
            examples=("我的A级客户有哪些",),
            writes=False,
        ),
    ),
    sentences={
        "find.head": ("{conditions}：{total}家，回数字看详情", "{conditions}: {total}; answer with a number"),
        "find.mine": ("你的客户{total}家，回数字看详情", "Your customers: {total}; answer with a number"),
        "find.unheeded": ("“{words}”我还不会找，先列全部", "I can't look for “{words}” yet; here are all"),
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
        "by.created": ("{first:bare}[–{last:bare}]新录", "filed {first:bare}[–{last:bare}]"),
        "by.field": ("{name}是{value}", "{name} {value}"),
        "by.field.more": ("{name}超过{value}", "{name} over {value}"),
        "by.field.least": ("{name}不低于{value}", "{name} at least {value}"),
        "by.field.less": ("{name}低于{value}", "{name} under {value}"),
        "by.field.most": ("{name}不超过{value}", "{name} at most {value}"),
    },
)
