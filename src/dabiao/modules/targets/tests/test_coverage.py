"""Which deals, customers and events carry a figure: each deal once, and only while it is to be won in the period."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, Many, NotFound
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.tests.builders import a_customer, an_opportunity, move
from dabiao.modules.opportunities.tests.test_at_once import together
from dabiao.modules.sales_events.models import SalesEvent
from dabiao.modules.sales_events.tests.world import an_event as make_event
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Carrier, Cell, Tree
from dabiao.modules.targets.queries.coverage import coverage
from dabiao.modules.targets.services import Carrying
from dabiao.modules.targets.tests.world import a_tree, metric, node, put
from dabiao.testing.people import NOW, Company, make_company

MARCH, DAY = date(2026, 3, 1), date(2026, 3, 18)
INSIDE, AFTER = date(2026, 3, 25), date(2026, 4, 2)


@pytest.fixture
def company(db: None) -> Company:
    opportunities.ensure_default_pipeline(actor=_system(), now=NOW)
    return make_company()


def _system() -> Any:
    from dabiao.core.actor import SYSTEM

    return SYSTEM


def a_won_tree(company: Company, **facts: Any) -> Tree:
    won = metric("won").pk
    return a_tree(company, metric_id=won, starts_on=date(2026, 1, 1), name="2026 年赢单", **facts)


@pytest.fixture
def cell(company: Company) -> Cell:
    return put(a_won_tree(company), company, "sales1", 1_000_000, starts_on=MARCH)


def seen(cell: Cell, company: Company, by: str = "sales1") -> dict[str, Any]:
    return coverage(cell.pk, actor=company[by].actor, day=DAY)


def carry(cell: Cell, company: Company, *lines: Carrying, by: str = "sales1") -> list[Carrier]:
    return services.carry(cell.pk, lines=lines, actor=company[by].actor, now=NOW)


def of(deal: Opportunity) -> Carrying:
    return Carrying("opportunity", deal.pk)


def test_what_is_uncovered_is_must_less_attained_less_the_weighted_deals(
    company: Company, cell: Cell
) -> None:
    one = company["sales1"]
    deal = an_opportunity(one, at="negotiating", amount_minor=400_000, expected_win_on=INSIDE)
    won = an_opportunity(one, "已赢", amount_minor=100_000, expected_win_on=INSIDE)
    move(one, won, "won")
    carry(cell, company, of(deal), of(won), Carrying("event", name="杭州沙龙", amount=50_000))
    found = seen(cell, company)
    states = {line["name"]: (line["state"], line["counted"]) for line in found["carriers"]}
    assert states == {"CRM 采购": ("counted", 280_000), "已赢": ("won", 0), "杭州沙龙": ("counted", 50_000)}
    assert (found["attained"], found["counted"], found["uncovered"]) == (100_000, 330_000, 570_000)


def test_a_deal_that_slips_out_stays_listed_and_counts_no_more(company: Company, cell: Cell) -> None:
    deal = an_opportunity(company["sales1"], amount_minor=400_000, expected_win_on=INSIDE)
    carry(cell, company, of(deal))
    Opportunity.objects.filter(pk=deal.pk).update(expected_win_on=AFTER)
    (line,) = seen(cell, company)["carriers"]
    assert (line["state"], line["counted"]) == ("fallen_out", 0)


def test_a_deal_carries_one_figure_of_a_metric_until_it_has_fallen_out(company: Company, cell: Cell) -> None:
    deal = an_opportunity(company["sales1"], amount_minor=400_000, expected_win_on=INSIDE)
    carry(cell, company, of(deal))
    april = put(cell.tree, company, "sales1", 500_000, starts_on=date(2026, 4, 1))
    team = put(cell.tree, company, "一组", 2_000_000, starts_on=MARCH)
    for other in (april, team, cell):
        with pytest.raises(Conflict, match="targets.deal_carried"):
            carry(other, company, of(deal), by="ops")
    Opportunity.objects.filter(pk=deal.pk).update(expected_win_on=AFTER)
    carry(april, company, of(deal))
    assert [line["state"] for line in seen(cell, company)["carriers"]] == ["released"]
    assert [line["state"] for line in seen(april, company)["carriers"]] == ["counted"]


def test_the_database_itself_refuses_a_deal_that_carries_two(company: Company, cell: Cell) -> None:
    deal = an_opportunity(company["sales1"], expected_win_on=INSIDE)
    (made,) = carry(cell, company, of(deal))
    with pytest.raises(IntegrityError), transaction.atomic():
        Carrier.objects.create(
            cell=cell,
            metric=made.metric,
            kind="opportunity",
            ref_id=deal.pk,
            created_at=NOW,
            updated_at=NOW,
        )


def test_a_unit_counts_what_its_people_carry_once(company: Company, cell: Cell) -> None:
    team = put(cell.tree, company, "一组", 2_000_000, starts_on=MARCH)
    deal = an_opportunity(company["sales1"], at="negotiating", amount_minor=400_000, expected_win_on=INSIDE)
    other = an_opportunity(company["sales1b"], at="negotiating", amount_minor=100_000, expected_win_on=INSIDE)
    carry(cell, company, of(deal))
    carry(team, company, of(other), by="lead1")
    quarter = Cell.objects.get(node=cell.node, grain="quarter", starts_on=date(2026, 1, 1))
    assert [seen(one, company, "lead1")["counted"] for one in (cell, team)] == [280_000, 350_000]
    assert seen(quarter, company)["counted"] == 280_000


def test_suggested_are_ones_own_open_deals_of_the_period_that_carry_nothing(
    company: Company, cell: Cell
) -> None:
    one = company["sales1"]
    small = an_opportunity(one, "小", amount_minor=10_000, expected_win_on=INSIDE)
    large = an_opportunity(one, "大", amount_minor=90_000, expected_win_on=INSIDE)
    taken = an_opportunity(one, "占用", expected_win_on=INSIDE)
    an_opportunity(one, "下月", expected_win_on=AFTER)
    an_opportunity(company["sales1b"], "同事的", expected_win_on=INSIDE)
    carry(cell, company, of(taken))
    ids = [line["opportunity_id"] for line in seen(cell, company)["suggestions"]]
    assert ids == [large.pk, small.pk]


def test_all_lines_are_added_or_none_and_each_mistake_is_named(company: Company, cell: Cell) -> None:
    foreign = an_opportunity(company["sales3"], expected_win_on=INSIDE)
    with pytest.raises(Many) as refused:
        carry(
            cell,
            company,
            Carrying("event", name="", amount=1),
            of(foreign),
            Carrying("customer", 10**9, amount=1),
        )
    assert [(one.field, one.code) for one in refused.value.errors] == [
        ("lines.0.name", "core.required"),
        ("lines.1.ref_id", "core.not_found_here"),
        ("lines.2.ref_id", "core.not_found_here"),
    ]
    assert not Carrier.objects.exists()


def test_visits_are_not_carried_by_deals(company: Company) -> None:
    visits = metric("visits").pk
    tree = a_tree(company, metric_id=visits, starts_on=date(2026, 1, 1))
    cell = put(tree, company, "sales1", 20, starts_on=MARCH)
    deal = an_opportunity(company["sales1"], expected_win_on=INSIDE)
    with pytest.raises(Invalid, match="targets.no_pipeline"):
        carry(cell, company, of(deal))
    carry(cell, company, Carrying("customer", a_customer(company["sales1"]).pk, amount=5))
    found = seen(cell, company)
    assert (found["uncovered"], found["suggestions"]) == (15, [])


def test_lines_are_changed_and_taken_away_by_whom_they_concern(company: Company, cell: Cell) -> None:
    deal = an_opportunity(
        company["sales1"], "采购", at="negotiating", amount_minor=400_000, expected_win_on=INSIDE
    )
    (made,) = carry(cell, company, of(deal))
    one = company["sales1"].actor
    services.edit_carriers(
        cell.pk, changes={made.pk: {"amount": 100_000, "note": "一期"}}, actor=one, now=NOW
    )
    (line,) = seen(cell, company)["carriers"]
    assert (line["amount"], line["counted"], line["note"]) == (100_000, 70_000, "一期")
    with pytest.raises(NotFound):
        services.drop_carriers(cell.pk, ids=[made.pk], actor=company["sales1b"].actor, now=NOW)
    with pytest.raises(Forbidden, match="targets.not_yours"):
        services.drop_carriers(cell.pk, ids=[made.pk], actor=company["finance"].actor, now=NOW)
    services.drop_carriers(cell.pk, ids=[made.pk], actor=one, now=NOW)
    assert seen(cell, company)["carriers"] == []


def test_a_deal_one_may_not_see_is_counted_without_its_name(company: Company, cell: Cell) -> None:
    deal = an_opportunity(company["sales1"], "机密采购", at="negotiating", expected_win_on=INSIDE)
    carry(cell, company, of(deal))
    Opportunity.objects.filter(pk=deal.pk).update(owner_id=company["sales3"].id, unit_id=company.team3.pk)
    (line,) = seen(cell, company)["carriers"]
    assert (line["name"], line["ref_id"], line["customer_name"], line["counted"]) == ("", None, "", 70_000)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_a_deal_at_once_one_is_told_of_the_other() -> None:
    opportunities.ensure_default_pipeline(actor=_system(), now=NOW)
    company = make_company()
    tree = a_won_tree(company)
    cells = [put(tree, company, name, 1_000, starts_on=MARCH) for name in ("sales1", "一组")]
    south = a_won_tree(company, unit_id=company.east.pk)
    cells.append(put(south, company, "一组", 1_000, starts_on=MARCH))
    deal = an_opportunity(company["sales1"], expected_win_on=INSIDE)
    ops = company["ops"].actor

    def add(cell: Cell) -> Any:
        return lambda: services.carry(cell.pk, lines=[of(deal)], actor=ops, now=NOW)[0].pk

    if connection.vendor == "sqlite":  # one writer at a time: one after the other is all that can happen
        outcome = [_said(add(cell)) for cell in cells]
    else:
        outcome = together(*[add(cell) for cell in cells])
    assert sorted(isinstance(one, int) for one in outcome) == [False, False, True]
    assert [one for one in outcome if not isinstance(one, int)] == ["targets.deal_carried"] * 2
    assert Carrier.objects.filter(ref_id=deal.pk, released_at=None).count() == 1


def _said(work: Any) -> Any:
    try:
        return work()
    except DomainError as error:
        return error.code


def test_coverage_of_a_foreign_figure_is_not_there(company: Company, cell: Cell) -> None:
    assert company["sales3"].client.problem("GET", f"/targets/cells/{cell.pk}/coverage")[:2] == (
        404,
        "core.not_found",
    )
    own = company["sales1"].client.read(f"/targets/cells/{cell.pk}/coverage")
    assert (own["node"], own["must"], own["may_edit"]) == (node(cell.tree, "sales1").name, 1_000_000, True)


def test_lines_are_written_through_the_api(company: Company, cell: Cell) -> None:
    client = company["sales1"].client
    deal = an_opportunity(company["sales1"], at="negotiating", amount_minor=400_000, expected_win_on=INSIDE)
    path = f"/targets/cells/{cell.pk}"
    lines = [{"kind": "opportunity", "ref_id": deal.pk}, {"kind": "event", "name": "沙龙", "amount": 7}]
    made = client.write("POST", f"{path}/carriers", {"lines": lines})
    assert [line["counted"] for line in made["carriers"]] == [280_000, 7]
    event = made["carriers"][1]["id"]
    changed = client.write("PATCH", f"{path}/carriers", {"lines": [{"id": event, "amount": 9}]})
    assert changed["carriers"][1]["amount"] == 9
    left = client.write("POST", f"{path}/carrier_removals", {"ids": [event]})
    assert [line["kind"] for line in left["carriers"]] == ["opportunity"]


def test_a_deal_carries_only_a_period_it_is_to_be_won_in(company: Company, cell: Cell) -> None:
    late = an_opportunity(company["sales1"], "晚", expected_win_on=AFTER)
    never = an_opportunity(company["sales1"], "无日期", expected_win_on=None)
    lost = an_opportunity(company["sales1"], "丢", expected_win_on=INSIDE)
    move(company["sales1"], lost, "lost", reason="价格")
    for deal in (late, never, lost):
        with pytest.raises(Invalid, match="targets.deal_outside"):
            carry(cell, company, of(deal))
    assert Carrier.objects.count() == 0


def an_event(company: Company, starts_on: date, name: str = "杭州沙龙") -> int:
    at = datetime.combine(starts_on, time(14), get_default_timezone())
    return make_event(company, "ops", name=name, starts_at=at, ends_at=at + timedelta(hours=3)).pk


def test_a_sales_event_carries_a_figure_once_and_not_before_it_is_held(company: Company, cell: Cell) -> None:
    held = an_event(company, INSIDE)
    carry(cell, company, Carrying("event", held, amount=50_000), by="ops")
    (line,) = seen(cell, company, "ops")["carriers"]
    assert (line["ref_id"], line["name"], line["counted"]) == (held, "杭州沙龙", 50_000)
    with pytest.raises(Conflict, match="targets.event_carried"):
        carry(cell, company, Carrying("event", held, amount=1), by="ops")
    with pytest.raises(Invalid, match="targets.event_outside"):
        carry(cell, company, Carrying("event", an_event(company, AFTER, "四月沙龙"), amount=1), by="ops")
    with pytest.raises(Invalid, match="core.not_found_here"):
        carry(cell, company, Carrying("event", 999_999, amount=1), by="ops")
    SalesEvent.objects.filter(pk=held).update(state="cancelled", reason="场地")
    (line,) = seen(cell, company, "ops")["carriers"]
    assert (line["state"], line["counted"]) == ("lost", 0), "what is not held brings nothing"


def test_an_event_that_is_not_ones_to_see_counts_without_a_name(company: Company, cell: Cell) -> None:
    held = an_event(company, INSIDE)
    carry(cell, company, Carrying("event", held, amount=50_000), by="ops")
    (line,) = seen(cell, company)["carriers"]
    assert (line["ref_id"], line["name"], line["counted"]) == (None, "", 50_000)
