"""Templates that the product offers: few questions, so that a report takes a minute."""

from typing import Any

from dabiao.core import figures
from dabiao.core.actor import Actor
from dabiao.core.i18n import text
from dabiao.modules.reports.enums import (
    ReportBlockKind,
    ReportPeriod,
    ReportPreset,
    ReportQuoteAs,
    ReportWrittenBy,
)
from dabiao.modules.reports.queries import MANAGE

SELLERS = ["salesperson"]
DAILY = ("metric.calls", "metric.visits", "metric.new_opportunities", "metric.signed")
LONGER = (
    "metric.signed",
    "metric.received",
    "metric.visits",
    "metric.new_customers",
    "metric.new_opportunities",
)
Question = tuple[str, str, Any]
REQUIRED = {"required": True}
GOOD, BAD = {"quote": ReportQuoteAs.HIGHLIGHT.value}, {"quote": ReportQuoteAs.PROBLEM.value}
DONE: Question = ("done", ReportBlockKind.DONE, REQUIRED)
PROBLEM: Question = ("problem", ReportBlockKind.TEXT, {"most": 300, **BAD})
NEXT: Question = ("next", ReportBlockKind.NEXT, REQUIRED)
HIGHLIGHT: Question = ("highlight", ReportBlockKind.TEXT, {"most": 500, **REQUIRED, **GOOD})
MOOD: Question = ("mood", ReportBlockKind.CHOICE, {})
HELP: Question = ("help", ReportBlockKind.TEXT, {"most": 300, **BAD})
HELPED = ("done", "problem", "next", "highlight", "help")

PRESETS: dict[
    ReportPreset, tuple[ReportPeriod, ReportWrittenBy, tuple[str, ...], tuple[Question, ...], dict[str, Any]]
] = {
    ReportPreset.DAILY: (ReportPeriod.DAY, ReportWrittenBy.PEOPLE, DAILY, (DONE, PROBLEM, NEXT), {}),
    ReportPreset.HALF_DAILY: (ReportPeriod.HALF_DAY, ReportWrittenBy.PEOPLE, DAILY[:2], (DONE, NEXT), {}),
    ReportPreset.WEEKLY: (ReportPeriod.WEEK, ReportWrittenBy.PEOPLE, LONGER, (HIGHLIGHT, PROBLEM, NEXT), {}),
    ReportPreset.MONTHLY: (
        ReportPeriod.MONTH,
        ReportWrittenBy.PEOPLE,
        LONGER,
        (HIGHLIGHT, PROBLEM, MOOD, NEXT),
        {"due_shift": 2, "grace_minutes": 60},
    ),
    ReportPreset.UNIT_MONTHLY: (
        ReportPeriod.MONTH,
        ReportWrittenBy.UNITS,
        LONGER,
        (HIGHLIGHT, PROBLEM, NEXT, HELP),
        {"due_shift": 3, "grace_minutes": 120},
    ),
}


def offered(language: str, *, actor: Actor) -> list[dict[str, Any]]:
    """Worded in this language; figures that nobody offers here are left out."""
    actor.require(MANAGE)
    known = {figure.code for figure in figures.offered()}
    return [preset(code, language, known) for code in ReportPreset]


def preset(code: ReportPreset, language: str, known: set[str]) -> dict[str, Any]:
    period, written_by, codes, questions, more = PRESETS[code]
    shown = [one for one in codes if one in known]
    automatic = (
        [_block(code, language, ("figures", ReportBlockKind.FIGURES, {"figures": shown}))] if shown else []
    )
    return {
        "code": code.value,
        "name": text(language, f"said.reports.presets.{code}.name"),
        "period": period.value,
        "written_by": written_by.value,
        "blocks": [*automatic, *(_block(code, language, one) for one in questions)],
        "roles": SELLERS if written_by == ReportWrittenBy.PEOPLE else [],
        "due_time": "18:30",
        "due_shift": 0,
        "grace_minutes": 30,
        **more,
    }


def _block(code: ReportPreset, language: str, question: Question) -> dict[str, Any]:
    id, kind, more = question
    words = f"said.reports.presets.{code}.{id}"
    options = [text(language, f"said.reports.moods.{one}") for one in ("good", "fair", "poor")]
    return {
        "id": id,
        "kind": kind,
        "title": text(language, words),
        "help": text(language, f"said.reports.helps.{id}") if id in HELPED else "",
        "required": False,
        "least": None,
        "most": None,
        "options": options if kind == ReportBlockKind.CHOICE else [],
        "figures": [],
        "quote": None,
        **more,
    }
