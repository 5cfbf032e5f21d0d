"""What is locked stands the check, moves only within its band, and keeps every closed division whole."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Forbidden, Invalid, Many
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.models import Timer
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.org import services as org
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Breakdown, Cell, Dialogue, Reserve, Tree
from dabiao.modules.targets.queries import beside, checking, dialogue, history
from dabiao.modules.targets.services import Answer
from dabiao.modules.targets.services.reserves import tell_due
from dabiao.modules.targets.tests import world
from dabiao.modules.targets.tests.world import JANUARY, a_tree, put, wish
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    made = make_company()
    for unit, leader in ((made.team1, "lead1"), (made.east, "manager")):
        org.edit_unit(
            unit.pk,
            changes={"leader_id": made[leader].id},
            base=None,
            version=unit.version,
            actor=made["ops"].actor,
            now=NOW,
        )
    return made


@pytest.fixture
def tree(company: Company) -> Tree:
    return a_tree(company, grains=["year", "month"], buffer_bp=0)


def reserve(cell: Cell, company: Company, expected: int, **facts: Any) -> Reserve:
    wanted = {
        "what": "老客户加购",
        "owner_id": company["sales1"].id,
        "trigger_on": cell.starts_on + timedelta(days=10),
        "expected": expected,
        "actor": company["lead1"].actor,
        "now": NOW,
    }
    return services.plan_reserve(cell.pk, **{**wanted, **facts})


def made_ready(company: Company, tree: Tree, figure: int = 1_000) -> list[Cell]:
    """January of the two people of team 1, whose own figure is divided to them; everything is agreed and has a reserve."""
    team = put(tree, company, "一组", 2 * figure)
    cells = [put(tree, company, name, figure, by="lead1") for name in ("sales1", "sales1b")]
    services.close(team.pk, axis="down", actor=company["ops"].actor, now=NOW)
    for cell, name in zip(cells, ("sales1", "sales1b"), strict=True):
        reserve(cell, company, 50)
        answer = Answer(cell.pk, Cell.objects.get(pk=cell.pk).version)
        (said,) = services.accept(tree.pk, cells=[answer], actor=company[name].actor, now=NOW)
        assert said.agreed
    return cells


def lock(company: Company, tree: Tree, cells: list[Cell], by: str = "manager", **facts: Any) -> None:
    services.lock(tree.pk, cell_ids=[c.pk for c in cells], actor=company[by].actor, now=NOW, **facts)


def move(company: Company, tree: Tree, figure: int, seen: int = 1_000, by: str = "lead1") -> None:
    one = wish(tree, "sales1", {"must": figure}, {"must": seen})
    services.set_targets(tree.pk, cells=[one], reason="客户推迟", actor=company[by].actor, now=NOW)


def test_the_check_names_what_is_missing_and_nothing_once_it_is_mended(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 1_000, by="lead1")
    found = checking.check(cell.pk, actor=company["sales1"].actor, now=NOW)
    assert {one["asked"]: one["problem"] for one in found["findings"]} == {
        "specific": "",
        "measurable": "",
        "achievable": "not_agreed",
        "relevant": "not_part",
        "time_bound": "",
        "reserve": "too_little",
    }
    ready = made_ready(company, tree)[0]
    found = checking.check(ready.pk, actor=company["sales1"].actor, now=NOW)
    assert (found["ready"], {one["problem"] for one in found["findings"]}) == (True, {""})
    year = Cell.objects.get(node=ready.node, grain="year")
    found = checking.check(year.pk, actor=company["sales1"].actor, now=NOW)
    assert [one["problem"] for one in found["findings"] if one["asked"] == "time_bound"] == ["not_divided"]


def test_all_is_locked_or_nothing_and_what_each_lacks_is_named(company: Company, tree: Tree) -> None:
    cells = made_ready(company, tree)
    Reserve.objects.filter(cell=cells[1]).delete()
    with pytest.raises(Conflict, match="targets.check_fails") as refused:
        lock(company, tree, cells)
    (lacking,) = refused.value.params["cells"]
    assert (lacking["cell_id"], [one["problem"] for one in lacking["missing"]]) == (
        cells[1].pk,
        ["too_little"],
    )
    assert not Cell.objects.filter(locked_at__isnull=False).exists()
    reserve(cells[1], company, 49)
    with pytest.raises(Conflict, match="targets.check_fails"):
        lock(company, tree, cells)
    reserve(cells[1], company, 1)
    lock(company, tree, cells)
    assert Cell.objects.filter(locked_at=NOW).count() == 2
    with pytest.raises(Conflict, match="targets.nothing_to_lock"):
        lock(company, tree, cells)


def test_a_reason_in_writing_stands_for_an_agreement(company: Company, tree: Tree) -> None:
    cells = made_ready(company, tree)
    services.withdraw(
        tree.pk,
        cells=[Answer(cells[0].pk, Cell.objects.get(pk=cells[0].pk).version)],
        side="below",
        actor=company["sales1"].actor,
        now=NOW,
    )
    with pytest.raises(Conflict, match="targets.check_fails"):
        lock(company, tree, cells[:1])
    lock(company, tree, cells[:1], reason="总部下达的保底数")
    assert Event.objects.get(kind="target.locked").data["reason"] == "总部下达的保底数"


def test_what_is_locked_without_an_agreement_waits_for_nobody_until_somebody_declares(
    company: Company, tree: Tree
) -> None:
    cell = made_ready(company, tree)[0]
    lead, own = company["lead1"].actor, company["sales1"].actor
    answer = Answer(cell.pk, Cell.objects.get(pk=cell.pk).version)
    services.withdraw(tree.pk, cells=[answer], side="below", actor=own, now=NOW)
    assert dialogue.dialogue(cell.pk, actor=lead)["awaits"] == "below"
    lock(company, tree, [cell], reason="总部下达的保底数")
    found = dialogue.dialogue(cell.pk, actor=lead)
    assert (found["awaits"], found["answering"], found["cell"]["agreed_at"]) == ("nobody", "", None)
    wanted = wish(tree, "sales1", {"declared_must": 700}, {"declared_must": None})
    services.declare(tree.pk, cells=[wanted], words="客户推迟", actor=own, now=NOW)
    found = dialogue.dialogue(cell.pk, actor=own)
    assert (found["awaits"], found["answering"]) == ("above", "lead1")


def test_a_nodes_year_is_locked_with_its_months(company: Company, tree: Tree) -> None:
    made_ready(company, tree)
    node = world.node(tree, "sales1")
    services.lock(tree.pk, node_id=node.pk, actor=company["manager"].actor, now=NOW)
    assert list(Cell.objects.filter(node=node, locked_at=NOW).values_list("grain", flat=True)) == ["month"]
    with pytest.raises(Forbidden):
        services.lock(tree.pk, node_id=node.pk, actor=company["lead1"].actor, now=NOW)


def test_a_locked_figure_moves_within_its_band_and_beyond_only_by_the_keeper(
    company: Company, tree: Tree
) -> None:
    cells = made_ready(company, tree)
    lock(company, tree, cells)
    move(company, tree, 1_050)
    with pytest.raises(Conflict, match="targets.beyond_band") as refused:
        move(company, tree, 1_051, seen=1_050)
    assert refused.value.field == "cells.0.must"
    assert (refused.value.params["least"], refused.value.params["most"]) == (950, 1_050)
    move(company, tree, 1_200, seen=1_050, by="ops")
    with pytest.raises(Conflict, match="targets.below_parent"):
        move(company, tree, 999, seen=1_200, by="ops")


def test_the_keeper_answers_a_request_to_leave_the_band(company: Company, tree: Tree) -> None:
    cells = made_ready(company, tree)
    cell = cells[0]
    ask: dict[str, Any] = {"must": 1_300, "reason": "新签大客户", "actor": company["lead1"].actor, "now": NOW}
    with pytest.raises(Conflict, match="targets.not_locked"):
        services.ask_change(cell.pk, **ask)
    lock(company, tree, cells)
    services.ask_change(cell.pk, **ask)
    assert Notification.objects.filter(user_id=company["ops"].id, kind="target.change_asked").count() == 1
    with pytest.raises(Forbidden):
        services.answer_change(cell.pk, granted=True, actor=company["lead1"].actor, now=NOW)
    services.answer_change(cell.pk, granted=True, actor=company["ops"].actor, now=NOW)
    cell.refresh_from_db()
    assert (cell.must, cell.locked_at) == (1_300, NOW)
    assert Notification.objects.filter(user_id=company["lead1"].id, kind="target.change_granted").count() == 1
    with pytest.raises(Conflict, match="targets.nothing_asked"):
        services.answer_change(cell.pk, granted=True, actor=company["ops"].actor, now=NOW)


def test_unlocking_needs_a_reason_and_frees_the_figure(company: Company, tree: Tree) -> None:
    cells = made_ready(company, tree)
    lock(company, tree, cells)
    free: dict[str, Any] = {"cell_ids": [cells[0].pk], "actor": company["manager"].actor, "now": NOW}
    with pytest.raises(Invalid, match="core.required"):
        services.unlock(tree.pk, reason=" ", **free)
    services.unlock(tree.pk, reason="年中重新分配", **free)
    assert Dialogue.objects.get(cell=cells[0]).locked_must is None
    move(company, tree, 2_000)


def test_history_tells_who_changed_what_and_why(company: Company, tree: Tree) -> None:
    cells = made_ready(company, tree)
    lock(company, tree, cells)
    move(company, tree, 1_050)
    actor = company["sales1"].actor
    found = history.history(cells[0].pk, limit=2, actor=actor)
    assert [(one["kind"], one["actor_name"], one["reason"]) for one in found["items"]] == [
        ("target.set", "lead1", "客户推迟"),
        ("target.locked", "manager", ""),
    ]
    assert found["items"][0]["changes"] == [{"field": "must", "before": 1_000, "after": 1_050}]
    rest = history.history(cells[0].pk, cursor=found["next"], actor=actor)
    assert [one["kind"] for one in rest["items"]] == [
        "target.accepted",
        "target.reserve_planned",
        "target.set",
    ]


def test_a_reserve_measure_is_due_within_its_period_and_before_its_end(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 1_000, by="lead1")
    for day in (date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 1)):
        with pytest.raises(Invalid, match="targets.trigger_outside"):
            reserve(cell, company, 1, trigger_on=day)
    with pytest.raises(Forbidden):
        reserve(cell, company, 1, actor=company["finance"].actor)
    reserve(cell, company, 1, trigger_on=date(2027, 1, 30))


def test_on_its_day_owner_and_leader_are_told_once(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 1_000, by="lead1")
    one = reserve(cell, company, 60)
    timer = Timer.objects.get(handler="targets.reserve_due")
    assert timer.due_at.isoformat() == "2027-01-11T01:00:00+00:00"
    for _ in range(2):
        tell_due(one.pk, actor=SYSTEM, now=timer.due_at)
    told = Notification.objects.filter(kind="target.reserve_due")
    assert sorted(told.values_list("user_id", flat=True)) == sorted(
        [company["sales1"].id, company["lead1"].id]
    )
    assert set(told.values_list("params__percent", flat=True)) == {0}
    change: dict[str, Any] = {"version": 1, "actor": company["sales1"].actor, "now": NOW}
    with pytest.raises(Invalid, match="core.required"):
        services.edit_reserve(one.pk, changes={"state": "triggered"}, **change)
    services.edit_reserve(one.pk, changes={"state": "dropped", "outcome": "已经达标"}, **change)
    assert not Timer.objects.filter(handler="targets.reserve_due").exists()
    services.remove_reserve(one.pk, actor=company["sales1"].actor, now=NOW)
    tell_due(one.pk, actor=SYSTEM, now=timer.due_at)


def test_break_even_is_rounded_up_and_stays_beside_the_target(company: Company, tree: Tree) -> None:
    node = world.node(tree, "总部")
    place: dict[str, Any] = {"node_id": node.pk, "grain": "month", "starts_on": JANUARY, "now": NOW}
    ops = company["ops"].actor
    with pytest.raises(Invalid, match="targets.cost_without_margin"):
        services.set_beside(tree.pk, values={"fixed_cost": 50_000_000}, actor=ops, **place)
    services.set_beside(
        tree.pk,
        values={"fixed_cost": 50_000_000, "margin_bp": 5_500, "budget": 120_000_000},
        actor=ops,
        **place,
    )
    (row,) = beside.listing(tree.pk, grain="month", actor=ops)
    assert (row["break_even"], row["budget"]) == (90_909_091, 120_000_000)
    assert not Cell.objects.filter(node=node).exists()
    with pytest.raises(Forbidden):
        beside.listing(tree.pk, grain="month", actor=company["lead1"].actor)


def test_how_strict_a_tree_is_can_be_set(company: Company, tree: Tree) -> None:
    cells = made_ready(company, tree)
    client = company["ops"].client
    edit = {"changes": {"reserve_bp": 600, "band_bp": 0}, "version": 1}
    assert client.write("PATCH", f"/targets/trees/{tree.pk}/lock-policy", edit)["reserve_bp"] == 600
    with pytest.raises(Conflict, match="targets.check_fails"):
        lock(company, tree, cells)
    client.write(
        "PATCH", f"/targets/trees/{tree.pk}/lock-policy", {"changes": {"reserve_bp": 500}, "version": 2}
    )
    lock(company, tree, cells)
    with pytest.raises(Conflict, match="targets.beyond_band"):
        move(company, tree, 1_001)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time on SQLite")
def test_eight_editors_of_locked_siblings_leave_every_closed_division_whole(
    company: Company, tree: Tree, tmp_path: Path
) -> None:
    cells = made_ready(company, tree)
    lock(company, tree, cells)
    lead = company["lead1"].actor

    def moves(place: int) -> int:
        name, done = ("sales1", "sales1b")[place % 2], 0
        for step in range(6):
            seen = Cell.objects.get(node=world.node(tree, name), grain="month").must
            figure = 950 + (place * 37 + step * 53) % 101
            one = wish(tree, name, {"must": figure}, {"must": seen})
            try:
                services.set_targets(tree.pk, cells=[one], reason="调整", actor=lead, now=NOW)
                done += 1
            except (Conflict, Many):
                pass
        return done

    with real_database(tmp_path) as together:
        done = together(*[lambda place=place: moves(place) for place in range(8)])
        assert all(isinstance(one, int) for one in done), done
        closed = Breakdown.objects.get(closed_at__isnull=False)
        sums = sum(Cell.objects.filter(within=closed).values_list("must", flat=True))
        assert (closed.must_sum, closed.must_sum >= closed.must) == (sums, True)
        changes = Event.objects.filter(kind="target.set", data__reason="调整").count()
        assert changes <= sum(done)
        assert sum(done) > 0
