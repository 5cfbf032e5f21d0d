"""The model in use, read back from its row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dabiao.core.errors import Conflict
from dabiao.core.kept import KeptRecords
from dabiao.core.learning.encoding import Case
from dabiao.core.learning.linear import Linear, read
from dabiao.modules.forecasts.enums import ForecastMode, ForecastWay
from dabiao.modules.forecasts.models import Model, Policy

MOST = 5  # reasons
POLICY = 1


@dataclass(frozen=True, slots=True)
class Served:
    version: int
    learnt: Linear
    standing: dict[str, Any] = field(default_factory=dict)

    def thousandths(self, case: Case) -> int:
        """Never for certain: from 5 to 995."""
        return max(5, min(995, round(1000 * self.learnt.probability(case))))

    def reasons(self, case: Case) -> list[tuple[str, int]]:
        """(column, points in a hundred by which it moves the chance), the strongest first."""
        held = self.learnt.probability(case)
        found = []
        for column, _ in self.learnt.reasons(case, most=len(self.learnt.encoder.columns)):
            points = round(100 * (held - self.learnt.without(case, column.name)))
            if points:
                found.append((column.name, points))
        return sorted(found, key=lambda one: -abs(one[1]))[:MOST]


_POLICY = KeptRecords(Policy, lambda: Policy.objects.filter(pk=POLICY))
_IN_USE = KeptRecords(Model, lambda: Model.objects.filter(in_use=True).order_by("pk")[:1])


def policy() -> Policy:
    return next(iter(_POLICY()), None) or Policy(pk=POLICY)


def in_use() -> Served | None:
    """None where none is in use or all are switched off, or what is kept is no model of this program's."""
    row = next(iter(_IN_USE()), None)
    if row is None or not row.artefact or policy().model_mode == ForecastMode.OFF:
        return None
    try:
        return Served(int(row.pk), read(row.artefact), dict(row.standing))
    except (KeyError, TypeError, ValueError):
        return None


def check_choice(changes: Mapping[str, Any]) -> None:
    """Raises `forecasts.no_model` where the company would go by a model and none is in use."""
    if changes.get("forecast_by") == ForecastWay.MODEL and in_use() is None:
        raise Conflict("forecasts.no_model", field="forecast_by")
