"""Who has debriefs to write, and what all of them say together."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.modules.debriefs.enums import DebriefOutcome, DebriefState, Factor, Side
from dabiao.modules.debriefs.models import Debrief, Voice, Weight
from dabiao.modules.debriefs.queries.debriefs import READ, chosen, weights_of
from dabiao.modules.debriefs.rules import same_view

MOST = 2_000  # debriefs that are compared side by side: the newest


def board(*, filters: Mapping[str, Any], actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """How many are due, overdue and done, of each person, whoever has most overdue first. Raises `access.forbidden`."""
    actor.require(READ)
    today = local_day(now)
    is_open = Q(state=DebriefState.OPEN)
    rows = chosen(filters, today, actor=actor).order_by().values("owner_id", "unit_id")
    counted = rows.annotate(
        owner_name=F("owner__name"),
        unit_name=F("unit__name"),
        due=Count("pk", filter=is_open & Q(due_on__gte=today)),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=today)),
        done=Count("pk", filter=Q(state=DebriefState.DONE)),
        late=Count("pk", filter=Q(state=DebriefState.DONE, finished_on__gt=F("due_on"))),
    )
    return sorted(
        map(dict[str, Any], counted), key=lambda one: (-one["overdue"], -one["due"], one["owner_name"] or "")
    )


def figures(*, filters: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, Any]:
    """What sellers and buyers say decided deals, side by side; each figure opens a list by the same filters. Raises
    `access.forbidden`."""
    actor.require(READ)
    today = local_day(now)
    rows = chosen(filters, today, actor=actor).filter(state=DebriefState.DONE)
    kept = Debrief.objects.filter(pk__in=rows.values("pk"))
    totals = kept.aggregate(
        done=Count("pk"),
        won=Count("pk", filter=Q(outcome=DebriefOutcome.WON)),
        lost=Count("pk", filter=Q(outcome=DebriefOutcome.LOST)),
    )
    heard = Voice.objects.filter(debrief__in=rows.values("pk")).aggregate(n=Count("debrief", distinct=True))
    return {
        **totals,
        "heard": heard["n"],
        **_compared(list(kept.order_by("-closed_on", "-pk").values_list("pk", flat=True)[:MOST])),
        "factors": _factors(kept),
        "competitors": _by_competitor(kept),
        "quarters": _by_quarter(kept),
    }


def _compared(ids: list[int]) -> dict[str, int]:
    weights = weights_of(ids)
    seen = [same_view(weights.get((id, Side.SELLER), {}), weights.get((id, Side.BUYER), {})) for id in ids]
    return {"both": sum(one is not None for one in seen), "same": sum(one is True for one in seen)}


def _factors(kept: Any) -> list[dict[str, Any]]:
    """In how many debriefs each side names it, and how gravely (the sum of grades)."""
    rows = Weight.objects.filter(debrief__in=kept.values("pk")).order_by().values("factor", "side")
    counted = {(one["factor"], one["side"]): one["n"] for one in rows.annotate(n=Count("pk"))}
    won = {
        (one["factor"], one["side"]): one["n"]
        for one in rows.filter(debrief__outcome=DebriefOutcome.LOST).annotate(n=Count("pk"))
    }
    return [
        {
            "factor": factor,
            "seller": counted.get((factor, Side.SELLER), 0),
            "buyer": counted.get((factor, Side.BUYER), 0),
            "seller_lost": won.get((factor, Side.SELLER), 0),
            "buyer_lost": won.get((factor, Side.BUYER), 0),
        }
        for factor in Factor.values
    ]


def _by_competitor(kept: Any) -> list[dict[str, Any]]:
    rows = kept.filter(competitor__isnull=False).order_by().values("competitor_id")
    counted = rows.annotate(
        name=F("competitor__name"),
        won=Count("pk", filter=Q(outcome=DebriefOutcome.WON)),
        lost=Count("pk", filter=Q(outcome=DebriefOutcome.LOST)),
    )
    return sorted(map(dict[str, Any], counted), key=lambda one: (-(one["won"] + one["lost"]), one["name"]))[
        :50
    ]


def _by_quarter(kept: Any) -> list[dict[str, Any]]:
    """By the quarter in which deals closed, the newest last; at most eight."""
    sums: dict[date, list[int]] = {}
    for day, outcome in kept.values_list("closed_on", "outcome"):
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        counted = sums.setdefault(first, [0, 0])
        counted[0 if outcome == DebriefOutcome.WON else 1] += 1
    newest = sorted(sums.items())[-8:]
    return [{"first": first, "won": won, "lost": lost} for first, (won, lost) in newest]
