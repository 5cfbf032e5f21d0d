"""Several people at the same moment. SQLite has one writer, so only PostgreSQL can get this wrong."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import DomainError
from dabiao.modules.customers import services as customers
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.models import (
    Criterion,
    Opportunity,
    Proof,
    Redesign,
    Rival,
    StageEntry,
    StageSumMark,
)
from dabiao.modules.opportunities.queries import stage_sums as sums
from dabiao.modules.opportunities.services import stage_sums
from dabiao.modules.opportunities.tests.builders import a_customer, an_opportunity, stage
from dabiao.modules.opportunities.tests.designs import plan_of, the_default
from dabiao.testing.people import NOW, Company, make_company

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time on SQLite"),
]


@pytest.fixture
def company() -> Company:
    services.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    return make_company()


def together(*works: Callable[[], Any]) -> list[Any]:
    """What each returned or raised, all begun at once."""

    def one(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except DomainError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def test_of_two_who_move_one_deal_one_is_told_of_the_other(company: Company) -> None:
    deal = an_opportunity(company["sales1"])

    def mover(who: str, to: str) -> Callable[[], str]:
        actor, stage_id = company[who].actor, stage(to).pk
        call = {"stage_id": stage_id, "expected_stage_id": deal.stage_id, "actor": actor, "now": NOW}
        return lambda: services.move(deal.pk, **call).stage.code

    outcome = together(mover("sales1", "negotiating"), mover("lead1", "decided"))
    deal.refresh_from_db()
    assert sorted(outcome) == sorted(["opportunities.stage_moved", deal.stage.code])
    assert StageEntry.objects.filter(opportunity=deal, left_at=None).count() == 1


def test_deals_opened_and_won_at_once_are_all_counted(company: Company) -> None:
    customer, actor = a_customer(company["sales1"]), company["sales1"].actor
    open_ones = [an_opportunity(company["sales1"], f"旧{n}", customer_id=customer.pk) for n in range(3)]
    winners = [
        lambda deal=deal: services.win(deal.pk, cause="contract_signed", actor=SYSTEM, now=NOW).pk
        for deal in open_ones
    ]
    call = {"customer_id": customer.pk, "amount_minor": 1, "actor": actor, "now": NOW}
    openers = [lambda n=n: services.create(name=f"新{n}", **call).pk for n in range(5)]
    assert all(isinstance(one, int) for one in together(*openers, *winners))
    open_count = Opportunity.objects.filter(closed_at=None).count()
    assert (open_count, Customer.objects.get().open_opportunity_count) == (5, 5)


def test_primary_contacts_named_at_once_leave_one(company: Company) -> None:
    customer, actor = a_customer(company["sales1"]), company["sales1"].actor
    call = {"customer_id": customer.pk, "is_primary": True, "actor": actor, "now": NOW}
    made = together(*[lambda n=n: customers.create_contact(name=f"人{n}", **call).pk for n in range(4)])
    assert all(isinstance(one, int) for one in made)
    assert (Contact.objects.count(), Contact.objects.filter(is_primary=True).count()) == (4, 1)


def test_the_amount_is_the_sum_of_all_lines_whoever_writes_them_at_once(company: Company) -> None:
    actor = company["sales1"].actor
    deal = an_opportunity(company["sales1"])
    services.edit(deal.pk, changes={"amount_from_items": True}, version=1, actor=actor, now=NOW)
    call = {"quantity_thousandths": 1_000, "actor": actor, "now": NOW}
    first = services.add_item(deal.pk, name="甲", price_minor=1, **call)
    writers = [
        lambda n=n: services.add_item(deal.pk, name="乙", price_minor=10 * n, **call).pk for n in range(1, 6)
    ]
    change = {"item_id": first.pk, "changes": {"price_minor": 7}, "version": 1, "actor": actor, "now": NOW}
    assert all(
        isinstance(one, int) for one in together(*writers, lambda: services.edit_item(deal.pk, **change).pk)
    )
    deal.refresh_from_db()
    assert deal.amount_minor == 157


def test_of_two_who_save_one_pipeline_one_is_told_of_the_other(company: Company) -> None:
    pipeline = the_default()
    plan = plan_of(pipeline)

    def saver(who: str, mode: str, name: str) -> Callable[[], Any]:
        actor = company[who].actor
        call: dict[str, Any] = {"moves": {}, "version": 1, "now": NOW}
        wanted = plan._replace(mode=mode, name=name)
        return lambda: services.design_pipeline(pipeline.pk, plan=wanted, **call, actor=actor).version

    outcome = together(saver("ops", "checklist", "甲"), saver("ops", "signs", "乙"))
    assert sorted(map(str, outcome)) == ["2", "opportunities.design_changed"]
    assert Redesign.objects.count() == 1


def test_the_same_evidence_given_at_once_is_one_and_all_are_counted(company: Company) -> None:
    deal, actor = an_opportunity(company["sales1"]), company["sales1"].actor
    codes = ("names_a_need", "names_a_need", "budget_named", "talks_terms")
    ids = [Criterion.objects.get(code=code).pk for code in codes]
    call = {"kind": "note", "note": "客户说的", "actor": actor, "now": NOW}
    given = together(*[lambda id=id: services.prove(deal.pk, criterion_id=id, **call).moved for id in ids])
    assert all(isinstance(one, bool) for one in given)
    deal.refresh_from_db()
    assert (deal.proof_count, Proof.objects.count(), deal.evidenced_stage.code) == (3, 3, "negotiating")
    assert StageEntry.objects.filter(opportunity=deal, left_at=None).count() == 1


def test_competitors_are_merged_and_renamed_while_others_enter_them(company: Company) -> None:
    """Nobody waits for somebody who waits for them: names are held before deals, and deals before their rows."""
    seller, ops = company["sales1"].actor, company["ops"].actor
    deals = [an_opportunity(company["sales1"]) for _ in range(6)]
    for deal in deals:
        services.add_rival(deal.pk, name="甲公司", actor=seller, now=NOW)
    goes, stays, other = (
        services.create_competitor(name=name, actor=ops, now=NOW) for name in ("甲公司", "乙公司", "丙公司")
    )

    def adder(deal_id: int, name: str) -> Callable[[], int]:
        return lambda: services.add_rival(deal_id, name=name, actor=seller, now=NOW).pk

    merging = {"into_id": stays.pk, "confirmed": "甲公司", "actor": ops, "now": NOW}
    renaming = {"changes": {"name": "丙集团"}, "actor": ops, "now": NOW}
    done = together(
        *(adder(deal.pk, name) for deal, name in zip(deals, ("乙公司", "丙公司") * 3, strict=True)),
        lambda: services.merge_competitors(goes.pk, **merging).into_id,
        lambda: services.edit_competitor(other.pk, version=other.version, **renaming).pk,
    )
    assert stays.pk in done
    assert other.pk in done
    for deal in Opportunity.objects.filter(pk__in=[one.pk for one in deals]):
        rows = Rival.objects.filter(opportunity=deal).order_by("pk")
        names = list(rows.values_list("competitor__name", flat=True))
        assert "甲公司" not in deal.competitor
        assert deal.competitor == "、".join(names)
        assert deal.competitor_count == len(names)


def test_a_deal_that_changes_while_its_person_is_summed_is_never_told_wrong(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways round: committed after the deals were read, and after everything but the commit of the sums."""
    deal = an_opportunity(company["sales1"], amount_minor=10)
    write = stage_sums._write

    def change(amount: int) -> None:
        [done] = together(lambda: Opportunity.objects.filter(pk=deal.pk).update(amount_minor=amount))
        assert done == 1

    def changing(owner_id: int, told: Any) -> None:
        if owner_id == company["sales1"].id:
            change(20)
            write(owner_id, told)
            change(30)
        else:
            write(owner_id, told)

    def told() -> int:
        terms = sums.terms(NOW)
        found = sums.Standing({}, terms.laid.all(), terms, company["boss"].actor).totals()
        return sum(one.amount_minor for one in found)

    monkeypatch.setattr(stage_sums, "_write", changing)
    # until nobody is left there is always a change more: those of the new basis, and the marked one once more
    stage_sums.settle(people=StageSumMark.objects.count() + 20, actor=SYSTEM, now=NOW)
    assert told() == 30
    assert StageSumMark.objects.exists()
    monkeypatch.setattr(stage_sums, "_write", write)
    stage_sums.settle(actor=SYSTEM, now=NOW)
    assert told() == 30
    assert not StageSumMark.objects.exists()
    change(40)
    assert told() == 40


