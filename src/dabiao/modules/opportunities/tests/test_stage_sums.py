"""Whatever happened to deals, and however far the kept sums are behind: what stands in a stage is what its deals come to."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from dabiao.core.access import services as access
from dabiao.core.actor import SYSTEM
from dabiao.core.sums import EVERYBODY
from dabiao.core.timers import firing, worker
from dabiao.core.upkeep import triggers
from dabiao.modules.opportunities import queries
from dabiao.modules.opportunities.models import (
    Opportunity,
    Pipeline,
    Stage,
    StageEntry,
    StageSum,
    StageSumMaking,
    StageSumMark,
)
from dabiao.modules.opportunities.queries import stage_sums
from dabiao.modules.opportunities.queries.stage_sums import KEPT, Standing
from dabiao.modules.opportunities.services import stage_sums as summing
from dabiao.modules.opportunities.tests.builders import an_opportunity
from dabiao.modules.opportunities.tests.open_world import TODAY, World, as_shown, deal_by_deal, weigh_by
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db
READERS = ("boss", "manager", "lead1", "sales1")


def settle(people: int = 1_000) -> int:
    return summing.settle(people=people, actor=SYSTEM, now=NOW)


def is_whole(now: Any = NOW) -> bool:
    return KEPT.upto(stage_sums.terms(now).basis) == EVERYBODY


def places(company: Company) -> list[dict[str, Any]]:
    return [
        {},
        {"unit_id": company.east.pk},
        {"unit_id": company["sales3"].actor.unit_id},
        {"owner_id": company["sales1"].id},
        {"owner_id": company["sales2"].id, "unit_id": company.east.pk},
        {"unit_id": 10**9},
    ]


def check(company: Company) -> None:
    """Every reader sees, everywhere, what their deals come to one by one."""
    told = stage_sums.terms(NOW)
    for who in READERS:
        actor = company[who].actor
        for where in places(company):
            found = Standing(where, told.laid.all(), told, actor).totals()
            assert as_shown(found) == deal_by_deal(where, None, actor), (who, where)


@pytest.mark.parametrize(
    ("seed", "way"), [(1, "stage"), (2, "competition"), (3, "model"), (4, "competition")]
)
def test_kept_sums_say_what_the_deals_say_one_by_one(company: Company, seed: int, way: str) -> None:
    weigh_by(way)
    world = World(company, seed)
    world.open(90)
    check(company)
    assert settle(3) == 3  # nobody's, and two people's
    assert StageSum.objects.filter(owner_id__gt=0).exists()
    assert not is_whole()
    check(company)
    settle()
    assert is_whole()
    check(company)
    for _ in range(6):
        world.change()
    assert StageSumMark.objects.exists()
    check(company)  # what is marked is read
    settle(1)
    check(company)
    settle()
    assert not StageSumMark.objects.exists()
    check(company)


def test_it_is_the_sums_that_answer_where_they_count(company: Company) -> None:
    """Else all these tests could be passed by reading every deal."""
    World(company, 5).open(40)
    settle()
    before = board(company, "manager")
    StageSum.objects.update(amount_minor=7_000_000)
    assert board(company, "manager") != before
    for id in Opportunity.objects.order_by().values_list("owner_id", flat=True).distinct():
        StageSumMark.objects.create(owner_id=id or 0)
    assert board(company, "manager") == before


def board(company: Company, who: str) -> Any:
    found = queries.board(actor=company[who].actor, now=NOW)
    return [{**column, "items": len(column["items"])} for column in found["columns"]]


def test_the_board_and_the_funnel_say_the_same_from_sums_and_from_deals(company: Company) -> None:
    weigh_by("competition")
    World(company, 6).open(80)
    lines = [None, *Pipeline.objects.values_list("pk", flat=True)]

    def told() -> list[Any]:
        found: list[Any] = []
        for who in READERS:
            for line in lines:
                for where in places(company):
                    shown = queries.board(pipeline_id=line, **where, actor=company[who].actor, now=NOW)
                    found.append([{**one, "items": 0} for one in shown["columns"]])
                    of = {**where, "stage_kind": "open", **({"pipeline_id": line} if line else {})}
                    standing = queries.by_stage(filters=of, actor=company[who].actor, day=TODAY)
                    found.append(
                        sorted((one.stage_id, one.currency, one.count, one.worth) for one in standing)
                    )
                    plain = queries.by_stage(filters=of, actor=company[who].actor)
                    assert found[-1] == sorted(
                        (one.stage_id, one.currency, one.count, one.worth) for one in plain
                    )
        return found

    before = told()
    settle()
    assert told() == before


def test_shared_and_own_deals_elsewhere_are_counted_once(company: Company) -> None:
    deal = an_opportunity(company["sales3"], amount_minor=500)
    mine = an_opportunity(company["sales1"], "自己的", amount_minor=70)
    an_opportunity(company["sales1"], "组里的", amount_minor=9)
    Opportunity.objects.filter(pk=mine.pk).update(
        owner_id=company["manager"].id, unit_id=company["sales3"].actor.unit_id
    )
    access.share(
        kind="opportunity",
        object_id=deal.pk,
        user_id=company["manager"].id,
        level="read",
        actor=company["ops"].actor,
        now=NOW,
    )
    settle()
    told = stage_sums.terms(NOW)
    [total] = Standing({}, told.laid.all(), told, company["manager"].actor).totals()
    assert (total.count, total.amount_minor) == (3, 579)


def test_sums_of_yesterday_of_another_way_or_of_other_stages_do_not_count(company: Company) -> None:
    World(company, 7).open(30)
    settle()
    assert is_whole()
    assert not is_whole(NOW + timedelta(days=1))
    assert settle() == 0
    weigh_by("competition")
    assert not is_whole()
    check(company)
    settle()
    assert is_whole()
    stage = Stage.objects.get(code="negotiating")
    for change in ({"percent": stage.percent + 1}, {"active": False}, {"position": 50}):
        Stage.objects.filter(pk=stage.pk).update(**change)
        assert not is_whole()
        check(company)
        settle()
        check(company)


def test_a_settling_that_fails_goes_on_where_it_was(company: Company, monkeypatch: Any) -> None:
    World(company, 9).open(40)
    settle(2)
    reached = StageSumMaking.objects.get().reached
    write = summing._write
    monkeypatch.setattr(summing, "_write", lambda *given: (write(*given), 1 / 0))
    with pytest.raises(ZeroDivisionError):
        settle()
    assert StageSumMaking.objects.get().reached == reached
    check(company)
    monkeypatch.setattr(summing, "_write", write)
    settle()
    check(company)


def test_the_job_runs_where_something_changed_and_then_rests(company: Company) -> None:
    World(company, 11).open(10)
    firing.ensure_periodic(NOW)
    worker.drain(NOW)
    worker.drain(NOW + timedelta(seconds=10))  # jobs of other rooms changed some deals after that
    assert not stage_sums.is_behind(NOW)
    before = list(StageSum.objects.values_list("pk", flat=True))
    assert settle() == 0
    assert list(StageSum.objects.values_list("pk", flat=True)) == before


def test_what_changed_while_triggers_rested_is_read(company: Company) -> None:
    """As while a large company is written at once, or tables are altered."""
    World(company, 15).open(20)
    settle()
    connection.check_constraints()  # PostgreSQL alters no table that owes a check
    triggers.take_away()
    Opportunity.objects.filter(closed_at=None).update(amount_minor=12_345)
    connection.check_constraints()
    triggers.put_back()
    assert not StageSumMark.objects.exists()
    assert not is_whole()
    check(company)
    settle()
    check(company)


def test_a_change_marks_who_has_the_deal_once_and_who_had_it(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    settle()
    seller, other = company["sales1"].id, company["sales2"].id

    def marked() -> list[int]:
        found = sorted(StageSumMark.objects.values_list("owner_id", flat=True))
        StageSumMark.objects.all().delete()
        return found

    rows = Opportunity.objects.filter(pk=deal.pk)
    rows.update(amount_minor=5)
    assert marked() == [seller]
    rows.update(name="别的名字")
    assert marked() == []
    rows.update(owner_id=other)
    assert marked() == sorted([seller, other])
    rows.update(owner_id=None)
    assert marked() == sorted([0, other])
    StageEntry.objects.filter(opportunity=deal).delete()
    rows.delete()
    assert marked() == [0]


def test_a_board_of_kept_sums_asks_as_much_for_one_deal_as_for_many_and_no_more_than_of_deals(
    company: Company,
) -> None:
    actor = company["boss"].actor
    world = World(company, 13)

    def ask() -> None:
        told = stage_sums.terms(NOW)
        Standing({}, told.laid.all(), told, actor).totals()

    unsettled = counted(ask)
    settle()
    one = counted(ask)
    world.open(30)
    settle()
    assert (counted(ask), unsettled) == (one, one)
