"""What `genjin check`, `backup` and `rotate-keys` do to a database."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from bot.app import folder_lock, opened, prepare
from bot.errors import UnknownRole
from bot.settings import Settings
from commands.invitations import issue_invitation
from store import attachments, backup, dead, integrity, workspaces
from store.database import Database, Tx
from store.files import FileStore
from store.secrets import NIL, rewrap

ROLES = ("admin", "manager", "rep")
CODE_HOURS = 24
PAGE = 1000


@contextmanager
def _open(settings: Settings) -> Iterator[Database]:
    database, _ = prepare(settings)
    try:
        yield database
    finally:
        database.close()


def given_up(settings: Settings) -> str | None:
    """A sentence that says how much could not be sent or handled; None where nothing is left over."""
    file = settings.database.file
    if file is not None and not file.exists():
        return None
    database = opened(settings)
    try:
        return database.read(_left_over)
    finally:
        database.close()


def _left_over(tx: Tx) -> str | None:
    if not integrity.at_head(tx):
        return None
    counts = [dead.count(tx, row.id) for row in workspaces.every(tx)]
    letters, messages = sum(each[0] for each in counts), sum(each[1] for each in counts)
    if not letters and not messages:
        return None
    return (
        f"没发出去{letters}封，没处理成{messages}条；管理员私聊机器人“发不出去的”可以看和重发。"
        f" {letters} letters not sent, {messages} messages not handled: an admin sends the bot /letters."
    )


def check(settings: Settings) -> list[str]:
    """What is wrong with the database, a sentence each; changes nothing."""
    file = settings.database.file
    if file is not None and not file.exists():
        return [f"还没有数据库 {file} There is no database yet."]
    database = opened(settings)
    try:
        files = FileStore(settings.files.folder)
        return database.read(_findings) + database.read(lambda tx: _lost(tx, files))
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


def _lost(tx: Tx, files: FileStore) -> list[str]:
    """How many attachments have lost their file."""
    if not integrity.at_head(tx):
        return []
    count, after = 0, NIL
    while page := attachments.every(tx, after, PAGE):
        count += sum(not files.has(id) for id in page)
        after = page[-1]
    return [f"附件：{count} 个没有文件 {count} attachments without their file"] if count else []


def copy(settings: Settings) -> Path:
    """A copy of the database beside the nightly ones; safe while the program runs."""
    with _open(settings) as database:
        files = FileStore(settings.files.folder)
        return backup.copy(database, settings.backup.folder, keep=settings.backup.keep, files=files)


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
