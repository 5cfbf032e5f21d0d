"""The dialogue on figures: who says yes to what, and who is told."""

from datetime import date
from typing import Any

import pytest

from dabiao.core.comments import services as comments
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.modules.org import services as org
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Cell, Tree
from dabiao.modules.targets.queries import dialogue, grid
from dabiao.modules.targets.services import Answer
from dabiao.modules.targets.tests import world
from dabiao.modules.targets.tests.world import JANUARY, a_tree, put, wish
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    made = make_company()
    org.edit_unit(
        made.team1.pk,
        changes={"leader_id": made["lead1"].id},
        base=None,
        version=made.team1.version,
        actor=made["ops"].actor,
        now=NOW,
    )
    return made


@pytest.fixture
def tree(company: Company) -> Tree:
    return a_tree(company)


def declare(company: Company, tree: Tree, figure: int, by: str = "sales1", **place: Any) -> Cell:
    at = {"grain": "month", "starts_on": JANUARY, **place}
    found = Cell.objects.filter(node=world.node(tree, "sales1"), starts_on=at["starts_on"], grain=at["grain"])
    seen = {"declared_must": found[0].declared_must if found else None}
    one = wish(tree, "sales1", {"declared_must": figure}, seen, **at)
    services.declare(tree.pk, cells=[one], words="客户推迟", actor=company[by].actor, now=NOW)
    return found.get()


def seen(cell: Cell) -> Answer:
    cell.refresh_from_db()
    return Answer(cell.pk, cell.version)


def accept(company: Company, tree: Tree, by: str, *cells: Cell, **facts: Any) -> list[Any]:
    said = services.accept(tree.pk, cells=[seen(c) for c in cells], actor=company[by].actor, now=NOW, **facts)
    return [(one.agreed, one.awaits, one.error.code if one.error else "") for one in said]


def told(company: Company, who: str) -> list[str]:
    rows = Notification.objects.filter(user_id=company[who].id, kind__startswith="target.")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_the_given_figure_is_agreed_once_who_has_to_reach_it_says_yes(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 100, by="lead1")
    assert dialogue.dialogue(cell.pk, actor=company["sales1"].actor)["awaits"] == "below"
    assert accept(company, tree, "lead1", cell, side="below") == [(False, "", "access.forbidden")]
    assert accept(company, tree, "sales1", cell) == [(True, "nobody", "")]
    cell.refresh_from_db()
    assert (cell.agreed_at, cell.agreed_by_id) == (NOW, company["sales1"].id)
    assert told(company, "lead1") == ["target.accepted"]
    put(tree, company, "sales1", 101, by="lead1")
    cell.refresh_from_db()
    assert cell.agreed_at is None


def test_the_declared_figure_comes_into_force_when_above_takes_it(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100, by="lead1")
    cell = declare(company, tree, 80)
    assert told(company, "lead1") == ["target.declared"]
    assert accept(company, tree, "lead1", cell) == [(True, "nobody", "")]
    cell.refresh_from_db()
    assert (cell.given_must, cell.declared_must, cell.must) == (100, 80, 80)
    assert told(company, "sales1") == ["target.accepted"]
    declare(company, tree, 70)
    cell.refresh_from_db()
    assert cell.agreed_at is None


def test_what_a_leader_declares_for_another_still_waits_for_them(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100, by="lead1")
    cell = declare(company, tree, 80, by="lead1")
    assert accept(company, tree, "lead1", cell) == [(False, "below", "")]
    assert accept(company, tree, "sales1", cell) == [(True, "nobody", "")]


def test_above_insists_with_a_reason_and_below_is_asked_again(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100, by="lead1")
    cell = declare(company, tree, 80)
    insist: dict[str, Any] = {"cells": [seen(cell)], "now": NOW}
    with pytest.raises(Invalid, match="core.required"):
        services.insist(tree.pk, reason=" ", actor=company["lead1"].actor, **insist)
    (refused,) = services.insist(tree.pk, reason="去年做到 110", actor=company["sales1"].actor, **insist)
    assert isinstance(refused.error, Forbidden)
    (said,) = services.insist(tree.pk, reason="去年做到 110", actor=company["lead1"].actor, **insist)
    assert (said.awaits, said.agreed) == ("below", False)
    assert told(company, "sales1") == ["target.insisted"]
    assert accept(company, tree, "sales1", cell) == [(True, "nobody", "")]


def test_a_word_can_be_taken_back_until_the_lock(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100, by="lead1")
    cell = declare(company, tree, 100)
    assert Cell.objects.get(pk=cell.pk).agreed_at == NOW
    take_back: dict[str, Any] = {"actor": company["sales1"].actor, "now": NOW}
    services.withdraw(tree.pk, cells=[seen(cell)], **take_back)
    cell.refresh_from_db()
    assert (cell.agreed_at, cell.declared_must, cell.must) == (None, None, 100)
    Cell.objects.filter(pk=cell.pk).update(locked_at=NOW)
    (said,) = services.withdraw(tree.pk, cells=[seen(cell)], **take_back)
    assert isinstance(said.error, Conflict)


