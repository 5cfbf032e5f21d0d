"""Deals won and lost in a period, by whatever may have made the difference."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis, EndsBy, FunnelBy, PeriodKind
from dabiao.modules.analytics.queries import rollups
from dabiao.modules.analytics.queries.deals import NOTHING_CLOSED, Groups, also, exactly, narrowed
from dabiao.modules.analytics.queries.numbers import Link
from dabiao.modules.analytics.queries.scope import Scope, days_of, ends, head, scope
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org
from dabiao.modules.products import queries as products

# where the rows of a dimension lie in the sums; those in several rows do not add up to the total
PART = {
    EndsBy.REASON: "reasons",
    EndsBy.COMPETITOR: "lost_to",
    EndsBy.RIVAL: "rivals",
    EndsBy.PRODUCT: "products",
    EndsBy.SOURCE: "sources",
    EndsBy.TEAM: "teams",
    EndsBy.PERSON: "persons",
    EndsBy.INDUSTRY: "industries",
    EndsBy.BAND: "bands",
}
SEVERAL = {EndsBy.RIVAL, EndsBy.PRODUCT}
LOST_ONLY = {EndsBy.REASON, EndsBy.COMPETITOR}
MOST_ROWS = 200
_NAMES: dict[EndsBy, Callable[[list[int]], dict[int, str]]] = {
    EndsBy.COMPETITOR: opportunities.competitor_names,
    EndsBy.RIVAL: opportunities.competitor_names,
    EndsBy.PRODUCT: products.names_of,
    EndsBy.TEAM: org.unit_names,
    EndsBy.PERSON: org.names_of,
}
_NUMBER = {
    EndsBy.COMPETITOR: ("lost_to_id", "lost_to"),
    EndsBy.RIVAL: ("competitor_id", "rival"),
    EndsBy.PRODUCT: ("product_id", "product"),
}


def deal_outcomes(
    by: EndsBy,
    first: date | None = None,
    until: date | None = None,
    kind: PeriodKind = PeriodKind.MONTH,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    pipeline_id: int | None = None,
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """`{as_of, currency, pipeline_id, period, by, several, total, rows}`: at most 200 rows, the largest first, bands in order.

    Raises `analytics.empty_period`, and `core.not_found_here` for an unknown pipeline.
    """
    asked = scope(owner_id=owner_id, unit_id=unit_id, pipeline_id=pipeline_id, actor=actor, language=language)
    period = rules.asked_period(first, until, kind, rules.local_day(now, asked.zone))
    total, groups = closed_sums(asked, period, PART[by])
    base = asked.base("closed", period)
    names = _names(by, groups)
    rows = [
        {"key": key, "name": names.get(key), **ends(row, _opens(base, by, key, asked))}
        for key, row in _ordered(by, groups)[:MOST_ROWS]
    ]
    return {
        **head(asked, now),
        "period": days_of(period),
        "by": by,
        "several": by in SEVERAL,
        "lost_only": by in LOST_ONLY,
        "total": ends(total, base),
        "rows": rows,
        "rows_count": len(groups),
    }


def closed_sums(asked: Scope, period: rules.Period, part: str) -> tuple[rules.Row, Groups]:
    """What was closed in the period, in all and by a part of the sums; `teams` and `reasons` lie in every block."""
    column = part if part in rollups.PARTS else ""
    sums: Groups = {}
    groups: Groups = {}
    for _, content in asked.pieces(Basis.CLOSED, period, column):
        rules.add(sums, "total", content["total"])
        rules.add_all(groups, content.get(part, {}))
    return sums.get("total", NOTHING_CLOSED), groups


def _ordered(by: EndsBy, groups: Groups) -> list[tuple[str, rules.Row]]:
    if by is EndsBy.BAND:
        return sorted(groups.items())
    return sorted(groups.items(), key=lambda one: (-one[1][0] - one[1][4], -one[1][2] - one[1][5], one[0]))


def _names(by: EndsBy, keys: Iterable[str]) -> dict[str, str]:
    names = _NAMES.get(by)
    return (
        {str(id): name for id, name in names([int(key) for key in keys if key != "0"]).items()}
        if names
        else {}
    )


def _opens(base: Link, by: EndsBy, key: str, asked: Scope) -> Link:
    """The list of one row."""
    if by in (EndsBy.SOURCE, EndsBy.TEAM, EndsBy.PERSON):
        return narrowed(base, FunnelBy(by.value), key, Basis.CLOSED, asked.zone)
    if by is EndsBy.REASON:
        return also(base, **exactly("lost_reason", key))
    if by is EndsBy.INDUSTRY:
        return also(base, **({"industry": key} if key else {"without": "industry"}))
    if by is EndsBy.BAND:
        return also(base, **_band(key))
    name, lacking = _NUMBER[by]
    return also(base, **({name: int(key)} if key != "0" else {"without": lacking}))


def _band(key: str) -> dict[str, Any]:
    if key == rules.OTHER_CURRENCY:
        return {"currency_other_than": DEFAULT_CURRENCY}
    bounds = rules.AMOUNT_BANDS
    place = int(key)
    below = {"amount_below": bounds[place + 1]} if place + 1 < len(bounds) else {}
    return {"currency": DEFAULT_CURRENCY, "amount_from": bounds[place], **below}
