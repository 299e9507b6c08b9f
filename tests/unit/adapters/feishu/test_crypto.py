"""The published vector, and what must not open."""

import base64

import pytest

from adapters.feishu.crypto import decrypt, encrypt, same, signature

pytestmark = pytest.mark.unit


def test_the_published_vector() -> None:
    assert decrypt("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=") == b"hello world"


@pytest.mark.parametrize("plain", [b"", b"a" * 15, b"a" * 16, "今天见了吴总".encode()])
def test_what_is_sealed_opens(plain: bytes) -> None:
    assert decrypt("k", encrypt("k", plain)) == plain


@pytest.mark.parametrize(
    "sealed", ["", "吴", "AAAA", base64.b64encode(b"a" * 16).decode(), base64.b64encode(b"a" * 33).decode()]
)
def test_rubbish_does_not_open(sealed: str) -> None:
    with pytest.raises(ValueError, match=r"base64|blocks"):
        decrypt("k", sealed)


def test_another_key_does_not_open() -> None:
    """One in 256 paddings looks right by chance; then the words are rubbish."""
    opened = 0
    for number in range(64):
        try:
            assert decrypt("another", encrypt("k", b"hello world")) != b"hello world"
        except ValueError:
            continue
        opened += number >= 0
    assert opened < 8


def test_a_signature_is_of_these_bytes() -> None:
    """sha256(timestamp + nonce + key + body), as sha256sum says of 1nk{}."""
    right = signature("k", "1", "n", b"{}")
    assert right == "fbd3ecb62fa42b9df3d6535b48b10c06baffa1d019f207aa63dc69364da02a05"
    assert signature("k", "1", "n", b"{ }") != right
    assert signature("j", "1", "n", b"{}") != right
    assert signature("k", "2", "n", b"{}") != right


def test_secrets_are_compared_whatever_is_in_them() -> None:
    assert same("吴", "吴")
    assert not same("吴", "")
    assert not same("\ud800", "吴")
