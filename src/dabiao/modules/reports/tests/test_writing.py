"""Writing: begun once, kept word by word, handed in, taken back, put right."""

from datetime import date, timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import DomainError
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.activities import services as activities
from dabiao.modules.customers.models import Customer
from dabiao.modules.org import services as org
from dabiao.modules.reports import services
from dabiao.modules.reports.models import Report, Revision
from dabiao.modules.reports.queries import mine
from dabiao.modules.reports.tests.world import (
    DAILY,
    EVENING,
    GOOD,
    WEDNESDAY,
    a_template,
    begun,
    block,
    led,
    written,
)
from dabiao.modules.targets import services as targets
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

THURSDAY = WEDNESDAY + timedelta(days=1)
NEXT_DAY = NOW + timedelta(days=1)


def test_a_report_is_begun_once_however_often_it_is_asked_for(company: Company) -> None:
    template = a_template(company)
    first, again = begun(company, "sales1", template), begun(company, "sales1", template)
    assert first.pk == again.pk
    assert Report.objects.count() == 1
    assert first.title == "日报 03-18"


@pytest.mark.parametrize(
    ("who", "day", "code"),
    [
        ("sales1", THURSDAY, "reports.not_begun_yet"),
        ("sales1", WEDNESDAY - timedelta(days=1), "reports.not_asked"),
        ("finance", WEDNESDAY, "reports.not_asked"),
    ],
)
def test_only_what_is_asked_can_be_begun(company: Company, who: str, day: date, code: str) -> None:
    template = a_template(company)
    with pytest.raises(DomainError) as refused:
        begun(company, who, template, day)
    assert refused.value.code == code
    assert not Report.objects.exists()


def test_a_day_without_work_cannot_be_reported_on(company: Company) -> None:
    template, sunday = a_template(company), date(2026, 3, 22)
    with pytest.raises(DomainError) as refused:
        begun(company, "sales1", template, sunday, NOW + timedelta(days=5))
    assert refused.value.code == "reports.no_workday"


def test_who_has_left_is_refused_with_a_word_and_their_leader_still_reads(company: Company) -> None:
    led(company)
    template = a_template(company)
    report = written(company, "sales1", template)
    was = company["sales1"].actor
    org.depart(
        company["sales1"].id, successor_id=company["sales1b"].id, left_on=WEDNESDAY, actor=SYSTEM, now=NOW
    )
    with pytest.raises(DomainError) as refused:
        services.write(
            report.pk, answers={"problem": "补"}, base=None, version=report.version, actor=was, now=NOW
        )
    assert refused.value.code == "reports.not_working"
    shown = company["lead1"].client.read(f"/reports/{report.pk}")
    assert shown["answers"]["problem"] == "报价还没批"


def test_two_devices_conflict_only_over_the_same_answer(company: Company) -> None:
    client, report = company["sales1"].client, begun(company, "sales1", a_template(company))
    path = f"/reports/{report.pk}"
    client.write("PATCH", path, {"answers": {"problem": "报价"}, "base": {"problem": None}})
    client.write("PATCH", path, {"answers": {"next": ["回访"]}, "base": {"next": None}})
    said = client.problem(
        "PATCH", path, {"answers": {"problem": "价格"}, "base": {"problem": None}, "version": 1}
    )
    assert said == (409, "edit.conflict", "answers.problem")
    kept = client.read(path)["answers"]
    assert (kept["problem"], kept["next"]) == ("报价", ["回访"])


def test_handing_in_needs_every_answer_and_tells_the_leader(company: Company) -> None:
    led(company)
    template = a_template(company, receivers=[company["boss"].id, company["sales1"].id])
    report, client = begun(company, "sales1", template), company["sales1"].client
    assert client.problem("POST", f"/reports/{report.pk}/submissions")[1] == "core.several_errors"
    services.write(report.pk, answers=GOOD, base=None, version=1, actor=company["sales1"].actor, now=NOW)
    services.submit(report.pk, actor=company["sales1"].actor, now=NOW)
    drain()
    told = set(Notification.objects.filter(kind="report.received").values_list("user_id", flat=True))
    assert told == {company["lead1"].id, company["boss"].id}, "its writer is not among its receivers"


