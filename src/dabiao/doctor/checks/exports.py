"""What exports say of themselves, beside the files there are and the rows that were counted."""

from dabiao.doctor.findings import Check, Severity

CHECKS = (
    Check(
        "export.file",
        """
        SELECT e.id FROM exporting_export e LEFT JOIN files_storedfile f ON f.id = e.file_id
        WHERE (e.status = 'done' AND (f.id IS NULL OR f.created_by <> e.asked_by_id))
            OR (e.status <> 'done' AND e.file_id IS NOT NULL)
        """,
        "A finished export has no file or somebody else's, or one that is not finished or has expired still has one.",
        "Delete what should be gone; have a lost file exported again.",
    ),
    Check(
        "export.day",
        """
        SELECT d.id FROM exporting_exportday d
        WHERE d.rows <> (
            SELECT COALESCE(SUM(e.charged), 0) FROM exporting_export e
            WHERE e.asked_by_id = d.user_id AND e.day = d.day AND e.need = ''
        ) OR d.approved <> (
            SELECT COALESCE(SUM(e.total), 0) FROM exporting_export e
            WHERE e.asked_by_id = d.user_id AND e.day = d.day AND e.need <> '' AND e.status IN ('done', 'expired')
        )
        """,
        "The rows counted on somebody's day are not those of the exports of that day.",
        "Correct the count of the day from its exports.",
    ),
    Check(
        "export.uncounted",
        """
        SELECT e.id FROM exporting_export e
        WHERE (e.status IN ('done', 'expired') AND (
            e.day IS NULL OR (e.need = '' AND e.charged <> e.total)
            OR NOT EXISTS (SELECT 1 FROM exporting_exportday d WHERE d.user_id = e.asked_by_id AND d.day = e.day)
        )) OR (e.charged <> 0 AND (e.need <> '' OR e.status IN ('failed', 'cancelled', 'refused', 'lapsed')))
        """,
        "An export holds other rows than were counted on its day, or was counted and holds none.",
        "Correct what the export was charged with, and its day.",
    ),
    Check(
        "export.unapproved",
        """
        SELECT id FROM exporting_export WHERE decided_by_id = asked_by_id
        OR (need <> '' AND status IN ('queued', 'running', 'done', 'expired', 'refused') AND decided_by_id IS NULL)
        OR (need = '' AND decided_by_id IS NOT NULL) OR (need <> '' AND reason = '')
        """,
        "An export that needed approval went through without somebody else's, or without a reason.",
        "Find out who took the file, from the audit log.",
    ),
    Check(
        "export.outlived",
        "SELECT id FROM exporting_export WHERE status = 'done' AND (expires_at IS NULL OR expires_at < %(hour_ago)s)",
        "A file was to be deleted an hour ago and is still there.",
        "See that a worker runs: it deletes such files within a minute.",
        Severity.WARNING,
    ),
    Check(
        "export.stuck",
        """
        SELECT e.id FROM exporting_export e LEFT JOIN timers_job j ON j.id = e.job_id
        WHERE (e.status IN ('queued', 'running') AND (j.status IS NULL OR j.status NOT IN ('queued', 'running'))
            AND (j.finished_at IS NULL OR j.finished_at < %(hour_ago)s) AND e.asked_at < %(hour_ago)s)
        OR (e.status = 'waiting' AND (e.decide_until IS NULL OR e.decide_until < %(hour_ago)s))
        """,
        "An export waits for a job that is over, or for an approval whose time is over.",
        "See that a worker runs: it closes such exports within a minute.",
        Severity.WARNING,
    ),
)
