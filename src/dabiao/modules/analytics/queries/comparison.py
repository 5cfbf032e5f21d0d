"""Two periods, people or units side by side over the whole funnel, and which differences are beyond chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import LineUnit, PeriodKind
from dabiao.modules.analytics.queries import deals
from dabiao.modules.analytics.queries.batches import IN_CURRENCY
from dabiao.modules.analytics.queries.deals import also
from dabiao.modules.analytics.queries.numbers import Link, link
from dabiao.modules.analytics.queries.scope import Scope, days_of, head, mean, scope
from dabiao.modules.analytics.queries.velocity import counted
from dabiao.modules.org import queries as org


class Asked(NamedTuple):
    """One side: some days (an open end is filled), of a person or a unit."""

    first: date | None = None
    until: date | None = None
    owner_id: int | None = None
    unit_id: int | None = None


class Told(NamedTuple):
    """One number of one side; `part` of `whole` where it is a share. No link where it is no count of records."""

    value: int | None
    link: Link | None = None
    part: int = 0
    whole: int = 0


@dataclass(frozen=True)
class Side:
    scope: Scope
    period: rules.Period
    numbers: list[tuple[str, LineUnit, str | None, Told]]


def comparison(
    one: Asked,
    other: Asked,
    kind: PeriodKind = PeriodKind.MONTH,
    *,
    pipeline_id: int | None = None,
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """`{as_of, …, a, b, lines}`. Without days of its own the other side is the period before; where it names somebody, the
    same days. Without a person or unit of its own it is about those of the first side.

    Raises `analytics.empty_period`, and `core.not_found_here` for an unknown pipeline.
    """
    today = rules.local_day(now, scope(actor=actor, pipeline_id=pipeline_id).zone)
    period = rules.asked_period(one.first, one.until, kind, today)
    named = other.owner_id is not None or other.unit_id is not None
    if other.first or other.until:
        other_period = rules.asked_period(other.first, other.until, kind, today)
    else:
        other_period = period if named else rules.period_before(period)
    whose = other if named else one
    sides = [
        _side(asked, span, pipeline_id, actor, language)
        for asked, span in ((one, period), (whose, other_period))
    ]
    return {
        **head(sides[0].scope, now),
        "a": _named(sides[0], one),
        "b": _named(sides[1], whose),
        "lines": [
            _line(*here, there) for here, (*_, there) in zip(sides[0].numbers, sides[1].numbers, strict=True)
        ],
    }


def _side(asked: Asked, period: rules.Period, pipeline_id: int | None, actor: Actor, language: str) -> Side:
    of = scope(
        owner_id=asked.owner_id,
        unit_id=asked.unit_id,
        pipeline_id=pipeline_id,
        actor=actor,
        language=language,
    )
    found = deals.sums(of.within, period, of.pipeline, by=None, lines=of.lines, actor=actor)
    return Side(of, period, [*_opened(of, period, found), *_closed(of, period, found)])


def _named(side: Side, asked: Asked) -> dict[str, Any]:
    name = None
    if asked.owner_id is not None:
        name = org.names_of([asked.owner_id]).get(asked.owner_id)
    elif asked.unit_id is not None:
        name = org.unit_names([asked.unit_id]).get(asked.unit_id)
    return {**days_of(side.period), "owner_id": asked.owner_id, "unit_id": asked.unit_id, "name": name}


Numbers = Iterator[tuple[str, LineUnit, str | None, Told]]


def _opened(of: Scope, period: rules.Period, found: deals.Sums) -> Numbers:
    """How far the deals opened came, and how long they stayed."""
    since, until = of.moments(period)
    filters = {**of.of_line, "created_from": since, "created_to": until}
    steps = deals.shown_steps(found, of.pipeline, filters, None)
    base = of.base("created", period)
    everything = sum(found.opened[: len(found.opened) // 2])
    amount = sum(found.opened[len(found.opened) // 2 :])
    yield "opened", LineUnit.COUNT, None, Told(everything, base)
    yield "opened_amount", LineUnit.MONEY, None, Told(amount, also(base, **IN_CURRENCY))
    for step in steps:
        yield "reached", LineUnit.COUNT, step["name"], Told(step["count"], step["link"])
    for before, step in pairwise(steps):
        share = Told(step["conversion"], None, step["count"], before["count"])
        yield "conversion", LineUnit.SHARE, step["name"], share
    for step in steps:
        if step["kind"] == "open":
            yield "stay", LineUnit.DAYS, step["name"], Told(_tenths(step["mean_days"]), step["stays_link"])


def _closed(of: Scope, period: rules.Period, found: deals.Sums) -> Numbers:
    """What was won and lost, and how fast."""
    won, won_in_money, won_minor, seconds, lost, lost_minor, *_ = found.closed
    base = of.base("closed", period)
    of_won, of_lost = also(base, stage_kind="won"), also(base, stage_kind="lost")
    [side] = counted(of, (period,), None)
    standing = also(of.everything(), **link("", {"open_at": of.moments(period)[1]})["params"])
    cycle = rules.mean_days(seconds, won)
    speed = rules.velocity_minor(side.open_total, won_minor, won_in_money, won, lost, cycle or 0)
    yield "won", LineUnit.COUNT, None, Told(won, of_won)
    yield "won_amount", LineUnit.MONEY, None, Told(won_minor, also(of_won, **IN_CURRENCY))
    yield "lost", LineUnit.COUNT, None, Told(lost, of_lost)
    yield "lost_amount", LineUnit.MONEY, None, Told(lost_minor, also(of_lost, **IN_CURRENCY))
    yield "win_rate", LineUnit.SHARE, None, Told(rules.share(won, won + lost), None, won, won + lost)
    yield "won_mean", LineUnit.MONEY, None, Told(mean(won_minor, won_in_money), also(of_won, **IN_CURRENCY))
    yield "cycle", LineUnit.DAYS, None, Told(_tenths(cycle), of_won)
    yield "open", LineUnit.COUNT, None, Told(side.open_total, standing)
    yield "velocity", LineUnit.MONEY, None, Told(speed)


def _tenths(days: float | None) -> int | None:
    return None if days is None else round(days * 10)


def _line(key: str, unit: LineUnit, name: str | None, here: Told, there: Told) -> dict[str, Any]:
    known = here.value is not None and there.value is not None
    share = unit is LineUnit.SHARE
    return {
        "key": key,
        "unit": unit.value,
        "name": name,
        "a": _number(here, share),
        "b": _number(there, share),
        "difference": (here.value or 0) - (there.value or 0) if known else None,
        "beyond_chance": rules.beyond_chance(here.part, here.whole, there.part, there.whole)
        if share
        else None,
    }


def _number(told: Told, share: bool) -> dict[str, Any]:
    return {
        "value": told.value,
        "link": told.link,
        "part": told.part if share else None,
        "whole": told.whole if share else None,
    }