def test_late_is_after_the_grace(company: Company) -> None:
    template = a_template(company, grace_minutes=30)
    in_time = written(company, "sales1", template, now=EVENING)
    late = written(company, "sales1b", template, now=EVENING + timedelta(seconds=1))
    assert (in_time.late, late.late) == (False, True)
    assert late.submitted_at == EVENING + timedelta(seconds=1)


def test_it_is_withdrawn_while_nobody_has_read_it(company: Company) -> None:
    led(company)
    template = a_template(company)
    report, client = written(company, "sales1", template), company["sales1"].client
    back = client.write("POST", f"/reports/{report.pk}/withdrawals")
    assert (back["state"], back["answers"]["problem"], back["figures_at"]) == ("draft", "报价还没批", None)
    assert company["lead1"].client.problem("GET", f"/reports/{report.pk}")[0] == 404
    drain()
    assert not Notification.objects.filter(kind="report.received").exists()
    client.write("POST", f"/reports/{report.pk}/submissions")
    company["lead1"].client.write("POST", f"/reports/{report.pk}/readings")
    assert client.problem("POST", f"/reports/{report.pk}/withdrawals")[:2] == (409, "reports.read_already")


def test_an_edit_after_handing_in_keeps_what_stood_there(company: Company) -> None:
    client, report = company["sales1"].client, written(company, "sales1", a_template(company))
    body = {"answers": {"problem": "已解决"}, "version": report.version}
    shown = client.write("PATCH", f"/reports/{report.pk}", body)
    assert shown["edited_at"]
    assert shown["revisions"][0]["answers"]["problem"] == "报价还没批"
    body = {"answers": {"next": []}, "version": shown["version"]}
    assert client.problem("PATCH", f"/reports/{report.pk}", body) == (422, "reports.required", "answers.next")
    assert Revision.objects.count() == 1


def test_what_was_planned_stands_in_the_next_report(company: Company) -> None:
    template = a_template(company)
    written(company, "sales1", template)
    following = begun(company, "sales1", template, THURSDAY, NEXT_DAY)
    assert following.answers == {"done": [{"text": "回访王总", "done": False, "why": ""}]}


def test_a_template_changed_in_mid_period_leaves_what_is_open(company: Company) -> None:
    template = a_template(company)
    report = begun(company, "sales1", template)
    services.edit_template(
        template.pk,
        changes={"blocks": [*DAILY, block("more", required=True)], "due_time": "17:00"},
        base=None,
        version=template.version,
        actor=company["ops"].actor,
        now=NOW,
    )
    services.write(report.pk, answers=GOOD, base=None, version=1, actor=company["sales1"].actor, now=NOW)
    assert services.submit(report.pk, actor=company["sales1"].actor, now=NOW).state == "submitted"
    late_begun = begun(company, "sales1b", template)
    assert late_begun.edition_id == report.edition_id, "the whole of a period is asked the same"
    following = begun(company, "sales1", template, THURSDAY, NEXT_DAY)
    assert [one["id"] for one in following.edition.content["blocks"]][-1] == "more"
    assert following.due_at.hour == 17


def test_figures_stay_as_they_were_and_show_what_changed(company: Company) -> None:
    def visit(minutes: int) -> None:
        facts = {"method": "visit", "purpose": "拜访", "result": "reached"}
        activities.log(
            subject_kind="customer",
            subject_id=customer.pk,
            **facts,
            actor=company["sales1"].actor,
            now=NOW + timedelta(minutes=minutes),
        )
        targets.tally_anew(actor=SYSTEM, now=NOW)

    place = {
        "owner_id": company["sales1"].id,
        "unit_id": company.team1.pk,
        "created_at": NOW,
        "updated_at": NOW,
    }
    customer = Customer.objects.create(name="云岚", **place)
    visit(0)
    report = written(company, "sales1", a_template(company))
    client = company["sales1"].client
    figure = client.read(f"/reports/{report.pk}")["figures"][0]
    assert (figure["kept"], figure["now"], figure["changed"]) == (1, 1, False)
    visit(1)
    figure = client.read(f"/reports/{report.pk}")["figures"][0]
    assert (figure["kept"], figure["now"], figure["changed"]) == (1, 2, True)


def test_what_is_to_be_written_costs_the_same_for_one_template_and_three(company: Company) -> None:
    a_template(company)

    def statements() -> int:
        return counted(lambda: mine.to_write(company["sales1"].id, NOW))

    one = statements()
    a_template(company, name="周报", period="week")
    a_template(company, name="月报", period="month")
    assert statements() == one
