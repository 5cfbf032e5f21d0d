"""The board of whoever answers for several units: these side by side, a year by month, where leads come from and get to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor, Scope
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import BoardPeriod, PeriodKind, Unit
from dabiao.modules.analytics.queries import figures as shown
from dabiao.modules.analytics.queries.batches import IN_CURRENCY, KEPT, Span, batches
from dabiao.modules.analytics.queries.dashboards import head, valued
from dabiao.modules.analytics.queries.figures import Shown
from dabiao.modules.analytics.queries.numbers import Batch, Number, Values
from dabiao.modules.analytics.queries.sources import LEADS, OPPORTUNITIES, RECEIPTS, Source
from dabiao.modules.org import queries as org

MONTHS = 12
READ = ("lead.read", "opportunity.read", "contract.read", "receivable.read")
STEPS = ("leads_received", "leads_contacted", "leads_qualified", "leads_converted")
COLUMNS = (
    Shown("leads_received"),
    Shown("leads_in_time", Unit.SHARE, of="leads_assigned"),
    Shown("leads_untouched"),
    Shown("leads_converted"),
    Shown("opportunities_open"),
    Shown("opportunities_amount", Unit.MONEY),
    Shown("opportunities_slipping"),
    Shown("won_amount", Unit.MONEY),
    Shown("signed_amount", Unit.MONEY),
    Shown("received_amount", Unit.MONEY),
    Shown("overdue_amount", Unit.MONEY),
)


def company(kind: BoardPeriod = BoardPeriod.MONTH, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """`{figures, columns, units, trend, steps, sources}` over everything the actor may see."""
    actor.require("analytics.read")
    span = Span(kind, now, get_default_timezone())
    readable = [batch for batch in batches(span) if actor.may(batch.source.permission)]
    places = _places(actor)
    tallied = [
        (batch, batch.tally((batch.source.unit,), {}, actor, group=places.place_of)) for batch in readable
    ]
    ledger = {key: value for batch, tally in tallied for key, value in valued(batch, tally.total, {}).items()}
    return {
        **head(span),
        "figures": shown.figures(ledger),
        "columns": [{"key": one.key, "unit": one.unit.value} for one in COLUMNS if one.key in ledger],
        "units": _units([(batch, tally.rows) for batch, tally in tallied], places),
        "trend": [_line(line, span, actor) for line in _lines(span) if actor.may(line.source.permission)],
        "steps": _steps(ledger),
        "sources": _sources(span, actor) if actor.may(LEADS.permission) else [],
    }


@dataclass(frozen=True)
class Places:
    """The units side by side: those right below the one the actor answers for. `top` is that one itself."""

    top: int | None
    names: Mapping[int, str]
    belongs: Mapping[int, int]

    def place_of(self, unit_id: int | None) -> int | None:
        """The unit in whose column a record stands; None for what lies in no unit or elsewhere."""
        return self.belongs.get(unit_id) if unit_id is not None else None


def _places(actor: Actor) -> Places:
    units = org.units()
    everywhere = any(actor.scope(permission) is Scope.ALL for permission in READ)
    roots = [unit["id"] for unit in units if unit["parent_id"] is None]
    top = roots[0] if everywhere and len(roots) == 1 else actor.unit_id
    beside = {unit["id"]: unit["name"] for unit in units if unit["parent_id"] == top}
    belongs = {} if top is None else {top: top}
    for unit in units:  # parents first
        place = unit["id"] if unit["id"] in beside else belongs.get(unit["parent_id"])
        if place is not None and place != top:
            belongs[unit["id"]] = place
    names = {unit["id"]: unit["name"] for unit in units if unit["id"] == top}
    return Places(top, {**beside, **names}, belongs)


def _units(counted: Sequence[tuple[Batch, Mapping[Any, Values]]], places: Places) -> list[dict[str, Any]]:
    """A row per unit, the strongest first; then what lies right in the upper unit, and what lies in none of them. Only a
    unit with all below it has a list of its own."""
    rows: list[dict[str, Any]] = []
    held = {place for _, groups in counted for place, values in groups.items() if any(values.values())}
    for place in (*(one for one in places.names if one != places.top), places.top, None):
        if place in (places.top, None) and place not in held:
            continue
        ledger = {}
        for batch, groups in counted:
            values = groups.get(place, {})
            for number in batch.numbers:
                opens = None if place in (places.top, None) else batch.link(number.key, {"unit_id": place})
                ledger[number.key] = shown.Value(values.get(number.key, 0), opens)
        name = places.names.get(place) if place is not None else None
        rows.append(
            {
                "unit_id": place,
                "unit_name": name,
                "direct": place == places.top,
                "figures": shown.figures(ledger, COLUMNS),
                "rank": [-ledger[key].value for key in ("won_amount", "signed_amount") if key in ledger],
            }
        )
    own = [row for row in rows if row["unit_id"] not in (places.top, None)]
    others = [row for row in rows if row["unit_id"] in (places.top, None)]
    ranked = [*sorted(own, key=lambda row: (row["rank"], row["unit_name"], row["unit_id"])), *others]
    return [{name: value for name, value in row.items() if name != "rank"} for row in ranked]


@dataclass(frozen=True)
class Line:
    """One number by month: `between` says the filters of a month, `column` what it goes by."""

    key: str
    unit: Unit
    source: Source
    column: str
    number: Number
    between: Callable[[rules.Period], dict[str, Any]]


def _lines(span: Span) -> tuple[Line, ...]:
    def moments(name: str) -> Callable[[rules.Period], dict[str, Any]]:
        return lambda month: {
            f"{name}_from": rules.midnight(month.first, span.zone),
            f"{name}_to": rules.midnight(month.until, span.zone),
        }

    won = Number("won_amount", {"stage_kind": "won", **IN_CURRENCY}, "amount_minor")
    return (
        Line("leads_received", Unit.COUNT, LEADS, "received_at", Number("leads"), moments("received")),
        Line("won_amount", Unit.MONEY, OPPORTUNITIES, "closed_at", won, moments("closed")),
        Line(
            "received_amount",
            Unit.MONEY,
            RECEIPTS,
            "received_on",
            Number("received_amount", IN_CURRENCY, KEPT),
            lambda month: {"received_from": month.first, "received_to": month.last},
        ),
    )


def _line(line: Line, span: Span, actor: Actor) -> dict[str, Any]:
    """Twelve months, the running one last; one statement."""
    firsts = rules.months(rules.months_back(span.today, MONTHS - 1), span.today)
    months = [rules.calendar_period(PeriodKind.MONTH, first) for first in firsts]
    asked = line.between(rules.Period(months[0].first, months[-1].until))
    starts = [next(iter(line.between(month).values())) for month in months]
    place = Case(
        *(
            When(**{f"{line.column}__gte": start, "then": Value(number)})
            for number, start in list(enumerate(starts))[:0:-1]
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = line.source.chosen({**asked, **line.number.filters}, actor).order_by().annotate(place=place)
    values = dict(rows.values("place").annotate(n=line.number.aggregate(Q())).values_list("place", "n"))
    batch = Batch(line.source, (line.number,))
    return {
        "key": line.key,
        "unit": line.unit.value,
        "points": [
            {
                "month": f"{month.first:%Y-%m}",
                "value": int(values.get(number, 0)),
                "link": batch.link(line.number.key, line.between(month)),
            }
            for number, month in enumerate(months)
        ],
    }


def _steps(ledger: Mapping[str, shown.Value]) -> list[dict[str, Any]]:
    """Of the leads received in the period: how many came how far, and their share of the step before."""
    steps = [(key, ledger[key]) for key in STEPS if key in ledger]
    before = [None, *(value.value for _, value in steps)]
    return [
        {
            "key": key.removeprefix("leads_"),
            "count": one.value,
            "link": one.link,
            "conversion": rules.share(one.value, whole) if whole is not None else None,
        }
        for (key, one), whole in zip(steps, before, strict=False)
    ]


def _sources(span: Span, actor: Actor) -> list[dict[str, Any]]:
    """Leads of the period by where they came from, the largest first: how many proved real, became customers, were no use."""
    received = span.moments("received")
    numbers = (
        Number("received", received),
        Number("qualified", {**received, "stage_reached": "qualified"}),
        Number("converted", {**received, "stage_reached": "converted"}),
        Number("invalid", {**received, "status": "invalid"}),
    )
    batch = Batch(LEADS, numbers, bound=received)
    rows = batch.tally(("source",), {}, actor).rows
    return [
        {
            "source": source,
            **{
                key: {"value": value, "link": batch.link(key, {"source": source})}
                for key, value in values.items()
            },
            "converted_share": rules.share(values["converted"], values["received"]),
        }
        for source, values in sorted(rows.items(), key=lambda row: (-row[1]["received"], row[0]))
    ]
