"""Walls: nothing that a member of a group's team may not see goes into the group, whoever speaks, whatever they say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.demo import GROUP
from commands.groups import SAID
from commands.message import Outgoing, plain_text
from commands.subjects import catalogue
from store.database import Tx
from store.tables import Alias, Chat, Contact, Customer, Dialogue, FollowUp, Identity, Member, Team, table
from store.unit import Unit
from tests.integration.commands.conftest import ADMIN, MANAGER, REP
from tests.talk import Talk

pytestmark = [
    pytest.mark.integration,
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),  # of a failing example, which is what it tells
]
GROUPS = (GROUP, "west-group", "hall")
WEST = "唐小西"
SPEAKERS = (REP, MANAGER, ADMIN, WEST)
TEAMS = 3
ASKED = re.compile(r"(?:提醒(?:你|大家)|已派给\w+)：(.+)")
_turns = count()


@dataclass(frozen=True, kw_only=True)
class Client:
    """A customer whose every fact is a word that stands nowhere else."""

    short: str
    name: str
    contact: str
    note: str

    @property
    def title(self) -> str:
        return f"{self.contact[:-1]}总"

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.short, self.name, self.contact, self.note)


CLIENTS = (
    Client(short="琥珀", name="苏州琥珀轴承有限公司", contact="司徒岚", note="密谈一号"),
    Client(short="琥铂", name="无锡琥铂铸造有限公司", contact="屠珊", note="密谈二号"),
    Client(short="苍溪", name="南京苍溪纸业有限公司", contact="费莹", note="密谈三号"),
    Client(short="黛湖", name="扬州黛湖酒业有限公司", contact="宗璞", note="密谈四号"),
)
MORE = (
    "今天拜访了{s}的{p}，聊了报价，下周三上午十点提醒我跟进",
    "今天见了{s}，{t}也去了",
    "今天给{s}打了电话，给{t}发了样品",
    "不是{s}，是{t}",
    "不是今天，是昨天",
    "{s}",
    "{s}改成B级",
    "明天上午十点提醒大家跟{s}的{p}开会",
    "明天上午十点提醒我给{s}的{p}回电",
    "让陈晓明明天给{s}寄样品",
    "新客户 {n}",
    "新客户 {s}",
    "删除客户 {s}",
    "把{s}合并到{t}",
    "聊得不错",
    "1",
)


def sayings() -> list[str]:
    """For every command that can be said its examples, else its short name, about the customer that is drawn."""
    found = list(MORE)
    for command in catalogue().by_name.values():
        if not command.hidden:
            examples = tuple(each.replace("{", "{{").replace("}", "}}") for each in command.examples)
            found += examples or tuple(f"/{name} {{s}}" for name in command.slash[:1])
    changes = {"华星科技": "{n}", "华星": "{s}", "云图": "{s}", "张总": "{p}", "吴总": "{p}"}
    for old, new in changes.items():
        found = [each.replace(old, new) for each in found]
    return found


@dataclass(frozen=True, kw_only=True)
class Named:
    """A row that carries a name, and the team that its customer is of."""

    model: type[Customer | Alias | Contact]
    id: UUID
    name: str
    team: UUID | None


def named(tx: Tx) -> list[Named]:
    """Every customer, every other name of one and every contact."""
    customers, found = table(Customer), []
    for model in (Customer, Alias, Contact):
        of = table(model)
        rows = sa.select(of.c.id, of.c.name, customers.c.team_id)
        if model is not Customer:
            rows = rows.join(customers, customers.c.id == of.c.customer_id)
        found += [Named(model=model, id=id, name=name, team=team) for id, name, team in tx.connection.execute(rows)]
    return found


@dataclass(repr=False)
class World:
    """Three teams, each customer in one of them, three groups, and what was said in these."""

    talk: Talk
    teams: list[UUID] = field(default_factory=list)
    clients: list[UUID] = field(default_factory=list)
    founded: set[UUID] = field(default_factory=set)
    walled: tuple[bool, ...] = (False,) * TEAMS
    homes: tuple[int, ...] = ()
    bound: dict[str, int | None] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    ever: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return "World()"

    def found(self) -> None:
        """Writes teams, people and customers."""
        self.write(self._found)
        self.founded = {row.id for row in self.talk.database.read(named)}

    def _found(self, unit: Unit) -> None:
        first = unit.tx.connection.execute(sa.select(table(Team).c.id)).scalar_one()
        self.teams = [first, *(unit.add(Team, name=name).id for name in ("西南组", "东北组"))]
        member = unit.add(Member, name=WEST, role="rep", team_id=self.teams[1]).id
        at = {"platform": self.talk.platform, "app": self.talk.platform}
        chat = unit.add(Chat, **at, external=f"private:{WEST}", kind="private")
        unit.add(Identity, **at, user_id=WEST, member_id=member, private_chat_id=chat.id, bound_at=self.talk.now)
        for group in GROUPS[1:]:
            unit.add(Chat, **at, external=group, kind="group")
        for client in CLIENTS:
            customer = unit.add(Customer, name=client.name, owner_id=None, team_id=first).id
            self.clients.append(customer)
            unit.flush()
            unit.add(Alias, customer_id=customer, name=client.short)
            unit.add(Contact, customer_id=customer, name=client.contact)
            unit.add(
                FollowUp, customer_id=customer, author_id=member, method="visit", at=self.talk.now, note=client.note
            )

    def arrange(self, walled: tuple[bool, ...], homes: tuple[int, ...], bound: tuple[int | None, ...]) -> None:
        """Another organisation of the same people, with nothing open; what earlier talk made has other names."""
        self.walled, self.homes, self.bound = walled, homes, dict(zip(GROUPS, bound, strict=True))
        self.write(self._arrange)

    def _arrange(self, unit: Unit) -> None:
        unit.tx.connection.execute(sa.delete(table(Dialogue)))
        for team, wall in zip(self.teams, self.walled, strict=True):
            unit.edit(Team, team).walled = wall
        for client, home, row in zip(CLIENTS, self.homes, self.clients, strict=True):
            record = unit.edit(Customer, row)
            record.name, record.team_id, record.deleted_at = client.name, self.teams[home], None
        for made in named(unit.tx):
            if made.id not in self.founded:
                unit.edit(made.model, made.id).name = f"旧名{next(_turns)}"
        chats = table(Chat)
        for group, bound in self.bound.items():
            of = sa.select(chats.c.id).where(chats.c.external == group, chats.c.platform == self.talk.platform)
            record = unit.edit(Chat, unit.tx.connection.execute(of).scalar_one())
            record.team_id, record.open = None if bound is None else self.teams[bound], True

    def write(self, work: object) -> None:
        """One execution of this test's own."""

        def run(tx: Tx) -> None:
            unit = Unit(tx, workspace=self.talk.workspace, now=self.talk.now)
            key = str(next(_turns))
            with unit.execution(name="arrange", origin="test", key=key, ordinal=0, actor=None, args={}):
                work(unit)  # type: ignore[operator]

        self.talk.database.write(run).result()

    def secrets(self, group: str) -> Iterable[str]:
        """What not every reader of a group may see."""
        team = self.bound[group]
        for client, home in zip(CLIENTS, self.homes, strict=True):
            if team is None or (self.walled[home] and home != team):
                yield from client.facts

    def made(self, group: str) -> str:
        """What talk has named since that every reader of a group may see: another by the name of a secret one."""
        team = self.bound[group]
        hidden = {id for id, wall in zip(self.teams, self.walled, strict=True) if wall}
        unseen = {*self.teams, None} if team is None else hidden - {self.teams[team]}
        rows = self.talk.database.read(named)
        return "\n".join(row.name for row in rows if row.id not in self.founded and row.team not in unseen)

    def check_due(self, letters: Iterable[Outgoing]) -> None:
        """No reminder tells a group more than it may know, but in the words in which it was asked for."""
        heard = "\n".join(self.ever)
        for letter in letters:
            if not letter.chat.private:
                text = plain_text(letter)
                secrets = [word for word in self.secrets(letter.chat.id) if word not in heard]
                assert not [word for word in secrets if word in text], text

    def again(self, asked: str) -> str:
        """How much of what a reminder or a task is set for stands word for word in the very message that set it."""
        while asked not in self.said[-1]:
            asked = asked[:-1]
        return asked

    def check(self, letters: Iterable[Outgoing], about: object) -> None:
        """No letter tells a group more than it may know, or was just said."""
        for letter in letters:
            if letter.chat.private:
                continue
            text = plain_text(letter)
            for words in sorted(self.said, key=len, reverse=True):
                text = text.replace(words, "").replace(f"{words[:SAID]}…", "")
            # of whom they may not know they make another of the same name, and speak of that
            own = self.made(letter.chat.id) + ("".join(self.said) if text.startswith("🆕") else "")
            for asked in ASKED.findall(text):
                text = text.replace(self.again(asked), "")
            secrets = [word for word in self.secrets(letter.chat.id) if word not in own]
            assert not [word for word in secrets if word in text], (about, text)


