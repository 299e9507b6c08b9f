"""Who may sit down at the terminal: a member by name; in an empty workspace, its first admin."""

from datetime import datetime
from uuid import UUID

from bot.errors import UnknownPerson
from commands.context import Place
from commands.message import Chat as Address
from commands.message import Person
from commands.parking import follow
from store import members
from store.database import Tx
from store.tables import Chat, Identity, Member
from store.unit import Unit


def seat(tx: Tx, workspace: UUID, name: str, *, platform: str, app: str, now: datetime) -> Person:
    """The person of that name, under the user id by which the door knows them. UnknownPerson names who is there.

    What waited because they could not be written to anywhere is sent to them.
    """
    known = [member for member in members.every(tx, workspace) if member.active]
    member = next((each for each in known if name in (each.name, *each.aliases)), None)
    if member is None and known:
        raise UnknownPerson(name, [each.name for each in known])
    for identity in members.identities(tx, workspace, member.id) if member else ():
        if member and (identity.platform, identity.app) == (platform, app):
            return Person(id=identity.user_id, name=member.name)
    unit = Unit(tx, workspace=workspace, now=now)
    person = Person(id=member.name if member else name, name=member.name if member else name)
    address = Address(platform=platform, app=app, id=f"private:{person.id}", private=True)
    with unit.execution(
        name="seat", origin="seat", key=f"{platform}:{app}:{person.id}", ordinal=0, actor=None, args={}
    ):
        id = member.id if member else unit.add(Member, name=name, role="admin").id
        chat = _introduce(unit, id, person, address)
    place = Place(id=chat, platform=platform, app=app, external=address.id, topic="", private=True, team_id=None)
    follow(tx, workspace, id, place, now, None)
    return person


def _introduce(unit: Unit, member: UUID, person: Person, place: Address) -> UUID:
    """Makes the member known to a door, with a private chat, whose id it gives."""
    chat = unit.add(Chat, platform=place.platform, app=place.app, external=place.id, kind="private")
    unit.add(
        Identity,
        platform=place.platform,
        app=place.app,
        user_id=person.id,
        member_id=member,
        private_chat_id=chat.id,
        bound_at=unit.now,
    )
    id: UUID = chat.id
    return id
