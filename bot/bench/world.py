"""The team that the benchmark talks as: fifty reps with a chat and ten customers each, and what they say."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commands.message import Chat, Message, Person
from store import tables, workspaces
from store.database import Tx
from store.unit import Unit

PLATFORM = "bench"
CUSTOMERS = 10  # of each rep
_FIRST = "恒泰华瑞德信远盛嘉宏金利永兴安顺福祥"
_SECOND = "锐捷拓维朗创源达凯睿航腾丰隆晟瀚钧铭骏泓岚翊柏"
_TOWNS = ("宁波", "苏州", "无锡", "常州", "嘉兴", "绍兴", "台州", "南通", "扬州", "合肥")
_TRADES = ("机械", "电子", "包装", "纺织", "物流", "模具", "食品", "五金")
_SURNAMES = "吴郑冯褚卫蒋沈韩杨朱秦许何吕施"
_GIVEN = ("建平", "志远", "国强", "文静", "海生", "晓东", "丽华")
_SAID = (
    "今天拜访了{name}的{boss}总，聊了报价，下周三上午十点提醒我跟进",
    "今天去{name}见了{boss}总，对方想要三年期，下周五下午三点提醒我回访",
)


@dataclass(frozen=True, slots=True)
class Client:
    """A customer by what people call it, and the surname of who decides there."""

    name: str
    boss: str


@dataclass(frozen=True, slots=True)
class World:
    """The workspace, and for each chat the customers that are spoken of in it."""

    workspace: UUID
    clients: tuple[tuple[Client, ...], ...]


def client(index: int) -> Client:
    """The customer of that index; each has a name of its own."""
    brand = _FIRST[index % len(_FIRST)] + _SECOND[index // len(_FIRST) % len(_SECOND)]
    return Client(f"{brand}{_TRADES[index % len(_TRADES)]}", _SURNAMES[index % len(_SURNAMES)])


def fill(tx: Tx, now: datetime, *, chats: int) -> World:
    """Writes the team and its customers as one execution."""
    workspace = workspaces.create(tx, name="测速", now=now)
    unit = Unit(tx, workspace=workspace, now=now)
    with unit.execution(name="bench", origin="bench", key="bench", ordinal=0, actor=None, args={}):
        team = unit.add(tables.Team, name="一组").id
        clients = tuple(_rep(unit, now, team, rep) for rep in range(chats))
    return World(workspace, clients)


def _rep(unit: Unit, now: datetime, team: UUID, rep: int) -> tuple[Client, ...]:
    member = unit.add(tables.Member, name=f"测速员{rep:03d}", role="rep", team_id=team)
    where = {"platform": PLATFORM, "app": PLATFORM}
    chat = unit.add(tables.Chat, **where, external=f"c{rep}", kind="private")
    unit.add(tables.Identity, **where, user_id=f"u{rep}", member_id=member.id, private_chat_id=chat.id, bound_at=now)
    clients = []
    for index in range(rep * CUSTOMERS, (rep + 1) * CUSTOMERS):
        known = client(index)
        name = f"{_TOWNS[index % len(_TOWNS)]}{known.name}有限公司"
        customer = unit.add(tables.Customer, name=name, owner_id=member.id, team_id=team, level="B")
        unit.add(tables.Alias, customer_id=customer.id, name=known.name)
        unit.add(
            tables.Contact,
            customer_id=customer.id,
            name=f"{known.boss}{_GIVEN[index % len(_GIVEN)]}",
            title="总经理",
        )
        clients.append(known)
    return tuple(clients)


def message(world: World, chat: int, turn: int, now: datetime) -> Message:
    """What the rep of a chat says in one turn: a follow-up and a reminder of the next step."""
    known = world.clients[chat][turn % CUSTOMERS]
    return Message(
        key=f"{chat}-{turn}",
        chat=Chat(platform=PLATFORM, app=PLATFORM, id=f"c{chat}", private=True),
        sender=Person(id=f"u{chat}", name=f"测速员{chat:03d}"),
        text=_SAID[turn % len(_SAID)].format(name=known.name, boss=known.boss),
        sent_at=now,
        received_at=now,
    )
