"""The two clocks run: warnings, and what follows when one runs out (D4, D5). Every line of it safe to do twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.db import update_rows
from dabiao.core.events.attempts import Report
from dabiao.core.events.services import Entry, record_all
from dabiao.core.notifications.services import News, mark_read_of_many, notify_many
from dabiao.modules.dispatch import events
from dabiao.modules.dispatch.enums import RUNNING_STATES, CaseState, Clock, Kind, Outcome, StintEnd, Waiver
from dabiao.modules.dispatch.models import Breach, Case, Lane, Outage, Seat, Stint
from dabiao.modules.dispatch.queries import boards, telling
from dabiao.modules.dispatch.rules import punishing
from dabiao.modules.dispatch.rules.terms import Terms, terms
from dabiao.modules.dispatch.services._clocks import level_reason
from dabiao.modules.dispatch.services._lane import BATCH, had_before, held_lane, in_batch, moment
from dabiao.modules.dispatch.services._round import Round, hold_seats
from dabiao.modules.dispatch.services._verdicts import Asked, Verdict
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org
from dabiao.modules.org import services as people

LATE = timedelta(seconds=60)  # a clock looked after later than this was not the person's fault


def run_due(*, actor: Actor, now: datetime) -> Report:
    """Look after a batch of clocks whose moment has come, the longest overdue first."""
    due = Case.objects.filter(state__in=RUNNING_STATES, next_at__lte=now).order_by("next_at", "pk")
    return in_batch(list(due.values_list("pk", flat=True)[: BATCH // 2]), _look_after, now)


@dataclass(frozen=True, slots=True)
class _Due:
    """One case whose moment has come, with its lead and whose turn it is; all locked."""

    case: Case
    lead: Any
    stint: Stint

    @property
    def terms(self) -> Terms:
        return terms(self.stint.terms)


def _look_after(ids: Sequence[int], now: datetime) -> int:
    with held_lane() as lane:
        if lane is None:
            return 0
        now = moment(now)
        due = _due(ids, now)
        _warn([one for one in due if _is_warning(one, now)], now)
        breached = [one for one in due if _is_breach(one, now)]
        reached = _reached(breached)
        _Breaches(reached, lane, now).settle()
        _remind([one for one in due if one.case.state == CaseState.FEEDBACK], now)
        return len(due) - len(breached) + len(reached)


def _due(ids: Sequence[int], now: datetime) -> list[_Due]:
    wanted = dict(Case.objects.filter(pk__in=ids).values_list("lead_id", "pk"))
    held = leads.hold_many(list(wanted))
    cases = Case.objects.filter(pk__in=ids, lead_id__in=held, state__in=RUNNING_STATES, next_at__lte=now)
    rows = list(cases.order_by("next_at", "pk").select_for_update(of=("self",)))
    stints = Stint.objects.select_for_update(of=("self",)).in_bulk([case.stint_id for case in rows])
    return [_Due(case, held[case.lead_id], stints[case.stint_id or 0]) for case in rows]


def _is_warning(one: _Due, now: datetime) -> bool:
    stint = one.stint
    return (
        one.case.state == CaseState.RESPONDING
        and stint.warned_at is None
        and stint.due_at is not None
        and now < stint.due_at
    )


def _is_breach(one: _Due, now: datetime) -> bool:
    stint = one.stint
    return one.case.state == CaseState.RESPONDING and stint.due_at is not None and now >= stint.due_at


def _reached(due: Sequence[_Due]) -> list[_Due]:
    """Without those whose owner somebody is just changing: that may be a departure that waits for the very leads held here.
    The next round looks again. Seats are locked before people, as by whoever counts answers."""
    ids = {one.stint.user_id for one in due}
    hold_seats(ids)
    held = org.hold(ids)
    return [one for one in due if one.stint.user_id in held]


def _warn(due: Sequence[_Due], now: datetime) -> None:
    """By far most have the same time left: they are told together."""
    together: dict[int, list[News]] = {}
    for one in due:
        one.stint.warned_at, one.case.next_at = now, one.stint.due_at
        left = max(1, int((one.stint.due_at - now).total_seconds())) if one.stint.due_at else 1
        params = {"title": one.lead.display, "seconds": left}
        news = News(one.stint.user_id, telling.WARNING, params, ("lead", one.lead.pk), one.stint.pk)
        together.setdefault(left, []).append(news)
    for left, told in together.items():
        notify_many(told, now, outward=True, ring=True, ttl=left)
    update_rows([one.stint for one in due], ["warned_at"])
    update_rows([one.case for one in due], ["next_at"])


class _Breaches:
    """Nobody answered: the lead goes on, the slow one may lose a level, whoever leads them hears of it."""

    def __init__(self, due: Sequence[_Due], lane: Lane, now: datetime) -> None:
        self.due, self.lane, self.now = due, lane, now

    def settle(self) -> None:
        if not self.due:
            return
        before = had_before([one.case.pk for one in self.due])
        for one in self.due:
            one.case.hops += 1
            one.stint.end, one.stint.ended_at = StintEnd.BREACHED, self.now
        update_rows([one.stint for one in self.due], ["end", "ended_at"])
        breaches = self._punished()
        mark_read_of_many(
            {one.stint.user_id for one in self.due}, "lead", {one.lead.pk for one in self.due}, self.now
        )
        asked = [
            Asked(
                one.case,
                one.lead,
                Kind.BREACH,
                frozenset(before[one.case.pk]),
                one.case.hops >= one.terms.most_hops,
            )
            for one in self.due
        ]
        self._tell(breaches, Round(self.lane, self.now).run(asked))

    def _punished(self) -> list[Breach]:
        """The compliance record of each, and the levels that are lost."""
        ids = {one.stint.user_id for one in self.due}
        facts = punishing.Facts(
            away={entry.user_id for entry in org.roster(user_ids=ids) if boards.away_of(entry, self.now)},
            demoted_today=set(
                Seat.objects.filter(pk__in=ids, demoted_on=local_day(self.now)).values_list("pk", flat=True)
            ),
            warned=telling.delivered_warnings([one.stint for one in self.due]),
            outages=self._outages(),
        )
        breaches = []
        for one in self.due:
            waiver = punishing.waiver(self._slip(one), facts)
            lost = (
                None
                if waiver
                else people.demote(
                    one.stint.user_id, reason=level_reason("response"), actor=SYSTEM, now=self.now
                )
            )
            if not waiver and lost is None:
                waiver = Waiver.LOWEST
            if lost is not None:
                facts.demoted_today.add(one.stint.user_id)
                _note_demotion(one.stint.user_id, self.now)
            breaches.append(_breach(one.stint, Clock.RESPONSE, self.now, lost or ("", ""), waiver))
        _end_runs(ids)
        return Breach.objects.bulk_create(breaches)

    def _slip(self, one: _Due) -> punishing.Slip:
        stint = one.stint
        due_at = stint.due_at or self.now
        return punishing.Slip(
            stint.pk, stint.user_id, stint.given_at, due_at, self.now - due_at > LATE, one.terms.demote
        )

    def _outages(self) -> list[tuple[datetime, datetime]]:
        earliest = min(one.stint.given_at for one in self.due)
        found = Outage.objects.filter(ended_at__gte=earliest)
        return list(found.values_list("began_at", "ended_at"))

    def _tell(self, breaches: Sequence[Breach], verdicts: Sequence[Verdict]) -> None:
        """Both sides hear of it: who was slow, with what it means for them, and who leads them."""
        slow = {one.stint.user_id for one in self.due}
        names = org.names_of([*slow, *(one.case.owner_id for one in self.due if one.case.owner_id)])
        leaders = org.leaders_of(slow)
        entries, loud, quiet = [], [], []
        for breach, verdict, one in zip(breaches, verdicts, self.due, strict=True):
            next_id = one.case.owner_id if verdict.outcome in (Outcome.GIVEN, Outcome.DESK) else None
            fact = events.ResponseBreached(
                breach_id=breach.pk,
                user_id=breach.owner_id,
                user_name=names.get(breach.owner_id, ""),
                minutes=round(one.terms.response / 60),
                level_before=breach.level_before,
                level_after=breach.level_after,
                waiver=breach.waiver,
                next_id=next_id,
                next_name=names.get(next_id, "") if next_id else "",
                on_desk=verdict.outcome == Outcome.DESK,
            )
            entries.append(Entry(fact, [one.lead, breach, ("employee", breach.owner_id)]))
            params = {
                "title": one.lead.display,
                "name": fact.user_name,
                "next_name": fact.next_name,
                "level_before": breach.level_before,
                "level_after": breach.level_after,
            }
            own = "dispatch.you_were_demoted" if breach.level_after else "dispatch.you_were_late"
            about = ("lead", one.lead.pk)
            loud.append(News(breach.owner_id, own, params, about, breach.pk))
            if (leader := leaders.get(breach.owner_id)) is not None:
                quiet.append(News(leader, "dispatch.somebody_was_late", params, about, breach.pk))
        record_all(entries, actor=SYSTEM, now=self.now)
        notify_many(loud, self.now, outward=True)
        notify_many(quiet, self.now)


def _breach(stint: Stint, clock: str, now: datetime, levels: tuple[str, str], waiver: str) -> Breach:
    return Breach(
        stint=stint,
        lead_id=stint.lead_id,
        owner_id=stint.user_id,
        unit_id=stint.unit_id,
        clock=clock,
        at=now,
        level_before=levels[0],
        level_after=levels[1],
        waiver=waiver,
    )


def _note_demotion(user_id: int, now: datetime) -> None:
    day = local_day(now)
    if not Seat.objects.filter(pk=user_id).update(demoted_on=day):
        Seat.objects.create(pk=user_id, demoted_on=day)


def _end_runs(user_ids: set[int]) -> None:
    Seat.objects.filter(pk__in=user_ids, clean_run__gt=0).update(clean_run=0)


def _remind(due: Sequence[_Due], now: datetime) -> None:
    """The second clock: first whoever owes the feedback is told, and it counts; then whoever leads them."""
    first = [one for one in due if one.stint.feedback_warned_at is None]
    second = [one for one in due if one.stint.feedback_warned_at is not None]
    made = Breach.objects.bulk_create(
        [_breach(one.stint, Clock.FEEDBACK, now, ("", ""), Waiver.NONE) for one in first]
    )
    names = org.names_of([one.stint.user_id for one in due])
    entries = [
        Entry(
            events.FeedbackBreached(
                breach_id=breach.pk,
                user_id=breach.owner_id,
                user_name=names.get(breach.owner_id, ""),
                minutes=round(one.terms.feedback / 60),
            ),
            [one.lead, breach],
        )
        for one, breach in zip(first, made, strict=True)
    ]
    for one in first:
        one.stint.feedback_warned_at = now
        one.case.next_at = now + timedelta(seconds=one.terms.escalate)
    for one in second:
        one.case.next_at = None
        fact = events.FeedbackEscalated(user_id=one.stint.user_id, user_name=names.get(one.stint.user_id, ""))
        entries.append(Entry(fact, [one.lead]))
    update_rows([one.stint for one in first], ["feedback_warned_at"])
    update_rows([one.case for one in due], ["next_at"])
    if entries:
        record_all(entries, actor=SYSTEM, now=now)
