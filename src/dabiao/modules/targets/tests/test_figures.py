"""Every metric fills itself in wherever figures are shown."""

from datetime import date

import pytest

from dabiao.core import figures
from dabiao.core.errors import Invalid
from dabiao.core.figures import Unit, Whose
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.tests.builders import a_contract, a_signed_contract
from dabiao.modules.receivables.tests.builders import received, refunded
from dabiao.modules.targets import services
from dabiao.testing.people import NOW, Company, make_company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def company() -> Company:
    return make_company()


def sign(company: Company, who: str, amount: int, day: date) -> None:
    draft = a_contract(company[who], amount_minor=amount)
    contracts.sign(draft.pk, signed_on=day, actor=company[who].actor, now=NOW)


def test_a_metric_is_offered_in_its_unit(company: Company) -> None:
    offered = {one.code: one for one in figures.offered()}
    assert offered["metric.signed"].unit == Unit.MONEY
    assert offered["metric.calls"].unit == Unit.PIECES
    assert offered["metric.signed"].label == "enums.target_metric.signed"


def test_a_person_has_their_own_and_a_unit_all_below_it(company: Company) -> None:
    sign(company, "sales1", 100, date(2026, 3, 1))
    sign(company, "sales2", 20, date(2026, 3, 2))
    sign(company, "sales1", 7, date(2025, 12, 31))
    one, all_ = ("user", company["sales1"].id), ("unit", company.root.pk)
    whose: list[Whose] = [one, all_, ("user", company["sales3"].id)]
    found = figures.values(["metric.signed", "metric.contracts"], whose, YEAR, now=NOW)
    assert found == {
        ("metric.signed", one): 100,
        ("metric.signed", all_): 120,
        ("metric.contracts", one): 1,
        ("metric.contracts", all_): 2,
    }


def test_it_costs_the_same_for_one_as_for_all(company: Company) -> None:
    sign(company, "sales1", 100, date(2026, 3, 1))

    def cost(*names: str) -> int:
        whose: list[Whose] = [("user", company[name].id) for name in names]
        return counted(lambda: figures.values(["metric.signed"], whose, YEAR, now=NOW))

    assert cost("sales1") == cost("sales1", "sales2", "sales3")


def test_a_code_that_nobody_offers_names_its_field(company: Company) -> None:
    with pytest.raises(Invalid) as refused:
        figures.chosen(["metric.signed", "metric.luck"], field="figures")
    assert (refused.value.code, refused.value.field) == ("core.unknown_figure", "figures")


def test_a_figure_opens_exactly_what_it_is_made_of(company: Company) -> None:
    sign(company, "sales1", 100, date(2026, 3, 1))
    sign(company, "sales2", 20, date(2026, 3, 2))
    split = a_contract(company["sales1"], amount_minor=1_000)
    contracts.sign(split.pk, signed_on=date(2026, 3, 3), actor=company["sales1"].actor, now=NOW)
    shares = [(company["sales1"].id, 2_500), (company["sales2"].id, 7_500)]
    services.put_shares(
        "contract", id=split.pk, shares=shares, reason="一起谈的", actor=company["ops"].actor, now=NOW
    )
    asked = {"since": "2026-03-01", "until": "2026-03-31"}
    for whose in (("user", company["sales1"].id), ("user", company["sales2"].id), ("unit", company.team1.pk)):
        kind, id = whose
        expected = figures.values(["metric.signed"], [whose], YEAR, now=NOW)["metric.signed", whose]
        found = company["ops"].client.read("/targets/metrics/signed/records", **{f"{kind}_id": id}, **asked)
        assert found["attained"] == expected
        assert sum(one["amount"] for one in found["entries"]) == expected


def test_a_figure_is_opened_by_whoever_reaches_its_person_and_says_what_is_missing(company: Company) -> None:
    asked = {"since": "2026-03-01", "until": "2026-03-31"}
    path = "/api/v1/targets/metrics/signed/records"
    own, other = {"user_id": company["sales1"].id}, {"user_id": company["sales2"].id}
    sales = company["sales1"].client
    assert sales.get(path, {**asked, **own}).status_code == 200
    assert sales.get(path, {**asked, **other}).status_code == 404
    assert sales.get(path, {**asked, "unit_id": company.root.pk}).status_code == 404
    assert company["ops"].client.get(path, asked).json()["code"] == "targets.whose_figure"
    back = {"since": "2026-03-31", "until": "2026-03-01"}
    assert sales.get(path, {**back, **own}).json()["code"] == "targets.ends_before_start"


def test_what_was_received_opens_its_receipts_less_what_went_back(company: Company) -> None:
    contract = a_signed_contract(company["sales1"], amount_minor=1_000)
    refunded(company, received(company, contract, 400), 150)
    asked = {"user_id": company["sales1"].id, "since": "2026-03-01", "until": "2026-03-31"}
    found = company["ops"].client.read("/targets/metrics/received/records", **asked)
    assert found["attained"] == sum(one["amount"] for one in found["entries"]) == 250
    assert {one["contract_id"] for one in found["entries"]} == {contract.pk}
    (receipt,) = {one["source_id"] for one in found["entries"]}
    credits = company["ops"].client.read(f"/targets/credits/receipt/{receipt}")
    assert sum(one["bp"] for one in credits["shares"]) == 10_000
    split = [(company["sales2"].id, 10_000)]
    services.put_shares(
        "receipt", id=receipt, shares=split, reason="他收的", actor=company["ops"].actor, now=NOW
    )
    assert company["ops"].client.read("/targets/metrics/received/records", **asked)["attained"] == 0
