"""Counts by form or by code, each in one statement whatever their number."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.timezone import get_default_timezone

from dabiao.modules.forms.enums import TAKEN, SubmissionState
from dabiao.modules.forms.models import CodeDay, FormDay, Submission

NOTHING = {"submissions": 0, "leads": 0, "suspected": 0}
_COUNTS: Mapping[str, Any] = {
    "submissions": Count("pk", filter=Q(state__in=TAKEN)),
    "leads": Count("pk", filter=Q(state=SubmissionState.RECEIVED)),
    "suspected": Count("pk", filter=Q(state=SubmissionState.SUSPECTED)),
}


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), get_default_timezone())


def of_forms(ids: Collection[int], since: date) -> dict[int, dict[str, int]]:
    """Form → views, submissions, leads, and what still lies apart, since that day."""
    views = FormDay.objects.filter(form__in=ids, day__gte=since).values_list("form").annotate(Sum("views"))
    return _together("views", dict(views), "form", Q(form__in=ids), ids, since)


def of_codes(ids: Collection[int], since: date) -> dict[int, dict[str, int]]:
    """Code → visits, submissions, leads, since that day."""
    visits = CodeDay.objects.filter(code__in=ids, day__gte=since).values_list("code").annotate(Sum("visits"))
    return _together("visits", dict(visits), "code", Q(code__in=ids), ids, since)


def _together(
    looked: str, looks: Mapping[int, int], by: str, whose: Q, ids: Collection[int], since: date
) -> dict[int, dict[str, int]]:
    rows = Submission.objects.filter(whose, received_at__gte=start_of(since)).values(by).annotate(**_COUNTS)
    counted = {row.pop(by): row for row in rows}
    return {id: {looked: looks.get(id, 0), **counted.get(id, NOTHING)} for id in ids}
