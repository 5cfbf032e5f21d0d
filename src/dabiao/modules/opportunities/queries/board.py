"""The board: what stands in each stage, in one grouped query, and the first cards of every column that has any."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.modules.opportunities.queries.funnel import StageTotal, totals
from dabiao.modules.opportunities.queries.records import OPPORTUNITIES, chosen, named
from dabiao.modules.opportunities.queries.stages import stage_title, stages_of

CARDS = 20
SORT = "-stage_entered_at"


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
    found = totals(base.filter(_on_board(stages, month)))
    columns = [
        _head(stage, month, [one for one in found if one.stage_id == stage.pk], language) for stage in stages
    ]
    for stage, column in zip(stages, columns, strict=True):
        column |= (
            _cards(base, stage, month, actor, language) if column["count"] else {"items": [], "next": None}
        )
    return {"pipeline_id": stages[0].pipeline_id if stages else None, "sort": SORT, "columns": columns}


def _on_board(stages: list[Stage], month: datetime) -> Q:
    """Whatever is open, and what ended in this month."""
    open_ids = [stage.pk for stage in stages if stage.is_open]
    closed_ids = [stage.pk for stage in stages if not stage.is_open]
    return Q(stage__in=open_ids) | Q(stage__in=closed_ids, closed_at__gte=month)


def _month_start(now: datetime) -> datetime:
    local = now.astimezone(get_default_timezone())
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _head(stage: Stage, month: datetime, here: list[StageTotal], language: str) -> dict[str, Any]:
    sums = {one.currency: _sum(one, stage.percent) for one in here}
    nothing = _sum(StageTotal(stage.pk, DEFAULT_CURRENCY, 0, 0), stage.percent)
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


def _sum(total: StageTotal, percent: int) -> dict[str, Any]:
    return {
        "currency": total.currency,
        "count": total.count,
        "amount_minor": total.amount_minor,
        "weighted_minor": rules.weighted(total.amount_minor, percent),
    }


def _cards(
    base: QuerySet[Opportunity], stage: Stage, month: datetime, actor: Actor, language: str
) -> dict[str, Any]:
    """The newest arrivals in a stage. `next` goes on in the list, sorted alike and filtered as the column tells."""
    cards = base.filter(stage=stage)
    if not stage.is_open:
        cards = cards.filter(closed_at__gte=month)
    page = pages.page(cards, OPPORTUNITIES, PageRequest(sort=SORT, limit=CARDS), actor=actor)
    return {"items": list(named(page["items"], language)), "next": page["next"]}
