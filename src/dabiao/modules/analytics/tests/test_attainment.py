"""The running targets on the workbench: mine with their pace, the team's with who needs help."""

from datetime import date

import pytest

from dabiao.core.errors import Forbidden
from dabiao.modules.analytics.queries.attainment import attainment
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.tests.builders import a_contract
from dabiao.modules.targets.tests.world import a_tree, put
from dabiao.testing.people import NOW, Company, make_company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture
def company() -> Company:
    found = make_company()
    tree = a_tree(found, starts_on=date(2026, 1, 1))
    for name, must in (("sales1", 100_000), ("sales1b", 50_000), ("一组", 120_000)):
        put(tree, found, name, must, starts_on=MARCH)
    draft = a_contract(found["sales1"], amount_minor=80_000)
    contracts.sign(draft.pk, signed_on=date(2026, 3, 5), actor=found["sales1"].actor, now=NOW)
    return found


def test_mine_stands_against_the_working_days_that_are_over(company: Company) -> None:
    (found,) = attainment(actor=company["sales1"].actor, now=NOW)["items"]
    assert (found["must"], found["attained"], found["share_bp"]) == (100_000, 80_000, 8_000)
    assert (found["period"]["days_done"], found["period"]["days"]) == (12, 22)
    assert found["should_be"] == 54_545
    assert found["help"] == []


def test_a_lead_sees_the_team_and_who_needs_help(company: Company) -> None:
    (found,) = attainment(team=True, actor=company["lead1"].actor, now=NOW)["items"]
    assert (found["name"], found["must"], found["attained"]) == ("一组", 120_000, 80_000)
    assert [one["name"] for one in found["help"]] == ["sales1b"]
    assert found["help"][0]["reasons"][0]["code"] == "behind"


def test_who_has_no_target_sees_none(company: Company) -> None:
    assert attainment(actor=company["sales3"].actor, now=NOW)["items"] == []
    assert attainment(actor=company["lead1"].actor, now=NOW)["items"] == []
    assert (
        attainment(team=True, unit_id=company.team3.pk, actor=company["boss"].actor, now=NOW)["items"] == []
    )
    with pytest.raises(Forbidden):
        attainment(actor=company["agent"].actor, now=NOW)


def test_a_larger_team_takes_no_more_statements(company: Company) -> None:
    boss = company["boss"].actor

    def cost(unit_id: int) -> int:
        return counted(lambda: attainment(team=True, unit_id=unit_id, actor=boss, now=NOW))

    assert cost(company.root.pk) <= cost(company.team1.pk)