@pytest.fixture
def world(talk: Talk) -> World:
    made = World(talk=talk)
    made.found()
    return made


teams = st.integers(0, TEAMS - 1)
places = st.tuples(*(st.none() | teams for _ in GROUPS))
pairs = st.tuples(st.sampled_from(CLIENTS), st.sampled_from(CLIENTS))
turns = st.tuples(
    st.sampled_from(SPEAKERS), st.sampled_from(GROUPS), st.sampled_from(sayings()), pairs, st.none() | st.integers(0, 5)
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    walled=st.tuples(*(st.booleans() for _ in range(TEAMS))),
    homes=st.tuples(*(teams for _ in CLIENTS)),
    bound=places,
    turns=st.lists(turns, min_size=1, max_size=6),
    later=st.booleans(),
)
def test_a_group_never_hears_what_its_team_may_not_see(
    world: World,
    walled: tuple[bool, ...],
    homes: tuple[int, ...],
    bound: tuple[int | None, ...],
    turns: list[tuple[str, str, str, tuple[Client, Client], int | None]],
    later: bool,
) -> None:
    talk = world.talk
    world.arrange(walled, homes, bound)
    world.said = []
    for who, group, saying, (one, other), pressed in turns:
        text = saying.format(s=one.short, n=one.name, p=one.title, t=other.short)
        world.said.append(text)
        world.ever.append(text)
        before = len(talk.said)
        talk.say(who, text, group=group)
        world.check(talk.said[before:], (who, group, text, bound, homes, walled))
        here = [each for each in talk.said[before:] if each.chat.id == group]
        buttons = [press for each in here for press in (*each.choices, *each.buttons)]
        if pressed is not None and buttons:
            label = buttons[pressed % len(buttons)].label
            before = len(talk.said)
            talk.press(who, label, group=group)
            world.check(talk.said[before:], (who, group, text, label, bound, homes, walled))
    if later:
        before = len(talk.said)
        talk.pass_time(days=1)
        world.check_due(talk.said[before:])


