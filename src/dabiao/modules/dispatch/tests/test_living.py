"""A small company lives through whatever may happen, and after each step the promises hold: by its rows and by its ledger."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import combinations, count
from random import Random
from typing import Any

import pytest

from dabiao import doctor
from dabiao.core.notifications.models import Notification
from dabiao.doctor import ledger
from dabiao.doctor.checks import dispatch as checks
from dabiao.doctor.checks import holding
from dabiao.modules.dispatch.models import Case, Decision, Rule
from dabiao.modules.dispatch.services import _memory, responding
from dabiao.modules.dispatch.tests.world import arrived, policy, rule, run
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, make_company, make_person

pytestmark = pytest.mark.django_db
STEPS, CAP_DAY, CAP_HOUR, CAP_OPEN = 45, 9, 7, 8
LOOKED = 5  # every so many steps the whole ledger is made again


class Life:
    """What is known of everybody without asking the engine: who is away, and since when leads lie with whom."""

    def __init__(self, company: Company, seed: int) -> None:
        self.company, self.random, self.now = company, Random(seed), NOW
        self.names, self.told = count(1), 0
        self.here = {company[name].id: company[name] for name in ("sales1", "sales1b", "sales2", "sales3")}
        self.off, self.busy = set[int](), dict[int, datetime]()
        self.ops = company["ops"].actor
        units = {"units": [company.team1.pk, company.team2.pk], "except": [company["lead1"].id]}
        caps: dict[str, Any] = {"cap_day": CAP_DAY, "cap_hour": CAP_HOUR, "cap_open": CAP_OPEN}
        east = {"field": "region", "op": "is", "value": "华东"}
        rule(company, condition=east, candidates=units, fallback="next", **caps)
        rule(company, *("sales1", "sales2", "sales3"), strategy="weighted", fallback="wait", **caps)

    def step(self) -> None:
        self.now += timedelta(seconds=self.random.randrange(1, 25))
        deeds: list[tuple[Callable[[], None], int]] = [
            *((self.arrive, 8), (self.answer, 3), (self.read, 2), (self.duty, 3), (self.be_busy, 1)),
            *((self.give, 2), (self.give_back, 2), (self.restart, 2), (self.join, 1), (self.leave, 1)),
        ]
        self.random.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])[0]()
        run(self.now)

    def arrive(self) -> None:
        for _ in range(self.random.randrange(1, 4)):
            region = self.random.choice(("华东", "西北"))
            arrived(self.company, f"客{next(self.names)}", now=self.now, region=region)

    def answer(self) -> None:
        case = self._one(Case.objects.filter(state="responding", owner_id__in=self.here))
        if case is not None:
            actor = self.here[case.owner_id].actor
            said = {"method": "call", "result": "interested", "intent": "none"}
            responding.feed_back(case.lead_id, **said, actor=actor, now=self.now)

    def read(self) -> None:
        Notification.objects.filter(read_at=None).update(read_at=self.now)

    def duty(self) -> None:
        id = self._somebody()
        self.off ^= {id}
        self.busy.pop(id, None)
        org.switch_duty(id, on_duty=id not in self.off, actor=self.ops, now=self.now)

    def be_busy(self) -> None:
        id = self._somebody()
        if id not in self.off and id not in self.busy:
            org.declare_busy(id, minutes=1, actor=self.ops, now=self.now)
            self.busy[id] = self.now + timedelta(minutes=1)

    def give(self) -> None:
        lead = self._one(Lead.objects.exclude(status__in=("invalid", "converted")))
        if lead is not None:
            leads.assign(lead.pk, owner_id=self._somebody(), actor=self.ops, now=self.now)

    def give_back(self) -> None:
        lead = self._one(
            Lead.objects.filter(owner_id__in=self.here).exclude(status__in=("invalid", "converted"))
        )
        if lead is not None:
            leads.give_back(lead.pk, reason="不在本区", actor=self.ops, now=self.now)

    def restart(self) -> None:
        """Another worker has the lane from now on: what this process remembered is gone."""
        _memory._memory = _memory._Memory()

    def join(self) -> None:
        person = make_person(f"neu{next(self.names)}", self.company.team1, "salesperson")
        self.here[person.id] = person

    def leave(self) -> None:
        if len(self.here) > 3:
            gone = self._somebody()
            del self.here[gone]
            facts = {"successor_id": self._somebody(), "left_on": date(2026, 3, 18)}
            org.depart(gone, **facts, actor=self.ops, now=self.now)

    def _somebody(self) -> int:
        return self.random.choice(sorted(self.here))

    def _one(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        return self.random.choice(found) if found else None

    def new_lines(self) -> Iterator[Decision]:
        for one in Decision.objects.filter(pk__gt=self.told).order_by("pk"):
            self.told = one.pk
            yield one


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_every_promise_holds_after_each_step(seed: int) -> None:
    policy(clean_to_regain=2)
    company = make_company()
    for unit in (company.team1, company.team2):
        unit.leader_id = company["lead1"].id
        unit.save()
    life = Life(company, seed)
    for n in range(1, STEPS + 1):
        life.step()
        given = [line for line in life.new_lines() if line.turn is not None and line.outcome == "given"]
        away = life.off | {id for id, until in life.busy.items() if until > life.now}
        life.busy = {id: until for id, until in life.busy.items() if until > life.now}
        assert {line.winner_id for line in given} <= life.here.keys() - away
        held = Counter(
            Lead.objects.exclude(owner_id=None).exclude(status="invalid").values_list("owner_id", flat=True)
        )
        assert all(held[line.winner_id or 0] <= CAP_OPEN for line in given)
        by_rules = Counter(
            Decision.objects.filter(outcome="given", turn__gt=0).values_list("winner_id", flat=True)
        )
        assert all(n <= min(CAP_DAY, CAP_HOUR) for n in by_rules.values())
        if n % LOOKED == 0:
            assert doctor.run(now=life.now, checks=[*checks.CHECKS, *holding.CHECKS]) == []
    assert Decision.objects.filter(outcome="given", kind="breach").exists()
    assert spread() == 1


def spread() -> int:
    """The most by which two were ever served differently, by a rule that goes round, over any time in which both could have
    been: by the rosters and the lines of the ledger."""
    by_turns = set(Rule.objects.filter(strategy="round_robin").values_list("pk", flat=True))
    ahead: dict[tuple[int, int], list[int]] = {}  # least, now, most
    widest = 0
    for line, table in ledger.walked():
        if line.rule not in by_turns or not line.given:
            continue
        asked = table.rules[line.rule]
        free = {id for id in asked["people"] if table.may(asked, id, line)}
        for pair in combinations(sorted(asked["people"]), 2):
            if not free.issuperset(pair):
                ahead.pop(pair, None)
                continue
            least, present, most = ahead.get(pair, [0, 0, 0])
            present += (line.winner == pair[0]) - (line.winner == pair[1])
            ahead[pair] = [min(least, present), present, max(most, present)]
            widest = max(widest, ahead[pair][2] - ahead[pair][0])
    return widest
