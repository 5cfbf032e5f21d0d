"""Every operation of the rooms that lead from targets to today's work, and records of theirs for every person."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.permissions import (
    checks,
    debriefs,
    market,
    meetings,
    plans,
    pulses,
    quotas,
    reports,
    reviews,
    sales_events,
    visits,
)
from tests.permissions.expected import Operation

from dabiao.core.actor import Actor

OPERATIONS: Mapping[str, Operation] = {
    **checks.OPERATIONS,
    **debriefs.OPERATIONS,
    **market.OPERATIONS,
    **meetings.OPERATIONS,
    **plans.OPERATIONS,
    **pulses.OPERATIONS,
    **quotas.OPERATIONS,
    **reports.OPERATIONS,
    **reviews.OPERATIONS,
    **sales_events.OPERATIONS,
    **visits.OPERATIONS,
}

OF_A_PERSON: Mapping[str, Callable[[Actor], Any]] = {
    "debrief": debriefs.a_debrief,
    "market": market.a_note,
    "report": reports.a_report,
    "sales_event": sales_events.an_event,
    "plan": plans.a_plan,
    "plan_item": plans.a_plan_item,
    "review": reviews.a_review,
    "meeting": meetings.a_meeting,
    "meeting_series": meetings.a_series,
}
