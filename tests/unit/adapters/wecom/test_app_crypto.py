"""Callback crypto: the published vector, wechatpy as the other side, and what it lets through and we don't."""

import base64
import time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wechatpy.crypto.base import WeChatCipher
from wechatpy.enterprise.crypto import WeChatCrypto

from adapters.wecom.crypto import BadCrypto, Crypto, fresh

pytestmark = pytest.mark.unit
TOKEN, KEY, CORP = "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7"
STAMP, NONCE = "1409659589", "263014780"
SIGNATURE = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="


@pytest.fixture
def crypto() -> Crypto:
    return Crypto(TOKEN, KEY, CORP)


def raw(whole: bytes) -> str:
    """Bytes encrypted as they are, padding and all: what a forger with the key could send."""
    return base64.b64encode(WeChatCipher(base64.b64decode(KEY + "=")).encrypt(whole)).decode()


def padded(whole: bytes) -> bytes:
    count = 32 - len(whole) % 32
    return whole + bytes([count]) * count


def test_the_published_vector(crypto: Crypto) -> None:
    assert crypto.verify(SIGNATURE, STAMP, NONCE, ECHO)
    assert crypto.decrypt(ECHO) == b"1616140317555161061"


def test_wechatpy_reads_what_we_write(crypto: Crypto) -> None:
    encrypted, signature = crypto.encrypt("<xml>好的，记下了</xml>".encode(), STAMP, NONCE)
    reply = f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    peer = WeChatCrypto(TOKEN, KEY, CORP)
    assert peer.decrypt_message(reply, signature, STAMP, NONCE) == "<xml>好的，记下了</xml>"


def test_we_read_what_wechatpy_writes(crypto: Crypto) -> None:
    written = WeChatCrypto(TOKEN, KEY, CORP).encrypt_message("<xml>拜访了吴总</xml>", NONCE, STAMP)
    found = {each.tag: each.text or "" for each in ElementTree.fromstring(written)}
    assert crypto.verify(found["MsgSignature"], STAMP, NONCE, found["Encrypt"])
    assert crypto.decrypt(found["Encrypt"]) == "<xml>拜访了吴总</xml>".encode()


@settings(deadline=None)
@given(plain=st.binary(max_size=300), receiver=st.sampled_from(["", "ww1", "企业"]))
def test_there_and_back(plain: bytes, receiver: str) -> None:
    crypto = Crypto(TOKEN, KEY, receiver)
    encrypted, signature = crypto.encrypt(plain, STAMP, NONCE)
    assert crypto.decrypt(encrypted) == plain
    assert crypto.verify(signature, STAMP, NONCE, encrypted)


def test_the_same_words_never_look_the_same(crypto: Crypto) -> None:
    assert crypto.encrypt(b"x", STAMP, NONCE) != crypto.encrypt(b"x", STAMP, NONCE)


@pytest.mark.parametrize("signature", ["", SIGNATURE.upper(), SIGNATURE[:-1], "é" * 40, "\udcff", "0" * 40])
def test_wrong_signatures(crypto: Crypto, signature: str) -> None:
    assert not crypto.verify(signature, STAMP, NONCE, ECHO)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_each_part_is_signed(crypto: Crypto, part: int) -> None:
    parts = [STAMP, NONCE, ECHO]
    parts[part] += "0"
    assert not crypto.verify(SIGNATURE, *parts)


def test_another_corps_message_is_not_ours(crypto: Crypto) -> None:
    encrypted, _ = Crypto(TOKEN, KEY, "ww2").encrypt(b"x", STAMP, NONCE)
    with pytest.raises(BadCrypto):
        crypto.decrypt(encrypted)


HEAD = b"r" * 16
GOOD = HEAD + b"\0\0\0\x02hi" + CORP.encode()


@pytest.mark.parametrize(
    "encrypted",
    [
        "",
        "????",
        "AAAA",
        base64.b64encode(b"x" * 31).decode(),
        raw(GOOD.ljust(64, b"\0")),
        raw(GOOD.ljust(63, b"\0") + b"\x21"),
        raw(padded(GOOD)[:-2] + b"\0" + padded(GOOD)[-1:]),
        raw(padded(HEAD)),
        raw(padded(HEAD + b"\0\0")),
        raw(padded(HEAD + b"\xff\xff\xff\xffhi" + CORP.encode())),
        raw(padded(HEAD + b"\0\0\0\x03hi" + CORP.encode())),
        raw(padded(GOOD + b"x")),
    ],
)
def test_broken_ciphertexts(crypto: Crypto, encrypted: str) -> None:
    with pytest.raises(BadCrypto):
        crypto.decrypt(encrypted)


def test_the_good_one_among_the_broken(crypto: Crypto) -> None:
    assert crypto.decrypt(raw(padded(GOOD))) == b"hi"


@pytest.mark.parametrize("key", ["", "x", KEY + "=", KEY[:-1], KEY[:-1] + "!"])
def test_keys_that_are_none(key: str) -> None:
    with pytest.raises(ValueError, match="43"):
        Crypto(TOKEN, key, CORP)


def test_how_old_a_callback_may_be() -> None:
    now = time.time()
    assert fresh(str(int(now)), now, 300)
    assert fresh(str(int(now) - 299), now, 300)
    assert fresh(str(int(now) + 299), now, 300)
    assert not fresh(str(int(now) - 302), now, 300)
    assert not fresh(str(int(now) + 302), now, 300)
    for rubbish in ("", "-1", "1e9", "now", "１７６３７０００００", "9" * 5000):
        assert not fresh(rubbish, now, 300)
