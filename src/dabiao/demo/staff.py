"""The people of the demo company and where they stand."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.identity import services as identity
from dabiao.modules.org import services as org

COMPANY = "启明达数据服务（杭州）有限公司"
PASSWORD = "dabiao-demo"  # noqa: S105 - printed at the start of every demo

TEAMS = {
    "华东大区": {
        "杭州一组": ("赵立新", ("陈晓燕", "林志远", "吴佳宁")),
        "上海二组": ("孙海涛", ("周雨欣", "何俊杰", "徐文博")),
    },
    "华南大区": {"深圳一组": ("黄丽华", ("梁子涵", "邓嘉怡", "罗景行"))},
}
MANAGERS = {"华东大区": "李建国", "华南大区": "蔡敏"}
# strength of each salesperson: how often a contact moves things on
STRENGTH = {
    "陈晓燕": 1.35,
    "林志远": 1.0,
    "吴佳宁": 0.7,
    "周雨欣": 1.2,
    "何俊杰": 0.9,
    "徐文博": 0.6,
    "梁子涵": 1.1,
    "邓嘉怡": 1.0,
    "罗景行": 0.8,
}
LEVEL = {
    "陈晓燕": "S",
    "周雨欣": "A",
    "梁子涵": "A",
    "林志远": "B",
    "邓嘉怡": "B",
    "何俊杰": "B",
    "罗景行": "C",
    "吴佳宁": "C",
    "徐文博": "D",
}
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


@dataclass
class Staff:
    """Actors by role. `sellers` lists (actor, strength); `leads` maps a seller to their team lead."""

    admin: Actor
    finance: Actor
    sellers: list[tuple[Actor, float]] = field(default_factory=list)
    leads: dict[int, Actor] = field(default_factory=dict)
    logins: list[tuple[str, str, str]] = field(default_factory=list)


def hire(now: datetime) -> Staff:
    """Found the company and hire everybody; logins are sales1…9, lead1…3, manager1…2 and the office."""
    root = org.create_unit(name=COMPANY, kind="company", parent_id=None, actor=SYSTEM, now=now)
    office = {
        login: _hire(login, name, root.pk, role, position, now) for login, name, position, role in OFFICE
    }
    staff = Staff(admin=office["admin"], finance=office["finance"])
    staff.logins = [(login, name, position) for login, name, position, _ in OFFICE]
    for number, (region, teams) in enumerate(TEAMS.items(), start=1):
        unit = org.create_unit(name=region, kind="region", parent_id=root.pk, actor=SYSTEM, now=now)
        manager = _hire(f"manager{number}", MANAGERS[region], unit.pk, "manager", "大区经理", now)
        _lead_unit(unit.pk, manager, now)
        staff.logins.append((f"manager{number}", MANAGERS[region], f"{region}经理"))
        for team, (lead_name, sellers) in teams.items():
            _team(staff, unit.pk, team, lead_name, sellers, now)
    return staff


def share_numbers(staff: Staff, now: datetime) -> None:
    """Numbers behind which many stand; an enquiry from one of them only suggests."""
    for value, note in SHARED_NUMBERS:
        identity.share(kind="phone", value=value, note=note, actor=staff.admin, now=now)


def open_doors() -> None:
    """Give everybody the demo's password; hashed once, since hashing is slow on purpose."""
    User.objects.update(password=make_password(PASSWORD))


def _team(
    staff: Staff, region_id: int, team: str, lead_name: str, sellers: tuple[str, ...], now: datetime
) -> None:
    unit = org.create_unit(name=team, kind="team", parent_id=region_id, actor=SYSTEM, now=now)
    number = len({lead.user_id for lead in staff.leads.values()}) + 1
    lead = _hire(f"lead{number}", lead_name, unit.pk, "team_lead", "销售主管", now)
    _lead_unit(unit.pk, lead, now)
    staff.logins.append((f"lead{number}", lead_name, f"{team}主管"))
    for name in sellers:
        login = f"sales{len(staff.sellers) + 1}"
        actor = _hire(login, name, unit.pk, "salesperson", "销售顾问", now)
        staff.sellers.append((actor, STRENGTH[name]))
        staff.leads[actor.user_id or 0] = lead
        staff.logins.append((login, name, f"{team}销售"))


def _hire(login: str, name: str, unit_id: int, role: str, position: str, now: datetime) -> Actor:
    hired: date = (now - timedelta(days=200 + 31 * (sum(map(ord, login)) % 20))).date()
    person = org.create_employee(
        name=name,
        login=login,
        password=None,
        unit_id=unit_id,
        roles=[role],
        hired_on=hired,
        position=position,
        level=LEVEL.get(name, "B"),
        actor=SYSTEM,
        now=now,
    )
    return actors.of_user(person.pk)


def _lead_unit(unit_id: int, leader: Actor, now: datetime) -> None:
    org.edit_unit(unit_id, changes={"leader_id": leader.user_id}, base=None, version=1, actor=SYSTEM, now=now)
