"""Sums of open deals are made anew where marks say that they are out of date, and all of them on a new day (adr/0072)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.db import hold_name
from dabiao.modules.forecasts.enums import ForecastSpan
from dabiao.modules.forecasts.models import OpenSum, OpenSumBasis, OpenSumMark
from dabiao.modules.forecasts.queries import parts, sums
from dabiao.modules.forecasts.queries.sums import NOBODY, STATE, Terms
from dabiao.modules.forecasts.rules.periods import of_span
from dabiao.modules.opportunities.queries import outlook as deals

_PEOPLE_AT_ONCE = 100_000


def settle(*, people: int = _PEOPLE_AT_ONCE, actor: Actor, now: datetime) -> int:
    """No sum is out of date any more, unless there are more people than asked for; returns how many were counted.

    A transaction each: killed anywhere, the next run goes on where this one was.
    """
    told = sums.terms(now)
    for done in range(people):
        if not _settle_one(told):
            return done
    return people


@transaction.atomic
def forget(*, actor: Actor, now: datetime) -> None:
    """`settle` makes every sum anew."""
    OpenSumBasis.objects.update(basis="", whole=False)


@transaction.atomic
def _settle_one(told: Terms) -> bool:
    """The next person of a basis that is not whole yet, else the one whose mark is oldest. Their marks go first: what changes
    after that leaves marks of its own."""
    hold_name("forecasts.sums")
    state, _ = OpenSumBasis.objects.get_or_create(pk=STATE)
    if state.basis != told.basis:
        state.basis, state.reached, state.whole = told.basis, NOBODY - 1, False
        state.save()
    if state.whole:
        oldest = OpenSumMark.objects.order_by("pk").values_list("owner_id", flat=True).first()
        if oldest is None:
            return False
        _write(oldest, told)
        return True
    owner_id = NOBODY if state.reached < NOBODY else deals.next_owner(state.reached, _since(told))
    if owner_id is None:
        OpenSum.objects.exclude(basis=told.basis).delete()
        state.whole = True
    else:
        _write(owner_id, told)
        state.reached = owner_id
    state.save()
    return True


def _since(told: Terms) -> datetime:
    return parts.counting_from(told.pace, told.at) if told.pace else told.at


def _write(owner_id: int, told: Terms) -> None:
    OpenSumMark.objects.filter(owner_id=owner_id).delete()
    OpenSum.objects.filter(owner_id=owner_id).delete()
    rows: list[OpenSum] = []
    theirs = sums.read(sums.of_owner(owner_id), told, SYSTEM)
    for span in ForecastSpan:
        basis = theirs.basis(of_span(span, told.today), told)
        for way in basis.ways:
            made: Any = sums.pieces(basis, way, told)
            rows += [
                OpenSum(
                    basis=told.basis,
                    span=span,
                    way=way,
                    owner_id=owner_id,
                    unit_id=unit_id or NOBODY,
                    likely_minor=piece.part.lot.likely + piece.part.unborn.likely,
                    content=sums.written(piece),
                )
                for (_, unit_id), piece in made.items()
            ]
    OpenSum.objects.bulk_create(rows, batch_size=500)
