"""Organisations that do not exist, some of them easily confused: who is in the world of the Chinese benchmark.

Names are short names of a public corpus set into full names (place, short name, trade, form). Every organisation is an entity
of its own: what the registry would list apart is apart here. Of the short names drawn,

- 5 % come from 50 that everybody likes (华美, 恒大 …), so that unrelated organisations share a name all over the country;
- 10 % have 1–3 namesakes in other cities, in the same trade as often as not (同字号不同地区);
- 6 % have 1–2 sisters in the same city and another trade; half of these share the switchboard, a third the address (兄弟公司);
- 6 % have 1–3 branches or shops with an address and people of their own; 40 % use the parent's switchboard, 70 % its domain;
- 2 % have a stranger in the same city and trade whose name differs in one character.

1 in 100 leaves the number of an agent who answers for 5–40 organisations; 2 in 100 sit in a park with one switchboard.
This file and its neighbours (_messy_*) import nothing of ours: the matcher must not meet its own tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from bench._messy_typos import by_shape, by_sound
from bench._messy_words import (
    AREA_CODES,
    BRANCH_SHOPS,
    BUILDINGS,
    FORMS,
    GIVEN,
    MAIL_HOSTS,
    PLACES,
    POPULAR,
    ROADS,
    SURNAMES,
    TRADES,
)

Place = tuple[str, str, str]  # province, city, district


@dataclass(frozen=True)
class Contact:
    name: str
    mobile: str
    wechat: str
    email: str


@dataclass(frozen=True)
class Organisation:
    """`head` is what stands before the short name in the register; a branch has `branch`: 「上海分公司」, 「西湖店」."""

    id: int
    head: str
    short: str
    trade: str
    form: str
    place: Place
    road: str
    house: int
    room: str
    landline: str
    domain: str
    contacts: tuple[Contact, ...] = ()
    branch: str = ""
    kin: str = field(default="", compare=False)  # why it can be confused

    @property
    def claims(self) -> set[tuple[str, ...]]:
        """What the registry gives to one organisation only: 北京 and 北京市 are one place to it, and forms do not count."""
        name = (self.short, self.trade, self.branch)
        return {(self.place[1], *name), (self.head.rstrip("市县"), *name)}


def short_names(lines: list[str]) -> list[str]:
    """Names of 2 to 4 Chinese characters, as the corpus has them."""
    return [name for name in lines if 2 <= len(name) <= 4 and all("一" <= char <= "龥" for char in name)]


def organisations(corpus: list[str], chance: Random) -> Iterator[Organisation]:
    """Without end; no two that the registry would refuse as one name."""
    taken: set[tuple[str, ...]] = set()
    shared, count = _SharedNumbers(chance), 0
    for family in _families(corpus, chance):
        for one in family:
            if taken.isdisjoint(one.claims):
                taken |= one.claims
                count += 1
                yield replace(one, id=count, landline=shared.instead_of(one.landline))


class _SharedNumbers:
    """Now and then the number of an agent or a park instead of one's own."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.left: dict[str, tuple[str, int]] = {}

    def instead_of(self, own: str) -> str:
        kind = self.chance.random()
        if kind < 0.01:
            return self._of("agent", own, 5, 40)
        return self._of("park", own, 3, 10) if kind < 0.03 else own

    def _of(self, kind: str, own: str, least: int, most: int) -> str:
        number, left = self.left.get(kind, (own, 0))
        if not left:
            number, left = own, self.chance.randint(least, most)
        self.left[kind] = (number, left - 1)
        return number


def _families(corpus: list[str], chance: Random) -> Iterator[list[Organisation]]:
    while True:
        short = chance.choice(POPULAR if chance.random() < 0.05 else corpus)
        base = _organisation(short, chance)
        family = [base]
        if chance.random() < 0.10:
            family += [_namesake(base, chance) for _ in range(chance.randint(1, 3))]
        if chance.random() < 0.06:
            family += [_sister(base, chance) for _ in range(chance.randint(1, 2))]
        if chance.random() < 0.06:
            family += [_branch(base, chance) for _ in range(chance.randint(1, 3))]
        if chance.random() < 0.02:
            family.append(_near(base, chance))
        yield family


