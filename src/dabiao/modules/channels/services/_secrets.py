"""The address of a connection and the secret it shares with its platform."""

import hashlib
import secrets

from dabiao.core.sealing import Unreadable, seal, unseal
from dabiao.modules.channels.models import Connection
from dabiao.modules.channels.queries.connections import PURPOSE


def digest(token: str) -> str:
    """Tokens carry 192 bits of chance, so one plain hash is enough and an indexed look-up is possible."""
    return hashlib.sha256(token.encode()).hexdigest()


def give_address(connection: Connection) -> None:
    """A new one that nobody can guess; not saved."""
    token = secrets.token_urlsafe(24)
    connection.token_hash, connection.sealed_token = digest(token), seal(token, PURPOSE)


def keep_secret(connection: Connection, secret: str) -> None:
    connection.sealed_secret = seal(secret, PURPOSE) if secret else ""


def secret_of(connection: Connection) -> str:
    """Empty where there is none, or one that another installation sealed: nobody proves anything by that."""
    try:
        return unseal(connection.sealed_secret, PURPOSE) if connection.sealed_secret else ""
    except Unreadable:
        return ""
