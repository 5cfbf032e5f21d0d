"""Open deals by how long they have been in their stage, and how long in all."""

from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.queries.deals import also
from dabiao.modules.analytics.queries.numbers import Link, link
from dabiao.modules.analytics.queries.scope import Scope, cell, head, scope
from dabiao.modules.opportunities import queries as opportunities

Sums = Counter[tuple[int, int]]
COLUMNS = {"in_stage": ("entered_from", "entered_before"), "in_all": ("created_from", "created_to")}


def ageing(
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    pipeline_id: int | None = None,
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """`{as_of, …, bands, stages, total}`: for each open stage what stands in it, by days since it came there (`in_stage`) and
    since it was opened (`in_all`), as the company's calendar counts them; `total` the same over all stages.

    Raises `core.not_found_here` for an unknown pipeline.
    """
    asked = scope(owner_id=owner_id, unit_id=unit_id, pipeline_id=pipeline_id, actor=actor, language=language)
    today = rules.local_day(now, asked.zone)
    since = [rules.midnight(today - days * rules.DAY, asked.zone) for days in rules.AGE_BANDS]
    found = list(opportunities.ages(filters=asked.of_line, since=since, actor=actor))
    stages = [stage for stage in asked.pipeline["stages"] if stage["kind"] == "open"]
    return {
        **head(asked, now),
        "bands": _bands(),
        "stages": [
            {
                "stage_id": stage["id"],
                "name": stage["name"],
                **_row([one for one in found if one.stage_id == stage["id"]], since, _of(asked, stage["id"])),
            }
            for stage in stages
        ],
        "total": _row(found, since, _of(asked, None)),
    }


def _of(asked: Scope, stage_id: int | None) -> Link:
    base = also(asked.everything(), stage_kind="open")
    return base if stage_id is None else also(base, stage_id=stage_id)


def _bands() -> list[dict[str, int | None]]:
    """First and last day of each, both included."""
    firsts = [0, *(days + 1 for days in rules.AGE_BANDS)]
    return [
        {"first": first, "last": last} for first, last in zip(firsts, [*rules.AGE_BANDS, None], strict=True)
    ]


def _row(found: list[opportunities.Age], since: list[datetime], base: Link) -> dict[str, Any]:
    row: dict[str, Any] = {"all": _cell(found, base)}
    for column, names in COLUMNS.items():
        row[column] = [
            _cell([one for one in found if getattr(one, column) == place], also(base, **span))
            for place, span in enumerate(_spans(since, *names))
        ]
    return row


def _spans(since: list[datetime], at_or_after: str, before: str) -> list[dict[str, Any]]:
    """The filters of each band, the latest first."""
    middle = [{at_or_after: early, before: late} for late, early in pairwise(since)]
    spans = [{at_or_after: since[0]}, *middle, {before: since[-1]}]
    return [link("", span)["params"] for span in spans]


def _cell(found: list[opportunities.Age], base: Link) -> dict[str, Any]:
    amount = sum(one.amount_minor for one in found if one.currency == DEFAULT_CURRENCY)
    return cell(base, sum(one.deals for one in found), amount)
