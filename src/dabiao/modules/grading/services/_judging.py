"""Leads judged by the rules: alone or many at once, it comes to the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.db import insert_rows
from dabiao.modules.grading.enums import By
from dabiao.modules.grading.models import Judgement
from dabiao.modules.grading.queries import rulesets, texts
from dabiao.modules.grading.queries.cases import case_of
from dabiao.modules.grading.queries.rulesets import Asks, Ruleset
from dabiao.modules.grading.queries.texts import SAID
from dabiao.modules.grading.rules import Ruling, Verdict, judge, merged_tags, whose
from dabiao.modules.leads import services as lead_services
from dabiao.modules.org.queries.tags import MOST_TAGS

NOTHING = Judgement(graded_by=By.RULE)


@dataclass(slots=True)
class Change:
    """A lead, and what is judged of it now; `grade` and `tags` are what it is to have."""

    lead: Any
    judgement: Judgement
    grade: str
    tags: list[int]

    @property
    def changes(self) -> bool:
        return (self.grade, self.tags) != (self.lead.grade, self.lead.tags)


def judge_arrivals(rows: Sequence[Any], actor: Actor, now: datetime) -> Callable[[], None]:
    """Put grade and tags on leads that are about to be stored; what it gives writes down why, once they are. Without rules
    nothing happens, and nothing is asked of the database."""
    rules = rulesets.current()
    if rulesets.off():
        return lambda: None
    said = {id(lead): {SAID: texts.of_new(lead)} for lead in rows}
    asked = rules.asked(now)
    judged = [_judged(lead, None, said[id(lead)], (rules, asked), now, actor.user_id) for lead in rows]
    for one in judged:
        one.lead.grade, one.lead.tags = one.grade, one.tags

    def settle() -> None:
        for one in judged:
            one.judgement.lead = one.lead
        insert_rows([one.judgement for one in judged])

    return settle


def judged_again(
    rows: Sequence[Any],
    known: Mapping[int, Judgement],
    rules: Ruleset,
    now: datetime,
) -> list[Change]:
    """What is judged of leads that are there, with what was judged before. Writes nothing."""
    said, asked = texts.of_many(rows), rules.asked(now)
    return [_judged(lead, known.get(lead.pk), said[lead.pk], (rules, asked), now, None) for lead in rows]


def write(changes: Sequence[Change], *, bulk_id: int | None = None, actor: Actor, now: datetime) -> None:
    """Keep what was judged, and put it on the leads that it changes."""
    if not changes:
        return
    for one in changes:
        one.judgement.lead_id = one.lead.pk
    insert_rows([one.judgement for one in changes], unless=["lead"], put=Judgement.SAID)
    lead_services.put_judged(
        [
            lead_services.Judged(
                one.lead,
                one.grade,
                one.tags,
                by=By.MODEL if one.judgement.graded_by == By.MODEL else By.RULE,
                score=one.judgement.score,
            )
            for one in changes
        ],
        bulk_id=bulk_id,
        actor=actor,
        now=now,
    )


def judgements(lead_ids: Sequence[int]) -> dict[int, Judgement]:
    return Judgement.objects.in_bulk(lead_ids)


def _judged(
    lead: Any,
    before: Judgement | None,
    said: Mapping[str, list[Any]],
    by_what: tuple[Ruleset, list[tuple[Ruling, Asks]]],
    now: datetime,
    person_id: int | None,
) -> Change:
    held, (rules, asked) = before or NOTHING, by_what
    people = sorted(set(lead.tags) - set(held.tags))
    verdict = judge(asked, texts.arrival(lead, said, people), said[SAID], rules.thresholds)
    tags, ours, refused = merged_tags(
        lead.tags, ours=held.tags, refused=held.refused, wanted=verdict.tags, most=MOST_TAGS
    )
    by = whose(lead.grade, (before.grade, before.graded_by) if before is not None else None)
    kept = by == By.PERSON
    judgement = _kept(verdict, now)
    _ask_model(judgement, verdict, lead, people, rules)
    judgement.graded_by = By.PERSON if kept else judgement.graded_by
    judgement.person_id = (held.person_id or person_id) if kept else None
    judgement.tags, judgement.refused = ours, refused
    return Change(lead, judgement, lead.grade if kept else judgement.grade, tags)


def _kept(verdict: Verdict, now: datetime) -> Judgement:
    return Judgement(
        grade=verdict.grade, score=verdict.score, reasons=verdict.reasons, graded_by=By.RULE, judged_at=now
    )


def _ask_model(
    judgement: Judgement, verdict: Verdict, lead: Any, tags: Sequence[int], rules: Ruleset
) -> None:
    """Where a model is in use it says the grade, unless a rule says it outright."""
    if rules.model is None or verdict.outright:
        return
    grade, probability, reasons = rules.model.says(case_of(lead, list(tags)))
    judgement.grade, judgement.probability, judgement.graded_by = grade, probability, By.MODEL
    judgement.reasons = reasons


__all__ = ["Change", "judge_arrivals", "judged_again", "judgements", "write"]
