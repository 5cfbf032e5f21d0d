"""A record made ready for comparing: every value folded, taken apart, and put where its shape says it belongs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dabiao.core.matching.companies import Company, compact, cut_places, parse
from dabiao.core.matching.words import PROVINCE_OF, PUBLIC_MAIL, STREET_ENDS, SURNAMES, TITLES, TRADE_OF
from dabiao.core.text import fold

# What a record may say; everything may be missing.
FIELDS = (
    "name",
    "company",
    "phone",
    "wechat",
    "email",
    "website",
    "address",
    "region",
    "postcode",
    "born",
    "number",
)
Record = Mapping[str, str | None]

LONGEST = 200  # characters of one value that are looked at
MOST_PHONES = 6

_SPLIT = re.compile(r"[,;、/|]|\s{2,}")
_EXTENSION = re.compile(r"(?:转|ext\.?|分机|#|x)\s*\d{1,6}\s*$")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_NUMBER = re.compile(r"\d+")
_ROAD = re.compile(r"([\u3400-\u9fff]{2,}?(?:路|街|大道|道|巷|弄|园区|工业园|广场|大厦))")


@dataclass(frozen=True, slots=True)
class Address:
    """`number` is the house; `street` its road without kind and direction words; `whole` everything."""

    number: str
    street: str
    whole: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A record ready for comparing. Equal ones say the same."""

    name: str
    name_words: frozenset[str]
    company: Company | None
    phones: frozenset[str]
    wechat: str
    email: str
    domain: str
    address: Address | None
    places: frozenset[str]
    region: str
    postcode: str
    born: str
    number: str

    @property
    def surname(self) -> str:
        """Of a Chinese name."""
        return "" if self.name.isascii() else self.name[:2] if self.name[:2] in SURNAMES else self.name[:1]

    @property
    def has_title(self) -> bool:
        """张总, 王女士: a surname and no more."""
        return self.name[len(self.surname) :] in TITLES

    @property
    def says_something(self) -> bool:
        return bool(
            self.name
            or self.company
            or self.phones
            or self.wechat
            or self.email
            or self.domain
            or self.address
            or self.number
        )


def ready(record: Record) -> Ready:
    """`record` for comparing; unknown keys and empty values are passed over."""
    said = {field: fold((record.get(field) or "")[:LONGEST]) for field in FIELDS}
    name, company = _person_and_company(said["name"], said["company"])
    phones = phones_of(said["phone"])
    wechat, email = _handles(said["wechat"], said["email"], phones)
    places: set[str] = set()
    region = cut_places(compact(said["region"]), places, least=0)
    address = _address(said["address"], places)
    words = frozenset(re.sub(r"[^\w]+", " ", name).split())
    return Ready(
        name=compact(name),
        name_words=words,
        company=company,
        phones=frozenset(sorted(phones)[:MOST_PHONES]),
        wechat=wechat,
        email=email,
        domain=_domain(email, said["website"]),
        address=address,
        places=frozenset(places),
        region=region or "".join(sorted(places)),
        postcode=compact(said["postcode"]),
        born=compact(said["born"]),
        number=compact(said["number"]),
    )


def _person_and_company(name: str, company: str) -> tuple[str, Company | None]:
    """The two put right when each stands in the other's place."""
    parsed = parse(company) if compact(company) else None
    if not _HAN_NAME.search(name) or _is_person(compact(name)):
        return name, parsed
    as_company = parse(name)
    if parsed is None:
        stands_wrong = as_company.is_organisation and len(as_company.whole) > 4
    else:
        stands_wrong = _is_person(parsed.whole) or (
            as_company.is_organisation and not parsed.is_organisation and len(parsed.whole) <= 4
        )
    return (company, as_company) if stands_wrong else (name, parsed)


def _is_person(text: str) -> bool:
    """Whether a compact Chinese text looks like a person's name: a surname and one or two characters, or a title."""
    surname = 2 if text[:2] in SURNAMES else 1 if text[:1] in SURNAMES else 0
    given = text[surname:]
    return bool(surname and given) and (given in TITLES or (len(given) <= 2 and given not in TRADE_OF))


def phones_of(text: str) -> set[str]:
    """Every number in a folded text as digits: a mobile as 11, a landline without country code and trunk 0."""
    found = set()
    for part in _SPLIT.split(text):
        digits = "".join(_NUMBER.findall(_EXTENSION.sub("", part)))
        if digits := _national(digits):
            found.add(digits)
    return found


def _national(digits: str) -> str:
    digits = digits.removeprefix("00")
    if len(digits) >= 12 and digits.startswith("86"):
        digits = digits[2:]
    digits = digits.lstrip("0")
    return digits if 7 <= len(digits) <= 15 else ""


def is_mobile(digits: str) -> bool:
    return len(digits) == 11 and digits[0] == "1"


def _handles(wechat: str, email: str, phones: set[str]) -> tuple[str, str]:
    """WeChat name and e-mail; a telephone number or an e-mail in the wrong place goes where it belongs."""
    if found := _EMAIL.search(wechat):
        email, wechat = email or found[0], ""
    mail = _EMAIL.search(email)
    if email and not mail:
        wechat = wechat or email
    number = compact(wechat)
    if number.isdigit() and is_mobile(digits := _national(number)):
        phones.add(digits)
        wechat = ""
    return "".join(wechat.split()), mail[0] if mail else ""


def _domain(email: str, website: str) -> str:
    """The organisation's own domain; public mail hosts belong to nobody."""
    host = re.sub(r"^[a-z]+://", "", website).split("/")[0].removeprefix("www.") or email.rpartition("@")[2]
    return "" if host in PUBLIC_MAIL or "." not in host else host


def _address(text: str, places: set[str]) -> Address | None:
    whole = compact(text)
    if not whole:
        return None
    if _HAN_NAME.search(whole):
        rest = cut_places(whole, places, least=0)
        road = _ROAD.search(rest)
        number = _NUMBER.search(rest, road.end() if road else 0)
        street = re.sub(r"^.{1,4}?[市区县镇]", "", road[1]) if road else ""
        return Address(number[0] if number else "", street, rest)
    words = [STREET_ENDS.get(word, word) for word in re.sub(r"[^\w]+", " ", text).split()]
    house = words[0] if words and words[0].isdigit() else ""
    ends = STREET_ENDS.values()
    kept = [word for word in words[bool(house) :] if word not in ends] or words[bool(house) :]
    return Address(house, "".join(kept), "".join([house, *kept]))


def city(places: frozenset[str]) -> str:
    """One word for where: a city when one is named, else a province."""
    return min(places, key=lambda place: (PROVINCE_OF[place] == place, place), default="")
