"""Sums that are kept by person against the deals; people with a mark are being summed anew."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from django.db import connection
from django.utils.timezone import get_default_timezone

from dabiao.doctor.findings import Check, Look

_MEND = "Run `dabiao recount`."
_SAMPLE = 30  # people whose deals are weighed one by one
_FRESH = ((7, 100), (14, 80), (30, 50), (60, 25))  # days since the last contact, percent; beyond them a tenth
_BEHIND = (100, 80, 60, 40)  # percent, by steps that a claim is ahead of evidence

_STAGES = """
    SELECT sums.owner_id AS id FROM (
        SELECT COALESCE(o.owner_id, 0) AS owner_id, COALESCE(o.unit_id, 0) AS unit_id, o.stage_id, o.currency,
        COUNT(*) AS deals, SUM(o.amount_minor) AS amount
        FROM opportunities_opportunity o WHERE o.closed_at IS NULL
        GROUP BY o.owner_id, o.unit_id, o.stage_id, o.currency
        UNION ALL
        SELECT s.owner_id, s.unit_id, s.stage_id, s.currency, -s.count, -s.amount_minor
        FROM opportunities_stagesum s, opportunities_stagesummaking m WHERE s.basis = m.basis
    ) sums
    WHERE sums.owner_id NOT IN (SELECT m.owner_id FROM opportunities_stagesummark m)
        AND EXISTS (SELECT 1 FROM opportunities_stagesummaking m
            WHERE m.basis <> '' AND (m.whole OR sums.owner_id <= m.reached))
    GROUP BY sums.owner_id, sums.unit_id, sums.stage_id, sums.currency
    HAVING SUM(sums.deals) <> 0 OR SUM(sums.amount) <> 0
    """
_MAKING = """
    SELECT m.basis, m.begun_at FROM {making} m WHERE m.whole AND m.begun_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM opportunities_pipeline p WHERE p.updated_at >= m.begun_at)
    """
_PEOPLE = """
    SELECT DISTINCT s.owner_id FROM {sums} s WHERE s.basis = %s
    AND s.owner_id NOT IN (SELECT m.owner_id FROM {marks} m) ORDER BY s.owner_id
    """
_DEALS = """
    SELECT o.stage_id, o.currency, o.amount_minor, o.competitor_count, o.model_chance, o.expected_win_on,
    COALESCE(o.last_contact_at, o.created_at), o.evidenced_stage_id, o.recorded_stage_id
    FROM opportunities_opportunity o WHERE COALESCE(o.owner_id, 0) = %s AND o.closed_at IS NULL
    """


class _Deal(NamedTuple):
    stage_id: int
    currency: str
    amount: int
    rivals: int
    model: int | None
    win_on: Any
    contact_at: Any
    evidenced_id: int | None
    recorded_id: int | None


def _asked(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.strip(), params or None)
        return cursor.fetchall()


def _of(moment: Any) -> datetime:
    """SQLite gives moments as text, of the world's time."""
    found = moment if isinstance(moment, datetime) else datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _sampled(table: str, making: str, marks: str) -> Iterator[tuple[int, str, date]]:
    """(person, basis, day) of a few whose sums count. While a pipeline was changed after they were begun, none do."""
    for basis, begun_at in _asked(_MAKING.format(making=making)):
        people = [id for (id,) in _asked(_PEOPLE.format(sums=table, marks=marks), basis)]
        day = _of(begun_at).astimezone(get_default_timezone()).date()
        for id in random.sample(people, min(_SAMPLE, len(people))):
            yield id, basis, day


class _Weighing:
    """Chances and credibility as the handbook has them."""

    def __init__(self, day: date) -> None:
        self.way = next((way for (way,) in _asked("SELECT forecast_by FROM access_companysettings")), "stage")
        self.stages = {
            id: (pipeline, position, percent, bool(active))
            for id, pipeline, position, percent, active in _asked(
                "SELECT id, pipeline_id, position, percent, active FROM opportunities_stage WHERE kind = 'open'"
            )
        }
        midnight, zone = time(), get_default_timezone()
        self.fresh = [
            (datetime.combine(day - timedelta(days=days), midnight, zone), percent)
            for days, percent in _FRESH
        ]

    def chance(self, deal: _Deal) -> Fraction:
        if self.way == "competition":
            return Fraction(1, deal.rivals + 1) if deal.rivals else Fraction(4, 5)
        if self.way == "model" and deal.model is not None:
            return Fraction(deal.model, 1000)
        return Fraction(self.stages[deal.stage_id][2], 100)

    def percent(self, deal: _Deal) -> int:
        fresh = next((worth for since, worth in self.fresh if _of(deal.contact_at) >= since), 10)
        backed = sum(self._backing(deal.stage_id, id) for id in (deal.evidenced_id, deal.recorded_id)) // 2
        return (fresh * backed + 50) // 100

    def _backing(self, claimed_id: int, proved_id: int | None) -> int:
        pipeline, claimed, *_ = self.stages[claimed_id]
        ladder = [place for line, place, _, active in self.stages.values() if line == pipeline and active]
        there = self.stages.get(proved_id or 0)
        proved = there[1] if there and there[0] == pipeline else min(ladder, default=claimed)
        ahead = len([place for place in ladder if proved < place <= claimed])
        return _BEHIND[min(ahead, len(_BEHIND) - 1)]


