"""The last two days of leads as they come in and are given to people: by the company's rules, through the services, as a worker
would have done it minute by minute. What is left at the end is what the first look at the desk shows.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.notifications.models import Notification
from dabiao.demo import names
from dabiao.demo.staff import Staff
from dabiao.modules.dispatch.queries import waiting
from dabiao.modules.dispatch.queries.waiting import Running
from dabiao.modules.dispatch.services import appeals, clocking, deciding, policies, responding, ruling
from dabiao.modules.leads import services as leads
from dabiao.modules.org import queries as org
from dabiao.modules.org import services as people

DAYS = 2
LAST_BURST = timedelta(minutes=18)
ALL_DAY = {"days": "all", "spans": [["00:00", "24:00"]]}
SOURCES = ("advert", "advert", "form", "form", "chat", "phone")
CITIES = ("杭州", "上海", "苏州", "深圳", "广州", "北京", "成都", "武汉")
# median seconds until somebody of this level answers
PACE = {"S": 45, "A": 60, "B": 85, "C": 130, "D": 190}
RESULTS = (
    ("interested", "high"),
    ("reached", "middle"),
    ("reached", "low"),
    ("no_answer", "middle"),
    ("refused", "none"),
)
WORDS = {
    "interested": "对线索自动分配很感兴趣，约了演示",
    "reached": "电话里介绍了产品，先发资料看看",
    "no_answer": "没接，已发短信，晚些再打",
    "refused": "刚签了别家，一年内不换",
}
ABROAD = "海外"
PLEA = "当时在地铁里没有信号，出站就回了电话"


def arrival(chance: Random, phone: int, company: int) -> dict[str, Any]:
    """Somebody who asks, with the number and the company of these places in the demo's lists."""
    tags = [id for id, _ in org.tag_choices()]
    return {
        "name": names.person(chance),
        "phone": names.mobile(phone),
        "region": chance.choice(CITIES),
        "source": chance.choice(SOURCES),
        "company": names.company(company, CITIES[0], "软件") if chance.random() < 0.6 else "",
        "title": chance.choice(names.TITLES),
        "remark": names.asking(chance),
        "tags": [chance.choice(tags)] if tags else [],
        "owner_id": None,
    }


def feedback(chance: Random, now: datetime) -> dict[str, Any]:
    """What came of a call."""
    result, intent = chance.choice(RESULTS)
    again = None if intent == "none" else now + timedelta(days=chance.randint(1, 4))
    return {"result": result, "intent": intent, "content": WORDS[result], "next_contact_at": again}


def live(staff: Staff, end: datetime) -> None:
    """Set up the rules and live through the last two days until `end`."""
    if staff.sellers:
        _Days(staff, end).run()


