"""A signed ticket in each page that is served: that it was served, when, by which code, and the number of what comes back.

It takes the place of session and cookie, which browsers withhold from a frame in a foreign page.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b, sha256

GOOD_FOR = 24 * 3600  # seconds: a page that stands open over night is asked to send once more


@dataclass(frozen=True, slots=True)
class Ticket:
    """`nonce` is the number of one page that was served; `issued` in seconds; `code_id` is 0 for no code."""

    nonce: str
    issued: int
    code_id: int = 0


def written(ticket: Ticket, form_token: str, key: bytes) -> str:
    return f"{ticket.nonce}.{ticket.issued}.{ticket.code_id}.{_seal(ticket, form_token, key)}"


def read(text: str, form_token: str, key: bytes) -> Ticket | None:
    """None for one that we did not write for this form."""
    parts = text.split(".") if len(text) <= 200 else []
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() for part in parts[1:3]):
        return None
    ticket = Ticket(parts[0], int(parts[1]), int(parts[2]))
    return ticket if hmac.compare_digest(parts[3].encode(), _seal(ticket, form_token, key).encode()) else None


def _seal(ticket: Ticket, form_token: str, key: bytes) -> str:
    said = f"forms {form_token} {ticket.nonce} {ticket.issued} {ticket.code_id}"
    return urlsafe_b64encode(hmac.digest(key, said.encode(), sha256)[:18]).decode()


def key_of(nonce: str, said: str) -> str:
    """What was sent, by the page it was sent from and what was in it: the same again is the same, whoever sends it."""
    return blake2b(f"{nonce}\x00{said}".encode(), digest_size=16).hexdigest()
