"""Who reads what, marks of reading, and the board of what is late and missing."""

from datetime import date, timedelta
from typing import Any

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.comments import services as comments
from dabiao.core.errors import DomainError
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.org import services as org
from dabiao.modules.reports import services
from dabiao.modules.reports.queries import board
from dabiao.modules.reports.tests.world import EVENING, WEDNESDAY, a_template, begun, block, led, written
from dabiao.testing.people import NOW, Company, make_person
from dabiao.testing.statements import counted

FRIDAY = WEDNESDAY + timedelta(days=2)
MONDAY = WEDNESDAY - timedelta(days=2)


def cells(
    company: Company, template: Any, who: str = "ops", now: Any = EVENING
) -> dict[str, list[str | None]]:
    """Name → how each period of the week stands, in sight of somebody."""
    found = board.board(template.pk, first=MONDAY, last=FRIDAY, actor=company[who].actor, now=now)
    return {row["name"]: [cell and str(cell["standing"]) for cell in row["cells"]] for row in found["rows"]}


def test_a_draft_is_its_writers_alone_and_a_report_its_receivers_too(company: Company) -> None:
    led(company)
    template = a_template(company, receivers=[company["sales3"].id])
    report = begun(company, "sales1", template)
    path = f"/reports/{report.pk}"
    assert company["lead1"].client.problem("GET", path)[0] == 404
    written(company, "sales1", template)
    for reader in ("lead1", "sales3", "manager", "boss"):
        assert company[reader].client.read(path)["id"] == report.pk
    for other in ("sales1b", "sales2", "finance"):
        assert company[other].client.problem("GET", path)[0] == 404


@pytest.mark.usefixtures("at_ten")
def test_the_inbox_holds_what_was_addressed_unread_first_and_the_writer_sees_who_read(
    company: Company,
) -> None:
    led(company)
    template = a_template(company)
    one, two = (written(company, who, template) for who in ("sales1", "sales1b"))
    leader = company["lead1"].client
    assert {row["id"] for row in leader.read("/reports", box="unread")["items"]} == {one.pk, two.pk}
    leader.write("POST", f"/reports/{one.pk}/readings")
    assert [row["id"] for row in leader.read("/reports", box="unread")["items"]] == [two.pk]
    assert [row["excerpt"] for row in leader.read("/reports", box="read")["items"]] == ["拜访云岚"]
    reader = company["sales1"].client.read(f"/reports/{one.pk}")["readers"][0]
    assert (reader["name"], reader["read_at"], reader["good_at"]) == (
        "lead1",
        "2026-03-18T02:00:00Z",
        None,
    )
    assert leader.read("/reports/mine")["unread"] == 1


def test_praise_is_told_once_and_never_given_to_oneself(company: Company) -> None:
    led(company)
    report = written(company, "sales1", a_template(company))
    path = f"/reports/{report.pk}/praise"
    for good in (True, True, False):
        company["lead1"].client.write("PUT", path, {"good": good})
    drain()
    assert Notification.objects.filter(kind="report.praised", user_id=company["sales1"].id).count() == 1
    assert company["sales1"].client.problem("PUT", path, {"good": True})[:2] == (403, "reports.own_praise")


def test_a_comment_reaches_its_writer(company: Company) -> None:
    led(company)
    report = written(company, "sales1", a_template(company))
    said = {"subject_kind": "report", "subject_id": report.pk, "mentions": [], "files": []}
    comments.add(text="报价我来催", **said, actor=company["lead1"].actor, now=NOW)
    assert Notification.objects.get(kind="comment.on_yours").user_id == company["sales1"].id


def test_the_board_shows_how_everybody_stands(company: Company) -> None:
    led(company)
    template = a_template(company, starts_on=MONDAY, grace_minutes=10)
    make_person("new", company.team1, "salesperson")
    days = {"first_on": WEDNESDAY, "last_on": FRIDAY}
    org.enter_absence(company["sales2"].id, kind="annual", **days, actor=company["sales2"].actor, now=NOW)
    tuesday = WEDNESDAY - timedelta(days=1)
    written(company, "sales1", template, MONDAY, now=NOW - timedelta(days=2))
    written(company, "sales1", template, tuesday, now=NOW)
    services.excuse(
        template_id=template.pk,
        first_day=WEDNESDAY,
        owner_id=company["sales1"].id,
        reason="陪客户",
        actor=company["lead1"].actor,
        now=NOW,
    )
    begun(company, "sales1b", template)
    seen = cells(company, template)
    assert seen["sales1"] == ["submitted", "late", "excused"]
    assert seen["sales1b"] == ["missing", "missing", "missing"]
    assert seen["sales2"] == ["missing", "missing", "off"]
    assert cells(company, template, now=NOW)["sales1b"] == ["missing", "missing", "open"]
    assert set(cells(company, template, "lead1")) == {"sales1", "sales1b", "new"}
    assert set(cells(company, template, "sales2")) == {"sales2"}


