"""Benchmarks of the running program, `genjin bench …`: each checks its own output and prints one JSON object."""

from pathlib import Path
from typing import Annotated

import typer

bench = typer.Typer(help="测速度 Measure the program itself.", no_args_is_help=True)


@bench.callback()
def _group() -> None:
    """Keeps `bench` a group however many benchmarks it has, and quiet."""
    from bot import logs

    logs.configure(level="ERROR")


@bench.command("message")
def measure(
    chats: Annotated[int, typer.Option(min=1, max=200, help="聊天数 Chats that go on side by side.")] = 50,
    each: Annotated[int, typer.Option(min=1, help="每个聊天的消息数 Messages a chat.")] = 24,
    rounds: Annotated[int, typer.Option(min=1, help="轮数，取中位数 Rounds; medians are told.")] = 3,
    folder: Annotated[
        Path | None,
        typer.Option(help="数据库放哪 Where the databases lie; memory if there is some.", show_default=False),
    ] = None,
    preparers: Annotated[
        int | None,
        typer.Option(min=0, max=8, help="旁边几个进程 Processes beside; as the program would.", show_default=False),
    ] = None,
) -> None:
    """一条消息的路有多贵 What a message costs on its way, against a bare sqlite3 program that writes the same rows."""
    from bot.bench.message import report

    typer.echo(report(chats=chats, each=each, rounds=rounds, folder=folder, preparers=preparers))


@bench.command("understand")
def understand(
    customers: Annotated[int, typer.Option(min=50, help="团队的客户数 Customers of the team.")] = 1000,
    big: Annotated[
        int, typer.Option(min=50, help="查名字时的客户数 Customers among whom names are found.")
    ] = 1_000_000,
    messages: Annotated[int, typer.Option(min=20, help="消息数 Messages.")] = 2000,
    folder: Annotated[
        Path | None,
        typer.Option(help="数据库放哪 Where the databases lie; memory if there is some.", show_default=False),
    ] = None,
) -> None:
    """听懂一条消息有多贵 What it costs to understand a message, to find its times and its names, to load it all."""
    from bot.bench.understand import report

    typer.echo(report(customers=customers, big=big, messages=messages, folder=folder))


@bench.command("doors")
def doors(
    messages: Annotated[int, typer.Option(min=50, help="每扇门的消息数 Messages a door.")] = 1000,
    rounds: Annotated[int, typer.Option(min=1, help="轮数，取中位数 Rounds; medians are told.")] = 3,
) -> None:
    """每扇门一秒能收下多少消息 What each door stores and acknowledges in a second, beside a bare handler."""
    from bot.bench.doors import report

    typer.echo(report(messages=messages, rounds=rounds))


@bench.command("digest")
def digests(
    customers: Annotated[int, typer.Option(min=100, help="客户数 Customers.")] = 100_000,
    followups: Annotated[int, typer.Option(min=100, help="跟进数 Follow-ups.")] = 1_000_000,
    people: Annotated[int, typer.Option(min=20, help="销售人数，每组二十人 Reps, twenty a team.")] = 200,
    database: Annotated[
        str | None, typer.Option(help="空的PostgreSQL库 An empty PostgreSQL database.", show_default=False)
    ] = None,
    folder: Annotated[Path | None, typer.Option(help="数据库放哪 Where the database lies.", show_default=False)] = None,
) -> None:
    """一份日报、周报要多久 How long a team's digests take among very many customers; no table is read whole."""
    from bot.bench.digest import report

    told = report(customers=customers, followups=followups, people=people, folder=folder, url=database)
    typer.echo(told)


@bench.command("import")
def imports(
    rows: Annotated[int, typer.Option(min=200, help="行数 Rows.")] = 10_000,
    folder: Annotated[Path | None, typer.Option(help="数据库放哪 Where the database lies.", show_default=False)] = None,
) -> None:
    """导入一张大表 How fast a long list is imported, the longest transaction, and how long a rep waits meanwhile."""
    from bot.bench.imports import report

    typer.echo(report(rows=rows, folder=folder))


@bench.command("slices")
def slices(
    customers: Annotated[int, typer.Option(min=1000, help="客户数 Customers.")] = 100_000,
    database: Annotated[
        str | None, typer.Option(help="空的PostgreSQL库 An empty PostgreSQL database.", show_default=False)
    ] = None,
    folder: Annotated[Path | None, typer.Option(help="数据库放哪 Where the database lies.", show_default=False)] = None,
) -> None:
    """牵涉很多客户的事一批批办，最长的一批多久 The longest transaction of work on very many customers."""
    from bot.bench.slices import report

    typer.echo(report(total=customers, folder=folder, url=database))
