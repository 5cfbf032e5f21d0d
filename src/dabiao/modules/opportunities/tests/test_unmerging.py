"""Competitors that were made one are two again: what goes back, what stays as it was changed since, and for how long."""

import json
from datetime import timedelta

import pytest

from dabiao.core.errors import Conflict, Forbidden
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.models import Competitor, CompetitorMerge, Opportunity, Rival
from dabiao.modules.opportunities.tests.builders import an_opportunity, move, told
from dabiao.modules.opportunities.tests.merge_killed import DEALS
from dabiao.testing.killing import Nursery
from dabiao.testing.people import NOW, Company

GOES, STAYS = "云帆", "星河"


def two(company: Company) -> tuple[Competitor, Competitor]:
    ops = company["ops"].actor
    goes, stays = (services.create_competitor(name=name, actor=ops, now=NOW) for name in (GOES, STAYS))
    return goes, stays


def merge(company: Company, goes: Competitor, stays: Competitor) -> CompetitorMerge:
    return services.merge_competitors(
        goes.pk, into_id=stays.pk, confirmed=goes.name, actor=company["ops"].actor, now=NOW
    )


def undo(company: Company, made: CompetitorMerge) -> CompetitorMerge:
    return services.undo_merge(made.pk, actor=company["ops"].actor, now=NOW)


def state() -> dict[str, object]:
    """All that a merge touches, but for versions and moments."""
    return {
        "known": list(Competitor.objects.order_by("pk").values_list("pk", "name", "key", "active")),
        "rivals": sorted(Rival.objects.values_list("opportunity_id", "competitor_id", "threat", "note")),
        "deals": list(
            Opportunity.objects.order_by("pk").values_list("competitor", "competitor_count", "lost_to_id")
        ),
        "others": [queries.other_names(one.pk) for one in Competitor.objects.order_by("pk")],
    }


def names(deal: Opportunity) -> set[str]:
    deal.refresh_from_db()
    return set(deal.competitor.split("、")) - {""}


@pytest.mark.django_db
def test_all_is_as_it_was(company: Company) -> None:
    seller = company["sales1"]
    goes, stays = two(company)
    third = services.create_competitor(name="旧名", actor=company["ops"].actor, now=NOW)
    services.merge_competitors(
        third.pk, into_id=goes.pk, confirmed="旧名", actor=company["ops"].actor, now=NOW
    )
    both, mine, lost = (an_opportunity(seller) for _ in range(3))
    services.add_rival(both.pk, name=STAYS, threat="weak", note="先到", actor=seller.actor, now=NOW)
    services.add_rival(both.pk, name=GOES, threat="strong", note="后到", actor=seller.actor, now=NOW)
    services.add_rival(mine.pk, name=GOES, actor=seller.actor, now=NOW)
    move(seller, lost, "lost", reason="价格", competitor=GOES)
    before = state()
    made = merge(company, goes, stays)
    assert state() != before
    assert undo(company, made).left == 0
    assert state() == before
    assert told("competitor", goes.pk)[-1][0] == "competitor.unmerged"
    assert undo(company, made).pk == made.pk
    assert state() == before


@pytest.mark.django_db
def test_what_was_changed_since_stays_and_is_counted(company: Company) -> None:
    seller = company["sales1"]
    goes, stays = two(company)
    both, edited, removed, new = (an_opportunity(seller) for _ in range(4))
    for deal in (both, edited, removed):
        services.add_rival(deal.pk, name=GOES, threat="weak", actor=seller.actor, now=NOW)
    services.add_rival(both.pk, name=STAYS, actor=seller.actor, now=NOW)
    made = merge(company, goes, stays)
    for deal in (both, edited):
        row = Rival.objects.get(opportunity=deal)
        services.edit_rival(
            deal.pk,
            rival_id=row.pk,
            changes={"note": "新消息"},
            version=row.version,
            actor=seller.actor,
            now=NOW,
        )
    row = Rival.objects.get(opportunity=removed)
    services.remove_rival(removed.pk, rival_id=row.pk, actor=seller.actor, now=NOW)
    services.add_rival(new.pk, name=STAYS, actor=seller.actor, now=NOW)
    assert undo(company, made).left == 2  # the combined row that was edited, and the removed one
    assert (names(both), names(edited), names(removed), names(new)) == ({GOES, STAYS}, {GOES}, set(), {STAYS})
    assert Rival.objects.get(opportunity=edited).note == "新消息"
    assert Rival.objects.get(opportunity=both, competitor=stays).note == "新消息"


@pytest.mark.django_db
def test_a_name_that_somebody_else_has_by_now_is_not_taken_from_them(company: Company) -> None:
    goes, stays = two(company)
    made = merge(company, goes, stays)
    services.edit_competitor(
        stays.pk, changes={"name": GOES}, version=made.into.version, actor=company["ops"].actor, now=NOW
    )
    before = state()
    with pytest.raises(Conflict) as refused:
        undo(company, made)
    assert refused.value.code == "opportunities.merge_changed_since"
    assert state() == before


@pytest.mark.django_db
def test_for_an_hour_by_whoever_may_and_not_before_a_later_merge_of_the_kept_one(company: Company) -> None:
    goes, stays = two(company)
    made = merge(company, goes, stays)
    ops = company["ops"].actor
    with pytest.raises(Conflict) as late:
        services.undo_merge(made.pk, actor=ops, now=NOW + timedelta(hours=1, seconds=1))
    assert late.value.code == "bulk.too_late"
    assert queries.fresh_merges(stays.pk, now=NOW + timedelta(hours=2)) == []
    with pytest.raises(Forbidden):
        services.undo_merge(made.pk, actor=company["sales1"].actor, now=NOW)
    third = services.create_competitor(name="第三家", actor=ops, now=NOW)
    further = merge(company, stays, third)
    with pytest.raises(Conflict) as late:
        undo(company, made)
    assert late.value.code == "opportunities.merge_went_on"
    undo(company, further)
    undo(company, made)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_nothing_is_half_taken_back(nursery: Nursery) -> None:
    module = "dabiao.modules.opportunities.tests.merge_killed"
    nursery.finished(module, "prepare")
    process = nursery.child(module, "undo")
    process.stdout.readline()
    process.kill()
    process.wait()
    said = json.loads(nursery.finished(module, "report"))
    assert said == {"named": {"乙": DEALS}, "known": ["乙"], "told": 0}
    nursery.finished(module, "undo")
    said = json.loads(nursery.finished(module, "report"))
    assert said == {"named": {"甲": DEALS}, "known": ["乙", "甲"], "told": 1}
