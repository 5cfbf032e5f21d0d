"""Attribution: whom records count for, and the sums by day that are kept of it."""

from dabiao.doctor.findings import Check

# days with a mark are to be summed anew; closed months keep what was final under the tax of that time
_SETTLED = """
    NOT EXISTS (SELECT 1 FROM targets_tallymark k WHERE k.source = m.source AND k.day = ROW.day)
    AND NOT EXISTS (
        SELECT 1 FROM targets_closedmonth c
        WHERE SUBSTR(CAST(c.month AS TEXT), 1, 7) = SUBSTR(CAST(ROW.day AS TEXT), 1, 7))
"""
_PLAIN = """
    m.active AND m.tallied_at IS NOT NULL AND m.tax_bp = 0 AND CAST(m."where" AS TEXT) = '{}'
    AND m.source || ' ' || m.day_field IN (
        'contract signed_on', 'receipt received_on', 'opportunity closed_at')
"""

CHECKS = (
    Check(
        "credit.shares_differ",
        """
        SELECT MIN(id) AS id FROM targets_share GROUP BY source_kind, source_id HAVING SUM(bp) <> 10000
        """,
        "The shares of a record do not come to the whole of it.",
        "Say on the record whom it counts for: the shares are written anew.",
    ),
    Check(
        "credit.tally_differs",
        """
        SELECT id FROM (
            SELECT m.id, e.day, e.user_id, e.unit_id,
                CASE WHEN m.measured = 'money' THEN e.amount_minor ELSE e.pieces END AS amount
            FROM targets_metric m JOIN targets_entry e ON e.source_kind = m.source
                AND (m.measured <> 'money' OR e.currency = m.currency)
            WHERE PLAIN AND SETTLED_E
            UNION ALL
            SELECT m.id, t.day, t.user_id, t.unit_id, -t.amount
            FROM targets_metric m JOIN targets_tally t ON t.metric_id = m.id
            WHERE PLAIN AND SETTLED_T
        ) both_sides
        GROUP BY id, day, user_id, unit_id HAVING SUM(amount) <> 0
        """.replace("SETTLED_E", _SETTLED.replace("ROW.", "e."))
        .replace("SETTLED_T", _SETTLED.replace("ROW.", "t."))
        .replace("PLAIN", _PLAIN),
        "What a metric came to on a day is not what the ledger of attribution says.",
        "Run `dabiao recount`: the sums by day are made anew.",
    ),
)
