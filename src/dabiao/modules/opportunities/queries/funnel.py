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
from dabiao.core.kept import Remembered
from dabiao.core.lists.pages import question_of
from dabiao.core.scoping import rights
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry
from dabiao.modules.opportunities.queries.credibility import freshness
from dabiao.modules.opportunities.queries.ladders import Ladders
from dabiao.modules.opportunities.queries.records import OFTEN, chosen
from dabiao.modules.opportunities.queries.stages import weighing


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

    @property
    def credible_minor(self) -> int:
        return rules.weighted(self.believed, Fraction(1))

    @property
    def weighted_minor(self) -> int:
        return rules.weighted(self.worth, Fraction(1))


Group = tuple[Any, ...]  # as `_grouped` has its columns


def totals(
    *parts: QuerySet[Opportunity], stages: Iterable[Stage], day: date | None = None
) -> list[StageTotal]:
    """One grouped query over one or more sets of opportunities, no stage in two of them; empty stages are left out.

    Weighed by what the company's forecast uses, as `stages` of `weighing` know it: exactly, and only the sum is rounded.
    With a `day`, what is credible on it too: those that ended stand in stages that need no evidence.
    """
    known = {stage.pk: stage for stage in stages}
    return summed(grouped(*parts, way=way_of(known.values()), day=day), stages=known.values(), day=day)


def way_of(stages: Iterable[Stage]) -> str:
    """What the company's forecast goes by, as stages of `weighing` know it."""
    return next((getattr(stage, "way", "stage") for stage in stages), "stage")


def grouped(*parts: QuerySet[Opportunity], way: str, day: date | None) -> QuerySet[Opportunity, Any]:
    """The groups of all parts in one query."""
    first, *others = (_grouped(part, way, day) for part in parts)
    return first.union(*others, all=True) if others else first


def summed(groups: Iterable[Group], *, stages: Iterable[Stage], day: date | None) -> list[StageTotal]:
    """Groups of `grouped` as one total for each stage and currency."""
    known = {stage.pk: stage for stage in stages}
    way, ladders = way_of(known.values()), Ladders(known.values())
    found: dict[tuple[int, str], _Sum] = defaultdict(_Sum)
    for stage_id, currency, said, evidenced, recorded, fresh, count, amount in groups:
        stage = known[stage_id]
        thousandths = said if said >= 0 else None
        chance = rules.chance_by(way, stage.kind, stage.percent, said, thousandths)
        ahead = ladders.both(stage_id, evidenced or None, recorded or None)
        percent = rules.credibility(stage.kind, fresh, *ahead) if day is not None else 0
        found[stage_id, currency].add(count, int(amount), chance, percent)
    return [one.total(*key) for key, one in found.items()]


class _Sum:
    """Added up in whole numbers by chance, of which there are few: fractions only in the end."""

    def __init__(self) -> None:
        self._count = 0
        self._amounts: dict[Fraction, int] = defaultdict(int)
        self._believed: dict[Fraction, int] = defaultdict(int)  # minor units × percent

    def add(self, count: int, amount_minor: int, chance: Fraction, percent: int) -> None:
        self._count += count
        self._amounts[chance] += amount_minor
        self._believed[chance] += amount_minor * percent

    def total(self, stage_id: int, currency: str) -> StageTotal:
        worth = sum((chance * amount for chance, amount in self._amounts.items()), Fraction(0))
        believed = sum((chance * amount for chance, amount in self._believed.items()), Fraction(0))
        amount = sum(self._amounts.values())
        return StageTotal(stage_id, currency, self._count, amount, worth, believed / 100)


def _grouped(opportunities: QuerySet[Opportunity], way: str, day: date | None) -> QuerySet[Opportunity, Any]:
    """(stage, currency, rivals or what the model says, evidenced and recorded stage or 0, freshness, count, sum).

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
    groups = opportunities.order_by().annotate(**keys).values("stage_id", "currency", *keys)
    sums = groups.annotate(count=Count("*"), sum=Sum("amount_minor"))
    return sums.values_list("stage_id", "currency", *keys, "count", "sum")


def by_stage(*, filters: Mapping[str, Any], actor: Actor) -> list[StageTotal]:
    """What stands in each stage now."""
    stages = weighing()
    way, question = way_of(stages), question_of(OFTEN, filters, rights(actor, "opportunity.read"))

    def write() -> QuerySet[Opportunity, Any]:
        return grouped(chosen(filters, actor=actor), way=way, day=None)

    return summed(_STANDING.rows(question and (question, way), write), stages=stages, day=None)


_STANDING = Remembered()


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
