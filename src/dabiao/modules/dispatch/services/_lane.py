"""What whoever decides goes by: one lane, a batch at a time, and no case that holds up the others."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from dabiao.core.events.attempts import Report, backoff, described
from dabiao.modules.dispatch.models import Case, Decision, Lane, Stint

logger = logging.getLogger(__name__)

BATCH = 400


class Later(Exception):
    """Somebody who has to be held is just being changed: nothing is written, and the next round looks again."""


@contextmanager
def held_lane() -> Iterator[Lane | None]:
    """The lane, for one transaction; None while another worker has it."""
    with transaction.atomic():
        found = Lane.objects.select_for_update(skip_locked=True).filter(pk=1).first()
        yield found


def moment(now: datetime) -> datetime:
    """`now`, or when the lane last decided if another worker was ahead: days and hours of its counts never go back.
    Whoever asks holds the lane."""
    last = Decision.objects.filter(turn__isnull=False).order_by("-turn").values_list("at", flat=True).first()
    return max(now, last) if last is not None else now


def in_batch(ids: Sequence[int], work: Callable[[Sequence[int], datetime], int], now: datetime) -> Report:
    """Do the work for all of these cases together; where that fails, for each alone, so that one cannot hold up the others."""
    report = Report()
    if not ids:
        return report
    if _tried(ids, work, now, report) is not None:
        for id in ids:
            error = _tried([id], work, now, report)
            if error is not None and not isinstance(error, Later):
                report.errors.append(error)
                put_off(id, error, now)
    return report


def _tried(
    ids: Sequence[int], work: Callable[[Sequence[int], datetime], int], now: datetime, report: Report
) -> Exception | None:
    """One transaction; its error, with nothing written. Raises when the database is gone."""
    try:
        with transaction.atomic():
            done = work(ids, now)
    except Later as error:
        return error
    except Exception as error:
        if isinstance(error, OperationalError | InterfaceError) and not connection.is_usable():
            raise
        logger.warning("dispatch of %s cases failed", len(ids), exc_info=True)
        return error
    report.done += done
    return None


def put_off(case_id: int, error: Exception, now: datetime) -> None:
    """Try this case again later, with waits up to an hour."""
    case = Case.objects.filter(pk=case_id).first()
    if case is not None:
        Case.objects.filter(pk=case_id).update(
            attempts=F("attempts") + 1, last_error=described(error), next_at=now + backoff(case.attempts + 1)
        )


def had_before(case_ids: Sequence[int]) -> dict[int, set[int]]:
    """Who has had these leads since they arrived."""
    found: dict[int, set[int]] = {}
    if case_ids:
        for case_id, user_id in Stint.objects.filter(case_id__in=case_ids).values_list("case_id", "user_id"):
            found.setdefault(case_id, set()).add(user_id)
    return found
