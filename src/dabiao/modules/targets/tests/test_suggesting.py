"""Suggestions over real rows: they sum to the unit, say why, keep what is locked, and fill a whole tree in one go."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.errors import Conflict, Forbidden, Invalid, Many
from dabiao.core.events.models import Event
from dabiao.modules.org.models import Employee, Unit
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Breakdown, Cell, Tree
from dabiao.modules.targets.queries import filling, suggesting
from dabiao.modules.targets.queries.suggesting import Pin
from dabiao.modules.targets.rules.buffers import needed
from dabiao.modules.targets.tests import world
from dabiao.modules.targets.tests.world import JANUARY, YEAR, a_tree, put
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
ROOMS = (
    "targets_",
    "org_",
    "contracts_",
    "opportunities_",
)  # what the words of fields are asked now and then is not meant


@pytest.fixture
def company() -> Company:
    made = make_company()
    Employee.objects.filter(pk=made["sales1"].id).update(level="A")
    Employee.objects.filter(pk=made["sales1b"].id).update(level="B", hired_on=date(2026, 12, 7))
    Unit.objects.filter(pk=made.team1.pk).update(leader_id=made["lead1"].id)
    return made


@pytest.fixture
def tree(company: Company) -> Tree:
    return a_tree(company)


def team(tree: Tree) -> str:
    above = world.node(tree, "sales1").parent
    assert above is not None
    return above.name


def suggested(
    cell: Cell, company: Company, axis: str = "down", pins: Any = (), by: str = "ops", **mix: int
) -> dict[str, Any]:
    return suggesting.suggestion(
        cell.pk, axis=axis, mix=mix or {"capacity": 1}, pins=pins, day=DAY, actor=company[by].actor
    )


def of(said: dict[str, Any], name: str) -> dict[str, Any]:
    return next(part for part in said["parts"] if part["name"] == name)


def test_capacity_goes_by_level_and_months_since_hire_and_says_so(company: Company, tree: Tree) -> None:
    whole = put(tree, company, team(tree), 100_001)
    said = suggested(whole, company)
    assert (said["needed"]["must"], said["sums"]["must"]) == (105_002, 105_002)
    assert [part["must"] for part in said["parts"]] == [90_002, 15_000]  # 120 against 100 × 20 %
    assert of(said, "sales1b")["reasons"] == [
        {"method": "capacity", "code": "level", "level": "B", "percent": 100},
        {"method": "capacity", "code": "ramp", "months": 0, "percent": 20},
    ]
    assert Cell.objects.filter(must__isnull=False).count() == 1


def test_a_vacancy_counts_from_its_planned_day(company: Company, tree: Tree) -> None:
    above = world.node(tree, "sales1").parent
    assert above is not None
    services.add_node(
        tree.pk,
        parent_id=above.pk,
        name="空编",
        from_on=date(2027, 2, 1),
        actor=company["ops"].actor,
        now=NOW,
    )
    january = suggested(put(tree, company, above.name, 100), company)
    assert [part["name"] for part in january["parts"]] == ["sales1", "sales1b"]
    march = put(tree, company, above.name, 1_000, starts_on=date(2027, 3, 1))
    assert of(suggested(march, company), "空编")["reasons"][0] == {
        "method": "capacity",
        "code": "ramp",
        "months": 1,
        "percent": 40,
    }


def test_what_is_locked_or_fixed_by_hand_stays_and_the_rest_makes_up(company: Company, tree: Tree) -> None:
    whole = put(tree, company, team(tree), 1_000)
    locked = put(tree, company, "sales1", 700)
    Cell.objects.filter(pk=locked.pk).update(locked_at=NOW)
    said = suggested(whole, company, even=1)
    assert [(part["must"], part["locked"]) for part in said["parts"]] == [(700, True), (350, False)]
    pin = Pin(world.node(tree, "sales1b").pk, JANUARY, must=351)
    with pytest.raises(Conflict, match="targets.pinned_exceed") as refused:
        suggested(whole, company, pins=[pin])
    assert refused.value.params["over"] == 1


def test_what_cannot_be_asked_is_refused_by_its_reason(company: Company, tree: Tree) -> None:
    whole = put(tree, company, team(tree), 1_000)
    stranger = Pin(world.node(tree, "sales2").pk, JANUARY, must=1)
    for asked, code in (
        ({"season": 1}, "targets.method_not_along"),
        ({"pins": [stranger]}, "targets.pin_unknown"),
    ):
        with pytest.raises(Invalid, match=code):
            suggested(whole, company, **asked)  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="targets.no_shorter_period"):
        suggested(whole, company, axis="time", season=1)
    assert suggested(whole, company, by="lead1")["sums"]["must"] == 1_050
    quarter = Cell.objects.get(node=whole.node, grain="quarter", starts_on=JANUARY)
    with pytest.raises(Conflict, match="targets.no_figure"):
        suggested(quarter, company)
    put(tree, company, team(tree), 1_000, grain="quarter")
    with pytest.raises(Forbidden, match="targets.not_yours"):
        suggested(quarter, company, axis="time", by="lead1", season=1)


def test_without_history_a_quarter_is_divided_by_working_days(company: Company, tree: Tree) -> None:
    quarter = put(tree, company, "sales1", 62_000, grain="quarter")
    said = suggested(quarter, company, axis="time", season=1)
    assert said["sums"]["must"] == 62_000
    days = [part["reasons"][0]["days"] for part in said["parts"]]
    assert days == [21, 20, 23]
    assert [part["must"] for part in said["parts"]] == [20_344, 19_375, 22_281]


def filled(tree: Tree, company: Company, by: str = "ops", **asked: Any) -> dict[str, Any]:
    wanted = {"down": {"capacity": 1}, "time": {"season": 1}, **asked}
    return services.fill_tree(tree.pk, **wanted, day=DAY, actor=company[by].actor, now=NOW)


def test_one_click_fills_every_level_and_every_month_so_that_all_of_it_can_be_closed(
    company: Company, tree: Tree
) -> None:
    put(tree, company, company.root.name, 1_234_567, grain="year", starts_on=YEAR)
    said = filled(tree, company)
    assert said["changed"] == Cell.objects.filter(must__isnull=False).count() - 1
    rows = Breakdown.objects.filter(cell__tree=tree, must_sum__gt=0)
    assert all(row.must_sum >= needed(row.must, row.buffer_bp) for row in rows)
    ops = company["ops"].actor
    for row in rows:
        services.close(row.cell_id, axis=row.axis, actor=ops, now=NOW)
    assert Event.objects.get(kind="target_tree.filled").data["cells"] == said["changed"]
    assert filled(tree, company)["changed"] == 0


def test_round_figures_hold_the_sums_too_and_what_is_set_may_stay(company: Company, tree: Tree) -> None:
    put(tree, company, company.root.name, 100_000_000, grain="year", starts_on=YEAR)
    put(tree, company, "sales1", 7_000_000, grain="quarter")
    filled(tree, company, step=10_000, keep="set")
    figures = (
        Cell.objects.filter(tree=tree, must__isnull=False).exclude(must=0).values_list("must", flat=True)
    )
    assert {figure % 10_000 for figure in figures} == {0}
    kept = Cell.objects.filter(node=world.node(tree, "sales1"), starts_on__lt=date(2027, 4, 1))
    assert sum(kept.filter(grain="month").values_list("must", flat=True)) == 7_000_000
    with pytest.raises(Conflict, match="targets.step_does_not_fit"):
        filled(tree, company, step=30_000, keep="set")


def test_who_leads_a_team_fills_it_and_nothing_above(company: Company, tree: Tree) -> None:
    own = world.node(tree, team(tree))
    put(tree, company, own.name, 12_000, grain="year", starts_on=YEAR)
    before = Cell.objects.filter(node=own, must__isnull=False).count()
    with pytest.raises(Many) as refused:
        filled(tree, company, by="lead1", node_id=own.pk)
    assert {one.code for one in refused.value.errors} == {"targets.not_yours"}
    assert Cell.objects.filter(node=own, must__isnull=False).count() == before
    assert filled(tree, company, by="manager", node_id=own.pk)["changed"] > 0


def test_a_copy_grows_the_whole_and_keeps_how_it_was_divided(company: Company, tree: Tree) -> None:
    put(tree, company, company.root.name, 1_000_000, grain="year", starts_on=YEAR)
    filled(tree, company)
    after = a_tree(company, name="2028 年签约", starts_on=date(2028, 1, 1))
    asked = {"origin_id": tree.pk, "growth": {"must": 1_500}, "step": 100, "day": DAY}
    said = services.copy_tree(after.pk, **asked, actor=company["ops"].actor, now=NOW)
    year = {"grain": "year", "starts_on": date(2028, 1, 1), "tree": after}
    assert Cell.objects.get(node=world.node(after, company.root.name), **year).must == 1_150_000
    assert {cell["must"] % 100 for cell in said["cells"]} == {0}
    first, second = (
        Cell.objects.get(node=world.node(one, "sales1"), grain="month", starts_on=day)
        for one, day in ((tree, JANUARY), (after, date(2028, 1, 1)))
    )
    assert abs(second.must * 100 - first.must * 115) < 115 * 300  # type: ignore[operator]
    with pytest.raises(Conflict, match="targets.nothing_to_copy"):
        services.copy_tree(after.pk, **{**asked, "origin_id": None}, actor=company["ops"].actor, now=NOW)


def test_a_suggestion_asks_the_same_for_few_and_for_many(company: Company, tree: Tree) -> None:
    put(tree, company, company.root.name, 1_000_000, grain="year", starts_on=YEAR)
    counts = []
    for top in (None, world.node(tree, team(tree)), None):
        if top is not None:
            put(tree, company, top.name, 1_000, grain="year", starts_on=YEAR)
        asked: dict[str, Any] = {"down": {"capacity": 1, "pipeline": 1}, "time": {"season": 1}}
        ops = company["ops"].actor
        with CaptureQueriesContext(connection) as statements:
            filling.filling(Tree.objects.get(pk=tree.pk), node_id=top and top.pk, **asked, day=DAY, actor=ops)
        counts.append(sum(any(room in one["sql"] for room in ROOMS) for one in statements.captured_queries))
    assert counts[1] - 1 == counts[2]  # the one that looks the node up


def test_what_people_can_carry_is_the_companys_to_say(company: Company, tree: Tree) -> None:
    whole, ops = put(tree, company, team(tree), 1_000), company["ops"].actor
    levels = {"S": 200, "A": 100, "B": 100, "C": 100, "D": 0}
    services.edit_capacity(changes={"levels": levels, "ramp": []}, version=1, actor=ops, now=NOW)
    assert [part["must"] for part in suggested(whole, company)["parts"]] == [525, 525]
    for changes, code in (
        ({"levels": {**levels, "D": 101}}, "targets.capacity_levels_fall"),
        ({"ramp": [50, 40]}, "targets.ramp_falls"),
    ):
        with pytest.raises(Invalid, match=code):
            services.edit_capacity(changes=changes, version=2, actor=ops, now=NOW)
    with pytest.raises(Forbidden):
        services.edit_capacity(changes={"ramp": []}, version=2, actor=company["lead1"].actor, now=NOW)
