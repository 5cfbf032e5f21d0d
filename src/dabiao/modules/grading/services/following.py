"""Leads are judged again where something changed on which a rule hangs; who changes the grade keeps it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.scoping import demand, fetch
from dabiao.modules.grading.enums import By
from dabiao.modules.grading.models import Judgement
from dabiao.modules.grading.queries import rulesets
from dabiao.modules.grading.services._judging import judged_again, judgements, write
from dabiao.modules.leads import queries as leads

OURS = frozenset({"grade", "tags"})


@dataclass(frozen=True, slots=True)
class Touched:
    """What was changed in a lead, and by whom; `back`: it is again what it was."""

    names: frozenset[str]
    person_id: int | None
    back: bool = False


def follow(touched: Mapping[int, Touched], *, actor: Actor, now: datetime) -> None:
    """Judge these again, in the transaction of the change, as far as it concerns any rule."""
    if rulesets.off():
        return
    rules = rulesets.current()
    concerned = {id: one for id, one in touched.items() if one.names & (rules.inputs | OURS)}
    if not concerned:
        return
    rows = leads.held(concerned)
    known = judgements([lead.pk for lead in rows])
    for lead in rows:
        one, before = concerned[lead.pk], known.get(lead.pk)
        if before is not None and "grade" in one.names:
            again = one.back and lead.grade == before.grade
            before.graded_by = By.RULE if again else By.PERSON
            before.person_id = None if again else one.person_id
    changes = judged_again(rows, known, rules, now)
    for change in changes:
        if change.judgement.graded_by == By.PERSON and change.judgement.person_id is None:
            change.judgement.person_id = concerned[change.lead.pk].person_id
    write(changes, actor=actor, now=now)


@transaction.atomic
def judge_anew(lead_ids: Collection[int], *, actor: Actor, now: datetime) -> None:
    """Something more was said to these leads, in a room above: judge them again."""
    if not rulesets.off():
        rows = leads.held(lead_ids)
        write(
            judged_again(rows, judgements([lead.pk for lead in rows]), rulesets.current(), now),
            actor=actor,
            now=now,
        )


@transaction.atomic
def hand_back(lead_id: int, *, actor: Actor, now: datetime) -> None:
    """Let the rules say grade and tags again, whatever people had said. Raises `core.not_found`, `access.forbidden`,
    `grading.no_rules` (409)."""
    lead = fetch(leads.visible_to(actor), lead_id, lock=True)
    demand(actor, "lead.edit", lead)
    if rulesets.off():
        raise Conflict("grading.no_rules", field="grade")
    _hand_back([lead], actor, now)


@transaction.atomic
def hand_back_many(lead_ids: Collection[int], *, actor: Actor, now: datetime) -> None:
    """The same for many, by who may change any lead. Raises `access.forbidden`, `grading.no_rules` (409)."""
    actor.require("grading.manage")
    if rulesets.off():
        raise Conflict("grading.no_rules", field="grade")
    _hand_back(leads.held(lead_ids), actor, now)


def _hand_back(rows: Sequence[Any], actor: Actor, now: datetime) -> None:
    known = judgements([lead.pk for lead in rows])
    for lead in rows:
        before = known.setdefault(lead.pk, Judgement())
        before.graded_by, before.person_id, before.grade, before.refused = By.RULE, None, lead.grade, []
    write(judged_again(rows, known, rulesets.current(), now), actor=actor, now=now)
