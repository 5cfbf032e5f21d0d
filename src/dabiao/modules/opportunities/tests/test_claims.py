"""Claim against evidence, signs and credibility: rows, WHEREs and sums agree on both databases."""

from datetime import datetime, time, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from django.utils.timezone import get_default_timezone

from dabiao.core import figures
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.language import compiled, evaluate
from dabiao.core.i18n import text
from dabiao.core.lists.keyset import PageRequest
from dabiao.modules.opportunities import queries, rules, services
from dabiao.modules.opportunities.enums import DealSign
from dabiao.modules.opportunities.models import Criterion, Opportunity, Stage
from dabiao.modules.opportunities.queries import outlook
from dabiao.modules.opportunities.tests.builders import an_opportunity, move, stage
from dabiao.testing.exports import exported
from dabiao.testing.people import NOW, Company, Person
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db
ZONE = get_default_timezone()
TODAY = NOW.astimezone(ZONE).date()
SECOND = timedelta(seconds=1)
OPEN = ("interested", "need_confirmed", "solution_accepted", "negotiating", "decided")


def midnight(days: int) -> datetime:
    return datetime.combine(TODAY - timedelta(days=days), time(), ZONE)


def prove(person: Person, deal: Opportunity, code: str) -> None:
    criterion = Criterion.objects.get(code=code)
    who: dict[str, Any] = {"actor": person.actor, "now": NOW}
    services.prove(deal.pk, criterion_id=criterion.pk, kind="note", note="客户说的", **who)


def listed(company: Company, who: str = "sales1", sort: str = "", **filters: Any) -> list[dict[str, Any]]:
    asked = PageRequest(limit=200, sort=sort)
    return list(queries.listing(asked=asked, filters=filters, actor=company[who].actor, now=NOW)["items"])


