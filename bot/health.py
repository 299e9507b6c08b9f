"""/healthz: whether the program can do its work, for whatever watches over it."""

from aiohttp import web

from bot.border import Border
from store import workspaces
from store.errors import Unavailable


def attach(app: web.Application, border: Border) -> None:
    """Adds /healthz: 200 when the database answers, 503 when it does not."""

    async def healthz(_: web.Request) -> web.Response:
        try:
            await border.read(workspaces.every)
        except Unavailable:
            return web.json_response({"status": "database away"}, status=503)
        return web.json_response({"status": "ok"})

    app.router.add_get("/healthz", healthz)
