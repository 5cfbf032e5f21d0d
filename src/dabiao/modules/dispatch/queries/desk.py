"""The live desk: what waits and runs, who can take it, and what has just gone wrong. A fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, FilteredRelation, Q, QuerySet

from dabiao.core.access import epochs
from dabiao.core.access.models import Role
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.kept import PLACE, Framed, sql_of
from dabiao.core.masking import masked
from dabiao.core.scoping import covers, in_pool_reach, visible
from dabiao.modules.dispatch.enums import OPEN_STATES, CaseState
from dabiao.modules.dispatch.models import Breach, Case, Stint
from dabiao.modules.dispatch.queries import boards, reach
from dabiao.modules.dispatch.queries._answers import ANSWER, answer_of
from dabiao.modules.dispatch.rules.compliance import ranked
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import WORKING

CARDS, PEOPLE, FED = 50, 200, 30
# Whoever brings leads to their end, within less than the whole company, works them.
WORKS, SOMEWHERE = "lead.convert", ("own", "team", "unit")
Row = dict[str, Any]


def desk(*, unit_id: int | None = None, actor: Actor, now: datetime) -> dict[str, Any]:
    """`{as_of, columns, people, people_capped, breaches}` of what `dispatch.read` reaches, within a unit where one is named.

    A column holds the 50 of its cases that are due first, and counts all. People: those who work leads, at most 200.
    """
    actor.require("dispatch.read")
    units = None if unit_id is None else org.units_below(unit_id)
    within = Q() if units is None else Q(unit_id__in=units)
    people = _people(within, actor)
    return {
        "as_of": now,
        "columns": _columns(reach.open_cases(actor).filter(within), actor),
        "people": _seated(people[:PEOPLE], actor, now),
        "people_capped": len(people) > PEOPLE,
        "breaches": _feed(within, actor),
    }


_PLACED = """
SELECT id, state, n FROM (
  SELECT id, state, COUNT(*) OVER (PARTITION BY state) AS n, ROW_NUMBER() OVER (
    PARTITION BY state ORDER BY due_at NULLS LAST, urgency, arrived_at, id) AS place
  FROM ({cases}) AS meant) AS placed
