"""Sums of what stands in each stage are made anew where marks say that they are out of date, and all of them on a new day
(adr/0076)."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.sums import of_person
from dabiao.modules.opportunities.models import StageSum
from dabiao.modules.opportunities.queries import stage_sums
from dabiao.modules.opportunities.queries.stage_sums import KEPT, SUMS, Terms

_PEOPLE_AT_ONCE = 100_000


def settle(*, people: int = _PEOPLE_AT_ONCE, actor: Actor, now: datetime) -> int:
    """No sum is out of date any more, unless there are more people than asked for; returns how many were counted."""
    told = stage_sums.terms(now)
    return KEPT.settle(
        told.basis,
        now,
        people=people,
        following=stage_sums.next_owner,
        write=lambda owner_id: _write(owner_id, told),
    )


def forget(*, actor: Actor, now: datetime) -> None:
    """`settle` makes every sum anew."""
    KEPT.forget()


def _write(owner_id: int, told: Terms) -> None:
    StageSum.objects.bulk_create(_made(owner_id, told), batch_size=500)


def _made(owner_id: int, told: Terms) -> list[StageSum]:
    """A person's sums, as their deals are now."""
    found = stage_sums.sums_of(stage_sums.groups_by_unit(of_person(owner_id), told), told)
    return [
        StageSum(
            basis=told.basis,
            owner_id=owner_id,
            unit_id=unit_id,
            stage_id=stage_id,
            currency=currency,
            per=per,
            **dict(zip(SUMS, sums, strict=True)),
        )
        for (unit_id, stage_id, currency, per), sums in found.items()
    ]
