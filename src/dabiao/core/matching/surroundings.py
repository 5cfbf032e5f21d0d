"""How common values are among the records around: what many carry tells little."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from dabiao.core.matching.records import Ready
from dabiao.core.matching.words import CITY_OF, PROVINCE_OF, PROVINCES

RARE, SOME = 1, 3  # cities where a name occurs, or organisations where a person's does
SHARED = 3  # organisations at one number: from here on it is a switchboard or an agent's


@dataclass(frozen=True)
class Surroundings:
    """How common values are among the records: what many carry tells little. Counts that are not known are 1."""

    cores: Mapping[str, int] = field(default_factory=dict)  # in how many towns at least
    names: Mapping[str, int] = field(default_factory=dict)
    phones: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)  # of Latin organisation names: how rare, 0…1

    def how_common(self, counts: Mapping[str, int], value: str) -> str:
        count = counts.get(value, 1)
        return "rare" if count <= RARE else "some" if count <= SOME else "common"


def surroundings(records: Sequence[Ready]) -> Surroundings:
    """How common cores, names, numbers and words are among `records`."""
    words: Counter[str] = Counter()
    callers: defaultdict[str, set[str]] = defaultdict(set)
    homes: defaultdict[str, set[str]] = defaultdict(set)
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        core = record.company.core if record.company else ""
        if record.company:
            # a branch stands elsewhere than its organisation
            places = record.company.places or (frozenset() if record.company.branch else record.places)
            homes[core] |= places
        bearers[record.name].add(core[:2])
        if record.company:
            words.update(set(record.company.tokens))
        for phone in record.phones:
            callers[phone].add(record.company.core[:2] if record.company else "")
    most = log(len(records) + 1)
    return Surroundings(
        cores={core: _towns(places) for core, places in homes.items()},
        names={name: len(cores) for name, cores in bearers.items()},
        phones={phone: len(cores - {""}) for phone, cores in callers.items() if len(cores) > 1},
        words={word: 1 - log(count) / most for word, count in words.items()} if most else {},
    )


def _towns(places: set[str]) -> int:
    """How many places these are at least: 浙江, 杭州 and 余杭 can be one."""
    cities = {CITY_OF.get(place, place) for place in places if place not in PROVINCES}
    provinces = {PROVINCE_OF[place] for place in cities}
    return len(cities) + len((places & PROVINCES) - provinces)
