"""Signs that a deal slips: what edits remember, and that a row and the list agree on every combination."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any

import pytest
from django.utils.timezone import get_default_timezone
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.lists.keyset import PageRequest
from dabiao.modules.opportunities import queries, rules, services
from dabiao.modules.opportunities.enums import SlippingSign
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.tests.builders import an_opportunity, move
from dabiao.testing.people import NOW, ApiClient, Company

TODAY = NOW.astimezone(get_default_timezone()).date()
QUIET = datetime.combine(TODAY - timedelta(days=14), time(), get_default_timezone()).astimezone(UTC)
DAY = timedelta(days=1)


def edited(company: Company, deal: Opportunity, **changes: Any) -> Opportunity:
    return services.edit(
        deal.pk,
        changes=changes,
        version=Opportunity.objects.get(pk=deal.pk).version,
        actor=company["sales1"].actor,
        now=NOW,
    )


def listed(company: Company, **filters: Any) -> list[dict[str, Any]]:
    page = queries.listing(
        asked=PageRequest(limit=200), filters=filters, actor=company["sales1"].actor, now=NOW
    )
    return list(page["items"])


@pytest.mark.django_db
def test_only_putting_off_counts_as_a_push(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    days = (date(2026, 5, 1), date(2026, 5, 9), date(2026, 5, 2), None, date(2026, 8, 1), date(2026, 8, 2))
    counts = [edited(company, deal, expected_win_on=day).pushes for day in days]
    assert counts == [0, 1, 1, 1, 1, 2]


@pytest.mark.django_db
def test_a_cut_is_measured_from_the_highest_amount_in_the_present_currency(company: Company) -> None:
    deal = an_opportunity(company["sales1"], amount_minor=100)
    steps = (
        {"amount_minor": 150},
        {"amount_minor": 90},
        {"amount_minor": 80},
        {"name": "改名"},
        {"amount_minor": 140},
        {"currency": "USD"},
        {"amount_minor": 139},
        {"amount_minor": 200},
    )
    assert [edited(company, deal, **step).amount_cut_minor for step in steps] == [0, 60, 70, 70, 10, 0, 1, 0]


@pytest.mark.django_db
def test_the_list_finds_exactly_the_deals_whose_rows_show_a_sign(company: Company) -> None:
    """Every combination on both sides of every threshold, open and ended."""
    first = an_opportunity(company["sales1"])
    ended = an_opportunity(company["sales1"], "丢了", customer_id=first.customer_id)
    move(company["sales1"], ended, "lost", reason="price")
    ended.refresh_from_db()
    combinations = list(
        product(
            (None, TODAY - DAY, TODAY),
            (1, 2),
            (0, 1),
            (None, QUIET - timedelta(seconds=1), QUIET),
            (QUIET - timedelta(seconds=1), QUIET),
        )
    )
    for like, kind in ((first, "open"), (ended, "lost")):
        Opportunity.objects.bulk_create(
            _like(like, f"{kind} {n}", *facts) for n, facts in enumerate(combinations)
        )
    Opportunity.objects.filter(pk=first.pk).update(last_contact_at=NOW)
    rows = {row["name"]: row for row in listed(company) if row["name"][:4] in ("open", "lost")}
    assert len(rows) == 2 * len(combinations)
    for n, facts in enumerate(combinations):
        assert rows[f"open {n}"]["slipping"] == _signs(*facts), facts
        assert rows[f"lost {n}"]["slipping"] == []
    found = {row["name"] for row in listed(company, slipping_on=TODAY)}
    assert found == {name for name, row in rows.items() if row["slipping"]}


def _like(deal: Opportunity, name: str, *facts: Any) -> Opportunity:
    names = ("expected_win_on", "pushes", "amount_cut_minor", "last_contact_at", "created_at")
    kept = {
        field.attname: getattr(deal, field.attname)
        for field in Opportunity._meta.concrete_fields
        if field.attname != "id"
    }
    return Opportunity(**{**kept, "name": name, **dict(zip(names, facts, strict=True))})


def _signs(
    win: date | None, pushes: int, cut: int, last: datetime | None, created: datetime
) -> list[SlippingSign]:
    """The requirement, said once more and otherwise."""
    found = []
    if win == TODAY - DAY:
        found.append(SlippingSign.WIN_DATE_PASSED)
    if pushes == 2:
        found.append(SlippingSign.PUSHED)
    if cut == 1:
        found.append(SlippingSign.AMOUNT_CUT)
    if QUIET not in ((last,) if last else (created,)):
        found.append(SlippingSign.NO_CONTACT)
    return found


@pytest.mark.django_db
def test_board_detail_and_list_tell_the_same_signs_and_today_is_a_day(company: Company) -> None:
    deal = an_opportunity(company["sales1"], expected_win_on=date(2020, 1, 1))
    client = ApiClient(company["sales1"].id)
    [row] = client.get("/api/v1/opportunities?slipping_on=today").json()["items"]
    [card] = client.get("/api/v1/opportunities/board").json()["columns"][0]["items"]
    one = client.get(f"/api/v1/opportunities/{deal.pk}").json()
    assert row["slipping"] == card["slipping"] == one["slipping"] == ["win_date_passed", "no_contact"]
    refused = client.get("/api/v1/opportunities?slipping_on=tomorrow")
    assert (refused.status_code, refused.json()["field"]) == (422, "slipping_on")


amounts = st.lists(st.integers(0, 10**15), min_size=1, max_size=8)


@given(amounts)
def test_a_cut_is_what_lies_between_the_peak_and_the_present(steps: list[int]) -> None:
    cut, before = 0, steps[0]
    for after in steps[1:]:
        cut, before = rules.cut_after(cut, (before, "CNY"), (after, "CNY")), after
    assert cut == max(steps) - steps[-1]
