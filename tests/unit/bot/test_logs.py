"""Logs keep Chinese readable and people's numbers out."""

import io
import json
import logging
from collections.abc import Iterator
from uuid import UUID

import pytest
import structlog

from bot import logs

pytestmark = pytest.mark.unit


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    logs.configure(stream=stream, json=True)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "planted",
    [
        "13800001111",
        "138 0000 1111",
        "138-0000-1111",
        "+86 138 0000 1111",
        "+8613800001111",
        "１３８００００１１１１",
        "一三八零零零零一一一一",
        "0571-88881234",
        "330106199001011234",
        "33010619900101123X",
        "wu.hao@yuntu.example.cn",
        "ＷＵ@yuntu.cn",
    ],
)
def test_numbers_and_addresses_are_masked_wherever_they_stand(lines: io.StringIO, planted: str) -> None:
    structlog.get_logger("t").info("试", text=f"电话{planted}。", deep={"a": [planted]})
    logging.getLogger("library").warning("call %s now", planted)
    said = lines.getvalue()
    assert planted not in said
    assert said.count("***") >= 3
    assert "试" in said


def test_a_number_as_a_number_is_masked_and_ids_are_not(lines: io.StringIO) -> None:
    some_id = UUID("01935f2a-1234-7567-8901-123456789012")
    structlog.get_logger("t").info("x", phone=13800001111, id=some_id, count=250, payload=b"abc")
    event = json.loads(lines.getvalue())
    assert (event["phone"], event["id"], event["count"], event["payload"]) == ("***", str(some_id), 250, "<3 bytes>")


def test_an_exception_is_told_by_type_and_place_only(lines: io.StringIO) -> None:
    def broken() -> None:
        raise ValueError("客户说了秘密")

    try:
        broken()
    except ValueError:
        structlog.get_logger("t").exception("bug")
        logging.getLogger("library").exception("library bug")
    first, second = map(json.loads, lines.getvalue().splitlines())
    assert first["fault"] == second["fault"] == "ValueError"
    assert first["at"][-1].endswith(" broken")
    assert "秘密" not in lines.getvalue()
