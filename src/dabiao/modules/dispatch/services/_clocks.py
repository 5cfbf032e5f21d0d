"""When clocks warn and end, for whose turn begins or goes on."""

from datetime import datetime

from dabiao.core.i18n import DEFAULT, text
from dabiao.modules.dispatch.enums import StintEnd
from dabiao.modules.dispatch.models import Case, Decision, Policy, Rule, Stint
from dabiao.modules.dispatch.queries import rulings
from dabiao.modules.dispatch.rules.terms import kept
from dabiao.modules.org import queries as org


def level_reason(code: str) -> str:
    """Why a level changed, as it is told on the person's timeline for good."""
    return text(DEFAULT, f"said.dispatch.level_reasons.{code}")


def turn_of(
    case: Case, holder: org.Holder, decision: Decision, rule: Rule | None, policy: Policy, now: datetime
) -> Stint:
    """Somebody's turn (unsaved), with the times at which its first clock warns and ends."""
    terms = rulings.terms_of(rule, policy, decision.grade)
    return Stint(
        decision=decision,
        case=case,
        lead_id=case.lead_id,
        user_id=holder.user_id,
        unit_id=holder.unit_id,
        terms=kept(terms),
        given_at=now,
        warn_at=rulings.later(terms.warn, terms, policy, now) if terms.clocks else None,
        due_at=rulings.later(terms.response, terms, policy, now) if terms.clocks else None,
        ended_at=None if terms.clocks else now,
        end=StintEnd.GOING if terms.clocks else StintEnd.ENDED,
    )
