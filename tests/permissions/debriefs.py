"""Debriefs: read by whoever sees the deal, written by whom the right to edit reaches, answered by who leads."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, needs, reaches

from dabiao.core.actor import SYSTEM, Actor
from dabiao.modules.customers import services as customers
from dabiao.modules.debriefs.models import Debrief
from dabiao.modules.opportunities import services as opportunities
from dabiao.testing.names import unused
from dabiao.testing.people import NOW

_number = count(800_000)
NOBODY = 999_999


def a_debrief(who: Actor) -> Any:
    """Of a deal of theirs; whether it has ended does not matter to who may do what."""
    customer = customers.create(name=unused("复盘客户"), owner_id=who.user_id, actor=SYSTEM, now=NOW)
    deal = opportunities.create(
        name="复盘", customer_id=customer.pk, amount_minor=100, owner_id=who.user_id, actor=SYSTEM, now=NOW
    )
    return Debrief.objects.create(
        pk=next(_number),
        opportunity=deal,
        title="复盘",
        outcome="lost",
        amount_minor=100,
        currency="CNY",
        closed_on=NOW.date(),
        due_on=NOW.date(),
        owner_id=who.user_id,
        unit_id=who.unit_id,
        created_at=NOW,
        updated_at=NOW,
    )


def sees(who: Someone, record: Record) -> Outcome:
    """Who sees the deal: a share of the debrief itself opens no deal."""
    known = "debrief.read" in who.grants and reaches(who, "opportunity.read", replace(record, shared={}))
    return "allowed" if known else "404"


def may(verb: str, then: Outcome = "allowed") -> Rule:
    def rule(who: Someone, record: Record) -> Outcome:
        if sees(who, record) != "allowed":
            return "404"
        return then if reaches(who, f"debrief.{verb}", record) else "403"

    return rule


def feedback(who: Someone, record: Record) -> Outcome:
    """This one is not done yet, and one's own is another's to judge."""
    said = may("judge", "409")(who, record)
    return "403" if said == "409" and record.owner == who.id else said


def nowhere(permission: str, then: Outcome) -> Rule:
    return lambda who, _: then if permission in who.grants else "403"


KIND = "debrief"
WORDS = {"way": "call", "said_by": "周经理", "words": "预算不够"}
OPERATIONS: Mapping[str, Operation] = {
    "debriefs_list": Operation(needs("debrief.read")),
    "debriefs_begin": Operation(nowhere("debrief.edit", "422"), body={"opportunity_id": NOBODY}),
    "debriefs_board": Operation(needs("debrief.read")),
    "debriefs_figures": Operation(needs("debrief.read")),
    "debriefs_lessons": Operation(needs("debrief.read")),
    "debriefs_policy_get": Operation(needs("debrief.read")),
    "debriefs_policy_edit": Operation(
        needs("debrief.manage"), body={"changes": {"due_days": 5}, "version": 1}
    ),
    "debriefs_get": Operation(sees, KIND),
    "debriefs_edit": Operation(may("edit"), KIND, {"changes": {"again": "先约"}, "version": "@version"}),
    "debriefs_finish": Operation(may("edit", "422"), KIND),
    "debriefs_reopen": Operation(may("edit"), KIND),
    "debriefs_judge": Operation(feedback, KIND, {"feedback": "写得好"}),
    "debrief_voices_add": Operation(may("edit"), KIND, WORDS),
    "debrief_links_create": Operation(may("edit"), KIND, {"name": "周经理"}),
    "debrief_links_end": Operation(may("edit", "404"), KIND, path={"id": "@id", "link_id": NOBODY}),
    "debrief_lessons_add": Operation(may("edit"), KIND, {"text": "先确认预算"}),
    "debrief_lessons_remove": Operation(may("edit", "404"), KIND, path={"id": "@id", "lesson_id": NOBODY}),
    "debrief_notes_create": Operation(may("edit", "422"), KIND),
}
