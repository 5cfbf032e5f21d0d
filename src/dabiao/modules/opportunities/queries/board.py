"""The board: what stands in each stage, in one grouped query, and the first cards of every column that has any."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.i18n import DEFAULT
from dabiao.core.kept import Sql
from dabiao.core.lists.compiled import ids_of, rows_within
from dabiao.core.lists.keyset import cursor_of
from dabiao.core.lists.order import order_of
from dabiao.core.lists.pages import shown
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.modules.opportunities.queries.funnel import StageTotal, totals
from dabiao.modules.opportunities.queries.records import OPPORTUNITIES, chosen, named
from dabiao.modules.opportunities.queries.slipping import with_signs
from dabiao.modules.opportunities.queries.stages import stage_title, stages_of

CARDS = 20
SORT = "-stage_entered_at"
ORDER = order_of(OPPORTUNITIES, SORT)
_SOME_STAGE = -1


def board(
    *,
    pipeline_id: int | None = None,
    owner_id: int | None = None,
    unit_id: int | None = None,
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """The columns of one pipeline: all open opportunities, and those won or lost in the current month.

    Sums are in the company's currency; what is in others is told apart under `others`. Raises `core.not_found_here`.
    """
    actor.require("opportunity.read")
    stages = stages_of(pipeline_id)
    asked = {"owner_id": owner_id, "unit_id": unit_id}
    base = chosen({name: value for name, value in asked.items() if value is not None}, actor=actor)
    month = _month_start(now)
    found = totals(*_on_board(base, stages, month), stages=stages, day=local_day(now))
    standing = {one.stage_id for one in found}
    # a retired stage is a lane only as long as deals stand in it, so that none is out of sight
    stages = [stage for stage in stages if stage.active or stage.pk in standing]
    columns = [
        _head(stage, month, [one for one in found if one.stage_id == stage.pk], language) for stage in stages
    ]
    filled = [stage for stage, column in zip(stages, columns, strict=True) if column["count"]]
    cards = _cards(_newest(base, filled, month), actor, now, language)
    for column in columns:
        column |= cards.get(column["stage_id"], {"items": [], "next": None})
    return {"pipeline_id": stages[0].pipeline_id if stages else None, "sort": SORT, "columns": columns}


def _month_start(now: datetime) -> datetime:
    local = now.astimezone(get_default_timezone())
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _on_board(
    base: QuerySet[Opportunity], stages: list[Stage], month: datetime
) -> tuple[QuerySet[Opportunity], QuerySet[Opportunity]]:
    """Whatever is open, and what ended in this month; apart, because each has an index of its own."""
    ids = [stage.pk for stage in stages]
    return base.filter(stage__in=ids, closed_at=None), base.filter(stage__in=ids, closed_at__gte=month)


def _head(stage: Stage, month: datetime, here: list[StageTotal], language: str) -> dict[str, Any]:
    sums = {one.currency: _sum(one) for one in here}
    nothing = _sum(StageTotal(stage.pk, DEFAULT_CURRENCY, 0, 0, Fraction(0)))
    main = sums.pop(DEFAULT_CURRENCY, nothing)
    return {
        "stage_id": stage.pk,
        "stage_code": stage.code,
        "stage_name": stage_title(stage.code, stage.name, language),
        "stage_kind": stage.kind,
        "percent": stage.percent,
        "closed_from": None if stage.is_open else month,
        **main,
        "count": sum(one.count for one in here),
        "others": [sums[currency] for currency in sorted(sums)],
    }


def _sum(total: StageTotal) -> dict[str, Any]:
    return {
        "currency": total.currency,
        "count": total.count,
        "amount_minor": total.amount_minor,
        "weighted_minor": total.weighted_minor,
        "credible_minor": total.credible_minor,
    }


def _newest(base: QuerySet[Opportunity], stages: list[Stage], month: datetime) -> list[Sql]:
    """Per stage SQL for the ids of its newest arrivals, and of one more to know whether there are more.

    Written once for the open stages and once for the ended ones: only the stage differs.
    """
    written = {
        is_open: ids_of(
            (base if is_open else base.filter(closed_at__gte=month))
            .filter(stage_id=_SOME_STAGE)
            .order_by(*ORDER.keys),
            limit=CARDS + 1,
        )
        for is_open in {stage.is_open for stage in stages}
    }
    return [_for_stage(written[stage.is_open], stage.pk) for stage in stages]


def _for_stage(written: Sql, stage_id: int) -> Sql:
    sql, params = written
    return sql, tuple(stage_id if value == _SOME_STAGE else value for value in params)


def _cards(newest: list[Sql], actor: Actor, now: datetime, language: str) -> dict[int, dict[str, Any]]:
    """Stage id → its cards, whole; `next` goes on in the list, sorted alike and filtered as the column tells."""
    rows = rows_within(newest, OPPORTUNITIES, Opportunity, ORDER)
    cards = with_signs(
        named(shown((row[2:] for row in rows), OPPORTUNITIES, actor), language), local_day(now)
    )
    places: dict[int, list[tuple[Any, dict[str, Any]]]] = {}
    for (entered_at, *_), card in zip(rows, cards, strict=True):
        places.setdefault(card["stage_id"], []).append((entered_at, card))
    return {stage_id: _column(here) for stage_id, here in places.items()}


def _column(here: list[tuple[Any, dict[str, Any]]]) -> dict[str, Any]:
    entered_at, last = here[CARDS - 1] if len(here) > CARDS else (None, None)
    return {
        "items": [card for _, card in here[:CARDS]],
        "next": cursor_of(entered_at, last["id"]) if last else None,
    }
