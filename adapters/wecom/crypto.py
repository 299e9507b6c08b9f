"""WeCom's callback crypto: a sha1 signature, and AES-256-CBC under PKCS#7 of 32 bytes.

The cipher, the padding and the signature are wechatpy's; what it leaves open is closed here. It compares signatures in
variable time, cuts any padding without a look, reads a length past the end, and draws its random prefix from a
predictable generator.
"""

import base64
import hmac
import re
import secrets

from wechatpy.crypto.base import WeChatCipher
from wechatpy.crypto.pkcs7 import PKCS7Encoder
from wechatpy.utils import WeChatSigner

PREFIX = 16  # random bytes before the length
BLOCK = 32
KEY = re.compile(r"[A-Za-z0-9+/]{43}")
SECONDS = re.compile(r"[0-9]{1,12}")


class BadCrypto(Exception):
    """What came is not encrypted with our key, or not for us."""


class Crypto:
    """WeCom's callback crypto. `receive_id`: the corp id for an app, "" for an AI bot."""

    def __init__(self, token: str, aes_key: str, receive_id: str) -> None:
        """ValueError where `aes_key` is not the 43 letters and digits that WeCom's page shows."""
        if not KEY.fullmatch(aes_key):
            raise ValueError("the EncodingAESKey has 43 letters and digits")
        self._token = token
        self._key = base64.b64decode(aes_key + "=")
        self._receive_id = receive_id.encode()

    def verify(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bool:
        """Whether the signature is right, compared in constant time; nothing is decrypted."""
        expected = self._signature(timestamp, nonce, encrypted)
        return hmac.compare_digest(expected.encode(), signature.encode(errors="replace"))

    def decrypt(self, encrypted: str) -> bytes:
        """What was encrypted for us; BadCrypto where padding, length or receiver are wrong."""
        try:
            ciphertext = base64.b64decode(encrypted, validate=True)
            padded: bytes = WeChatCipher(self._key).decrypt(ciphertext)
        except ValueError:
            raise BadCrypto from None
        whole = _unpadded(padded)
        size = int.from_bytes(whole[PREFIX : PREFIX + 4], "big")
        plain, receiver = whole[PREFIX + 4 : PREFIX + 4 + size], whole[PREFIX + 4 + size :]
        if len(whole) < PREFIX + 4 or len(plain) != size or not hmac.compare_digest(receiver, self._receive_id):
            raise BadCrypto
        return plain

    def encrypt(self, plain: bytes, timestamp: str, nonce: str) -> tuple[str, str]:
        """The ciphertext in base64, and its signature."""
        whole = secrets.token_bytes(PREFIX) + len(plain).to_bytes(4, "big") + plain + self._receive_id
        ciphertext = WeChatCipher(self._key).encrypt(PKCS7Encoder.encode(whole))
        encrypted = base64.b64encode(ciphertext).decode()
        return encrypted, self._signature(timestamp, nonce, encrypted)

    def _signature(self, *parts: str) -> str:
        signer = WeChatSigner()
        signer.add_data(self._token, *(part.encode(errors="replace") for part in parts))
        signature: str = signer.signature
        return signature


def fresh(timestamp: str, now: float, seconds: float) -> bool:
    """Whether a timestamp in seconds is at most so many seconds away from now, before or after."""
    return bool(SECONDS.fullmatch(timestamp)) and abs(now - int(timestamp)) <= seconds


def _unpadded(padded: bytes) -> bytes:
    count = padded[-1] if padded else 0
    if not 1 <= count <= BLOCK or padded[-count:] != bytes([count]) * count:
        raise BadCrypto
    return padded[:-count]
