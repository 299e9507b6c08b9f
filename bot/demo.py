"""The demonstration: a team, sixty customers and months of history, written once into an empty workspace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.demo_data import people, stories
from bot.demo_data.customers import CUSTOMERS, Client
from bot.demo_data.stories import Visit
from bot.founding import preset_tags
from commands.hours import Hours
from commands.nudging import begin
from commands.schedules import morning_list, morning_of
from store import contacts, members, tags
from store.database import Tx
from store.tables import (
    Alias,
    Chat,
    Contact,
    ContactPoint,
    Customer,
    CustomerTag,
    FollowUp,
    Identity,
    Member,
    Reminder,
    Team,
)
from store.unit import Unit

PLATFORMS = ("web", "terminal")
GROUP = "group"
SEED = 20261118  # the same stories on every machine
SATURDAY = 5
KNOWN = timedelta(days=240)  # for so long the customers have been there
LONG_AGO = timedelta(days=90)
SUGGESTIONS = (
    "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进",
    "看看华星",
    "我有哪些提醒",
)


def is_filled(tx: Tx, workspace: UUID) -> bool:
    """Whether anybody works in this workspace yet."""
    return bool(members.every(tx, workspace))


def fill(tx: Tx, workspace: UUID, now: datetime, zone: ZoneInfo) -> None:
    """Writes the whole demonstration as one execution."""
    unit = Unit(tx, workspace=workspace, now=now)
    with unit.execution(name="demo", origin="demo", key="demo", ordinal=0, actor=None, args={}):
        _Story(unit, now, zone).write()


@dataclass(frozen=True, slots=True)
class _Known:
    """A written customer: its id, its owner's, and its people."""

    id: UUID
    owner: UUID
    contacts: tuple[tuple[UUID, str], ...]


