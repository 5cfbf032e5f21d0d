"""Flow, cohorts and wins against losses as files: what the page shows, in words, for whoever may export deals."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.exporting.tables import TableFile, table
from dabiao.core.i18n import text
from dabiao.core.money import to_decimal
from dabiao.modules.analytics.queries.cohorts import cohorts
from dabiao.modules.analytics.queries.flow import deal_flow
from dabiao.modules.analytics.queries.winloss import deal_outcomes

PERMISSION = "opportunity.export"
FORMAT = "xlsx"
_ENDS = ("won", "lost", "winRate", "wonAmount", "lostAmount", "wonMean", "wonDays", "lostDays")
_LOST = ("lost", "lostAmount", "lostDays")
Cells = Iterable[Sequence[Any]]


def flow_table(*, actor: Actor, now: datetime, language: str, **asked: Any) -> TableFile:
    """Step by step, the most frequent first. Raises as `deal_flow`, and `access.forbidden`."""
    actor.require(PERMISSION)
    found = deal_flow(**asked, actor=actor, now=now, language=language)
    names = {one["id"]: _node(one, language) for one in found["nodes"]}
    rows = [
        (names[one["source"]], names[one["target"]], one["count"], to_decimal(one["amount_minor"]))
        for one in sorted(found["links"], key=lambda link: -link["count"])
    ]
    heading = [text(language, f"screens.flow.file.{name}") for name in ("from", "to", "count", "amount")]
    return _file("flow", heading, rows, found, language)


def _node(one: dict[str, Any], language: str) -> str:
    if one["name"] is None:
        return text(language, f"screens.flow.node.{one['id']}")
    if one["round"] == 1:
        return str(one["name"])
    return text(language, "screens.flow.round", name=one["name"], n=one["round"])


def cohort_table(*, actor: Actor, now: datetime, language: str, **asked: Any) -> TableFile:
    """Month by month, for each age how many were won and lost by then. Raises as `cohorts`, and `access.forbidden`."""
    actor.require(PERMISSION)
    found = cohorts(**asked, actor=actor, now=now, language=language)
    heading = [text(language, f"screens.flow.file.{name}") for name in ("month", "count", "amount")]
    for days in found["ages"]:
        after = (
            text(language, "screens.flow.soFar")
            if days is None
            else text(language, "screens.flow.afterDays", n=days)
        )
        heading += [f"{after} · {text(language, f'screens.flow.cohort.{end}')}" for end in ("won", "lost")]
    rows = [
        (
            row["month"],
            row["opened"]["count"],
            to_decimal(row["opened"]["amount_minor"]),
            *(count for age in row["ages"] for count in _ended(age)),
        )
        for row in found["rows"]
    ]
    return _file("cohorts", heading, rows, found, language)


def _ended(age: dict[str, Any] | None) -> tuple[int | None, int | None]:
    return (age["won"]["count"], age["lost"]["count"]) if age else (None, None)


def outcome_table(*, actor: Actor, now: datetime, language: str, **asked: Any) -> TableFile:
    """Won and lost side by side, with the total as the last row. Raises as `deal_outcomes`, and `access.forbidden`."""
    actor.require(PERMISSION)
    found = deal_outcomes(**asked, actor=actor, now=now, language=language)
    by, columns = found["by"], _LOST if found["lost_only"] else _ENDS
    heading = [text(language, f"screens.flow.ends.{by}")]
    heading += [text(language, f"screens.flow.column.{name}") for name in columns]
    named = [(_called(row, by, language), row) for row in found["rows"]]
    rows = [
        (name, *(_cell(row, column) for column in columns))
        for name, row in [*named, (text(language, "screens.flow.total"), found["total"])]
    ]
    return _file("ends", heading, rows, found, language)


def _called(row: dict[str, Any], by: str, language: str) -> str:
    key, none = row["key"], f"screens.flow.none.{by}"
    if by == "source":
        return text(language, f"enums.lead_source.{key}" if key else none)
    if by == "band":
        return text(language, f"screens.flow.band.{key}")
    return (key if by in ("reason", "industry") else row["name"]) or text(language, none)


def _cell(row: dict[str, Any], column: str) -> int | float | Decimal | None:
    if column in ("won", "lost"):
        return int(row[column]["count"])
    if column in ("wonAmount", "lostAmount"):
        return to_decimal(row[column.removesuffix("Amount")]["amount_minor"])
    if column == "wonMean":
        return None if row["won_mean_minor"] is None else to_decimal(row["won_mean_minor"])
    if column == "winRate":
        return None if row["win_rate"] is None else Decimal(row["win_rate"]).scaleb(-4)
    days = row["won_days" if column == "wonDays" else "lost_days"]
    return None if days is None else Decimal(str(days))


def _file(what: str, heading: Sequence[str], rows: Cells, found: dict[str, Any], language: str) -> TableFile:
    """Called after what is in it and which days it is of."""
    days = found["period"]
    named = text(language, f"screens.analytics.tabs.{what}")
    return table(heading, rows, format=FORMAT, filename=f"{named} {days['first']}–{days['last']}")
