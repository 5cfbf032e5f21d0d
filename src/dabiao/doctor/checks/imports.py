"""What imports say of themselves, beside the rows they made."""

# ruff: noqa: S608 - the pieces put together are constants of this file

from dabiao.doctor.findings import Check, Severity


def _made(kind: str, table: str) -> Check:
    return Check(
        f"import.{kind}s_made",
        f"""
        SELECT i.id FROM importing_importrun i WHERE i.kind = '{kind}' AND (
            SELECT COUNT(*) FROM {table} r WHERE r.import_id = i.id
        ) <> (CASE WHEN i.dry_run THEN 0 ELSE i.created END)
        """,
        f"An import says it made another number of {kind}s than there are.",
        "A chunk was written twice or lost; compare the file with the records before correcting either.",
    )


CHECKS = (
    Check(
        "import.counters",
        """
        SELECT id FROM importing_importrun
        WHERE done <> created + joined + rejected OR done > total OR (status = 'done' AND done <> total)
        """,
        "The rows done of an import are not those created, joined and rejected, or it ended before its last.",
        "Compare with its rows and rejects, and correct the counters.",
    ),
    Check(
        "import.rejects",
        """
        SELECT i.id FROM importing_importrun i
        WHERE i.rejected <> (SELECT COUNT(*) FROM importing_importreject r WHERE r.run_id = i.id)
        """,
        "An import says it rejected another number of rows than are kept.",
        "Correct the counter.",
    ),
    _made("lead", "leads_lead"),
    _made("customer", "customers_customer"),
    Check(
        "import.stuck",
        """
        SELECT i.id FROM importing_importrun i LEFT JOIN timers_job j ON j.id = i.job_id
        WHERE i.status IN ('queued', 'running') AND (j.status IS NULL OR j.status NOT IN ('queued', 'running'))
        AND (j.finished_at IS NULL OR j.finished_at < %(hour_ago)s) AND i.created_at < %(hour_ago)s
        """,
        "An import waits for a job that is over.",
        "See that a worker runs: it closes such imports within a minute.",
        Severity.WARNING,
    ),
)
