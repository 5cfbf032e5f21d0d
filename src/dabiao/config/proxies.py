"""Who a request comes from where programs of ours stand in front of us (DABIAO_TRUSTED_PROXIES). Limits by address, the
lockout at sign-in and the audit trail go by it.

granian has a wrapper for this; it takes a port for a part of the address, and any word for one, so that the same person would
be somebody new with each connection.
"""

import re
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Headers = Iterable[tuple[bytes, bytes]]

_FOR = re.compile(r'(?:^|[;\s])for\s*=\s*("[^"]*"|[^;\s]*)', re.IGNORECASE)
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")


def networks(text: str) -> tuple[Network, ...]:
    """The addresses and networks (CIDR) in a list separated by commas or blanks. Raises ValueError naming what is none."""
    return tuple(_network(one) for one in text.replace(",", " ").split())


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise ValueError(
            f"DABIAO_TRUSTED_PROXIES: {text!r} is no address and no network such as 10.0.0.0/8 ({error})"
        ) from error


def client_of(peer: str, headers: Headers, proxies: Sequence[Network]) -> str:
    """The nearest address on the way that is none of `proxies`; `peer` is who is connected to us.

    Each proxy of ours adds whom it heard from at the right; what stands further left, anybody may have written. So nothing
    is believed of a peer that is not trusted, and nothing beyond what cannot be read.
    """
    at = _address(peer)
    if at is None or not _is_one_of(at, proxies):
        return peer
    for said in reversed(_way(headers)):
        before = _address(said)
        if before is None:
            break
        at = before
        if not _is_one_of(at, proxies):
            break
    return str(at)


def _way(headers: Headers) -> list[str]:
    """Whom the proxies heard from, the nearest last: by X-Forwarded-For, or where there is none by Forwarded (RFC 7239)."""
    said: dict[bytes, list[str]] = {b"x-forwarded-for": [], b"forwarded": []}
    for name, value in headers:
        if name in said:
            said[name] += value.decode("latin-1").split(",")
    if said[b"x-forwarded-for"]:
        return said[b"x-forwarded-for"]
    found = (_FOR.search(one.strip()) for one in said[b"forwarded"])
    return [one[1].strip('"') if one else "" for one in found]


def _address(text: str) -> Address | None:
    """Without a port, a zone, and the IPv6 dress of an IPv4 address: one spelling of each."""
    text = text.strip().partition("%")[0]
    if found := _WITH_PORT.fullmatch(text):
        text = found["six"] or found["four"] or ""
    try:
        at = ip_address(text)
    except ValueError:
        return None
    return at.ipv4_mapped or at if isinstance(at, IPv6Address) else at


def _is_one_of(at: Address, proxies: Sequence[Network]) -> bool:
    return any(at in one for one in proxies)