def test_a_whole_year_is_accepted_at_once_and_each_refusal_named(company: Company, tree: Tree) -> None:
    months = [date(2027, month, 1) for month in range(1, 13)]
    cells = [put(tree, company, "sales1", 10, by="lead1", starts_on=month) for month in months]
    answers = [seen(cell) for cell in cells]
    stale = Answer(cells[3].pk, cells[3].version + 1)
    said = services.accept(
        tree.pk, cells=[*answers[:3], stale, *answers[4:]], actor=company["sales1"].actor, now=NOW
    )
    assert [one.agreed for one in said] == [True] * 3 + [False] + [True] * 8
    assert said[3].error is not None
    assert said[3].error.code == "targets.changed_meanwhile"
    assert set(told(company, "lead1")) == {"target.accepted"}


def test_saying_yes_twice_is_said_once(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 100, by="lead1")
    for _ in range(2):
        assert accept(company, tree, "sales1", cell) == [(True, "nobody", "")]
    assert Event.objects.filter(kind="target.accepted").count() == 1
    assert told(company, "lead1") == ["target.accepted"]


def test_taking_a_declared_figure_that_breaks_a_closed_division_is_refused(
    company: Company, tree: Tree
) -> None:
    team = world.node(tree, "sales1").parent
    assert team is not None
    whole = put(tree, company, team.name, 100)
    put(tree, company, "sales1", 105, by="lead1")
    services.close(whole.pk, axis="down", actor=company["ops"].actor, now=NOW)
    cell = declare(company, tree, 80)
    assert accept(company, tree, "lead1", cell) == [(False, "", "targets.below_parent")]
    cell.refresh_from_db()
    assert (cell.must, cell.agreed_at) == (105, None)


def test_a_dialogue_shows_figures_steps_and_what_was_said_in_one_go(company: Company, tree: Tree) -> None:
    services.propose(
        tree.pk,
        cells=[wish(tree, "sales1", {"must": 100})],
        words="一季度有展会",
        actor=company["lead1"].actor,
        now=NOW,
    )
    cell = declare(company, tree, 80)
    comments.add(
        subject_kind="target",
        subject_id=cell.pk,
        text="展会在三月",
        mentions=[],
        actor=company["sales1"].actor,
        now=NOW,
    )
    found = dialogue.dialogue(cell.pk, actor=company["lead1"].actor)
    assert [(one["kind"], one["data"].get("reason", one["data"].get("text"))) for one in found["items"]] == [
        ("comment.added", "展会在三月"),
        ("target.declared", "客户推迟"),
        ("target.proposed", "一季度有展会"),
    ]
    figures = {"given_must": 100, "declared_must": 80, "must": 100}
    assert {name: found["cell"][name] for name in figures} == figures
    assert (found["awaits"], found["actions"]) == ("above", ["propose", "declare", "accept_above", "insist"])
    assert told(company, "sales1") == ["target.proposed"]


def test_a_dialogue_of_others_is_not_there(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 100)
    assert company["sales3"].client.problem("GET", f"/targets/cells/{cell.pk}/dialogue")[0] == 404


def test_figures_that_were_set_quietly_are_put_forward_as_they_stand(company: Company, tree: Tree) -> None:
    cells = [
        put(tree, company, "sales1", 10, by="lead1", starts_on=date(2027, month, 1)) for month in (1, 2, 3)
    ]
    accept(company, tree, "sales1", cells[2])
    wanted = [
        wish(tree, "sales1", {"must": 10}, {"must": 10}, starts_on=date(2027, month, 1))
        for month in (1, 2, 3)
    ]
    proposed = services.propose(
        tree.pk, cells=wanted, words="按这个准备", actor=company["lead1"].actor, now=NOW
    )
    assert {one.pk for one in proposed} == {cells[0].pk, cells[1].pk}, "what is agreed is not asked again"
    assert told(company, "sales1") == ["target.proposed"], "once for a person, however many figures"
    assert Event.objects.filter(kind="target.proposed").count() == 2
    again = services.propose(tree.pk, cells=wanted, actor=company["lead1"].actor, now=NOW)
    assert again == [], "what waits already is not said twice"
    with pytest.raises(Forbidden):
        services.propose(tree.pk, cells=wanted[:1], actor=company["sales1"].actor, now=NOW)


def test_the_sheet_says_what_waits_for_an_answer(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100, by="lead1")
    declare(company, tree, 80)

    def row(who: str) -> dict[str, Any]:
        rows = grid.grid(tree.pk, grain="month", actor=company[who].actor)["rows"]
        return next(one for one in rows if one["node_id"] == world.node(tree, "sales1").pk)

    assert row("sales1")["may_confirm"]
    assert not row("lead1")["may_confirm"]
    assert row("lead1")["cells"][0]["countered"]
    accept(company, tree, "lead1", Cell.objects.get(node=world.node(tree, "sales1"), grain="month"))
    assert "countered" not in row("lead1")["cells"][0]