def test_rates_are_of_people_and_of_units(company: Company) -> None:
    template = a_template(company)
    written(company, "sales1", template)
    found = board.board(template.pk, first=WEDNESDAY, last=WEDNESDAY, actor=company["ops"].actor, now=EVENING)
    units = {row["unit_name"]: (row["on_time"], row["due"], row["rate"]) for row in found["units"]}
    assert units == {"一组": (1, 2, 500), "二组": (0, 1, 0), "三组": (0, 1, 0)}
    assert (found["whole"]["missing"], found["whole"]["rate"]) == (3, 250)


def test_who_left_owes_nothing_from_that_day_and_what_was_missed_before_stays(company: Company) -> None:
    template = a_template(company, starts_on=MONDAY)
    org.depart(
        company["sales1"].id, successor_id=company["sales1b"].id, left_on=WEDNESDAY, actor=SYSTEM, now=NOW
    )
    assert cells(company, template)["sales1"] == ["missing", "missing", None]


def test_the_board_costs_the_same_for_few_and_many(company: Company) -> None:
    template = a_template(company)

    def statements() -> int:
        return counted(lambda: cells(company, template))

    few = statements()
    for n in range(3):
        make_person(f"more{n}", company.team2, "salesperson")
    assert statements() == few


def test_a_leader_excuses_theirs_and_nobody_themselves(company: Company) -> None:
    led(company)
    template = a_template(company)
    body = {"template_id": template.pk, "first_day": "2026-03-18", "reason": "陪客户参观"}

    def refused(who: str, of: str) -> tuple[int, str]:
        return company[who].client.problem("POST", "/reports/excuses", {**body, "owner_id": company[of].id})[
            :2
        ]

    assert refused("lead1", "sales3") == (404, "core.not_found")
    assert refused("sales1", "sales1") == (403, "access.forbidden")
    team = a_template(company, name="主管日报", roles=["team_lead"])
    own = {**body, "template_id": team.pk, "owner_id": company["lead1"].id}
    assert company["lead1"].client.problem("POST", "/reports/excuses", own)[1] == "reports.excused_self"
    company["lead1"].client.write("POST", "/reports/excuses", {**body, "owner_id": company["sales1"].id})
    drain()
    assert Notification.objects.get(kind="report.excused").user_id == company["sales1"].id
    assert written(company, "sales1", template).state == "submitted", "it may still be written"


def test_the_report_of_a_unit_quotes_its_people(company: Company) -> None:
    led(company)
    daily = a_template(company)
    written(company, "sales1", daily)
    written(company, "sales3", daily)
    monthly = a_template(
        company,
        name="部门月报",
        period="month",
        written_by="units",
        roles=[],
        starts_on=date(2026, 3, 1),
        blocks=[block("highlight", required=True, quote="highlight")],
    )
    report = begun(company, "lead1", monthly, date(2026, 3, 1), about_unit_id=company.team1.pk)
    assert report.title == "一组 部门月报 2026-03"
    found = company["lead1"].client.read(f"/reports/{report.pk}/rollup")
    assert [(one["name"], one["text"]) for one in found["problems"]] == [("sales1", "报价还没批")]
    with pytest.raises(DomainError) as refused:
        begun(company, "manager", monthly, date(2026, 3, 1), about_unit_id=company.team1.pk)
    assert refused.value.code == "reports.not_asked"


def test_what_is_missing_lately_is_that_of_ones_people(company: Company) -> None:
    led(company)
    template = a_template(company)
    written(company, "sales1", template)

    def names(who: str) -> list[str]:
        return [row["name"] for row in board.missing_lately(company[who].actor, EVENING)]

    assert names("lead1") == ["sales1b"]
    assert sorted(names("boss")) == ["sales1b", "sales2", "sales3"]
    assert names("sales2") == []
