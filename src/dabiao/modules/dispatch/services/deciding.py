"""Whoever waits is given to somebody, as soon as there is somebody: one lane, one batch after the other."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events import channel
from dabiao.core.events.attempts import Report
from dabiao.modules.dispatch.enums import CaseState, Kind
from dabiao.modules.dispatch.models import Case, Lane, Outage
from dabiao.modules.dispatch.services._lane import BATCH, had_before, held_lane, in_batch, moment
from dabiao.modules.dispatch.services._round import Round
from dabiao.modules.dispatch.services._verdicts import Asked
from dabiao.modules.leads import queries as leads

SILENT = timedelta(seconds=30)  # without a beat: nobody looked after the lane


def beat(*, all_along: bool = False, actor: Actor, now: datetime) -> None:
    """Note that the lane is looked after. A gap before is an outage, also when it was the clock that jumped; not where it was
    looked after `all_along`, as by whoever lives through a time by leaps (the demo).
    """
    Lane.objects.bulk_create([Lane(pk=1)], ignore_conflicts=True)
    with transaction.atomic():
        lane = Lane.objects.select_for_update().get(pk=1)
        if lane.beat_at is not None and now - lane.beat_at > SILENT and not all_along:
            Outage.objects.create(began_at=lane.beat_at, ended_at=now)
        if lane.beat_at is None or now > lane.beat_at:
            lane.beat_at = now
            lane.save(update_fields=["beat_at"])


def decide_waiting(*, actor: Actor, now: datetime) -> Report:
    """Give a batch of those who wait, the most urgent first. What cannot be decided for an error stays, and is tried again."""
    due = Case.objects.filter(state=CaseState.WAITING, next_at__lte=now).order_by("urgency", "pk")
    return in_batch(list(due.values_list("pk", flat=True)[:BATCH]), _decide, now)


def _decide(ids: Sequence[int], now: datetime) -> int:
    with held_lane() as lane:
        if lane is None:
            return 0
        now = moment(now)
        asked = _asked(ids, now)
        Round(lane, now).run(asked)
        return len(asked)


def _asked(ids: Sequence[int], now: datetime) -> list[Asked]:
    """The leads first, then the cases: in the order in which everybody locks them."""
    wanted = dict(Case.objects.filter(pk__in=ids).values_list("lead_id", "pk"))
    held = leads.hold_many(list(wanted))
    cases = Case.objects.filter(lead_id__in=held, pk__in=ids, state=CaseState.WAITING, next_at__lte=now)
    waiting = list(cases.order_by("urgency", "pk").select_for_update(of=("self",)))
    _close_ended(wanted.keys() - held.keys(), now)
    before = had_before([case.pk for case in waiting if case.hops])
    return [
        Asked(
            case,
            held[case.lead_id],
            case.kind if case.state_at == case.arrived_at else Kind.RETRY,
            frozenset(before.get(case.pk, ())),
        )
        for case in waiting
    ]


def _close_ended(lead_ids: Collection[int], now: datetime) -> None:
    """A lead that ended while it waited needs nobody. (One that somebody is just writing to is looked at again.)"""
    if ended := leads.ended(lead_ids):
        Case.objects.filter(lead_id__in=ended, state=CaseState.WAITING).update(
            state=CaseState.CLOSED, closed_at=now, state_at=now, next_at=None
        )


@transaction.atomic
def stir(*, actor: Actor, now: datetime) -> None:
    """Try everybody who waits again: somebody came on duty, a cap was raised, a rule has changed.

    In a transaction of its own, and behind the lane: whoever decides holds some of these rows.
    """
    Lane.objects.select_for_update().filter(pk=1).first()
    if Case.objects.filter(state=CaseState.WAITING, next_at__gt=now).update(next_at=now):
        channel.wake_worker()
