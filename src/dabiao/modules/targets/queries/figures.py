"""Every metric as a figure that fills itself in."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from dabiao.core import figures
from dabiao.core.figures import Days, Figure, Moments, Unit, Whose
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Measured
from dabiao.modules.targets.models import Metric
from dabiao.modules.targets.queries import READ, attainment
from dabiao.modules.targets.queries.measuring import Sum_

PREFIX = "metric."


class Metrics:
    """But for ratios, which are no sums. Of a person what counts for them wherever they stood; of a unit what counts for it
    and all below."""

    def offered(self) -> Sequence[Figure]:
        return [
            _figure(one) for one in Metric.objects.filter(active=True, over=None).order_by("-built_in", "pk")
        ]

    def values(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        days: Days,
        *,
        now: datetime,  # noqa: ARG002 what is reached does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        return _summed(_named(codes), whose, lambda metric: attainment.sums_on(metric, days))

    def timed(self, codes: Collection[str]) -> Collection[str]:
        """Calls, leads, customers; what is signed or paid has a day only."""
        return [PREFIX + one.code for one in _named(codes) if attainment.is_timed(one)]

    def within(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        moments: Moments,
        *,
        now: datetime,  # noqa: ARG002 what is reached does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        return _summed(_named(codes), whose, lambda metric: attainment.sums_within(metric, moments))


def reached(metric: Metric, whose: Whose, days: Days) -> int:
    """What one metric comes to for one of them: the figure as it is shown."""
    found = _summed([metric], [whose], lambda one: attainment.sums_on(one, days))
    return found.get((PREFIX + metric.code, whose), 0)


def _summed(
    metrics: Iterable[Metric], whose: Collection[Whose], sums_of: Callable[[Metric], Iterable[Sum_]]
) -> Mapping[tuple[str, Whose], int]:
    found: dict[tuple[str, Whose], int] = {}
    paths = org.unit_paths()
    for metric in metrics:
        rows = (
            (one.user_id, one.unit_path or paths.get(one.unit_id or 0, ""), one.amount)
            for one in sums_of(metric)
        )
        found |= {(PREFIX + metric.code, who): sum_ for who, sum_ in figures.summed(rows, whose).items()}
    return found


def _named(codes: Collection[str]) -> QuerySet[Metric]:
    return Metric.objects.filter(over=None, code__in=[code.removeprefix(PREFIX) for code in codes])


def _figure(metric: Metric) -> Figure:
    unit = Unit.MONEY if metric.measured == Measured.MONEY else Unit.PIECES
    if metric.built_in:
        return Figure(PREFIX + metric.code, unit, READ, label=f"enums.target_metric.{metric.code}")
    return Figure(PREFIX + metric.code, unit, READ, name=metric.name)
