"""The demonstration answers this machine's own page, and nobody else."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from adapters.web import WebDoor
from adapters.web.fake import build
from adapters.web.security import is_loopback, is_loopback_host, refusal

pytestmark = pytest.mark.unit

Client = TestClient[web.Request, web.Application]


async def connect(door: WebDoor) -> Client:
    app = web.Application()
    door.attach(app)
    client: Client = TestClient(TestServer(app, host="127.0.0.1"))
    await client.start_server()
    return client


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    client = await connect(build()[0])
    yield client
    await client.close()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["", "10.0.0.7", "8.8.8.8", "::ffff:10.0.0.7", "fe80::1", "localhost", "0.0.0.0"])
def test_another_machine(address: str) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.1"])
def test_own_host_names(host: str) -> None:
    assert is_loopback_host(host)


@pytest.mark.parametrize(
    "host",
    ["", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "x@127.0.0.1", "127.0.0.1:x", "["],
)
def test_rebound_host_names(host: str) -> None:
    assert not is_loopback_host(host)


@pytest.mark.parametrize("peer", [("10.0.0.7", 5000), ("203.0.113.9", 5000), None, ""])
def test_a_peer_from_elsewhere_is_refused(peer: object) -> None:
    request = make_mocked_request("GET", "/", headers={"Host": "127.0.0.1:8080"})
    transport = request.transport
    assert transport is not None
    transport.get_extra_info = lambda name, default=None: peer if name == "peername" else default  # type: ignore[method-assign]
    assert refusal(request, origin=False) is not None


@pytest.mark.parametrize("path", ["/", "/web/static/app.js", "/web/history", "/web/live"])
async def test_a_rebound_host_is_refused_everywhere(client: Client, path: str) -> None:
    response = await client.get(path, headers={"Host": "evil.example:8080"})
    assert response.status == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
async def test_a_proxied_request_is_refused(client: Client, header: str) -> None:
    response = await client.get("/", headers={header: "10.0.0.7"})
    assert response.status == 403


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1"])
@pytest.mark.parametrize("path", ["/web/message", "/web/clock"])
async def test_a_post_from_another_page_is_refused(client: Client, path: str, origin: str | None) -> None:
    response = await client.post(path, json={}, headers={"Origin": origin} if origin else {})
    assert response.status == 403


@pytest.mark.parametrize("origin", [None, "http://evil.example"])
async def test_a_socket_from_another_page_is_refused(client: Client, origin: str | None) -> None:
    response = await client.get(
        "/web/live?as=u-li",
        headers={"Upgrade": "websocket", "Connection": "Upgrade", **({"Origin": origin} if origin else {})},
    )
    assert response.status == 403


async def test_the_page_allows_own_files_only(client: Client) -> None:
    response = await client.get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert f"connect-src 'self' ws://127.0.0.1:{client.port};" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    text = await response.text()
    assert "https://" not in text
    assert " style=" not in text


async def test_without_the_demonstration_there_is_no_chat() -> None:
    fake, inlet = build()
    client = await connect(WebDoor(app="web", inlet=inlet, directory=inlet.directory))
    try:
        page = await client.get("/", headers={"Host": "crm.example.cn"})
        text = await page.text()
        assert page.status == 200
        assert "跟进在运行" in text
        assert "data-setup" not in text
        assert "李娜" not in text
        for path in ("/web/history?as=u-li&chat=g-east", "/web/live?as=u-li"):
            assert (await client.get(path)).status == 404
        for path in ("/web/message", "/web/clock"):
            response = await client.post(path, json={}, headers={"Origin": f"http://127.0.0.1:{client.port}"})
            assert response.status == 404
    finally:
        await client.close()
        await fake.stop()


def test_the_demonstration_needs_a_clock() -> None:
    _, inlet = build()
    with pytest.raises(ValueError, match="clock"):
        WebDoor(app="web", inlet=inlet, directory=inlet.directory, demo=True)


async def test_static_files_have_their_types(client: Client) -> None:
    for name, kind in (("app.js", "text/javascript"), ("base.css", "text/css"), ("icon.svg", "image/svg+xml")):
        response = await client.get(f"/web/static/{name}")
        assert response.status == 200
        assert response.content_type == kind
    for name in ("none.js", "..%2fdoor.py", "%2e%2e%2fdoor.py"):
        assert (await client.get(f"/web/static/{name}")).status == 404


async def test_names_are_text_in_the_page(client: Client) -> None:
    response = await client.get("/", params={"as": '"><script>alert(1)</script>', "lang": "<b>"})
    assert "<script>alert" not in await response.text()
