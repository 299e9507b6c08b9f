"""The frames of the long connection, protobuf by hand: what the fake sends is checked against nobody's own reader.

Frame  1 SeqID, 2 LogID, 3 service, 4 method (0 control, 1 data), 5 headers*, 8 payload
Header 1 key, 2 value
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

CONTROL, DATA = 0, 1
VARINT, BYTES = 0, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One frame; `headers` such as type, message_id, sum, seq."""

    method: int
    service: int = 1
    sequence: int = 0
    log: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: bytes = b""

    def packed(self) -> bytes:
        """Its bytes on the wire."""
        numbers = ((1, self.sequence), (2, self.log), (3, self.service), (4, self.method))
        out = b"".join(_varint(number << 3 | VARINT) + _varint(value) for number, value in numbers)
        for key, value in self.headers.items():
            out += _bytes(5, _bytes(1, key.encode()) + _bytes(2, value.encode()))
        return out + _bytes(8, self.payload)

    @classmethod
    def read(cls, raw: bytes) -> "Frame":
        """The frame that some bytes are."""
        numbers: dict[int, int] = {}
        headers: dict[str, str] = {}
        payload = b""
        for number, value in _fields(raw):
            if isinstance(value, int):
                numbers[number] = value
            elif number == 5:
                pair = {key: part for key, part in _fields(value) if isinstance(part, bytes)}
                headers[pair[1].decode()] = pair.get(2, b"").decode()
            elif number == 8:
                payload = value
        return cls(method=numbers.get(4, 0), service=numbers.get(3, 0), headers=headers, payload=payload)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _bytes(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | BYTES) + _varint(len(value)) + value


def _fields(raw: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(raw):
        tag, at = _number(raw, at)
        value, at = _number(raw, at)
        if tag & 7 == BYTES:
            yield tag >> 3, raw[at : at + value]
            at += value
        else:
            yield tag >> 3, value


def _number(raw: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (raw[at] & 0x7F) << shift
        shift += 7
        at += 1
        if raw[at - 1] < 0x80:
            return value, at
