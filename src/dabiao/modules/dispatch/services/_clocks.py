"""When clocks warn and end, for whose turn begins or goes on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dabiao.core.i18n import DEFAULT, text
from dabiao.modules.dispatch.enums import StintEnd
from dabiao.modules.dispatch.models import Case, Decision, Policy, Rule, Stint
from dabiao.modules.dispatch.queries import rulings
from dabiao.modules.dispatch.rules.terms import kept
from dabiao.modules.org import queries as org


def level_reason(code: str) -> str:
    """Why a level changed, as it is told on the person's timeline for good."""
    return text(DEFAULT, f"said.dispatch.level_reasons.{code}")


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clocks of a turn are, and when the first of them warns and ends; None where none runs."""

    terms: dict[str, Any]
    warn_at: datetime | None
    due_at: datetime | None


class Clocks:
    """Clocks that begin at one moment, each worked out once: of many leads there are few rules and grades."""

    def __init__(self, policy: Policy, now: datetime) -> None:
        self.policy, self.now = policy, now
        self._known: dict[tuple[int | None, str], Clock] = {}

    def of(self, rule: Rule | None, grade: str) -> Clock:
        key = rule.pk if rule else None, grade
        if key not in self._known:
            self._known[key] = self._of(rule, grade)
        return self._known[key]

    def _of(self, rule: Rule | None, grade: str) -> Clock:
        terms = rulings.terms_of(rule, self.policy, grade)
        if not terms.clocks:
            return Clock(kept(terms), None, None)
        warn, due = (rulings.later(one, terms, self.policy, self.now) for one in (terms.warn, terms.response))
        return Clock(kept(terms), warn, due)


def turn_of(case: Case, holder: org.Holder, decision: Decision, rule: Rule | None, clocks: Clocks) -> Stint:
    """Somebody's turn (unsaved), with the times at which its first clock warns and ends."""
    clock, now = clocks.of(rule, decision.grade), clocks.now
    return Stint(
        decision=decision,
        case=case,
        lead_id=case.lead_id,
        user_id=holder.user_id,
        unit_id=holder.unit_id,
        terms=clock.terms,
        given_at=now,
        warn_at=clock.warn_at,
        due_at=clock.due_at,
        ended_at=None if clock.due_at else now,
        end=StintEnd.GOING if clock.due_at else StintEnd.ENDED,
    )
