"""Whether a delivery comes from whom it says."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dabiao.modules.channels.enums import Signing

FRESH = 300  # seconds

# what the platform calls it, unless somebody says otherwise
NAMES = {
    Signing.NONE: "",
    Signing.TOKEN: "token",
    Signing.HMAC_SHA256: "X-Signature",
    Signing.SORTED_SHA1: "signature",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A delivery as it came. Names of headers are in lower case."""

    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    content_type: str = ""


def is_genuine(request: Request, *, signing: str, name: str, secret: str, now: datetime) -> bool:
    """By the way that the connection says. Compared in constant time; a secret that is missing lets nobody in."""
    if signing == Signing.NONE:
        return True
    if not secret:
        return False
    name = name or NAMES[Signing(signing)]
    given = request.headers.get(name.lower()) or request.query.get(name, "")
    if signing == Signing.TOKEN:
        return _same(given.removeprefix("Bearer "), secret)
    if signing == Signing.HMAC_SHA256:
        return _is_hmac(given, secret, request.body)
    return _is_sorted(given, secret, request.query, now)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _is_hmac(given: str, secret: str, body: bytes) -> bool:
    """Over the body as it came; written in hex or base64, with or without `sha256=` before it."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    given = given.removeprefix("sha256=")
    return _same(given.lower(), digest.hex()) or _same(given, base64.b64encode(digest).decode())


def _is_sorted(given: str, secret: str, query: Mapping[str, str], now: datetime) -> bool:
    """SHA-1 over secret, `timestamp` and `nonce` in the order of their letters, not older than five minutes."""
    timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(now.timestamp() - int(timestamp)) > FRESH:
        return False
    joined = "".join(sorted((secret, timestamp, nonce)))
    return _same(given.lower(), hashlib.sha1(joined.encode()).hexdigest())  # noqa: S324 - the platform's way
