"""How Feishu seals and signs its callbacks: AES-256-CBC under the Encrypt Key's hash, SHA-256 over the raw body."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 16


def decrypt(key: str, sealed: str) -> bytes:
    """What the base64 blob of a callback holds; ValueError for anything that this key did not seal."""
    try:
        blob = base64.b64decode(sealed, validate=True)
    except ValueError:
        raise ValueError("no base64") from None
    if len(blob) < 2 * BLOCK or len(blob) % BLOCK:
        raise ValueError("not whole blocks")
    opener = _cipher(key, blob[:BLOCK]).decryptor()
    padded = opener.update(blob[BLOCK:]) + opener.finalize()
    pad = padded[-1]
    if not 1 <= pad <= BLOCK or padded[-pad:] != bytes([pad]) * pad:
        raise ValueError("wrong padding")
    return padded[:-pad]


def encrypt(key: str, plain: bytes) -> str:
    """The blob that `decrypt` opens, under a fresh initial vector."""
    pad = BLOCK - len(plain) % BLOCK
    vector = os.urandom(BLOCK)
    sealer = _cipher(key, vector).encryptor()
    sealed = sealer.update(plain + bytes([pad]) * pad) + sealer.finalize()
    return base64.b64encode(vector + sealed).decode()


def signature(key: str, timestamp: str, nonce: str, body: bytes) -> str:
    """The X-Lark-Signature of a body, byte for byte as it came."""
    return hashlib.sha256(f"{timestamp}{nonce}{key}".encode("utf-8", "surrogateescape") + body).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _cipher(key: str, vector: bytes) -> Cipher[CBC]:
    return Cipher(AES256(hashlib.sha256(key.encode()).digest()), CBC(vector))
