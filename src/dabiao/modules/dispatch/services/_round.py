"""One round of the lane: leads are given one after the other, and everything that follows is written in few statements.

Whoever calls holds the lane's row, the leads' and the cases'. What the round reads of people it reads anew; those who win are
locked, and where one of them went off duty meanwhile, or is just being changed, the round is made again without them: who
holds the lane waits for nobody who may be waiting for the leads it holds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.conditions.binding import Asking
from dabiao.core.conditions.language import predicate
from dabiao.modules.dispatch.enums import Fallback, Hours, Kind, Outcome, Refusal, Strategy
from dabiao.modules.dispatch.models import Case, Lane, Rule, Seat
from dabiao.modules.dispatch.queries import boards, rulings
from dabiao.modules.dispatch.rules import choosing, hours
from dabiao.modules.dispatch.services import _memory
from dabiao.modules.dispatch.services._entering import Entering
from dabiao.modules.dispatch.services._verdicts import Asked, Verdict
from dabiao.modules.org import queries as org

AGAIN = timedelta(minutes=1)  # until who waits is tried again, unless something stirs them before


class Round:
    """Decides and writes; see the module."""

    def __init__(self, lane: Lane, now: datetime) -> None:
        self.lane, self.now = lane, now
        self.policy = rulings.policy()
        self.rules = rulings.active_rules()
        asking = Asking(SYSTEM, now)
        self._asks = [(rule, predicate(rulings.parsed(rule), asking)) for rule in self.rules]
        self.away: set[int] = set()
        self._weeks: dict[int, hours.Week] = {}

    def run(self, asked: Sequence[Asked]) -> list[Verdict]:
        """Give each lead to somebody, in this order, and write down why."""
        if not asked:
            return []
        matching = {one.case.pk: self._matching(one) for one in asked}
        used = [rule for rule in self.rules if any(rule.pk in ids for ids in matching.values())]
        while True:
            board, roster = self._board(used)
            verdicts = self._decided(asked, matching, board)
            winners = {one.winner for one in verdicts if one.winner is not None}
            hold_seats(winners)
            ready = org.ready(winners, now=self.now)
            gone = winners - ready.keys()
            if not gone:
                break
            self.away |= gone
        Entering(self.lane, self.policy, self.now).enter(verdicts, ready, board, roster)
        return verdicts

    def _matching(self, one: Asked) -> frozenset[int]:
        """The rules that mean the lead, as far as they are asked: to the first after which none is."""
        found = []
        for rule, means in () if one.hopped_enough else self._asks:
            if means(one.lead):
                found.append(rule.pk)
                if rule.fallback != Fallback.NEXT or rule.strategy == Strategy.POOL:
                    break
        return frozenset(found)

    def _board(self, used: Sequence[Rule]) -> tuple[choosing.Board, Any]:
        """The board as it is now, and what to keep of it; None where the last roster, moved on, says the same already."""
        fresh = boards.board(used, self.now)
        for id in self.away & fresh.people.keys():
            fresh.people[id] = replace(fresh.people[id], away=fresh.people[id].away or Refusal.BUSY)
        known = _memory.known(self.lane)
        if known is not None and known.says(fresh):
            return known.copy(), None
        return fresh, choosing.to_data(fresh)

    def _decided(
        self, asked: Sequence[Asked], matching: Mapping[int, frozenset[int]], board: choosing.Board
    ) -> list[Verdict]:
        verdicts = []
        for turn, one in enumerate(asked, self.lane.turn + 1):
            if one.lead.owner_id is not None:
                board.took_back(one.lead.owner_id)
            verdict = self._verdict(one, matching[one.case.pk], board, turn)
            if verdict.winner is not None and verdict.rule is not None:
                board.gave(verdict.rule.pk, verdict.winner, turn)
            verdicts.append(verdict)
        return verdicts

    def _verdict(self, one: Asked, matching: frozenset[int], board: choosing.Board, turn: int) -> Verdict:
        """Walk the rules in their order until one says what becomes of the lead."""
        if one.hopped_enough:
            return Verdict(one, Outcome.DESK, turn, why=Refusal.HAD_IT)
        passed: list[list[Any]] = []
        lead = choosing.Lead(tuple(one.lead.tags), one.excluded)
        for rule in self.rules:
            if rule.pk not in matching:
                passed.append([rule.pk, rule.name, Refusal.NO_MATCH])
                continue
            if rule.strategy == Strategy.POOL:
                return Verdict(one, Outcome.POOLED, turn, rule, passed=passed)
            if not self._open(rule):
                why = str(Refusal.HOURS)
            else:
                choice = board.choose(rule.pk, lead, turn)
                if choice.winner is not None:
                    return Verdict(one, Outcome.GIVEN, turn, rule, choice.winner, choice.score, passed=passed)
                why = _commonest(choice.refused)
            if rule.fallback != Fallback.NEXT:
                return self._stuck(one, turn, rule, why, passed)
            passed.append([rule.pk, rule.name, why])
        if one.kind == Kind.BREACH:
            return Verdict(one, Outcome.DESK, turn, why=Refusal.NOBODY, passed=passed)
        return Verdict(one, Outcome.UNMATCHED, turn, why=Refusal.NO_MATCH, passed=passed)

    def _stuck(self, one: Asked, turn: int, rule: Rule, why: str, passed: list[list[Any]]) -> Verdict:
        outcome = {Fallback.POOL: Outcome.POOLED, Fallback.DESK: Outcome.DESK}.get(
            Fallback(rule.fallback), Outcome.WAITING
        )
        if one.kind == Kind.BREACH or (outcome == Outcome.WAITING and self._waited_enough(one.case, rule)):
            outcome = Outcome.DESK
        again = self._again(rule, why) if outcome == Outcome.WAITING else None
        return Verdict(one, outcome, turn, rule, why=why, next_at=again, passed=passed)

    def _open(self, rule: Rule) -> bool:
        return rule.hours == Hours.ALWAYS or hours.is_open(self.now, self._week(rule))

    def _week(self, rule: Rule) -> hours.Week:
        if rule.pk not in self._weeks:
            self._weeks[rule.pk] = rulings.week_of(rule, self.policy)
        return self._weeks[rule.pk]

    def _again(self, rule: Rule, why: str) -> datetime:
        opens = hours.next_open(self.now, self._week(rule)) if why == Refusal.HOURS else None
        return opens or self.now + AGAIN

    def _waited_enough(self, case: Case, rule: Rule) -> bool:
        """Only while the rule's people work does a lead wait in vain."""
        limit = timedelta(minutes=rule.wait_minutes)
        if rule.hours == Hours.ALWAYS:
            return self.now - case.arrived_at >= limit
        return hours.worked(case.arrived_at, self.now, self._week(rule)) >= limit


def hold_seats(user_ids: Collection[int]) -> None:
    """Lock them before anything of the people themselves: so does whoever counts their answers."""
    if user_ids:
        list(Seat.objects.select_for_update().filter(pk__in=user_ids).order_by("pk").values_list("pk"))


def _commonest(refused: Mapping[int, str]) -> str:
    """Why nobody could have it, in one word: what kept most of them."""
    reasons = list(refused.values())
    return max(sorted(set(reasons)), key=reasons.count) if reasons else Refusal.NOBODY
