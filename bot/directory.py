"""The directory: people and chats, for the web door."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from bot.border import Border
from bot.people import seat
from bot.pictures import as_shown
from commands.codec import from_bytes
from commands.message import Chat, Message, Outgoing, Resident, Room
from store import history, members, workspaces
from store.database import Tx
from store.members import MemberRow


class DoorDirectory:
    """Who and what one door of a workspace may show. A member is there under the user id that the door knows."""

    def __init__(self, border: Border, *, workspace: UUID, platform: str, app: str) -> None:
        self._border = border
        self._workspace = workspace
        self._platform = platform
        self._app = app

    async def residents(self) -> Sequence[Resident]:
        """The active members that the door knows, oldest first."""
        return await self._border.read(self._residents)

    async def rooms(self, user_id: str) -> Sequence[Room]:
        """A member's private chat, and the groups of the member's team (all groups, for who has no team)."""
        return await self._border.read(lambda tx: self._rooms(tx, user_id))

    async def history(self, chat: Chat, limit: int) -> Sequence[Outgoing | Message]:
        """What a chat has seen lately, oldest first; letters with the pictures that they went out with."""

        def work(tx: Tx) -> list[Outgoing | Message]:
            entries = history.of_chat(
                tx,
                self._workspace,
                platform=chat.platform,
                app=chat.app,
                chat=chat.id,
                topic=chat.topic,
                limit=limit,
            )
            return [
                from_bytes(Message, entry.payload)
                if entry.kind == "heard"
                else as_shown(tx, from_bytes(Outgoing, entry.payload))
                for entry in entries
            ]

        return await self._border.read(work)

    def _residents(self, tx: Tx) -> list[Resident]:
        teams = {team.id: team.name for team in workspaces.teams(tx, self._workspace)}
        return [
            Resident(
                user_id=identity.user_id,
                name=member.name,
                role=member.role,
                team=teams.get(member.team_id, "") if member.team_id else "",
            )
            for member in members.every(tx, self._workspace)
            if member.active
            for identity in members.identities(tx, self._workspace, member.id)
            if (identity.platform, identity.app) == (self._platform, self._app)
        ]

    def _rooms(self, tx: Tx, user_id: str) -> list[Room]:
        known = members.who(tx, self._workspace, platform=self._platform, app=self._app, user_id=user_id)
        if known is None:
            return []
        identity, member = known
        return [
            Room(
                chat=Chat(
                    platform=row.platform,
                    app=row.app,
                    id=row.external,
                    topic=row.topic,
                    private=row.kind == "private",
                ),
                title=row.title or ("跟进" if row.kind == "private" else "群聊"),
            )
            for row in workspaces.chats(tx, self._workspace)
            if (row.platform, row.app) == (self._platform, self._app)
            and (row.id == identity.private_chat_id or _is_theirs(row, member))
        ]


class DemoDirectory(DoorDirectory):
    """The demonstration's: who was added by name may sit down at once, without a code."""

    def __init__(
        self, border: Border, *, workspace: UUID, platform: str, app: str, now: Callable[[], datetime]
    ) -> None:
        super().__init__(border, workspace=workspace, platform=platform, app=app)
        self._now = now

    async def residents(self) -> Sequence[Resident]:
        """All active members; those whom the door did not know yet are made known to it."""
        if await self._border.read(self._unseated):
            await self._border.write(self._seat)
        return await super().residents()

    def _unseated(self, tx: Tx) -> list[str]:
        bound = members.platforms(tx, self._workspace)
        everybody = members.every(tx, self._workspace)
        return [each.name for each in everybody if each.active and self._platform not in bound.get(each.id, ())]

    def _seat(self, tx: Tx) -> None:
        for name in self._unseated(tx):
            seat(tx, self._workspace, name, platform=self._platform, app=self._app, now=self._now())


def _is_theirs(row: workspaces.ChatRow, member: MemberRow) -> bool:
    return row.kind == "group" and row.team_id is not None and member.team_id in (row.team_id, None)
