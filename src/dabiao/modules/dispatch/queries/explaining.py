"""Why a lead went to somebody, and why not to the others: in words, from the ledger alone (D6)."""

from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.i18n import text
from dabiao.core.scoping import fetch
from dabiao.modules.dispatch.enums import Kind, Outcome, Strategy
from dabiao.modules.dispatch.models import Decision, Stint
from dabiao.modules.dispatch.queries import replaying
from dabiao.modules.dispatch.rules.choosing import Choice
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org

MOST = 50  # decisions told of one lead, the newest
WORDS = "said.dispatch.why"


def story(lead_id: int, *, language: str, actor: Actor) -> dict[str, Any]:
    """All that was decided about a lead that the actor sees, and how each turn with it went; the oldest first."""
    actor.require("dispatch.read")
    fetch(leads.visible_to(actor), lead_id)
    decisions = list(Decision.objects.filter(lead_id=lead_id).select_related("rule").order_by("-pk")[:MOST])
    return {
        "decisions": [_told(one, language) for one in reversed(decisions)],
        "stints": _stints(lead_id),
    }


def clock_of(stint: Stint) -> dict[str, Any]:
    """How one's own turn stands."""
    names = ("lead_id", "due_at", "responded_at", "feedback_due_at", "feedback_at")
    return {name: getattr(stint, name) for name in names}


def _told(decision: Decision, language: str) -> dict[str, Any]:
    choice = replaying.again(decision)
    return {
        "id": decision.pk,
        "at": decision.at,
        "kind": decision.kind,
        "outcome": decision.outcome,
        "rule_id": decision.rule_id,
        "rule_name": decision.rule_name,
        "winner_id": decision.winner_id,
        "winner_name": decision.winner_name,
        "words": _sentences(decision, choice, language),
        "why_not": _why_not(decision, choice, language) if choice is not None else [],
    }


def _sentences(decision: Decision, choice: Choice | None, language: str) -> list[str]:
    """What brought it about, the rules that were passed over, and what was decided."""
    params = {
        "rule": decision.rule_name,
        "winner": decision.winner_name,
        "by": decision.by_name,
        "loser": org.names_of([decision.loser_id]).get(decision.loser_id, "") if decision.loser_id else "",
        "score": decision.score if decision.score is not None else 0,
    }
    begun = text(language, f"{WORDS}.kind.{decision.kind}", **params)
    passed = [
        text(language, f"{WORDS}.passed", rule=name, why=text(language, f"{WORDS}.refusal.{why}"))
        for _, name, why in decision.passed
    ]
    if decision.kind in (Kind.HAND, Kind.CLAIM):
        return [begun]
    return [begun, *passed, text(language, f"{WORDS}.{_reason(decision, choice)}", **params)]


def _reason(decision: Decision, choice: Choice | None) -> str:
    if decision.outcome != Outcome.GIVEN:
        return f"outcome.{decision.outcome}"
    if choice is not None and len(choice.scores) == 1:
        return "only_one"
    strategy = decision.rule.strategy if decision.rule is not None else Strategy.ROUND_ROBIN
    if choice is not None and strategy != Strategy.ROUND_ROBIN:
        best = choice.scores.get(decision.winner_id or 0)
        if list(choice.scores.values()).count(best or 0) > 1:
            return f"equal.{strategy}"
    return f"strategy.{strategy}"


def _why_not(decision: Decision, choice: Choice, language: str) -> list[dict[str, Any]]:
    """Everybody else whom the rule names: first those who were free, the nearest first."""
    strategy = decision.rule.strategy if decision.rule is not None else Strategy.ROUND_ROBIN
    sign = -1 if strategy == Strategy.TAG_MATCH else 1
    free = sorted(choice.scores, key=lambda id: sign * choice.scores[id])
    names = org.names_of([*free, *choice.refused])
    rows = [(id, _less(strategy, choice, decision, id)) for id in free if id != decision.winner_id] + [
        (id, f"refusal.{why}") for id, why in choice.refused.items()
    ]
    return [
        {
            "user_id": id,
            "name": names.get(id, f"#{id}"),
            "words": text(language, f"{WORDS}.{key}", score=choice.scores.get(id, 0)),
        }
        for id, key in rows
    ]


def _less(strategy: str, choice: Choice, decision: Decision, id: int) -> str:
    same = choice.scores[id] == choice.scores.get(decision.winner_id or 0)
    return "not_turn" if same else f"less.{strategy}"


def _stints(lead_id: int) -> list[dict[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = (
        Stint.objects.filter(lead_id=lead_id)
        .order_by("pk")
        .values(
            *("id", "user_id", "user__name", "given_at", "warn_at", "due_at", "warned_at", "responded_at"),
            *("evidence", "feedback_due_at", "feedback_at", "intent", "ended_at", "end"),
        )
    )
    return [
        {("user_name" if name == "user__name" else name): value for name, value in row.items()}
        for row in rows
    ]
