"""Reading follow-ups back."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.fetch_words import FETCH, FETCHED, KINDLY, asked_for
from commands.message import Button, Reply, Sentence
from commands.parties import customer_of, sees
from commands.values import Period
from nlp.grammar import Phrase
from store import followups, names


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFollowUps:
    """Follow-ups of a customer or of a colleague, in a period."""

    customer: Annotated[UUID | None, Slot("customer")] = None
    member: Annotated[UUID | None, Slot("member")] = None
    range: Annotated[Period | None, Slot("range")] = None
    page: int = 1


PAGE = 6
"""Follow-ups shown at once."""


def history(command: ListFollowUps, context: Context) -> Reply:
    """Follow-ups that the speaker may read, latest first; somebody else's are counted only."""
    customer = customer_of(context, command.customer) if command.customer else None
    if customer is not None:
        context.state.customer = customer.id
        if not sees(context, customer):
            return reply(say("card.owner", owner=customer.owner_name))
    member = command.member if customer or command.member else context.speaker.id
    first, last = _days(command, context)
    if customer is None and member != context.speaker.id and context.speaker.role not in ("manager", "admin"):
        raise Refused("refused.colleague")
    rows = followups.between(
        context.tx,
        context.workspace,
        customer=customer.id if customer else None,
        author=member,
        since=first,
        until=last,
        limit=PAGE + 1,
        offset=(command.page - 1) * PAGE,
    )
    if not rows:
        return reply(say("history.none"))
    lines = [
        say("history.head", customer=customer.short if customer else None, period=command.range and command.range.said)
    ]
    ids = [row.customer_id for row in rows[:PAGE]]
    shorts = {row.id: row.short for row in names.customers(context.tx, context.workspace, ids)}
    lines += [line(context, row, customer=None if customer else shorts.get(row.customer_id)) for row in rows[:PAGE]]
    more = Button(label=say("button.more"), command=replace(command, page=command.page + 1))
    return Reply(lines=tuple(lines), buttons=(more,) if len(rows) > PAGE else (), private=True)


def line(context: Context, row: followups.FollowUpRow, *, customer: str | None = None) -> Sentence:
    """One follow-up in a list: 11/18 拜访 聊了报价，想要三年期."""
    return say(
        "history.line",
        day=context.local(row.at).date(),
        customer=customer,
        did=say(f"did.{row.method or 'other'}"),
        note=shortened(context.plain(row.note)),
        files=row.files,
    )


def shortened(text: str, length: int = 32) -> str:
    """The first words of a longer text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[: length - 1]}…"


def _days(command: ListFollowUps, context: Context) -> tuple[datetime | None, datetime | None]:
    """The period's ends as moments, the second one exclusive."""
    if command.range is None:
        return None, None
    first = datetime.combine(command.range.first, time(), context.zone)
    last = datetime.combine(command.range.last + timedelta(days=1), time(), context.zone)
    return first, last


_WHEN = "之前|以前|以往|过往|历史|近期|最近|从前|上次|前面|这段时间|到现在|一直以来|这阵子"
_DEALT = "跟进|拜访|沟通|联系|往来|交流|聊天|走访|服务|对接|接触|洽谈"
_RECORDS = (
    f"({_DEALT})[的](记录|历史|情况|经过|明细|内容)|"
    "跟进记录|跟进历史|跟进情况|跟进|follow up|follow up history|followup history|history|followup|来龙去脉|"
    "拜访记录|沟通记录|"
    "联系记录|聊天记录|往来记录|历史记录|记录|历史|沟通|往来|来往"
)
_HOW = "怎么|咋|咋样|怎样|如何|什么时候|啥时候|怎么个"

_DID = "记|录|写|跟|跟进|聊|谈|说|讲|沟通|对接|交流|拜访|跑|见|去|联系|做"
_WHAT = "什么|啥|哪些|哪些事|谁|几家|几次|几回|几趟|哪几条|几条|多少条|哪几家|哪几个"
_LAST = "上次|上一次|上回|上一回|最近一次|最后一次|最近|前一次|前一回"

