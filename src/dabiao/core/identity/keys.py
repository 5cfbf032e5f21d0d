"""What tells that two records are of one person, or of one organisation. Pure.

Persons: telephone, WeChat id, e-mail. Organisations: unified social credit code, normalised name. A person's name is no
key, and neither is the name of the company somebody writes from.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from dabiao.core import phones
from dabiao.core.errors import Invalid
from dabiao.core.text import fold, squash


class KeyKind(StrEnum):
    """In the order of their weight: where keys of one arrival point to two records, the first decides."""

    PHONE = "phone"
    WECHAT = "wechat"
    EMAIL = "email"
    USCC = "uscc"
    NAME = "name"


class Key(NamedTuple):
    kind: KeyKind
    value: str


RANK = {kind: place for place, kind in enumerate(KeyKind)}

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WECHAT = re.compile(r"[a-z][a-z0-9_-]{5,19}")
_SAME_AS_PHONE = ("同手机", "手机同号", "微信同号", "同电话", "同上", "same")
_LEGAL_FORMS = (("有限责任公司", "有限公司"), ("股份公司", "股份有限公司"))
LONGEST = 200


def ranked(keys: frozenset[Key]) -> list[Key]:
    """The weightiest first; of one kind in a fixed order."""
    return sorted(keys, key=lambda key: (RANK[key.kind], key.value))


def person_keys(*, phone: str = "", wechat: str = "", email: str = "") -> frozenset[Key]:
    """Everything a person is known by; what is malformed identifies nobody.

    A WeChat id that is a telephone number counts as that number: most people are found on WeChat by it.
    """
    found = {Key(KeyKind.PHONE, value) for value in phones.keys(phone)}
    if wechat and fold(wechat) not in _SAME_AS_PHONE:
        found |= _wechat_keys(wechat)
    address = fold(email)
    if _EMAIL.fullmatch(address):
        found.add(Key(KeyKind.EMAIL, address[:LONGEST]))
    return frozenset(found)


def _wechat_keys(wechat: str) -> set[Key]:
    if numbers := phones.keys(wechat):
        return {Key(KeyKind.PHONE, value) for value in numbers}
    id = fold(wechat)
    return {Key(KeyKind.WECHAT, id)} if _WECHAT.fullmatch(id) else set()


def organisation_keys(*, name: str = "", uscc: str = "") -> frozenset[Key]:
    """The code where there is one, and the name without width, case, script, spaces and punctuation.

    「杭州云岚科技（集团）有限责任公司」 and 「杭州雲嵐科技(集團)有限公司」 are one; what differs more is a suggestion at most.
    """
    found = set()
    if code := squash(uscc).upper():
        found.add(Key(KeyKind.USCC, code))
    plain = "".join(char for char in fold(name) if char.isalnum())
    for long, short in _LEGAL_FORMS:
        if plain.endswith(long) and not plain.endswith(short):
            plain = plain.removesuffix(long) + short
    if len(plain) > 1:
        found.add(Key(KeyKind.NAME, plain[:LONGEST]))
    return frozenset(found)


_USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(text: str) -> str:
    """A unified social credit code in its one spelling; "" stays "".

    18 characters, the last of which checks the others: GB 32100-2015, weights 3^i mod 31. Raises `identity.bad_uscc`.
    """
    code = "".join(squash(text).upper().replace("-", "").split())
    if not code:
        return ""
    if len(code) != 18 or any(char not in _USCC_DIGITS for char in code):
        raise Invalid("identity.bad_uscc", field="uscc", value=code[:40])
    total = sum(_USCC_DIGITS.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    if _USCC_DIGITS.index(code[17]) != -total % 31:
        raise Invalid("identity.uscc_check", field="uscc", value=code)
    return code
