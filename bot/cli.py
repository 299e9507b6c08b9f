"""The command line. What a command needs is imported inside it, so that the light ones start fast."""

import asyncio
import gc
import sys
import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.bench import bench
from bot.errors import StartError

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    help="跟进 Genjin：住在群聊里的 CRM。A CRM that lives in the team's chats.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(bench, name="bench")

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="配置文件 The configuration file.", show_default=False)
]
DemoOption = Annotated[bool, typer.Option("--demo", help="演示数据，不用账号 Demonstration data, no accounts.")]
DEMO_FOLDER = Path("data/demo")
DEFAULT_CONFIG = Path("config.toml")


def main() -> None:
    """The console script: what cannot start says so in a sentence, without a traceback."""
    try:
        app()
    except StartError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


@app.command()
def run(
    config: ConfigOption = None,
    with_demo: DemoOption = False,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="端口 The port.", show_default=False)] = None,
) -> None:
    """启动机器人 Start the bot. --demo 打开网页聊天的演示 shows it in a web chat."""
    gc.disable()  # what is loaded stays, so looking through it is waste; bot.running.settle turns it on again
    from bot import logs
    from bot.running import run as serve
    from bot.settings import in_folder

    logs.configure()
    settings = in_folder(DEMO_FOLDER) if with_demo and config is None else _settings(config)
    if port is not None:
        settings = settings.model_copy(update={"server": settings.server.model_copy(update={"port": port})})

    def announce(address: str) -> None:
        typer.echo(f"跟进已启动 Genjin is running: {address}\nCtrl-C 停止 to stop")

    asyncio.run(serve(settings, with_demo=with_demo, announce=announce))


@app.command()
def setup(
    config: Annotated[Path, typer.Option("--config", help="写进哪个文件 The file to write.")] = DEFAULT_CONFIG,
) -> None:
    """接一个平台：问密钥、写配置、检查、给管理员码 Connect a platform, step by step."""
    from bot.setup import set_up

    def ask(words: str, secret: bool) -> str:
        answer: str = typer.prompt(words, default="", show_default=False, hide_input=secret and sys.stdin.isatty())
        return answer

    set_up(config, ask, typer.echo)
    _examine(config)
    _invite(config, "admin")


@app.command()
def doctor(config: ConfigOption = None) -> None:
    """检查每个平台：密钥、权限、连接、时钟 Examine every platform: credentials, rights, connection, clock."""
    if not _examine(config):
        sys.exit(1)


@app.command()
def invite(
    role: Annotated[str, typer.Option(help="admin、manager 或 rep")] = "rep",
    config: ConfigOption = None,
) -> None:
    """给一个一次性的邀请码，24小时内有效 A one-time code by which somebody joins, good for 24 hours."""
    _invite(config, role)


@app.command()
def chat(
    name: Annotated[str, typer.Option("--as", help="以谁的身份说话 Who is talking.")],
    group: Annotated[bool, typer.Option(help="在群里，要@跟进 In the group, where a line needs @跟进.")] = False,
    with_demo: DemoOption = False,
    data: Annotated[
        Path | None, typer.Option(help="放数据库和密钥的文件夹 The folder of database and keys.", show_default=False)
    ] = None,
    now: Annotated[
        str | None, typer.Option(help="把时间设为 Set the clock, e.g. 2026-11-18T16:40.", show_default=False)
    ] = None,
) -> None:
    """在终端里跟机器人聊天 Chat in this terminal; from a pipe, one message a line."""
    from bot import logs
    from bot.chatting import chat as talk
    from bot.settings import in_folder

    logs.configure(level="WARNING")
    _speak_utf8()
    start = _moment(now)
    with ExitStack() as stack:
        if data is None:
            data = Path(stack.enter_context(tempfile.TemporaryDirectory())) if with_demo else Path("data")
        asyncio.run(
            talk(
                in_folder(data),
                name=name,
                group=group,
                with_demo=with_demo,
                start=start,
                source=sys.stdin,
                sink=sys.stdout,
            )
        )


@app.command()
def understand(
    world: Annotated[Path, typer.Option(help="代替数据库的世界文件 The world file in place of a database.")],
) -> None:
    """一行一个 JSON：话 → 命令 Sentences to commands, a JSON object a line."""
    from bot.protocols import serve_understand

    _speak_utf8()
    serve_understand(world, sys.stdin, sys.stdout)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="要解释的话 The sentence.")],
    world: Annotated[
        Path | None,
        typer.Option(help="代替数据库的世界文件 A world file in place of the database.", show_default=False),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """一句话是怎么读的：认出了什么、像哪些命令、记成什么 How a sentence is read."""
    from bot.clock import machine_now
    from bot.explaining import ZONE, explained

    _speak_utf8()
    for line in explained(text, machine_now().astimezone(ZONE), world=world, settings=_settings(config)):
        typer.echo(line)


@app.command()
def times() -> None:
    """一行一个 JSON：话 → 时间 Sentences to times, a JSON object a line."""
    from bot.protocols import serve_times

    _speak_utf8()
    serve_times(sys.stdin, sys.stdout)


@app.command()
def amounts() -> None:
    """一行一个 JSON：话 → 金额 Sentences to amounts, a JSON object a line."""
    from bot.protocols import serve_amounts

    _speak_utf8()
    serve_amounts(sys.stdin, sys.stdout)


@app.command()
def commands() -> None:
    """所有命令的名字，一行一个 The names of all commands, one a line."""
    from bot.protocols import command_names

    _speak_utf8()
    for name in command_names():
        typer.echo(name)


@app.command()
def check(config: ConfigOption = None) -> None:
    """检查数据库：表结构、没有父行的行 Check the database: its schema, and rows without their parents."""
    from bot.care import check as examine
    from bot.care import given_up

    settings = _settings(config)
    findings = examine(settings)
    left_over = given_up(settings)
    for line in (*(findings or ["没有问题 Nothing wrong."]), *([left_over] if left_over else [])):
        typer.echo(line)
    if findings:
        sys.exit(1)


@app.command()
def backup(config: ConfigOption = None) -> None:
    """现在就备份一次 Copy the database now."""
    from bot.care import copy

    typer.echo(f"已备份 Copied: {copy(_settings(config))}")


@app.command("rotate-keys")
def rotate_keys(config: ConfigOption = None) -> None:
    """换一把新的主密钥 Wrap all data keys under a new key."""
    from bot.care import rotate

    typer.echo(f"换好了 Rewrapped: {rotate(_settings(config))}")


def _settings(config: Path | None) -> "Settings":
    """The named file's settings; without a name, config.toml here if there is one, else the defaults."""
    from bot.settings import load

    return load(config if config is not None or not DEFAULT_CONFIG.exists() else DEFAULT_CONFIG)


def _examine(config: Path | None) -> bool:
    """Prints what the doors find; whether all is well."""
    from bot.doctor import examine, told

    examined = asyncio.run(examine(_settings(config)))
    for line in told(examined):
        typer.echo(line)
    return all(each.well for each in examined)


def _invite(config: Path | None, role: str) -> None:
    from bot.care import invite as issue

    typer.echo(issue(_settings(config), role))


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise StartError(
            f"--now 看不懂“{text}”，应像 2026-11-18T16:40。\n--now must look like 2026-11-18T16:40."
        ) from None
    return when if when.tzinfo else when.replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def _speak_utf8() -> None:
    """Lines in and out are UTF-8, whatever the machine's habit."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