def test_an_admin_files_elsewhere_and_the_group_hears_only_the_words(world: World) -> None:
    amber = CLIENTS[0]
    world.arrange((False, True, False), (1, 0, 0, 0), (0, 1, None))
    words = "今天拜访了琥珀的司徒总，聊了报价"
    for group in (GROUP, "hall"):
        assert world.talk.say(ADMIN, words, group=group) == f"✅ 记好了：{words}\n[撤销]"
        assert world.talk.told(ADMIN).startswith(f"✅ 琥珀 · 拜访{amber.contact} · 今天")
    assert world.talk.say(ADMIN, words, group="west-group").startswith(f"✅ 琥珀 · 拜访{amber.contact}")
    assert world.talk.say(ADMIN, "今天拜访了苍溪的费总", group=GROUP).startswith("✅ 苍溪 · 拜访费莹")


def test_what_writes_nothing_is_told_in_private_where_the_group_knows_less(world: World) -> None:
    world.arrange((False, True, False), (1, 0, 0, 0), (0, 1, None))
    assert world.talk.say(ADMIN, "琥珀去掉待跟进", group=GROUP) == "发你私聊了"
    assert "琥珀" in world.talk.told(ADMIN)
    world.arrange((False, False, False), (1, 0, 0, 0), (0, 1, None))
    assert "琥珀" in world.talk.say(ADMIN, "琥珀去掉待跟进", group=GROUP)


def test_what_hangs_on_a_hidden_customer_is_hidden_too(world: World) -> None:
    world.arrange((False, True, False), (1, 0, 0, 0), (0, 1, None))
    talk = world.talk
    talk.say(ADMIN, "明天上午十点提醒我给琥珀的司徒总寄样品")
    said = talk.say(ADMIN, "寄样品那个做完了", group=GROUP)
    assert "琥珀" not in said
    talk.say(ADMIN, "明天上午十点提醒大家跟琥珀的司徒总开会", group=GROUP)
    before = len(talk.said)
    talk.pass_time(days=1)
    told = [plain_text(each) for each in talk.said[before:] if each.chat.id == GROUP]
    assert [each.splitlines()[0] for each in told] == ["⏰ 跟琥珀的司徒总开会"]