def test_boards_read_while_deals_change_hands_and_sums_are_made_are_of_one_moment(company: Company) -> None:
    """However often the one deal goes to and fro between two people: it is seen once, never twice and never not at all."""
    deal = an_opportunity(company["sales1"], amount_minor=10)
    people, done = (company["sales1"].id, company["sales2"].id), Event()

    def to_and_fro() -> None:
        for number in range(60):
            Opportunity.objects.filter(pk=deal.pk).update(owner_id=people[number % 2])
        done.set()

    def settling() -> None:
        while not done.is_set():
            stage_sums.settle(actor=SYSTEM, now=NOW)

    def reading() -> set[int]:
        seen = set()
        while not done.is_set():
            board = queries.board(actor=company["boss"].actor, now=NOW)
            seen.add(sum(column["count"] for column in board["columns"]))
        return seen

    *_, seen, also = together(to_and_fro, settling, reading, reading)
    assert seen | also == {1}


def test_a_merge_is_taken_back_by_two_while_others_enter_competitors(company: Company) -> None:
    seller, ops = company["sales1"].actor, company["ops"].actor
    deals = [an_opportunity(company["sales1"]) for _ in range(4)]
    goes, stays = (services.create_competitor(name=name, actor=ops, now=NOW) for name in ("甲公司", "乙公司"))
    for deal in deals[:3]:
        services.add_rival(deal.pk, name="甲公司", actor=seller, now=NOW)
    made = services.merge_competitors(goes.pk, into_id=stays.pk, confirmed="甲公司", actor=ops, now=NOW)
    done = together(
        lambda: services.undo_merge(made.pk, actor=ops, now=NOW).pk,
        lambda: services.undo_merge(made.pk, actor=ops, now=NOW).pk,
        lambda: services.add_rival(deals[3].pk, name="甲公司", actor=seller, now=NOW).pk,
    )
    assert done[:2] == [made.pk, made.pk]
    told = Opportunity.objects.filter(pk__in=[one.pk for one in deals]).order_by("pk")
    said = [one.competitor for one in told]
    assert said[:3] == ["甲公司"] * 3
    # the one that was kept if it was named before, the one that came back if after
    assert said[3] in {"甲公司", "乙公司"}
