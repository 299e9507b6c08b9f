"""`genjin chat` by its real command line, in a pipe."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from datetime import datetime
from pathlib import Path
from typing import Self

from tests.scenarios.platforms.base import SECONDS, NoButton, Platform
from tests.scenarios.platforms.page import Web

COMMAND = (sys.executable, "-c", "from bot.cli import main; main()", "chat")
ROOT = Path(__file__).parents[3]
SHELL = "王强"  # who sits at the shell; a shell shows only what its own person is told, so the others are on the page


class Terminal(Platform):
    """One person at a shell; the colleagues use the web page of the same data folder, when the shell is closed."""

    def __init__(self, folder: Path, now: datetime) -> None:
        super().__init__(folder, now)
        self._shell: Process | None = None
        self._web: Web | None = None
        self._labels = ""

    async def open(self) -> Self:
        await self._at_shell()
        return self

    async def close(self) -> None:
        await self._leave_shell()
        await self._leave_web()

    async def say(self, who: str, text: str) -> str:
        if who == SHELL:
            return await self._line(text)
        return await (await self._at_web()).say(who, text)

    async def press(self, who: str, label: str) -> str:
        if who != SHELL:
            return await (await self._at_web()).press(who, label)
        if f"{label}]" not in self._labels:
            raise NoButton(label)
        return await self._line(f"[{label}]")

    async def move_to(self, when: datetime) -> None:
        await self.close()
        self.now = when

    async def news(self, who: str) -> str:
        """At a shell it stands before the answer to the next line; thanks are not answered."""
        return await (self._line("谢谢") if who == SHELL else (await self._at_web()).news(who))

    async def _line(self, text: str) -> str:
        """What the shell answers to a line."""
        process = await self._at_shell()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{text}\n".encode())
        block = b""
        async with asyncio.timeout(2 * SECONDS):
            while not block.endswith(b"\n\n") and block != b"\n":
                line = await process.stdout.readline()
                assert line, f"the shell ended: {await self._errors()}"
                block += line
        self._labels += block.decode()
        return block.decode().strip()

    async def _errors(self) -> str:
        assert self._shell is not None
        assert self._shell.stderr is not None
        return (await self._shell.stderr.read()).decode()

    async def _at_shell(self) -> Process:
        await self._leave_web()
        if self._shell is None:
            how = ("--as", SHELL, "--data", str(self.folder), "--now", self.now.isoformat(), "--demo")
            around = {**os.environ, "PYTHONPATH": str(ROOT)}
            self._shell = await asyncio.create_subprocess_exec(
                *COMMAND, *how, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=around
            )
            self._labels = ""
        return self._shell

    async def _leave_shell(self) -> None:
        shell, self._shell = self._shell, None
        if shell is not None:
            assert shell.stdin is not None
            shell.stdin.close()
            async with asyncio.timeout(2 * SECONDS):
                _, errors = await shell.communicate()
            assert errors == b"", errors.decode()
            assert shell.returncode == 0

    async def _at_web(self) -> Web:
        await self._leave_shell()
        if self._web is None:
            self._web = await Web(self.folder, self.now).open()
        return self._web

    async def _leave_web(self) -> None:
        web, self._web = self._web, None
        if web is not None:
            await web.close()
