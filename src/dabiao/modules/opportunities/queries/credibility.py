"""How much of a deal is to be believed on a day (F8): as SQL, for many deals, and as a figure of people and units."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Case, Count, ExpressionWrapper, IntegerField, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.timezone import get_default_timezone

from dabiao.core import figures
from dabiao.core.days import local_day
from dabiao.core.figures import Days, Figure, Unit, Whose
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.queries.chances import weighted_as_forecast
from dabiao.modules.opportunities.queries.ladders import Ladders, claim_gap
from dabiao.modules.org import queries as org

FIGURE = "opportunity.credibility"


def freshness(day: date) -> Case:
    """Percent, by the last contact, as `rules.freshness`."""
    at = Coalesce("last_contact_at", "created_at")
    bands = [
        When(GreaterThanOrEqual(at, since), then=Value(worth))
        for since, worth in rules.fresh_since(day, get_default_timezone())
    ]
    return Case(*bands, default=Value(rules.OLD), output_field=IntegerField())


def credibility(day: date) -> Case:
    """Percent, as SQL over opportunities; the same as `rules.credibility` of each row on that day."""
    back = (_backing("believed_gap") + _backing("recorded_gap")) / 2
    product = ExpressionWrapper((freshness(day) * back + 50) / 100, output_field=IntegerField())
    return Case(
        When(stage__kind=StageKind.WON, then=Value(100)),
        When(stage__kind=StageKind.LOST, then=Value(0)),
        default=product,
        output_field=IntegerField(),
    )


def _backing(gap: str) -> Case:
    steps: list[Any] = [
        When(**{f"{gap}__lte": number}, then=Value(worth))
        for number, worth in list(enumerate(rules.BEHIND_CLAIM))[:-1]
    ]
    return Case(*steps, default=Value(rules.BEHIND_CLAIM[-1]), output_field=IntegerField())


def believed(rows: Any, day: date) -> Any:
    """Opportunities with `credibility` (percent) and `credible_minor`: the weighted amount times that, half up."""
    worth = ExpressionWrapper(
        (weighted_as_forecast() * credibility(day) + 50) / 100, output_field=BigIntegerField()
    )
    gapped = rows.annotate(believed_gap=claim_gap(), recorded_gap=claim_gap("recorded_stage"))
    return gapped.annotate(credibility=credibility(day), credible_minor=worth)


class Believed:
    """The mean credibility of the deals that are open now, in thousandths; days that have ended have none, as nobody keeps what
    it was. Of a unit that of everybody in it and below, each deal counting once."""

    def offered(self) -> Sequence[Figure]:
        return [
            Figure(FIGURE, Unit.PER_MILLE, "opportunity.read", label="enums.opportunity_figure.credibility")
        ]

    def values(
        self, codes: Collection[str], whose: Collection[Whose], days: Days, *, now: datetime
    ) -> Mapping[tuple[str, Whose], int]:
        day = local_day(now)
        if FIGURE not in codes or not days[0] <= day <= days[1]:
            return {}
        ladders, paths = Ladders(), org.unit_paths()
        sums: list[tuple[int | None, str, int]] = []
        counts: list[tuple[int | None, str, int]] = []
        for row in _open_by_place(day):
            ahead = ladders.both(row["stage_id"], row["evidenced_stage_id"], row["recorded_stage_id"])
            percent = rules.credibility(StageKind.OPEN, row["fresh"], *ahead)
            place = (row["owner_id"], paths.get(row["unit_id"] or 0, ""))
            sums.append((*place, percent * row["n"]))
            counts.append((*place, row["n"]))
        totals, numbers = figures.summed(sums, whose), figures.summed(counts, whose)
        return {
            (FIGURE, who): (total * 10 + numbers[who] // 2) // numbers[who] for who, total in totals.items()
        }


def _open_by_place(day: date) -> Any:
    rows = Opportunity.objects.filter(closed_at=None).order_by().annotate(fresh=freshness(day))
    stages = ("stage_id", "evidenced_stage_id", "recorded_stage_id")
    return rows.values("owner_id", "unit_id", *stages, "fresh").annotate(n=Count("pk"))
