"""What open deals promise, day by day: each amount by its chance, on the day it is expected to be won."""

from datetime import date
from typing import NamedTuple

from django.db.models import Sum

from dabiao.core.actor import Actor
from dabiao.modules.opportunities.queries.chances import weighted_as_forecast
from dabiao.modules.opportunities.queries.records import visible_to


class Promise(NamedTuple):
    owner_id: int | None
    unit_id: int | None
    win_on: date
    worth_minor: int


def promised(*, first: date, last: date, currency: str, actor: Actor) -> list[Promise]:
    """The open deals that the actor sees and that are expected to be won in these days, by owner, unit and day."""
    if not actor.may("opportunity.read"):
        return []
    open_ones = visible_to(actor).filter(
        closed_at=None, expected_win_on__range=(first, last), currency=currency
    )
    groups = open_ones.order_by().values_list("owner_id", "unit_id", "expected_win_on")
    rows = groups.annotate(worth=Sum(weighted_as_forecast()))
    return [Promise(owner_id, unit_id, day, int(worth)) for owner_id, unit_id, day, worth in rows]
