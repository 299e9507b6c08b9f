"""The platform's side of `genjin bench doors`, in a process of its own: posts calls, fifty at a time."""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import aiohttp


async def post(base: str, calls: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Posts them all; seconds for all together and for each, and how many were not answered 200."""
    waiting = iter(calls)
    took: list[float] = []
    wrong = 0
    connector = aiohttp.TCPConnector(limit=width)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one_after_the_other() -> None:
            nonlocal wrong
            for call in waiting:
                began = time.perf_counter()
                async with session.post(base + call["path"], data=call["body"], headers=call["headers"]) as answer:
                    await answer.read()
                took.append(time.perf_counter() - began)
                wrong += answer.status != 200

        began = time.perf_counter()
        await asyncio.gather(*(one_after_the_other() for _ in range(width)))
        return {"seconds": time.perf_counter() - began, "each": sorted(took), "wrong": wrong}


def main() -> None:
    """Reads {"base","calls","width"} and writes what `post` says."""
    told = json.load(sys.stdin)
    json.dump(asyncio.run(post(told["base"], told["calls"], told["width"])), sys.stdout)


if __name__ == "__main__":
    main()