def _stages_differ(owner_id: int, basis: str, day: date) -> bool:
    weighing, left = _Weighing(day), defaultdict[Any, Fraction](Fraction)
    for row in _asked(_DEALS, owner_id):
        deal = _Deal(*row)
        if deal.stage_id in weighing.stages:
            worth = deal.amount * weighing.chance(deal)
            left[deal.stage_id, deal.currency, "worth"] += worth
            left[deal.stage_id, deal.currency, "credible"] += worth * weighing.percent(deal) / 100
    for stage_id, currency, per, worth, rest, credible, credible_rest in _asked(
        "SELECT stage_id, currency, per, worth_minor, worth_rest, believed_minor, believed_rest "
        "FROM opportunities_stagesum WHERE owner_id = %s AND basis = %s",
        *(owner_id, basis),
    ):
        left[stage_id, currency, "worth"] -= worth + Fraction(rest, per)
        left[stage_id, currency, "credible"] -= credible + Fraction(credible_rest, per * 100)
    return any(left.values())


def _forecast_differs(owner_id: int, basis: str, day: date) -> bool:
    """By stage, what is to be won this month and this quarter: how many deals, and what for."""
    deals = [deal for row in _asked(_DEALS, owner_id) if (deal := _Deal(*row)).currency == "CNY"]
    for span, (first, until) in _spans(day).items():
        there = [deal.amount for deal in deals if first <= str(deal.win_on or "") < until]
        rows = _asked(
            "SELECT content FROM forecasts_opensum WHERE owner_id = %s AND basis = %s AND way = 'stage' AND span = %s",
            *(owner_id, basis, span),
        )
        kept = [one for (content,) in rows if (one := json.loads(content))]
        if [sum(one[0][place] for one in kept) for place in (0, 1)] != [len(there), sum(there)]:
            return True
    return False


def _look(name: str, making: str, differs: Callable[[int, str, date], bool], *said: str) -> Look:
    """Twice, and neither a mark nor another basis in between: what is read is of several moments, while deals may change and
    be summed anew."""
    marks, (code, wrong) = f"{name}mark", said
    meanwhile = (
        f"SELECT 1 FROM {marks} WHERE owner_id = %s UNION ALL SELECT 1 FROM {making} WHERE basis <> %s"  # noqa: S608
    )

    def found() -> Iterable[int]:
        for one in _sampled(name, making, marks):
            if differs(*one) and not _asked(meanwhile, *one[:2]) and differs(*one):
                yield one[0]

    return Look(code, found, wrong, _MEND)


def _spans(day: date) -> dict[str, tuple[str, str]]:
    def month(number: int) -> str:
        return date(day.year + number // 12, number % 12 + 1, 1).isoformat()

    this, quarter = day.month - 1, (day.month - 1) // 3 * 3
    return {"month": (month(this), month(this + 1)), "quarter": (month(quarter), month(quarter + 3))}


CHECKS = (
    Check(
        "sums.stages_not_as_deals_are",
        _STAGES,
        "What is kept of somebody's open deals in a stage is not how many they are and what they are worth.",
        _MEND,
    ),
    _look(
        "opportunities_stagesum",
        "opportunities_stagesummaking",
        _stages_differ,
        "sums.stages_weighed_otherwise",
        "What somebody's open deals in a stage are worth by their chances, or credibly, is not what is kept.",
    ),
    _look(
        "forecasts_opensum",
        "forecasts_opensumbasis",
        _forecast_differs,
        "sums.forecast_of_other_deals",
        "The forecast keeps another number or amount of somebody's open deals than there is.",
    ),
)