@dataclass
class _Days:
    """A queue of what happens when; ties in the order in which they were planned."""

    staff: Staff
    end: datetime
    chance: Random = field(default_factory=lambda: Random(23))  # noqa: S311 - a demo, not a secret
    queue: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    numbers: Any = field(default_factory=count)

    def run(self) -> None:
        start = self.end - timedelta(days=DAYS)
        self._set_up(start)
        self.levels = {entry.user_id: entry.level for entry in org.roster()}
        for moment in self._arrivals(start):
            self._plan(moment, self._arrive)
        self._plan(self.end - timedelta(minutes=12), self._with_a_customer)
        for minutes in (9, 4):
            self._plan(self.end - timedelta(minutes=minutes), self._arrive_from_abroad)
        while self.queue:
            now, _, act = heapq.heappop(self.queue)
            if now > self.end:
                break
            act(now)
            self._look(now)
        self._look(self.end)
        off = self.staff.sellers[-1]
        people.switch_duty(off.person, on_duty=False, actor=off, now=self.end)
        self._appeal()

    # -- what there is to decide by

    def _set_up(self, start: datetime) -> None:
        admin, before = self.staff.admin, start - timedelta(days=30)
        changes = {
            "working": ALL_DAY,
            "clean_to_regain": 10,
            "claims_per_day": 20,
            "grades": {"A": {"warn": 120, "response": 180}},
        }
        policies.edit(changes=changes, version=1, actor=admin, now=before)
        everybody = {"units": [unit["id"] for unit in org.units() if unit["kind"] == "region"]}
        sellers = {**everybody, "except": self._leaders()}
        hard = {"field": "grade", "op": "is", "value": "A"}
        advert = {"field": "source", "op": "is", "value": "advert"}
        asked = {"field": "source", "op": "in", "value": ["form", "chat", "phone"]}
        abroad = {"field": "region", "op": "is", "value": ABROAD}
        common = {"hours": "always"}
        for values in (
            {
                "name": "海外线索",
                "condition": abroad,
                "candidates": {"people": [self._abroad.person]},
                "strategy": "round_robin",
                "wait_minutes": 60,
            },
            {
                "name": "A 级线索给强手",
                "condition": hard,
                "candidates": {**sellers, "levels": ["S", "A", "B"]},
                "strategy": "weighted",
                "weights": {"S": 5, "A": 4, "B": 2},
                "fallback": "next",
            },
            {
                "name": "广告线索看行业特长",
                "condition": advert,
                "candidates": sellers,
                "strategy": "tag_match",
                "cap_day": 12,
            },
            {
                "name": "官网、咨询和来电轮流",
                "condition": asked,
                "candidates": sellers,
                "strategy": "round_robin",
                "cap_hour": 4,
            },
            {
                "name": "其余给手上最少的人",
                "condition": None,
                "candidates": sellers,
                "strategy": "least_loaded",
            },
        ):
            ruling.create(values={**common, **values}, actor=admin, now=before)
        deciding.beat(actor=SYSTEM, now=start)

    def _leaders(self) -> list[int]:
        return sorted({unit["leader_id"] for unit in org.units() if unit["leader_id"]})

    # -- what happens

    def _arrivals(self, start: datetime) -> list[datetime]:
        """Two in an hour by day, and a handful in the last minutes."""
        spread = (self.end - start).total_seconds()
        moments = [start + timedelta(seconds=self.chance.uniform(0, spread)) for _ in range(DAYS * 24)]
        moments = [one for one in moments if 8 <= one.hour < 22]
        burst = [self.end - LAST_BURST * self.chance.random() for _ in range(9)]
        return sorted([*moments, *burst, self.end - timedelta(seconds=25), self.end - timedelta(seconds=70)])

    def _plan(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        heapq.heappush(self.queue, (moment.replace(microsecond=0), next(self.numbers), act))

    def _with_a_customer(self, now: datetime) -> None:
        """Whoever speaks with customers abroad is busy: their leads wait."""
        people.declare_busy(self._abroad.person, minutes=20, actor=self._abroad, now=now)

    def _arrive_from_abroad(self, now: datetime) -> None:
        self._arrive(now, region=ABROAD, source="form")

    @property
    def _abroad(self) -> Actor:
        return self.staff.sellers[-2]

    def _arrive(self, now: datetime, **said: Any) -> None:
        number = next(self.numbers)
        values = arrival(self.chance, 900_000 + number, 90_000 + number) | said
        leads.receive(values=values, actor=self.staff.admin, now=now)

    def _look(self, now: datetime) -> None:
        """What the worker does all the time: here, whenever something is due."""
        deciding.beat(all_along=True, actor=SYSTEM, now=now)
        while (
            deciding.decide_waiting(actor=SYSTEM, now=now).done
            or clocking.run_due(actor=SYSTEM, now=now).done
        ):
            pass
        for case in waiting.running(state="responding", state_at=now):
            self._await_answer(case, now)
        Notification.objects.filter(ring_until__isnull=False, delivered_at=None, created_at__lte=now).update(
            delivered_at=now
        )
        coming = waiting.next_moment(now)
        if coming is not None and coming <= self.end:
            self._plan(coming, lambda _: None)

    def _await_answer(self, case: Running, now: datetime) -> None:
        """Somebody answers after their own time; whoever takes longer than the clock loses the lead."""
        pace = PACE[self.levels.get(case.owner_id or 0, "B")]
        after = timedelta(seconds=20 + self.chance.expovariate(1 / pace))
        if case.due_at is None or now + after < case.due_at:
            self._plan(now + after, lambda at: self._answer(case, at))

    def _answer(self, case: Running, now: datetime) -> None:
        if not waiting.running(pk=case.case_id, stint_id=case.stint_id, state="responding"):
            return
        responding.respond(case.lead_id, actor=self._owner(case), now=now)
        after = timedelta(minutes=self.chance.triangular(2, 26, 9))
        self._plan(now + after, lambda at: self._feed_back(case, at))

    def _feed_back(self, case: Running, now: datetime) -> None:
        if not waiting.running(pk=case.case_id, stint_id=case.stint_id, state="feedback"):
            return
        said = feedback(self.chance, now)
        responding.feed_back(case.lead_id, method="call", **said, actor=self._owner(case), now=now)

    def _owner(self, case: Running) -> Actor:
        return next(one for one in self.staff.people.values() if one.user_id == case.owner_id)

    # -- as it stands at the end

    def _appeal(self) -> None:
        """Whoever lost a level last says why it should not count."""
        lost = waiting.last_level_lost()
        if lost is not None:
            breach_id, user_id = lost
            owner = next(one for one in self.staff.sellers if one.user_id == user_id)
            appeals.ask(breach_id, text=PLEA, actor=owner, now=self.end)
