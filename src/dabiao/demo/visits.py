"""Visits of the last weeks and of today: planned, checked in to, finished, one with a coach, one with signs to ask about."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from dabiao.core.actor import Actor
from dabiao.core.calendar import is_workday
from dabiao.demo.staff import Staff
from dabiao.modules.customers import queries as customers
from dabiao.modules.org import queries as org
from dabiao.modules.visits import services

SELLERS = 6  # who makes visits
BACK = 12  # days
CENTRE = (30_274_085, 120_155_070)  # 杭州
PURPOSES = (
    "看现场，确认二期需求",
    "方案讲解，见技术负责人",
    "续约沟通，了解使用情况",
    "演示新版本",
    "拜访决策人，谈报价",
)
STREETS = (
    "文三路 398 号",
    "江南大道 588 号",
    "庆春路 66 号",
    "解放路 18 号",
    "滨盛路 1508 号",
    "天目山路 160 号",
)
RESULTS = ("interested", "reached", "agreed", "reached")
STORY = ("看了车间，设备清单已拿到。", "技术负责人认可方案，报价还要再谈。", "现在用得不错，想加两个账号。")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def write(staff: Staff, end: datetime) -> None:
    """Two visits on each of the last working days and three today for each of a few who sell."""
    chance = Random(49)  # noqa: S311 - a demo, not a secret
    sellers = [staff.people[login] for login in sorted(staff.people) if login.startswith("sales")][:SELLERS]
    for seller in sellers:
        _Seller(seller, end, chance).live()


class _Seller:
    def __init__(self, actor: Actor, end: datetime, chance: Random) -> None:
        self.actor, self.end, self.chance = actor, end, chance
        rows = customers.visible_to(actor).filter(owner_id=actor.user_id).order_by("pk")
        self.customers = list(rows[:12])
        self.leader = org.leader_of(actor.person)

    def live(self) -> None:
        if not self.customers:
            return
        today = timezone.localtime(self.end).date()
        days = [day for back in range(BACK, 0, -1) if is_workday(day := today - timedelta(days=back))]
        for number, day in enumerate(days):
            begin = datetime.combine(day, time(9 + number % 3, 30), timezone.get_default_timezone())
            self._made(begin, joint=number == len(days) - 2)
        for hour, fixed in ((9, True), (14, True), (16, False)):
            begin = datetime.combine(today, time(hour, 30), timezone.get_default_timezone())
            visit, _place = self._plan(begin, begin - timedelta(days=2), fixed=fixed)
            if begin + HOUR < self.end and hour == 9:
                self._check(visit.pk, _place, begin, off=60)

    def _plan(self, begin: datetime, now: datetime, **facts: Any) -> tuple[Any, tuple[int, int]]:
        customer = self.chance.choice(self.customers)
        place = tuple(one + self.chance.randint(-60_000, 60_000) for one in CENTRE)
        said: Mapping[str, Any] = {
            "subject_kind": "customer",
            "subject_id": customer.pk,
            "purpose": self.chance.choice(PURPOSES),
            "starts_at": begin,
            "ends_at": begin + HOUR,
            "address": customer.address or f"杭州市{self.chance.choice(STREETS)}",
            "lat": place[0],
            "lon": place[1],
            **facts,
        }
        visit = services.plan(**said, actor=self.actor, now=min(now, self.end))
        return visit, (place[0], place[1])

    def _made(self, begin: datetime, *, joint: bool) -> None:
        coach = [(self.leader, "coach")] if joint and self.leader else []
        visit, place = self._plan(begin, begin - timedelta(days=2), participants=coach)
        kind = self.chance.random()
        off = 40_000 if kind < 0.12 else self.chance.randint(-900, 900)  # some stand four kilometres away
        self._check(visit.pk, place, begin, off=off, later=kind > 0.85)
        services.finish(
            visit.pk,
            result=self.chance.choice(RESULTS),
            content=self.chance.choice(STORY),
            actor=self.actor,
            now=begin + 2 * HOUR,
        )

    def _check(self, id: int, place: tuple[int, int], at: datetime, *, off: int, later: bool = False) -> None:
        sent = at + (90 if later else 0) * MINUTE
        report = services.Report(
            key=f"demo-{id:08}",
            way="in",
            taken_at=at,
            device_now=sent,
            lat=place[0] + off,
            lon=place[1] + self.chance.randint(-500, 500),
            accuracy_m=self.chance.randint(8, 60),
        )
        services.check_in(id, report=report, actor=self.actor, now=sent)
