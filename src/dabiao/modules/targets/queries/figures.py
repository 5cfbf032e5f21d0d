"""Every metric as a figure that fills itself in."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from dabiao.core.figures import Days, Figure, Unit, Whose
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Measured
from dabiao.modules.targets.models import Metric
from dabiao.modules.targets.queries import READ, attainment

PREFIX = "metric."


class Metrics:
    """Of a person what counts for them wherever they stood; of a unit what counts for it and all below."""

    def offered(self) -> Sequence[Figure]:
        return [_figure(one) for one in Metric.objects.filter(active=True).order_by("-built_in", "pk")]

    def values(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        days: Days,
        *,
        now: datetime,  # noqa: ARG002 what is reached does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        found: dict[tuple[str, Whose], int] = {}
        wanted = set(whose)
        paths = {unit["id"]: unit["path"] for unit in org.units()}
        named = Metric.objects.filter(code__in=[code.removeprefix(PREFIX) for code in codes])
        for metric in named:
            sums: dict[Whose, int] = defaultdict(int)
            for one in attainment.sums_on(metric, days):
                if one.user_id is not None:
                    sums["user", one.user_id] += one.amount
                for id in filter(None, (one.unit_path or paths.get(one.unit_id or 0, "")).split("/")):
                    sums["unit", int(id)] += one.amount
            code = PREFIX + metric.code
            found |= {(code, who): sum_ for who, sum_ in sums.items() if sum_ and who in wanted}
        return found


def _figure(metric: Metric) -> Figure:
    unit = Unit.MONEY if metric.measured == Measured.MONEY else Unit.PIECES
    if metric.built_in:
        return Figure(PREFIX + metric.code, unit, READ, label=f"enums.target_metric.{metric.code}")
    return Figure(PREFIX + metric.code, unit, READ, name=metric.name)
