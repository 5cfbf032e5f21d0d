"""Templates that the product offers: few questions, so that a report takes a minute."""

from typing import Any

from dabiao.core import figures
from dabiao.core.actor import Actor
from dabiao.core.i18n import text
from dabiao.modules.reports.enums import Block, Period, Preset, Quote, WrittenBy
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
GOOD, BAD = {"quote": Quote.HIGHLIGHT.value}, {"quote": Quote.PROBLEM.value}
DONE: Question = ("done", Block.DONE, REQUIRED)
PROBLEM: Question = ("problem", Block.TEXT, {"most": 300, **BAD})
NEXT: Question = ("next", Block.NEXT, REQUIRED)
HIGHLIGHT: Question = ("highlight", Block.TEXT, {"most": 500, **REQUIRED, **GOOD})
MOOD: Question = ("mood", Block.CHOICE, {})
HELP: Question = ("help", Block.TEXT, {"most": 300, **BAD})
HELPED = ("done", "problem", "next", "highlight", "help")

PRESETS: dict[Preset, tuple[Period, WrittenBy, tuple[str, ...], tuple[Question, ...], dict[str, Any]]] = {
    Preset.DAILY: (Period.DAY, WrittenBy.PEOPLE, DAILY, (DONE, PROBLEM, NEXT), {}),
    Preset.HALF_DAILY: (Period.HALF_DAY, WrittenBy.PEOPLE, DAILY[:2], (DONE, NEXT), {}),
    Preset.WEEKLY: (Period.WEEK, WrittenBy.PEOPLE, LONGER, (HIGHLIGHT, PROBLEM, NEXT), {}),
    Preset.MONTHLY: (
        Period.MONTH,
        WrittenBy.PEOPLE,
        LONGER,
        (HIGHLIGHT, PROBLEM, MOOD, NEXT),
        {"due_shift": 2, "grace_minutes": 60},
    ),
    Preset.UNIT_MONTHLY: (
        Period.MONTH,
        WrittenBy.UNITS,
        LONGER,
        (HIGHLIGHT, PROBLEM, NEXT, HELP),
        {"due_shift": 3, "grace_minutes": 120},
    ),
}


def offered(language: str, *, actor: Actor) -> list[dict[str, Any]]:
    """Worded in this language; figures that nobody offers here are left out."""
    actor.require(MANAGE)
    known = {figure.code for figure in figures.offered()}
    return [preset(code, language, known) for code in Preset]


def preset(code: Preset, language: str, known: set[str]) -> dict[str, Any]:
    period, written_by, codes, questions, more = PRESETS[code]
    shown = [one for one in codes if one in known]
    automatic = [_block(code, language, ("figures", Block.FIGURES, {"figures": shown}))] if shown else []
    return {
        "code": code.value,
        "name": text(language, f"said.reports.presets.{code}.name"),
        "period": period.value,
        "written_by": written_by.value,
        "blocks": [*automatic, *(_block(code, language, one) for one in questions)],
        "roles": SELLERS if written_by == WrittenBy.PEOPLE else [],
        "due_time": "18:30",
        "due_shift": 0,
        "grace_minutes": 30,
        **more,
    }


def _block(code: Preset, language: str, question: Question) -> dict[str, Any]:
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
        "options": options if kind == Block.CHOICE else [],
        "figures": [],
        "quote": None,
        **more,
    }