class _Story:
    """Writes people first, then customers, then what happened, then what is to come."""

    def __init__(self, unit: Unit, now: datetime, zone: ZoneInfo) -> None:
        self._unit = unit
        self._now = now
        self._here = now.astimezone(zone)
        self._random = Random(SEED)
        self._zone = zone
        self._phone = 0
        self._team_id = unit.add(Team, name=people.TEAM).id
        begin(unit, self._here.date() - LONG_AGO)

    def write(self) -> None:
        """All of it."""
        owners = self._team()
        preset = self._tags()
        known = {client.name: self._client(client, owners, preset) for client in CUSTOMERS}
        self._unit.flush()
        for client in CUSTOMERS:
            for visit in self._visits(client):
                self._visit(known[client.name], visit)
        for plan in stories.PLANS:
            self._plan(known[plan.customer], plan)
        self._unit.flush()

    def _team(self) -> list[UUID]:
        """The members with their private chats on both doors, and the team's group there; the reps' ids."""
        reps = []
        for person in people.PEOPLE:
            member = self._unit.add(
                Member,
                name=person.name,
                aliases=list(person.aliases),
                role=person.role,
                team_id=self._team_id if person.in_team else None,
            )
            if person.role == "rep":
                reps.append(member.id)
            for platform in PLATFORMS:
                self._reachable(person.name, member.id, platform)
        for platform in PLATFORMS:
            self._unit.add(
                Chat,
                platform=platform,
                app=platform,
                external=GROUP,
                kind="group",
                team_id=self._team_id,
                title=people.GROUP,
            )
        return reps

    def _reachable(self, name: str, member: UUID, platform: str) -> None:
        chat = self._unit.add(Chat, platform=platform, app=platform, external=f"private:{name}", kind="private")
        self._unit.add(
            Identity,
            platform=platform,
            app=platform,
            user_id=name,
            member_id=member,
            private_chat_id=chat.id,
            bound_at=self._now,
        )

    def _tags(self) -> dict[str, UUID]:
        """The preset tags by name, written if this workspace has none yet."""
        known = {tag.name: tag.id for tag in tags.library(self._unit.tx, self._unit.workspace)}
        return known or preset_tags(self._unit)

    def _client(self, client: Client, owners: list[UUID], known: dict[str, UUID]) -> _Known:
        unit, owner = self._unit, owners[client.owner]
        customer = unit.add(
            Customer,
            name=client.name,
            owner_id=owner,
            team_id=self._team_id,
            level=client.level,
            stage=client.stage,
            industry=client.industry,
            region=client.region,
            source=client.source,
            created_at=self._now - KNOWN,
        )
        for name in client.short:
            unit.add(Alias, customer_id=customer.id, name=name)
        for tag in client.tags:
            unit.add(CustomerTag, customer_id=customer.id, tag_id=known[tag])
        persons = tuple(self._contact(customer.id, name, title) for name, title in client.contacts)
        return _Known(id=customer.id, owner=owner, contacts=persons)

    def _contact(self, customer: UUID, name: str, title: str) -> tuple[UUID, str]:
        unit = self._unit
        contact = unit.add(Contact, customer_id=customer, name=name, title=title)
        value = unit.tx.secrets.seal(unit.workspace, contacts.POINT, self._number().encode(), subject=contact.id)
        unit.add(ContactPoint, contact_id=contact.id, kind="phone", value=value)
        return contact.id, name

    def _number(self) -> str:
        """A made-up number: 138 0000 and four digits; the first is 1111, as in the guide."""
        self._phone += 1
        return f"1380000{1110 + self._phone:04d}"

    def _visits(self, client: Client) -> tuple[Visit, ...]:
        """A customer's story, oldest first: the told one, or one made from the stock for its stage."""
        told = stories.TOLD.get(client.name)
        if told is not None:
            return told
        kinds = stories.BY_STAGE[client.stage]
        days = self._random.randint(1, 9) if client.level == "A" else self._random.randint(1, 26)
        visits: list[Visit] = []
        for kind in reversed(kinds):
            fresh = [each for each in stories.STOCK[kind] if each[1] not in {visit.note for visit in visits}]
            method, note = self._random.choice(fresh)
            visits.append(Visit(days, method, note, self._random.randrange(len(client.contacts))))
            days += self._random.randint(8, 40)
        return tuple(reversed(visits))

    def _visit(self, known: _Known, visit: Visit) -> None:
        contact, name = known.contacts[visit.contact]
        self._unit.add(
            FollowUp,
            customer_id=known.id,
            contact_id=contact,
            contact_name=name,
            author_id=known.owner,
            method=visit.method,
            at=self._past(visit.days_ago),
            note=visit.note,
            next_at=self._at(visit.next_in, 9) if visit.next_in is not None else None,
            next_text=visit.next_text or None,
        )

    def _plan(self, known: _Known, plan: stories.Plan) -> None:
        """A reminder; one whose time has passed has fired and waits to be done."""
        day = self._at(plan.days, 0).date()
        at = self._at(plan.days, plan.hour) if plan.hour is not None else None
        fire_at = at or morning_of(day, self._zone, Hours())
        fired = fire_at <= self._now
        record = self._unit.add(
            Reminder,
            owner_id=known.owner,
            maker_id=known.owner,
            customer_id=known.id,
            contact_id=known.contacts[0][0],
            text=plan.text,
            at=at,
            day=None if at else day,
            fire_at=fire_at,
            state="fired" if fired else "open",
            fired_at=fire_at if fired else None,
        )
        record.schedule = record.id if at else morning_list(known.owner)

    def _at(self, days: int, hour: int) -> datetime:
        """An hour of the day so many days from today, where people are; off the weekend, away from today."""
        there = self._here + timedelta(days=days)
        while days and there.weekday() >= SATURDAY:
            there += timedelta(days=1 if days > 0 else -1)
        return there.replace(hour=hour, minute=0, second=0, microsecond=0)

    def _past(self, days_ago: int) -> datetime:
        """Some working hour of that day; never later than now."""
        there = self._at(-days_ago, self._random.randint(9, 17))
        return min(there.replace(minute=self._random.choice((0, 10, 20, 30, 40, 50))), self._now)
