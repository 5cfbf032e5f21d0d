"""The board: what stands in each stage, in one statement, and the first cards of every column that has any."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from fractions import Fraction
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.i18n import DEFAULT
from dabiao.core.kept import Given, Remembered, Sql, put
from dabiao.core.lists import pages
from dabiao.core.lists.compiled import ids_of, rows_within
from dabiao.core.lists.keyset import cursor_of
from dabiao.core.lists.order import order_of
from dabiao.core.lists.pages import shown
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import rights
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.modules.opportunities.queries.funnel import StageTotal
from dabiao.modules.opportunities.queries.records import OPPORTUNITIES, chosen, named
from dabiao.modules.opportunities.queries.slipping import with_signs
from dabiao.modules.opportunities.queries.stage_sums import Standing, Terms
from dabiao.modules.opportunities.queries.stages import laid, stage_title

# of a column at first: what a tall screen shows; the rest comes as one scrolls
CARDS = 12
SORT = "-stage_entered_at"
ORDER = order_of(OPPORTUNITIES, SORT)


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
    there, month = laid(), _month_start(now)
    stages, asked = there.of(pipeline_id), _Asked({"owner_id": owner_id, "unit_id": unit_id}, actor, month)
    found = Standing(asked.of, stages, Terms(local_day(now), there), actor, ended_since=month).totals()
    standing = {one.stage_id for one in found}
    # a retired stage is a lane only as long as deals stand in it, so that none is out of sight
    stages = [stage for stage in stages if stage.active or stage.pk in standing]
    columns = [
        _head(stage, month, [one for one in found if one.stage_id == stage.pk], language) for stage in stages
    ]
    filled = [stage for stage, column in zip(stages, columns, strict=True) if column["count"]]
    cards = _cards(_newest(asked, filled), actor, now, language)
    for column in columns:
        column |= cards.get(column["stage_id"], {"items": [], "next": None})
    return {"pipeline_id": stages[0].pipeline_id if stages else None, "sort": SORT, "columns": columns}


def _month_start(now: datetime) -> datetime:
    local = now.astimezone(get_default_timezone())
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


class _Asked:
    """Whose deals of a board are meant, as a query that is made only where its statements were not written yet."""

    def __init__(self, of: Mapping[str, int | None], actor: Actor, month: datetime) -> None:
        self.of = {name: value for name, value in of.items() if value is not None}
        self._actor, self.month = actor, month

    @property
    def key(self) -> Hashable:
        """All that the statements follow from; None for those of a unit, which follow from the units below it."""
        return pages.question_of(("owner_id",), self.of, rights(self._actor, "opportunity.read"), self.month)

    def base(self) -> QuerySet[Opportunity]:
        return chosen(self.of, actor=self._actor)


_NEWEST = Remembered()


def _head(stage: Stage, month: datetime, here: list[StageTotal], language: str) -> dict[str, Any]:
    sums = {one.currency: _sum(one) for one in here}
    main = sums.pop(DEFAULT_CURRENCY, None) or _sum(StageTotal(stage.pk, DEFAULT_CURRENCY, 0, 0, Fraction(0)))
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


def _newest(asked: _Asked, stages: list[Stage]) -> list[Sql]:
    """Per stage SQL for the ids of its newest arrivals, and of one more to know whether there are more.

    Written once for the open stages and once for the ended ones: only the stage differs.
    """

    def write(is_open: bool) -> Sql:
        base = asked.base()
        rows = base if is_open else base.filter(closed_at__gte=asked.month)
        return ids_of(
            rows.filter(stage_id=Given("stage", BigIntegerField())).order_by(*ORDER.keys), limit=CARDS + 1
        )

    written = {
        is_open: _NEWEST.sql(asked.key and (asked.key, is_open), partial(write, is_open))
        for is_open in {stage.is_open for stage in stages}
    }
    return [put(written[stage.is_open], stage=stage.pk) for stage in stages]


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
