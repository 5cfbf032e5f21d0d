"""The same change on many records, each on its own merits, and taken back exactly."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao import doctor
from dabiao.core.bulk import services as bulk
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.errors import Conflict, NotFound
from dabiao.core.events.models import Event
from dabiao.core.identity.models import IdentityKey
from dabiao.doctor.findings import Severity
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers import services as customers
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, StageEntry
from dabiao.modules.opportunities.tests.builders import an_opportunity, another_pipeline, stage
from dabiao.testing.names import mobile, unused
from dabiao.testing.people import NOW, Company, Person, make_company

pytestmark = pytest.mark.django_db

SET = {"region": "苏州", "grade": "A"}


@pytest.fixture
def company() -> Company:
    return make_company()


_number = count(100)


def a_lead(person: Person, n: int | None = None, **facts: Any) -> Lead:
    n = next(_number) if n is None else n
    values = {"name": f"客户{n}", "phone": mobile(n), **facts}
    return leads.receive(values=values, actor=person.actor, now=NOW).made


def a_contract(person: Person, **facts: Any) -> Contract:
    customer = customers.create(name=unused("云岚科技"), actor=person.actor, now=NOW)
    said = {"title": "合同", "customer_id": customer.pk, "amount_minor": 100, **facts}
    return contracts.create(**said, actor=person.actor, now=NOW)


def asked(person: Person, plural: str, rows: Any, changes: dict[str, Any]) -> Any:
    body = {"rows": [row if isinstance(row, dict) else {"id": row.pk} for row in rows], "changes": changes}
    return person.client.write("POST", f"/{plural}/bulk-edits", body)


def said(answer: Any) -> list[tuple[Any, ...]]:
    return [(row["id"], row["outcome"], row.get("code")) for row in answer["results"]]


def undone(person: Person, id: int) -> Any:
    return person.client.write("POST", f"/bulk-edits/{id}/undo")


def columns(row: Any) -> dict[str, Any]:
    """The whole row, but for what tells that it was touched."""
    fresh = type(row).objects.filter(pk=row.pk).values().get()
    return {name: value for name, value in fresh.items() if name not in ("version", "updated_at")}


def test_each_row_is_changed_left_or_refused_on_its_own_merits(company: Company) -> None:
    one, same, moved, foreign = (a_lead(company["sales1"], n) for n in range(4))
    leads.edit(same.pk, changes=SET, base=None, version=1, actor=company["sales1"].actor, now=NOW)
    leads.edit(
        moved.pk, changes={"region": "杭州"}, base=None, version=1, actor=company["sales1"].actor, now=NOW
    )
    foreign = a_lead(company["sales2"], 9)
    rows = [{"id": one.pk, "base": {"region": ""}}, {"id": same.pk}, {"id": moved.pk, "base": {"region": ""}}]
    answer = asked(company["sales1"], "leads", [*rows, foreign], SET)
    assert said(answer) == [
        (one.pk, "done", None),
        (same.pk, "unchanged", None),
        (moved.pk, "conflict", "edit.conflict"),
        (foreign.pk, "refused", "core.not_found"),
    ]
    one.refresh_from_db()
    assert (one.region, one.grade, one.version) == ("苏州", "A", 2)
    event = Event.objects.get(kind="lead.edited", data__bulk_id=answer["id"])
    assert event.data["changes"] == {"region": ["", "苏州"], "grade": ["", "A"]}


def test_what_changes_nothing_leaves_nothing_to_undo(company: Company) -> None:
    answer = asked(company["sales1"], "leads", [a_lead(company["sales1"], region="苏州", grade="A")], SET)
    assert (answer["id"], BulkEdit.objects.count()) == (None, 0)


def test_seen_but_not_to_be_changed_is_said_so(company: Company) -> None:
    lead = a_lead(company["sales1"])
    answer = company["sales1"].client.send(
        "POST",
        "/leads/bulk-edits",
        {"rows": [{"id": lead.pk}], "changes": {"owner_id": company["sales1b"].id}},
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "access.forbidden")
    nothing = company["sales1"].client.send(
        "POST", "/leads/bulk-edits", {"rows": [{"id": lead.pk}], "changes": {}}
    )
    assert (nothing.status_code, nothing.json()["code"], nothing.json()["field"]) == (
        422,
        "bulk.nothing_to_change",
        "changes",
    )
    keyed = company["sales1"].client.send(
        "POST", "/leads/bulk-edits", {"rows": [{"id": lead.pk}], "changes": {"phone": "13800000000"}}
    )
    assert keyed.status_code == 422


KINDS: dict[str, tuple[type[Any], Callable[[Person], Any], dict[str, Any], dict[str, Any]]] = {
    "leads": (
        Lead,
        a_lead,
        {"region": "苏州", "next_contact_at": "2026-04-01T02:00:00Z"},
        {"region": "杭州"},
    ),
    "customers": (
        Customer,
        lambda person: customers.create(name=unused("云岚科技"), actor=person.actor, now=NOW),
        {"industry": "制造", "region": "苏州"},
        {"industry": "医药"},
    ),
    "opportunities": (
        Opportunity,
        an_opportunity,
        {"expected_win_on": "2026-06-30", "source": "老客户"},
        {"source": "展会"},
    ),
    "contracts": (Contract, a_contract, {"starts_on": "2026-04-01", "remark": "续签"}, {"remark": "改签"}),
}


@pytest.mark.parametrize("plural", KINDS)
def test_an_undo_takes_back_exactly_what_nobody_changed_since(plural: str, company: Company) -> None:
    """Untouched rows are as they were, column by column; where one field was changed since, the others go back."""
    model, make, changes, later = KINDS[plural]
    left, touched = make(company["sales1"]), make(company["sales1"])
    before, [field] = columns(left), list(later)
    answer = asked(company["lead1"], plural, [left, touched], {**changes, "owner_id": company["sales1b"].id})
    assert {row["outcome"] for row in answer["results"]} == {"done"}
    assert {model.objects.get(pk=row.pk).owner_id for row in (left, touched)} == {company["sales1b"].id}
    version = model.objects.get(pk=touched.pk).version
    company["sales1b"].client.write(
        "PATCH", f"/{plural}/{touched.pk}", {"changes": later, "version": version}
    )
    result = undone(company["lead1"], answer["id"])
    assert columns(left) == before
    present = columns(touched)
    assert (present[field], present["owner_id"]) == (later[field], company["sales1"].id)
    assert [
        (row["outcome"], [(one["field"], one["code"]) for one in row["kept"]]) for row in result["results"]
    ] == [
        ("undone", []),
        ("partly", [(field, "bulk.kept_changed")]),
    ]
    assert undone(company["lead1"], answer["id"]) == result
    assert Event.objects.filter(kind__endswith=".put_back", data__bulk_id=answer["id"]).count() == 2
    assert [finding for finding in doctor.run(now=NOW) if finding.severity is Severity.ERROR] == []


def test_whatever_was_edited_between_change_and_undo_survives_and_the_rest_returns(company: Company) -> None:
    """Against the plain truth: a field goes back if and only if nobody wrote something else into it."""
    rng, seller = Random(5), company["sales1"]
    fields = {"region": ("", "苏州", "杭州"), "campaign": ("", "春季", "秋季"), "remark": ("", "甲", "乙")}
    made = [
        a_lead(seller, n, **{name: rng.choice(values) for name, values in fields.items()}) for n in range(30)
    ]
    before = {lead.pk: columns(lead) for lead in made}
    changes = {name: rng.choice(values[1:]) for name, values in fields.items()}
    answer = asked(seller, "leads", made, changes)
    expected = {}
    for lead in made:
        name = rng.choice(list(fields))
        later = rng.choice([*fields[name], changes[name]])
        leads.edit(
            lead.pk,
            changes={name: later},
            base={name: changes[name]},
            version=None,
            actor=seller.actor,
            now=NOW,
        )
        back = {one: before[lead.pk][one] for one in fields}
        expected[lead.pk] = back | ({name: later} if later != changes[name] else {})
    undone(seller, answer["id"])
    assert {lead.pk: {name: columns(lead)[name] for name in fields} for lead in made} == expected


def test_only_who_did_it_takes_it_back_and_within_the_hour(company: Company) -> None:
    lead, seller = a_lead(company["sales1"]), company["sales1"]
    id, _ = bulk.edit("lead", bases={lead.pk: {}}, changes=SET, actor=seller.actor, now=NOW)
    assert id is not None
    with pytest.raises(NotFound):
        bulk.undo(id, actor=company["ops"].actor, now=NOW)
    with pytest.raises(Conflict, match=r"bulk\.too_late"):
        bulk.undo(id, actor=seller.actor, now=NOW + timedelta(minutes=61))
    assert bulk.undo(id, actor=seller.actor, now=NOW + timedelta(minutes=60)).undone_at is not None


def test_what_was_given_away_comes_back_though_it_is_out_of_sight(company: Company) -> None:
    lead = a_lead(company["sales1"])
    answer = asked(company["manager"], "leads", [lead], {"owner_id": company["sales2"].id})
    assert undone(company["manager"], answer["id"])["results"][0]["outcome"] == "undone"
    lead.refresh_from_db()
    assert (lead.owner_id, lead.status, lead.unit_id) == (company["sales1"].id, "assigned", company.team1.pk)


def test_a_lead_that_was_contacted_since_stays_with_who_contacted_it(company: Company) -> None:
    lead = a_lead(company["ops"], owner_id=None)
    answer = asked(company["ops"], "leads", [lead], {"owner_id": company["sales1"].id})
    body = {"subject_kind": "lead", "subject_id": lead.pk, "method": "call", "result": "reached"}
    company["sales1"].client.write("POST", "/activities", body)
    [row] = undone(company["ops"], answer["id"])["results"]
    assert (row["outcome"], [one["field"] for one in row["kept"]]) == ("kept", ["owner_id"])
    assert Lead.objects.get(pk=lead.pk).owner_id == company["sales1"].id


def test_an_ended_lead_comes_to_life_with_its_keys_and_ends_again(company: Company) -> None:
    lead = a_lead(company["sales1"], 5)
    leads.invalidate(lead.pk, reason="spam", note="", actor=company["sales1"].actor, now=NOW)
    before, keys = columns(lead), IdentityKey.objects.count()
    answer = asked(company["lead1"], "leads", [lead], {"owner_id": company["sales1b"].id})
    assert (Lead.objects.get(pk=lead.pk).status, IdentityKey.objects.count()) == ("assigned", keys + 1)
    undone(company["lead1"], answer["id"])
    assert (columns(lead), IdentityKey.objects.count()) == (before, keys)


def test_an_ended_lead_whose_person_is_another_by_now_stays_ended(company: Company) -> None:
    lead = a_lead(company["sales1"], 5)
    leads.invalidate(lead.pk, reason="spam", note="", actor=company["sales1"].actor, now=NOW)
    a_lead(company["sales1"], 5)
    answer = asked(company["lead1"], "leads", [lead], {"owner_id": company["sales1b"].id})
    assert said(answer) == [(lead.pk, "refused", "identity.taken")]
    assert Lead.objects.get(pk=lead.pk).status == "invalid"


def test_many_deals_are_moved_with_their_history_and_moved_back_without_a_trace_in_it(
    company: Company,
) -> None:
    seller = company["sales1"]
    here, won = an_opportunity(seller), an_opportunity(seller, at="negotiating")
    opportunities.win(won.pk, cause="contract_signed", actor=seller.actor, now=NOW)
    elsewhere = an_opportunity(seller, stage_id=another_pipeline().pk)
    rows = {deal.pk: columns(deal) for deal in (here, won, elsewhere)}
    stays = list(StageEntry.objects.order_by("pk").values_list("opportunity", "stage", "left_at"))
    counts = list(Customer.objects.order_by("pk").values_list("pk", "open_opportunity_count"))
    body = {"stage_id": stage("lost").pk, "reason": "价格"}
    answer = asked(seller, "opportunities", [here, won, elsewhere], body)
    assert said(answer) == [
        (here.pk, "done", None),
        (won.pk, "done", None),
        (elsewhere.pk, "refused", "opportunities.other_pipeline"),
    ]
    here.refresh_from_db()
    assert (here.stage.code, here.lost_reason, here.closed_at is None) == ("lost", "价格", False)
    assert Customer.objects.get(pk=here.customer_id).open_opportunity_count == 0
    assert StageEntry.objects.filter(opportunity=here).count() == 2
    assert Event.objects.filter(kind="opportunity.lost", data__bulk_id=answer["id"]).count() == 2
    assert [one for one in doctor.run(now=NOW) if one.severity is Severity.ERROR] == []
    undone(seller, answer["id"])
    assert {deal.pk: columns(deal) for deal in (here, won, elsewhere)} == rows
    assert list(StageEntry.objects.order_by("pk").values_list("opportunity", "stage", "left_at")) == stays
    assert list(Customer.objects.order_by("pk").values_list("pk", "open_opportunity_count")) == counts
    assert [one for one in doctor.run(now=NOW) if one.severity is Severity.ERROR] == []


def test_a_deal_that_was_moved_on_since_stays_where_it_is(company: Company) -> None:
    seller, deal = company["sales1"], an_opportunity(company["sales1"])
    answer = asked(seller, "opportunities", [deal], {"stage_id": stage("need_confirmed").pk})
    move = {"stage_id": stage("decided").pk, "expected_stage_id": stage("need_confirmed").pk}
    seller.client.write("POST", f"/opportunities/{deal.pk}/stage-moves", move)
    [row] = undone(seller, answer["id"])["results"]
    assert (row["outcome"], [one["field"] for one in row["kept"]]) == ("kept", ["stage_id"])
    assert Opportunity.objects.get(pk=deal.pk).stage.code == "decided"


def test_losing_many_says_why(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    body = {"rows": [{"id": deal.pk}], "changes": {"stage_id": stage("lost").pk}}
    answer = company["sales1"].client.send("POST", "/opportunities/bulk-edits", body)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "opportunities.reason_needed",
        "reason",
    )


def test_a_contract_ending_before_it_starts_is_refused_alone(company: Company) -> None:
    fine, wrong = a_contract(company["sales1"]), a_contract(company["sales1"], starts_on=date(2026, 8, 1))
    answer = asked(company["sales1"], "contracts", [fine, wrong], {"ends_on": "2026-07-31"})
    assert said(answer) == [(fine.pk, "done", None), (wrong.pk, "refused", "contracts.ends_before_start")]
    assert answer["results"][1]["field"] == "ends_on"


@pytest.mark.parametrize("plural", KINDS)
def test_many_cost_as_many_statements_as_one(plural: str, company: Company) -> None:
    _, make, changes, _ = KINDS[plural]
    asked(company["lead1"], plural, [make(company["sales1"])], changes)  # who they are is known by now
    counts = []
    for size in (1, 12):
        rows = [make(company["sales1"]) for _ in range(size)]
        given = {**changes, "owner_id": company["sales1b"].id}
        if plural == "opportunities":
            given |= {"stage_id": stage("lost").pk, "reason": "价格"}
        with CaptureQueriesContext(connection) as edits:
            answer = asked(company["lead1"], plural, rows, given)
        with CaptureQueriesContext(connection) as undo:
            undone(company["lead1"], answer["id"])
        counts.append((len(edits), len(undo)))
    assert counts[0] == counts[1]


def test_putting_many_deals_off_counts_as_a_push_of_each_until_it_is_taken_back(company: Company) -> None:
    deal = an_opportunity(company["sales1"], expected_win_on=date(2026, 5, 1))
    before = columns(deal)
    later = asked(company["sales1"], "opportunities", [deal], {"expected_win_on": "2026-06-01"})
    assert columns(deal)["pushes"] == 1
    undone(company["sales1"], later["id"])
    assert columns(deal) == before
    asked(company["sales1"], "opportunities", [deal], {"expected_win_on": "2026-04-01"})
    assert columns(deal)["pushes"] == 0


def test_a_custom_field_without_a_name_is_refused_row_by_row_like_any_that_there_is_not(
    company: Company,
) -> None:
    lead = a_lead(company["sales1"])
    for key in ("", "no_such"):
        answer = asked(company["sales1"], "leads", [lead], {"fields": {key: 1}})
        assert said(answer) == [(lead.pk, "refused", "fields.unknown")], key
