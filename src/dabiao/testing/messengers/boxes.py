"""The services' side of encryption, written apart from the product's: a mistake made twice would be a mistake unseen."""

import base64
import hashlib
import os
import struct

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC


def _pad(data: bytes, size: int) -> bytes:
    count = size - len(data) % size
    return data + bytes([count]) * count


def encrypt(key: bytes, iv: bytes, data: bytes, size: int) -> bytes:
    worker = Cipher(AES256(key), CBC(iv)).encryptor()
    return worker.update(_pad(data, size)) + worker.finalize()


def decrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    worker = Cipher(AES256(key), CBC(iv)).decryptor()
    plain = worker.update(data) + worker.finalize()
    return plain[: -plain[-1]]


def envelope(aes_key: str, text: str, receiver: str) -> str:
    """As WeCom and DingTalk send it: random, length in network order, text, whom it is for."""
    key = base64.b64decode(aes_key + "=")
    said = text.encode()
    data = os.urandom(16) + struct.pack(">I", len(said)) + said + receiver.encode()
    return base64.b64encode(encrypt(key, key[:16], data, 32)).decode()


def opened_envelope(aes_key: str, sealed: str) -> tuple[str, str]:
    """(text, receiver)."""
    key = base64.b64decode(aes_key + "=")
    plain = decrypt(key, key[:16], base64.b64decode(sealed))
    (length,) = struct.unpack(">I", plain[16:20])
    return plain[20 : 20 + length].decode(), plain[20 + length :].decode()


def sorted_sha1(*parts: str) -> str:
    digest = hashlib.sha1(usedforsecurity=False)
    for part in sorted(parts):
        digest.update(part.encode())
    return digest.hexdigest()
