"""A trial in words: each rule that was asked and why it did not decide, each person with a verdict, what follows and when."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.conditions.words import said as condition_words
from dabiao.core.i18n import text
from dabiao.core.importing import pasting
from dabiao.core.scoping import fetch
from dabiao.modules.dispatch.enums import Outcome, Refusal, Strategy
from dabiao.modules.dispatch.queries import naming, wording
from dabiao.modules.dispatch.queries.naming import Names
from dabiao.modules.dispatch.queries.ruleset import PERMISSION
from dabiao.modules.dispatch.queries.trials import Step, Trial, names_needed, trial
from dabiao.modules.dispatch.rules.choosing import SCALE
from dabiao.modules.leads import queries as leads

MOST_SHOWN = 200
SHOWN = (
    *("name", "company", "title", "phone", "wechat", "email", "region", "source", "campaign"),
    *("cost_minor", "grade", "remark", "fields", "tags"),
)


def of_a_lead(lead_id: int, *, language: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """What would become of a lead there is if it arrived now. Raises `access.forbidden`, `core.not_found`."""
    actor.require(PERMISSION)
    return told(fetch(leads.visible_to(actor), lead_id), [], language, now)


def of_values(values: dict[str, Any], *, language: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """What would become of a lead with these fields. Raises `access.forbidden`, `fields.*`."""
    actor.require(PERMISSION)
    return told(leads.imagined(values, now=now), [], language, now)


def of_a_text(pasted: str, *, language: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """What would become of a lead that somebody pastes. Raises `access.forbidden`, `fields.*`."""
    actor.require(PERMISSION)
    values, unread = pasting.read(pasted)
    return told(leads.imagined(values, now=now), unread, language, now)


def told(lead: leads.Lead, unread: list[str], language: str, now: datetime) -> dict[str, Any]:
    found = trial(lead, now)
    names = naming.names(
        [step.rule.candidates for step in found.steps],
        units=[step.rule.pool_unit_id for step in found.steps],
        people=names_needed(found),
    )
    telling = _Telling(found, names, language, now)
    masked = {} if lead.pk else {name: value for name in SHOWN if (value := getattr(lead, name, None))}
    return {
        "lead": masked,
        "unread": unread,
        "steps": [telling.step(step) for step in found.steps],
        "outcome": found.outcome,
        "text": telling.outcome(),
        "winner": _person(found.winner, names),
        "leader": _person(found.leader, names),
        "again_at": found.again_at,
        "until": found.until,
        "clocks": [
            {"clock": one.clock, "seconds": one.seconds, "at": one.at, "text": telling.clock(one.clock)}
            for one in found.clocks
        ],
    }


def _person(id: int | None, names: Names) -> dict[str, Any] | None:
    return None if id is None else {"id": id, "name": names.person(id)}


class _Telling:
    """The words of one trial in one language."""

    def __init__(self, found: Trial, names: Names, language: str, now: datetime) -> None:
        self.found, self.names, self.language, self.now = found, names, language, now

    def say(self, key: str, **params: Any) -> str:
        return text(self.language, f"said.dispatch_trial.{key}", **params)

    def step(self, step: Step) -> dict[str, Any]:
        parts = wording.sentence(step.rule, self.names, self.language)
        return {
            "rule_id": step.rule.pk,
            "name": step.rule.name,
            "sentence": parts,
            "decided": step.rule is self.found.rule,
            "why": step.why,
            "text": self._why(step),
            "failing": [condition_words(part, self.language) for part in step.failing],
            "opens_at": step.opens_at,
            "candidates": list(self._candidates(step))[:MOST_SHOWN],
        }

    def _why(self, step: Step) -> str:
        if step.why == Refusal.HOURS:
            return (
                self.say("closed", when=self.when(step.opens_at)) if step.opens_at else self.say("never_open")
            )
        if step.why:
            return self.say(f"why.{step.why}")
        return self.say("why.pool" if step.rule.strategy == Strategy.POOL else "why.chosen")

    def when(self, moment: datetime | None) -> str:
        return f"{moment.astimezone(get_default_timezone()):%Y-%m-%d %H:%M}" if moment else ""

    def _candidates(self, step: Step) -> Iterator[dict[str, Any]]:
        """Who could have it in their order, then the others with the reason against each."""
        if step.choice is None:
            return
        places = {id: place for place, id in enumerate(step.order, 1)}
        free = sorted(
            step.choice.scores, key=lambda id: (places.get(id, len(places) + 1), self.names.person(id))
        )
        for id in free:
            verdict = "chosen" if id == step.choice.winner else "free"
            yield {
                **self._row(id, verdict),
                "place": places.get(id),
                "score": step.choice.scores[id],
                "score_text": self._score(step, id),
            }
        for id, why in sorted(
            step.choice.refused.items(), key=lambda one: (one[1], self.names.person(one[0]))
        ):
            yield {**self._row(id, why), "place": None, "score": None, "score_text": ""}

    def _row(self, id: int, verdict: str) -> dict[str, Any]:
        person = self.found.board.people.get(id)
        return {
            "id": id,
            "name": self.names.person(id),
            "level": person.level if person else "",
            "verdict": verdict,
            "text": self.say(f"verdict.{verdict}"),
        }

    def _score(self, step: Step, id: int) -> str:
        """What the strategy went by, in words."""
        score = step.choice.scores[id] if step.choice else 0
        if step.rule.strategy == Strategy.ROUND_ROBIN:
            last = self.found.board.standings.get((step.rule.pk, id))
            return self.say("score.turn", n=last.last_turn) if last else self.say("score.never")
        if step.rule.strategy == Strategy.WEIGHTED:
            return self.say("score.weighted", n=f"{score / SCALE:.2f}")
        return self.say(f"score.{step.rule.strategy}", n=score)

    def outcome(self) -> str:
        found = self.found
        return self.say(
            f"outcome.{self._outcome_key()}",
            name=self.names.person(found.winner) if found.winner is not None else "",
            leader=self.names.person(found.leader) if found.leader is not None else "",
            rule=found.rule.name if found.rule else "",
            unit=self.names.unit(found.rule.pool_unit_id) if found.rule and found.rule.pool_unit_id else "",
            when=self.when(found.again_at),
            until=self.when(found.until),
        )

    def _outcome_key(self) -> str:
        found = self.found
        if found.outcome == Outcome.WAITING:
            return "waiting" if found.leader is not None else "waiting_without_leader"
        if found.outcome == Outcome.POOLED and not (found.rule and found.rule.pool_unit_id):
            return "pooled_without_leader"
        return str(found.outcome)

    def clock(self, name: str) -> str:
        return self.say(f"clock.{name}")
