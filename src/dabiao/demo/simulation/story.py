"""Three deals that every demo has, whatever its seed: one that slips, one that was won this week, one that is not paid for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from dabiao.core.calendar import is_workday
from dabiao.demo import names
from dabiao.demo.simulation.happenings import (
    Arrived,
    Assigned,
    Contacted,
    Converted,
    Described,
    Drafted,
    Happening,
    Line,
    Moved,
    Paid,
    Planned,
    Postponed,
    Qualified,
    Said,
    Signed,
)
from dabiao.demo.simulation.people import Cast


def told(first: int, end: datetime, people: Cast) -> list[Happening]:
    """Their leads are numbered from `first` on."""
    by = {one.name: one.login for one in people.sellers}
    lead_of = {one.login: people.lead_of(one.team) for one in people.sellers}
    slow, star, steady = by["何俊杰"], by["陈晓燕"], by["周雨欣"]
    happened = [
        *_Tale(first, end, slow).slips(lead_of[slow]),
        *_Tale(first + 1, end, star).is_won(),
        *_Tale(first + 2, end, steady).is_not_paid(),
    ]
    return [one for one in happened if one.at <= end]


class _Tale:
    def __init__(self, lead: int, end: datetime, seller: str) -> None:
        self.lead, self.deal, self.end, self.by = lead, lead * 2, end, seller

    def ago(self, days: int, hour: int = 10) -> datetime:
        """A working hour, so many days before the present."""
        day = self.end - timedelta(days=days)
        while not is_workday(day.date()):
            day -= timedelta(days=1)
        return day.replace(hour=hour, minute=20, second=0, microsecond=0)

    def opened(
        self, who: dict[str, Any], days: int, until: int, name: str, yuan: int, stages: int
    ) -> Iterator[Happening]:
        """From the first word, `days` ago, to the stage that the deal reached `until` days ago."""
        at, by, lead, deal = self.ago(days), self.by, self.lead, self.deal
        industry, people = who.pop("industry"), who.pop("people")
        given: dict[str, Any] = {
            "owner_id": None,
            "fields": {},
            "tags": [industry],
            "phone": names.mobile(lead),
            "remark": "希望能和 ERP 打通",
        }
        yield Arrived(at=at, by="admin", lead=lead, values={**given, **who})
        yield Assigned(at=at + timedelta(minutes=3), by="admin", lead=lead, to=by)
        called = at + timedelta(minutes=8)
        met = self.ago(days - 4, 14)
        said: dict[str, Any] = {"method": "call", "purpose": "首次沟通，了解需求", "result": "interested"}
        yield Contacted(
            at=called, by=by, lead=lead, content="集团统一选型，约了方案交流", next_at=met, **said
        )
        yield Qualified(at=called, by=by, lead=lead)
        wins = (at + timedelta(days=60)).date()
        minor = yuan * 100
        made = {"name": name, "customer": who["company"], "amount_minor": minor, "expected_win_on": wins}
        yield Converted(at=met, by=by, lead=lead, deal=deal, **made)
        yield Described(at=met, by=by, lead=lead, industry=industry, people=people)
        step = (days - 4 - until) // (stages + 1)
        for stage in range(1, stages + 1):
            when = self.ago(days - 4 - stage * step, 15)
            yield self.met(when, "和关键人过了一遍方案", self.ago(days - 4 - (stage + 1) * step, 11))
            yield Moved(at=when, by=by, deal=deal)

    def met(self, at: datetime, content: str, following: datetime | None) -> Contacted:
        later = following if following is None or following > at else at + timedelta(days=3)
        return Contacted(
            at=at,
            by=self.by,
            deal=self.deal,
            method="meeting",
            purpose="推进方案与报价",
            result="reached",
            content=content,
            next_at=later,
        )

    def slips(self, lead: str) -> Iterator[Happening]:
        """Put off three times, and nobody has been there for three weeks."""
        who = {
            "name": "方国栋",
            "company": "宁波海川重工集团有限公司",
            "title": "信息部主管",
            "region": "宁波",
            "source": "event",
            "campaign": "杭州数字化沙龙",
            "cost_minor": 26_000,
            "grade": "A",
            "industry": "制造业",
            "people": 3200,
        }
        yield from self.opened(who, 150, 75, "集团销售管理平台", 1_280_000, 3)
        for days, to in ((70, 35), (42, 12), (21, -9)):
            at = self.ago(days, 16)
            yield self.met(at, "客户说预算还在走流程", self.ago(max(days - 13, 1), 10))
            day = (self.end - timedelta(days=to)).date()
            yield Postponed(at=at + timedelta(minutes=9), by=self.by, deal=self.deal, expected_win_on=day)
        asked = "@{} 这单改了三次预计成交日，关键人是谁？本周一起去一趟。"
        yield Said(at=self.ago(6, 17), by=lead, deal=self.deal, text=asked, names=self.by)

    def is_won(self) -> Iterator[Happening]:
        who = {
            "name": "沈若兰",
            "company": "杭州澜山医疗器械股份有限公司",
            "title": "销售总监",
            "region": "杭州",
            "source": "referral",
            "campaign": "老客户转介绍",
            "cost_minor": 0,
            "grade": "A",
            "industry": "医疗健康",
            "people": 460,
        }
        yield from self.opened(who, 48, 4, "销售管理专业版", 386_000, 4)
        yield from self.sold(self.ago(2, 11), 38_600_000, ((40, 7, "首付款"), (60, 45, "尾款")))

    def sold(
        self, signed: datetime, minor: int, shares: tuple[tuple[int, int, str], ...]
    ) -> Iterator[Happening]:
        by, deal, drafted = self.by, self.deal, signed - timedelta(hours=1)
        title = "销售管理平台采购合同"
        ends = (signed + timedelta(days=365)).date()
        yield Drafted(at=drafted, by=by, deal=deal, title=title, starts_on=drafted.date(), ends_on=ends)
        yield self.met(signed, "合同已签，约了上线后回访", signed + timedelta(days=30))
        yield Signed(at=signed, by=by, deal=deal, on=signed.date())
        lines = tuple(
            Line(due_on=(signed + timedelta(days=days)).date(), amount_minor=minor * part // 100, name=name)
            for part, days, name in shares
        )
        yield Planned(at=signed, by=by, deal=deal, lines=lines)

    def is_not_paid(self) -> Iterator[Happening]:
        """A quarter of the money came, and the rest is a month late."""
        who = {
            "name": "邵启明",
            "company": "苏州恒洲供应链管理有限公司",
            "title": "总经理",
            "region": "苏州",
            "source": "form",
            "campaign": "官网试用申请",
            "cost_minor": 3_000,
            "grade": "B",
            "industry": "物流",
            "people": 780,
        }
        yield from self.opened(who, 170, 90, "客户成功套件", 468_000, 4)
        signed, minor = self.ago(88, 11), 46_800_000
        yield from self.sold(signed, minor, ((25, 7, "首付款"), (75, 52, "验收款")))
        yield self.met(self.ago(57, 10), "上线顺利，对方已验收", self.ago(20, 10))
        yield self.met(self.ago(20, 10), "催验收款，对方财务说月底前安排", self.end + timedelta(days=1))
        at = self.ago(79, 15)
        yield Paid(
            at=at,
            by="finance",
            deal=self.deal,
            receipt=1,
            on=at.date(),
            amount_minor=minor // 4,
            method="bank",
        )
