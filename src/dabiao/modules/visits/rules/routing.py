"""The order of a day's visits: fixed times kept, the free ones where the way is shortest."""

from collections.abc import Sequence
from dataclasses import dataclass

from dabiao.modules.visits.rules.places import Place, distance_m

EXACT = 8  # visits of a day up to which every order is looked through
METRES_PER_MINUTE = 400  # 24 km/h through a town, in a straight line
_MOST_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit that has a place. Minutes of the day; `at` is None for one that may be at any time."""

    id: int
    place: Place
    minutes: int
    at: int | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """Minutes too late at fixed visits, metres, and when one is free again."""

    late: int
    metres: int
    ready: int

    @property
    def cost(self) -> tuple[int, int]:
        return self.late, self.metres

    def no_worse(self, other: "_Way") -> bool:
        return self.late <= other.late and self.metres <= other.metres and self.ready <= other.ready


def ordered(stops: Sequence[Stop], *, begin: int) -> list[Stop]:
    """The stops in the best order: first as little late as can be, then as short; fixed ones by their times.

    Up to eight exactly, by dynamic programming over subsets (Held and Karp, 1962) with arrival times kept beside lengths;
    more by 2-opt (Croes, 1958) from the order in which they stand.
    """
    if len(stops) < 2:
        return list(stops)
    return _exact(stops, begin) if len(stops) <= EXACT else _improved(stops, begin)


def cost(stops: Sequence[Stop], *, begin: int) -> tuple[int, int]:
    """(minutes late in all, metres) of going through the stops in this order."""
    way: _Way | None = None
    last: Stop | None = None
    for stop in stops:
        way = _gone(way, last, stop, begin)
        last = stop
    return way.cost if way else (0, 0)


def minutes_for(metres: int) -> int:
    return -(-metres // METRES_PER_MINUTE)


def _gone(way: _Way | None, last: Stop | None, stop: Stop, begin: int) -> _Way:
    metres = distance_m(last.place, stop.place) if last else 0
    there = (way.ready if way else begin) + minutes_for(metres)
    start = there if stop.at is None else max(there, stop.at)
    late = 0 if stop.at is None else max(0, there - stop.at)
    return _Way((way.late if way else 0) + late, (way.metres if way else 0) + metres, start + stop.minutes)


def _comes_first(stops: Sequence[Stop]) -> list[int]:
    """By stop, as bits, the fixed ones that must have been before it."""
    return [
        sum(
            1 << place
            for place, other in enumerate(stops)
            if stop.at is not None and other.at is not None and (other.at, other.id) < (stop.at, stop.id)
        )
        for stop in stops
    ]


def _exact(stops: Sequence[Stop], begin: int) -> list[Stop]:
    first = _comes_first(stops)
    whole = (1 << len(stops)) - 1
    found: dict[tuple[int, int], list[tuple[_Way, tuple[int, ...]]]] = {
        (1 << place, place): [(_gone(None, None, stop, begin), (place,))]
        for place, stop in enumerate(stops)
        if not first[place]
    }
    for mask in range(1, whole):
        for last in range(len(stops)):
            for way, path in found.get((mask, last), ()):
                for place, stop in enumerate(stops):
                    if mask >> place & 1 or first[place] & ~mask:
                        continue
                    on = found.setdefault((mask | 1 << place, place), [])
                    _keep(on, _gone(way, stops[last], stop, begin), (*path, place))
    best = min((entry for last in range(len(stops)) for entry in found.get((whole, last), ())), key=_key)
    return [stops[place] for place in best[1]]


def _key(entry: tuple[_Way, tuple[int, ...]]) -> tuple[tuple[int, int], tuple[int, ...]]:
    return entry[0].cost, entry[1]


def _keep(known: list[tuple[_Way, tuple[int, ...]]], way: _Way, path: tuple[int, ...]) -> None:
    """Keep it unless one that is known is no worse in anything; drop what is worse than it."""
    if any(other.no_worse(way) for other, _ in known):
        return
    known[:] = [(other, gone) for other, gone in known if not way.no_worse(other)]
    known.append((way, path))


def _improved(stops: Sequence[Stop], begin: int) -> list[Stop]:
    best = list(stops)
    standing = cost(best, begin=begin)
    for _ in range(_MOST_ROUNDS):
        before = standing
        for low in range(len(best) - 1):
            for high in range(low + 1, len(best)):
                turned = best[:low] + best[low : high + 1][::-1] + best[high + 1 :]
                if _in_time(turned) and (asked := cost(turned, begin=begin)) < standing:
                    best, standing = turned, asked
        if standing == before:
            break
    return best


def _in_time(stops: Sequence[Stop]) -> bool:
    times = [(stop.at, stop.id) for stop in stops if stop.at is not None]
    return times == sorted(times)
