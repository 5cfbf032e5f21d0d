"""Whose deals of which pipeline a page is asked about, and what every page says of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.i18n import DEFAULT
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis
from dabiao.modules.analytics.queries import rollups
from dabiao.modules.analytics.queries.batches import IN_CURRENCY
from dabiao.modules.analytics.queries.deals import also
from dabiao.modules.analytics.queries.numbers import Link, given, link
from dabiao.modules.analytics.queries.sources import OPPORTUNITIES, Filters
from dabiao.modules.opportunities import queries as opportunities


@dataclass(frozen=True)
class Scope:
    """`within` are the person or unit asked for; `pipeline` is one of `lines`."""

    within: Filters
    pipeline: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]]
    actor: Actor
    zone: tzinfo

    @property
    def of_line(self) -> dict[str, Any]:
        return {**self.within, "pipeline_id": self.pipeline["id"]}

    def moments(self, period: rules.Period) -> tuple[datetime, datetime]:
        return rules.midnight(period.first, self.zone), rules.midnight(period.until, self.zone)

    def base(self, name: str, period: rules.Period) -> Link:
        """The list of the deals opened (`created`) or `closed` in the period."""
        since, until = self.moments(period)
        return link(OPPORTUNITIES.path, {**self.of_line, f"{name}_from": since, f"{name}_to": until})

    def pieces(
        self, basis: Basis, period: rules.Period, part: str = ""
    ) -> Iterator[tuple[date, dict[str, Any]]]:
        """(month, sums) of the deals of this pipeline, opened or closed in the period, with that part of the sums."""
        found = rollups.pieces(basis, period, self.within, part=part, lines=self.lines, actor=self.actor)
        for piece in found:
            if content := piece.content.get(str(self.pipeline["id"])):
                yield piece.month, content

    def everything(self) -> Link:
        return link(OPPORTUNITIES.path, self.of_line)


def scope(
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    pipeline_id: int | None = None,
    actor: Actor,
    language: str = DEFAULT,
) -> Scope:
    """Raises `core.not_found_here` for an unknown pipeline, `access.forbidden`."""
    actor.require("analytics.read")
    actor.require(OPPORTUNITIES.permission)
    lines = opportunities.pipelines(language)
    wanted = (one for one in lines if one["id"] == pipeline_id or (pipeline_id is None and one["is_default"]))
    line = next(wanted, None)
    if line is None:
        raise Invalid("core.not_found_here", field="pipeline_id", value=pipeline_id or "")
    within = given(owner_id=owner_id, unit_id=unit_id)
    return Scope(within, line, lines, actor, get_default_timezone())


def head(asked: Scope, now: datetime) -> dict[str, Any]:
    """What every page begins with."""
    return {
        "as_of": now,
        "currency": IN_CURRENCY["currency"],
        "pipeline_id": asked.pipeline["id"],
        "pipeline_name": asked.pipeline["name"],
    }


def days_of(period: rules.Period) -> dict[str, Any]:
    return {"first": period.first, "last": period.last}


def cell(base: Link, count: int, amount_minor: int) -> dict[str, Any]:
    """A count with the list of its records, and their amount with the list of those it sums over."""
    return {
        "count": count,
        "link": base,
        "amount_minor": amount_minor,
        "amount_link": base if "currency" in base["params"] else also(base, **IN_CURRENCY),
    }


def mean(total: int, count: int) -> int | None:
    """Half up; None of nothing."""
    return (2 * total + count) // (2 * count) if count else None


def ends(row: rules.Row, base: Link) -> dict[str, Any]:
    """Won and lost side by side, from one row of sums of closed deals."""
    won, won_in_money, won_minor, won_seconds, lost, lost_minor, _, lost_seconds = row
    low, high = rules.wilson(won, won + lost)
    return {
        "won": cell(also(base, stage_kind="won"), won, won_minor),
        "lost": cell(also(base, stage_kind="lost"), lost, lost_minor),
        "win_rate": rules.share(won, won + lost),
        "win_rate_low": round(low * 10_000) if won + lost else None,
        "win_rate_high": round(high * 10_000) if won + lost else None,
        "won_days": rules.mean_days(won_seconds, won),
        "lost_days": rules.mean_days(lost_seconds, lost),
        "won_mean_minor": mean(won_minor, won_in_money),
    }