def many(company: Company) -> int:
    """Deals on both sides of every threshold, in every stage, with every evidence; one that ended for each fourth."""
    first = an_opportunity(company["sales1"])
    Stage.objects.filter(code="need_confirmed").update(usual_days=3)
    stages = {one.code: one for one in Stage.objects.filter(pipeline=first.pipeline)}
    kept = {field.attname: getattr(first, field.attname) for field in Opportunity._meta.concrete_fields}
    kept.pop("id")
    moments = [midnight(days) - late for days in (7, 14, 21, 30, 60) for late in (timedelta(), SECOND)]
    rows = []
    for n, (claimed, proved) in enumerate(product((*OPEN, "won", "lost"), (None, *OPEN))):
        ended = claimed in ("won", "lost")
        facts = {
            "stage_id": stages[claimed].pk,
            "closed_at": NOW if ended else None,
            "evidenced_stage_id": stages[proved].pk if proved else None,
            "recorded_stage_id": stages[OPEN[OPEN.index(proved) // 2]].pk if proved and n % 3 else None,
            "last_contact_at": moments[n % 10] if n % 3 else None,
            "created_at": moments[9],
            "stage_entered_at": midnight((n % 7) * 6) - (SECOND if n % 2 else timedelta()),
            "proved_at": moments[n % 9] if proved else None,
            "next_contact_at": NOW if n % 4 else None,
            "people_met": n % 3,
            "amount_minor": 49_999_999 + n % 2,
            "competitor_count": n % 3,
            "unnamed_rivals": 0,
            "name": f"商机{n}",
        }
        rows.append(Opportunity(**{**kept, **facts}))
    Opportunity.objects.bulk_create(rows)
    return len(rows) + 1


def test_every_sign_of_a_row_is_what_its_filter_finds(company: Company) -> None:
    count = many(company)
    rows = listed(company)
    assert len(rows) == count
    for sign in DealSign:
        shown = {row["id"] for row in rows if sign in [one["sign"] for one in row["signals"]]}
        assert {row["id"] for row in listed(company, signal=(sign.value, TODAY))} == shown, sign
    for sign in ("stale", "stuck", "unproven", "single_threaded", "no_next_contact"):
        assert any(sign in [one["sign"] for one in row["signals"]] for row in rows), sign
    grave = {"win_date_passed", "pushed", "amount_cut", "no_contact", "stale", "stuck"}
    risky = {row["id"] for row in rows if grave & {one["sign"] for one in row["signals"]}}
    assert {row["id"] for row in listed(company, at_risk_on=TODAY)} == risky


def test_the_gap_of_a_row_is_what_the_rule_says_and_its_filters_find(company: Company) -> None:
    many(company)
    ladder = {code: place for place, code in enumerate(OPEN, start=1)}
    rows = listed(company)
    for row in rows:
        wanted = 0
        if row["stage_kind"] == "open":
            wanted = rules.steps_ahead(
                tuple(ladder.values()), ladder[row["stage_code"]], ladder.get(row["evidenced_stage_code"])
            )
        assert row["claim_gap"] == wanted, row["name"]
    for least in (-2, 1, 3):
        found = {row["id"] for row in listed(company, gap_min=least)}
        assert found == {
            row["id"] for row in rows if row["stage_kind"] == "open" and row["claim_gap"] >= least
        }
    assert {row["id"] for row in listed(company, gap_max=-1)} == {
        row["id"] for row in rows if row["claim_gap"] < 0
    }
    gaps = [row["claim_gap"] for row in listed(company, sort="-claim_gap")]
    assert gaps == sorted(gaps, reverse=True)


def test_credibility_is_the_same_in_sql_and_on_every_row(company: Company) -> None:
    many(company)
    rows = {row["id"]: row for row in listed(company)}
    found = queries.believed(Opportunity.objects.all(), TODAY).values_list(
        "pk", "credibility", "credible_minor", "closed_at"
    )
    assert {pk: (None, None) if ended else (percent, minor) for pk, percent, minor, ended in found} == {
        id: (row["credibility"], row["credible_minor"]) for id, row in rows.items()
    }
    believing = outlook.Believing(TODAY)
    read = {one.id: believing(one) for one in outlook.all_open(currency="CNY", actor=company["boss"].actor)}
    assert read == {id: rows[id]["credibility"] for id in read}
    assert len(read) > 20
    assert len({row["credibility"] for row in rows.values()}) > 8


def test_sums_of_list_and_board_are_those_of_the_rows(company: Company) -> None:
    many(company)
    open_rows = [row for row in listed(company) if row["stage_kind"] == "open"]
    worth = [Fraction(row["amount_minor"] * row["percent"], 100) for row in open_rows]
    credible = sum(one * row["credibility"] / 100 for one, row in zip(worth, open_rows, strict=True))
    [total] = queries.sums(filters={}, actor=company["sales1"].actor, now=NOW)["items"]
    assert (total["count"], total["amount_minor"]) == (
        len(open_rows),
        sum(row["amount_minor"] for row in open_rows),
    )
    assert total["weighted_minor"] == rules.weighted(sum(worth, Fraction(0)), Fraction(1))
    assert total["credible_minor"] == rules.weighted(Fraction(credible), Fraction(1))
    columns = queries.board(actor=company["sales1"].actor, now=NOW)["columns"]
    of_board = sum(one["credible_minor"] for one in columns if one["stage_kind"] == "open")
    assert abs(of_board - total["credible_minor"]) <= len(OPEN)  # each column is rounded by itself


def test_claims_are_counted_by_person_and_unit_and_open_what_they_count(company: Company) -> None:
    ahead = an_opportunity(company["sales1"], "超前", at="negotiating", amount_minor=1000)
    prove(company["sales1"], ahead, "names_a_need")
    prove(company["sales2"], an_opportunity(company["sales2"], "落后", amount_minor=500), "names_a_need")
    an_opportunity(company["sales2"], "外币", amount_minor=7, currency="USD")
    found = queries.claims(actor=company["manager"].actor, now=NOW)
    assert found["total"] == {
        "open": 3,
        "ahead": 1,
        "behind": 0,
        "unproven": 1,
        "on_word": 2,
        "other_currencies": 1,
        "amount_minor": 1500,
        "ahead_minor": 1000,
        "by_claim_minor": 750,
        "by_evidence_minor": 150,
        "credible_minor": 330,  # 700 × (0.4 + 0.4) / 2 and 50 × 1: the first stage needs no record
    }
    assert {one["name"] for one in listed(company, "manager", on_word=True)} == {"超前", "落后"}
    assert [(one["name"], one["open"], one["ahead"]) for one in found["people"]] == [
        ("sales1", 1, 1),
        ("sales2", 2, 0),
    ]
    east = next(one for one in found["units"] if one["id"] == company.east.pk)
    assert (east["open"], east["ahead_minor"]) == (3, 1000)
    for one in found["people"]:
        assert len(listed(company, "manager", owner_id=one["id"], gap_min=1)) == one["ahead"]
    assert queries.claims(actor=company["sales1"].actor, now=NOW)["total"]["open"] == 1


def test_more_deals_and_people_cost_no_more_statements(company: Company) -> None:
    costs = []
    for who in ("sales1", "sales2"):
        an_opportunity(company[who], at="decided")
        an_opportunity(company[who], at="negotiating")
        actor = company["manager"].actor
        costs.append(
            (
                counted(lambda actor=actor: queries.claims(actor=actor, now=NOW)),
                counted(lambda actor=actor: queries.sums(filters={}, actor=actor, now=NOW)),
            )
        )
    assert costs[0] == costs[1]


def test_the_mean_credibility_of_open_deals_is_a_figure_of_people_and_units(company: Company) -> None:
    for who, at in (("sales1", "decided"), ("sales2", "interested")):
        an_opportunity(company[who], at=at)
    people: list[figures.Whose] = [("user", company["sales1"].id), ("user", company["sales2"].id)]
    unit: figures.Whose = ("unit", company.east.pk)
    code = "opportunity.credibility"
    found = figures.values([code], [*people, unit], (TODAY, TODAY), now=NOW)
    assert found == {(code, people[0]): 400, (code, people[1]): 1000, (code, unit): 700}
    past = (TODAY - timedelta(days=9), TODAY - timedelta(days=3))
    assert figures.values([code], [unit], past, now=NOW) == {}
    assert code in {one.code for one in figures.offered()}


def test_the_usual_stay_is_the_median_of_won_deals_where_there_are_enough(company: Company) -> None:
    sales1 = company["sales1"]
    first = an_opportunity(sales1)
    for days in range(1, rules.FEWEST_STAYS + 1):
        deal = an_opportunity(sales1, f"赢{days}", customer_id=first.customer_id)
        move(sales1, deal, "decided", now=NOW + timedelta(days=days))
        move(sales1, deal, "won", now=NOW + timedelta(days=days))
    lost = an_opportunity(sales1, "输", customer_id=first.customer_id)
    move(sales1, lost, "lost", reason="价格", now=NOW + timedelta(days=300))
    later = NOW + timedelta(days=301)
    assert services.reckon_usual_stays(actor=sales1.actor, now=later) == 2
    assert (stage("interested").usual_days, stage("decided").usual_days) == (4, 1)
    assert stage("negotiating").usual_days is None
    assert services.reckon_usual_stays(actor=sales1.actor, now=later) == 0


def test_a_sign_and_a_gap_are_filters_over_http(company: Company) -> None:
    an_opportunity(company["sales1"], at="decided")
    client = company["sales1"].client
    assert len(client.read("/opportunities", signal="unproven")["items"]) == 1
    assert client.read("/opportunities", signal="pushed")["items"] == []
    assert len(client.read("/opportunities", gap_min=4)["items"]) == 1
    [total] = client.read("/opportunities/sums", gap_min=4)["items"]
    assert total["count"] == 1
    assert client.read("/opportunities/claims")["total"]["ahead"] == 1
    [card] = next(one for one in client.read("/opportunities/board")["columns"] if one["count"])["items"]
    assert [one["sign"] for one in card["signals"]][-2:] == ["unproven", "no_next_contact"]


@pytest.mark.parametrize(
    ("leaf", "wanted"),
    [
        ({"field": "claim_gap", "op": "gte", "value": 2}, lambda row: row["claim_gap"] >= 2),
        ({"field": "claim_gap", "op": "is_not", "value": 0}, lambda row: row["claim_gap"] != 0),
        (
            {"field": "claim_gap", "op": "between", "value": [-3, -1]},
            lambda row: -3 <= row["claim_gap"] <= -1,
        ),
        ({"field": "signals", "op": "contains", "value": "stuck"}, lambda row: "stuck" in signs_in(row)),
        (
            {"field": "signals", "op": "in", "value": ["stale", "single_threaded"]},
            lambda row: signs_in(row) & {"stale", "single_threaded"},
        ),
        ({"field": "signals", "op": "not_in", "value": ["stuck"]}, lambda row: "stuck" not in signs_in(row)),
        ({"field": "signals", "op": "empty"}, lambda row: not signs_in(row)),
        ({"field": "signals", "op": "not_empty"}, lambda row: signs_in(row)),
    ],
)
def test_conditions_ask_for_the_gap_and_the_signs_of_the_rows(company: Company, leaf, wanted) -> None:
    many(company)
    words, asking = vocabulary.of("opportunity"), {"actor": company["sales1"].actor, "now": NOW}
    where = compiled(leaf, words, **asking)
    rows = {row["id"]: row for row in listed(company)}
    deals = Opportunity.objects.all()
    found = set(deals.filter(where).values_list("pk", flat=True))
    open_ones = {id for id, row in rows.items() if row["stage_kind"] == "open"}
    assert found & open_ones == {id for id in open_ones if wanted(rows[id])}
    assert found == {deal.pk for deal in deals if evaluate(leaf, deal, words, **asking)}
    assert len(found) not in (0, len(rows))


def signs_in(row) -> set[str]:
    return {str(one["sign"]) for one in row["signals"]}


def test_rows_cost_no_more_statements_with_their_signs(company: Company) -> None:
    costs = []
    for number in (1, 3):
        while Opportunity.objects.count() < number:
            an_opportunity(company["sales1"], f"商机{Opportunity.objects.count()}")
        costs.append(counted(lambda: listed(company)))
    assert costs[0] == costs[1]


def test_a_file_tells_the_gap_the_credibility_and_the_signs_of_its_day(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1, "超前的", at="negotiating")
    columns = ["name", "claim_gap", "credibility", "credible_minor", "signals"]
    heading, line = exported(company["manager"].client, "opportunity", columns=columns)
    said = dict(zip(heading, line, strict=True))
    row = sales1.client.read(f"/opportunities/{deal.pk}")
    assert row["claim_gap"] == 3
    credible = f"{row['credible_minor'] // 100}.{row['credible_minor'] % 100:02}"
    signs = [text("en", f"enums.opportunity.signal.{one['sign']}") for one in row["signals"]]
    wanted = {
        "name": "超前的",
        "claim_gap": "3",
        "credibility": str(row["credibility"]),
        "credible_minor": credible,
        "signals": "、".join(signs),
    }
    assert {name: said[text("en", f"fields.opportunity.{name}")] for name in columns} == wanted


def test_a_file_says_nothing_of_how_credible_a_deal_is_that_has_ended(company: Company) -> None:
    deal = an_opportunity(company["sales1"], "丢了的")
    move(company["sales1"], deal, "lost", reason="价格")
    columns = ["name", "credibility", "credible_minor"]
    _, line = exported(company["manager"].client, "opportunity", columns=columns)
    assert line[1:4] == ["丢了的", "", ""]
