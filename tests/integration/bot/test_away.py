"""After more than a minute away, the chats used that day hear of it once, unless their platform brings all later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.away import Presence
from bot.border import Border
from bot.clock import BusinessClock, machine_now
from bot.testing import RecordingDoor
from commands.codec import from_bytes
from commands.message import Outgoing
from commands.naming import naming, sealing
from store import outbox, shelf
from store.database import Tx, open_database
from store.secrets import Secrets
from tests.talk import Talk

pytestmark = pytest.mark.integration
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 18, 14, 31, tzinfo=SHANGHAI)
REP, OTHER = "陈晓明", "李娜"


class Keeping(RecordingDoor):
    """A door whose platform keeps what comes, for an hour."""

    redelivers = 3600.0


@dataclass
class Stage:
    """Processes over one database, at a time of the day that the test sets."""

    talk: Talk
    border: Border
    clock: BusinessClock

    def process(self, door: RecordingDoor | None = None) -> Presence:
        """Another process, with its door open."""
        presence = Presence(
            self.border, self.talk.conversation, workspace=self.talk.workspace, clock=self.clock, zone=SHANGHAI
        )
        presence.add(door or RecordingDoor(platform="terminal", app="terminal"))
        return presence

    def use(self, who: str, *, ago: timedelta = timedelta(0), group: bool = False) -> None:
        """Somebody says something, so long ago by machine time."""
        self.talk.now = machine_now() - ago
        self.talk.say(who, "今天拜访了云图的吴总", group=group)
        self.at(NOON)

    def at(self, when: datetime) -> None:
        """The business time from now on."""
        self.clock.set(when)
        self.talk.now = when

    def silence(self, length: timedelta) -> None:
        """The last sign of life was so long ago."""

        def work(tx: Tx) -> None:
            last = (tx.machine_now - length).isoformat().encode()
            shelf.put(tx, f"alive:{self.talk.workspace.hex}", last, seconds=3600)

        self.talk.database.write(work).result()

    def told(self) -> dict[str, list[str]]:
        """What was written to the chats since the last look."""

        def work(tx: Tx) -> list[Outgoing]:
            letters = outbox.claim(tx, platform="terminal", app="terminal", fence=2, limit=100)
            outbox.sent(tx, [outbox.Sent(id=each.id) for each in letters], 2)
            return [from_bytes(Outgoing, each.payload) for each in letters]

        found: dict[str, list[str]] = {}
        for each in self.talk.database.write(work).result():
            found.setdefault(each.chat.id, []).extend(each.lines)
        return found


@pytest.fixture
def stage(database_url: str, secrets: Secrets) -> Iterator[Stage]:
    database = open_database(database_url, secrets, naming=naming, sealing=sealing)
    border = Border(database)
    stage = Stage(Talk(database), border, BusinessClock())
    stage.at(NOON)
    yield stage
    border.close()
    database.close()


SAID = "14:02–14:31 我不在线，这段时间@我的可能没收到，请补发"


async def test_the_chats_used_that_day_are_told_once(stage: Stage) -> None:
    stage.use(OTHER, ago=timedelta(hours=30))
    stage.use(REP)
    stage.use(REP, group=True)
    stage.silence(timedelta(minutes=29))
    process = stage.process()
    for _ in range(4):
        await process.beat()
    assert stage.told() == {f"private:{REP}": [SAID], "group": [SAID]}


async def test_less_than_a_minute_is_not_worth_a_word(stage: Stage) -> None:
    stage.use(REP)
    process = stage.process()
    for length in (50, 0):
        stage.silence(timedelta(seconds=length))
        await process.beat()
        await process.beat()
    assert stage.told() == {}


async def test_the_first_start_was_no_absence(stage: Stage) -> None:
    stage.use(REP)
    process = stage.process()
    await process.beat()
    await process.beat()
    assert stage.told() == {}


async def test_of_several_processes_one_tells_it(stage: Stage) -> None:
    stage.use(REP)
    stage.silence(timedelta(minutes=29))
    first, second = stage.process(), stage.process()
    for _ in range(3):
        await first.beat()
        await second.beat()
    assert stage.told() == {f"private:{REP}": [SAID]}


async def test_what_one_process_outlives_is_no_absence(stage: Stage) -> None:
    stage.use(REP)
    stage.silence(timedelta(seconds=15))
    await stage.process().beat()
    late = stage.process()
    await late.beat()
    await late.beat()
    assert stage.told() == {}


async def test_who_gets_everything_later_is_not_asked_to_send_it_again(stage: Stage) -> None:
    stage.use(REP)
    process = stage.process(Keeping(platform="terminal", app="terminal"))
    for length in (timedelta(minutes=29), timedelta(hours=3)):
        assert stage.told() == {}
        stage.silence(length)
        await process.beat()
        await process.beat()
    assert stage.told() == {f"private:{REP}": ["11:31–14:31 我不在线，这段时间@我的可能没收到，请补发"]}


async def test_what_happened_at_night_is_told_in_the_morning(stage: Stage) -> None:
    stage.use(REP)
    stage.at(NOON.replace(hour=3, minute=40))
    stage.silence(timedelta(minutes=30))
    process = stage.process()
    await process.beat()
    await process.beat()
    assert stage.told() == {}
    stage.at(NOON.replace(hour=7, minute=10))
    await process.beat()
    [[said]] = stage.told().values()
    assert said.endswith("我不在线，这段时间@我的可能没收到，请补发")


async def test_everybody_is_told_in_their_language(stage: Stage) -> None:
    stage.talk.say(REP, "/lang en")
    stage.use(REP)
    stage.silence(timedelta(minutes=29))
    process = stage.process()
    await process.beat()
    await process.beat()
    assert stage.told() == {
        f"private:{REP}": ["I was away 14:02–14:31; what you told me then may not have arrived. Please send it again"]
    }
