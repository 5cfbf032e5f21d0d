"""What would become of a lead now, and why. Nothing is changed, nothing is locked: the same rules, choices, hours and clocks
that decide, asked of the board as it is at this moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dabiao.core.actor import SYSTEM
from dabiao.core.conditions.binding import Asking
from dabiao.core.conditions.language import holds
from dabiao.core.conditions.tree import All, Node
from dabiao.modules.dispatch.enums import Fallback, Outcome, Refusal, Strategy
from dabiao.modules.dispatch.models import Lane, Policy, Rule
from dabiao.modules.dispatch.queries import boards, rulings
from dabiao.modules.dispatch.rules import choosing, hours
from dabiao.modules.dispatch.rules.terms import Terms
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org

MOST_PLACES = 10  # of those who could have it, so many are put in order


@dataclass(frozen=True, slots=True)
class Step:
    """One rule as it was asked. `failing`: the parts of its condition that do not hold. `opens_at` is set where its hours
    are closed; `choice` where it chose, and `order` then has the first who could have the lead."""

    rule: Rule
    why: str = ""
    failing: Sequence[Node] = ()
    opens_at: datetime | None = None
    choice: choosing.Choice | None = None
    order: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Timed:
    """A clock that would run: when it is due. That of feedback, and what follows it, at the latest."""

    clock: str
    seconds: int
    at: datetime


@dataclass(slots=True)
class Trial:
    """`outcome` is an `Outcome`; `leader` whose desk it would be, `until` how long it waits at most."""

    board: choosing.Board
    steps: list[Step] = field(default_factory=list)
    outcome: str = Outcome.UNMATCHED
    rule: Rule | None = None
    winner: int | None = None
    leader: int | None = None
    again_at: datetime | None = None
    until: datetime | None = None
    clocks: list[Timed] = field(default_factory=list)


def trial(lead: leads.Lead, now: datetime) -> Trial:
    """What would become of this lead if it arrived now."""
    policy, rules = rulings.policy(), rulings.active_rules()
    asking = Asking(SYSTEM, now)
    matching = [rule for rule in rules if holds(rulings.parsed(rule), lead, asking)]
    found = Trial(boards.board(matching, now))
    turn = (Lane.objects.values_list("turn", flat=True).first() or 0) + 1
    wanted = choosing.Lead(tuple(lead.tags))
    for rule in rules:
        if rule not in matching:
            failing = list(_failing(rulings.parsed(rule), lead, asking))
            found.steps.append(Step(rule, Refusal.NO_MATCH, failing))
        elif _settled(found, _asked(rule, wanted, found.board, policy, turn, now), policy, now):
            break
    if found.winner is not None:
        found.clocks = list(clocks(rulings.terms_of(found.rule, policy, lead.grade), policy, now))
    return found


def _failing(node: Node, lead: leads.Lead, asking: Asking) -> Iterator[Node]:
    """The parts that do not hold; the whole where it has no parts that all must."""
    parts = node.parts if isinstance(node, All) else (node,)
    return (part for part in parts if not holds(part, lead, asking))


def _asked(
    rule: Rule, lead: choosing.Lead, board: choosing.Board, policy: Policy, turn: int, now: datetime
) -> Step:
    if rule.strategy == Strategy.POOL:
        return Step(rule)
    opens = rulings.opens_at(rule, policy, now)
    if opens != now:
        return Step(rule, Refusal.HOURS, opens_at=opens)
    choice = board.choose(rule.pk, lead, turn)
    why = Refusal.NONE if choice.winner is not None else Refusal.NOBODY
    return Step(rule, why, choice=choice, order=_order(board, rule.pk, lead, turn))


def _order(board: choosing.Board, rule_id: int, lead: choosing.Lead, turn: int) -> list[int]:
    """Who would have it, who if not they, and so on: the first few."""
    order: list[int] = []
    while len(order) < MOST_PLACES:
        without = choosing.Lead(lead.tags, lead.excluded | frozenset(order))
        if (next_one := board.choose(rule_id, without, turn).winner) is None:
            break
        order.append(next_one)
    return order


def _settled(found: Trial, step: Step, policy: Policy, now: datetime) -> bool:
    """Whether this rule says what becomes of the lead."""
    rule = step.rule
    found.steps.append(step)
    if rule.strategy == Strategy.POOL:
        found.rule, found.outcome = rule, Outcome.POOLED
    elif step.choice is not None and step.choice.winner is not None:
        found.rule, found.outcome, found.winner = rule, Outcome.GIVEN, step.choice.winner
    elif rule.fallback != Fallback.NEXT:
        found.rule = rule
        _stuck(found, step, policy, now)
    return found.rule is not None


def _stuck(found: Trial, step: Step, policy: Policy, now: datetime) -> None:
    rule = step.rule
    if rule.fallback == Fallback.POOL:
        found.outcome = Outcome.POOLED
        return
    found.leader = _leader(rule)
    if rule.fallback == Fallback.WAIT:
        found.outcome, found.again_at = Outcome.WAITING, step.opens_at or now
        found.until = _patience(rule, policy, now)
    else:
        found.outcome = Outcome.DESK if found.leader is not None else Outcome.POOLED


def _patience(rule: Rule, policy: Policy, now: datetime) -> datetime:
    """Only while the rule's people work does a lead wait in vain."""
    if rule.hours == "always":
        return now + timedelta(minutes=rule.wait_minutes)
    return hours.after(now, rule.wait_minutes * 60, rulings.week_of(rule, policy))


def _leader(rule: Rule) -> int | None:
    """Whose desk it would go to, if they can hold a lead."""
    leader = rulings.leader_of(rule)
    return leader if leader is not None and org.working([leader]) else None


def clocks(terms: Terms, policy: Policy, now: datetime) -> Iterator[Timed]:
    """The clocks of a lead that is given now."""
    if not terms.clocks:
        return
    due = rulings.later(terms.response, terms, policy, now)
    answered = rulings.later(terms.feedback, terms, policy, due)
    yield Timed("warn", terms.warn, rulings.later(terms.warn, terms, policy, now))
    yield Timed("response", terms.response, due)
    yield Timed("feedback", terms.feedback, answered)
    yield Timed("escalate", terms.escalate, rulings.later(terms.escalate, terms, policy, answered))


def names_needed(found: Trial) -> set[int]:
    """Whose names it takes to tell of this trial."""
    meant: set[int] = set(found.board.people)
    for step in found.steps:
        if step.choice is not None:
            meant |= step.choice.refused.keys() | step.choice.scores.keys()
    return meant | ({found.leader} if found.leader is not None else set())
