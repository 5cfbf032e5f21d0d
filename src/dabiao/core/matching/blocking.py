"""Which pairs are worth comparing: those that share a key. Bounded, so that 10,000 equal names stay cheap.

A key names something that two duplicates usually both say. A block is all records with one key; a large block is divided
by what else its records say, and what is still too large is sorted and each record compared with its neighbours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from dabiao.core.matching.companies import Company
from dabiao.core.matching.records import Ready, city, is_mobile

BLOCK = 40  # records of a block that are all compared with each other
PHONE_BLOCK = 200  # the same for one number: below this no pair with the same phone is missed
NEIGHBOURS = 10

Pair = tuple[int, int]


def keys(record: Ready) -> set[str]:
    """Every key of one record; for an index kept by a database or in memory alike."""
    found = {f"p{subscriber(phone)}" for phone in record.phones}
    if record.wechat:
        found.add(f"w{record.wechat}")
    if record.email:
        found.add(f"e{record.email}")
    if record.domain:
        found.add(f"d{record.domain}")
    if len(record.number) >= 4:
        found.add(f"i{record.number}")
    if record.company:
        found.update(_of_company(record.company, city(record.places | record.company.places)))
    found.update(_of_address(record))
    found.update(_of_person(record))
    return found


def subscriber(phone: str) -> str:
    """The part of a number that is there with and without its area code: at most the last 8 digits of a landline."""
    return phone if is_mobile(phone) else phone[-7:]


def _of_company(company: Company, where: str) -> Iterator[str]:
    core = company.core
    yield f"c{core}"
    if company.tokens:
        yield from (f"t{a} {b}" for a, b in combinations(sorted(set(company.tokens))[:8], 2))
        return
    trade = min(company.trades, default="")
    if len(core) > 2:  # one character lost, added or other: both share what is left
        yield from (f"c{core[:n]}{core[n + 1 :]}" for n in range(min(len(core), 8)))
        yield f"c{core[:2]}"
        yield f"c{core[-2:]}"
    else:
        yield from (f"2{n}{char}{trade}{where}" for n, char in enumerate(core))


def _of_address(record: Ready) -> Iterator[str]:
    if (address := record.address) and address.number:
        yield f"a{address.number} {address.street[:4]}"
        if record.postcode:
            yield f"z{address.number} {record.postcode}"


def _of_person(record: Ready) -> Iterator[str]:
    if not record.name:
        return
    if record.name.isascii():
        words = sorted(record.name_words)
        yield f"n{''.join(words)}"
        for word in words:
            yield f"n{word[:4]} {record.born}" if record.born else f"n{word} {record.region}"
            yield f"n{word[:3]} {record.address.street[:4] if record.address else ''}"
    elif where := city(record.places | (record.company.places if record.company else frozenset())):
        yield f"n{record.name}{where}"
    if record.born and record.region:
        yield f"b{record.born} {record.region[:4]}"
    if record.name_words and record.company and record.company.core:
        yield f"n{record.name}{record.company.core[0]}"


def candidate_pairs(records: Sequence[Ready]) -> set[Pair]:
    """Pairs (i, j), i < j, of places in `records`."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in keys(record):
            blocks[key].append(place)
    pairs: set[Pair] = set()
    for key, block in blocks.items():
        if len(block) > 1:
            pairs.update(_within(records, block, PHONE_BLOCK if key[0] == "p" else BLOCK))
    return pairs


def _within(records: Sequence[Ready], block: list[int], limit: int) -> Iterator[Pair]:
    if len(block) <= limit:
        yield from combinations(block, 2)
        return
    yield from _neighbours(records, block)
    for facet in range(len(_facets(records[block[0]]))):
        parts: defaultdict[str, list[int]] = defaultdict(list)
        for place in block:
            if value := _facets(records[place])[facet]:
                parts[value].append(place)
        for part in parts.values():
            yield from combinations(part, 2) if len(part) <= BLOCK else _neighbours(records, part)


def _facets(record: Ready) -> tuple[str, ...]:
    company = record.company
    where = city(record.places | (company.places if company else frozenset()))
    return (
        where,
        company.stem if company else "",
        company.core + where if company else "",
        record.name,
        record.address.whole[:6] if record.address else "",
        record.domain,
    )


def _neighbours(records: Sequence[Ready], block: Iterable[int]) -> Iterator[Pair]:
    def order(place: int) -> tuple[str, ...]:
        record = records[place]
        return (
            record.company.whole if record.company else "",
            record.name,
            record.address.whole if record.address else "",
        )

    ordered = sorted(block, key=order)
    for n, place in enumerate(ordered):
        for other in ordered[n + 1 : n + 1 + NEIGHBOURS]:
            yield (place, other) if place < other else (other, place)