WHERE place <= {most:d} ORDER BY state, place
"""
OF_PLACE = ("id", "state", "due_at", "urgency", "arrived_at")


def _columns(cases: QuerySet[Case], actor: Actor) -> list[Row]:
    ids: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, int] = {}
    sql, params = sql_of(cases.values_list(*OF_PLACE))
    for pk, state, n in _asked(_PLACED.format(cases=sql, most=CARDS), params) if sql else ():
        ids[state].append(pk)
        counts[state] = n
    cards = _cards([pk for some in ids.values() for pk in some], actor)
    return [
        {"state": state.value, "count": counts.get(state, 0), "items": [cards[pk] for pk in ids[state]]}
        for state in OPEN_STATES
    ]


def _asked(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


OF_CASE = {
    "id": "pk",
    "lead_id": "lead_id",
    "state": "state",
    "kind": "kind",
    "name": "lead__name",
    "company": "lead__company",
    "phone": "lead__phone",
    "grade": "lead__grade",
    "source": "lead__source",
    "campaign": "lead__campaign",
    "owner_id": "owner_id",
    "owner_name": "owner__name",
    "unit_id": "unit_id",
    "unit_name": "unit__name",
    "rule_name": "rule__name",
    "hops": "hops",
    "why": "why",
    "arrived_at": "arrived_at",
    "state_at": "state_at",
    "next_at": "next_at",
    "due_at": "due_at",
}
OF_STINT = ("given_at", "warn_at", "due_at", "responded_at", "evidence", "feedback_due_at")


def _all_cards() -> QuerySet[Any, Any]:
    running = FilteredRelation("stints", condition=Q(stints__pk=F("stint_id")))
    rows = Case.objects.annotate(turn=running).filter(pk__in=PLACE)
    return rows.values_list(*OF_CASE.values(), *(f"turn__{name}" for name in OF_STINT))


CARD = Framed(_all_cards)


def _cards(ids: Sequence[int], actor: Actor) -> dict[int, Row]:
    found = {}
    for row in CARD(ids):
        case = dict(zip(OF_CASE, row, strict=False))
        found[case["id"]] = _card(case, dict(zip(OF_STINT, row[len(OF_CASE) :], strict=True)), actor)
    return found


def _card(row: Row, stint: Mapping[str, Any], actor: Actor) -> Row:
    whose = {"id": row["lead_id"], "owner_id": row["owner_id"], "unit_id": row["unit_id"]}
    shown = reach.reads_lead(actor, **whose) or in_pool_reach(
        actor, "lead.claim", row["owner_id"], row["unit_id"]
    )
    phone = row["phone"] if covers(actor, "lead.read_phone", **whose) else masked(row["phone"], "phone")
    title = row.pop("name") or row["company"] or f"#{row['lead_id']}"
    feedback = row["state"] == CaseState.FEEDBACK
    ends = stint["feedback_due_at"] if feedback else stint["due_at"]
    return row | {
        "title": title if shown else None,
        "company": row["company"] if shown else "",
        "phone": phone if shown else "",
        "given_at": stint["given_at"],
        "warn_at": None if feedback else stint["warn_at"],
        "due_at": ends or row["due_at"],
        "responded_at": stint["responded_at"],
        "evidence": stint["evidence"] or "",
        "actions": ["assign"] if _gives(actor, whose) else [],
    }


def _gives(actor: Actor, whose: Mapping[str, Any]) -> bool:
    """As `leads_assign` would have it: what one may assign, and what lies in a pool one may claim from."""
    pooled = in_pool_reach(actor, "lead.claim", whose["owner_id"], whose["unit_id"])
    return actor.may("lead.assign") and (pooled or covers(actor, "lead.assign", **whose))


PERSON = {
    "id": "user_id",
    "name": "user__name",
    "unit_id": "unit_id",
    "unit_name": "unit__name",
    "level": "level",
    "on_duty": "on_duty",
    "busy_until": "busy_until",
    "capacity": "daily_capacity",
}


def _all_people() -> QuerySet[Any, Any]:
    found = org.visible_to(SYSTEM).filter(user_id__in=PLACE)
    ordered = found.order_by("-on_duty", "unit__path", "user__name", "user_id")
    return ordered.values_list(*PERSON.values())[: PEOPLE + 1]


PEOPLE_OF = Framed(_all_people)
_workers = epochs.Kept(
    lambda: [role.pk for role in Role.objects.only("grants") if role.grants.get(WORKS) in SOMEWHERE]
)


def _people(within: Q, actor: Actor) -> list[Row]:
    """Working people in sight who work leads, those on duty first, team by team."""
    found = visible(org.visible_to(actor), actor, "dispatch.read", owner="user_id")
    who = found.filter(within, status__in=WORKING, user__roles__in=_workers.get())
    return [dict(zip(PERSON, row, strict=True)) for row in PEOPLE_OF(who.values_list("user_id"))]


def _seated(people: list[Row], actor: Actor, now: datetime) -> list[Row]:
    midnight = boards.midnight_before(now)
    ids = [person["id"] for person in people]
    given, holding, broken = _counted(ids, midnight, now) if ids else ({}, {}, {})
    medians = _medians(ids, midnight)
    nothing = {"responding": 0, "feedback": 0, "desk": 0}
    return [
        {
            **person,
            "open": nothing | holding.get(person["id"], {}),
            "given_today": given.get(person["id"], 0),
            "breaches_today": broken.get(person["id"], 0),
            "median_seconds": medians.get(person["id"]),
            "actions": _verbs(person, actor),
        }
        for person in people
    ]


_COUNTED = """
SELECT 'given', user_id, day_given, '' FROM dispatch_seat WHERE user_id IN ({ids}) AND day = %s
UNION ALL SELECT 'open', owner_id, COUNT(*), state FROM dispatch_case
WHERE state <> 'closed' AND owner_id IN ({ids}) GROUP BY owner_id, state
UNION ALL SELECT 'broken', owner_id, COUNT(*), '' FROM dispatch_breach
WHERE owner_id IN ({ids}) AND at >= %s GROUP BY owner_id
"""


def _counted(
    ids: Sequence[int], midnight: datetime, now: datetime
) -> tuple[dict[int, int], dict[int, dict[str, int]], dict[int, int]]:
    """By person: given by rules today; open cases by state; clocks that ran out today."""
    given: dict[int, int] = {}
    holding: dict[int, dict[str, int]] = defaultdict(dict)
    broken: dict[int, int] = {}
    days = (
        connection.ops.adapt_datefield_value(local_day(now)),
        connection.ops.adapt_datetimefield_value(midnight),
    )
    for what, user_id, n, state in _asked(_COUNTED.format(ids=", ".join(map(str, ids))), days):
        if what == "open":
            holding[user_id][state] = n
        else:
            (given if what == "given" else broken)[user_id] = n
    return given, holding, broken


def _answers() -> QuerySet[Any, Any]:
    rows = Stint.objects.filter(pk__in=PLACE)
    return rows.values_list("user_id", *ANSWER)


ANSWERS = Framed(_answers)


def _medians(ids: Sequence[int], since: datetime) -> dict[int, int | None]:
    rows = Stint.objects.filter(user_id__in=ids, given_at__gte=since, responded_at__isnull=False)
    seconds: dict[int, list[int]] = defaultdict(list)
    for user_id, *values in ANSWERS(rows.values_list("pk")):
        taken = answer_of(values).seconds
        if taken is not None:
            seconds[user_id].append(taken)
    return {user_id: ranked(some, 5) for user_id, some in seconds.items()}


def _verbs(person: Row, actor: Actor) -> list[str]:
    whose = {"id": person["id"], "owner_id": person["id"], "unit_id": person["unit_id"]}
    return ["duty"] if covers(actor, "employee.duty", **whose) else []


OF_BREACH = {
    "id": "pk",
    "lead_id": "lead_id",
    "owner_id": "owner_id",
    "owner_name": "owner__name",
    "unit_name": "unit__name",
    "clock": "clock",
    "at": "at",
    "level_before": "level_before",
    "level_after": "level_after",
    "waiver": "waiver",
    "appeal": "appeal",
}


def _all_breaches() -> QuerySet[Any, Any]:
    return Breach.objects.filter(pk__in=PLACE).order_by("-at", "-pk").values_list(*OF_BREACH.values())


BREACHES = Framed(_all_breaches)


def _feed(within: Q, actor: Actor) -> list[Row]:
    """The last thirty clocks that ran out, the newest first."""
    last = reach.breaches(actor).filter(within).order_by("-at", "-pk").values_list("pk")[:FED]
    return reach.named((dict(zip(OF_BREACH, row, strict=True)) for row in BREACHES(last)), actor)
