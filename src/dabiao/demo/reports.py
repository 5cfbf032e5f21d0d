"""What the people of the demo company report: daily for a week, last week as a whole, and the month of each unit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from dabiao.core import figures
from dabiao.core.actor import Actor
from dabiao.core.calendar import is_workday
from dabiao.demo.staff import Staff
from dabiao.modules.org import queries as org
from dabiao.modules.org import services as people
from dabiao.modules.reports import services
from dabiao.modules.reports.enums import ReportPreset
from dabiao.modules.reports.queries import presets

DAYS = 6  # working days that are reported on, today left out
TAKEN = (ReportPreset.DAILY, ReportPreset.WEEKLY, ReportPreset.MONTHLY, ReportPreset.UNIT_MONTHLY)
DONE = (
    ("拜访了两家老客户，聊了明年预算", True, ""),
    ("给采购发了含税报价单", True, ""),
    ("约到技术负责人下周看演示", True, ""),
    ("把新线索全部打了一遍", True, ""),
    ("合同条款和法务过了一轮", True, ""),
    ("演示环境准备好", False, "客户改到后天，资料已先发过去"),
    ("催回上月尾款", False, "对方财务出差，说好周五付"),
    ("给意向客户寄样品", True, ""),
)
PROBLEMS = (
    "报价审批还在走，客户催得急，请主管帮忙催一下",
    "竞品把价格压到八折，需要一份对比说明",
    "客户要同行业案例，手上只有一个",
    "",
    "",
)
NEXT = (
    "上午回访昨天看演示的客户",
    "把本周要签的两单条款过完",
    "新线索当天全部首响",
    "约三位老客户谈增购",
    "整理丢单原因发给主管",
    "陪主管拜访重点客户",
)
WEEK = (
    ("先打电话确认决策人再上门，两次都见到了老总", "丢了一单，价格之外主要是响应慢"),
    ("用同行案例开场，客户愿意当场约演示", "新线索质量一般，接通率偏低"),
    ("把报价拆成三档，客户选了中间那档", "有一单卡在法务，已经两周"),
)
UNIT = (
    "重点客户都排了双人拜访，演示转化明显好转",
    "月初线索跟进慢，前十天只完成了两成",
    "需要市场补两场行业会销",
)


def write(staff: Staff, end: datetime) -> None:
    """Templates since the month before; reports of the last days by most, some late, some missing."""
    if not staff.sellers:
        return
    _Room(staff, end).enter()


@dataclass
class _Room:
    staff: Staff
    end: datetime

    def __post_init__(self) -> None:
        self.chance = Random(23)  # noqa: S311 - a demo, not a secret
        month = (self.end.replace(day=1) - timedelta(days=1)).replace(day=1, hour=9, minute=0, second=0)
        self.start: datetime = month
        self.today: date = self.end.date()
        self.days = self._workdays(DAYS)

    def _workdays(self, count: int) -> list[date]:
        found: list[date] = []
        day = self.today - timedelta(days=1)
        while len(found) < count:
            if is_workday(day):
                found.append(day)
            day -= timedelta(days=1)
        return found[::-1]

    def enter(self) -> None:
        known = {figure.code for figure in figures.offered()}
        made: dict[ReportPreset, Any] = {}
        for code in TAKEN:
            facts = presets.preset(code, "zh-Hans", known)
            facts.pop("code")
            since = self.days[0] if code == ReportPreset.DAILY else self.start.date()
            made[code] = self._template(facts, since)
        self._off()
        for day in self.days:
            for at, seller in enumerate(self.staff.sellers):
                self._day(made[ReportPreset.DAILY], seller, at, day)
        monday = self.today - timedelta(days=self.today.weekday() + 7)
        for at, seller in enumerate(self.staff.sellers[:6]):
            self._week(made[ReportPreset.WEEKLY], seller, at, monday)
        self._units(made[ReportPreset.UNIT_MONTHLY])

    def _template(self, facts: dict[str, Any], since: date) -> Any:
        rest: dict[str, Any] = {"unit_ids": [], "levels": [], "noon_time": "12:30", "remind_minutes": 30}
        return services.create_template(
            **facts,
            **rest,
            to_leader=True,
            receivers=[],
            starts_on=since,
            actor=self.staff.admin,
            now=self.start,
        )

    def _off(self) -> None:
        """The last seller took a day of their leave."""
        seller, day = self.staff.sellers[-1], self.days[-2]
        people.enter_absence(
            seller.person,
            kind="annual",
            first_on=day,
            last_on=day,
            note="年假",
            actor=seller,
            now=self._at(day, 9),
        )

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return self.end.replace(
            year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, second=0, microsecond=0
        )

    def _hand_in(
        self, template: Any, actor: Actor, first: date, answers: dict[str, Any], now: datetime, **about: Any
    ) -> Any:
        now = min(now, self.end)
        report = services.begin(template_id=template.pk, first_day=first, **about, actor=actor, now=now)
        services.write(report.pk, answers=answers, base=None, version=report.version, actor=actor, now=now)
        return services.submit(report.pk, actor=actor, now=now)

    def _day(self, template: Any, seller: Actor, at: int, day: date) -> None:
        luck = self.chance.random()
        if (at == len(self.staff.sellers) - 1 and day == self.days[-2]) or luck < 0.12:
            return
        rows = self.chance.sample(DONE, 3)
        answers = {
            "done": [{"text": text, "done": done, "why": why} for text, done, why in rows],
            "problem": self.chance.choice(PROBLEMS),
            "next": self.chance.sample(NEXT, 3),
        }
        late = luck > 0.9
        now = self._at(day, 20 if late else 18, self.chance.randrange(1, 25))
        report = self._hand_in(template, seller, day, answers, now)
        lead = self.staff.leads[seller.person]
        if lead.user_id != seller.user_id and day != self.days[-1]:
            services.read(report.pk, actor=lead, now=min(now + timedelta(hours=1), self.end))
            if luck < 0.3:
                services.praise(report.pk, good=True, actor=lead, now=min(now + timedelta(hours=1), self.end))

    def _week(self, template: Any, seller: Actor, at: int, monday: date) -> None:
        good, bad = WEEK[at % len(WEEK)]
        answers = {"highlight": good, "problem": bad, "next": self.chance.sample(NEXT, 3)}
        self._hand_in(template, seller, monday, answers, self._at(monday + timedelta(days=4), 17, at))

    def _units(self, template: Any) -> None:
        """Last month, by the leaders of teams; the day it was due may lie in the present month."""
        good, bad, help_ = UNIT
        answers = {
            "highlight": good,
            "problem": bad,
            "next": ["新线索当天首响", "老客户增购专项"],
            "help": help_,
        }
        teams = [unit for unit in org.units() if unit["kind"] == "team" and unit["leader_id"]][:3]
        leaders = {lead.user_id: lead for lead in self.staff.leads.values()}
        for team in teams:
            lead = leaders.get(team["leader_id"])
            if lead is not None:
                now = self._at(self.today.replace(day=1), 17) + timedelta(days=1)
                self._hand_in(template, lead, self.start.date(), answers, now, about_unit_id=team["id"])
