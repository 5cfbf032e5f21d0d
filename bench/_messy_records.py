"""What four kinds of people write down about an organisation: the noise of the Chinese benchmark.

An organisation is written down once (60 %), twice (24), three (10), four (4) or five times (2). Each time by one of four
sources, and each time about one of its people (the first in two of three). In per cent of a source's records:

| source | of all | name of the company |
|---|---|---|
| a register or directory bought | 30 | in full |
| a salesperson | 35 | full 30, no form 25, short + trade 20, no place 10, place + short 8, short alone 7 |
| a web form | 20 | full 55, no form 20, no place 15, short alone 5, headed by another of its places 5 |
| a card, scanned | 15 | full 85, no form 15 |

| source | mobile | landline | mail | WeChat | address | region | person |
|---|---|---|---|---|---|---|---|
| register | | 65 | 20 | | 85 | 90 | 60 |
| salesperson | 92 | | 10 | 45 | 12 | 50 | 100, a fifth of them as 张总 |
| form | 95 | | 50 | 25 | 25 | 60 | 100 |
| card | 80 | 60 | 70 | 15 | 75 | 20 | 100 |

Slips (one character): in the company's name 1 register, 6 salesperson, 8 form, 8 card; in the person's name 2 and a wrong
digit 2 (not in registers); in the address 3. 有限公司 ↔ 有限责任公司 5; place in brackets 4 of full names; a branch written
down as if it were the parent 8 of branches (not in registers). An old address 4, an old number 3, a wrong region 1.
Traditional characters 5; full width 4; a stray space 2. Company and person swapped 2; the number in the WeChat field 3, the
mail there 1. Numbers in ten spellings, extensions on 15 of landlines.

The shares are estimates of one who has kept such lists, not measurements. They were written down before the matcher first
ran on them and were not changed since. That first run showed three faults against this text, which were mended: two
organisations of one name in one place, namesakes in the same city, and Chinese characters in the place of a digit.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import opencc

from bench._messy import Contact, Organisation, organisations
from bench._messy_typos import misdial, misspell
from bench._messy_words import MUNICIPALITIES, PLACES, PROVINCE_FULL, ROADS, SHORTER, TITLES

Fields = dict[str, str]
KINDS = ("full", "no form", "short + trade", "no place", "place + short", "short", "another head")


@dataclass(frozen=True)
class Source:
    """`names` weighs KINDS; the shares say how often a field is there, `slips` how often the company is misspelt."""

    title: str
    weight: int
    names: tuple[int, ...]
    mobile: float = 0.0
    landline: float = 0.0
    email: float = 0.0
    wechat: float = 0.0
    address: float = 0.0
    region: float = 0.0
    person: float = 1.0
    slips: float = 0.0

    @property
    def by_hand(self) -> bool:
        return self.title != "register"


SOURCES = (
    Source(
        "register",
        30,
        (100, 0, 0, 0, 0, 0, 0),
        landline=0.65,
        email=0.2,
        address=0.85,
        region=0.9,
        person=0.6,
        slips=0.01,
    ),
    Source(
        "salesperson",
        35,
        (30, 25, 20, 10, 8, 7, 0),
        mobile=0.92,
        email=0.1,
        wechat=0.45,
        address=0.12,
        region=0.5,
        slips=0.06,
    ),
    Source(
        "form",
        20,
        (55, 20, 0, 15, 0, 5, 5),
        mobile=0.95,
        email=0.5,
        wechat=0.25,
        address=0.25,
        region=0.6,
        slips=0.08,
    ),
    Source(
        "card",
        15,
        (85, 15, 0, 0, 0, 0, 0),
        mobile=0.8,
        landline=0.6,
        email=0.7,
        wechat=0.15,
        address=0.75,
        region=0.2,
        slips=0.08,
    ),
)
MOBILES = ("{0}{1}{2}",) * 3 + (
    "{0} {1} {2}",
    "{0}-{1}-{2}",
    "+86{0}{1}{2}",
    "86-{0}{1}{2}",
    "0086 {0}{1}{2}",
)
LANDLINES = ("0{0}-{1}",) * 2 + ("(0{0}){1}", "0{0}{1}", "0{0} {1}", "+86 {0} {1}", "{1}")


def records(corpus: list[str], count: int, seed: int) -> tuple[list[tuple[int, Fields]], Counter[str]]:
    """`count` pairs of (organisation, what was written down) in shuffled order, and how often each noise struck."""
    chance = Random(seed)
    writer = _Writer(chance)
    written = list(_until(count, corpus, chance, writer))
    chance.shuffle(written)
    return written, writer.noise


def _until(count: int, corpus: list[str], chance: Random, writer: "_Writer") -> Iterator[tuple[int, Fields]]:
    left = count
    for one in organisations(corpus, chance):
        writer.noise[f"organisations, {one.kin or 'no kin'}"] += 1
        for _ in range(min(left, chance.choices((1, 2, 3, 4, 5), (60, 24, 10, 4, 2))[0])):
            yield one.id, writer.write(one)
            left -= 1
        if not left:
            return


class _Writer:
    """Writes records down and counts the noise."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.noise: Counter[str] = Counter()
        self.to_traditional = opencc.OpenCC("s2tw").convert

    def happens(self, share: float, what: str) -> bool:
        if happens := self.comes(share):
            self.noise[what] += 1
        return happens

    def write(self, one: Organisation) -> Fields:
        source = self.chance.choices(SOURCES, [source.weight for source in SOURCES])[0]
        self.noise[f"source {source.title}"] += 1
        person = one.contacts[0] if self.comes(2 / 3) else self.chance.choice(one.contacts)
        said = {
            "company": self.company(one, source),
            "name": self.person(person, source) if self.comes(source.person) else "",
            "phone": self.phone(one, person, source),
            "wechat": person.wechat if self.comes(source.wechat) else "",
            "email": person.email if self.comes(source.email) else "",
            "address": self.address(one) if self.comes(source.address) else "",
            "region": self.region(one) if self.comes(source.region) else "",
        }
        return self.dressed(self.swapped(said))

    def comes(self, share: float) -> bool:
        return self.chance.random() < share

    def slipped(self, text: str, source: Source) -> str:
        return misspell(text, self.chance, scanned=source.title == "card")

    def company(self, one: Organisation, source: Source) -> str:
        kind = self.chance.choices(KINDS, source.names)[0]
        self.noise[f"name {kind}"] += 1
        unsaid = one.branch and source.by_hand and self.happens(0.08, "branch unsaid")
        text = self.named(one, kind) + ("" if unsaid else one.branch)
        return self.slipped(text, source) if self.happens(source.slips, "slip in company") else text

    def named(self, one: Organisation, kind: str) -> str:
        head, trade, form = one.head, one.trade, one.form
        if self.happens(0.05, "form exchanged"):
            form = {"有限公司": "有限责任公司", "有限责任公司": "有限公司"}.get(form, form)
        if kind in ("no form", "short + trade") and self.comes(0.5):
            trade = SHORTER.get(trade, trade)
        if kind == "another head":
            head = self.chance.choice((one.place[0], one.place[0] + one.place[1], one.place[1]))
        elif kind == "full" and self.happens(0.04, "place in brackets"):
            left, right = self.chance.choice(("()", "（）"))
            return f"{one.short}{left}{head}{right}{trade}{form}"
        return {
            "no form": f"{head}{one.short}{trade}",
            "short + trade": f"{one.short}{trade}",
            "no place": f"{one.short}{trade}{form}",
            "place + short": f"{one.place[1]}{one.short}",
            "short": one.short,
        }.get(kind, f"{head}{one.short}{trade}{form}")

    def person(self, person: Contact, source: Source) -> str:
        if source.title == "salesperson" and self.happens(0.2, "title for a name"):
            return person.name[0] + self.chance.choice(TITLES)
        slips = source.by_hand and self.happens(0.02, "slip in person")
        return self.slipped(person.name, source) if slips else person.name

    def phone(self, one: Organisation, person: Contact, source: Source) -> str:
        found = []
        for share, number in ((source.mobile, person.mobile), (source.landline, one.landline)):
            if self.comes(share):
                if self.happens(0.03, "old number"):
                    number = number[:-6] + f"{self.chance.randrange(10**6):06d}"
                if source.by_hand and self.happens(0.02, "wrong digit"):
                    number = misdial(number, self.chance)
                found.append(self.dialled(number))
        return self.chance.choice((" / ", "、", ";")).join(found)

    def dialled(self, number: str) -> str:
        if "-" not in number:
            return self.chance.choice(MOBILES).format(number[:3], number[3:7], number[7:])
        text = self.chance.choice(LANDLINES).format(*number[1:].split("-", 1))
        return text + f"转{self.chance.randint(1, 899)}" if self.happens(0.15, "extension") else text

    def address(self, one: Organisation) -> str:
        province, city, district = one.place
        road, house = one.road, one.house
        if self.happens(0.04, "old address"):
            road, house = self.chance.choice(ROADS), self.chance.randint(1, 999)
        full = PROVINCE_FULL.get(province, f"{province}省")
        province_too = "" if city in MUNICIPALITIES else full
        long = f"{province_too}{city}市{district}"
        head = self.chance.choice((long, long, long, f"{city}{district}", district, ""))
        text = f"{head}{road}{house}{self.chance.choice(('号', '号', '号', ''))}"
        room = one.room if self.comes(0.7) else ""
        text += room if self.comes(0.7) else room.replace("幢", "-").replace("室", "").replace("楼", "F")
        return misspell(text, self.chance, scanned=False) if self.happens(0.03, "slip in address") else text

    def region(self, one: Organisation) -> str:
        province, city, district = one.place
        if self.happens(0.01, "wrong region"):
            province, city, district = self.chance.choice(PLACES)
            district = district.split()[0]
        full = "" if city in MUNICIPALITIES else PROVINCE_FULL.get(province, f"{province}省")
        return self.chance.choice(
            (f"{full}{city}市", city, city, f"{full}{city}市{district}", province, f"{province} {city}")
        )

    def swapped(self, said: Fields) -> Fields:
        """Right values in wrong fields."""
        if said["name"] and self.happens(0.02, "company and person swapped"):
            said["name"], said["company"] = said["company"], said["name"]
        if said["phone"] and self.happens(0.03, "number as WeChat"):
            said["wechat"], said["phone"] = said["phone"], ""
        elif said["email"] and self.happens(0.01, "mail as WeChat"):
            said["wechat"], said["email"] = said["email"], ""
        return said

    def dressed(self, said: Fields) -> Fields:
        """Another script, width, or spacing for the whole record."""
        if self.happens(0.05, "Traditional"):
            said = {key: self.to_traditional(text) for key, text in said.items()}
        if self.happens(0.04, "full width"):
            said = {
                key: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
                for key, text in said.items()
            }
        if len(said["company"]) > 2 and self.happens(0.02, "stray space"):
            at = self.chance.randrange(1, len(said["company"]))
            said["company"] = f"{said['company'][:at]} {said['company'][at:]}"
        return said
