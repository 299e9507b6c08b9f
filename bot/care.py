"""What `genjin check`, `backup` and `rotate-keys` do to a database."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from bot.app import folder_lock, opened, prepare
from bot.errors import UnknownRole
from bot.settings import Settings
from commands.joining import issue_invitation
from store import backup, integrity
from store.database import Database, Tx
from store.secrets import rewrap

ROLES = ("admin", "manager", "rep")
CODE_HOURS = 24


@contextmanager
def _open(settings: Settings) -> Iterator[Database]:
    database, _ = prepare(settings)
    try:
        yield database
    finally:
        database.close()


def check(settings: Settings) -> list[str]:
    """What is wrong with the database, a sentence each; changes nothing."""
    file = settings.database.file
    if file is not None and not file.exists():
        return [f"还没有数据库 {file} There is no database yet."]
    database = opened(settings)
    try:
        return database.read(_findings)
    finally:
        database.close()


def _findings(tx: Tx) -> list[str]:
    if not integrity.at_head(tx):
        return [
            f"表结构不是最新的（{integrity.revision(tx)}）：启动一次 genjin run 就会更新。"
            " The schema is not the newest: starting genjin run once updates it."
        ]
    damage = integrity.damage(tx)
    found = [f"文件损坏 Damaged: {damage}"] if damage else []
    return found + [
        f"{place}：{count} 行没有父行 {count} rows without their parents"
        for place, count in integrity.orphans(tx).items()
    ]


def copy(settings: Settings) -> Path:
    """A copy of the database beside the nightly ones; safe while the program runs."""
    with _open(settings) as database:
        return backup.copy(database, settings.backup.folder, keep=settings.backup.keep)


def invite(settings: Settings, role: str) -> str:
    """A one-time code, in a sentence that says what to do with it; ROLES are those it may give."""
    if role not in ROLES:
        raise UnknownRole(role, ROLES)
    database, workspace = prepare(settings)
    try:
        code = database.write(lambda tx: issue_invitation(tx, workspace, role, hours=CODE_HOURS, uses=1)).result()
    finally:
        database.close()
    name = {"admin": "管理员码", "manager": "经理邀请码"}.get(role, "邀请码")
    return (
        f"{name}：{code}（{CODE_HOURS}小时内有效，用一次就作废）。私聊机器人，把它发过去就行，别发在群里。\n"
        f"One-time code for the role {role}: {code}, good for {CODE_HOURS} hours. Send it to the bot in private."
    )


def rotate(settings: Settings) -> int:
    """A new active key in the key file, all data keys wrapped by it; how many. The old key is forgotten then.

    The program must not run meanwhile: it would not know the new key.
    """
    with folder_lock(settings) or nullcontext(), _open(settings) as database:
        keyfile = database.secrets.keyfile
        keyfile.rotate()
        count = database.write(lambda tx: rewrap(tx, database.secrets)).result()
        keyfile.drop_retired()
        return count