SUBJECT = Subject(
    name="followup_view",
    title=("看跟进", "Follow-up history"),
    commands=(
        Command(
            name="followup.list",
            type=ListFollowUps,
            handler=history,
            title=("跟进记录", "Follow-up history"),
            slash=("记录", "history"),
            phrases=(
                Phrase(
                    f"({{customer}}|{{member}}|我)[的] [{_WHEN}] [{{range}}] [的|那几条|那些|那条] [{_WHEN}] "
                    f"({_RECORDS}) [，] "
                    f"[{KINDLY}] [{KINDLY}] ({FETCHED}|有多少条|有几条|几条|多少条|在哪看|在哪儿看|在哪)",
                    weight=3.4,
                ),
                Phrase(
                    f"[把]({FETCH}) ({{customer}}|{{member}}|我)[的] [{_WHEN}] [{{range}}] [的] ({_RECORDS})",
                    weight=3.4,
                    where="end",
                ),
                Phrase(
                    f"{{customer}}[那边|这边|这家|家] [{{range}}|{_WHEN}] [到现在] [都|是|都是] "
                    f"({_HOW})(跟|聊|谈|说|沟通|对接|联系)[过](的|呢|来着)",
                    weight=3.4,
                    where="end",
                ),
                Phrase(
                    "{customer}…(聊|谈|说|讲|沟通|跟|对接|交流|唠)(过|了|过了|的|些|点)[都|些|点]"
                    "(啥|什么|哪些|哪些事|几次|几回|咋样|怎样|怎么样)",
                    weight=3.4,
                ),
                *asked_for(
                    f"{{customer}}[那边|这边|这家|那家|家] [的] [{_WHEN}|{{range}}] [的] [{_WHEN}] [旧|老|所有|"
                    "全部|完整] [的] "
                    f"({_RECORDS}|拜访历史|来往)",
                    weight=3.4,
                ),
                Phrase(
                    f"{{customer}}[那边|这边|这家|家] [{_WHEN}] [{{range}}] [都|我们|咱们|我|一共|到底] "
                    f"({_DID})[过|了|过了] [些|点|几条] ({_WHAT})[跟进|记录|东西|事]",
                    weight=3.45,
                    where="end",
                ),
                Phrase(
                    f"{{customer}}[那边|这边|这家|那家] [是] ({_LAST})[是|都是] (谁|哪个|哪位|谁个)(去|跟|对接|"
                    "拜访|聊|跑|联系|见)[过]的",
                    weight=3.4,
                    where="end",
                ),
                Phrase(
                    f"我[自己] [{{range}}] [我] [都|又|一共|刚|到底|刚才] ({_DID}|填|入|登|报|补)[过|了|过了] [些|"
                    "点|几条|下] "
                    f"({_WHAT}|跟进|记录|多少条|几条)[跟进|记录|东西|客户]",
                    weight=3.4,
                    where="clause",
                ),
                Phrase(
                    f"{{range}}我[自己] [都|又|一共|刚|到底] ({_DID}|填|入|登|报|补)[过|了|过了] [些|点|几条|下] "
                    f"({_WHAT}|跟进|记录|多少条|几条)[跟进|记录|东西|客户]",
                    weight=3.4,
                    where="clause",
                ),
                *asked_for(
                    f"(我 [{{range}}]|{{range}} 我)[自己] ({_DID}|填|入|登|报|补)[进去|上去|下来|好](的|了的|过的|"
                    "下的) [那] [几|些|条|几条|那些] "
                    "[跟进|记录|跟进记录|东西|拜访]",
                    weight=3.4,
                ),
                Phrase(
                    f"({{member}}|我){{range}} [都] (拜访|跑|见|去|跟|跟进|联系|走访)(过|了|过了|的|过的|了的) [的] "
                    f"(客户|单位|门店|店|地方) [{KINDLY}] [{KINDLY}] [都|现在] ({FETCHED}|有哪些|有谁|有几家|有多少)",
                    weight=3.45,
                    where="end",
                ),
                Phrase(
                    "{member}[{range}] [有|有没有|都] (去|跑|见|跟|拜访|联系|走访)[过] [没有] [什么|哪些|啥|"
                    "几家|多少] (客户|单位|门店)",
                    weight=3.3,
                ),
                Phrase("(翻|调|看|查|过|列|拉|找|瞅)…(跟进记录|跟进历史|拜访记录|沟通记录|跟进情况)", weight=3.4),
                Phrase(
                    "(跟进记录|跟进历史|拜访记录|沟通记录)[都|我|给我]…(调出来|翻出来|过一遍|看看|看一下|发我|列一下|"
                    "拉出来|瞅瞅|来看看)",
                    weight=3.4,
                ),
                Phrase(
                    f"{{customer}}[的|最近的|上次的][{{range}}][的]({_RECORDS})",
                    weight=3.3,
                    where="whole",
                ),
                Phrase("{member}…(跟进记录|跟进历史|跟进)", where="whole"),
                Phrase(
                    "(跟了|跟进了|跟过|拜访了|见了|联系了|跑了)[些](谁|什么客户|什么|哪些|哪几家|几家|几回|几次)",
                    weight=3.4,
                ),
                Phrase(
                    "{customer}[打过|联系过|拜访过|跑过|聊过|去过]…(几次|几回|几趟|多少次|多少回|多少趟)",
                    weight=3.3,
                ),
                Phrase(
                    "{member}[的][{range}|最近][都|又](跑|去)[了|过|了趟](哪|哪儿|哪里|哪些地方|哪些|啥地方)",
                    weight=3.4,
                ),
                Phrase("跟过…(几回|几次|多少次)", weight=3.4),
                Phrase(
                    f"{{customer}}[这边|那边|这家] [{_WHEN}|{{range}}] (有谁|都有谁|谁|哪些同事|哪个同事|哪位) "
                    "(接触|跟|联系|去|见|拜访|对接|跑|聊)过[的]",
                    weight=3.4,
                    where="clause",
                ),
                Phrase(
                    "({customer}|{contact})[上次|上回|最近|之前|那边](聊|谈|跟|说|进展|推进)到"
                    "(哪|哪儿|哪里|哪一步|哪步|什么程度|啥程度)[了]",
                    weight=3.4,
                    where="end",
                ),
                Phrase(
                    "(上次|最近一次|最后一次|最近)[是][什么时候|啥时候](联系|拜访|跟进|见|"
                    "聊)…{customer}[是](什么时候|啥时候|哪天|几号)",
                    weight=3.3,
                ),
                Phrase(
                    "{customer}[那边|我|我们|是](什么时候|啥时候|几时|哪天|几号|多久之前|多久前)"
                    "(跟|跟进|联系|拜访|见|聊|去)[过]的",
                    weight=3.4,
                    where="end",
                ),
                Phrase("上次[是](谁跟的|谁去的|聊了啥|聊了什么|说了啥|说了什么|什么时候跟的|怎么说的)", weight=3.3),
                Phrase("{customer}[最近|这段时间][{range}][的]跟进(翻|调|看|拉|发)", weight=3.3),
                Phrase("(记录|跟进)[都|全|全都|给我](调出来|翻出来|拉出来|列出来|找出来|发我)", weight=3.3),
                Phrase(
                    "(谁|哪位|哪个同事)[最近|又](跟了|跟进了|跟过|拜访了|拜访过|去了|去过|联系了|联系过|跑了|见了|见过){customer}",
                    weight=3.3,
                    where="whole",
                ),
                Phrase(
                    "{customer}[最近|上次|上一次|最后|最近一次|最后一次]…(跟进|拜访|联系|沟通|去)[说|聊|谈|是|记][的|了](什么|啥|啥时候|什么时候|哪天|多久|谁|怎么说|咋说)",
                    weight=3.3,
                ),
                Phrase(
                    "{customer}(上次|上回|最近一次|最后一次)[是|跟进|联系]…(什么时候|啥时候|啥辰光|几时|哪天|几号|什么时间|多久)",
                    weight=3.3,
                ),
                Phrase(
                    "(看|看看|查|查一下|看下|看一下|翻|想看){customer}[的|最近的|最近|这段时间的|上次的][{range}][的](跟进|跟进记录|记录|历史|沟通)",
                    weight=3.35,
                ),
                Phrase(
                    "{member}[{range}](跟了|跟进了|拜访了|跑了|见了|联系了|去了)[多少|几|哪几|哪些](家|客户|家客户|谁)",
                    weight=3.4,
                ),
                Phrase("[他们|他家|它|这家|那家][的](跟进记录|拜访记录|沟通记录|跟进历史)", weight=3.2, where="whole"),
                Phrase(
                    "{member}[的]{range}[的](跟进|跟进记录|拜访记录|拜访|工作记录)[有哪些|看看|看一下|发我|列一下]",
                    weight=3.3,
                    where="whole",
                ),
            ),
            examples=("华星的跟进记录", "李娜这周跟了谁"),
            writes=False,
        ),
    ),
    sentences={
        "history.head": ("[{customer} · ]跟进记录[ · {period}]", "[{customer} · ]follow-ups[ · {period}]"),
        "history.none": (
            "这里还没有跟进。发一句“今天拜访了…”就记上",
            "No follow-ups here yet. Say “visited … today” to log one",
        ),
        "history.line": (
            "{day:bare}[ {customer}] {did} {note}[ 📎{files}]",
            "{day:bare}[ {customer}] {did} {note}[ 📎{files}]",
        ),
        "refused.colleague": ("同事跟了谁只有主管能看", "Only managers see what colleagues did"),
        "button.more": ("看更多", "More"),
    },
)
