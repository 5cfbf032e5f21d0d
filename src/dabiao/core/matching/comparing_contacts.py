"""Two people, or two ways to reach an organisation, side by side."""

import re

from dabiao.core.matching.records import Ready, is_mobile
from dabiao.core.matching.spelling import likeness, slip, spelt
from dabiao.core.matching.surroundings import SHARED, Surroundings

DIGITS = re.compile(r"\d+")


def phone(a: Ready, b: Ready, around: Surroundings) -> str:
    if not a.phones or not b.phones:
        return ""
    if both := a.phones & b.phones or _same_without_area(a.phones, b.phones):
        if all(around.phones.get(number, 1) >= SHARED for number in both):
            return "shared"
        return "same_mobile" if any(map(is_mobile, both)) else "same_landline"
    near = any(len(ours) == len(theirs) and slip(ours, theirs) for ours in a.phones for theirs in b.phones)
    return "one_digit" if near else "differ"


def _same_without_area(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Landlines of which one is written without its area code."""
    return frozenset(
        max(one, other, key=len)
        for one in ours
        for other in theirs
        if len(one) != len(other) and min(len(one), len(other)) <= 8
        if (one.endswith(other) or other.endswith(one)) and not is_mobile(one) and not is_mobile(other)
    )


def wechat(a: Ready, b: Ready, around: Surroundings) -> str:
    if not a.wechat or not b.wechat:
        return ""
    return "same" if a.wechat == b.wechat else "differ"


def email(a: Ready, b: Ready, around: Surroundings) -> str:
    if a.email and a.email == b.email:
        return "same"
    if a.domain and b.domain:
        return "same_domain" if a.domain == b.domain else "differ_domain"
    if not a.email or not b.email:
        return ""
    return "one_character" if slip(a.email, b.email) else "differ"


def name(a: Ready, b: Ready, around: Surroundings) -> str:
    """The person."""
    if not a.name or not b.name:
        return ""
    if a.name == b.name:
        return "same_" + around.how_common(around.names, a.name)
    if a.name_words == b.name_words:
        return "swapped"
    one, other = sorted((a.name, b.name), key=len)
    if a.name.isascii() and b.name.isascii():
        return _latin_name(one, other, a.name_words, b.name_words)
    if other.startswith(one) or (a.surname == b.surname != "" and (a.has_title or b.has_title)):
        return "surname"  # 张总 — 张伟
    return "one_character" if len(one) == len(other) > 1 and slip(one, other) else "different"


def _latin_name(one: str, other: str, ours: frozenset[str], theirs: frozenset[str]) -> str:
    nearness = max(likeness(one, other), likeness("".join(sorted(ours)), "".join(sorted(theirs))))
    if nearness >= 0.9:
        return "alike_much"
    return "one_word" if ours & theirs else "alike" if nearness >= 0.75 else "different"


def address(a: Ready, b: Ready, around: Surroundings) -> str:
    ours, theirs = a.address, b.address
    if ours is None or theirs is None:
        return ""
    if ours.whole == theirs.whole:
        return "same"
    same_number = ours.number == theirs.number != ""
    if _street(ours.street, theirs.street):
        return (
            "same_house" if same_number else "other_house" if ours.number and theirs.number else "same_street"
        )
    if same_number:
        near = likeness(ours.whole, theirs.whole) >= 0.8
        return "same_number" if near else "only_number"
    return "alike" if likeness(ours.whole, theirs.whole) >= 0.85 else "different"


def _street(ours: str, theirs: str) -> bool:
    """Whether two roads are one, spelt with a slip or with more behind; 53rd is not 63rd."""
    if not ours or not theirs:
        return False
    if DIGITS.findall(ours)[:1] != DIGITS.findall(theirs)[:1]:
        return False
    return likeness(ours, theirs) >= 0.88 or (
        len(ours) > 3 and len(theirs) > 3 and (ours.startswith(theirs) or theirs.startswith(ours))
    )


def postcode(a: Ready, b: Ready, around: Surroundings) -> str:
    return spelt(a.postcode, b.postcode)


def region(a: Ready, b: Ready, around: Surroundings) -> str:
    if a.region and b.region and likeness(a.region, b.region) >= 0.9 and a.region != b.region:
        return "one_character"
    return spelt(a.region, b.region) if not (a.places and b.places) else ""


def born(a: Ready, b: Ready, around: Surroundings) -> str:
    return spelt(a.born, b.born)


def number(a: Ready, b: Ready, around: Surroundings) -> str:
    return spelt(a.number, b.number)
