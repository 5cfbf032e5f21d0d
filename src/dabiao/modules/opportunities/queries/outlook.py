"""Deals of a period as a forecast shows them: what is won in it, and what is open and to be won in it, as the
actor sees them."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import NamedTuple

from django.db.models import Count, Min, Q, Sum
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.queries.ladders import Ladders
from dabiao.modules.opportunities.queries.records import visible_to


class Open(NamedTuple):
    """An open deal with what its chances go by; `model_chance` in thousandths, None where no model said anything."""

    id: int
    amount_minor: int
    expected_win_on: date | None
    owner_id: int | None
    unit_id: int | None
    percent: int
    rivals: int
    model_chance: int | None
    opened_at: datetime
    stage_at: datetime
    last_contact_at: datetime | None
    pushes: int
    proofs: int
    stage_id: int = 0
    evidenced_id: int | None = None
    recorded_id: int | None = None


class Won(NamedTuple):
    owner_id: int | None
    unit_id: int | None
    deals: int
    amount_minor: int


_COLUMNS = (
    *("id", "amount_minor", "expected_win_on", "owner_id", "unit_id"),
    *("stage__percent", "competitor_count", "model_chance"),
    *("created_at", "stage_entered_at", "last_contact_at", "pushes", "proof_count"),
    *("stage_id", "evidenced_stage_id", "recorded_stage_id"),
)


_ALL = Q()


def open_in(first: date, last: date, *, currency: str, actor: Actor) -> list[Open]:
    """To be won on these days, both included, by number."""
    return all_open(currency=currency, where=Q(expected_win_on__range=(first, last)), actor=actor)


def all_open(*, currency: str, where: Q = _ALL, actor: Actor) -> list[Open]:
    """Whenever they are to be won, also those of which nobody said it; by number."""
    rows = visible_to(actor).filter(where, closed_at=None, currency=currency)
    return [Open(*one) for one in rows.order_by("pk").values_list(*_COLUMNS)]


def open_of(ids: Collection[int], *, actor: Actor) -> list[Open]:
    """Those of them that are open and seen, by number."""
    rows = visible_to(actor).filter(pk__in=ids, closed_at=None)
    return [Open(*one) for one in rows.order_by("pk").values_list(*_COLUMNS)]


def next_owner(after: int, since: datetime) -> int | None:
    """Who comes next by number, of those who have open deals or opened one since then."""
    rows = Opportunity.objects.filter(Q(closed_at=None) | Q(created_at__gte=since), owner_id__gt=after)
    return rows.order_by("owner_id").values_list("owner_id", flat=True).first()


class Believing:
    """How far an open deal is to be believed on a day, in percent: `rules.credibility` of what was read of it. `stages`: what
    that hangs on besides the deal and the day."""

    def __init__(self, day: date) -> None:
        ladders = Ladders()
        self.stages = [
            (one.pk, one.pipeline_id, one.position, one.percent, one.active)
            for one in ladders.stages.values()
        ]
        self._ahead = cache(ladders.both)
        self._percent = cache(partial(rules.credibility, StageKind.OPEN))
        self._since = rules.fresh_since(day, get_default_timezone())

    def __call__(self, one: Open) -> int:
        at = one.last_contact_at or one.opened_at
        fresh = next((worth for since, worth in self._since if at >= since), rules.OLD)
        return self._percent(fresh, *self._ahead(one.stage_id, one.evidenced_id, one.recorded_id))


def names_of(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Deal → its name and its customer's; whose deals may be asked for is the caller's business."""
    rows = Opportunity.objects.filter(pk__in=ids).values_list("pk", "name", "customer__name")
    return {id: (name, customer) for id, name, customer in rows}


def opened_between(
    since: datetime, until: datetime, *, currency: str, where: Q = _ALL, actor: Actor
) -> list[tuple[int | None, int | None, int]]:
    """(who has them, where, how many) of the deals opened in [since, until), whatever came of them."""
    rows = visible_to(actor).filter(where, created_at__gte=since, created_at__lt=until, currency=currency)
    groups = rows.order_by().values_list("owner_id", "unit_id").annotate(count=Count("pk"))
    return list(groups.order_by("owner_id", "unit_id"))


def won_in(first: date, last: date, *, currency: str, actor: Actor) -> list[Won]:
    """Won on these days, by who has them and where."""
    rows = visible_to(actor).filter(_closed(first, last), stage__kind=StageKind.WON, currency=currency)
    groups = rows.order_by().values_list("owner_id", "unit_id")
    return [Won(*one) for one in groups.annotate(count=Count("pk"), amount=Sum("amount_minor"))]


def first_day(actor: Actor) -> date | None:
    """When the first of the deals that the actor sees was opened."""
    first: datetime | None = visible_to(actor).aggregate(first=Min("created_at"))["first"]
    return local_day(first) if first else None


def one_open(id: int) -> tuple[str, int, int, int | None]:
    """(kind of its stage, percent, rivals, what the model says) of a deal that the caller has found."""
    row = Opportunity.objects.filter(pk=id).values_list(
        "stage__kind", "stage__percent", "competitor_count", "model_chance"
    )
    return row.get()


def _closed(first: date, last: date) -> Q:
    zone = get_default_timezone()
    after = datetime.combine(last + timedelta(days=1), time(), zone)
    return Q(closed_at__gte=datetime.combine(first, time(), zone), closed_at__lt=after)
