"""What people are to be reminded of: contacts planned and tasks due soon. One look per kind, whatever set the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.modules.activities import rules
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.models import OPEN_TASK, Task
from dabiao.modules.activities.queries.records import open_records, title_of

LONGEST = timedelta(days=1)  # the earliest that anybody may want to be reminded
LATEST = timedelta(hours=1)  # what is later than this is overdue, which is said elsewhere
# in the order in which one of several that mean the same contact is chosen
KINDS = (SubjectKind.OPPORTUNITY, SubjectKind.LEAD, SubjectKind.CUSTOMER)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due for somebody. `wanted_at`: when it is to be said whatever their wish, or None."""

    kind: str
    id: int
    title: str
    owner_id: int
    due_at: datetime
    wanted_at: datetime | None = None


def contacts_due(now: datetime) -> Iterator[Due]:
    """Planned contacts from an hour ago to a day ahead. A customer whose deal is meant is not named beside the deal."""
    said: set[tuple[int, int, datetime]] = set()
    for kind in KINDS:
        subject = subjects.get(kind)
        planned = Q(next_contact_at__gt=now - LATEST, next_contact_at__lte=now + LONGEST, owner__isnull=False)
        rows: Any = open_records(subject.model._default_manager.filter(planned), kind)
        customer = "pk" if kind == SubjectKind.CUSTOMER else "customer_id"
        names = ("pk", customer, "owner_id", "next_contact_at", *title_of(subject))
        for id, customer_id, owner_id, due_at, title, under in rows.order_by("pk").values_list(*names):
            meant = (owner_id, customer_id, due_at)
            if kind == SubjectKind.CUSTOMER and meant in said:
                continue
            if customer_id is not None:
                said.add(meant)
            yield Due(kind, id, title or under or f"#{id}", owner_id, due_at)


def tasks_due(now: datetime) -> Iterator[Due]:
    """Open tasks of that span. One of a whole day is said in its morning."""
    zone = get_default_timezone()
    today = now.astimezone(zone).date()
    moments = Q(due_on=None, due_at__gt=now - LATEST, due_at__lte=now + LONGEST)
    rows = Task.objects.filter(OPEN_TASK, moments | Q(due_on=today), owner__isnull=False).order_by("pk")
    for task in rows:
        morning = rules.morning(task.due_on, zone) if task.due_on else None
        if task.owner_id and task.due_at:
            yield Due("task", task.pk, task.title, task.owner_id, task.due_at, morning)
