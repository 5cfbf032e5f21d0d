"""Deals as a forecast reads them: what is to be won when, with which chance, and what was won without notice.

Nothing here asks what the caller may see: sums of targets are of whole units. Whoever shows a deal by name asks `known_to`.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Count, DateField, Q, QuerySet, Sum

from dabiao.core.actor import Actor
from dabiao.core.kept import Given, Remembered
from dabiao.core.scoping import rights
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.queries.records import condition, visible_to
from dabiao.modules.opportunities.queries.stages import Weighing, chance_while_open


class Expected(NamedTuple):
    """A deal as it stands; `chance` by what the company's forecast uses, `kind` open, won or lost."""

    id: int
    name: str
    customer_id: int
    customer_name: str
    amount_minor: int
    currency: str
    chance: Fraction
    win_on: date | None
    kind: str
    closed_at: datetime | None
    owner_id: int | None
    unit_id: int | None


_COLUMNS: tuple[str, ...] = (
    *("id", "name", "customer_id", "customer__name", "amount_minor", "currency"),
    *("stage__percent", "competitor_count", "model_chance"),
    *("expected_win_on", "stage__kind", "closed_at", "owner_id", "unit_id"),
)


def expected_between(
    first: date, last: date, *, units: Collection[int] | None = None, owner_id: int | None = None
) -> list[Expected]:
    """Open deals to be won on these days, both included, the first first; of these units, or of one person."""
    rows = Opportunity.objects.filter(closed_at=None, expected_win_on__range=(first, last))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    return _read(rows.order_by("expected_win_on", "id"))


def standing(ids: Collection[int]) -> dict[int, Expected]:
    """These deals as they stand, open or not."""
    return {one.id: one for one in _read(Opportunity.objects.filter(pk__in=ids))}


class Near(NamedTuple):
    """A deal of somebody's that is to be won soon, or that slips."""

    id: int
    name: str
    amount_minor: int
    currency: str
    win_on: date | None


_NEAR = Remembered()
_NEAR_COLUMNS = ("pk", "name", "amount_minor", "currency", "expected_win_on")


def to_be_won(owner_id: int, first: date, last: date, *, actor: Actor, most: int) -> list[Near]:
    """The first of somebody's open deals, of those the actor sees, that are to be won on these days, both included."""

    def write() -> QuerySet[Any, Any]:
        rows = visible_to(actor).filter(
            owner_id=Given("owner", BigIntegerField()),
            closed_at=None,
            expected_win_on__gte=Given("first", DateField()),
            expected_win_on__lte=Given("last", DateField()),
        )
        return rows.order_by("expected_win_on", "id").values_list(*_NEAR_COLUMNS)[:most]

    key = ("won", most, rights(actor, "opportunity.read"))
    return [Near(*row) for row in _NEAR.rows(key, write, owner=owner_id, first=first, last=last)]


def slipping_of(owner_id: int, day: date, *, actor: Actor, most: int) -> list[Near]:
    """The greatest of somebody's open deals, of those the actor sees, that slip on that day."""

    def write() -> QuerySet[Any, Any]:
        rows = visible_to(actor).filter(
            condition("slipping_on", day), owner_id=Given("owner", BigIntegerField())
        )
        return rows.order_by("-amount_minor", "pk").values_list(*_NEAR_COLUMNS)[:most]

    key = ("slips", day, most, rights(actor, "opportunity.read"))
    return [Near(*row) for row in _NEAR.rows(key, write, owner=owner_id)]


def known_to(actor: Actor, ids: Collection[int]) -> set[int]:
    """Those of these deals that the actor sees."""
    return set(visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def won_that_were_open(
    stretches: Sequence[tuple[datetime, datetime]], *, currency: str, units: Collection[int]
) -> list[tuple[int | None, int | None, list[int], list[int]]]:
    """For each stretch (after, until): amounts and numbers of the deals won in it that were open when it began, by owner and
    unit, in one statement."""
    if not stretches:
        return []
    within = [
        Q(closed_at__gt=after, closed_at__lte=until, created_at__lte=after) for after, until in stretches
    ]
    sums = {f"sum{place}": Sum("amount_minor", filter=one) for place, one in enumerate(within)}
    counts = {f"count{place}": Count("id", filter=one) for place, one in enumerate(within)}
    earliest, latest = min(after for after, _ in stretches), max(until for _, until in stretches)
    rows = (
        Opportunity.objects.filter(
            closed_at__gt=earliest, closed_at__lte=latest, stage__kind=StageKind.WON, currency=currency
        )
        .filter(unit_id__in=units)
        .values("owner_id", "unit_id")
        .annotate(**sums, **counts)
        .order_by()
    )
    found = []
    for row in map(dict[str, Any], rows):
        amounts = [row[f"sum{place}"] or 0 for place in range(len(stretches))]
        numbers = [row[f"count{place}"] for place in range(len(stretches))]
        found.append((row["owner_id"], row["unit_id"], amounts, numbers))
    return found


def _read(rows: QuerySet[Opportunity]) -> list[Expected]:
    chance = chance_while_open()
    return [_one(row, chance) for row in rows.values_list(*_COLUMNS)]


def _one(row: Sequence[Any], chance: Weighing) -> Expected:
    percent, rivals, said, win_on, kind, *rest = row[6:]
    likely = chance(percent, rivals, said) if kind == StageKind.OPEN else Fraction(kind == StageKind.WON)
    return Expected._make([*row[:6], likely, win_on, kind, *rest])
