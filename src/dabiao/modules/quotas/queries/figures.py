"""Quotas as figures that fill themselves in: what was done of each kind, and the days that were reached."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from dabiao.core.figures import Days, Figure, Moments, Unit, Whose
from dabiao.modules.org import queries as org
from dabiao.modules.quotas.models import Kind
from dabiao.modules.quotas.queries import READ
from dabiao.modules.quotas.queries.progress import Reckoning, between
from dabiao.modules.targets.queries import attainment

PREFIX = "quota."
DONE = "quota.done."
DAYS_REACHED = "quota.days_reached"


class Quotas:
    """Of a person their own; of a unit the sums of those who work in it and below."""

    def offered(self) -> Sequence[Figure]:
        kinds = Kind.objects.filter(active=True).order_by("place", "pk")
        reached = Figure(DAYS_REACHED, Unit.PIECES, READ, label="enums.quota_figure.days_reached")
        return [*map(_figure, kinds), reached]

    def values(
        self, codes: Collection[str], whose: Collection[Whose], days: Days, *, now: datetime
    ) -> Mapping[tuple[str, Whose], int]:
        wanted = set(whose)
        people = [one for one in org.roster() if _asked_for(one.user_id, one.unit_path, wanted)]
        found: dict[tuple[str, Whose], int] = defaultdict(int)
        reckoned = Reckoning(between(*days, now), people)
        for person in people:
            row = reckoned.of(person)
            mine = {DAYS_REACHED: row["days_reached"]} | {
                DONE + kind.code: cell["done"]
                for kind, cell in zip(reckoned.kinds, row["cells"], strict=True)
            }
            places = wanted.intersection(_places(person.user_id, person.unit_path))
            for code, value in mine.items():
                for one in places if value and code in codes else ():
                    found[code, one] += value
        return found

    def timed(self, codes: Collection[str]) -> Collection[str]:
        """What is counted from records; what people declare is of a day."""
        return {DONE + kind.code for kind in _counted()}.intersection(codes)

    def within(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        moments: Moments,
        *,
        now: datetime,  # noqa: ARG002 what was done does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        wanted = set(whose)
        paths = {
            one.user_id: one.unit_path
            for one in org.roster()
            if _asked_for(one.user_id, one.unit_path, wanted)
        }
        found: dict[tuple[str, Whose], int] = defaultdict(int)
        for kind in _counted():
            code = DONE + kind.code
            if code not in codes or kind.metric is None:
                continue
            for row in attainment.sums_within(kind.metric, moments, users=list(paths)):
                user_id = row.user_id or 0
                for one in wanted.intersection(_places(user_id, paths.get(user_id, ()))):
                    found[code, one] += row.amount
        return found


def _counted() -> list[Kind]:
    kinds = Kind.objects.filter(active=True, metric__isnull=False).select_related("metric")
    return [one for one in kinds if one.metric is not None and attainment.is_timed(one.metric)]


def _places(user_id: int, unit_path: Sequence[int]) -> list[Whose]:
    """Whom what a person does counts for: themselves, and every unit above them."""
    return [("user", user_id), *(("unit", id) for id in unit_path)]


def _asked_for(user_id: int, unit_path: Sequence[int], wanted: Collection[Whose]) -> bool:
    return any(one in wanted for one in _places(user_id, unit_path))


def _figure(kind: Kind) -> Figure:
    if kind.built_in:
        return Figure(DONE + kind.code, Unit.PIECES, READ, label=f"enums.quota_kind.{kind.code}")
    return Figure(DONE + kind.code, Unit.PIECES, READ, name=kind.name)
