"""Who may reach the demonstration: this machine's own browser, asking for this page, and nobody else."""

import ipaddress
from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def content_policy(socket: str = "") -> str:
    """The page's Content-Security-Policy: own files only, nothing inline; `socket` is the origin of its WebSocket."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            f"connect-src 'self' {socket}".rstrip(),
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def is_loopback(address: str) -> bool:
    """Whether an IP address is this machine's own: 127.0.0.1, ::1, ::ffff:127.0.0.1."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        return parsed.ipv4_mapped.is_loopback
    return parsed.is_loopback


def is_loopback_host(host: str) -> bool:
    """Whether a Host header names this machine: a rebound name such as evil.example:8080 does not."""
    try:
        name = URL(f"http://{host}").host if host and not set(host) & set("/@?#\\ ") else None
    except ValueError:
        return False
    return name is not None and (name == "localhost" or is_loopback(name))


def refusal(request: web.Request, *, origin: bool) -> str | None:
    """Why a request is refused, or None. `origin` asks for an Origin header that is this page's own."""
    peer = request.transport.get_extra_info("peername") if request.transport else None
    if not isinstance(peer, tuple) or not is_loopback(str(peer[0])):
        return "演示只在本机可用。The demonstration answers this machine only."
    if any(name in request.headers for name in PROXY_HEADERS):
        return "演示不接受代理转来的请求。The demonstration takes no proxied requests."
    if not is_loopback_host(request.headers.get("Host", "")):
        return "请用 http://127.0.0.1 打开。Open it as http://127.0.0.1."
    if origin and request.headers.get("Origin") != f"http://{request.headers['Host']}":
        return "这个请求不是从本页面来的。This request did not come from this page."
    return None


def guarded(handler: Handler, *, origin: bool = False) -> Handler:
    """The handler behind the loopback guard: whatever is refused gets 403 and a sentence, before anything is read."""

    async def guard(request: web.Request) -> web.StreamResponse:
        reason = refusal(request, origin=origin)
        if reason is not None:
            return web.Response(status=403, text=reason, headers=HEADERS)
        return await handler(request)

    return guard
