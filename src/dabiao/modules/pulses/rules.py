"""Which units' figures may be shown, so that nobody's answer can be told from them; and when everybody is asked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dabiao.core.calendar import is_workday


class Place(NamedTuple):
    """A unit and how many of its own people answered, those of units below it not among them."""

    id: int
    parent_id: int | None
    answers: int


def shown(places: Sequence[Place], least: int) -> set[int]:
    """The units whose figure, with everything below it, may be shown: parents come before their children in `places`.

    At least `least` answers stand behind each, and behind what is left of one when all that are shown below it are taken
    away: else the smallest of these is hidden too (complementary cell suppression, Hundepool et al., Statistical Disclosure
    Control, 2012, ch. 4). Nothing is shown below a unit that is hidden.
    """
    total = _totals(places)
    children: dict[int | None, list[int]] = {}
    own = {one.id: one.answers for one in places}
    for one in places:
        children.setdefault(one.parent_id if one.parent_id in own else None, []).append(one.id)
    found: set[int] = set()
    waiting = _kept(children.get(None, ()), total, rest=None, least=least)
    while waiting:
        id = waiting.pop()
        found.add(id)
        below = children.get(id, ())
        hidden = sum(total[child] for child in below if total[child] < least)
        waiting += _kept(below, total, rest=own[id] + hidden, least=least)
    return found


def _kept(ids: Collection[int], total: Mapping[int, int], *, rest: int | None, least: int) -> list[int]:
    """Those with enough answers, without the smallest of them until what is left over is nobody or enough. `rest` is what is
    left of their parent; roots have none."""
    kept = sorted((id for id in ids if total[id] >= least), key=lambda id: (total[id], id), reverse=True)
    while rest is not None and 0 < rest < least and kept:
        rest += total[kept.pop()]
    return kept


def _totals(places: Sequence[Place]) -> dict[int, int]:
    total = {one.id: one.answers for one in places}
    for one in reversed(places):
        if one.parent_id in total:
            total[one.parent_id] += total[one.id]
    return total


def asking_day(monday: date, weekday: int) -> date | None:
    """The day on which everybody is asked in this week: `weekday` (0 is Monday), or where nobody works then the last working
    day before it; None in a week without one."""
    days = (monday + timedelta(days=number) for number in range(weekday, -1, -1))
    return next((day for day in days if is_workday(day)), None)
