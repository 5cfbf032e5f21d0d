"""Reads: the log of contacts that took place, the agenda of those due, and tasks."""

from dabiao.modules.activities.queries import tasks
from dabiao.modules.activities.queries.agenda import agenda, agenda_by_owner, agenda_counts
from dabiao.modules.activities.queries.calendar import MOST as MOST_ON_CALENDAR
from dabiao.modules.activities.queries.calendar import add_source, calendar
from dabiao.modules.activities.queries.feed import feed, feed_state
from dabiao.modules.activities.queries.known import contacts_known
from dabiao.modules.activities.queries.log import asks_next, condition, detail, known_to, listing, visible_to
from dabiao.modules.activities.queries.records import (
    due_of,
    due_records,
    open_records,
    plans_of_customer,
    titles,
)
from dabiao.modules.activities.queries.visits import last_visits
from dabiao.modules.activities.queries.vocabulary import OF_CUSTOMER, WORDS

__all__ = [
    "MOST_ON_CALENDAR",
    "OF_CUSTOMER",
    "WORDS",
    "add_source",
    "agenda",
    "agenda_by_owner",
    "agenda_counts",
    "asks_next",
    "calendar",
    "condition",
    "contacts_known",
    "detail",
    "due_of",
    "due_records",
    "feed",
    "feed_state",
    "known_to",
    "last_visits",
    "listing",
    "open_records",
    "plans_of_customer",
    "tasks",
    "titles",
    "visible_to",
]
