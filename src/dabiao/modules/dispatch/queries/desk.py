"""The live desk: what waits and runs, who can take it, and what has just gone wrong. A fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from dabiao.core.access.models import Role
from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.masking import masked
from dabiao.core.scoping import covers, in_pool_reach, visible
from dabiao.modules.dispatch.enums import OPEN_STATES, CaseState
from dabiao.modules.dispatch.models import Breach, Case, Seat, Stint
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


def _columns(cases: QuerySet[Case], actor: Actor) -> list[Row]:
    due_first = (F("due_at").asc(nulls_last=True), F("urgency").asc(), F("arrived_at").asc(), F("pk").asc())
    placed = (
        cases.annotate(
            place=Window(RowNumber(), partition_by=F("state"), order_by=due_first),
            n=Window(Count("pk"), partition_by=F("state")),
        )
        .filter(place__lte=CARDS)
        .order_by("state", "place")
        .values_list("pk", "state", "n")
    )
    ids: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, int] = {}
    for pk, state, n in placed:
        ids[state].append(pk)
        counts[state] = n
    cards = _cards([pk for some in ids.values() for pk in some], actor)
    return [
        {"state": state.value, "count": counts.get(state, 0), "items": [cards[pk] for pk in ids[state]]}
        for state in OPEN_STATES
    ]


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
    "stint_id": "stint_id",
    "hops": "hops",
    "why": "why",
    "arrived_at": "arrived_at",
    "state_at": "state_at",
    "next_at": "next_at",
    "due_at": "due_at",
}
OF_STINT = ("given_at", "warn_at", "due_at", "responded_at", "evidence", "feedback_due_at")


def _cards(ids: Sequence[int], actor: Actor) -> dict[int, Row]:
    rows = [
        dict(zip(OF_CASE, row, strict=True))
        for row in Case.objects.filter(pk__in=ids).values_list(*OF_CASE.values())
    ]
    running = [row["stint_id"] for row in rows if row["stint_id"] is not None]
    found = Stint.objects.filter(pk__in=running).values_list("pk", *OF_STINT) if running else ()
    stints = {pk: dict(zip(OF_STINT, values, strict=True)) for pk, *values in found}
    nothing = dict.fromkeys(OF_STINT)
    return {row["id"]: _card(row, stints.get(row.pop("stint_id"), nothing), actor) for row in rows}


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


def _people(within: Q, actor: Actor) -> list[Row]:
    """Working people in sight who work leads, those on duty first, team by team."""
    working = [role.pk for role in Role.objects.only("grants") if role.grants.get(WORKS) in SOMEWHERE]
    found = visible(org.visible_to(actor), actor, "dispatch.read", owner="user_id").filter(
        within, status__in=WORKING, user__roles__in=working
    )
    ordered = found.order_by("-on_duty", "unit__path", "user__name", "user_id")
    # what is sorted by stands among the columns, because two roles must not make two rows
    rows = ordered.values_list(*PERSON.values(), "unit__path").distinct()[: PEOPLE + 1]
    return [dict(zip(PERSON, row[:-1], strict=True)) for row in rows]


def _seated(people: list[Row], actor: Actor, now: datetime) -> list[Row]:
    midnight = boards.midnight_before(now)
    ids = [person["id"] for person in people]
    given = dict(Seat.objects.filter(user_id__in=ids, day=local_day(now)).values_list("user_id", "day_given"))
    holding = _holding(ids)
    broken = dict(
        Breach.objects.filter(owner_id__in=ids, at__gte=midnight)
        .values_list("owner_id")
        .annotate(Count("pk"))
        .order_by()
    )
    medians = _medians(ids, midnight)
    return [
        {
            **person,
            "open": holding[person["id"]],
            "given_today": given.get(person["id"], 0),
            "breaches_today": broken.get(person["id"], 0),
            "median_seconds": medians.get(person["id"]),
            "actions": _verbs(person, actor),
        }
        for person in people
    ]


def _holding(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Open cases by person and state."""
    found: dict[int, dict[str, int]] = {id: {"responding": 0, "feedback": 0, "desk": 0} for id in ids}
    rows = Case.objects.filter(~Q(state=CaseState.CLOSED), owner_id__in=ids)
    for owner_id, state, n in rows.values_list("owner_id", "state").annotate(Count("pk")).order_by():
        found[owner_id][state] = n
    return found


def _medians(ids: Sequence[int], since: datetime) -> dict[int, int | None]:
    rows = Stint.objects.filter(user_id__in=ids, given_at__gte=since, responded_at__isnull=False)
    seconds: dict[int, list[int]] = defaultdict(list)
    for user_id, *values in rows.values_list("user_id", *ANSWER):
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


def _feed(within: Q, actor: Actor) -> list[Row]:
    """The last thirty clocks that ran out, the newest first."""
    rows = reach.breaches(actor).filter(within).order_by("-at", "-pk").values_list(*OF_BREACH.values())[:FED]
    return reach.named((dict(zip(OF_BREACH, row, strict=True)) for row in rows), actor)
