"""Secrets that must be readable again, kept so that a stolen database alone tells nothing."""

from functools import cache

from django.conf import settings
from django.utils.crypto import salted_hmac


class Unreadable(Exception):
    """It was sealed with another key of the installation, or for another purpose."""


def seal(secret: str, purpose: str) -> str:
    """What was sealed for one purpose opens for no other."""
    return _box(settings.SECRET_KEY, purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Raises Unreadable."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(settings.SECRET_KEY, purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable(purpose) from None


@cache
def _box(key: str, purpose: str):  # type: ignore[no-untyped-def]  # its type would import the library at every start
    from base64 import urlsafe_b64encode

    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, salt=None, info=f"dabiao {purpose}".encode()).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))


def keyed_hash(value: str) -> str:
    """For what is short enough to be guessed from a plain hash."""
    return salted_hmac("dabiao.recovery", value, algorithm="sha256").hexdigest()
