"""A fortnight of a team: every morning at its hour, each person once, within the caps, until somebody acts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from commands.message import Outgoing
from commands.naming import naming, sealing
from nlp.times.calendar import is_workday
from store import due
from store.database import open_database
from store.migrations import migrate
from store.secrets import Secrets
from store.tables import Customer, FollowUp, Nudge, table
from tests.talk import SHANGHAI, Talk

pytestmark = pytest.mark.scenario
REPS, MANAGER, ADMIN = ("陈晓明", "李娜", "王强"), "赵敏", "周建国"
FIRST, LAST = date(2026, 11, 23), date(2026, 12, 6)
PERIOD = {"A": 3, "B": 7}
CAP = 4


@pytest.fixture
def talk(tmp_path_factory: pytest.TempPathFactory, secrets: Secrets) -> Iterator[Talk]:
    """The demonstration's team, known by the web's door."""
    url = f"sqlite:///{(tmp_path_factory.mktemp('fortnight') / 'team.db').as_posix()}"
    migrate(url)
    database = open_database(url, secrets, naming=naming, sealing=sealing)
    yield Talk(database, platform="web", now=datetime(2026, 11, 22, 18, tzinfo=SHANGHAI))
    database.close()


def until(talk: Talk, end: datetime) -> None:
    """Lets everything fire at its own time."""
    while (following := talk.database.read(due.next_at)) is not None and following <= end:
        talk.move_to(max(following, talk.now))
    talk.move_to(end)


def lists(talk: Talk) -> list[Outgoing]:
    return [each for each in talk.said if each.lines and each.lines[0].startswith("早")]


def reader(outgoing: Outgoing) -> str:
    return outgoing.chat.id.removeprefix("private:")


def day_of(outgoing: Outgoing) -> date:
    return outgoing.created_at.astimezone(SHANGHAI).date()


def live(talk: Talk, random: Random) -> None:
    """Each rep answers some lines of its list, puts some off, and goes to see somebody."""
    for who in REPS:
        mine = [each for each in lists(talk) if reader(each) == who and day_of(each) == talk.now.date()]
        numbered = [line for each in mine for line in each.lines if line[0].isdigit()]
        if numbered and random.random() < 0.7:
            assert talk.say(who, "1 电话没人接，晚点再打").startswith(("✅", "🆕")), numbered[0]
        if len(numbered) > 2 and random.random() < 0.5:
            assert talk.say(who, "2 见了面，下周三上午十点再去").startswith("✅")


def play(talk: Talk) -> None:
    """Fourteen days; on the second Thursday and Friday the machine is down."""
    random = Random(7)
    talk.say(ADMIN, f"每人每天最多催{CAP}家")
    talk.say(ADMIN, "催办1 超过10天就在本群说一声", group=True)
    day = FIRST
    while day <= LAST:
        down = date(2026, 12, 3) <= day <= date(2026, 12, 4)
        if day == date(2026, 11, 26):
            talk.decide("morning", "08:30")
        if not down:
            until(talk, datetime.combine(day, time(10), SHANGHAI))
            live(talk, random)
            until(talk, datetime.combine(day, time(22), SHANGHAI))
        day += timedelta(days=1)


def test_a_fortnight_keeps_every_promise(talk: Talk) -> None:
    play(talk)
    told = lists(talk)
    assert max(Counter((reader(each), day_of(each)) for each in told).values()) == 1
    workdays = [day for day in days() if is_workday(day) and day not in (date(2026, 12, 3), date(2026, 12, 4))]
    for who in REPS:
        mine = {day_of(each) for each in told if reader(each) == who}
        assert mine <= set(days())
        assert len(mine & set(workdays)) >= len(workdays) - 2, who
    for each in told:
        local = each.created_at.astimezone(SHANGHAI)
        silent = any("天没跟" in line for line in each.lines)
        assert is_workday(local.date()) or not silent
        hour = time(9) if local.date() < date(2026, 11, 26) else time(8, 30)
        assert local.time() == hour
        assert len(each.lines) <= 8
        assert len(each.buttons) <= 4
    groups = [each for each in talk.said if each.lines and each.lines[0].startswith("📣")]
    assert groups
    assert not any(name in line for each in groups for line in each.lines for name in (*REPS, MANAGER))


def days() -> list[date]:
    return [FIRST + timedelta(days=each) for each in range((LAST - FIRST).days + 1)]


def test_caps_and_periods_hold_and_a_follow_up_ends_the_ladder(talk: Talk) -> None:
    play(talk)
    nudge, customer, follow = table(Nudge).c, table(Customer).c, table(FollowUp).c

    def rows(*columns: sa.Column[object]) -> list[tuple[object, ...]]:
        found = talk.database.read(lambda tx: tx.connection.execute(sa.select(*columns)).all())
        return [tuple(each) for each in found]

    sent = [row for row in rows(nudge.member_id, nudge.day, nudge.subject_id, nudge.kind, nudge.held) if row[4] is None]
    stale = [row for row in sent if row[3] == "stale"]
    assert stale
    assert max(Counter((row[0], row[1]) for row in stale).values()) <= CAP
    levels = {row[0]: row[1] for row in rows(customer.id, customer.level)}
    spoken = rows(follow.customer_id, follow.at)
    for member, day, subject, kind, _ in sent:
        if kind not in ("stale", "manager"):
            continue
        assert isinstance(day, date)
        period = PERIOD.get(str(levels[subject]), 15)
        again = [row[1] for row in sent if row[0] == member and row[2] == subject and row[3] == kind and row[1] != day]
        assert all(abs((other - day).days) >= period for other in again if isinstance(other, date))
        recent = [
            at for id, at in spoken if id == subject and isinstance(at, datetime) and lies_before(at, day, period)
        ]
        assert recent == []


def lies_before(at: datetime, day: date, period: int) -> bool:
    """Whether a follow-up was made in the days before that should have kept the nudge away."""
    return day - timedelta(days=period) < at.astimezone(SHANGHAI).date() < day
