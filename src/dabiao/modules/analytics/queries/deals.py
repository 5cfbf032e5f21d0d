"""Deals of a period: how far they came, how long they stayed, what was won and lost; by person, team, source, month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

import orjson

from dabiao.core.actor import Actor
from dabiao.core.calendar import next_month
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis, FunnelBy
from dabiao.modules.analytics.queries import rollups
from dabiao.modules.analytics.queries.batches import IN_CURRENCY
from dabiao.modules.analytics.queries.numbers import Link, link
from dabiao.modules.analytics.queries.sources import OPPORTUNITIES, Filters
from dabiao.modules.org import queries as org

Pipeline = Mapping[str, Any]
Groups = dict[str, Any]
PARTS = {FunnelBy.PERSON: "persons", FunnelBy.SOURCE: "sources", FunnelBy.TEAM: "teams"}
NOTHING_CLOSED = [0] * 8
MOST_REASONS = 50


@dataclass
class Sums:
    """What a period comes to in one pipeline; `groups` by whatever was asked for."""

    opened: rules.Row
    closed: rules.Row = field(default_factory=lambda: NOTHING_CLOSED)
    opened_groups: Groups = field(default_factory=dict)
    closed_groups: Groups = field(default_factory=dict)
    stays: Groups = field(default_factory=dict)
    reasons: Groups = field(default_factory=dict)


def sums(
    within: Filters,
    period: rules.Period,
    pipeline: Pipeline,
    *,
    by: FunnelBy | None,
    lines: Sequence[Pipeline],
    actor: Actor,
) -> Sums:
    """Added up over all pieces, block by block."""
    found = Sums([0] * (2 * (len(steps_of(pipeline)) + 1)))
    totals: Groups = {}
    part = PARTS[by] if by in (FunnelBy.PERSON, FunnelBy.SOURCE) else ""
    for basis in Basis:
        groups = found.opened_groups if basis is Basis.OPENED else found.closed_groups
        for piece in rollups.pieces(basis, period, within, part=part, lines=lines, actor=actor):
            content = piece.content.get(str(pipeline["id"]))
            if content:
                rules.add(totals, basis, content["total"])
                _add_groups(groups, by, piece, content)
                rules.add_all(found.stays, content.get("stays", {}))
                rules.add_all(found.reasons, content.get("reasons", {}))
    found.opened = totals.get(Basis.OPENED, found.opened)
    found.closed = totals.get(Basis.CLOSED, found.closed)
    return found


def _add_groups(
    groups: Groups, by: FunnelBy | None, piece: rollups.Piece, content: Mapping[str, Any]
) -> None:
    if by is FunnelBy.MONTH:
        rules.add(groups, f"{piece.month:%Y-%m}", content["total"])
    elif by is not None:
        rules.add_all(groups, content[PARTS[by]])


def steps_of(pipeline: Pipeline) -> list[Mapping[str, Any]]:
    stages = [stage for stage in pipeline["stages"] if stage["active"]]
    return [stage for kind in ("open", "won") for stage in stages if stage["kind"] == kind]


def came_to(row: rules.Row) -> tuple[list[int], list[int]]:
    """How many ever came to each step, and their amounts: whoever came further came there too."""
    size = len(row) // 2
    counts, amounts = row[1:size], row[size + 1 :]
    for place in range(size - 3, -1, -1):
        counts[place] += counts[place + 1]
        amounts[place] += amounts[place + 1]
    return counts, amounts


def shown_steps(
    found: Sums, pipeline: Pipeline, opened: Filters, before: Sums | None
) -> list[dict[str, Any]]:
    """Step by step, each with how long it was stayed in, and the period before beside it."""
    base = link(OPPORTUNITIES.path, opened)
    counts, amounts = came_to(found.opened)
    earlier = came_to(before.opened)[0] if before else None
    steps = []
    for place, stage in enumerate(steps_of(pipeline)):
        stay = found.stays.get(str(stage["id"]))
        reached = {"reached_stage_id": stage["id"]}
        steps.append(
            {
                "stage_id": stage["id"],
                "code": stage["code"],
                "name": stage["name"],
                "kind": stage["kind"],
                "count": counts[place],
                "link": also(base, **reached),
                "previous": earlier[place] if earlier else None,
                "conversion": rules.share(counts[place], counts[place - 1]) if place else None,
                "amount_minor": amounts[place],
                "amount_link": also(base, **reached, **IN_CURRENCY),
                "stays": stay[0] if stay else 0,
                "stays_link": also(base, left_stage_id=stage["id"]),
                "mean_days": rules.mean_days(stay[1], stay[0]) if stay else None,
                "half_within_days": rules.percentile_days(stay, 50) if stay else None,
                "most_within_days": rules.percentile_days(stay, 90) if stay else None,
            }
        )
    return steps


def also(base: Link, **more: Any) -> Link:
    return {"path": base["path"], "params": {**base["params"], **more}}


def shown_ends(found: Sums, closed: Filters, before: Sums | None, open_count: int) -> dict[str, Any]:
    """Won and lost in the period, why, and how fast."""
    base = link(OPPORTUNITIES.path, closed)
    won, won_in_money, won_minor, seconds, lost, lost_minor, *_ = found.closed
    cycle = rules.mean_days(seconds, won)
    reasons = sorted(found.reasons.items(), key=lambda one: (-one[1][4], one[0]))[:MOST_REASONS]
    return {
        "won": _end(base, "won", won, won_minor, before.closed[0] if before else None),
        "lost": _end(base, "lost", lost, lost_minor, before.closed[4] if before else None),
        "win_rate": rules.share(won, won + lost),
        "win_rate_before": rules.share(before.closed[0], before.closed[0] + before.closed[4])
        if before
        else None,
        "cycle_days": cycle,
        "velocity_minor": rules.velocity_minor(open_count, won_minor, won_in_money, won, lost, cycle or 0),
        "reasons": [
            {
                "reason": reason,
                "count": count,
                "link": also(base, stage_kind="lost", **exactly("lost_reason", reason)),
                "amount_minor": amount,
            }
            for reason, (*_, count, amount, _in_money, _seconds) in reasons
        ],
    }


def _end(base: Link, kind: str, count: int, amount: int, before: int | None) -> dict[str, Any]:
    return {
        "count": count,
        "link": also(base, stage_kind=kind),
        "previous": before,
        "amount_minor": amount,
        "amount_link": also(base, stage_kind=kind, **IN_CURRENCY),
    }


def shown_rows(
    found: Sums, pipeline: Pipeline, by: FunnelBy, opened: Filters, closed: Filters, *, zone: tzinfo
) -> list[dict[str, Any]]:
    """One row per person, team, source or month, the strongest first; months in order."""
    keys = {*found.opened_groups, *found.closed_groups}
    names = names_of(by, keys)
    bases = link(OPPORTUNITIES.path, opened), link(OPPORTUNITIES.path, closed)
    nothing = [0] * (2 * (len(steps_of(pipeline)) + 1))
    rows = []
    for key in keys:
        counts, amounts = came_to(found.opened_groups.get(key, nothing))
        won, _, won_minor, _, lost, lost_minor, *_ = found.closed_groups.get(key, NOTHING_CLOSED)
        rows.append(
            {
                "key": key,
                "name": names.get(key),
                "opened": narrowed(bases[0], by, key, Basis.OPENED, zone),
                "closed": narrowed(bases[1], by, key, Basis.CLOSED, zone),
                "steps": counts,
                "amounts_minor": amounts,
                "won": won,
                "won_minor": won_minor,
                "lost": lost,
                "lost_minor": lost_minor,
                "win_rate": rules.share(won, won + lost),
            }
        )
    if by is FunnelBy.MONTH:
        return sorted(rows, key=lambda row: row["key"])
    return sorted(rows, key=lambda row: (-row["won_minor"], -(row["steps"] or [0])[0], row["key"]))


def names_of(by: FunnelBy, keys: set[str]) -> dict[str, str]:
    if by is FunnelBy.PERSON:
        return {str(id): name for id, name in org.names_of([int(key) for key in keys if key != "0"]).items()}
    if by is FunnelBy.TEAM:
        return {
            str(id): name for id, name in org.unit_names([int(key) for key in keys if key != "0"]).items()
        }
    return {}


def narrowed(base: Link, by: FunnelBy, key: str, basis: Basis, zone: tzinfo) -> Link:
    """The list of a row: exactly this team, without those below it; what is nobody's by a condition."""
    if by is FunnelBy.PERSON:
        return also(base, **({"owner_id": int(key)} if key != "0" else where_of("owner_id", "empty")))
    if by is FunnelBy.TEAM:
        return also(
            base, **(where_of("unit_id", "is", int(key)) if key != "0" else where_of("unit_id", "empty"))
        )
    if by is FunnelBy.SOURCE:
        return also(base, **exactly("source", key))
    return also(base, **_month(base, key, "created" if basis is Basis.OPENED else "closed", zone))


def exactly(name: str, value: str) -> dict[str, Any]:
    return {name: value} if value else where_of(name, "empty")


def where_of(name: str, op: str, value: int | None = None) -> dict[str, str]:
    leaf = {"field": name, "op": op} if value is None else {"field": name, "op": op, "value": value}
    return {"where": orjson.dumps({"all": [leaf]}).decode()}


def _month(base: Link, key: str, name: str, zone: tzinfo) -> dict[str, str]:
    """The part of a month that lies in the period."""
    first = date.fromisoformat(f"{key}-01")
    span = link("", {"from": rules.midnight(first, zone), "to": rules.midnight(next_month(first), zone)})[
        "params"
    ]
    params = base["params"]
    return {
        f"{name}_from": max(span["from"], params[f"{name}_from"]),
        f"{name}_to": min(span["to"], params[f"{name}_to"]),
    }
