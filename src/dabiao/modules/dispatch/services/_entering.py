"""What a round of the lane leaves behind: leads given, ledger, turns of people, cases, shares; in few statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.days import local_day
from dabiao.core.db import insert_rows, update_rows
from dabiao.core.events.services import Entry, record_all
from dabiao.core.notifications.services import News, notify_many
from dabiao.modules.dispatch import events
from dabiao.modules.dispatch.enums import CaseState, Kind, Outcome
from dabiao.modules.dispatch.models import (
    Decision,
    Lane,
    Policy,
    Roster,
    Seat,
    Standing,
    Stint,
)
from dabiao.modules.dispatch.queries import boards, rulings
from dabiao.modules.dispatch.rules import choosing
from dabiao.modules.dispatch.services import _memory
from dabiao.modules.dispatch.services._clocks import Clocks, turn_of
from dabiao.modules.dispatch.services._lane import Later
from dabiao.modules.dispatch.services._verdicts import Verdict
from dabiao.modules.leads import services as leads
from dabiao.modules.org import queries as org

CASE_FIELDS = (
    *("state", "kind", "rule_id", "owner_id", "unit_id", "stint_id", "hops", "why"),
    *("state_at", "next_at", "due_at", "closed_at", "attempts", "last_error"),
)
REASONS = {Kind.BREACH: "breach"}


class Entering:
    """Writes one round; see the module."""

    def __init__(self, lane: Lane, policy: Policy, now: datetime) -> None:
        self.lane, self.policy, self.now = lane, policy, now

    def enter(
        self, verdicts: Sequence[Verdict], ready: Mapping[int, org.Holder], board: choosing.Board, roster: Any
    ) -> None:
        """Give the leads and write down everything that follows. `roster` is None where the last one says it all."""
        leaders = self._leaders([one for one in verdicts if one.outcome == Outcome.DESK])
        for one in verdicts:
            if one.outcome == Outcome.DESK and one.asked.case.pk not in leaders:
                one.outcome = Outcome.POOLED  # nobody leads there: whoever comes first may claim it
        turn = verdicts[-1].turn
        self._keep_roster(roster)
        _memory.keep(self.lane, board, turn)
        holders = {
            one.asked.case.pk: ready[one.winner] for one in verdicts if one.winner is not None
        } | leaders
        self._give(verdicts, holders)
        decisions = insert_rows([_decision(one, holders, self.now) for one in verdicts if self._is_news(one)])
        by_case = {decision.case_id: decision for decision in decisions}
        stints = self._stints(verdicts, holders, by_case)
        for one in verdicts:
            self._settle(one, holders.get(one.asked.case.pk), stints.get(one.asked.case.pk))
        update_rows([one.asked.case for one in verdicts], CASE_FIELDS)
        self._move_lane(verdicts, board, turn)
        self._say(verdicts, holders)
        self._ring(verdicts, holders)

    def _keep_roster(self, data: Any) -> None:
        if data is None:
            return
        first = self.lane.turn + 1
        insert_rows(
            [Roster(first_turn=first, at=self.now, data=data)], unless=["first_turn"], put=["at", "data"]
        )
        self.lane.roster_turn = first

    def _leaders(self, stuck: Sequence[Verdict]) -> dict[int, org.Holder]:
        """Whose desk each of these goes to: who leads the last owner, or the first unit that the rule names."""
        above = org.leaders_of({one.asked.lead.owner_id for one in stuck} - {None})
        wanted = {
            one.asked.case.pk: above.get(one.asked.lead.owner_id) or _rules_leader(one) for one in stuck
        }
        ids = {id for id in wanted.values() if id is not None}
        found = org.standing_holders(ids)
        if org.working(ids - found.keys()):
            raise Later
        return {case: found[id] for case, id in wanted.items() if id is not None and id in found}

    def _give(self, verdicts: Sequence[Verdict], holders: Mapping[int, org.Holder]) -> None:
        gifts = [
            leads.Gift(one.asked.lead, holders[one.asked.case.pk], _reason(one))
            for one in verdicts
            if one.outcome in (Outcome.GIVEN, Outcome.DESK)
        ]
        leads.give_many(gifts, actor=SYSTEM, now=self.now)
        pooled = {
            one.asked.lead: one.rule.pool_unit_id if one.rule else None
            for one in verdicts
            if one.outcome == Outcome.POOLED
        }
        leads.pool_many(pooled, actor=SYSTEM, now=self.now)

    def _is_news(self, one: Verdict) -> bool:
        """Whether the ledger has not said this already: who waits is tried often, and told once why."""
        case = one.asked.case
        rule_id = one.rule.pk if one.rule else None
        return (
            one.outcome != Outcome.WAITING or case.state_at == case.arrived_at or case.rule_id != rule_id
        ) and not (one.outcome == Outcome.WAITING and case.why == one.why and case.rule_id == rule_id)

    def _stints(
        self,
        verdicts: Sequence[Verdict],
        holders: Mapping[int, org.Holder],
        decisions: Mapping[int, Decision],
    ) -> dict[int, Stint]:
        clocks = Clocks(self.policy, self.now)
        made = [
            turn_of(case, holders[case.pk], decisions[case.pk], one.rule, clocks)
            for one in verdicts
            for case in (one.asked.case,)
            if one.outcome == Outcome.GIVEN
        ]
        return {stint.case_id: stint for stint in insert_rows(made)}

    def _settle(self, one: Verdict, holder: org.Holder | None, stint: Stint | None) -> None:
        """The case (unsaved) as the verdict leaves it."""
        case = one.asked.case
        case.kind, case.rule_id, case.why = one.asked.kind, one.rule.pk if one.rule else None, one.why
        case.attempts, case.last_error = 0, ""
        if one.outcome == Outcome.WAITING:
            case.next_at = one.next_at
            return
        case.owner_id, case.unit_id = (
            (holder.user_id, holder.unit_id) if holder else (None, one.asked.lead.unit_id)
        )
        case.state_at = self.now
        case.state, case.next_at, case.due_at = CaseState.CLOSED, None, None
        if one.outcome == Outcome.DESK:
            case.state, case.stint_id = CaseState.DESK, None
        elif stint is not None:
            case.stint_id = stint.pk
            if stint.due_at is not None:
                case.state, case.next_at, case.due_at = CaseState.RESPONDING, stint.warn_at, stint.due_at
        case.closed_at = self.now if case.state == CaseState.CLOSED else None

    def _move_lane(self, verdicts: Sequence[Verdict], board: choosing.Board, turn: int) -> None:
        self.lane.turn = turn
        self.lane.save(update_fields=["turn", "roster_turn"])
        served = {one.winner for one in verdicts if one.winner is not None}
        day, hour = local_day(self.now), boards.hour_of(self.now)
        insert_rows(
            [
                Seat(pk=id, day=day, hour=hour, day_given=person.today, hour_given=person.hour)
                for id in sorted(served)
                for person in (board.people[id],)
            ],
            unless=["user"],
            put=["day", "hour", "day_given", "hour_given"],
        )
        pairs = {
            (one.rule.pk, one.winner) for one in verdicts if one.rule is not None and one.winner is not None
        }
        insert_rows(
            [
                Standing(
                    rule_id=rule,
                    user_id=user,
                    last_turn=standing.last_turn,
                    spent=standing.spent,
                    started=standing.started,
                )
                for rule, user in sorted(pairs)
                for standing in (board.standings[rule, user],)
            ],
            unless=["rule", "user"],
            put=["last_turn", "spent", "started"],
        )

    def _say(self, verdicts: Sequence[Verdict], holders: Mapping[int, org.Holder]) -> None:
        """What went to a desk is told; that somebody waits is seen on the board, and would be told each minute."""
        entries = []
        for one in verdicts:
            if one.outcome != Outcome.DESK or one.asked.kind == Kind.BREACH:
                continue
            leader = holders[one.asked.case.pk]
            fact = events.LeadWaits(
                rule_name=one.rule.name if one.rule else "",
                why=one.why,
                leader_id=leader.user_id,
                leader_name=leader.name,
            )
            entries.append(Entry(fact, [one.asked.lead]))
        if entries:
            record_all(entries, actor=SYSTEM, now=self.now)

    def _ring(self, verdicts: Sequence[Verdict], holders: Mapping[int, org.Holder]) -> None:
        """It rings on their phones in the same moment: the clock is running."""
        kinds = {Outcome.GIVEN: "dispatch.lead_given", Outcome.DESK: "dispatch.on_your_desk"}
        news = [
            News(
                holders[case.pk].user_id,
                kinds[Outcome(one.outcome)],
                {"title": one.asked.lead.display},
                ("lead", case.lead_id),
                f"turn:{one.turn}",
            )
            for one in verdicts
            for case in (one.asked.case,)
            if one.outcome in kinds
        ]
        if news:
            notify_many(news, self.now, outward=True, ring=True)


def _rules_leader(one: Verdict) -> int | None:
    return rulings.leader_of(one.rule) if one.rule is not None else None


def _decision(one: Verdict, holders: Mapping[int, org.Holder], now: datetime) -> Decision:
    asked, holder = one.asked, holders.get(one.asked.case.pk)
    return Decision(
        lead_id=asked.case.lead_id,
        case_id=asked.case.pk,
        turn=one.turn,
        at=now,
        kind=asked.kind,
        outcome=one.outcome,
        rule=one.rule,
        rule_name=one.rule.name if one.rule else "",
        passed=one.passed,
        winner_id=holder.user_id if holder else None,
        winner_name=holder.name if holder else "",
        loser_id=asked.case.owner_id,
        score=one.score,
        excluded=sorted(asked.excluded),
        tags=list(asked.lead.tags),
        grade=asked.lead.grade,
    )


def _reason(one: Verdict) -> str:
    return "desk" if one.outcome == Outcome.DESK else REASONS.get(Kind(one.asked.kind), "dispatch")
