"""Counts and sums by stage, each over exactly the records that the list shows under the same filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from dabiao.core.actor import Actor
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry
from dabiao.modules.opportunities.queries.credibility import freshness
from dabiao.modules.opportunities.queries.ladders import Ladders
from dabiao.modules.opportunities.queries.records import chosen
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


def totals(
    *parts: QuerySet[Opportunity], stages: Iterable[Stage], day: date | None = None
) -> list[StageTotal]:
    """One grouped query over one or more sets of opportunities, no stage in two of them; empty stages are left out.

    Weighed by what the company's forecast uses, as `stages` of `weighing` know it: exactly, and only the sum is rounded.
    With a `day`, what is credible on it too: those that ended stand in stages that need no evidence.
    """
    known = {stage.pk: stage for stage in stages}
    way = next((getattr(stage, "way", "stage") for stage in known.values()), "stage")
    ladders = Ladders(known.values())
    first, *others = (_grouped(part, way, day) for part in parts)
    rows = first.union(*others, all=True) if others else first
    found: dict[tuple[int, str], StageTotal] = {}
    for stage_id, currency, said, evidenced, recorded, fresh, count, amount in rows:
        stage = known[stage_id]
        thousandths = said if said >= 0 else None
        chance = rules.chance_by(way, stage.kind, stage.percent, said, thousandths)
        ahead = ladders.both(stage_id, evidenced or None, recorded or None)
        percent = rules.credibility(stage.kind, fresh, *ahead) if day is not None else 0
        before = found.get((stage_id, currency), StageTotal(stage_id, currency, 0, 0, Fraction(0)))
        found[stage_id, currency] = replace(
            before,
            count=before.count + count,
            amount_minor=before.amount_minor + int(amount),
            worth=before.worth + int(amount) * chance,
            believed=before.believed + int(amount) * chance * percent / 100,
        )
    return list(found.values())


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
    return totals(chosen(filters, actor=actor), stages=weighing())


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
