"""Telling people of what became of a report: after commit, once, whatever crashes."""

from datetime import datetime

from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.reports.events import ReportExcused, ReportPraised, ReportSubmitted
from dabiao.modules.reports.queries import records


@after_commit(ReportSubmitted)
def tell_receivers(fact: ReportSubmitted, event: Event, now: datetime) -> None:
    """Those who still have it: it may have been withdrawn in the meantime."""
    _tell(records.receivers_of(fact.report_id), "received", fact, event, now)


@after_commit(ReportPraised)
def tell_the_praised(fact: ReportPraised, event: Event, now: datetime) -> None:
    _tell([fact.owner_id], "praised", fact, event, now)


@after_commit(ReportExcused)
def tell_the_excused(fact: ReportExcused, event: Event, now: datetime) -> None:
    _tell([fact.owner_id], "excused", fact, event, now, reason=fact.reason)


def _tell(
    people: list[int],
    what: str,
    fact: ReportSubmitted | ReportPraised | ReportExcused,
    event: Event,
    now: datetime,
    **more: str,
) -> None:
    params = {"title": fact.title, "by": event.actor_name, **more}
    notify(people, f"report.{what}", params, ("report", fact.report_id), now, dedupe=event.pk)
