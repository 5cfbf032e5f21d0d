"""Dispatch: one owner and one turn at a time, clocks looked after, and a ledger from which every choice can be made again."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db import connection
from django.utils.timezone import get_default_timezone

from dabiao.doctor import ledger
from dabiao.doctor.findings import Check, Look, Severity

_ENDED = "l.status IN ('converted', 'invalid')"
_RUNS = "c.state IN ('responding', 'feedback')"


def _local(at: datetime) -> date:
    return at.astimezone(get_default_timezone()).date()


def _day_miscounted() -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id, day, day_given FROM dispatch_seat WHERE day IS NOT NULL")
        seats = cursor.fetchall()
        cursor.execute(
            "SELECT winner_id, at FROM dispatch_decision WHERE outcome = 'given' AND turn IS NOT NULL"
        )
        given = Counter((winner, str(_local(ledger.moment(at)))) for winner, at in cursor.fetchall())
    for user, day, count in seats:
        if given[user, str(day)] != count:
            yield user


def _beyond_a_cap() -> Iterator[int]:
    """Counted from the ledger; the days and hours in which the newest decisions begin are counted from there."""
    days, hours = Counter[tuple[int, date]](), Counter[tuple[int, datetime]]()
    for line, table in ledger.walked():
        if not line.given or line.rule not in table.rules or line.winner not in table.people:
            continue
        day, hour = (line.winner or 0, _local(line.at)), (line.winner or 0, _hour(line.at))
        days[day] += 1
        hours[hour] += 1
        most_day, most_hour = table.limits(line)
        if days[day] > most_day or (most_hour is not None and hours[hour] > most_hour):
            yield line.id


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _levels_lost_again() -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, owner_id, at FROM dispatch_breach WHERE level_after <> '' ORDER BY id")
        rows = cursor.fetchall()
    lost: set[tuple[int, date]] = set()
    for id, owner, at in rows:
        day = (owner, _local(ledger.moment(at)))
        if day in lost:
            yield id
        lost.add(day)


CHECKS = (
    Check(
        "dispatch.owner_differs",
        f"""
        SELECT c.id FROM dispatch_case c JOIN leads_lead l ON l.id = c.lead_id WHERE c.state <> 'closed'
        AND ({_ENDED} OR COALESCE(c.owner_id, 0) <> COALESCE(l.owner_id, 0))
        """,  # noqa: S608 - our own words
        "A lead in dispatch has another owner than dispatch thinks, or has come to an end.",
        "Assign the lead by hand: its case then follows.",
    ),
    Check(
        "dispatch.case_without_turn",
        f"""
        SELECT c.id FROM dispatch_case c
        LEFT JOIN dispatch_stint s ON s.id = c.stint_id AND s.case_id = c.id AND s."end" = ''
        WHERE {_RUNS} AND (s.id IS NULL OR s.user_id <> c.owner_id OR s.lead_id <> c.lead_id)
        """,  # noqa: S608
        "A clock runs for a turn that is over, is missing, or is somebody else's.",
        "Assign the lead by hand: a new turn then begins.",
    ),
    Check(
        "dispatch.turn_without_case",
        f"""
        SELECT s.id FROM dispatch_stint s LEFT JOIN dispatch_case c ON c.stint_id = s.id AND {_RUNS}
        WHERE s."end" = '' AND c.id IS NULL
        """,  # noqa: S608
        "Somebody's turn with a lead goes on, and no clock runs for it.",
        "Set ended_at and end of the turn.",
    ),
    Check(
        "dispatch.several_turns",
        """SELECT MAX(id) AS id FROM dispatch_stint WHERE "end" = '' GROUP BY lead_id HAVING COUNT(*) > 1""",
        "A lead is several people's turn at once.",
        "End the turns of those who do not own it.",
    ),
    Check(
        "dispatch.turn_ended_without_reason",
        """SELECT id FROM dispatch_stint WHERE (ended_at IS NULL) <> ("end" = '')""",
        "A turn with a lead has ended without a reason, or has one and goes on.",
        "Set ended_at and end to agree; the ledger tells what happened.",
    ),
    Check(
        "dispatch.case_overdue",
        """
        SELECT id FROM dispatch_case
        WHERE state <> 'closed' AND next_at < %(hour_ago)s AND last_error = ''
        """,
        "Something is due for a lead in dispatch since more than an hour.",
        "See that `dabiao worker` (or `dabiao serve`) runs, and what its log says.",
        Severity.WARNING,
    ),
    Check(
        "dispatch.case_failing",
        "SELECT id FROM dispatch_case WHERE state <> 'closed' AND attempts >= 5",
        "A lead could not be looked after five times or more in a row.",
        "Read last_error of the case and mend the cause; it is tried again at next_at.",
        Severity.WARNING,
    ),
    Check(
        "dispatch.turn_twice",
        "SELECT MAX(id) AS id FROM dispatch_decision WHERE turn IS NOT NULL GROUP BY turn HAVING COUNT(*) > 1",
        "Two lines of the ledger have the same turn: two workers decided at once.",
        "Report it: the lane did not keep them apart.",
    ),
    Check(
        "dispatch.standing_differs",
        """
        SELECT s.user_id AS id FROM dispatch_standing s WHERE s.last_turn <> COALESCE(
            (SELECT MAX(d.turn) FROM dispatch_decision d
            WHERE d.rule_id = s.rule_id AND d.winner_id = s.user_id AND d.outcome = 'given'), 0)
        """,
        "When a rule last gave somebody a lead is not what the ledger says.",
        "Set last_turn of the standing to the newest turn of the ledger.",
    ),
    Look(
        "dispatch.day_miscounted",
        _day_miscounted,
        "What rules gave somebody on a day is not what the ledger says.",
        "Set day_given of the seat to the number of lines of that day.",
    ),
    Look(
        "dispatch.cap_exceeded",
        _beyond_a_cap,
        "A rule gave somebody more leads in a day or an hour than the caps of that moment allowed.",
        "Report it with the lines of the ledger.",
    ),
    Look(
        "dispatch.chosen_otherwise",
        ledger.otherwise,
        "By the roster and the rule of that moment somebody else had to get the lead.",
        "Report it with the lines of the ledger.",
    ),
    Check(
        "dispatch.breach_of_no_turn",
        """
        SELECT b.id FROM dispatch_breach b JOIN dispatch_stint s ON s.id = b.stint_id
        WHERE s.user_id <> b.owner_id OR s.lead_id <> b.lead_id OR (b.clock = 'response' AND s."end" <> 'breached')
        """,
        "A clock that ran out is noted for somebody whose turn it was not, or whose turn ended otherwise.",
        "Look at the ledger of the lead; reject or uphold by an appeal.",
    ),
    Check(
        "dispatch.breach_unrecorded",
        """
        SELECT s.id FROM dispatch_stint s WHERE s."end" = 'breached' AND NOT EXISTS (
            SELECT 1 FROM dispatch_breach b WHERE b.stint_id = s.id AND b.clock = 'response')
        """,
        "A turn ended because nobody answered, and the compliance record does not know.",
        "Report it with the lines of the ledger.",
    ),
    Look(
        "dispatch.level_lost_again",
        _levels_lost_again,
        "Somebody lost a level twice on one day.",
        "Give one back by hand; the compliance record tells when.",
    ),
    Check(
        "dispatch.level_lost_in_spite",
        """
        SELECT id FROM dispatch_breach
        WHERE (level_after <> '' AND (waiver <> '' OR clock <> 'response'))
        OR (level_after = '' AND waiver = '' AND clock = 'response')
        """,
        "A level was lost although something spared it, or was kept and nothing says why.",
        "Give the level back by hand, or say why in an appeal.",
    ),
)
