"""A busy port takes the next one."""

import socket

import pytest
from aiohttp import web

from bot import serve
from bot.errors import PortsTaken

pytestmark = pytest.mark.unit


def busy(count: int) -> list[socket.socket]:
    """Listening sockets on consecutive ports."""
    for port in range(20000, 60000, 50):
        held = []
        try:
            for step in range(count):
                one = socket.socket()
                held.append(one)
                one.bind(("127.0.0.1", port + step))
                one.listen()
        except OSError:
            for one in held:
                one.close()
            continue
        return held
    raise AssertionError("no free ports here")


async def test_a_busy_port_takes_the_next_one() -> None:
    held = busy(2)
    runner = web.AppRunner(web.Application())
    await runner.setup()
    try:
        first = held[0].getsockname()[1]
        assert await serve.listen(runner, "127.0.0.1", first) >= first + 2
    finally:
        await runner.cleanup()
        for one in held:
            one.close()


async def test_when_all_are_busy_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "ANOTHER_PORT", 2)
    held = busy(2)
    runner = web.AppRunner(web.Application())
    await runner.setup()
    try:
        with pytest.raises(PortsTaken, match="--port"):
            await serve.listen(runner, "127.0.0.1", held[0].getsockname()[1])
    finally:
        await runner.cleanup()
        for one in held:
            one.close()
