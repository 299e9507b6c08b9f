"""An answer in a reply is shown once that is written, given back when nobody waits, left open where it breaks."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from adapters.showing import show
from tests.integration.adapters.inlets import RecordedReceipt

pytestmark = pytest.mark.unit


class Line:
    """A connection to the platform."""

    def __init__(self, *, closing: bool) -> None:
        self._closing = closing

    def is_closing(self) -> bool:
        return self._closing

    def get_extra_info(self, name: str, default: Any = None) -> Any:  # noqa: ARG002 - aiohttp asks
        return default


class Broken(web.Response):
    """A reply whose connection breaks while it is written."""

    async def write_eof(self, data: bytes = b"") -> None:  # noqa: ARG002 - aiohttp's
        raise ConnectionResetError


async def shown(response: web.Response, *, closing: bool = False) -> tuple[list[str], bool]:
    """What became of the answer, and whether the reply was written."""
    ends: list[str] = []
    request = make_mocked_request("POST", "/", transport=Line(closing=closing))
    receipt = RecordedReceipt(fresh=True, answer=None, ends=ends)
    try:
        assert await show(request, response, receipt) is response
    except ConnectionResetError:
        ends.append("broken")
    return ends, response.prepared


async def test_a_reply_that_is_written_shows_the_answer() -> None:
    assert await shown(web.json_response({"toast": 1})) == (["shown"], True)


async def test_where_nobody_waits_any_more_the_answer_is_given_back() -> None:
    assert await shown(web.json_response({"toast": 1}), closing=True) == (["given back"], False)


async def test_where_the_connection_breaks_nothing_is_said() -> None:
    assert await shown(Broken()) == (["broken"], True)


async def test_a_reply_without_an_answer_is_left_to_the_server() -> None:
    request = make_mocked_request("POST", "/", transport=Line(closing=False))
    response = web.json_response({})
    assert await show(request, response, None) is response
    assert not response.prepared
