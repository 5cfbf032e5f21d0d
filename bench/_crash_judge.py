"""What a company in which processes were killed has lost or doubled; by SQL of its own, none of the engine's code."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from dabiao.doctor import checkup, ledger

_COUNTS = {
    # an owner, or an open case, or a word in the ledger or on the timeline why it lies in the pool
    "lost": """
        SELECT COUNT(*) FROM unnest(%(posted)s::bigint[]) AS p(id) LEFT JOIN leads_lead l ON l.id = p.id
        WHERE l.id IS NULL OR (
            l.owner_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM dispatch_case c WHERE c.lead_id = l.id AND c.state <> 'closed')
            AND NOT EXISTS (
                SELECT 1 FROM dispatch_decision d WHERE d.lead_id = l.id AND d.outcome IN ('pooled', 'unmatched'))
            AND NOT EXISTS (
                SELECT 1 FROM events_event e JOIN events_eventsubject s ON s.event_id = e.id
                WHERE s.kind = 'lead' AND s.object_id = l.id AND e.kind IN ('lead.returned', 'lead.put_back')))
    """,
    # turns of one lead that overlap, cases whose owner is not the lead's, several open cases
    "double_owner": """
        SELECT (SELECT COUNT(*) FROM dispatch_stint a JOIN dispatch_stint b ON b.lead_id = a.lead_id AND b.id > a.id
                WHERE b.given_at < COALESCE(a.ended_at, 'infinity'::timestamptz))
            + (SELECT COUNT(*) FROM dispatch_case c JOIN leads_lead l ON l.id = c.lead_id
                WHERE c.state <> 'closed' AND c.owner_id IS DISTINCT FROM l.owner_id)
            + (SELECT COUNT(*) FROM (SELECT lead_id FROM dispatch_case WHERE state <> 'closed'
                GROUP BY lead_id HAVING COUNT(*) > 1) AS several)
            + (SELECT COUNT(*) FROM (SELECT lead_id FROM dispatch_stint WHERE "end" = ''
                GROUP BY lead_id HAVING COUNT(*) > 1) AS going)
    """,
    # what should have happened by now, and has left no trace; and a clock that ended before its time
    "timers_lost": """
        SELECT (SELECT COUNT(*) FROM dispatch_stint WHERE "end" = '' AND responded_at IS NULL
                AND due_at < %(before)s)
            + (SELECT COUNT(*) FROM dispatch_stint WHERE "end" = '' AND feedback_at IS NULL
                AND feedback_due_at < %(before)s AND feedback_warned_at IS NULL)
            + (SELECT COUNT(*) FROM dispatch_case WHERE state <> 'closed' AND next_at < %(before)s)
            + (SELECT COUNT(*) FROM dispatch_case WHERE state = 'responding' AND next_at IS NULL)
            + (SELECT COUNT(*) FROM dispatch_stint WHERE "end" = 'breached' AND ended_at < due_at)
    """,
    # one warning, one record and one word about it for each clock that ran out
    "timers_double": """
        SELECT (SELECT COUNT(*) FROM (SELECT stint_id, clock FROM dispatch_breach
                GROUP BY stint_id, clock HAVING COUNT(*) > 1) AS twice)
            + (SELECT COUNT(*) FROM (SELECT dedupe, user_id FROM notifications_notification
                WHERE kind LIKE 'dispatch.%%' GROUP BY dedupe, user_id HAVING COUNT(*) > 1) AS rung)
            + (SELECT COUNT(*) FROM (SELECT data ->> 'breach_id' FROM events_event
                WHERE kind IN ('dispatch.response_breached', 'dispatch.feedback_breached')
                GROUP BY kind, data ->> 'breach_id' HAVING COUNT(*) > 1) AS told)
            + abs((SELECT COUNT(*) FROM events_event
                WHERE kind IN ('dispatch.response_breached', 'dispatch.feedback_breached'))
                - (SELECT COUNT(*) FROM dispatch_breach))
            + abs((SELECT COUNT(*) FROM dispatch_stint WHERE "end" = 'breached')
                - (SELECT COUNT(*) FROM dispatch_breach WHERE clock = 'response'))
    """,
    # the how-manieth of the winner's day and hour, beside what their capacity and the rule allow
    "cap_exceeded": """
        SELECT COUNT(*) FROM (
            SELECT d.rule_id, d.winner_id,
                ROW_NUMBER() OVER (PARTITION BY d.winner_id, (d.at AT TIME ZONE 'Asia/Shanghai')::date
                    ORDER BY d.turn) AS of_day,
                ROW_NUMBER() OVER (PARTITION BY d.winner_id, date_trunc('hour', d.at) ORDER BY d.turn) AS of_hour
            FROM dispatch_decision d WHERE d.turn IS NOT NULL AND d.outcome = 'given') AS n
        JOIN dispatch_rule r ON r.id = n.rule_id JOIN org_employee e ON e.user_id = n.winner_id
        WHERE n.of_day > LEAST(e.daily_capacity, r.cap_day) OR n.of_hour > r.cap_hour
    """,
}
_ABOUT = {
    "decisions": "SELECT COUNT(*) FROM dispatch_decision",
    "rosters": "SELECT COUNT(*) FROM dispatch_roster",
    "pooled": "SELECT COUNT(*) FROM dispatch_decision WHERE outcome = 'pooled'",
    "on_desks": "SELECT COUNT(*) FROM dispatch_decision WHERE outcome = 'desk'",
    "warnings": "SELECT COUNT(*) FROM notifications_notification WHERE kind = 'dispatch.clock_warning'",
    "breaches": "SELECT COUNT(*) FROM dispatch_breach WHERE clock = 'response'",
    "feedback_breaches": "SELECT COUNT(*) FROM dispatch_breach WHERE clock = 'feedback'",
    "levels_lost": "SELECT COUNT(*) FROM dispatch_breach WHERE level_after <> ''",
    "answered": "SELECT COUNT(*) FROM dispatch_stint WHERE responded_at IS NOT NULL",
    "answered_within_half_a_second_of_the_end": """
        SELECT COUNT(*) FROM dispatch_stint WHERE abs(extract(epoch FROM responded_at - due_at)) < 0.5
    """,
    "moved_by_hand": "SELECT COUNT(*) FROM dispatch_decision WHERE turn IS NULL",
    "breaches_noticed_ms_median": """
        SELECT COALESCE(percentile_cont(0.5) WITHIN GROUP (
            ORDER BY extract(epoch FROM b.at - s.due_at) * 1000), 0)::int
        FROM dispatch_breach b JOIN dispatch_stint s ON s.id = b.stint_id WHERE b.clock = 'response'
    """,
    "breaches_noticed_ms_latest": """
        SELECT COALESCE(MAX(extract(epoch FROM b.at - s.due_at) * 1000), 0)::int
        FROM dispatch_breach b JOIN dispatch_stint s ON s.id = b.stint_id WHERE b.clock = 'response'
    """,
    "outages": "SELECT COUNT(*) FROM dispatch_outage",
}
_WORK = """
    SELECT (SELECT COUNT(*) FROM dispatch_case WHERE state IN ('responding', 'feedback') AND next_at IS NOT NULL)
        + (SELECT COUNT(*) FROM dispatch_case WHERE state = 'waiting')
        + (SELECT COUNT(*) FROM events_delivery WHERE dead_at IS NULL)
"""


def work_left() -> int:
    return int(_one(_WORK, {}))


def judged(posted: Sequence[int], restart: timedelta) -> dict[str, Any]:
    """Every figure of the first part has to be 0. `restart`: a clock later than this was lost and not just late."""
    given = {"posted": list(posted), "before": _now() - restart}
    found: dict[str, Any] = {name: int(_one(sql, given)) for name, sql in _COUNTS.items()}
    found["ledger_mismatch"] = sum(1 for _ in ledger.otherwise(newest=10_000_000))
    found["doctor"] = {one.check: one.count for one in checkup.run()}
    return found


def about() -> dict[str, int]:
    return {name: int(_one(sql, {})) for name, sql in _ABOUT.items()}


def _now() -> Any:
    return _one("SELECT clock_timestamp()", {})


def _one(sql: str, given: dict[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, given or None)
        return cursor.fetchone()[0]
