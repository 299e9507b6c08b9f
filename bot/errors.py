"""What can go wrong around the running program, told to the person who started it.

StartError          the program cannot start; str() is a Chinese and an English sentence
├── SettingsError   config.toml, an environment variable or a secret file holds something wrong
├── FolderTaken     another process works on this data folder
├── PortsTaken      neither the wanted port nor the next ones are free
├── UnknownRole     a code cannot give this role
└── UnknownPerson   there is nobody of that name
"""

from collections.abc import Sequence


class StartError(Exception):
    """The program cannot start."""


class SettingsError(StartError):
    """A configuration key is unknown or holds a wrong value; the sentences name the key."""


class FolderTaken(StartError):
    """Another process works on this data folder."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"{folder} 正被另一个 genjin 使用。先停掉它，或用另一个文件夹。\n"
            f"Another genjin is using {folder}. Stop it first, or use another folder."
        )


class PortsTaken(StartError):
    """Neither the wanted port nor the next ones are free."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(
            f"端口 {first} 到 {last} 都被占用了。用 --port 另选一个。\n"
            f"Ports {first} to {last} are all busy. Choose another with --port."
        )


class DatabaseAway(StartError):
    """The database cannot be reached or opened."""

    def __init__(self, reason: str) -> None:
        first = reason.strip().splitlines()[0] if reason.strip() else "?"
        super().__init__(
            f"连不上数据库，看看 [database] 的 url：{first}\n"
            f"The database cannot be reached, look at url in [database]: {first}"
        )


class NoKeys(StartError):
    """The key file cannot be read, or is not the one this database was sealed with."""

    def __init__(self, path: object, reason: object) -> None:
        super().__init__(
            f"密钥文件 {path} 打不开这个数据库：{reason}。把原来的密钥文件放回去。\n"
            f"The key file {path} does not open this database: {reason}. Put the original key file back."
        )


class PartFailed(StartError):
    """A part of the running program has failed; whatever watches over the program starts it again."""

    def __init__(self, part: str) -> None:
        super().__init__(f"{part} 出错停了，日志里有位置。\nThe {part} has failed; the log says where.")


class UnknownRole(StartError):
    """A code cannot give this role."""

    def __init__(self, role: str, known: Sequence[str]) -> None:
        names = "、".join(known)
        super().__init__(f"没有“{role}”这个角色，只能是{names}。\nNo such role: {role!r}. One of {', '.join(known)}.")


class UnknownPerson(StartError):
    """There is nobody of that name."""

    def __init__(self, name: str, known: list[str]) -> None:
        names = "、".join(known)
        super().__init__(
            f"没有叫“{name}”的成员。现有：{names}。\nNobody is called {name!r}. Members: {', '.join(known)}."
        )
