"""Who stands behind an @name: Telegram mentions people by it without saying their id, so those heard are remembered."""

import json
from collections.abc import Iterable

from telegram import User

from adapters.telegram.entities import clean, name_of
from commands.message import Person, Shelf

KEPT_SECONDS = 180 * 24 * 3600.0
REMEMBERED = 10_000  # names this process has written down, so that it doesn't write each again


class Names:
    """The @names of the people that the bot hears, on the shelf, for all processes."""

    def __init__(self, shelf: Shelf, app: str) -> None:
        self._shelf = shelf
        self._app = app
        self._written: dict[str, bytes] = {}

    async def remember(self, user: User | None) -> None:
        """Writes down who has an @name, once a process."""
        if user is None or not user.username or user.is_bot:
            return
        value = json.dumps([str(user.id), name_of(user.first_name, user.last_name)]).encode()
        key = self._key(user.username)
        if self._written.get(key) == value:
            return
        await self._shelf.put(key, value, seconds=KEPT_SECONDS)
        if len(self._written) >= REMEMBERED:
            self._written.clear()
        self._written[key] = value

    async def known(self, usernames: Iterable[str]) -> dict[str, Person]:
        """The people among some @names, by the name in small letters."""
        found = {}
        for username in usernames:
            value = await self._shelf.get(self._key(username))
            if value is not None:
                id, name = json.loads(value)
                found[username] = Person(id=id, name=name)
        return found

    def _key(self, username: str) -> str:
        return f"telegram.{self._app}.name.{clean(username).lower()}"
