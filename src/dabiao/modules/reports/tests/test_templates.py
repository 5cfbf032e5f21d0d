"""Templates: who may make them, what may stand in them, from when a change holds."""

from datetime import timedelta
from typing import Any

import pytest

from dabiao.core.errors import DomainError
from dabiao.modules.reports import services
from dabiao.modules.reports.models import Edition, Report
from dabiao.modules.reports.tests.world import WEDNESDAY, a_template, begun, block, written
from dabiao.testing.people import NOW, Company

OFFERED = "/report-templates/presets"


@pytest.mark.usefixtures("at_ten")
def test_every_preset_can_be_taken_as_it_is(company: Company) -> None:
    client = company["ops"].client
    for preset in client.read(OFFERED)["items"]:
        body = {name: value for name, value in preset.items() if name != "code"}
        made = client.write("POST", "/report-templates", body)
        assert made["actions"] == ["edit", "retire"]
        assert made["blocks"][0]["kind"] == "figures"
    assert [one["period"] for one in client.read("/report-templates")["items"]] == [
        *("half_day", "day", "week", "month", "month")
    ]


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"blocks": []}, "reports.nothing_asked", "blocks"),
        ({"blocks": [block("a"), block("a")]}, "reports.block_twice", "blocks.1"),
        ({"blocks": [block("a", "figures")]}, "reports.no_figures", "blocks.0"),
        ({"blocks": [block("a", "figures", figures=["plan.nothing"])]}, "core.unknown_figure", "blocks"),
        ({"blocks": [block("a", "choice", options=["好"])]}, "reports.no_options", "blocks.0"),
        ({"blocks": [block("a", "choice", options=["好", "好"])]}, "reports.option_twice", "blocks.0"),
        ({"blocks": [block("a", least=3, most=2)]}, "reports.least_above_most", "blocks.0"),
        ({"period": "year"}, "reports.period_too_long", "period"),
        ({"levels": ["Z"]}, "core.not_a_choice", "levels"),
        ({"unit_ids": [999_999]}, "core.not_found_here", "unit_ids"),
        ({"receivers": [999_999]}, "org.not_working", "receivers"),
        ({"to_leader": False}, "reports.nobody_receives", "receivers"),
        ({"period": "half_day", "noon_time": "19:00"}, "reports.noon_after_evening", "noon_time"),
    ],
)
def test_what_cannot_be_asked_is_refused(company: Company, facts: Any, code: str, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        a_template(company, **facts)
    assert (refused.value.code, refused.value.field) == (code, field)


def edited(company: Company, template: Any, now: Any = NOW, **changes: Any) -> Any:
    template.refresh_from_db()
    wanted = {"changes": changes, "base": None, "version": template.version}
    return services.edit_template(template.pk, **wanted, actor=company["ops"].actor, now=now)


def test_one_that_nobody_wrote_by_is_put_right_at_once(company: Company) -> None:
    template = a_template(company)
    edited(company, template, due_time="19:00")
    assert Edition.objects.get().content["due_time"] == "19:00"
    begun(company, "sales1", template)
    edited(company, template, due_time="20:00")
    edited(company, template, due_time="21:00")
    assert [(one.from_day, one.content["due_time"]) for one in Edition.objects.order_by("number")] == [
        (WEDNESDAY, "19:00"),
        (WEDNESDAY + timedelta(days=1), "21:00"),
    ]


def test_two_people_edit_one_template_and_only_the_same_field_is_a_conflict(company: Company) -> None:
    template = a_template(company)
    client, path = company["ops"].client, f"/report-templates/{template.pk}"
    client.write("PATCH", path, {"changes": {"due_time": "19:00"}, "version": 1})
    client.write("PATCH", path, {"changes": {"grace_minutes": 5}, "base": {"grace_minutes": 0}})
    again = {"changes": {"due_time": "20:00"}, "base": {"due_time": "18:30"}, "version": 1}
    assert client.problem("PATCH", path, again) == (409, "edit.conflict", "due_time")


def test_a_retired_template_asks_nothing_more_and_keeps_what_was_written(company: Company) -> None:
    template = a_template(company)
    report = written(company, "sales1", template)
    services.retire_template(template.pk, actor=company["ops"].actor, now=NOW)
    with pytest.raises(DomainError):
        begun(company, "sales1b", template)
    assert company["sales1"].client.read(f"/reports/{report.pk}")["state"] == "submitted"
    assert Report.objects.count() == 1
    with pytest.raises(DomainError) as refused:
        edited(company, template, due_time="19:00")
    assert refused.value.code == "reports.template_retired"


@pytest.mark.usefixtures("at_ten")
def test_the_designer_is_told_who_owes_it_when(company: Company) -> None:
    body = {"period": "day", "roles": ["salesperson"], "due_time": "18:30"}
    found = company["ops"].client.write("POST", "/report-templates/audience", body)
    assert (found["count"], len(found["names"])) == (4, 4)
    assert found["due"][0] == "2026-03-18T18:30:00+08:00"
    units = {**body, "roles": [], "written_by": "units", "period": "month"}
    found = company["ops"].client.write("POST", "/report-templates/audience", units)
    assert found["count"] == 0
    assert "一组" in found["without_leader"]
    assert company["lead1"].client.problem("POST", "/report-templates/audience", body)[0] == 403


def test_a_level_or_a_unit_narrows_it(company: Company) -> None:
    template = a_template(company, unit_ids=[company.east.pk], levels=["B"])
    assert begun(company, "sales2", template)
    with pytest.raises(DomainError):
        begun(company, "sales3", template)
