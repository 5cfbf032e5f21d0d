"""The model that grades, read back from its row."""

from dataclasses import dataclass
from math import exp, log
from typing import Any

from dabiao.core.learning.encoding import Case
from dabiao.core.learning.models import Learnt, read
from dabiao.modules.grading.enums import GRADES, LIMITS
from dabiao.modules.grading.models import Model

MOST = 5  # reasons


@dataclass(frozen=True)
class Served:
    version: int
    learnt: Learnt
    cuts: dict[str, float]

    def says(self, case: Case) -> tuple[str, float, list[dict[str, Any]]]:
        """(grade, probability, reasons): each reason with how many points in a hundred it moved the probability."""
        probability = self.learnt.probability(case)
        return grade_of(probability, self.cuts), probability, self._reasons(case, probability)

    def _reasons(self, case: Case, probability: float) -> list[dict[str, Any]]:
        held = min(max(probability, 0.001), 0.999)
        odds = log(held / (1 - held))
        found: list[dict[str, Any]] = []
        for column, moved in self.learnt.reasons(case, most=MOST):
            points = round(100 * (held - 1 / (1 + exp(moved - odds))))
            if points:
                value = case.get(column.name)
                true = column.value in value if isinstance(value, list) else str(value) == column.value
                if column.kind == "says":
                    true = column.value in str(value or "")
                feature = {
                    "name": column.name,
                    "kind": column.kind,
                    "value": column.value,
                    "true": bool(true),
                }
                found.append(
                    {
                        "rule_id": None,
                        "name": "",
                        "points": points,
                        "grade": "",
                        "marks": [],
                        "feature": feature,
                    }
                )
        return found


def grade_of(probability: float, cuts: dict[str, float]) -> str:
    return next((grade for grade in LIMITS if probability >= cuts[grade]), GRADES[-1])


def in_use() -> Served | None:
    """None where none is in use, or what is kept is no model of this program's."""
    row = Model.objects.filter(in_use=True).first()
    if row is None or not row.artefact:
        return None
    try:
        return Served(int(row.pk), read(row.artefact), dict(row.cuts))
    except (KeyError, TypeError, ValueError):
        return None
