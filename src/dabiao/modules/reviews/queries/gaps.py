"""The figures of a review: how the target stands, and the gap split into what made it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM
from dabiao.core.days import local_day
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org
from dabiao.modules.reviews.enums import GapPart, ReviewBase
from dabiao.modules.reviews.models import Review
from dabiao.modules.reviews.rules import spans, splitting
from dabiao.modules.reviews.rules.spans import Days
from dabiao.modules.reviews.rules.splitting import NOTHING, Deals
from dabiao.modules.targets import queries as targets
from dabiao.modules.targets.enums import Aim, Grain, Measured, NodeKind, Source
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.queries.tracking import tracking_of

BY_DEALS = (Source.OPPORTUNITY, Source.CONTRACT, Source.RECEIPT)
HISTORY = {ReviewBase.BEFORE: 1, ReviewBase.AVERAGE: 3, ReviewBase.PLAN: 3}
MOST_ROWS = 100  # of people, and of sources; the largest differences
STAND = ("must", "stretch", "attained", "share_bp", "gap", "forecast")


def figures(review: Review, *, now: datetime) -> dict[str, Any]:
    """Target, actual and forecast as they are at this moment, and the split of the gap. What may be seen is the caller's
    business: whoever sees the review sees its sums."""
    today = local_day(now)
    day = max(review.starts_on, min(today, review.ends_on))
    told = tracking_of(review.tree_id, grain=review.grain, actor=SYSTEM, day=day)
    row = next((one for one in told["rows"] if one["node_id"] == review.node_id), None)
    current = row["current"] if row else dict.fromkeys(STAND)
    stand = {name: current[name] for name in STAND} | {"attained": current["attained"] or 0}
    metric = review.tree.metric
    return {
        "as_of": now,
        "currency": metric.currency,
        "measured": metric.measured,
        "aim": metric.aim,
        "days": told["period"]["days"],
        "days_done": told["period"]["days_done"],
        **stand,
        "split": _Split(review, stand["must"], stand["attained"]).shown(),
    }


def equated(review: Review) -> bool:
    """Whether the sales equation stands behind the metric: amounts of money that deals bring."""
    metric = review.tree.metric
    plain = metric.measured == Measured.MONEY and metric.aim == Aim.AT_LEAST and not review.node.where
    return plain and metric.source in BY_DEALS


@dataclass
class _Read:
    """Deals by place of the days asked for."""

    whole: dict[int, Deals]
    people: dict[int, dict[Any, Deals]]
    sources: dict[int, dict[Any, Deals]]


class _Split:
    """Days stand at: 0 the period, then those of the base, then the same a year ago in the same order."""

    def __init__(self, review: Review, must: int | None, reached: int) -> None:
        self.review, self.must, self.reached = review, must, reached
        self.base = ReviewBase(review.base)
        self.number = HISTORY[self.base]
        period: Days = (review.starts_on, review.ends_on)
        shown = [period, *spans.before(period, review.grain, self.number)]
        self.days = [*shown, *(spans.year_ago(one, review.grain) for one in shown)]
        self.equated = equated(review)
        self.read = self._deals() if self.equated else _Read({}, {}, {})
        self.sums = self._attained()

    def shown(self) -> dict[str, Any]:
        base, now = self._sides(self.read.whole) if self.equated else (NOTHING, NOTHING)
        season = self._season(self.read.whole)
        value = self._base_value(base)
        target = self.must if self.must is not None else value
        parts = {
            GapPart.AMBITION: target - value,
            **(
                splitting.equation(base, now, season)
                if self.equated
                else splitting.level(value, self.reached, season)
            ),
        }
        parts[GapPart.OTHER] = (target - self.reached) - sum(parts.values())
        return {
            "base": self.base,
            "equation": self.equated,
            "season_known": splitting.seasonal(season),
            "target": target,
            "base_value": value,
            "actual": self.reached,
            "gap": target - self.reached,
            "parts": [{"part": part, "amount": parts[part]} for part in GapPart if part in parts],
            "factors": self._factors(base, now),
            "before_from": self.days[self.number][0],
            "before_to": self.days[1][1],
            "links": self._links({}),
            "bases": self._bases(self.read.whole, {}),
            "people": self._rows(self.read.people, "owner_id", _people) if self._is_unit else [],
            "sources": self._rows(self.read.sources, "source", _same),
        }

    @property
    def _is_unit(self) -> bool:
        return self.review.node.kind == NodeKind.UNIT

    def _deals(self) -> _Read:
        node = self.review.node
        units = org.units_below(node.unit_id) if self._is_unit else [node.unit_id]
        owner = node.owner_id if node.kind == NodeKind.PERSON else None
        read = _Read(
            defaultdict(lambda: NOTHING),
            defaultdict(lambda: defaultdict(lambda: NOTHING)),
            defaultdict(lambda: defaultdict(lambda: NOTHING)),
        )
        found = opportunities.decided(
            self.days, currency=self.review.tree.metric.currency, units=units, owner_id=owner
        )
        for one in found:
            deals = Deals.of(one.decided, one.won, one.amount_minor)
            read.whole[one.place] = read.whole[one.place].plus(deals)
            people, sources = read.people[one.place], read.sources[one.place]
            people[one.owner_id] = people[one.owner_id].plus(deals)
            sources[one.source] = sources[one.source].plus(deals)
        return read

    def _attained(self) -> list[int]:
        node, tree = self.review.node, self.review.tree
        asked = [targets.Period(first, last, Grain(self.review.grain)) for first, last in self.days]
        found = attained(tree, [node], asked)
        return [found.get((node.pk, one.first), 0) for one in asked]

    def _sides(self, deals: Mapping[int, Deals]) -> tuple[Deals, Deals]:
        usual = NOTHING
        for place in range(1, self.number + 1):
            usual = usual.plus(deals.get(place, NOTHING))
        usual = usual.over(self.number)
        if self.base == ReviewBase.PLAN and self.must is not None:
            usual = splitting.planned(self.must, usual)
        return usual, deals.get(0, NOTHING)

    def _season(self, deals: Mapping[int, Deals]) -> tuple[int, int]:
        """Last year's numbers, those of the base times those of the period's count, so that both are whole."""
        if self.base == ReviewBase.PLAN:
            return 0, 0  # whoever planned knew of the season
        places = range(self.number + 2, 2 * self.number + 2)
        now = self.number + 1
        if self.equated:
            before = sum(int(deals[place].decided) for place in places if place in deals)
            return before, int(deals[now].decided) * self.number if now in deals else 0
        return sum(self.sums[place] for place in places), self.sums[now] * self.number

    def _base_value(self, base: Deals) -> int:
        if self.base == ReviewBase.PLAN and self.must is not None:
            return self.must
        past = self.sums[1 : self.number + 1]
        return round(sum(past) / len(past)) if past else round(base.amount)

    def _factors(self, base: Deals, now: Deals) -> list[dict[str, Any]]:
        if not self.equated:
            return []
        return [
            {"part": GapPart.QUANTITY, **_two(base.decided, now.decided, 100)},
            {"part": GapPart.CONVERSION, **_two(base.rate, now.rate, 10_000)},
            {"part": GapPart.AMOUNT, **_two(base.average, now.average, 1)},
        ]

    def _rows(
        self,
        parted: Mapping[int, Mapping[Any, Deals]],
        by: str,
        named: Callable[[list[Any]], Mapping[Any, str]],
    ) -> list[dict[str, Any]]:
        """Each by its own equation: the amounts add up to the whole's, the parts of rates need not."""
        keys = {key for place in range(self.number + 1) for key in parted.get(place, {})}
        names = named(list(keys))
        rows = []
        for key in keys:
            own = {place: deals[key] for place, deals in parted.items() if key in deals}
            base, now = self._row_sides(own)
            parts = splitting.equation(base, now, self._season(own))
            rows.append(
                {
                    "key": key,
                    "name": names.get(key, ""),
                    "base_value": round(base.amount),
                    "actual": round(now.amount),
                    "decided": int(now.decided),
                    "won": int(now.won),
                    "parts": [{"part": part, "amount": parts[part]} for part in GapPart if part in parts],
                    "links": self._links(only := {by: key} if key not in (None, "") else {}),
                    "bases": self._bases(own, only) if only else [],
                }
            )
        rows.sort(key=lambda row: (row["actual"] - row["base_value"], str(row["key"])))
        return rows[:MOST_ROWS]

    def _row_sides(self, own: Mapping[int, Deals]) -> tuple[Deals, Deals]:
        """Of one row there is no plan: it stands beside its average."""
        usual = NOTHING
        for place in range(1, self.number + 1):
            usual = usual.plus(own.get(place, NOTHING))
        return usual.over(self.number), own.get(0, NOTHING)

    def _links(self, more: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Which list shows what was counted: the filters of deals, in the period and in the days of the base."""
        first = self.days[self.number][0]
        return {
            "now": self._list(self.days[0], more),
            "base": self._list((first, self.days[1][1]), more),
        }

    def _list(self, days: Days, more: Mapping[str, Any]) -> dict[str, Any]:
        node = self.review.node
        whose = {"unit_id": node.unit_id} if self._is_unit else {"owner_id": node.owner_id}
        return _closed(days) | whose | dict(more)

    def _bases(self, deals: Mapping[int, Deals], more: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Each period that the base is the average of, the latest first: an average has no list of its own."""
        if not self.equated or self.number == 1:
            return []
        found = [(self.days[place], deals.get(place, NOTHING)) for place in range(1, self.number + 1)]
        return [
            {
                "starts_on": days[0],
                "ends_on": days[1],
                "decided": int(one.decided),
                "won": int(one.won),
                "amount_minor": round(one.amount),
                "link": self._list(days, more),
            }
            for days, one in found
        ]


def _closed(days: Days) -> dict[str, Any]:
    zone = get_default_timezone()
    begin = datetime.combine(days[0], time(), zone)
    end = datetime.combine(days[1] + timedelta(days=1), time(), zone)
    return {"closed_from": begin, "closed_to": end}


def _two(base: Any, now: Any, scale: int) -> dict[str, int | None]:
    """Rates in hundredths of a percent, numbers in hundredths, amounts in minor units; null where there is none."""
    return {name: None if one is None else round(one * scale) for name, one in (("base", base), ("now", now))}


def _people(keys: Sequence[Any]) -> Mapping[Any, str]:
    return org.names_of([one for one in keys if one is not None])


def _same(keys: Sequence[Any]) -> Mapping[Any, str]:
    return {key: key for key in keys}
