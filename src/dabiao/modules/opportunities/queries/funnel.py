"""Counts and sums by stage, each over exactly the records that the list shows under the same filters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from dabiao.core.actor import Actor
from dabiao.core.money import half_up
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry
from dabiao.modules.opportunities.queries.credibility import freshness
from dabiao.modules.opportunities.queries.ladders import Ladders
from dabiao.modules.opportunities.queries.records import chosen


@dataclass(frozen=True, slots=True)
class StageTotal:
    """What stands in one stage, in one currency. `worth` is the sum of the amounts, each times its chance; `believed` that of
    these, each times its credibility, where a day was asked for."""

    stage_id: int
    currency: str
    count: int
    amount_minor: int
    worth: Fraction
    believed: Fraction = Fraction(0)

    def plus(self, other: "StageTotal") -> "StageTotal":
        """Of the same stage and currency."""
        return StageTotal(
            self.stage_id,
            self.currency,
            self.count + other.count,
            self.amount_minor + other.amount_minor,
            self.worth + other.worth,
            self.believed + other.believed,
        )

    @property
    def credible_minor(self) -> int:
        return half_up(self.believed)

    @property
    def weighted_minor(self) -> int:
        return half_up(self.worth)


_NOTHING: Mapping[str, Any] = {}
Group = tuple[Any, ...]  # as `groups` has its columns


def totals(
    opportunities: QuerySet[Opportunity], *, stages: Iterable[Stage], day: date | None = None
) -> list[StageTotal]:
    """One grouped query over a set of opportunities; empty stages are left out.

    Weighed by what the company's forecast uses, as stages that are `laid` know it: exactly, and only the sum is rounded.
    With a `day`, what is credible on it too: those that ended stand in stages that need no evidence.
    """
    known = list(stages)
    return summed(groups(opportunities, way=way_of(known), day=day), Weigh(known, day))


def way_of(stages: Iterable[Stage]) -> str:
    """What the company's forecast goes by, as stages that are `laid` know it."""
    return next((getattr(stage, "way", "stage") for stage in stages), "stage")


def summed(found: Iterable[Group], weigh: "Weigh") -> list[StageTotal]:
    """`groups` as one total for each stage and currency."""
    sums: dict[tuple[int, str], _Sum] = defaultdict(_Sum)
    for stage_id, currency, *said, count, amount in found:
        sums[stage_id, currency].add(count, int(amount), *weigh(stage_id, *said))
    return [one.total(*key) for key, one in sums.items()]


class Weigh:
    """The chance of a group and how far it is to be believed, in percent (0 where no day is asked for), by its columns."""

    def __init__(self, stages: Iterable[Stage], day: date | None) -> None:
        self._known = {stage.pk: stage for stage in stages}
        self._way, self._day = way_of(self._known.values()), day
        lines: dict[int, list[Stage]] = defaultdict(list)
        for stage in self._known.values():
            lines[stage.pipeline_id].append(stage)
        # what was proved of another pipeline's stages is nothing proved here
        self._ladders = {pipeline_id: Ladders(line) for pipeline_id, line in lines.items()}

    def __call__(
        self, stage_id: int, said: int, evidenced: int, recorded: int, fresh: int
    ) -> tuple[Fraction, int]:
        stage = self._known[stage_id]
        thousandths = said if said >= 0 else None
        chance = rules.chance_by(self._way, stage.kind, stage.percent, said, thousandths)
        if self._day is None:
            return chance, 0
        ahead = self._ladders[stage.pipeline_id].both(stage_id, evidenced or None, recorded or None)
        return chance, rules.credibility(stage.kind, fresh, *ahead)

    def per(self, chance: Fraction) -> int:
        """What a chance is told in: few by each way, so that few sums are kept."""
        return chance.denominator if self._way == "competition" else 1_000


class _Sum:
    """Added up in whole numbers by chance, of which there are few: fractions only in the end."""

    def __init__(self) -> None:
        self._count = 0
        # by the chance as two numbers: to hash a fraction costs more than to add
        self._amounts: dict[tuple[int, int], int] = defaultdict(int)
        self._believed: dict[tuple[int, int], int] = defaultdict(int)  # minor units × percent

    def add(self, count: int, amount_minor: int, chance: Fraction, percent: int) -> None:
        ratio = chance.as_integer_ratio()
        self._count += count
        self._amounts[ratio] += amount_minor
        self._believed[ratio] += amount_minor * percent

    def total(self, stage_id: int, currency: str) -> StageTotal:
        amount, believed = sum(self._amounts.values()), _worth(self._believed) / 100
        return StageTotal(stage_id, currency, self._count, amount, _worth(self._amounts), believed)


def _worth(amounts: Mapping[tuple[int, int], int]) -> Fraction:
    return sum((Fraction(amount * of, per) for (of, per), amount in amounts.items()), Fraction(0))


def groups(
    opportunities: QuerySet[Opportunity], *, way: str, day: date | None, first: Mapping[str, Any] = _NOTHING
) -> QuerySet[Opportunity, Any]:
    """(what is to come `first`, stage, currency, rivals or what the model says, evidenced and recorded stage or 0, freshness,
    count, sum).

    All in one group, whoever else bids, whatever the model says and however well proved, unless that counts."""
    said: Any = Value(0)
    if way == "competition":
        said = F("competitor_count")
    elif way == "model":
        said = Coalesce("model_chance", Value(-1))  # nothing was said
    keys: dict[str, Any] = {
        "said": said,
        "evidenced": Coalesce("evidenced_stage_id", 0) if day else Value(0),
        "recorded": Coalesce("recorded_stage_id", 0) if day else Value(0),
        "fresh": freshness(day) if day else Value(0),
    }
    found = opportunities.order_by().annotate(**first, **keys).values(*first, "stage_id", "currency", *keys)
    sums = found.annotate(count=Count("*"), sum=Sum("amount_minor"))
    return sums.values_list(*first, "stage_id", "currency", *keys, "count", "sum")


def entered_by_stage(
    *, filters: Mapping[str, Any], since: datetime, until: datetime, actor: Actor
) -> dict[int, int]:
    """Stage id → how many of the chosen opportunities came into it in [since, until), each counted once per stage."""
    entries = StageEntry.objects.filter(
        opportunity__in=chosen(filters, actor=actor), entered_at__gte=since, entered_at__lt=until
    )
    groups = entries.order_by().values("stage_id")
    counted = groups.annotate(count=Count("opportunity_id", distinct=True))
    return dict(counted.values_list("stage_id", "count"))
