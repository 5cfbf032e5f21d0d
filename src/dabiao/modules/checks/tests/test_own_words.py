"""Plans and reports are checked as records are, with what they say shown beside the questions."""

from datetime import timedelta

import pytest

from dabiao.modules.checks import queries
from dabiao.modules.checks.models import Check
from dabiao.modules.checks.tests.world import a_company, drawn
from dabiao.modules.plans import services as plans
from dabiao.modules.plans.tests.world import planned
from dabiao.modules.reports.tests.world import EVENING, a_template, written
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return a_company()


def shown(company: Company, check: Check) -> list[tuple[str, object]]:
    found = queries.detail(check.pk, actor=company["lead1"].actor, now=NOW)
    return [(one["label"], one["value"]) for one in found["evidence"]]


def test_a_plan_shows_what_was_planned_and_what_became_of_it(company: Company) -> None:
    done = planned(company, title="拜访云岚科技")
    plans.finish(done.pk, outcome="同意看方案", actor=company["sales1"].actor, now=NOW)
    planned(company, title="写报价")
    [check] = [one for one in drawn(company, kind="plan") if one.owner_id == company["sales1"].id]
    assert check.record_id == done.plan_id
    assert shown(company, check) == [
        ("enums.plan_state.done", "拜访云岚科技 — 同意看方案"),
        ("enums.plan_state.planned", "写报价"),
    ]


def test_a_report_shows_when_it_came_and_what_it_says(company: Company) -> None:
    template = a_template(company)
    report = written(company, "sales1", template, now=NOW)
    [check] = [one for one in drawn(company, kind="report") if one.owner_id == company["sales1"].id]
    assert check.record_id == report.pk
    assert shown(company, check) == [
        ("screens.checks.report.submitted_at", NOW),
        ("screens.checks.report.answer", "done：拜访云岚"),
        ("screens.checks.report.answer", "problem：报价还没批"),
        ("screens.checks.report.answer", "next：回访王总"),
    ]


def test_a_report_that_was_only_begun_and_an_empty_day_are_nothing_to_check(company: Company) -> None:
    assert drawn(company, kind="plan") == []
    written(company, "sales1", a_template(company), now=EVENING + timedelta(days=1))
    assert drawn(company, kind="report") == []
