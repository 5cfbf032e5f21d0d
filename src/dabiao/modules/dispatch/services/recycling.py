"""Leads that nobody works on go back to the pool (L6), and whoever has them is told a day before."""

from datetime import datetime, timedelta

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.notifications.services import notify
from dabiao.modules.dispatch.enums import OPEN_STATES, Kind, Outcome
from dabiao.modules.dispatch.models import Case, Decision
from dabiao.modules.dispatch.queries import rulings
from dabiao.modules.leads import queries as leads
from dabiao.modules.leads import services as lead_services

BATCH = 500  # of one round: it holds their rows
NOTICE = timedelta(days=1)


def recycle(*, actor: Actor, now: datetime) -> int:
    """Put leads that nobody contacted for as long as the company says into the pool of their unit, five hundred at a time.

    Returns how many. With 0 days none. Those in the clocks stay.
    """
    days = rulings.policy().recycle_days
    if not days:
        return 0
    done = _recycled(_idle(now - timedelta(days=days), now), actor, now)
    _give_notice(now - timedelta(days=days) + NOTICE, days, now)
    return done


def _idle(moment: datetime, now: datetime) -> list[int]:
    running = Case.objects.filter(state__in=OPEN_STATES).values("lead_id")
    return leads.idle_since(moment, now=now, limit=BATCH, but=running)


@transaction.atomic
def _recycled(ids: list[int], actor: Actor, now: datetime) -> int:
    chosen = list(leads.hold_many(ids).values())
    before = {lead.pk: lead.owner_id for lead in chosen}
    for lead in chosen:
        notify([lead.owner_id], "dispatch.recycled", {"title": lead.display}, ("lead", lead.pk), now)
    lead_services.pool_many(dict.fromkeys(chosen), actor=actor, now=now)
    cases = dict(Case.objects.filter(lead_id__in=before).order_by("pk").values_list("lead_id", "pk"))
    Decision.objects.bulk_create(
        Decision(
            lead_id=lead.pk,
            case_id=cases.get(lead.pk, 0),
            at=now,
            kind=Kind.RECYCLE,
            outcome=Outcome.POOLED,
            loser_id=before[lead.pk],
            grade=lead.grade,
        )
        for lead in chosen
    )
    return len(chosen)


def _give_notice(moment: datetime, days: int, now: datetime) -> None:
    """Who loses one within a day hears of it, once per lead and time it was given."""
    for lead in leads.briefs(_idle(moment, now)):
        params = {"title": lead.title, "days": days}
        notify(
            [lead.owner_id],
            "dispatch.recycled_soon",
            params,
            ("lead", lead.id),
            now,
            dedupe=f"{lead.owner_id}:{lead.assigned_at:%Y%m%d}",
        )
