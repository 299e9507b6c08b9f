"""Benchmarks of the running program, `genjin bench …`: each checks its own output and prints one JSON object."""

import typer

bench = typer.Typer(help="测速度 Measure the program itself.", no_args_is_help=True)


@bench.callback()
def _group() -> None:
    """Keeps `bench` a group however many benchmarks it has."""
