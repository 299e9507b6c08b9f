"""Showing an answer in the reply to the platform's own request: it counts as sent once the reply is written."""

from aiohttp import web

from commands.message import Receipt


def hung_up(request: web.Request) -> bool:
    """Whether nobody waits for the reply any more."""
    return request.transport is None or request.transport.is_closing()


async def show(request: web.Request, response: web.Response, receipt: Receipt | None) -> web.Response:
    """Writes the reply that holds a message's answer, and says so; an answer that nobody waits for is sent instead.

    Where the connection breaks meanwhile, nothing is said: the answer goes out as what may have arrived.
    """
    if receipt is None:
        return response
    if hung_up(request):
        await receipt.give_back()
        return response
    await response.prepare(request)
    await response.write_eof()
    await receipt.shown()
    return response
