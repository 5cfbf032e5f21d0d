"""Sums of open deals are made anew where marks say that they are out of date, and all of them on a new day (adr/0072)."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.sums import NOBODY, of_person
from dabiao.modules.forecasts.enums import ForecastSpan
from dabiao.modules.forecasts.models import OpenSum
from dabiao.modules.forecasts.queries import parts, sums
from dabiao.modules.forecasts.queries.sums import KEPT, Terms
from dabiao.modules.forecasts.rules.periods import of_span
from dabiao.modules.opportunities.queries import outlook as deals

_PEOPLE_AT_ONCE = 100_000


def settle(*, people: int = _PEOPLE_AT_ONCE, actor: Actor, now: datetime) -> int:
    """No sum is out of date any more, unless there are more people than asked for; returns how many were counted."""
    told = sums.terms(now)
    return KEPT.settle(
        told.basis,
        now,
        people=people,
        following=lambda reached: deals.next_owner(reached, _since(told)),
        write=lambda owner_id: _write(owner_id, told),
    )


def forget(*, actor: Actor, now: datetime) -> None:
    """`settle` makes every sum anew."""
    KEPT.forget()


def _since(told: Terms) -> datetime:
    return parts.counting_from(told.pace, told.at) if told.pace else told.at


def _write(owner_id: int, told: Terms) -> None:
    OpenSum.objects.bulk_create(_made(owner_id, told), batch_size=500)


def _made(owner_id: int, told: Terms) -> list[OpenSum]:
    """A person's sums, as their deals are now."""
    rows: list[OpenSum] = []
    theirs = sums.read(of_person(owner_id), told, SYSTEM)
    for span in ForecastSpan:
        basis = theirs.basis(of_span(span, told.today), told)
        for way in basis.ways:
            pieces: Any = sums.pieces(basis, way, told)
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
                for (_, unit_id), piece in pieces.items()
            ]
    return rows
