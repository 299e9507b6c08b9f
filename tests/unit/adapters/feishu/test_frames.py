"""Protobuf by hand; lark-oapi reads the same frames in the integration tests."""

import pytest

from adapters.feishu.fake_frames import DATA, Frame

pytestmark = pytest.mark.unit


def test_a_frame_survives_the_wire() -> None:
    frame = Frame(method=DATA, service=300, headers={"type": "event", "空": ""}, payload="吴总".encode() * 100)
    assert Frame.read(frame.packed()) == frame


def test_a_frame_by_hand() -> None:
    """Field 4 (method) = 1 as a varint; field 8 (payload) = hi as bytes."""
    assert Frame(method=DATA, service=0, payload=b"hi").packed() == b"\x08\x00\x10\x00\x18\x00\x20\x01\x42\x02hi"