def _organisation(short: str, chance: Random) -> Organisation:
    place = _place(chance)
    trade = "" if short.endswith(tuple({*TRADES, "物业", "装饰", "电器"})) else chance.choice(TRADES)
    host = "".join(chance.choices("abcdefghjklmnpqrstwxyz", k=chance.randint(4, 9)))
    domain = f"{host}.{chance.choice(('com', 'com', 'cn', 'com.cn', 'net'))}"
    own = Organisation(
        id=0,
        head=_head(place, chance),
        short=short,
        trade=trade,
        form=chance.choice(FORMS),
        place=place,
        road=chance.choice(ROADS),
        house=chance.randint(1, 999),
        room=chance.choice(
            (
                "",
                f"{chance.choice(BUILDINGS)}{chance.randint(1, 32)}楼",
                f"{chance.randint(1, 20)}幢{chance.randint(101, 3208)}室",
            )
        ),
        landline=_landline(place, chance),
        domain=domain if chance.random() < 0.45 else "",
    )
    return _staffed(own, chance)


def _staffed(own: Organisation, chance: Random) -> Organisation:
    return replace(
        own,
        contacts=tuple(
            _contact(own.domain, chance) for _ in range(chance.choice((1, 1, 1, 1, 1, 2, 2, 2, 3, 3)))
        ),
    )


def _place(chance: Random) -> Place:
    # the first lines are the larger economies; half of all organisations sit in the first third
    province, city, districts = PLACES[int(len(PLACES) * chance.random() ** 1.6)]
    return province, city, chance.choice(districts.split())


def _head(place: Place, chance: Random) -> str:
    province, city, district = place
    kind = chance.random()
    if district.endswith(("市", "县")) and kind < 0.7:
        return chance.choice((district, district[:-1]))
    if kind < 0.62:
        return city
    if kind < 0.74:
        return f"{city}市"
    if kind < 0.88:
        return province
    return f"{city}{district}" if kind < 0.94 else f"{city}市{district}"


def _landline(place: Place, chance: Random) -> str:
    area = AREA_CODES.get(place[1], f"05{chance.randint(11, 99)}")
    return f"{area}-{chance.randint(2, 8)}{chance.randrange(10**7):07d}"


def _contact(domain: str, chance: Random) -> Contact:
    mobile = f"1{chance.choice('3356788999')}{chance.randrange(10**9):09d}"
    handle = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(4, 8))) + str(
        chance.randrange(1000)
    )
    host = domain if domain and chance.random() < 0.7 else chance.choice(MAIL_HOSTS)
    mail = str(chance.randrange(10**7, 10**10)) if host == "qq.com" else handle
    wechat = mobile if chance.random() < 0.4 else f"{handle}{chance.choice(('', '_', '-wx'))}"
    return Contact(chance.choice(SURNAMES) + chance.choice(GIVEN), mobile, wechat, f"{mail}@{host}")


def _namesake(base: Organisation, chance: Random) -> Organisation:
    other = _organisation(base.short, chance)
    while other.place[1] == base.place[1]:
        other = _organisation(base.short, chance)
    return replace(other, trade=base.trade if chance.random() < 0.5 else other.trade, kin="namesake")


def _sister(base: Organisation, chance: Random) -> Organisation:
    other = _organisation(base.short, chance)
    address = base if chance.random() < 1 / 3 else other
    return replace(
        other,
        head=base.head,
        place=base.place,
        landline=base.landline if chance.random() < 0.5 else _landline(base.place, chance),
        domain=base.domain if chance.random() < 0.5 else other.domain,
        road=address.road,
        house=address.house,
        room=address.room,
        kin="sister",
    )


def _branch(base: Organisation, chance: Random) -> Organisation:
    own = _organisation(base.short, chance)
    is_shop = (
        base.trade in {"餐饮管理", "服饰", "食品", "眼镜", "茶业", "宠物用品", "口腔医疗"}
        or chance.random() < 0.2
    )
    number = chance.choice("一二三四五")
    name = (
        f"{chance.choice(BRANCH_SHOPS)}店"
        if is_shop
        else chance.choice(
            (
                f"{own.place[1]}分公司",
                f"{own.place[1]}分公司",
                f"第{number}分公司",
                f"{own.place[2].rstrip('区市县')}分公司",
            )
        )
    )
    domain = base.domain if chance.random() < 0.7 else ""
    own = replace(
        own, head=base.head, trade=base.trade, form=base.form, branch=name, domain=domain, kin="branch"
    )
    return _staffed(replace(own, landline=base.landline if chance.random() < 0.4 else own.landline), chance)


def _near(base: Organisation, chance: Random) -> Organisation:
    at = chance.randrange(len(base.short))
    swap = chance.choice((by_sound, by_shape))
    short = base.short[:at] + swap(base.short[at], chance) + base.short[at + 1 :]
    other = _organisation(short, chance)
    return replace(
        other,
        head=base.head,
        place=base.place,
        trade=base.trade,
        landline=_landline(base.place, chance),
        kin="near name",
    )
