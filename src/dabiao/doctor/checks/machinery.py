"""What works in the background: is anything waiting that nobody does?"""

from dabiao.doctor.findings import Check, Severity

_WORKER = "See that `dabiao worker` (or `dabiao serve`) runs, and what its log says."

CHECKS = (
    Check(
        "delivery.dead",
        "SELECT id FROM events_delivery WHERE dead_at IS NOT NULL",
        "A reaction to an event failed so often that it was given up.",
        "Read last_error of the delivery, mend the cause, then have it delivered again.",
    ),
    Check(
        "delivery.of_no_event",
        """
        SELECT d.id FROM events_delivery d
        WHERE NOT EXISTS (SELECT 1 FROM events_event e WHERE e.id = d.event_id)
        """,
        "A reaction waits for an event that does not exist.",
        "Delete the delivery.",
    ),
    Check(
        "delivery.late",
        """
        SELECT d.id FROM events_delivery d JOIN events_event e ON e.id = d.event_id
        WHERE d.dead_at IS NULL AND d.attempts = 0 AND e.at < %(hour_ago)s
        AND (d.next_try_at IS NULL OR d.next_try_at < %(hour_ago)s)
        """,
        "Reactions to events have waited for more than an hour.",
        _WORKER,
        Severity.WARNING,
    ),
    Check(
        "timer.overdue",
        "SELECT id FROM timers_timer WHERE due_at < %(hour_ago)s",
        "A timer is more than an hour overdue.",
        _WORKER,
        Severity.WARNING,
    ),
    Check(
        "timer.failing",
        "SELECT id FROM timers_timer WHERE attempts >= 5",
        "A timer has failed five times or more in a row.",
        "Read last_error of the timer and mend the cause; it is tried again at due_at.",
        Severity.WARNING,
    ),
    Check(
        "job.abandoned",
        "SELECT id FROM timers_job WHERE status = 'running' AND (lease_until IS NULL OR lease_until < %(hour_ago)s)",
        "A job was begun and nobody has worked on it for more than an hour.",
        _WORKER,
        Severity.WARNING,
    ),
    Check(
        "job.waiting",
        """
        SELECT id FROM timers_job
        WHERE status = 'queued' AND created_at < %(hour_ago)s AND (lease_until IS NULL OR lease_until < %(hour_ago)s)
        """,
        "A job has waited for a worker for more than an hour.",
        _WORKER,
        Severity.WARNING,
    ),
    Check(
        "job.failed",
        "SELECT id FROM timers_job WHERE status = 'failed' AND finished_at >= %(hour_ago)s",
        "A job failed within the last hour.",
        "Read its error.",
        Severity.NOTICE,
    ),
)
