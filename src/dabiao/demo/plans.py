"""What the people of the demo company have planned: last week's days as they went, this week under way, a month's goals."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from dabiao.core.actor import Actor
from dabiao.core.calendar import is_workday
from dabiao.demo.staff import Staff
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.plans import services
from dabiao.modules.plans.enums import PlanReason

# title, purpose, expected result; {name} is a customer's
VISITS = (
    ("拜访{name}，过一遍方案", "确认决策人和预算", "拿到正式需求清单"),
    ("给{name}演示数据看板", "让业务部门看到效果", "约定试用时间"),
    ("电话跟进{name}的报价", "弄清卡在哪一步", "对方给出答复时间"),
    ("约{name}技术负责人对接", "确认接口和部署方式", "技术评审通过"),
)
CHORES = ("补齐上周拜访纪要", "整理三家竞品对比", "准备下周的客户名单", "给沉默客户发一轮案例")
GOALS = ("本月把三家重点客户推进到报价", "补足下个月的商机", "回访老客户，要两个转介绍")
WEEK = ("本周完成六次有效拜访", "两家客户拿到需求清单")
OUTCOMES = ("对方要了正式报价", "约好下周再谈", "见到了分管副总", "已发资料，等回复")
LESSONS = ("先问清预算再讲方案", "带同行业案例更容易谈", "提前一天确认时间", "")
WHY = (
    (PlanReason.CUSTOMER, "客户临时开会"),
    (PlanReason.NO_TIME, ""),
    (PlanReason.NO_ANSWER, "电话没接"),
    (PlanReason.WAITING, "等技术同事确认"),
)
GIVEN = "周五前把大客户的决策链画清楚"
PLANNING = 12  # the first so many sellers; the others have not begun


def write(staff: Staff, end: datetime) -> None:
    """By `end`, in the company's zone: three working days back and today, this week, this month."""
    chance = Random(23)  # noqa: S311 - a demo, not a secret
    today = end.date()
    for number, seller in enumerate(staff.sellers[:PLANNING]):
        deals = list(
            opportunities.visible_to(seller).filter(closed_at=None).order_by("-amount_minor", "pk")[:8]
        )
        one = _Planner(seller, deals, chance)
        for title in GOALS[: 2 + number % 2]:
            one.add("month", today, title, _at(today.replace(day=1), 9))
        whole = [
            one.add("week", today, title, _at(today - timedelta(days=today.weekday()), 9)) for title in WEEK
        ]
        for day in _days_before(today, 3):
            one.day(day, whole, settled=True)
        if number % 4 != 3 and is_workday(today):
            one.day(today, whole, settled=False)
        lead = staff.leads[seller.person]
        if number % 3 == 0:
            services.add(
                owner_id=seller.person, grain="week", on=today, values={"title": GIVEN}, actor=lead, now=end
            )


def _days_before(today: date, count: int) -> list[date]:
    found: list[date] = []
    day = today
    while len(found) < count:
        day -= timedelta(days=1)
        if is_workday(day):
            found.append(day)
    return found[::-1]


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=timezone.get_default_timezone())


class _Planner:
    def __init__(self, seller: Actor, deals: list[Any], chance: Random) -> None:
        self.seller, self.deals, self.chance = seller, deals, chance

    def add(self, grain: str, on: date, title: str, now: datetime, **more: Any) -> Any:
        about = {name: more.pop(name) for name in ("about_kind", "about_id", "parent_id") if name in more}
        values = {"title": title, **more}
        return services.add(
            grain=grain, on=on, values=values, **about, on_day_off=True, actor=self.seller, now=now
        )

    def day(self, day: date, whole: list[Any], *, settled: bool) -> None:
        """Three to five things; of a day that is over most were done."""
        morning = _at(day, 8)
        items = []
        for deal in self.chance.sample(self.deals, min(len(self.deals), 2 + self.chance.randrange(2))):
            title, purpose, expected = self.chance.choice(VISITS)
            about: dict[str, Any] = {"about_kind": "opportunity", "about_id": deal.pk}
            if any(one.starts_on <= day <= one.ends_on for one in whole):
                about["parent_id"] = whole[0].pk
            words: dict[str, Any] = {"purpose": purpose, "expected": expected}
            items.append(
                self.add("day", day, title.format(name=deal.customer.name), morning, **words, **about)
            )
        items.append(self.add("day", day, self.chance.choice(CHORES), morning))
        for place, item in enumerate(items):
            self._settle(item, _at(day, 17 if settled else 10), settled=settled, first=place == 0)

    def _settle(self, item: Any, now: datetime, *, settled: bool, first: bool) -> None:
        said: dict[str, Any] = {"actor": self.seller, "now": now}
        if first or (settled and self.chance.random() < 0.7):
            if settled or first:
                words: dict[str, Any] = {
                    "outcome": self.chance.choice(OUTCOMES),
                    "lesson": self.chance.choice(LESSONS),
                }
                services.finish(item.pk, **words, **said)
        elif settled:
            reason, note = self.chance.choice(WHY)
            services.drop(item.pk, reason=reason.value, note=note, **said)
