"""What imports say of themselves, beside the rows they made."""

# ruff: noqa: S608 - the pieces put together are constants of this file

from dabiao.doctor.findings import Check, Severity


def _made(kind: str, table: str) -> Check:
    return Check(
        f"import.{kind}s_made",
        f"""
        SELECT i.id FROM importing_importrun i WHERE i.kind = '{kind}' AND (
            SELECT COUNT(*) FROM {table} r WHERE r.import_id = i.id
        ) <> (CASE WHEN i.dry_run THEN 0 ELSE i.created - (
            SELECT COUNT(*) FROM importing_importedrow w
            WHERE w.run_id = i.id AND w.outcome = 'created' AND w.undone = 'undone'
        ) END)
        """,
        f"An import says it made another number of {kind}s than there are.",
        "A chunk was written twice or lost; compare the file with the records before correcting either.",
    )


CHECKS = (
    Check(
        "import.counters",
        """
        SELECT id FROM importing_importrun
        WHERE done <> created + updated + unchanged + joined + rejected OR done > total OR (status = 'done' AND done <> total)
        """,
        "The rows done of an import are not the sum of what became of them, or it ended before its last.",
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
    Check(
        "import.rows",
        """
        SELECT i.id FROM importing_importrun i JOIN (
            SELECT run_id, COUNT(*) AS noted,
                SUM(CASE outcome WHEN 'created' THEN 1 ELSE 0 END) AS created,
                SUM(CASE outcome WHEN 'updated' THEN 1 ELSE 0 END) AS updated,
                SUM(CASE outcome WHEN 'unchanged' THEN 1 ELSE 0 END) AS unchanged,
                SUM(CASE outcome WHEN 'joined' THEN 1 ELSE 0 END) AS joined,
                SUM(CASE WHEN undone = 'undone' THEN 1 ELSE 0 END) AS undone,
                SUM(CASE WHEN undone IN ('partly', 'kept') THEN 1 ELSE 0 END) AS kept
            FROM importing_importedrow GROUP BY run_id
        ) w ON w.run_id = i.id
        WHERE i.done <> w.noted OR i.created <> w.created OR i.updated <> w.updated
            OR i.unchanged <> w.unchanged OR i.joined <> w.joined OR i.undone <> w.undone OR i.kept <> w.kept
        """,
        "The counters of an import, or of its undo, are not what its rows say.",
        "Correct the counters from the rows.",
    ),
    Check(
        "import.before_images",
        """
        SELECT DISTINCT w.run_id AS id FROM importing_importedrow w WHERE w.outcome = 'updated' AND (
            w.changes IS NULL OR (w.same_as IS NULL AND w.record_id IS NULL)
        ) OR w.outcome = 'created' AND w.record_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM importing_importrun i WHERE i.id = w.run_id AND i.dry_run)
        """,
        "A row of an import does not say what it changed, or which record: it cannot be undone.",
        "Find what it changed in the history of the record, by the time of the import.",
    ),
    Check(
        "import.withdrawn",
        """
        SELECT DISTINCT w.run_id AS id FROM importing_importedrow w
        WHERE w.outcome = 'created' AND w.undone = 'undone' AND (
            w.record_kind = 'lead' AND EXISTS (SELECT 1 FROM leads_lead r WHERE r.id = w.record_id)
            OR w.record_kind = 'customer' AND EXISTS (SELECT 1 FROM customers_customer r WHERE r.id = w.record_id)
        )
        """,
        "A record that an undo says it removed is still there.",
        "Remove it, or set the row to kept, and correct the counters.",
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
