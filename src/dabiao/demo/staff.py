"""The people of the demo company and where they stand."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.identity import services as identity
from dabiao.demo.names import PRICE_LIST
from dabiao.demo.simulation.market import COMPETITORS, INDUSTRIES
from dabiao.demo.simulation.people import Cast, Seller, Team
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.org import services as org
from dabiao.modules.products import services as products

COMPANY = "启明达数据服务（杭州）有限公司"
PASSWORD = "dabiao-demo"  # noqa: S105 - printed at the start of every demo

SHARED_NUMBERS = (
    ("0571-8820 6000", "西溪园区总机"),
    ("021-6045 1188", "代理记账公司"),
)
OFFICE = (
    ("admin", "沈云", "销售运营", "operations"),
    ("boss", "顾明远", "总经理", "executive"),
    ("finance", "钱静", "财务主管", "finance"),
    ("inspector", "冯雅婷", "质检员", "inspector"),
    ("trainer", "苏晨", "培训经理", "trainer"),
)
PROBATION = timedelta(days=180)
KNOWN_FROM = 0.12  # log odds: less is not noticed


@dataclass
class Staff:
    """Actors by login. `leads` maps a seller's user id to their team lead."""

    people: dict[str, Actor] = field(default_factory=dict)
    leads: dict[int, Actor] = field(default_factory=dict)
    logins: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def admin(self) -> Actor:
        return self.people["admin"]

    @property
    def sellers(self) -> list[Actor]:
        return [one for one in self.people.values() if one.user_id in self.leads]

    @property
    def finance(self) -> Actor:
        return self.people["finance"]


def hire(cast: Cast, start: datetime, today: date) -> Staff:
    """Found the company and hire everybody; logins are sales1…, lead1…, manager1… and the office."""
    return _Hiring(cast, start, today).staff


class _Hiring:
    def __init__(self, cast: Cast, start: datetime, today: date) -> None:
        self.cast, self.start, self.today = cast, start, today
        self.staff = Staff()
        self.root = self._unit(COMPANY, "company", None)
        for login, name, position, role in OFFICE:
            self._person(login, name, self.root, role, position, "")
        opportunities.ensure_default_pipeline(actor=SYSTEM, now=start)
        for number, (region, manager) in enumerate(cast.managers.items(), 1):
            unit = self._unit(region, "region", self.root)
            self._leader(f"manager{number}", manager, unit, "manager", "大区经理", f"{region}经理")
            for team in cast.teams:
                if team.region == region:
                    self._team(team, unit)

    def _team(self, team: Team, region_id: int) -> None:
        unit = self._unit(team.name, "team", region_id)
        lead = self._leader(
            self.cast.lead_of(team.name), team.lead, unit, "team_lead", "销售主管", f"{team.name}主管"
        )
        for seller in self.cast.sellers:
            if seller.team == team.name:
                person = self._person(
                    seller.login, seller.name, unit, "salesperson", "销售顾问", f"{team.name}销售", seller
                )
                self.staff.leads[person.person] = lead

    def _unit(self, name: str, kind: str, parent_id: int | None) -> int:
        return org.create_unit(name=name, kind=kind, parent_id=parent_id, actor=SYSTEM, now=self.start).pk

    def _leader(self, login: str, name: str, unit: int, role: str, position: str, shown: str) -> Actor:
        person = self._person(login, name, unit, role, position, shown)
        changes = {"leader_id": person.user_id}
        org.edit_unit(unit, changes=changes, base=None, version=1, actor=SYSTEM, now=self.start)
        return person

    def _person(
        self,
        login: str,
        name: str,
        unit: int,
        role: str,
        position: str,
        shown: str,
        seller: Seller | None = None,
    ) -> Actor:
        """Who came later than the company's beginning is entered on their first day."""
        before = self.start.date() - timedelta(days=200 + 31 * (sum(map(ord, login)) % 20))
        hired = seller.hired_on if seller else before
        entered = max(self.start, self.start + timedelta(days=(hired - self.start.date()).days))
        person = org.create_employee(
            name=name,
            login=login,
            password=None,
            unit_id=unit,
            roles=[role],
            hired_on=hired,
            position=position,
            level=seller.level if seller else "B",
            status="probation" if self.today - hired < PROBATION else "regular",
            actor=SYSTEM,
            now=entered,
        )
        self.staff.people[login] = actor = actors.of_user(person.pk)
        self.staff.logins.append((login, name, shown or position))
        return actor


def share_numbers(staff: Staff, now: datetime) -> None:
    """Numbers behind which many stand; an enquiry from one of them only suggests."""
    for value, note in SHARED_NUMBERS:
        identity.share(kind="phone", value=value, note=note, actor=staff.admin, now=now)


def name_rivals(staff: Staff, now: datetime) -> None:
    """Who else sells such things, as everybody here knows."""
    for name in COMPETITORS:
        opportunities.create_competitor(name=name, actor=staff.admin, now=now)


def tag(staff: Staff, cast: Cast, now: datetime) -> None:
    """What leads are about, and who is known to be good at it."""
    ids = {name: org.create_tag(name=name, actor=staff.admin, now=now).pk for name in INDUSTRIES}
    for seller in cast.sellers:
        skills = [
            {"tag_id": ids[industry], "strength": strength_of(odds)}
            for industry, odds in seller.skills.items()
            if odds >= KNOWN_FROM
        ]
        known = max(now, now + timedelta(days=(seller.hired_on - now.date()).days))
        org.set_skills(staff.people[seller.login].person, skills=skills, actor=staff.admin, now=known)


def strength_of(odds: float) -> int:
    """Log odds of success as people put them: in steps of five percent, half for what is usual."""
    return min(95, 50 + 5 * round(odds * 16))


def price(staff: Staff, now: datetime) -> None:
    """What the company sells."""
    for code, name, unit, yuan in PRICE_LIST:
        said = {"code": code, "name": name, "unit": unit, "price_minor": yuan * 100}
        products.create(**said, actor=staff.admin, now=now)  # type: ignore[arg-type]


def open_doors() -> None:
    """Give everybody the demo's password; hashed once, since hashing is slow on purpose."""
    User.objects.update(password=make_password(PASSWORD))
