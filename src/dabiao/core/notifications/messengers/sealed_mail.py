"""The envelope of WeCom's and DingTalk's callbacks: sha1 over what is sorted, AES-256-CBC padded to 32 bytes."""

import binascii
import hashlib
import secrets
from base64 import b64decode, b64encode

from django.utils.crypto import constant_time_compare

from dabiao.core.notifications.messengers.base import Denied

BLOCK = 32  # bytes of padding, whatever AES's own are
RANDOM, LENGTH = 16, 4  # bytes before the text


def signature(token: str, timestamp: str, nonce: str, encrypted: str) -> str:
    parts = sorted((token, timestamp, nonce, encrypted))
    return hashlib.sha1("".join(parts).encode()).hexdigest()  # noqa: S324 - the services' choice


def check(given: str, token: str, timestamp: str, nonce: str, encrypted: str) -> None:
    """Raises Denied."""
    if not token or not constant_time_compare(given, signature(token, timestamp, nonce, encrypted)):
        raise Denied


def opened(aes_key: str, encrypted: str, receiver: str) -> str:
    """The text, if it is meant for this receiver. Raises Denied."""
    try:
        key = _key(aes_key)
        plain = unboxed(key, key[:16], b64decode(encrypted, validate=True), BLOCK)
        length = int.from_bytes(plain[RANDOM : RANDOM + LENGTH])
        text = plain[RANDOM + LENGTH : RANDOM + LENGTH + length]
        meant_for = plain[RANDOM + LENGTH + length :].decode()
        if len(text) != length or not constant_time_compare(meant_for, receiver):
            raise Denied
        return text.decode()
    except (ValueError, binascii.Error):
        raise Denied from None


def closed(aes_key: str, text: str, receiver: str) -> str:
    key, said = _key(aes_key), text.encode()
    plain = secrets.token_bytes(RANDOM) + len(said).to_bytes(LENGTH) + said + receiver.encode()
    return b64encode(boxed(key, key[:16], plain, BLOCK)).decode()


def unboxed(key: bytes, iv: bytes, data: bytes, block: int) -> bytes:
    """AES-CBC, padded (PKCS #7) to so many bytes. Raises ValueError."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    unpadder = PKCS7(block * 8).unpadder()
    return unpadder.update(decryptor.update(data) + decryptor.finalize()) + unpadder.finalize()


def boxed(key: bytes, iv: bytes, plain: bytes, block: int) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    padder = PKCS7(block * 8).padder()
    padded = padder.update(plain) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(padded) + encryptor.finalize()


def _key(aes_key: str) -> bytes:
    """43 characters of base64 are 32 bytes; the services leave the last sign out."""
    return b64decode(f"{aes_key}=", validate=False)
