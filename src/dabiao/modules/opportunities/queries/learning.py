"""Deals as a model learns of them: bare rows with the moment at which each came to be known, many in one statement.

Nothing here asks what somebody may see: it is for jobs that keep figures of the whole company.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Opportunity, Proof, Rival, StageEntry


class Row(NamedTuple):
    """A deal as it stands now; what it was before, its events say."""

    id: int
    customer_id: int
    owner_id: int | None
    unit_id: int | None
    source: str
    amount_minor: int
    currency: str
    expected_win_on: date | None
    unnamed_rivals: int
    created_at: datetime
    closed_at: datetime | None
    model_chance: int | None


class Stayed(NamedTuple):
    """`percent` and `kind` are those of the stage as it is set up now."""

    opportunity_id: int
    entered_at: datetime
    percent: int
    kind: str


def rows_of(ids: Collection[int]) -> list[Row]:
    found = Opportunity.objects.filter(pk__in=ids).order_by("pk")
    return [Row(*one) for one in found.values_list(*Row._fields)]


def newest_opened(since: datetime, until: datetime, *, limit: int) -> list[int]:
    """The deals opened in [since, until), at most so many: the newest; the oldest of them first."""
    found = Opportunity.objects.filter(created_at__gte=since, created_at__lt=until)
    return list(found.order_by("-created_at", "-pk").values_list("pk", flat=True)[:limit])[::-1]


def lived_in(since: datetime, *, after: int, limit: int) -> list[int]:
    """Deals that are open, or were at that moment or later, by number, beyond `after`."""
    living = Q(closed_at=None) | Q(closed_at__gte=since)
    return list(
        Opportunity.objects.filter(living, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit]
    )


def still_open(*, after: int, limit: int) -> list[int]:
    """Open deals by number, beyond `after`."""
    found = Opportunity.objects.filter(closed_at=None, pk__gt=after).order_by("pk")
    return list(found.values_list("pk", flat=True)[:limit])


def stayed(ids: Collection[int]) -> list[Stayed]:
    """In their order."""
    entries = StageEntry.objects.filter(opportunity_id__in=ids).order_by("entered_at", "pk")
    rows = entries.values_list("opportunity_id", "entered_at", "stage__percent", "stage__kind")
    return [Stayed(*one) for one in rows]


def proved(ids: Collection[int]) -> list[tuple[int, int, datetime, datetime | None]]:
    """(deal, criterion, since when, until when)."""
    rows = Proof.objects.filter(opportunity_id__in=ids).order_by("pk")
    return list(rows.values_list("opportunity_id", "criterion_id", "created_at", "withdrawn_at"))


def entered_rivals(ids: Collection[int]) -> list[tuple[int, str, datetime]]:
    """(deal, name, since when) of the competitors that are in a deal still."""
    rows = Rival.objects.filter(opportunity_id__in=ids).order_by("pk")
    return list(rows.values_list("opportunity_id", "competitor__name", "created_at"))


def bought(ids: Collection[int]) -> set[int]:
    """The customers of these deals who have bought before."""
    customers = Opportunity.objects.filter(pk__in=ids).values("customer_id")
    won = Opportunity.objects.filter(
        customer_id__in=customers, closed_at__isnull=False, stage__kind=StageKind.WON
    )
    return set(won.values_list("customer_id", flat=True))
